"""Several treatments in one consultation: asked once what they share, apart what differs."""

from dataclasses import replace

import pytest

from consult_app.domain.combining import combined
from consult_app.domain.compose import ground_text
from consult_app.domain.condition import ALWAYS, AllOf, Among, AnyOf, Between, Is, Not
from consult_app.domain.consultation import Ground, OptionTalk, Wish
from consult_app.domain.questionnaire import Kind, Question, Section, Step
from consult_app.domain.readiness import Lack, gaps, own_options
from consult_app.domain.screening import assess, given_facts, screen
from consult_app.domain.treatment import for_goal
from consult_app.domain.wording import Words
from tests.helpers.sample import APPROVAL, DAY, answered, approved, draft, sample

NECK = Question("q-neck", Kind.YES_NO, "Is there a lump?")
SWELLS = Question("q-since", Kind.DATE, "Since when?", when=Is("q-neck", value=True))


def other():
    """A second treatment: it shares all but a section, a question of other words, a rule and its options."""
    first = sample()
    sections = tuple(
        replace(
            each,
            questions=tuple(
                replace(question, text="What can go wrong under the chin?")
                if question.id == "q-teach"
                else question
                for question in each.questions
            ),
        )
        for each in first.questionnaire.sections
    )
    neck = Section("s-neck", Step.HISTORY, "Your neck", (NECK, SWELLS))
    [minor] = [each for each in first.rules if each.id == "ci-minor"]
    rules = [each for each in first.rules if each is not minor]
    lump = replace(
        rules[0],
        id="ci-lump",
        title="A lump",
        when=AnyOf(
            (
                Is("q-neck", value=True),
                Between("q-since.weeks", high=4),
                Not(Among("q-smoke", ("never", "sometimes", "daily"))),
            )
        ),
    )
    return replace(
        first,
        id="other",
        name="Other treatment",
        version="2",
        digest="2" * 64,
        goals=(replace(first.goals[0], id="chin", name="Chin"),),
        questionnaire=replace(first.questionnaire, sections=(*sections[:-1], neck, sections[-1])),
        rules=(replace(minor, title="Too young for this one"), *rules, lump),
        options=tuple(
            replace(each, id=f"{each.id}-other", name=f"{each.name} again") for each in first.options
        ),
    )


def both():
    return combined((sample(), other()))


def questions(treatment):
    return [each.id for each in treatment.questionnaire]


def test_one_treatment_is_itself():
    assert combined((sample(),)) is sample()


def test_without_a_treatment_there_is_nothing_to_combine():
    with pytest.raises(ValueError, match="no treatment"):
        combined(())


def test_shared_questions_are_asked_once_and_those_of_other_words_both():
    asked = questions(both())
    assert len(asked) == len(set(asked))
    assert {"q-preg", "q-teach", "other:q-teach", "q-neck"} <= set(asked)
    assert len(asked) == len(questions(sample())) + 3


def test_a_section_of_one_follows_the_last_of_its_step():
    steps = [each.step for each in both().questionnaire.sections]
    assert steps == sorted(steps, key=list(Step).index)
    assert "s-neck" in [each.id for each in both().questionnaire.sections]


def test_a_section_before_all_others_comes_first():
    early = Section("s-first", Step.MATTERS, "First", (NECK,))
    late = tuple(each for each in sample().questionnaire.sections if each.step is not Step.MATTERS)
    first = replace(sample(), questionnaire=replace(sample().questionnaire, sections=late))
    second = replace(other(), questionnaire=replace(sample().questionnaire, sections=(early,)))
    assert combined((first, second)).questionnaire.sections[0].id == "s-first"


def test_findings_say_which_treatment_they_are_about():
    given = {"patient.age": 16, "patient.sex": "female", "goal": "face+chin"}
    answers = {**answered(q_preg=True), "q-neck": True, "q-since": "2026-01-01"}
    found = {each.rule.id: each.rule.about for each in screen(both(), given, answers).findings}
    assert found["ci-pregnancy"] == ""
    assert found["ci-minor"] == "Sample treatment"
    assert found["other:ci-minor"] == "Other treatment"
    assert found["ci-lump"] == "Other treatment"


def test_conditions_name_what_was_renamed():
    renamed = replace(NECK, id="q-smoke", text="Do you smoke at work?")
    rules = (
        replace(
            sample().rules[0],
            id="ci-work",
            when=AllOf((Is("q-smoke", value=True), Between("q-smoke.weeks", low=1))),
        ),
    )
    section = Section("s-work", Step.HISTORY, "Work", (renamed,))
    second = replace(other(), questionnaire=replace(sample().questionnaire, sections=(section,)), rules=rules)
    [rule] = [each for each in combined((sample(), second)).rules if each.id == "ci-work"]
    assert rule.when == AllOf((Is("other:q-smoke", value=True), Between("other:q-smoke.weeks", low=1)))


