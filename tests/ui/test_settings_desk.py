"""Settings at the real window with the real vault: saved, they are in force; cancelled, they are not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from consult_app.domain.document import PaperSize
from consult_app.domain.preferences import Preferences
from consult_app.ui import files, printing, theme
from consult_app.ui.dialogs.settings_dialog import SettingsDialog
from tests.helpers import histories, sitting
from tests.helpers.pdf_text import poppler_text
from tests.helpers.window import PASSPHRASE, sample_of, until

pytestmark = pytest.mark.usefixtures("office")


def settings(hands):
    hands.click("Settings")
    return hands.dialog()


def kept(desk):
    """Read the vault as it is once the program is closed."""
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    practice, preferences = vault.practice(), vault.preferences()
    found = (practice, vault.clinician(), preferences, preferences.sheet(practice.jurisdiction, large=False))
    vault.close()
    return found


def test_what_is_saved_is_in_the_vault_and_in_force_at_once(desk):
    histories.founded(desk.services)
    hands = desk.unlocked()
    dialog = settings(hands)
    dialog.type("Name of the practice", "Praxis Linde")
    dialog.type("Phone number for emergencies", "555 0911")
    dialog.type("What you have from makers or sellers", "A maker paid for a course.")
    dialog.click("Section Timeouts")
    dialog.type("Lock when nobody has touched anything for minutes", "3")
    dialog.click("Section Printing")
    dialog.click("Paper A4")
    dialog.click("Printer Office")
    dialog.click("Copies: one more")
    dialog.click("Save")
    hands.reads("· Praxis Linde")
    until(lambda: desk.app.idle_watch._timer.interval() == 3 * 60_000)
    assert (desk.app.memory.kept.printer, desk.app.memory.kept.copies) == ("Office", 2)
    practice, _, preferences, on = kept(desk)
    assert (practice.name, practice.emergency_phone) == ("Praxis Linde", "555 0911")
    assert practice.interests == "A maker paid for a course."
    assert (preferences.lock_minutes, on.paper) == (3, PaperSize.A4)


def test_the_lock_waits_as_long_as_was_decided_from_the_next_unlocking_on(desk):
    histories.founded(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    vault.keep_preferences(Preferences(lock_minutes=7))
    vault.close()
    desk.unlocked()
    until(lambda: desk.app.idle_watch._timer.interval() == 7 * 60_000)


@pytest.mark.parametrize("way", ["Cancel", Qt.Key.Key_Escape])
def test_a_look_is_tried_on_and_taken_back(desk, way):
    histories.founded(desk.services)
    hands = desk.unlocked()
    dialog = settings(hands)
    dialog.click("Section Appearance")
    dialog.click("Look Dark")
    dialog.click("Text size 130 %")
    assert (theme.tokens().name, theme.text_scale()) == ("dark", 1.3)
    if isinstance(way, str):
        dialog.click(way)
    else:
        QTest.keyClick(dialog.window, way)
    assert (theme.tokens().name, theme.text_scale()) == ("light", 1.0)
    assert desk.app.memory.kept.look == "light"


def test_a_look_that_is_saved_stays(desk):
    histories.founded(desk.services)
    hands = desk.unlocked()
    dialog = settings(hands)
    dialog.click("Section Appearance")
    dialog.click("Look Dark")
    dialog.click("Save")
    assert theme.tokens().name == "dark"
    assert desk.app.memory.kept.look == "dark"


def test_locking_closes_the_settings_and_saves_nothing_of_them(desk):
    histories.founded(desk.services)
    hands = desk.unlocked()
    dialog = settings(hands)
    dialog.type("Name of the practice", "Other")
    desk.app.idle_watch.idle.emit()
    hands.reads("Patients’ details on this device are encrypted.")
    until(lambda: not desk.app.window.findChildren(SettingsDialog))
    practice, *_ = kept(desk)
    assert practice.name == sample_of(desk.services).practice.name


def test_a_hasty_second_click_opens_no_second_dialog(desk):
    histories.founded(desk.services)
    hands = desk.unlocked()
    button = hands.find(QAbstractButton, "Settings")
    for _ in range(3):
        button.click()
    dialog = hands.dialog()
    read = []
    desk.app.controller.ask(lambda *_: True, read.append)
    until(lambda: bool(read))
    assert [each for each in hands.all(SettingsDialog) if each is not dialog.window] == []


def test_what_is_done_in_the_dialog_counts_as_use(desk):
    histories.founded(desk.services)
    dialog = settings(desk.unlocked())
    desk.app.idle_watch._timer.stop()
    QTest.keyClick(dialog.window.windowHandle(), Qt.Key.Key_Shift)
    assert desk.app.idle_watch._timer.isActive()


def test_a_new_key_shows_its_fingerprint(desk):
    histories.founded(desk.services)
    dialog = settings(desk.unlocked())
    dialog.click("Section You")
    [before] = [each for each in dialog.words().splitlines() if "Fingerprint" in each]
    dialog.click("Make a new key")
    dialog.click("Yes, make a new key now")
    until(lambda: before not in dialog.words() and "Fingerprint" in dialog.words())
    dialog.click("Cancel")


def test_the_sample_is_begun_and_removed_and_what_is_real_stays(desk):
    histories.begun(desk.services)
    hands = desk.unlocked()
    dialog = settings(hands)
    dialog.click("Section Sample patient")
    assert not dialog.find(QAbstractButton, "Remove the sample data").isEnabled()
    dialog.click("Try it with a sample patient")
    hands.reads("Check understanding", "Sample", "Alex Sample")
    until(lambda: "changed" in desk.heard)
    hands.click("All consultations")
    hands.reads("Treatments:")
    dialog = settings(hands)
    dialog.click("Section Sample patient")
    dialog.click("Remove the sample data")
    dialog.click("Yes, remove all sample data")
    until(lambda: not dialog.find(QAbstractButton, "Remove the sample data").isEnabled())
    dialog.click("Cancel")
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    assert [line.sample for line in vault.consultations()] == [False]
    assert len(vault.patients()) == 1
    vault.close()


def test_the_first_start_leads_to_a_sample_that_can_be_looked_at(desk, monkeypatch, tmp_path):
    class Dialog:
        @staticmethod
        def getSaveFileName(_parent, _title, name, _kinds):
            return str(tmp_path / name), ""

    monkeypatch.setattr(files, "QFileDialog", Dialog)
    monkeypatch.setattr(printing, "printers", tuple)
    hands = desk.open()
    sitting.fill_first_run(hands, sample_of(desk.services))
    hands.reads("Your recovery key", "No printer is set up here.")
    hands.click("Save as PDF")
    until((tmp_path / "recovery-key.pdf").exists)
    sheet_text = poppler_text((tmp_path / "recovery-key.pdf").read_bytes())
    [line] = [each for each in hands.words().splitlines() if each.startswith("Recovery key: ")]
    assert line.removeprefix("Recovery key: ").split("-")[0] in "".join(sheet_text.split())
    hands.click("I have printed it or written it down.")
    hands.click("Continue")
    hands.reads("Ready")
    hands.click("Try it with a sample patient")
    hands.reads("Check understanding", "Alex Sample", "Sample")
