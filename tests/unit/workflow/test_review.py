"""Review and sign: what is missing, by name; who signs next; the record's digest in the end."""

from dataclasses import replace

import pytest

from consult_app.domain.condition import NOT_SURE
from consult_app.domain.consultation import Exchange, Ground, OptionTalk, Origin, Portion, Stage, Way, Wish
from consult_app.domain.document import Role
from consult_app.domain.readiness import Lack
from consult_app.domain.sequel import First, Sequel, SequelKind
from consult_app.domain.signers import Signers
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.demo import scribble
from consult_app.workflow.screens.review import review_screen
from consult_app.workflow.sealing import declaration, seal, sign
from tests.helpers.sample import ANSWERS, NOW, answered, draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented, reviewed

CHOSEN, DECLINED = OptionTalk(Wish.CHOSEN), OptionTalk(Wish.DECLINED)


def show(**changes):
    conversation = Conversation.about(sample(), draft(**changes))
    return review_screen(conversation, conversation.draft)


MISSING = {
    Lack.AREAS: ({"areas": ()}, ""),
    Lack.ANSWER: ({"answers": answered(q_teach=None)}, "What can go wrong?"),
    Lack.CONFIRM: ({"origins": {"q-teach": Origin.EARLIER}}, "What can go wrong?"),
    Lack.FINDING: ({"answers": answered(q_preg=NOT_SURE)}, "Pregnancy"),
    Lack.SEEN: ({"seen": ()}, ""),
    Lack.OPTION: ({"options": {"alt-this": CHOSEN, "alt-sun": DECLINED}}, "Doing nothing"),
    Lack.CHOICE: ({"options": dict.fromkeys(("alt-this", "alt-sun", "alt-nothing"), DECLINED)}, ""),
    Lack.CHOICE_DIFFERS: (
        {"options": {"alt-this": DECLINED, "alt-sun": CHOSEN, "alt-nothing": DECLINED}},
        "Sun protection",
    ),
    Lack.MIXTURE: ({"mixture": (), "risks": {**draft().risks}}, ""),
    Lack.AMOUNT: ({"mixture": (Portion("ing-hyaluronan", " "),)}, "Hyaluronan"),
    Lack.SIGNER: ({"signers": Signers(treats="")}, ""),
    Lack.ASKED: ({"exchanges": (Exchange("Does it hurt?", ""),)}, ""),
    Lack.SEQUEL: ({"sequel": Sequel(SequelKind.AMENDMENT, First("c-0", "Consent", "a" * 64, NOW))}, ""),
    Lack.RISK: ({"risks": {"ae-bruise": draft().risks["ae-bruise"]}}, "Infection"),
}


@pytest.mark.parametrize("lack", Lack)
def test_each_kind_of_gap_is_named(lack):
    changes, name = MISSING[lack]
    [line] = show(**changes).gaps
    assert (line.gap.lack, line.name) == (lack, name)


def test_with_nothing_missing_it_is_ready_for_review():
    shown = show()
    assert (shown.stage, shown.gaps, shown.signer, shown.signed) == (Stage.DRAFT, (), None, 0)
    assert (shown.patient, shown.birth_date, shown.sha256) == (
        "Ann Example",
        draft().patient.birth_date,
        "",
    )
    assert not shown.refusal


@pytest.mark.parametrize("decision", ["decline", "not_today"])
def test_a_refusal_is_said(decision):
    shown = show(answers={**ANSWERS, "d-treatment": decision})
    assert shown.refusal
    assert shown.not_today is (decision == "not_today")


def test_once_reviewed_the_next_signer_is_shown_and_no_gaps():
    on = bench()
    state = reviewed(on)
    shown = review_screen(on.conversation, state)
    assert (shown.stage, shown.gaps, shown.signed) == (Stage.REVIEWED, (), 0)
    assert (shown.signer.role, shown.signer.name) == (Role.PATIENT, "Ann Example")
    assert shown.signer.declaration == declaration(state).declaration
    assert shown.signer.title == sample().labels["signer.patient"]
    once = sign(on.services, state, Way.DRAWN, scribble("a"))
    then = review_screen(on.conversation, once)
    assert (then.signer.role, then.signer.name, then.signed) == (Role.CLINICIAN, "Dr Bo", 1)


def test_once_signed_and_once_sealed_nobody_signs():
    on = bench()
    state = consented(on)
    shown = review_screen(on.conversation, state)
    assert (shown.stage, shown.signer, shown.signed, shown.sha256) == (Stage.CONSENTED, None, 2, "")
    record = seal(on.services, on.vault, sample(), state, PASSPHRASE)
    shown = review_screen(on.conversation, record)
    assert (shown.stage, shown.signer, shown.signed) == (Stage.SEALED, None, 2)
    assert shown.sha256 == record.sha256


def test_gaps_stand_in_the_order_of_the_path():
    whole = draft()
    shown = show(
        answers={},
        seen=(),
        options={},
        mixture=(),
        risks={},
        areas=(),
        patient=replace(whole.patient, family_name=""),
    )
    assert [each.gap.step.value for each in shown.gaps] == [
        *("matters",) * 2,
        *("history",) * 3,
        "expectations",
        *("options",) * 4,
        "ingredients",
        *("risks",) * 3,
        "understanding",
        "decisions",
    ]
    assert shown.patient == "Ann"


def test_who_was_said_not_to_be_able_to_decide_is_told_beside_who_signs(monkeypatch):
    monkeypatch.setattr("consult_app.workflow.screens.review.CAPACITY_QUESTION", "q-preg")
    text = sample().questionnaire.question("q-preg").text
    for answers, told in (
        (answered(q_preg=False), text),
        (answered(q_preg=True), ""),
        (answered(q_preg=None), ""),
    ):
        held = draft(answers=answers)
        assert review_screen(Conversation.about(sample(), held), held).unable == told
    gone = draft(answers=answered(q_preg=False))
    talk = Conversation.about(sample(), gone)
    unasked = replace(talk, assessment=replace(talk.assessment, visible=()))
    assert review_screen(unasked, gone).unable == ""


def test_what_the_content_says_of_the_age_alone_is_told_beside_who_signs():
    held = draft(answers=answered(q_preg=True))
    talk = Conversation.about(sample(), held)
    [pregnancy] = [each for each in talk.assessment.findings if each.rule.id == "ci-pregnancy"]
    of_age = replace(pregnancy, certain=True, grounds=(Ground("patient.age", 17),))
    judged = replace(talk.assessment, findings=(of_age, pregnancy))
    shown = review_screen(replace(talk, assessment=judged), held)
    assert shown.age_points == (of_age.rule.title,)