def asked_when(when, also, section="s-tall"):
    """A question of both packs, asked by each for its own reason; gives its conditions when combined."""

    def with_question(treatment, condition, name="s-tall"):
        question = Question("q-tall", Kind.YES_NO, "Are you tall?", when=condition)
        sections = (*treatment.questionnaire.sections, Section(name, Step.HISTORY, "Height", (question,)))
        return replace(treatment, questionnaire=replace(treatment.questionnaire, sections=sections))

    whole = combined((with_question(sample(), when), with_question(other(), also, section)))
    return [each.when for each in whole.questionnaire if each.id.endswith("q-tall")]


def test_a_question_that_both_ask_for_other_reasons_is_asked_once_for_either():
    face, chin = Is("goal", "face"), Is("goal", "chin")
    assert asked_when(face, chin) == [AnyOf((chin, face))]
    assert asked_when(face, ALWAYS) == [ALWAYS]
    assert asked_when(face, face) == [face]
    assert asked_when(face, face, section="s-elsewhere") == [face]
    # What another question decides may come too late: then each pack asks its own.
    assert asked_when(face, Is("q-neck", value=True)) == [face, Is("q-neck", value=True)]


def test_goals_stand_together_and_what_fits_either_is_shown():
    treatment = both()
    assert [each.id for each in treatment.goals] == ["face+chin", "body+chin"]
    first, *rest = treatment.options
    only_chin = replace(rest[0], goals=("chin",))
    only_body = replace(rest[1], goals=("body",))
    assert for_goal((first, only_chin, only_body), "face+chin") == (first, only_chin)
    judged = screen(treatment, given_facts(draft(goal="face+chin")), {})
    assert judged.facts.known["goal"] == ("face", "chin")
    assert ground_text(treatment, Ground("goal", ("face", "chin")), Words(treatment.labels)) == (
        "What it is for: Fresher-looking skin + Chin"
    )


def test_identity_tells_both():
    treatment = both()
    assert (treatment.id, treatment.name) == ("sample+other", "Sample treatment + Other treatment")
    assert treatment.version == "0.1 + 2"
    assert treatment.digest not in (sample().digest, other().digest)
    assert treatment.digest != combined((other(), sample())).digest


def test_it_is_approved_only_where_both_are_and_reviewed_when_the_first_is_due():
    second = replace(approved(), id="other", name="Other", digest="2" * 64)
    assert not combined((approved(), second)).unapproved(DAY)
    draft_one = replace(second, governance=replace(second.governance, approval=None))
    assert combined((approved(), draft_one)).unapproved(DAY)
    sooner = replace(second.governance, review_by=DAY, approval=replace(APPROVAL, name="Another"))
    assert combined((approved(), replace(second, governance=sooner))).governance.review_by == DAY
    paid = replace(second, governance=replace(second.governance, funding="A maker."))
    assert combined((approved(), paid)).governance.funding == "None. A maker."


def choosing(*chosen):
    treatment = both()
    said = draft(goal="face+chin", options={})
    for option in treatment.options:
        wish = Wish.CHOSEN if option.id in chosen else Wish.DECLINED
        said = said.deciding(option.id, OptionTalk(wish), own_options(treatment, said))
    return treatment, said


def test_both_treatments_can_be_chosen_and_agreeing_needs_both():
    treatment, said = choosing("alt-this", "alt-this-other")
    chosen = {key for key, talk in said.options.items() if talk.wish is Wish.CHOSEN}
    assert chosen == {"alt-this", "alt-this-other"}
    lacks = {each.lack for each in gaps(treatment, said, assess(treatment, said))}
    assert Lack.CHOICE_DIFFERS not in lacks
    treatment, said = choosing("alt-this")
    lacks = {each.lack for each in gaps(treatment, said, assess(treatment, said))}
    assert Lack.CHOICE_DIFFERS in lacks


def test_an_alternative_takes_the_choice_from_both():
    treatment, said = choosing("alt-this", "alt-this-other")
    said = said.deciding("alt-sun", OptionTalk(Wish.CHOSEN), own_options(treatment, said))
    assert [key for key, talk in said.options.items() if talk.wish is Wish.CHOSEN] == ["alt-sun"]
