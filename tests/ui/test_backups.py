"""Backups at the real window: made by themselves, said to be made, and put back on a fresh machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton

from consult_app.domain.audit import Anchor, Checked, Fault, Found
from consult_app.domain.backup import Backup
from consult_app.domain.consultation import Patient
from consult_app.ui.days import moment_words
from consult_app.ui.pages.restore_page import RestorePage
from consult_app.ui.pages.start_page import StartPage
from consult_app.ui.settings_facts import backup_facts, log_facts
from consult_app.ui.widgets.folder_field import FolderField
from consult_app.workflow.safety import Safety
from consult_app.workflow.screens.start import FoundPatients, PatientRow, StartScreen
from tests.helpers import histories
from tests.helpers.accessible import unnamed
from tests.helpers.desk import Desk
from tests.helpers.hands import Hands
from tests.helpers.signals import told
from tests.helpers.sitting import unlock
from tests.helpers.window import PASSPHRASE, until

pytestmark = pytest.mark.usefixtures("no_printer")

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
MAYA = Patient("p-1", "Maya", "Lindqvist", date(1984, 3, 12))
SCREEN = StartScreen(
    "Linden", "Dr A. Osei", NOW, (), (), FoundPatients("", (PatientRow(MAYA, None, 0, ()),), 1), ()
)
MADE = Backup("consult-1", NOW - timedelta(hours=3), 12, megabytes=4)


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def choose(desk, folder):
    """Choose the folder for backups, as in the settings of an earlier day."""
    vault = desk.services.vaults.unlock(PASSPHRASE)
    vault.keep_preferences(replace(vault.preferences(), backup_folder=str(folder)))
    vault.close()


def test_a_backup_is_made_by_itself_once_a_day_and_its_age_stands_on_the_start_page(desk, stick):
    histories.sealed(desk.services)
    choose(desk, stick)
    hands = desk.unlocked()
    hands.reads("Last good backup: today, 09:30")
    assert len(list(stick.iterdir())) == 1
    desk.close()
    desk.clock.move(60)
    hands = desk.unlocked()
    hands.reads("Last good backup: today, 09:30")
    desk.close()
    desk.clock.move(24 * 60)
    hands = desk.unlocked()
    hands.reads("Last good backup: today, 10:30")
    until(lambda: len(list(stick.iterdir())) == 2)


def test_where_none_can_be_made_it_is_said_and_the_next_step_too(desk, stick):
    histories.sealed(desk.services)
    choose(desk, stick / "nowhere")
    hands = desk.unlocked()
    hands.reads("The folder for backups cannot be reached")
    hands.reads("There is no backup yet", "Look in the settings, under “Backups”")
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    with vault._database.reading() as connection:
        said = connection.values("SELECT reason FROM audit WHERE action = 'backup failed'")
        assert said == ["backup-unreachable"]
    vault.close()


def test_one_is_made_on_wish_and_the_log_is_checked_in_the_settings(desk, stick):
    histories.founded(desk.services)
    hands, dialog = desk.in_settings("Backups")
    dialog.click("Make a backup now")
    dialog.reads("No folder for backups is chosen")
    dialog.type("Folder for backups", str(stick))
    dialog.click("Save")
    until(lambda: any(not each.name.endswith(".part") for each in stick.iterdir()))
    hands.click("Settings")
    dialog = hands.dialog()
    dialog.click("Section Log")
    dialog.click("Check the log now")
    dialog.reads("Whole:", "Vouched for outside")


def test_on_a_fresh_machine_a_backup_is_put_back_and_opens(desk, stick, tmp_path, monkeypatch):
    histories.sealed(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    vault.backing_up(str(stick)).run()
    vault.close()
    fresh = Desk(tmp_path / "fresh")
    hands = fresh.open()
    hands.click("Restore from a backup")
    page = fresh.app.stage.shown
    monkeypatch.setattr(page, "_ask_which", lambda *_: str(tmp_path))
    hands.click("Choose the folder")
    hands.reads("There is no backup in this folder")
    monkeypatch.setattr(page, "_ask_which", lambda *_: str(stick))
    hands.click("Choose the folder")
    hands.reads("Found: the backup of")
    hands.click("Put it back")
    hands.reads("The backup is put back.")
    fresh.app.controller.door.unlock(PASSPHRASE)
    hands.reads("Consultations")
    fresh.close()


def test_a_vault_that_nothing_opens_is_replaced_from_the_door_and_kept_beside(desk, tmp_path, monkeypatch):
    histories.sealed(desk.services)
    stick = tmp_path / "stick"
    stick.mkdir()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    vault.backing_up(str(stick)).run()
    vault.close()
    (desk.folder / "vault.db").write_bytes(b"")
    hands = desk.open()
    assert not hands.all(QAbstractButton, "Restore from a backup")
    unlock(hands)
    hands.reads("The vault file is empty")
    hands.click("Restore from a backup")
    hands.reads("it is kept beside it, in a folder of its own")
    hands.click("Back")
    unlock(hands)
    hands.click("Restore from a backup")
    monkeypatch.setattr(desk.app.stage.shown, "_ask_which", lambda *_: str(stick))
    hands.click("Choose the folder")
    hands.click("Put it back")
    hands.reads("The backup is put back.")
    assert not hands.all(QAbstractButton, "Restore from a backup")
    unlock(hands)
    hands.reads("1 today, all sealed")
    [aside] = desk.folder.glob("replaced-*")
    assert (aside / "vault.db").read_bytes() == b""


def page_with(qtbot, safety, patients=None):
    page = StartPage()
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    screen = replace(SCREEN, safety=safety)
    page.display(screen if patients is None else replace(screen, patients=patients))
    return page


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (3, "Last good backup: today, 06:30"),
        (24, "Last good backup: yesterday, 09:30"),
        (24 * 5, "Last good backup: 5 days ago, on 22 Nov 2026"),
    ],
)
def test_the_age_of_the_last_good_backup_is_said(qtbot, hours, words):
    late = hours > 72
    page = page_with(qtbot, Safety(MADE, NOW - timedelta(hours=hours), late=late))
    assert page._backup.text() == words
    assert page._unsafe.isVisible() == late


def test_who_has_no_folder_is_told_where_to_choose_one_and_who_is_new_is_left_in_peace(qtbot):
    page = page_with(qtbot, Safety(late=True, chosen=False))
    assert "Choose a folder for backups" in page._unsafe.accessibleDescription()
    page.show_backup(MADE)
    assert not page._unsafe.isVisible()
    assert not page_with(qtbot, Safety(late=True), FoundPatients("", (), 0))._unsafe.isVisible()


@pytest.mark.parametrize("safety", [Safety(late=True, chosen=False), Safety(MADE, NOW, anchored=False)])
def test_an_assistant_is_not_sent_to_settings_that_they_have_not(qtbot, safety):
    words = page_with(qtbot, replace(safety, own=False))._unsafe.accessibleDescription()
    assert words.startswith("Tell a clinician or an administrator")


def test_a_second_place_that_is_gone_is_said(qtbot):
    page = page_with(qtbot, Safety(MADE, NOW, anchored=False))
    assert page._unsafe.accessibleName() == "The second place of the log cannot be reached"


@pytest.mark.parametrize(
    ("lacking", "words"),
    [("whole", "What was kept last may be missing"), ("anchored", "The second place of the log")],
)
def test_what_a_backup_does_not_settle_stays_said_after_it(qtbot, lacking, words):
    page = page_with(qtbot, replace(Safety(MADE, NOW, late=True), **{lacking: False}))
    page.show_backup(MADE)
    assert page._unsafe.isVisible()
    assert words in page._unsafe.accessibleName()


def test_a_folder_is_chosen_or_typed(qtbot, monkeypatch):
    field = FolderField("Folder", lambda _, path: path and "/other")
    qtbot.addWidget(field)
    field.show()
    edited = told(field.edited)
    field._choose.click()
    assert (field.value(), edited) == ("", [])
    field.show_value("/some")
    field._choose.click()
    assert (field.value(), len(edited)) == ("/other", 1)
    assert unnamed(field) == []


def test_the_restore_page_names_what_it_found(qtbot):
    page = RestorePage(lambda *_: "/stick")
    qtbot.addWidget(page)
    page.show()
    wanted, restored = told(page.backups_requested), told(page.restore_requested)
    page._choose.click()
    assert wanted == [("/stick",)]
    page.show_backups((MADE, MADE))
    assert "4 MB" in page._found.text()
    assert page._others.isVisible()
    page._put_back.click()
    assert restored == [("/stick/consult-1", False)]
    assert not page.card.isEnabled()
    page.refuse("No", "why")
    assert page.card.isEnabled()
    page._choose.click()
    assert not page._put_back.isVisible()
    assert page._choose.text() == "Choose the folder"
    page.show_backups((replace(MADE, name=""),))
    assert not page._others.isVisible()
    page._put_back.click()
    assert restored[-1] == ("/stick", False)


def test_where_backups_of_two_practices_lie_somebody_says_whose(qtbot):
    page = RestorePage(lambda *_: "/stick")
    qtbot.addWidget(page)
    page.show()
    page._choose.click()
    restored = told(page.restore_requested)
    ours = replace(MADE, name="ours", at=NOW - timedelta(days=2), store="s-1", users=("Ada Falk", "Bo Lind"))
    theirs = replace(MADE, name="theirs", store="s-2", users=("Cleo Faro",))
    page.show_backups((theirs, ours, replace(ours, name="older", at=NOW - timedelta(days=3))))
    assert page._found.text() == "Backups of 2 vaults lie here. Choose whose is to be put back:"
    assert page._which.offered == ("theirs", "ours")
    assert not page._put_back.isVisible()
    assert page._others.text().startswith("1 older")
    when = moment_words(ours.at.astimezone())
    hers = Hands(page).find(QAbstractButton, f"Ada Falk, Bo Lind: the backup of {when}, 4 MB")
    hers.click()
    hers.click()
    assert not page._put_back.isVisible()
    hers.click()
    page._put_back.click()
    assert restored == [("/stick/ours", False)]
    page.refuse("No", "why")
    page.show_backups((replace(theirs, name=""),))
    assert not page._which.isVisible()
    page._put_back.click()
    assert restored[-1] == ("/stick", False)


def test_what_a_check_of_the_log_found_is_said_in_words():
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    sound = Checked(9, 1, 2, 1, 7, begun, Anchor(9, "a" * 64))
    assert [value for _, value in log_facts(sound)] == [
        "Whole: nothing was changed. Entries 9, signatures 1, consultations 2, pages 0.",
        "Up to entry 7 of 9",
    ]
    bad = replace(sound, anchored=0, found=(Found(Fault.CUT),), more=2)
    assert log_facts(bad)[0][1].startswith("CHANGED in 3 places")
    assert log_facts(bad)[1][1].startswith("Nothing:")
    assert backup_facts(Safety())[0][1] == "There is none yet."
    assert len(backup_facts(Safety(replace(MADE, sound=False), NOW))) == 2
