"""Expectations, options, ingredients, risks and understanding; and which page belongs to which step."""

from dataclasses import replace

import pytest

from consult_app.domain.consultation import Exchange, OptionTalk, Portion, RiskTalk, Wish
from consult_app.domain.frequency import NOT_KNOWN as NOT_KNOWN_RATE
from consult_app.domain.frequency import IconArray
from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Gap, Lack
from consult_app.domain.treatment import Harm, Moment, OptionKind, Status
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.expectations import Arm, ExpectationsScreen, expectations_screen
from consult_app.workflow.screens.ingredients import IngredientsScreen, ingredients_screen
from consult_app.workflow.screens.options import OptionsScreen, options_screen
from consult_app.workflow.screens.page import page_screen
from consult_app.workflow.screens.patient import PatientScreen
from consult_app.workflow.screens.questions import QuestionsScreen
from consult_app.workflow.screens.review import ReviewScreen
from consult_app.workflow.screens.risks import RisksScreen, risks_screen, weightiest_first
from consult_app.workflow.screens.understanding import UnderstandingScreen, understanding_screen
from tests.helpers.sample import answered, draft, sample

NOT_KNOWN = sample().labels["rate.not_known"]


def about(**changes):
    return Conversation.about(sample(), draft(**changes))


def test_hoped_for_stands_beside_likely_treated_beside_untreated():
    shown = expectations_screen(about())
    assert shown.hoped_for == "Look less tired"
    [card] = shown.outcomes
    assert (card.id, card.title, card.text) == (
        "o-skin",
        "Fresher skin",
        "Some people see a difference.",
    )
    assert "11 " in card.treated.text
    assert card.treated.icons == IconArray(11, 100)
    assert card.untreated == Arm(card.untreated.text, None)
    assert NOT_KNOWN in card.untreated.text
    assert card.behind.certainty == sample().labels["certainty.very_low"]
    assert shown.questions.step is Step.EXPECTATIONS


def test_what_is_not_known_about_an_outcome_is_said_in_one_line():
    [card] = expectations_screen(about()).outcomes
    labels = sample().labels
    assert dict(card.details) == {labels["outcome.size"]: "A little.", labels["outcome.sessions"]: "Three."}
    assert card.unknown.startswith(labels["outcome.unknown"])
    for name in ("onset", "duration", "upkeep"):
        assert labels[f"outcome.{name}"] in card.unknown


def test_the_course_of_an_outcome_is_told_where_there_is_one():
    [card] = expectations_screen(about()).outcomes
    assert (card.course_name, card.course, card.uncounted) == ("", (), "")
    course = (Moment("At week 12", "Fresher", ("f",)),)
    known = tuple(replace(each, course=course, treated=NOT_KNOWN_RATE) for each in sample().outcomes)
    [card] = expectations_screen(Conversation.about(replace(sample(), outcomes=known), draft())).outcomes
    assert (card.course_name, card.course) == (
        sample().labels["outcome.course"],
        (("At week 12", "Fresher"),),
    )
    assert card.uncounted == sample().labels["outcome.uncounted"]


def test_a_pack_of_before_says_that_a_rate_is_not_known_in_its_own_words():
    labels = {key: text for key, text in sample().labels.items() if key != "outcome.uncounted"}
    outcomes = tuple(replace(each, treated=NOT_KNOWN_RATE) for each in sample().outcomes)
    old = replace(sample(), labels=labels, outcomes=outcomes)
    [card] = expectations_screen(Conversation.about(old, draft())).outcomes
    assert card.uncounted == NOT_KNOWN


def test_without_an_answer_nothing_is_hoped_for():
    assert expectations_screen(about(answers=answered(q_expect=None))).hoped_for == ""


def test_options_of_a_pack_kept_before_costs_were_told_have_no_row_for_them():
    treatment = replace(sample(), options=tuple(replace(each, cost="") for each in sample().options))
    shown = options_screen(Conversation.about(treatment, draft()))
    assert "Cost" not in {name for each in shown.options for _, name, _ in each.rows}


def test_what_only_some_options_of_an_unchecked_pack_say_is_a_row_for_all():
    first, *others = sample().options
    treatment = replace(sample(), options=(replace(first, cost=""), *others))
    this, *_ = options_screen(Conversation.about(treatment, draft())).options
    assert {each.about: each.text for each in this.rows}["cost"] == sample().labels["not_recorded"]


def test_all_options_have_the_same_rows():
    shown = options_screen(about(options={"alt-this": OptionTalk(Wish.CHOSEN, "wants to try")}))
    this, nothing, sun = shown.options
    assert [each.kind for each in shown.options] == [
        *(OptionKind.TREATMENT, OptionKind.NOTHING, OptionKind.ALTERNATIVE),
    ]
    assert {tuple(name for _, name, _ in each.rows) for each in shown.options} == {
        tuple(
            sample().labels[f"option.{name}"]
            for name in ("benefit", "lasts", "sessions", "recovery", "risks", "cost", "status")
        )
    }
    assert this.rows[0].text.startswith("Perhaps fresher skin. ")
    assert "11 " in this.rows[0].text
    assert NOT_KNOWN in nothing.rows[0].text
    assert (this.wish, this.reason) == (Wish.CHOSEN, "wants to try")
    assert (sun.wish, sun.reason) == (None, "")
    assert sun.behind.recalled
    assert (shown.open, shown.chosen) == (2, True)


def test_below_the_options_stands_whom_else_to_ask_and_what_could_sway_the_practice():
    assert options_screen(about()).second_opinion == sample().labels["option.second_opinion"]
    assert options_screen(about()).interests == ""
    paid = replace(draft().practice, interests="A maker paid\nfor a course ")
    shown = options_screen(about(practice=paid))
    assert shown.interests == f"{sample().labels['option.interests']}. A maker paid for a course."


