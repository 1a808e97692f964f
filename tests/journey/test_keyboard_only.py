"""A whole consultation by keys alone, from the first run to the sealed record: no mouse, no pen, no touch."""

import pytest
from PySide6.QtWidgets import QAbstractButton

from consult_app.domain.consultation import Way
from consult_app.domain.document import DocumentKind, Role
from consult_app.domain.proof import Verdict
from consult_app.domain.questionnaire import Step
from consult_app.ui.widgets.finding_box import FindingBox
from consult_app.ui.widgets.findings_panel import FindingsPanel
from tests.helpers import histories, sitting
from tests.helpers.keys_only import KeysOnly
from tests.helpers.pdf_text import assert_printed, folded, poppler_text
from tests.helpers.window import sample_of, until

REASON = "The test was read wrongly; a new one today is negative."


@pytest.fixture
def sample(desk):
    return sample_of(desk.services)


@pytest.fixture
def treatment(desk, sample):
    return desk.services.library.treatment(sample.pack)


def by_keys(desk):
    window = desk.open().window
    window.activateWindow()
    # Nobody types before the door is painted, and all that stands behind it is made then.
    until(lambda: window.isActiveWindow() and desk.app._controller is not None)
    return KeysOnly(window)


def override_pregnancy(hands, treatment):
    """Answer yes, go round to the findings, and go on for a reason in writing."""
    hands.answer(treatment.questionnaire.question("q-preg"), value=True)
    hands.reads("Do not proceed")
    panel = hands.find(FindingsPanel, "Findings")
    box = hands.all(FindingBox, within=panel)[0]
    while not panel.isAncestorOf(hands.here()):
        hands.keys("F6")
    hands.settle(box, REASON)


def answer_all(hands, treatment, sample):
    """Talk through every page between the history and the review."""
    for step, act in (
        (Step.SCREENING, None),
        (Step.EXPECTATIONS, None),
        (Step.OPTIONS, lambda: sitting.decide_options(hands, treatment, sample)),
        (Step.INGREDIENTS, lambda: sitting.mix(hands, treatment, sample)),
        (Step.RISKS, lambda: sitting.discuss_risks(hands, treatment)),
        (Step.UNDERSTANDING, None),
        (Step.DECISIONS, None),
    ):
        hands.keys("Alt+Right")
        sitting.answer_page(hands, treatment, step, sample.answers)
        if act is not None:
            act()
        if step is Step.UNDERSTANDING:
            sitting.ask_something(hands, sample)


def test_the_whole_consultation_by_keys_alone(desk, sample, treatment):
    hands = by_keys(desk)
    sitting.set_up(hands, sample)
    hands.keys("Ctrl+L")
    sitting.unlock(hands)
    hands.reads("No consultations yet")
    sitting.begin(hands, sample)
    sitting.choose_areas(hands, treatment, sample)
    sitting.answer_page(hands, treatment, Step.MATTERS, sample.answers)
    hands.keys("Alt+Right")
    hands.reads("Medical history")
    override_pregnancy(hands, treatment)
    sitting.answer_page(hands, treatment, Step.HISTORY, sample.answers, "q-preg")
    answer_all(hands, treatment, sample)
    hands.keys("Ctrl+G")
    hands.reads("Screening")
    sitting.settle_findings(hands, "Talked through; the gain is wanted all the same.")
    hands.palette("review and sign")
    hands.reads("Nothing is missing")
    hands.click("Freeze for signing")
    hands.reads("Signature 1 of 2")
    sitting.sign_both(hands, sample)
    sitting.seal(hands)
    hands.reads("Genuine", "Consent given", sample.patient.name)

    record, pdf, proof = desk.heard["sealed"]
    assert proof.verdict is Verdict.INTACT
    assert record.document.kind is DocumentKind.CONSENT
    assert [each.way for each in record.signatures] == [Way.TYPED, Way.TYPED]
    assert_printed(record.document, pdf)
    assert folded(REASON) in folded(poppler_text(pdf))


def test_whoever_cannot_sign_says_so_by_keys_before_a_witness(desk, treatment):
    histories.refused(desk.services)
    hands = by_keys(desk)
    sitting.unlock(hands)
    hands.reads("Treatments:")
    hands.open_row(0)
    until(lambda: "changed" in desk.heard)
    hands.palette("review and sign")
    hands.click("Freeze for signing")
    hands.reads("Signature 1 of 2")
    hands.press(next(each for each in hands.all(QAbstractButton) if each.text().startswith("Right patient")))
    hands.click("How to sign Unable to sign")
    assert not hands.find(QAbstractButton, "Sign").isEnabled()
    hands.type("Why not by hand, and how agreement was given", "Both arms in plaster; said yes aloud")
    hands.type("Name and role of the witness", "Kim Example, nurse")
    hands.click("Sign")
    hands.reads("Signature 2 of 2")
    state = desk.app.controller.consultation.state
    assert [(each.way, each.ink, each.note) for each in state.signatures] == [
        (Way.UNABLE, None, "Both arms in plaster; said yes aloud – witness: Kim Example, nurse")
    ]


