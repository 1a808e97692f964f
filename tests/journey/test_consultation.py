"""Whole consultations at the real window, with real adapters, by mouse, keyboard and pen."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton

from consult_app.domain.document import DocumentKind
from consult_app.domain.questionnaire import Step
from consult_app.ui import files
from consult_app.ui.widgets.finding_box import FindingBox
from consult_app.ui.widgets.findings_panel import FindingsPanel
from consult_app.ui.widgets.gap_button import GapButton
from tests.helpers import sitting
from tests.helpers.pdf_text import assert_printed, folded, poppler_text
from tests.helpers.window import PASSPHRASE, sample_of, until

REASON = "The test is three months old and was read wrongly; a new one today is negative."


@pytest.fixture
def sample(desk):
    return sample_of(desk.services)


@pytest.fixture
def treatment(desk, sample):
    return desk.services.library.treatment(sample.pack)


@pytest.fixture
def saved(monkeypatch, tmp_path):
    """Where a person who is asked for a file always wants it."""

    class Dialog:
        @staticmethod
        def getSaveFileName(_parent, _title, name, _kinds):
            return str(tmp_path / name), ""

    monkeypatch.setattr(files, "QFileDialog", Dialog)
    return tmp_path


def override_pregnancy(hands, treatment):
    """Say yes to pregnancy, see the stop beside the page at once, and go on for a reason in writing."""
    hands.reads("Medical history")
    panel = hands.find(FindingsPanel, "Findings")
    assert "Do not proceed" not in hands.words()
    hands.answer(treatment.questionnaire.question("q-preg"), value=True)
    hands.reads("Medical history", "Do not proceed", "1 reason not to treat")
    box = hands.all(FindingBox, within=panel)[0]
    reason = f"{box.accessibleName()}: reason for going on"
    hands.click(f"{box.accessibleName()}: Override…", box)
    go_on = hands.find(QAbstractButton, "Go on", box)
    assert not go_on.isEnabled()
    hands.type(reason, "   ", box)
    assert not go_on.isEnabled()
    hands.type(reason, REASON, box)
    hands.press(go_on)
    hands.find(QAbstractButton, f"{box.accessibleName()}: Take back", box)


def see_the_gate(hands):
    """The review names what is missing and leads there."""
    hands.go_to(Step.SIGN)
    hands.reads("Still missing before anyone signs", "Expectations were not gone through")
    assert not hands.all(QAbstractButton, "Freeze for signing")
    hands.press(hands.all(GapButton)[0])
    until(lambda: not hands.all(GapButton))


def talk_everything_through(hands, treatment, sample):
    """Every page after the history, to the decisions and back to the findings."""
    hands.go_to(Step.SCREENING)
    sitting.answer_page(hands, treatment, Step.SCREENING, sample.answers)
    hands.click("Continue")
    sitting.answer_page(hands, treatment, Step.EXPECTATIONS, sample.answers)
    hands.click("Continue")
    sitting.decide_options(hands, treatment, sample)
    hands.click("Continue")
    sitting.mix(hands, treatment, sample)
    hands.click("Continue")
    sitting.discuss_risks(hands, treatment)
    hands.click("Continue")
    sitting.answer_page(hands, treatment, Step.UNDERSTANDING, sample.answers)
    sitting.ask_something(hands, sample)
    hands.click("Continue")
    sitting.answer_page(hands, treatment, Step.DECISIONS, sample.answers)
    hands.go_to(Step.SCREENING)
    sitting.settle_findings(hands, "Talked through; the gain is wanted all the same.")


def assert_sealed(record, pdf, kind, *said):
    """Every block of the document stands in the file, with the signers and what was said."""
    assert record.document.kind is kind
    assert_printed(record.document, pdf)
    printed = folded(poppler_text(pdf))
    for words in (*said, *(each.name for each in record.signatures)):
        assert folded(words) in printed


def test_from_first_run_to_a_sealed_record_that_opens_again(desk, sample, treatment, saved):
    hands = desk.open()
    sitting.set_up(hands, sample)
    hands.click("Lock")
    sitting.unlock(hands, "not " + PASSPHRASE)
    hands.reads("The passphrase is not right", "Check Caps Lock")
    sitting.unlock(hands)
    hands.reads(sample.practice.name, "No consultations yet")
    sitting.begin(hands, sample)

    sitting.choose_areas(hands, treatment, sample)
    sitting.answer_page(hands, treatment, Step.MATTERS, sample.answers)
    hands.click("Continue")
    override_pregnancy(hands, treatment)
    sitting.answer_page(hands, treatment, Step.HISTORY, sample.answers, "q-preg")
    see_the_gate(hands)
    talk_everything_through(hands, treatment, sample)
    hands.go_to(Step.SIGN)
    hands.reads("Nothing is missing")
    hands.click("Freeze for signing")
    hands.reads("Signature 1 of 2", "Page 1 of")
    assert not hands.find(QAbstractButton, "Sign").isEnabled()
    desk.clock.move(2)
    sitting.sign_both(hands, sample)
    sitting.seal(hands)
    hands.reads("Genuine", "Consent given", sample.patient.name)

    record, pdf, _ = desk.heard["sealed"]
    hands.click("Save: Signed document")
    until((saved / "consent.pdf").exists)
    assert (saved / "consent.pdf").read_bytes() == pdf
    assert_sealed(record, pdf, DocumentKind.CONSENT, REASON)
    assert [each.at for each in record.signatures] == [desk.clock.now] * 2
    hands.click("Back to the list")
    hands.reads("Treatments:")
    hands.open_row(0)
    hands.reads("Genuine", "Nothing was changed since it was sealed")
    assert desk.heard["sealed"][:2] == (record, pdf)


def test_not_today_is_sealed_as_a_full_record(desk, sample, treatment):
    hands = desk.open()
    sitting.set_up(hands, sample)
    sitting.begin(hands, sample)
    hands.answer(treatment.questionnaire.question("m-why"), "Only asking today")
    hands.go_to(Step.DECISIONS)
    sitting.answer_page(hands, treatment, Step.DECISIONS, {**sample.answers, "d-treatment": "not_today"})
    hands.click("Continue")
    hands.reads("That the patient takes more time can be written down")
    hands.click("Freeze for signing")
    hands.reads("Signature 1 of 2")
    sitting.sign_both(hands, sample)
    sitting.seal(hands)
    hands.reads("Genuine", "More time to decide")
    record, pdf, _ = desk.heard["sealed"]
    assert_sealed(record, pdf, DocumentKind.NOT_TODAY, "Only asking today")
    hands.click("Back to the list")
    hands.reads("Treatments:")


def test_what_was_answered_before_the_program_was_closed_is_there_again(desk, sample, treatment):
    hands = desk.open()
    sitting.set_up(hands, sample)
    sitting.begin(hands, sample)
    sitting.choose_areas(hands, treatment, sample)
    sitting.answer_page(hands, treatment, Step.MATTERS, sample.answers)
    hands.click("Continue")
    asked = treatment.questionnaire.question
    for question in ("q-preg", "q-diab", "q-liver"):
        hands.answer(asked(question), value=False)
    hands.answer(asked("q-meds"), value=True)
    # Typed when the window is closed, and nothing was clicked since.
    hands.answer(asked("q-meds-list"), ("Vitamin D",))
    desk.close()
    room, screen = desk.heard["changed"]
    assert "Vitamin D" in str(screen)

    hands = desk.open()
    hands.reads("Unlock")
    sitting.unlock(hands)
    hands.reads("Treatments:")
    hands.open_row(0)
    hands.reads("Medical history", "Vitamin D")
    assert desk.heard["changed"] == (replace(room, saved=""), screen)
    hands.click("Back")
    hands.reads(str(sample.answers["m-why"]))
