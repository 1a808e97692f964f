"""Keeping and destroying records: the list, what can be decided, and two people at the real window."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from consult_app.domain.consultation import Clinician, Patient, Sex
from consult_app.domain.proof import Verdict
from consult_app.domain.retention import Certified, Ground, Hold, Proposal, RetentionRule, Returned
from consult_app.domain.users import UserRole
from consult_app.errors import ConsultError, SigningError
from consult_app.ui import files, retention_desk
from consult_app.ui.dialogs.retention_sheet import RetentionSheet
from consult_app.ui.messages import message
from consult_app.ui.pages.retention_page import RetentionPage
from consult_app.ui.retention_desk import RetentionDesk
from consult_app.ui.retention_words import rule_words
from consult_app.workflow.consulting import begin
from consult_app.workflow.retention import DueRow, RetentionScreen, Standing
from consult_app.workflow.staffing import add_user
from tests.helpers import histories, sitting
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.hands import Hands
from tests.helpers.pdf_text import poppler_text
from tests.helpers.sample import NOW, draft
from tests.helpers.signals import told
from tests.helpers.window import PASSPHRASE, sample_of, until

CLEO = Clinician("", "Dr Cleo Faro", "Physician")
CLEOS = "copper lantern drifts eleven"
WHO = draft().patient
DUE = DueRow(WHO, Standing.DUE, date(2016, 1, 1), date(2024, 1, 1))
PROPOSED = replace(
    DUE, standing=Standing.PROPOSED, proposal=Proposal("d-1", WHO.id, Ground.WISH, "a letter", NOW, "Dr Bo")
)
HELD = replace(DUE, standing=Standing.HELD, hold=Hold(WHO.id, "a claim", NOW, "Dr Bo"))
BACK = replace(DUE, standing=Standing.RETURNED, returned=Returned(WHO.id, NOW))
DONE = Certified("d-9", "p-9", NOW, "Dr Cleo", "Dr Bo")
SCREEN = RetentionScreen(
    "UK", RetentionRule(8, 18, 7), "", (DUE, PROPOSED), (DONE,), may_destroy=True, others=1
)


@pytest.fixture
def page(qtbot):
    made = RetentionPage()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.display(SCREEN)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def sheet(qtbot):
    def make(row, *, may_destroy=True):
        made = RetentionSheet(row, may_destroy=may_destroy)
        qtbot.addWidget(made)
        made.show()
        assert unnamed(made) == []
        assert too_small(made) == []
        return made, Hands(made)

    return make


def test_the_list_says_what_is_due_and_what_was_decided(page):
    heard = [page._rows.data(page._rows.index(at)) for at in range(2)]
    assert heard[0].endswith("Last contact 1 Jan 2016 · kept until 1 Jan 2024, Due")
    assert "Proposed by Dr Bo, 23 Nov 2026" in heard[1]
    assert heard[1].endswith("The patient asked for it. a letter, Proposed")
    asked, saved = told(page.decision_requested), told(page.certificate_requested)
    page._list.chosen.emit(page._rows.index(1))
    page._done_list.chosen.emit(page._certificate_rows.index(0))
    assert asked == [(PROPOSED, True)]
    assert saved == [("d-9",)]
    assert unnamed(page) == []
    assert too_small(page) == []
    assert not page.grab().isNull()


def test_what_is_due_besides_is_counted_and_can_be_listed(page):
    more = told(page.more_due_requested)
    assert not page._more.isVisible()
    page.display(replace(SCREEN, later=260))
    assert page._later.text() == "260 more are due. Those that have been due longest are listed."
    page._more.click()
    assert more == [()]


def test_whoever_is_looked_for_is_asked_for(page):
    wanted = told(page.due_requested)
    page._field.set_text("Olsen")
    page._look.click()
    page._field.submitted.emit()
    assert wanted == [("Olsen",), ("Olsen",)]
    page.display(replace(SCREEN, asked="Olsen", rows=(), certified=()))
    assert "“Olsen”" in page._nothing.text()
    assert not page._done.isVisible()
    page.display(replace(SCREEN, rows=()))
    assert page._nothing.text() == "Nothing is due, proposed or held."
    page.refuse("No", "Not now")
    assert page._notice.isVisible()
    page.begin_search()
    left = told(page.leave_requested)
    page.leave()
    page._leave.click()
    assert left == [(), ()]


def test_a_rule_is_said_in_words():
    assert rule_words(None, "AU").startswith("No rule is set for Australia")
    assert (
        rule_words(RetentionRule(8), "US") == "Your rule for United States: 8 years after the last contact."
    )
    assert "younger than 18 then" in rule_words(RetentionRule(8, 18, 7), "UK")


def test_one_person_proposes_or_holds(sheet):
    made, hands = sheet(DUE)
    proposed, held = told(made.propose_requested), told(made.hold_requested)
    hands.click("Why it is to be destroyed Another reason")
    hands.click("Propose")
    hands.reads("Say which: it stands on the certificate.")
    hands.type("In a few words (no name, no record number)", "moved away")
    hands.click("Propose")
    assert proposed == [(Ground.OTHER, "moved away")]
    assert not made._acts[1].isEnabled()
    made.refuse("No", "Not now")
    hands.click("Hold")
    hands.reads("Say why: whoever wants to end the hold reads it.")
    hands.type("Why nothing may be destroyed", "a claim")
    hands.click("Hold")
    assert held == [("a claim",)]


def test_one_ground_always_holds_and_it_is_the_likely_one(sheet):
    for row, ground in (
        (DUE, Ground.PERIOD),
        (replace(DUE, standing=Standing.KEPT), Ground.WISH),
        (BACK, Ground.RETURNED),
    ):
        made, hands = sheet(row)
        proposed = told(made.propose_requested)
        hands.click("Propose")
        assert proposed == [(ground, "")]


def test_a_hold_is_ended_on_the_second_press(sheet):
    made, hands = sheet(HELD)
    ended = told(made.release_requested)
    hands.reads("Held by Dr Bo", "a claim")
    hands.click("End the hold")
    hands.click("Yes, end it")
    assert ended == [()]


def test_whoever_proposed_it_can_only_take_it_back(sheet):
    made, hands = sheet(replace(PROPOSED, mine=True))
    back = told(made.take_back_requested)
    hands.reads("another clinician has to unlock and carry it out")
    assert "Destroy everything" not in hands.words()
    hands.click("Take the proposal back")
    assert back == [()]


def test_somebody_else_types_a_passphrase_and_confirms(sheet):
    made, hands = sheet(PROPOSED)
    carried = told(made.destroy_requested)
    hands.click("Destroy everything")
    hands.click("Yes, destroy it for good")
    hands.reads("Type your passphrase: it stands for your signature.")
    hands.type("Your passphrase", "a secret")
    hands.click("Destroy everything")
    hands.click("Yes, destroy it for good")
    assert carried == [("a secret",)]
    assert made._passphrase.text() == ""


def test_an_assistant_only_reads(sheet):
    _, hands = sheet(HELD, may_destroy=False)
    hands.reads("A clinician decides about it.")
    assert "End the hold" not in hands.words()


def test_the_words_of_what_is_refused():
    for code in ("held", "second-person", "proposal-missing", "patient-missing", "names-patient"):
        said = message(ConsultError(code))
        assert said.title
        assert said.remedy


# At the window


def two_clinicians(desk):
    """Leave a vault of two clinicians with one patient, a real one."""
    histories.founded(desk.services)
    sample = sample_of(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    add_user(desk.services, vault, CLEO, UserRole.CLINICIAN, CLEOS)
    patient = Patient("p-1", "Ada", "Olsen", date(1980, 1, 1), Sex.FEMALE, "R-17")
    begin(desk.services, vault, sample.pack, sample.goal, patient)
    vault.close()


def unlocked(desk):
    """Start the program and unlock as the first of the two, whoever this machine remembers."""
    hands = desk.open()
    hands.click("Who are you? Robin Example")
    sitting.unlock(hands)
    hands.reads("Treatments:")
    return hands


def records(hands):
    hands.click("Settings")
    dialog = hands.dialog()
    dialog.click("Section Records")
    dialog.click("See which records are due")
    hands.reads("Keeping and destroying records")


def test_two_people_destroy_a_record_and_a_certificate_stays(desk, tmp_path, monkeypatch):
    two_clinicians(desk)
    hands = unlocked(desk)
    records(hands)
    hands.reads("No rule is set for", "Nothing is due, proposed or held.")
    hands.type("Another patient: name or record number", "olsen")
    hands.click("Find")
    until(lambda: bool(_rows(desk)))
    _choose(desk)
    sheet = hands.dialog()
    sheet.type("In a few words (no name, no record number)", "letter of Mrs Olsen")
    sheet.click("Propose")
    sheet.reads("These words name the patient")
    sheet.type("In a few words (no name, no record number)", "letter of 3 November")
    sheet.click("Propose")
    until(lambda: _rows(desk)[0].standing is Standing.PROPOSED)
    hands.click("Back to the list")
    hands.click("Lock")
    hands.click("Who are you? Dr Cleo Faro")
    sitting.unlock(hands, CLEOS)
    hands.reads("Treatments:")
    desk.app.window.records_requested.emit()
    until(lambda: bool(_rows(desk)))
    _choose(desk)
    sheet = hands.dialog()
    for passphrase in (PASSPHRASE, CLEOS):
        sheet.type("Your passphrase", passphrase)
        sheet.click("Destroy everything")
        sheet.click("Yes, destroy it for good")
        if passphrase == PASSPHRASE:
            sheet.reads("The passphrase is not right")
    hands.reads("Everything about this patient was destroyed", "Certificates of what was destroyed")
    saved = tmp_path / "certificate.pdf"

    class Dialogs:
        @staticmethod
        def getSaveFileName(_parent, _title, name, _kinds):
            assert name == "certificate.pdf"
            return str(saved), ""

    monkeypatch.setattr(files, "QFileDialog", Dialogs)
    page = desk.app.stage.page("retention")
    page._done_list.chosen.emit(page._certificate_rows.index(0))
    until(saved.exists)
    _check(desk, saved)


def _check(desk, saved: Path):
    pdf = saved.read_bytes()
    proof = desk.services.verify(pdf, desk.services.vaults.known_signers())
    assert proof.verdict is Verdict.INTACT
    assert [(each.signer, each.known) for each in proof.signatures] == [("Dr Cleo Faro", True)]
    text = poppler_text(pdf)
    assert "Certificate of destruction" in text
    assert "letter of 3 November" in text
    assert "Dr Cleo Faro" in text
    assert not [each for each in ("Ada", "Olsen", "R-17", "1980") if each in text]
    done = []
    desk.app.controller.ask(lambda _, vault: vault.check_log(), done.append)
    until(lambda: bool(done))
    assert done[0].sound
    assert [each.by for each in done[0].destroyed] == ["Dr Cleo Faro"]


def _rows(desk):
    page = desk.app.stage.page("retention")
    return page._rows._rows


def _choose(desk):
    page = desk.app.stage.page("retention")
    page._list.chosen.emit(page._rows.index(0))


def test_a_backup_that_brings_somebody_back_is_said_on_the_first_page(desk):
    two_clinicians(desk)
    vault = desk.services.vaults.unlock(PASSPHRASE, desk.services.vaults.users()[0].id)
    store = vault.staff.store
    vault.close()
    (desk.folder / "consult-destroyed.txt").write_text(f"{store[:8]} p-1 2026-11-01T10:00:00+00:00\n")
    hands = unlocked(desk)
    hands.reads("Patients whose records were destroyed are back: 1")
    hands.click("See who")
    until(lambda: bool(_rows(desk)))
    assert _rows(desk)[0].standing is Standing.RETURNED


def test_a_key_on_a_card_asks_for_its_pin_before_anything_is_destroyed(qtbot, monkeypatch):
    given = []

    class Asked:
        def ask(self, work, done, failed):
            self.work, self.failed = work, failed

    window, asked = QWidget(), Asked()
    qtbot.addWidget(window)
    window.show()
    desk = RetentionDesk(window, asked, window)
    monkeypatch.setattr(retention_desk, "carry_out", lambda *said: given.append(said[2:]))
    monkeypatch.setattr(retention_desk, "read_retention", lambda *_: SCREEN)
    refused = told(desk.refused)
    desk._destroy("d-1", PASSPHRASE)
    asked.work(None, None)
    asked.failed(SigningError("card-pin-needed", "My card"))
    assert refused[-1][0] == "The PIN of the card is needed"
    hands = Hands(window).dialog()
    hands.type("PIN", "2468")
    hands.click("Seal")
    asked.work(None, None)
    assert given == [("d-1", PASSPHRASE, ""), ("d-1", PASSPHRASE, "2468")]
    asked.failed(ConsultError("held"))
    assert refused[-1][0] == "A hold keeps these records"
