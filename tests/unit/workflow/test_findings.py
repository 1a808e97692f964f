"""The findings beside every page."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.condition import NOT_SURE
from consult_app.domain.consultation import Origin, Patient, Portion, Sex
from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Gap, Lack
from consult_app.domain.screening import Advisability
from consult_app.domain.treatment import Certainty, Citation, Severity, Verification
from consult_app.workflow.consulting import Conversation, override
from consult_app.workflow.screens.findings import Behind, GroundLine, behind, findings_screen, step_of
from tests.helpers.fakes import fake_services
from tests.helpers.sample import answered, draft, sample

LIDOCAINE = (Portion("ing-lidocaine", "1 ml"),)
CHILD = Patient("p-2", "Bo", "Young", date(2012, 5, 4))


def about(**changes):
    return Conversation.about(sample(), draft(**changes))


def test_with_nothing_found_all_is_said_in_numbers():
    shown = findings_screen(about())
    assert shown.verdict is Advisability.GO_ON
    assert (shown.cards, shown.unsettled, shown.unasked, shown.missing) == ((), 0, 0, 0)
    assert shown.next_gap is None


def test_a_card_says_rule_answers_what_to_do_and_sources():
    shown = findings_screen(about(answers=answered(q_preg=True) | {"q-weeks": 12}))
    [card] = shown.cards
    assert (card.rule, card.severity, card.certain, card.settled, card.reason_needed) == (
        *("ci-pregnancy", Severity.STOP, True, False, True),
    )
    assert (card.title, card.why, card.advice) == (
        "Pregnancy",
        "Nobody has studied it.",
        "Wait until after the birth.",
    )
    assert card.grounds == (GroundLine("q-preg", "Are you pregnant? Yes", Step.HISTORY),)
    assert card.behind == Behind(
        sample().labels["certainty.opinion"], ("The maker (2020). The label.",), recalled=False
    )
    assert (card.reason, card.clinician) == ("", "")
    assert shown.verdict is Advisability.DO_NOT_PROCEED
    assert shown.next_gap == Gap(Step.SCREENING, Lack.FINDING, "ci-pregnancy")


def test_a_settled_card_shows_the_clinicians_words_and_the_verdict_stays():
    conversation = about(answers=answered(q_preg=True) | {"q-weeks": 12})
    settled = conversation.going_on(override(fake_services(), conversation, "ci-pregnancy", "Agreed."))
    shown = findings_screen(settled)
    [card] = shown.cards
    assert (card.settled, card.reason, card.clinician) == (True, "Agreed.", "Dr Bo")
    assert (shown.unsettled, shown.verdict) == (0, Advisability.DO_NOT_PROCEED)


def test_a_reason_that_is_not_given_yet_settles_nothing():
    before = about(answers=answered(q_preg=True) | {"q-weeks": 12})
    talk = before.going_on(before.draft.writing_reason("ci-pregnancy", "Agr"))
    [card] = findings_screen(talk).cards
    assert (card.begun, card.settled, card.reason) == ("Agr", False, "")
    assert talk.gaps == before.gaps


def test_rules_that_wait_for_questions_are_counted_and_not_shown():
    shown = findings_screen(about(answers=answered(q_preg=None, q_smoke=None)))
    assert shown.cards == ()
    assert (shown.unasked, shown.missing, shown.unsettled) == (2, 2, 0)
    assert shown.verdict is Advisability.STILL_OPEN
    assert shown.next_gap == Gap(Step.HISTORY, Lack.ANSWER, "q-preg")


def test_what_waits_for_the_sex_to_be_recorded_has_a_card_that_leads_there():
    nobody = replace(draft().patient, sex=Sex.NOT_RECORDED)
    talk = about(patient=nobody, answers=answered(q_preg=None))
    shown = findings_screen(talk)
    [card] = shown.cards
    assert (card.rule, card.certain, card.grounds[0]) == (
        *("ci-pregnancy", False),
        GroundLine("patient.sex", "Sex: not answered", None),
    )
    assert (shown.unasked, shown.missing) == (0, 0)
    assert talk.gaps == (Gap(Step.SCREENING, Lack.FINDING, "ci-pregnancy"),)


def test_an_unsure_answer_is_shown_as_open():
    shown = findings_screen(about(answers=answered(q_preg=NOT_SURE)))
    [card] = shown.cards
    assert (card.certain, card.reason_needed) == (False, True)
    assert card.grounds[0].text == "Are you pregnant? Not sure"
    assert shown.unsettled == 1


def test_a_rule_settled_before_it_was_asked_is_shown():
    conversation = about(answers=answered(q_preg=None))
    settled = conversation.going_on(override(fake_services(), conversation, "ci-pregnancy", "No need."))
    shown = findings_screen(settled)
    assert [card.rule for card in shown.cards] == ["ci-pregnancy"]
    assert (shown.unasked, shown.unsettled) == (0, 0)


def test_a_ground_leads_to_the_step_at_which_it_can_be_changed():
    conversation = about(
        patient=CHILD, mixture=LIDOCAINE, answers=answered(q_allergy=("lidocaine",), q_preg=None)
    )
    cards = {card.rule: card for card in findings_screen(conversation).cards}
    assert [(line.fact, line.step) for line in cards["ci-minor"].grounds] == [("patient.age", None)]
    assert [(line.fact, line.step) for line in cards["ci-lidocaine"].grounds] == [
        ("q-allergy", Step.HISTORY),
        ("ingredients", Step.INGREDIENTS),
    ]
    assert cards["ci-minor"].grounds[0].text.endswith("14")
    assert not cards["ci-lidocaine"].reason_needed


@pytest.mark.parametrize(
    ("fact", "step"),
    [
        ("q-expect", Step.MATTERS),
        ("d-photos", Step.DECISIONS),
        ("areas", Step.MATTERS),
        ("ingredients", Step.INGREDIENTS),
        ("goal", None),
        ("patient.sex", None),
    ],
)
def test_every_fact_has_its_step(fact, step):
    assert step_of(sample(), fact) is step


def test_what_nobody_checked_is_said():
    citation = Citation(("s-review", "s-label"), Verification.RECALLED, Certainty.LOW)
    assert behind(sample(), citation) == Behind(
        sample().labels["certainty.low"],
        ("Example A, Example B (2021). The review.", "The maker (2020). The label."),
        recalled=True,
    )


def test_nothing_counts_as_clear_while_answers_of_last_time_were_not_asked_again():
    carried = about(origins={"q-smoke": Origin.EARLIER, "q-allergy": Origin.EARLIER})
    shown = findings_screen(carried)
    assert (shown.verdict, shown.missing, shown.unasked) == (Advisability.STILL_OPEN, 2, 0)
    stopped = about(answers=answered(q_preg=True) | {"q-weeks": 12}, origins={"q-smoke": Origin.EARLIER})
    assert findings_screen(stopped).verdict is Advisability.DO_NOT_PROCEED
    confirmed = carried.draft.confirming("q-smoke").confirming("q-allergy")
    assert findings_screen(carried.going_on(confirmed)).verdict is Advisability.GO_ON


def test_a_finding_that_nothing_touched_keeps_its_card():
    talk = about(answers=answered(q_preg=True, q_smoke="daily") | {"q-weeks": 12})
    before = findings_screen(talk)
    answers = [
        talk.draft.answering("q-teach", "It can swell"),
        talk.draft.answering("q-smoke", "never"),
        talk.draft.answering("q-preg", NOT_SURE),
        talk.draft.writing_reason("ci-pregnancy", "Because"),
        override(fake_services(), talk, "ci-pregnancy", "Agreed."),
    ]
    kept = []
    for draft_after in answers:
        on = talk.going_on(draft_after)
        after = findings_screen(on, before)
        assert after == findings_screen(on)
        kept.append([card.rule for card in after.cards if any(card is each for each in before.cards)])
    both = [card.rule for card in before.cards]
    assert kept[:2] == [both, ["ci-pregnancy"]]
    assert "ci-pregnancy" not in {rule for rules in kept[2:] for rule in rules}
