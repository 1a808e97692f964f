"""What a lock takes from the screen before it was told comes back to whoever left it there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from consult_app.domain.consultation import Reviewed
from consult_app.domain.document import PaperSize
from consult_app.errors import VaultError
from consult_app.ui import theme
from consult_app.ui.dialogs.settings_dialog import SettingsDialog
from consult_app.ui.pages.complication_page import ComplicationPage
from consult_app.ui.pages.photos_page import PhotosPage
from consult_app.ui.widgets.dose_row import DoseRow
from consult_app.ui.widgets.ink_sheet import InkSheet
from consult_app.ui.widgets.row_list import RowList
from consult_app.ui.widgets.signature_pad import SignaturePad
from tests.helpers import histories, sitting
from tests.helpers.hands import SIGNATURE, bring_into_view
from tests.helpers.pointers import Pen
from tests.helpers.window import sample_of, until

pytestmark = pytest.mark.usefixtures("office")

AT_THE_DOOR = "Patients’ details on this device are encrypted."
WORDS = "What was not finished when the program locked is here again."


def struck(desk, hands):
    """Let the idle lock strike, and unlock again."""
    desk.app.idle_watch.idle.emit()
    hands.reads(AT_THE_DOOR)
    sitting.unlock(hands)


def text(hands, name):
    return hands.find(QLineEdit, name).text()


def test_a_half_typed_patient_comes_back_as_typed_and_can_be_begun(desk):
    histories.founded(desk.services)
    hands = desk.unlocked()
    hands.click("New consultation")
    hands.type("Given name", "Maya")
    hands.type("Family name", "Lindq")
    hands.type("Date of birth", "12 Ma")
    hands.click("Sex as recorded Female")
    hands.click(sitting.FACE)
    struck(desk, hands)
    hands.reads(WORDS)
    assert (text(hands, "Given name"), text(hands, "Family name")) == ("Maya", "Lindq")
    assert text(hands, "Date of birth") == "12 Ma"
    assert hands.find(QAbstractButton, "Sex as recorded Female").isChecked()
    assert hands.find(QAbstractButton, sitting.FACE).isChecked()
    hands.type("Family name", "Lindqvist")
    hands.type("Date of birth", "12 Mar 1984")
    hands.click("Begin consultation")
    until(lambda: "changed" in desk.heard)
    desk.app.controller.lock()
    sitting.unlock(hands)
    hands.reads("Maya Lindqvist")
    assert WORDS not in hands.words()


def test_a_known_patient_who_was_picked_is_still_known(desk):
    histories.begun(desk.services)
    hands = desk.unlocked()
    hands.click("New consultation")
    sample = sample_of(desk.services).patient
    hands.type("Family name", sample.family_name[:3])
    hands.reads("Already known here")
    known = next(each for each in hands.all(QAbstractButton) if sample.family_name in each.text())
    hands.press(known)
    struck(desk, hands)
    hands.reads(WORDS)
    hands.click("Begin consultation")
    until(lambda: "changed" in desk.heard)
    desk.close()
    vault = desk.services.vaults.unlock(sitting.PASSPHRASE)
    first, second = vault.consultations()
    assert first.patient == second.patient
    vault.close()


def test_an_empty_page_and_one_that_is_under_way_leave_nothing(desk):
    histories.founded(desk.services)
    hands = desk.unlocked()
    hands.click("New consultation")
    hands.find(QLineEdit, "Given name")
    page = desk.app.stage.page("patient")
    assert page.unfinished() is None
    hands.type("Given name", "Maya")
    assert page.unfinished() is not None
    page._begin.setEnabled(False)
    assert page.unfinished() is None
    struck(desk, hands)
    hands.reads("New consultation")
    assert WORDS not in hands.words()


def test_settings_come_back_where_they_were_and_are_saved_then(desk):
    histories.founded(desk.services)
    hands = desk.unlocked()
    hands.click("Settings")
    dialog = hands.dialog()
    dialog.type("Name of the practice", "Praxis Linde")
    dialog.click("Section Timeouts")
    dialog.type("Lock when nobody has touched anything for minutes", "")
    dialog.click("Section Appearance")
    dialog.click("Look Dark")
    dialog.click("Section Printing")
    dialog.click("Paper A4")
    struck(desk, hands)
    dialog = hands.dialog()
    dialog.reads("For documents that are reviewed from now on.")
    assert theme.tokens().name == "dark"
    assert dialog.find(QAbstractButton, "Paper A4").isChecked()
    dialog.click("Section Practice")
    assert text(dialog, "Name of the practice") == "Praxis Linde"
    dialog.click("Section Timeouts")
    # What is no number of minutes is not brought back.
    assert text(dialog, "Lock when nobody has touched anything for minutes") == "10"
    dialog.click("Save")
    hands.reads("· Praxis Linde")
    vault = desk.app.controller.door.vault
    until(lambda: vault.preferences().paper is PaperSize.A4)
    assert vault.practice().name == "Praxis Linde"
    assert theme.tokens().name == "dark"


def test_settings_in_which_nothing_was_changed_are_not_opened_again(desk):
    histories.founded(desk.services)
    hands = desk.unlocked()
    hands.click("Settings")
    hands.dialog()
    struck(desk, hands)
    hands.reads("New consultation")
    until(lambda: "Treatments:" in hands.words())
    assert not desk.app.window.findChildren(SettingsDialog)


def read_back(hands):
    """Tick that name and birth date were read back, once the pages are there."""
    box = next(each for each in hands.all(QAbstractButton) if each.text().startswith("Right patient"))
    until(box.isEnabled)
    hands.press(box)


def signing(desk):
    """The first signature is drawn, and not given yet."""
    histories.reviewed(desk.services)
    hands = desk.opened()
    name = sample_of(desk.services).patient.name
    pad = hands.find(SignaturePad, f"Signature of {name}")
    read_back(hands)
    until(pad.isEnabled)
    bring_into_view(pad)
    Pen(pad).stroke(SIGNATURE)
    assert hands.find(QAbstractButton, "Sign").isEnabled()
    return hands, f"Signature of {name}"


@pytest.mark.parametrize("anew", [False, True], ids=["locked", "started anew"])
def test_a_drawn_signature_comes_back_to_the_micrometre_and_asks_again_who_is_there(desk, anew):
    hands, pad = signing(desk)
    ink = hands.find(SignaturePad, pad).ink()
    desk.app.idle_watch.idle.emit()
    hands.reads(AT_THE_DOOR)
    if anew:
        desk.close()
        hands = desk.open()
    sitting.unlock(hands)
    hands.reads(WORDS, "Read name and date of birth back first.")
    assert hands.find(SignaturePad, pad).ink() == ink
    assert not hands.find(QAbstractButton, "Sign").isEnabled()
    read_back(hands)
    hands.click("Sign")
    hands.reads("Signature 2 of 2")
    assert desk.app.controller.consultation.state.signatures[0].ink == ink


def test_under_another_document_a_signature_that_was_begun_is_gone(desk):
    hands, pad = signing(desk)
    state = desk.app.controller.consultation.state
    desk.app.idle_watch.idle.emit()
    hands.reads(AT_THE_DOOR)
    desk.close()
    vault = desk.services.vaults.unlock(sitting.PASSPHRASE)
    assert isinstance(state, Reviewed)
    other = replace(state.document, composed_at=state.document.composed_at.replace(year=2027))
    again = state.reopening()
    vault.keep(again, "reopened")
    vault.keep(again.review(other, ()), "reviewed")
    vault.close()
    hands = desk.open()
    sitting.unlock(hands)
    assert hands.find(SignaturePad, pad).ink() is None
    assert WORDS not in hands.words()


def test_what_cannot_be_read_back_keeps_nobody_out(desk, monkeypatch):
    histories.founded(desk.services)
    hands = desk.open()

    def refuse(_vault):
        raise VaultError("vault-damaged")

    monkeypatch.setattr("consult_app.store.vault.LocalVault.take_unfinished", refuse)
    sitting.unlock(hands)
    hands.reads("Consultations")
    until(lambda: "failed" in desk.heard)


def test_a_signature_goes_on_where_it_was_and_time_with_it():
    sheet, fresh = InkSheet(0.25), InkSheet(0.25)
    sheet.lay_out(QSize(400, 160), 1)
    fresh.lay_out(QSize(300, 200), 2)
    at = [QPointF(x, 60) for x in (10, 40, 80)]
    sheet.begin(at[0], 5_000, None)
    sheet.go_on(at[1], 5_040, None)
    sheet.end()
    fresh.take(sheet.ink())
    fresh.begin(at[2], 90_000, None)
    fresh.end()
    first, second = fresh.ink().strokes
    assert first == sheet.ink().strokes[0]
    assert second.points[0].t_ms == 40
    fresh.begin(at[0], 90_100, None)
    fresh.end()
    assert fresh.ink().strokes[2].points[0].t_ms == 140


def opened_patient(desk):
    histories.consented(desk.services)
    hands = desk.unlocked()
    rows = hands.find(RowList, "All patients")
    until(lambda: rows.model().rowCount() > 0)
    rows.chosen.emit(rows.model().index(0, 0))
    hands.reads("Record what was given")
    return hands


def test_what_was_being_written_down_of_a_session_comes_back(desk):
    hands = opened_patient(desk)
    hands.click("Record what was given")
    hands.reads("Keep for ever")
    [row, *_] = desk.app.window.findChildren(DoseRow)
    row._fields[2].edit.setText("HALF-TYPED 7")
    struck(desk, hands)
    hands.reads(WORDS)
    until(lambda: bool(hands.all(DoseRow)))
    assert hands.all(DoseRow)[0]._fields[2].text() == "HALF-TYPED 7"
    hands.click("Keep for ever")
    hands.reads("Correct what was given")
    hands.click("Correct what was given")
    hands.reads("This corrects what is kept already")
    struck(desk, hands)
    hands.reads("Consultations")
    assert WORDS not in hands.words()


def test_a_complication_that_was_being_noted_comes_back(desk):
    hands = opened_patient(desk)
    hands.click("Note a complication")
    hands.reads("How severe")
    [page] = desk.app.window.findChildren(ComplicationPage)
    page._what.edit.setText("Hives")
    struck(desk, hands)
    hands.reads(WORDS)
    page = next(each for each in desk.app.window.findChildren(ComplicationPage) if each.isVisible())
    assert page._what.text() == "Hives"


AGAIN = "What was not kept when you left this page is here again."


@pytest.mark.parametrize("keys", ["Esc", "Alt+Left"])
def test_pages_of_a_session_are_left_by_keys_and_lose_nothing(desk, keys):
    hands = opened_patient(desk)
    hands.click("Record what was given")
    hands.reads("Keep for ever")
    [row, *_] = hands.all(DoseRow)
    row._fields[2].edit.setText("HALF-TYPED 7")
    desk.app.window.activateWindow()
    until(desk.app.window.isActiveWindow)
    press(row._fields[2].edit, keys)
    hands.reads("Note a complication")
    hands.click("Note a complication")
    hands.reads("How severe")
    assert AGAIN not in hands.words()
    page = next(each for each in hands.all(ComplicationPage))
    page._what.edit.setText("Hives")
    press(page._what.edit, keys)
    hands.reads("Record what was given")
    hands.click("Record what was given")
    hands.reads(AGAIN)
    assert hands.all(DoseRow)[0]._fields[2].text() == "HALF-TYPED 7"
    # What is kept is not half-written any more.
    hands.click("Keep for ever")
    hands.reads("Correct what was given")
    hands.click("Correct what was given")
    hands.reads("This corrects what is kept already")
    assert AGAIN not in hands.words()
    hands.click("Back to the patient")
    # A lock keeps what was left aside, too.
    struck(desk, hands)
    hands.reads("Consultations")
    rows = hands.find(RowList, "All patients")
    until(lambda: rows.model().rowCount() > 0)
    rows.chosen.emit(rows.model().index(0, 0))
    hands.click("Note a complication")
    hands.reads(AGAIN)
    assert next(each for each in hands.all(ComplicationPage))._what.text() == "Hives"


def press(at, keys):
    at.setFocus()
    if keys == "Esc":
        QTest.keyClick(at, Qt.Key.Key_Escape)
    else:
        QTest.keyClick(at, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)


def test_photographs_and_lots_are_left_by_keys(desk):
    hands = opened_patient(desk)
    hands.click("Photographs")
    hands.reads("New photographs")
    page = next(each for each in hands.all(PhotosPage))
    field = page._where._field
    field.setText("Left profile")
    press(field, "Esc")
    hands.reads("Note a complication")
    hands.click("Photographs")
    hands.reads("New photographs")
    assert page._where.value() == ("Left profile",)
    press(page._choose, "Esc")
    hands.reads("Note a complication")
    desk.app.window.lots_requested.emit()
    hands.reads("Lot number, or how it begins")
    press(hands.find(QLineEdit, "Lot number, or how it begins"), "Esc")
    hands.reads("All patients")
    # The list is where it ends.
    press(hands.find(RowList, "All patients"), "Esc")
    assert "All patients" in hands.words()