PROXY, INTERPRETER, WITNESS = "Eva Sample", "Ivo Babel", "Wanda See"


def test_a_proxy_an_interpreter_and_a_witness_are_named_and_sign_by_keys(desk, sample):
    histories.refused(desk.services)
    hands = by_keys(desk)
    sitting.unlock(hands)
    hands.reads("Treatments:")
    hands.open_row(0)
    until(lambda: "changed" in desk.heard)
    hands.palette("review and sign")
    hands.click("Somebody else takes part")
    hands.click("Somebody decides and signs for the patient")
    hands.reads("Still missing before anyone signs")
    hands.click("Why the patient does not sign The patient is of age and cannot decide alone")
    hands.type("Name of whoever signs for the patient", PROXY)
    hands.type("Relation to the patient", "Sister")
    hands.type("What gives the right to decide", "Power of attorney of 2 May 2025")
    hands.click("An interpreter takes part, and signs")
    hands.type("Name of the interpreter", INTERPRETER)
    hands.type("Language", "Czech")
    hands.click("A witness is there, and signs")
    hands.type("Name of the witness", WITNESS)
    hands.type("Who the witness is here, such as a nurse", "nurse")
    hands.reads(f"In this order: {PROXY} for {sample.patient.name}, {INTERPRETER}, {WITNESS}")
    hands.click("Freeze for signing")
    names = (PROXY, INTERPRETER, WITNESS, sample.clinician.name)
    for place, name in enumerate(names, 1):
        hands.reads(f"Signature {place} of 4")
        if place == 1:
            hands.press(
                next(each for each in hands.all(QAbstractButton) if each.text().startswith("Right patient"))
            )
        hands.sign(name)
    until(lambda: bool(hands.all(QAbstractButton, "Seal and store")))
    sitting.seal(hands)
    until(lambda: "sealed" in desk.heard)
    record, pdf, proof = desk.heard["sealed"]
    assert proof.verdict is Verdict.INTACT
    roles = (Role.PROXY, Role.INTERPRETER, Role.WITNESS, Role.CLINICIAN)
    assert [(each.role, each.name) for each in record.signatures] == list(zip(roles, names, strict=True))
    assert {each.way for each in record.signatures} == {Way.TYPED}
    assert_printed(record.document, pdf)
    said = folded(poppler_text(pdf))
    assert folded("Sister. Signs for") in said
    assert folded("Right to do so: Power of attorney of 2 May 2025.") in said


def seal_by_keys(hands, desk, *signers):
    """Freeze what follows the consent, have it signed by names typed, and seal it."""
    desk.clock.move(minutes=1)
    hands.click("Freeze for signing")
    for place, name in enumerate(signers, 1):
        hands.reads(f"Signature {place} of {len(signers)}")
        if place == 1:
            hands.press(
                next(each for each in hands.all(QAbstractButton) if each.text().startswith("Right patient"))
            )
        hands.sign(name)
    until(lambda: bool(hands.all(QAbstractButton, "Seal and store")))
    desk.heard.pop("sealed", None)
    sitting.seal(hands)
    until(lambda: "sealed" in desk.heard)
    hands.click("Open the form that it follows")


def test_what_comes_after_the_consent_by_keys_alone(desk, sample):
    record = histories.consented(desk.services)
    both = (record.draft.patient.name, record.draft.clinician.name)
    hands = by_keys(desk)
    sitting.unlock(hands)
    hands.reads("All patients")
    hands.open_patient(0)
    hands.click("Record what was given")
    # The keyboard is on the first product.
    until(lambda: hands.here().accessibleName() == "Hyaluronic acid: Product name")
    hands.type("Hyaluronic acid: Amount", "3 mL")
    hands.type("Hyaluronic acid: Lot", "HA-2204 B")
    hands.click("Keep for ever")
    hands.reads("Not as planned. Hyaluronic acid: 3 mL instead of 2 mL, lot HA-2204 B instead of")
    hands.click("Note a complication")
    hands.press(hands.find(QAbstractButton, "What happened Allergic reaction"))
    hands.press(hands.find(QAbstractButton, "How severe Severe"))
    hands.type("What was done about it", "Cooled.")
    hands.click("Keep for ever")
    hands.reads("Allergic reaction", "Done: Cooled.")
    hands.palette("find a lot")
    hands.type("Lot number, or how it begins", "ha2204")
    hands.keys("Return")
    hands.reads("Entries: 1")
    hands.choose_row("Who got it", 0)
    hands.reads("What comes next")
    hands.choose_row("Sessions", 0)
    hands.click("Confirm on the day")
    hands.reads("Has anything changed since the signing?")
    hands.click("Has anything changed since the signing? No")
    seal_by_keys(hands, desk, *both)
    hands.click("Consent is taken back")
    hands.click("How were you told? In person")
    seal_by_keys(hands, desk, *both)
    hands.reads("This consent was taken back")
