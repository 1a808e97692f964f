"""Every dialog that takes words: typed, locked, unlocked, there again; and no secret among what is kept."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

import consult_app.ui.dialogs as package
from consult_app.domain.paper import Paper
from consult_app.domain.photo import Taken
from consult_app.domain.unfinished import Place, WordsBegun
from consult_app.domain.users import UserRole
from consult_app.ui.dialogs.command_palette import CommandPalette
from consult_app.ui.dialogs.print_sheet import PrintSheet
from consult_app.ui.dialogs.retention_sheet import RetentionSheet
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.dialogs.user_dialog import UserDialog
from consult_app.ui.pages.photos_page import PhotosPage
from consult_app.ui.pages.retention_page import RetentionPage
from consult_app.ui.pictures import photo_from
from consult_app.ui.widgets.chips import Chips
from consult_app.ui.widgets.holding import Holding
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.radio_list import RadioList
from consult_app.ui.widgets.row_list import RowList
from consult_app.ui.widgets.secret_field import SecretField
from consult_app.workflow.photos import add_photo
from consult_app.workflow.staffing import add_user, remove_user
from tests.helpers import histories, sitting
from tests.helpers.hands import Hands
from tests.helpers.scenes import painted_face
from tests.helpers.window import PASSPHRASE, sample_of, until
from tests.ui.test_retention import CLEO, CLEOS, records, two_clinicians, unlocked

pytestmark = pytest.mark.usefixtures("office")

AT_THE_DOOR = "Patients’ details on this device are encrypted."
WORDS = "What was not finished when the program locked is here again."
SECRET = "violet harbour mumbles nine"

ANEW = {
    "certify_dialog": "a recovery key",
    "passphrase_dialog": "passphrases and a recovery key",
    "withdraw_dialog": "a recovery key",
}
"""Dialogs that begin anew although something is typed into them, by what that is."""
TYPED = ("LineField(", "TextBox(", "QLineEdit(", "SettledText(", "DateField(")


def locked(desk, hands):
    """Let the idle lock strike; gives what the vault was asked to keep, as text."""
    kept = []
    door = desk.app.controller.door
    before = door.set_aside
    door.set_aside = lambda unfinished: (kept.append(repr(unfinished)), before(unfinished))
    desk.app.idle_watch.idle.emit()
    hands.reads(AT_THE_DOOR)
    return "".join(kept)


def struck(desk, hands):
    kept = locked(desk, hands)
    sitting.unlock(hands)
    return kept


def sheet_of(desk, kind):
    """Wait until such a dialog is open; only one is."""
    until(lambda: any(each.isVisible() for each in desk.app.window.findChildren(kind)))
    [sheet] = [each for each in desk.app.window.findChildren(kind) if each.isVisible()]
    return sheet


def shown_rows(desk):
    [page] = desk.app.window.findChildren(RetentionPage)
    return "".join(page._rows.data(page._rows.index(each)) for each in range(page._rows.rowCount()))


def text(hands, name):
    return hands.find(QLineEdit, name).text()


def test_each_dialog_that_takes_words_holds_them_or_has_a_reason_not_to():
    typed = set()
    for each in Path(package.__path__[0]).glob("*.py"):
        source = each.read_text()
        if any(field in source for field in TYPED) and "Holding(" not in source:
            typed.add(each.stem)
    assert typed == set(ANEW)


def test_what_was_decided_about_a_record_is_there_again(desk):
    two_clinicians(desk)
    hands = unlocked(desk)
    records(hands)
    hands.type("Another patient: name or record number", "olsen")
    hands.click("Find")
    until(lambda: "Ada Olsen" in shown_rows(desk))
    [page] = desk.app.window.findChildren(RetentionPage)
    page._list.chosen.emit(page._rows.index(0))
    sheet = hands.dialog()
    sheet.click("Why it is to be destroyed Another reason")
    sheet.type("In a few words (no name, no record number)", "moved aw")
    sheet.type("Why nothing may be destroyed", "a claim")
    locked(desk, hands)
    hands.click("Who are you? Dr Cleo Faro")
    sitting.unlock(hands, CLEOS)
    hands.reads("Treatments:")
    assert not desk.app.window.findChildren(RetentionSheet)
    locked(desk, hands)
    hands.click("Who are you? Robin Example")
    sitting.unlock(hands)
    sheet_of(desk, RetentionSheet)
    sheet = hands.dialog()
    sheet.reads("Ada Olsen")
    hands.reads("Keeping and destroying records", WORDS)
    assert text(sheet, "In a few words (no name, no record number)") == "moved aw"
    assert text(sheet, "Why nothing may be destroyed") == "a claim"
    sheet.type("In a few words (no name, no record number)", "moved away")
    sheet.click("Propose")
    until(lambda: "moved away" in shown_rows(desk))
    locked(desk, hands)
    hands.click("Who are you? Robin Example")
    sitting.unlock(hands)
    hands.reads("Treatments:")
    assert WORDS not in hands.words()


def staff(hands):
    hands.click("Settings")
    dialog = hands.dialog()
    dialog.click("Section Clinicians")
    return dialog


def test_somebody_new_is_there_again_and_their_passphrase_is_not(desk):
    histories.founded(desk.services)
    hands = desk.unlocked()
    staff(hands).click("Add somebody")
    sheet = hands.dialog()
    sheet.type("Name, as it is printed", "Dr Bo Li")
    sheet.type("Profession", "Physician")
    sheet.type("Their passphrase", SECRET)
    sheet.type("The same again", SECRET[:9])
    sheet.type("Recovery key of the practice (if at hand)", SECRET)
    [choice] = [each for each in sheet.all(QAbstractButton) if each.accessibleName().startswith("May do A")][
        :1
    ]
    sheet.press(choice)
    name = choice.accessibleName()
    kept = struck(desk, hands)
    assert "Dr Bo Li" in kept
    assert SECRET[:9] not in kept
    sheet_of(desk, UserDialog)
    sheet = hands.dialog()
    assert text(sheet, "Name, as it is printed") == "Dr Bo Li"
    assert text(sheet, "Profession") == "Physician"
    assert text(sheet, "Their passphrase") == ""
    assert text(sheet, "Recovery key of the practice (if at hand)") == ""
    assert sheet.find(QAbstractButton, name).isChecked()
    sheet.type("Name, as it is printed", "Dr Bo Lind")
    sheet.type("Their passphrase", SECRET)
    sheet.type("The same again", SECRET)
    sheet.click("Add")
    vault = desk.app.controller.door.vault
    until(lambda: len(vault.staff.everybody()) == 2)
    [bo] = [each for each in vault.staff.everybody() if each.clinician.name == "Dr Bo Lind"]
    assert bo.role is not UserRole.CLINICIAN


def correcting(desk):
    histories.founded(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    add_user(desk.services, vault, CLEO, UserRole.CLINICIAN, CLEOS)
    vault.close()
    hands = desk.open()
    hands.click("Who are you? Robin Example")
    sitting.unlock(hands)
    hands.reads("Treatments:")
    dialog = staff(hands)
    dialog.click("Correct Dr Cleo Faro")
    hands.dialog().type("Profession", "Dermatologist")
    locked(desk, hands)
    return hands


def test_a_correction_of_somebody_is_there_again(desk):
    hands = correcting(desk)
    hands.click("Who are you? Robin Example")
    sitting.unlock(hands)
    sheet_of(desk, UserDialog)
    sheet = hands.dialog()
    assert text(sheet, "Profession") == "Dermatologist"
    assert text(sheet, "Name, as it is printed") == "Dr Cleo Faro"


def test_about_somebody_who_was_removed_nothing_is_asked(desk):
    hands = correcting(desk)
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE, sample_user(desk))
    remove_user(vault, next(each.id for each in vault.staff.everybody() if each.clinician.name == CLEO.name))
    vault.close()
    hands = desk.open()
    sitting.unlock(hands)
    hands.reads("Section Clinicians")
    assert not desk.app.window.findChildren(UserDialog)


def sample_user(desk):
    users = desk.services.vaults.users()
    return next(each.id for each in users if each.name == "Robin Example")


def photographed(desk):
    """The page of photographs of a sealed consent, with one picture."""
    sealed = histories.consented(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    picture = photo_from(painted_face("#b98a72"))
    add_photo(desk.services, vault, sealed.draft.id, picture, taken=Taken.BEFORE, place="Cheeks")
    vault.close()
    hands = desk.unlocked()
    rows = hands.find(RowList, "All patients")
    until(lambda: rows.model().rowCount() > 0)
    rows.chosen.emit(rows.model().index(0, 0))
    hands.click("Photographs")
    hands.reads("New photographs")
    return hands


def test_why_a_photograph_goes_and_what_new_ones_show_is_there_again(desk):
    hands = photographed(desk)
    [page] = hands.all(PhotosPage)
    [where] = hands.all(Chips, within=page)
    where._field.setText("Left profile")
    until(lambda: all(page._shown))
    hands.press(page._removals[0])
    sheet = hands.dialog()
    sheet.type("In a few words", "wrong pat")
    sheet.type("Your passphrase", SECRET)
    assert SECRET not in struck(desk, hands)
    hands.reads("Remove a photograph", WORDS)
    sheet = hands.dialog()
    assert text(sheet, "In a few words") == "wrong pat"
    assert text(sheet, "Your passphrase") == ""
    [page] = hands.all(PhotosPage)
    assert page._where.value() == ("Left profile",)
    sheet.click("Cancel")
    struck(desk, hands)
    hands.reads("New photographs")
    [page] = hands.all(PhotosPage)
    until(lambda: page._where.value() == ("Left profile",))


def test_why_somebody_needs_to_read_in_an_emergency_is_there_again(desk):
    histories.founded(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    add_user(desk.services, vault, CLEO, UserRole.ADMINISTRATOR, CLEOS)
    vault.close()
    hands = desk.open()
    hands.click("Who are you? Dr Cleo Faro")
    sitting.unlock(hands, CLEOS)
    hands.click("Emergency access")
    hands.type("Patient’s whole name, or record number", "Maya Li")
    hands.type("Birth date", "12 Ma")
    hands.type("Why it cannot wait for somebody who treats", "her partner")
    locked(desk, hands)
    hands.click("Who are you? Dr Cleo Faro")
    sitting.unlock(hands, CLEOS)
    hands.reads("Why it cannot wait", WORDS)
    assert text(hands, "Patient’s whole name, or record number") == "Maya Li"
    assert text(hands, "Birth date") == "12 Ma"
    assert text(hands, "Why it cannot wait for somebody who treats") == "her partner"


def test_why_a_consultation_is_to_be_ended_is_there_again(desk):
    histories.reviewed(desk.services)
    hands = desk.opened()
    hands.click("Cannot be completed")
    hands.type("Why it is ended", "the patient left")
    struck(desk, hands)
    hands.reads(WORDS)
    assert text(hands, "Why it is ended") == "the patient left"
    hands.click("Close")
    hands.click("End as void")
    hands.click("End it for good")
    hands.reads("Ended, void")
    struck(desk, hands)
    hands.reads("Ended, void")
    assert WORDS not in hands.words()


def test_whom_somebody_looked_for_is_looked_for_again(desk):
    histories.begun(desk.services)
    hands = desk.unlocked()
    hands.type("Search patients", "nobody of this na")
    struck(desk, hands)
    hands.reads(WORDS, "Nobody is found by “nobody of this na”.")
    assert text(hands, "Search patients") == "nobody of this na"
    hands.type("Search patients", "Sam")
    until(lambda: hands.find(RowList, "All patients").model().rowCount() == 1)


def test_what_was_looked_for_in_the_log_is_looked_for_again(desk):
    histories.begun(desk.services)
    hands = desk.unlocked()
    desk.app.window.log_requested.emit()
    hands.type("What was done", "nothing like th")
    hands.type("From", "12 Ma")
    struck(desk, hands)
    hands.reads(WORDS, "Nothing like this is in the log.")
    assert text(hands, "What was done") == "nothing like th"
    assert text(hands, "From") == "12 Ma"


@pytest.mark.parametrize("inside", [False, True])
def test_what_was_typed_to_find_a_command_is_there_again(desk, inside):
    histories.begun(desk.services)
    hands = desk.opened() if inside else desk.unlocked()
    desk.app._commands.show_palette()
    QTest.keyClicks(sheet_of(desk, CommandPalette)._field, "loc")
    struck(desk, hands)
    hands.reads(WORDS)
    palette = sheet_of(desk, CommandPalette)
    assert palette._field.text() == "loc"
    assert palette._list.currentIndex().data() == "Lock"
    palette.reject()


def test_how_a_paper_was_to_be_printed_is_there_again(desk):
    histories.consented(desk.services)
    hands = desk.unlocked()
    hands.open_row(0)
    hands.click("Print: Signed document")
    sheet = Hands(sheet_of(desk, PrintSheet))
    sheet.click("Copies: one more")
    sheet.type("Pages", "1-")
    sheet.click("Color Gray")
    struck(desk, hands)
    hands.reads(WORDS)
    sheet = Hands(sheet_of(desk, PrintSheet))
    assert (text(sheet, "Copies"), text(sheet, "Pages")) == ("2", "1-")
    assert sheet.find(QAbstractButton, "Color Gray").isChecked()
    assert "Signed document" in sheet.words()
    sheet.click("Cancel")
    struck(desk, hands)
    hands.reads("Signed and sealed")
    assert WORDS not in hands.words()


def test_how_a_paper_was_to_be_printed_is_asked_of_that_consultation_alone(desk):
    histories.consented(desk.services)
    hands = desk.unlocked()
    hands.open_row(0)
    until(lambda: "sealed" in desk.heard)
    desk.app.desks.papers.print_again(f"another {Paper.CONSENT.value}")
    hands.click("All consultations")
    hands.reads("Treatments:")
    assert desk.app.window.findChildren(PrintSheet) == []


def test_a_secret_cannot_be_held(qtbot):
    secret = SecretField("Passphrase")
    qtbot.addWidget(secret)
    with pytest.raises(ValueError, match="a secret is never kept"):
        Holding(Place.USER, passphrase=secret)


def test_what_is_not_offered_any_more_stays_as_it_is(qtbot):
    sheet = Sheet(400)
    qtbot.addWidget(sheet)
    group, line = RadioList("Why"), LineField("Words")
    group.set_choices([("a", "A"), ("b", "B")])
    group.set_current("a")
    for each in (group, line):
        sheet.body.addWidget(each)
    holding = Holding(Place.RETENTION, "p-1", why=group, words=line)
    assert holding.unfinished() is None
    assert not holding.go_on_with(WordsBegun(Place.RETENTION, "p-2", {"words": "x"}))
    assert holding.go_on_with(WordsBegun(Place.RETENTION, "p-1", {"why": "c", "words": "x", "gone": "y"}))
    assert (group.current, line.text()) == ("a", "x")
    assert holding.unfinished() == WordsBegun(Place.RETENTION, "p-1", {"words": "x"})


def test_the_sample_is_of_this_practice(desk):
    histories.founded(desk.services)
    assert sample_of(desk.services).clinician.name == "Robin Example"
