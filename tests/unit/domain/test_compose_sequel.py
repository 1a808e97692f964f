"""What follows a sealed record says whose it is, which file it follows, what is said, and who signs."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.compose import compose_signed
from consult_app.domain.document import DocumentKind, Fields, Notice, Quote, Role, SignatureBlock, Tone, texts
from consult_app.domain.readiness import Lack, gaps
from consult_app.domain.screening import assess
from consult_app.domain.sequel import First, Sequel, SequelKind, Told, Wait
from consult_app.domain.signers import NOBODY_ELSE, Interpreter, Proxy, Signers, Why, Witness
from tests.helpers.sample import DAY, NOW, approved, draft, sample

FIRST = First("c-0", "Consent to the sample", "f" * 64, NOW)
CHANGED = "Has anything changed since you signed? Think of your health, your medicines and what you want."


def composed(kind, treatment=None, answers=None, signers=NOBODY_ELSE, **said):
    treatment = treatment or sample()
    held = draft(answers=answers or {}, mixture=(), signers=signers, sequel=Sequel(kind, FIRST, **said))
    return compose_signed(treatment, held, assess(treatment, held), NOW)


def lines(document):
    return [text for block in document.blocks for text in texts(block)]


def of(document, kind):
    return [each for each in document.blocks if isinstance(each, kind)]


@pytest.mark.parametrize("kind", SequelKind)
def test_each_names_who_it_is_about_and_the_file_it_follows(kind):
    document = composed(kind, told=Told.HERE)
    assert document.kind is DocumentKind(kind.value)
    assert document.signers == (Role.PATIENT, Role.CLINICIAN)
    said = lines(document)
    for wanted in ("Ann Example", "Dr Bo, Physician, 12345", FIRST.id, FIRST.sha256, FIRST.title):
        assert wanted in said
    assert document.running.patient.startswith("Ann Example")


def test_of_a_form_that_was_signed_on_paper_only_the_day_is_known():
    treatment, first = sample(), replace(FIRST, on_paper=True)
    held = draft(mixture=(), sequel=Sequel(SequelKind.AMENDMENT, first, "It was lot B."))
    [fields] = [
        each
        for each in compose_signed(treatment, held, assess(treatment, held), NOW).blocks
        if isinstance(each, Fields) and ("Its number", first.id) in each.rows
    ]
    assert dict(fields.rows)["Signed on"] == "23 Nov 2026"


@pytest.mark.parametrize("kind", SequelKind)
def test_what_was_said_in_the_consultation_stands_in_the_form_only(kind):
    said = " ".join(lines(composed(kind, told=Told.HERE)))
    assert "Hyaluronan" not in said
    assert "Bruise" not in said


@pytest.mark.parametrize(("treatment", "warned"), [(sample(), True), (approved(), False)])
def test_that_nobody_approved_the_words_is_said_here_too(treatment, warned):
    document = composed(SequelKind.AMENDMENT, treatment, words="It was lot B.")
    assert any("not clinically approved" in each for each in lines(document)) is warned


def test_an_amendment_gives_the_words_of_the_clinician():
    [quote] = of(composed(SequelKind.AMENDMENT, words="It was lot B."), Quote)
    assert (quote.text, quote.who) == ("It was lot B.", "What is corrected or added, written by Dr Bo:")


@pytest.mark.parametrize(
    ("told", "signers"),
    [
        (Told.HERE, (Role.PATIENT, Role.CLINICIAN)),
        (Told.PHONE, (Role.CLINICIAN,)),
        (Told.WRITING, (Role.CLINICIAN,)),
    ],
)
def test_who_takes_a_consent_back_from_elsewhere_need_not_come_to_sign(told, signers):
    document = composed(SequelKind.WITHDRAWAL, told=told)
    assert document.signers == signers
    assert [each.role for each in of(document, SignatureBlock)] == list(signers)


def decision(**said):
    held = draft(answers={"d-photos": True}, mixture=(), sequel=Sequel(SequelKind.DECISION, FIRST, **said))
    return compose_signed(sample(), held, assess(sample(), held), NOW)


def test_a_decision_taken_back_says_which_and_that_the_consent_stays():
    document = decision(decisions=("d-photos",), told=Told.PHONE, words="No photos of me.")
    assert document.title == "A decision taken back: Sample treatment"
    assert document.signers == (Role.CLINICIAN,)
    said = lines(document)
    assert said[said.index("May we take photos for your record?") + 1] == "Taken back. Before: Yes"
    assert {"by phone", "No photos of me."} <= set(said)
    assert any("Your consent to the treatment itself stays" in each for each in said)


def test_before_anything_is_chosen_no_decision_is_named():
    assert not any("Taken back." in each for each in lines(decision()))


OTHERS = Signers(
    Proxy("Eva Example", "mother", "parent", Why.MINOR), Interpreter("Ina Ivo", "Turkish"), Witness("Wim Wu")
)


@pytest.mark.parametrize("kind", SequelKind)
def test_whoever_signs_beside_or_instead_of_the_patient_does_so_here_too(kind):
    document = composed(kind, signers=OTHERS, told=Told.HERE)
    assert document.signers == (Role.PROXY, Role.INTERPRETER, Role.WITNESS, Role.CLINICIAN)
    assert [each.name for each in of(document, SignatureBlock)] == [
        "Eva Example",
        "Ina Ivo",
        "Wim Wu",
        "Dr Bo",
    ]
    by_phone = composed(kind, signers=OTHERS, told=Told.PHONE)
    assert by_phone.signers == (Role.INTERPRETER, Role.WITNESS, Role.CLINICIAN)


def test_a_withdrawal_says_what_it_means_and_how_it_was_said():
    document = composed(SequelKind.WITHDRAWAL, told=Told.PHONE, words="I changed my mind.")
    [notice] = [each for each in of(document, Notice) if each.tone is Tone.STOP]
    assert notice.title == "You have taken back your consent"
    assert ("How you told us", "by phone") in [row for each in of(document, Fields) for row in each.rows]
    assert "I changed my mind." in lines(document)


def test_a_withdrawal_needs_no_reason_and_one_that_is_being_written_no_way():
    document = composed(SequelKind.WITHDRAWAL)
    assert of(document, Quote) == []
    assert "How you told us" not in lines(document)


@pytest.mark.parametrize(("changed", "answer"), [(None, "not answered"), (False, "No"), (True, "Yes")])
def test_a_confirmation_gives_the_answer_to_what_has_changed(changed, answer):
    document = composed(SequelKind.CONFIRMATION, changed=changed, words="A cold", judgement="It is over.")
    assert next(each.text for each in of(document, Notice) if each.title == CHANGED) == answer
    said = lines(document)
    assert ("A cold" in said) is ("It is over." in said) is (changed is True)


def test_a_confirmation_lists_the_answers_that_were_looked_through():
    document = composed(SequelKind.CONFIRMATION, answers={"q-preg": False, "q-smoke": "never"})
    assert "What you told us when you signed" in lines(document)
    assert "Your health history" not in lines(document)
    # There is a pack that asks nothing about health.
    nothing = replace(sample(), questionnaire=replace(sample().questionnaire, sections=()))
    assert "What you told us when you signed" not in lines(composed(SequelKind.CONFIRMATION, nothing))


WAIT = Wait(7, date(2026, 11, 30))


@pytest.mark.parametrize(
    ("wait", "rows", "hurried"),
    [
        (None, [("Days to think it over", "no set number of days in this practice")], False),
        (WAIT, [("Days to think it over", "7"), ("Treatment can start on", "30 Nov 2026")], True),
        (Wait(1, DAY), [("Days to think it over", "1"), ("Treatment can start on", "23 Nov 2026")], False),
    ],
)
def test_a_confirmation_says_how_long_it_was_thought_over(wait, rows, hurried):
    document = composed(SequelKind.CONFIRMATION, changed=False, wait=wait, early="She travels.")
    said = [row for each in of(document, Fields) for row in each.rows]
    assert set(rows) <= set(said)
    assert ("She travels." in lines(document)) is hurried


def test_what_is_missing_is_what_it_has_to_say_itself():
    held = draft(answers={}, sequel=Sequel(SequelKind.CONFIRMATION, FIRST, wait=WAIT))
    found = gaps(sample(), held, assess(sample(), held))
    assert [(each.lack, each.subject) for each in found] == [
        (Lack.SEQUEL, "changed"),
        (Lack.SEQUEL, "early"),
    ]
    unnamed = replace(held, signers=Signers(witness=Witness()))
    assert gaps(sample(), unnamed, assess(sample(), unnamed))[-1].lack is Lack.SIGNER
    later = held.dated(WAIT.first_day)
    assert (later.revision, later.day) == (held.revision + 1, WAIT.first_day)
    assert [each.subject for each in gaps(sample(), later, assess(sample(), later))] == ["changed"]
    assert later.dated(WAIT.first_day) is later
