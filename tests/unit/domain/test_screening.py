"""Screening: findings in fixed order with their grounds, overrides that lapse, risks that may apply."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.condition import ALWAYS, NOT_SURE, Is
from consult_app.domain.consultation import Ground, Override, Sex
from consult_app.domain.screening import (
    Advisability,
    advisability,
    assess,
    given_facts,
    screen,
    shown_risks,
)
from consult_app.domain.treatment import Severity
from tests.helpers.sample import ANSWERS, NOW, answered, draft, sample

GIVEN = {"patient.age": 40, "patient.sex": "female", "goal": "face"}


def states(given=GIVEN, **answers):
    found = screen(sample(), given, answered(**answers)).findings
    return [(each.rule.id, each.certain) for each in found]


def overriding(finding, reason="because"):
    return Override(finding.rule.id, finding.certain, finding.grounds, "Dr Bo", reason, NOW)


def test_a_finding_is_certain_open_or_not_there():
    assert states(q_preg=True) == [("ci-pregnancy", True)]
    assert states(q_preg=NOT_SURE) == [("ci-pregnancy", False)]
    assert states(q_preg=None) == [("ci-pregnancy", False)]
    assert states(q_preg=False) == []


def test_what_does_not_apply_is_silent_and_what_is_unknown_is_open():
    assert states({**GIVEN, "patient.sex": "male"}, q_preg=True) == []
    sex_unknown = {key: value for key, value in GIVEN.items() if key != "patient.sex"}
    assert states(sex_unknown, q_preg=True) == [("ci-pregnancy", False)]


def test_where_no_sex_is_recorded_that_is_what_a_hidden_question_waits_for():
    sex_unknown = {key: value for key, value in GIVEN.items() if key != "patient.sex"}
    (finding,) = screen(sample(), sex_unknown, answered(q_preg=None)).findings
    assert finding.grounds == (Ground("patient.sex", None), Ground("q-preg", None))
    assert not finding.unasked
    (asked,) = screen(sample(), GIVEN, answered(q_preg=None)).findings
    assert asked.grounds == (Ground("q-preg", None),)
    assert asked.unasked


@pytest.mark.parametrize("sex", ["female", "male", "other"])
def test_a_sex_that_comes_to_be_recorded_is_judged_anew(sex):
    sex_unknown = {key: value for key, value in GIVEN.items() if key != "patient.sex"}
    answers = answered(q_preg=None)
    before = screen(sample(), sex_unknown, answers)
    recorded = {**GIVEN, "patient.sex": sex}
    assert screen(sample(), recorded, answers, before=before) == screen(sample(), recorded, answers)


def test_findings_come_gravest_first_then_certain_then_in_the_packs_order():
    given = {"patient.age": 17, "patient.sex": "female"}
    assert states(given, q_preg=NOT_SURE, q_allergy=("lidocaine",), q_smoke="daily") == [
        ("ci-minor", True),
        ("ci-pregnancy", False),
        ("ci-lidocaine", False),
        ("ci-smoke", False),
    ]


def test_grounds_are_the_answers_as_they_were_given():
    given = {**GIVEN, "ingredients": ("ing-lidocaine",)}
    (finding,) = screen(sample(), given, answered(q_allergy=("latex", "a cream"))).findings
    assert finding.grounds == (
        Ground("q-allergy", ("latex", "a cream")),
        Ground("ingredients", ("ing-lidocaine",)),
    )


def test_grounds_of_what_is_hidden_are_unanswered():
    (finding,) = screen(sample(), {"patient.age": 40, "goal": "face"}, answered(q_preg=True)).findings
    assert finding.grounds == (Ground("patient.sex", None), Ground("q-preg", None))
    assert not finding.unasked


def test_facts_are_taken_from_the_consultation_and_unknown_ones_left_out():
    whole = draft()
    assert given_facts(whole) == {
        "day": "2026-11-23",
        "patient.age": 40,
        "goal": "face",
        "patient.sex": "female",
        "areas": ("cheeks",),
        "ingredients": ("ing-hyaluronan",),
    }
    patient = replace(whole.patient, sex=Sex.NOT_RECORDED)
    assert given_facts(draft(patient=patient, areas=(), mixture=())) == {
        "day": "2026-11-23",
        "patient.age": 40,
        "goal": "face",
    }


def test_an_override_settles_exactly_this_finding():
    opened = assess(sample(), draft(answers=answered(q_preg=NOT_SURE))).findings[0]
    held = draft(answers=answered(q_preg=NOT_SURE), overrides=(overriding(opened),))
    assert assess(sample(), held).findings[0].settled
    assert not opened.settled


@pytest.mark.parametrize("answer", [True, None])
def test_an_override_lapses_when_its_grounds_change(answer):
    opened = assess(sample(), draft(answers=answered(q_preg=NOT_SURE))).findings[0]
    changed = draft(answers=answered(q_preg=answer), overrides=(overriding(opened),))
    assert not assess(sample(), changed).findings[0].settled


def test_an_override_of_another_rule_settles_nothing():
    opened = assess(sample(), draft(answers=answered(q_preg=NOT_SURE))).findings[0]
    other = replace(overriding(opened), rule="ci-minor")
    held = draft(answers=answered(q_preg=NOT_SURE), overrides=(other,))
    assert not assess(sample(), held).findings[0].settled


def test_an_override_without_a_reason_settles_no_stop():
    stop = assess(sample(), draft(answers=answered(q_preg=True))).findings[0]
    held = draft(answers=answered(q_preg=True), overrides=(overriding(stop, ""),))
    assert not assess(sample(), held).findings[0].settled
    held = draft(answers=answered(q_preg=True), overrides=(overriding(stop, "because"),))
    assert assess(sample(), held).findings[0].settled


def test_a_reason_is_needed_against_a_stop_and_with_anything_open():
    found = {
        (each.rule.severity, each.certain): each.reason_needed
        for answers in (answered(q_preg=True, q_smoke="daily"), answered(q_preg=NOT_SURE, q_smoke=None))
        for each in screen(sample(), GIVEN, answers).findings
    }
    assert found == {
        (Severity.STOP, True): True,
        (Severity.STOP, False): True,
        (Severity.ASK_MORE, True): False,
        (Severity.ASK_MORE, False): True,
    }


def test_not_sure_was_asked_unlike_unanswered():
    assert not screen(sample(), GIVEN, answered(q_preg=NOT_SURE)).findings[0].unasked
    assert not screen(sample(), GIVEN, answered(q_preg=True)).findings[0].unasked
    assert screen(sample(), GIVEN, answered(q_preg=None)).findings[0].unasked


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        (answered(), Advisability.GO_ON),
        (answered(q_smoke="daily"), Advisability.TAKE_CARE),
        (answered(q_smoke=None), Advisability.STILL_OPEN),
        (answered(q_preg=NOT_SURE, q_smoke="daily"), Advisability.STILL_OPEN),
        (answered(q_preg=True, q_smoke=None), Advisability.DO_NOT_PROCEED),
    ],
)
def test_the_verdict_is_that_of_the_gravest(answers, verdict):
    assert advisability(screen(sample(), GIVEN, answers)) is verdict


def test_an_override_takes_no_warning_away():
    opened = assess(sample(), draft(answers=answered(q_preg=NOT_SURE))).findings[0]
    held = screen(sample(), GIVEN, answered(q_preg=NOT_SURE), (overriding(opened),))
    assert advisability(held) is Advisability.TAKE_CARE
    certain = screen(sample(), GIVEN, answered(q_preg=True)).findings[0]
    held = screen(sample(), GIVEN, answered(q_preg=True), (overriding(certain),))
    assert advisability(held) is Advisability.DO_NOT_PROCEED


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, True),
        ({"ingredients": ("ing-lidocaine",)}, True),
        ({"ingredients": ("ing-hyaluronan",)}, False),
    ],
)
def test_risks_are_shown_unless_they_cannot_apply(given, shown):
    facts = screen(sample(), given, {}).facts
    assert ("ae-numb" in [each.id for each in shown_risks(sample(), facts)]) is shown


OFFERED = {
    "q-preg": st.sampled_from([True, False, NOT_SURE]),
    "q-allergy": st.sampled_from([("latex",), ("none",), ("lidocaine", "own"), NOT_SURE]),
    "q-smoke": st.sampled_from(["never", "daily", NOT_SURE]),
    "d-treatment": st.sampled_from(["agree", "decline"]),
}
SOME = st.fixed_dictionaries({}, optional=OFFERED)
FACTS = st.fixed_dictionaries(
    {},
    optional={
        "patient.age": st.sampled_from([17, 40]),
        "patient.sex": st.sampled_from(["female", "male"]),
        "goal": st.sampled_from(["face", "body"]),
        "ingredients": st.sampled_from([("ing-lidocaine",), ("ing-hyaluronan",)]),
    },
)


@given(FACTS, FACTS, SOME, SOME)
def test_answering_more_keeps_every_certain_finding_certain(given, more_given, answers, more):
    before = screen(sample(), given, answers)
    settled = {key: value for key, value in answers.items() if value != NOT_SURE}
    after = screen(sample(), {**more_given, **given}, {**answers, **more, **settled})
    certain = {each.rule.id for each in before.findings if each.certain}
    assert certain <= {each.rule.id for each in after.findings if each.certain}
    # And what was excluded stays excluded.
    assert {each.rule.id for each in after.findings} <= {each.rule.id for each in before.findings}


@given(FACTS, SOME)
def test_a_judgement_is_repeatable_and_does_not_hang_on_the_order_of_answers(given, answers):
    turned = dict(reversed(answers.items()))
    assert screen(sample(), given, answers).findings == screen(sample(), given, turned).findings


def test_a_rule_without_condition_always_fires():
    rule = replace(sample().rules[0], when=ALWAYS)
    found = screen(replace(sample(), rules=(rule,)), {}, dict(ANSWERS)).findings
    assert [(each.certain, each.grounds) for each in found] == [(True, ())]


def test_an_unanswered_question_is_not_unequal():
    rule = replace(sample().rules[0], when=Is("q-smoke", "daily"))
    found = screen(replace(sample(), rules=(rule,)), GIVEN, answered(q_smoke=None)).findings
    assert [each.certain for each in found] == [False]


@given(st.lists(st.tuples(FACTS, SOME), min_size=2, max_size=6))
def test_an_earlier_assessment_makes_the_next_one_quicker_and_never_different(said):
    before = None
    for facts, answers in said:
        afresh = screen(sample(), facts, answers)
        before = screen(sample(), facts, answers, before=before)
        assert before == afresh
        assert before.judged == afresh.judged


def test_an_override_counts_also_after_an_earlier_assessment():
    open_yet = screen(sample(), GIVEN, answered(q_preg=True))
    given = (overriding(open_yet.findings[0]),)
    after = screen(sample(), GIVEN, answered(q_preg=True), given, open_yet)
    assert [each.settled for each in after.findings] == [True]
    lapsed = screen(sample(), GIVEN, answered(q_preg=NOT_SURE), given, after)
    assert [each.settled for each in lapsed.findings] == [False]
