"""Escape and Alt+Left lead out of every page, Escape out of every dialog, but for those that end here."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from consult_app.ui.stage import Stage
from tests.helpers import histories, sitting
from tests.helpers.scenes import NOW, dialogs, front, play, settle
from tests.helpers.signals import told
from tests.helpers.window import Walk, quick_services, sample_of, until

ENDS = {
    "first-run": "there is nothing before it",
    "recovery-key": "the key has to be on paper first",
    "ready": "its own button leads on",
    "start-empty": "it is where everything begins",
    "start": "it is where everything begins",
    "administration": "it is where everything begins",
    "unlock": "the door is left by a passphrase alone",
    "unlock-several": "the door is left by a passphrase alone",
}
"""Pages that no key leaves, and why."""


@pytest.fixture
def walk(qapp, tmp_path):
    made = Walk(quick_services(tmp_path / "vault", lambda: NOW))
    made.app.window.show()
    made.app.window.activateWindow()
    until(made.app.window.isActiveWindow)
    yield made
    made.close()


def press_both(window):
    # A dialog that was closed may have left no window with the keyboard.
    window.activateWindow()
    until(window.isActiveWindow)
    for key, held in (
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
    ):
        at = QApplication.focusWidget()
        inside = at is not None and window.isAncestorOf(at)
        QTest.keyClick(at if inside else window, key, held)


def ways_out(walk, monkeypatch):
    """Press both keys on every page, which is not left for it; gives how often each was to be left."""
    found, wished = {}, told(walk.app.window.out_requested)
    monkeypatch.setattr(walk.app.stage, "ask", lambda *given, **named: asked(walk, *given, **named))

    def asked(walk, method, *given, **named):
        if method != "leave":
            Stage.ask(walk.app.stage, method, *given, **named)

    def look_at(name):
        window = walk.app.window
        if front(walk) is not window:
            return
        if over := dialogs(window):
            QTest.keyClick(over[-1], Qt.Key.Key_Escape)
            settle()
            found[name] = 2 * (len(over) - len(dialogs(window)))
        elif window.room is None:
            wished.clear()
            press_both(window)
            found[name] = len(wished)
        else:
            before = window.room.step
            QTest.keyClick(window, Qt.Key.Key_Escape)
            found[name] = 2 * (window.room is not None and window.room.step is before)

    play(walk, look_at)
    return found


def test_every_page_is_left_by_both_keys_every_dialog_by_escape_and_no_consultation(walk, monkeypatch):
    found = ways_out(walk, monkeypatch)
    assert len(found) > 70
    assert {name for name, times in found.items() if not times} == set(ENDS)
    assert {name: times for name, times in found.items() if name not in ENDS and times != 2} == {}


def text(hands, name):
    return hands.find(QLineEdit, name).text()


@pytest.mark.parametrize("way", ["Escape", "button"])
def test_a_new_patient_s_page_is_left_and_what_was_typed_is_there_again_unless_it_is_emptied(desk, way):
    histories.begun(desk.services)
    hands = desk.unlocked()
    hands.click("New consultation")
    hands.type("Given name", "Maya")
    hands.type("Family name", "Lind")
    if way == "Escape":
        hands.key(Qt.Key.Key_Escape)
    else:
        hands.click("Back to the list")
    hands.reads("All patients")
    hands.click("New consultation")
    hands.reads("What you typed before is here again.")
    assert (text(hands, "Given name"), text(hands, "Family name")) == ("Maya", "Lind")
    hands.click("Empty the page")
    until(lambda: text(hands, "Given name") == "")
    hands.click("Back to the list")
    hands.reads("All patients")
    hands.click("New consultation")
    assert text(hands, "Given name") == ""
    assert "What you typed before" not in hands.words()


def test_what_was_left_is_not_for_whoever_is_known_already_nor_for_who_unlocks_next(desk):
    histories.begun(desk.services)
    vault = desk.services.vaults.unlock(sitting.PASSPHRASE)
    [line] = vault.consultations()
    vault.close()
    hands = desk.unlocked()
    hands.click("New consultation")
    hands.type("Given name", "Maya")
    hands.click("Back to the list")
    hands.reads("All patients")
    desk.app.controller.desk.find_patient(line.patient_id)
    until(lambda: text(hands, "Given name") == sample_of(desk.services).patient.given_name)
    hands.click("Back to the list")
    hands.reads("All patients")
    hands.click("Lock")
    sitting.unlock(hands)
    hands.reads("All patients")
    hands.click("New consultation")
    assert text(hands, "Given name") == ""


def test_from_the_recovery_key_escape_leads_back_to_the_passphrase(desk):
    histories.founded(desk.services)
    hands = desk.open()
    hands.click("Use the recovery key")
    hands.type("Recovery key", "ABCD")
    hands.key(Qt.Key.Key_Escape)
    hands.reads("Patients’ details on this device are encrypted.")
    hands.key(Qt.Key.Key_Escape)
    hands.reads("Patients’ details on this device are encrypted.")


def test_a_restore_is_left_until_it_is_under_way(desk):
    hands = desk.open()
    hands.click("Restore from a backup")
    page = desk.app.stage.page("restore")
    page.set_busy(busy=True)
    page.leave()
    hands.reads("Restore from a backup")
    assert desk.app.stage.shown is page
    page.set_busy(busy=False)
    page.leave()
    hands.reads("Set up Consult")
