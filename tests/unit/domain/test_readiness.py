"""What is missing before review: named, and in the order of the path."""

from dataclasses import replace

import pytest

from consult_app.domain.condition import NOT_SURE
from consult_app.domain.consultation import Exchange, OptionTalk, Origin, Portion, RiskTalk, Sex, Wish
from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Gap, Lack, gaps, refuses
from consult_app.domain.screening import assess
from consult_app.domain.signers import Signers, Witness
from tests.helpers.sample import answered, draft, sample


def missing(held):
    return gaps(sample(), held, assess(sample(), held))


def test_nothing_is_missing_when_all_was_said():
    assert missing(draft()) == ()


def test_all_that_is_missing_comes_in_the_order_of_the_path():
    empty = draft(areas=(), answers={}, options={}, mixture=(), risks={}, seen=())
    found = missing(empty)
    steps = list(Step)
    assert [each.step for each in found] == sorted((each.step for each in found), key=steps.index)
    assert found[:3] == (
        Gap(Step.MATTERS, Lack.AREAS),
        Gap(Step.MATTERS, Lack.ANSWER, "q-expect"),
        Gap(Step.HISTORY, Lack.ANSWER, "q-preg"),
    )
    assert {each.lack for each in found} == set(Lack) - {
        Lack.AMOUNT,
        Lack.ASKED,
        Lack.CHOICE_DIFFERS,
        Lack.CONFIRM,
        Lack.FINDING,
        Lack.SIGNER,
        Lack.SEQUEL,
    }


def test_a_question_of_the_patient_waits_for_its_answer():
    asked = draft(
        exchanges=(Exchange("Why?", "So."), Exchange("Does it hurt?", ""), Exchange("How long?", ""))
    )
    assert missing(asked) == (Gap(Step.UNDERSTANDING, Lack.ASKED),)
    assert missing(draft(exchanges=(Exchange("Why?", "So."), Exchange("", "Said unasked")))) == ()


def test_what_the_patient_answered_alone_is_no_gap():
    assert missing(draft(origins={"q-preg": Origin.PATIENT})) == ()


def test_a_hidden_answer_of_last_time_is_no_gap():
    hidden = draft(origins={"q-weeks": Origin.EARLIER})
    assert "q-weeks" not in assess(sample(), hidden).visible
    assert missing(hidden) == ()


def test_a_rule_that_waits_for_what_is_named_already_is_no_gap_of_its_own():
    empty = draft(answers={})
    assert Lack.FINDING not in {each.lack for each in missing(empty)}


def test_a_rule_that_waits_for_what_no_question_asks_is_a_gap():
    patient = replace(draft().patient, sex=Sex.NOT_RECORDED)
    assert Gap(Step.SCREENING, Lack.FINDING, "ci-pregnancy") in missing(draft(patient=patient))


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"areas": ()}, Gap(Step.MATTERS, Lack.AREAS)),
        ({"answers": answered(q_teach=None)}, Gap(Step.UNDERSTANDING, Lack.ANSWER, "q-teach")),
        ({"origins": {"q-preg": Origin.EARLIER}}, Gap(Step.HISTORY, Lack.CONFIRM, "q-preg")),
        ({"answers": answered(q_smoke="daily")}, Gap(Step.SCREENING, Lack.FINDING, "ci-smoke")),
        ({"answers": answered(q_preg=NOT_SURE)}, Gap(Step.SCREENING, Lack.FINDING, "ci-pregnancy")),
        ({"seen": ()}, Gap(Step.EXPECTATIONS, Lack.SEEN)),
        ({"mixture": ()}, Gap(Step.INGREDIENTS, Lack.MIXTURE)),
        (
            {"mixture": (Portion("ing-hyaluronan", " "),)},
            Gap(Step.INGREDIENTS, Lack.AMOUNT, "ing-hyaluronan"),
        ),
        (
            {"options": {**draft().options, "alt-this": OptionTalk(Wish.DECLINED)}},
            Gap(Step.OPTIONS, Lack.CHOICE),
        ),
        (
            {"options": draft().deciding("alt-sun", OptionTalk(Wish.CHOSEN)).options},
            Gap(Step.OPTIONS, Lack.CHOICE_DIFFERS, "alt-sun"),
        ),
        (
            {"risks": {**draft().risks, "ae-bruise": RiskTalk(matters=True)}},
            Gap(Step.RISKS, Lack.RISK, "ae-bruise"),
        ),
    ],
)
def test_a_single_thing_that_is_missing_is_named(changes, gap):
    assert missing(draft(**changes)) == (gap,)


def test_an_option_that_was_not_talked_through_is_named():
    talked = {key: talk for key, talk in draft().options.items() if key != "alt-sun"}
    assert missing(draft(options=talked)) == (Gap(Step.OPTIONS, Lack.OPTION, "alt-sun"),)


def test_a_risk_that_cannot_apply_need_not_be_talked_through():
    talked = {key: talk for key, talk in draft().risks.items() if key != "ae-numb"}
    assert missing(draft(risks=talked)) == ()


@pytest.mark.parametrize(("decision", "refused"), [("agree", False), ("decline", True), ("not_today", True)])
def test_a_refusal_needs_its_decisions_and_nothing_else(decision, refused):
    held = draft(areas=(), answers={"d-treatment": decision}, options={}, risks={})
    assert refuses(held) is refused
    assert (missing(held) == ()) is refused


def test_without_a_decision_nothing_is_refused():
    assert not refuses(draft(answers={}))


def test_who_signs_has_to_be_named_also_for_a_refusal():
    unnamed = Signers(witness=Witness())
    assert missing(draft(signers=unnamed)) == (Gap(Step.SIGN, Lack.SIGNER, "witness.name"),)
    refused = draft(answers={"d-treatment": "decline"}, signers=unnamed)
    assert missing(refused) == (Gap(Step.SIGN, Lack.SIGNER, "witness.name"),)