def test_options_of_which_none_is_chosen():
    shown = options_screen(about(options={"alt-sun": OptionTalk(Wish.DECLINED)}))
    assert (shown.open, shown.chosen) == (2, False)


def test_the_mixture_and_what_can_be_added():
    shown = ingredients_screen(about())
    [row] = shown.mixture
    assert row.portion == draft().mixture[0]
    assert (row.card.name, row.card.status, row.card.status_words) == (
        "Hyaluronan",
        Status.OFF_LABEL,
        sample().labels["status.off_label"],
    )
    assert row.clashes == ()
    assert [(each.id, each.allergens, each.avoid) for each in shown.available] == [
        ("ing-lidocaine", "Lidocaine.", "Allergy to it.")
    ]


def test_an_ingredient_that_clashes_with_an_answer_says_so():
    both = (Portion("ing-hyaluronan", "1 ml"), Portion("ing-lidocaine", "1 ml"))
    allergic = about(mixture=both, answers=answered(q_allergy=("lidocaine",)))
    titles = [[each.title for each in row.clashes] for row in ingredients_screen(allergic).mixture]
    assert titles == [[], ["Allergy and mixture"]]
    assert ingredients_screen(allergic).available == ()


def test_an_ingredient_on_which_no_finding_rests_yet_does_not_clash():
    unasked = about(mixture=(Portion("ing-lidocaine", "1 ml"),), answers=answered(q_allergy=None))
    assert [row.clashes for row in ingredients_screen(unasked).mixture] == [()]


def test_risks_have_their_number_or_are_not_known():
    shown = risks_screen(about(own_risks=("A scar",)))
    assert shown.lead == sample().labels["risks.lead"]
    bruise, infection = shown.risks
    assert (bruise.id, bruise.name, bruise.harm, bruise.harm_words) == (
        *("ae-bruise", "Bruises", Harm.MILD, sample().labels["harm.mild"]),
    )
    assert bruise.icons == IconArray(20, 100)
    assert "20" in bruise.frequency
    assert (infection.icons, infection.frequency, infection.red_flag) == (None, NOT_KNOWN, True)
    assert (bruise.onset, bruise.duration, bruise.what_to_do) == ("At once", "a week", "Cool it.")
    assert shown.own_risks == ("A scar",)
    assert infection.behind.recalled


def test_a_risk_knows_how_many_people_it_happens_to():
    bruise, infection = risks_screen(about()).risks
    assert (bruise.share, infection.share) == (0.2, None)
    assert (bruise.grave, infection.grave) == (False, True)
    assert [each.id for each in weightiest_first((bruise, infection))] == [infection.id, bruise.id]


def test_risks_talked_through_are_counted():
    material = RiskTalk(discussed=True, matters=True, words="A wedding")
    shown = risks_screen(about(risks={"ae-bruise": material}))
    assert shown.discussed == 1
    assert [each.talk for each in shown.risks] == [material, RiskTalk()]


@pytest.mark.parametrize(
    ("mixture", "shows"), [((), True), ((Portion("ing-lidocaine"),), True), (draft().mixture, False)]
)
def test_a_risk_is_left_out_only_where_it_cannot_apply(mixture, shows):
    names = [each.id for each in risks_screen(about(mixture=mixture)).risks]
    assert ("ae-numb" in names) is shows


def test_risks_with_questions_are_open_under_understanding():
    talks = {"ae-bruise": RiskTalk(has_questions=True), "ae-infection": RiskTalk(discussed=True)}
    [line] = understanding_screen(about(risks=talks)).open_risks
    assert (line.gap, line.name) == (Gap(Step.RISKS, Lack.RISK, "ae-bruise"), "Bruises")


def test_understanding_has_its_questions_and_what_the_patient_asked():
    asked = (Exchange("Does it hurt?", "A little."),)
    shown = understanding_screen(about(exchanges=asked))
    assert shown.exchanges == asked
    assert [row.question.id for card in shown.questions.cards for row in card.rows] == ["q-teach"]


PAGES = {
    Step.PATIENT: PatientScreen,
    Step.MATTERS: QuestionsScreen,
    Step.HISTORY: QuestionsScreen,
    Step.SCREENING: QuestionsScreen,
    Step.EXPECTATIONS: ExpectationsScreen,
    Step.OPTIONS: OptionsScreen,
    Step.INGREDIENTS: IngredientsScreen,
    Step.RISKS: RisksScreen,
    Step.UNDERSTANDING: UnderstandingScreen,
    Step.DECISIONS: QuestionsScreen,
    Step.SIGN: ReviewScreen,
    Step.DONE: ReviewScreen,
}


@pytest.mark.parametrize("step", Step)
def test_every_step_has_its_page(step):
    conversation = about()
    shown = page_screen(conversation, conversation.draft, step)
    assert type(shown) is PAGES[step]
    if isinstance(shown, QuestionsScreen):
        assert shown.step is step


@pytest.mark.parametrize("step", Step)
def test_a_page_shown_again_is_the_same_as_one_made_anew(step):
    conversation = about()
    before = page_screen(conversation, conversation.draft, step)
    later = conversation.going_on(conversation.draft.answering("q-smoke", "daily"))
    after = page_screen(later, later.draft, step, before)
    assert after == page_screen(later, later.draft, step)
    for shown, known in zip(_cards(after), _cards(before), strict=True):
        assert (shown is known) is (shown == known)


def _cards(shown):
    questions = getattr(shown, "questions", shown)
    return getattr(questions, "cards", ())
