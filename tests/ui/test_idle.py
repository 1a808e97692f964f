"""Nobody there: a warning, then the door, whatever stood open; the work is kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from consult_app.ui.idle import IdleWatch
from consult_app.ui.widgets.toast import Toast
from tests.helpers import histories
from tests.helpers.signals import told
from tests.helpers.window import PASSPHRASE, until

WORDS = "Locking in 30 s – press any key to stay"
WHY = "Why are you thinking about this treatment now?"


def toasts(desk):
    return [each for each in desk.app.window.findChildren(Toast) if each.isVisible()]


def test_it_warns_before_it_is_idle_and_tells_when_somebody_is_back(qtbot, desk):
    hands = desk.open()
    hands.window.activateWindow()
    qtbot.waitUntil(hands.window.isActiveWindow)
    watch = IdleWatch(limit_ms=60_000, warning_ms=59_900)
    nearing, used = told(watch.nearing), told(watch.used)
    watch.watch()
    qtbot.waitUntil(lambda: nearing == [(59,)])
    for _ in range(2):
        QTest.keyClick(hands.window.windowHandle(), Qt.Key.Key_Shift)
        assert used == [()]
    qtbot.waitUntil(lambda: len(nearing) == 2)
    idle = told(IdleWatch(limit_ms=0, parent=watch).idle)
    qtbot.waitUntil(lambda: idle == [()])


def test_what_is_typed_in_a_dialog_is_use_too(qtbot, desk):
    hands = desk.open()
    watch = IdleWatch()
    watch.watch()
    dialog = QDialog(hands.window)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    watch._timer.stop()
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Shift)
    assert watch._timer.isActive()
    dialog.close()


def test_the_warning_stands_in_the_room_until_somebody_is_there(desk):
    histories.begun(desk.services)
    hands = desk.opened()
    desk.app.idle_watch.nearing.emit(30)
    hands.reads(WORDS)
    desk.app.idle_watch.nearing.emit(30)
    assert len(toasts(desk)) == 1
    desk.app.idle_watch.used.emit()
    assert toasts(desk) == []


@pytest.mark.parametrize("key", ["Ctrl+K", "F1"])
def test_it_locks_with_a_dialog_open_and_keeps_what_was_typed(desk, key):
    histories.begun(desk.services)
    hands = desk.opened()
    hands.window.activateWindow()
    until(hands.window.isActiveWindow)
    hands.type(WHY, "For my sister's wedd")
    QTest.keySequence(QApplication.focusWidget(), key)
    dialog = hands.dialog()
    desk.app.idle_watch.nearing.emit(30)
    assert any(each.accessibleName() == WORDS for each in toasts(desk))
    desk.app.idle_watch.idle.emit()
    until(lambda: not desk.app.window.findChildren(QDialog))
    assert dialog is not None
    hands.reads("Patients’ details on this device are encrypted.")
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    assert vault.open(vault.consultations()[0].id).answers["m-why"] == "For my sister's wedd"
    vault.close()


def test_at_the_door_nobody_is_warned(desk):
    desk.open()
    until(lambda: desk.app._controller is not None)
    desk.app.idle_watch.nearing.emit(30)
    assert toasts(desk) == []


def test_a_closed_program_locks_nothing_any_more(qtbot, desk):
    desk.open()
    watch = desk.app.idle_watch
    desk.app.close()
    idle, nearing = told(watch.idle), told(watch.nearing)
    watch._timer.timeout.emit()
    watch._warning.timeout.emit()
    assert idle == nearing == []
    assert not watch._timer.isActive()


def test_a_moment_of_rest_is_told_once_and_again_after_the_next_use(qtbot, desk):
    hands = desk.open()
    watch = IdleWatch()
    hands.window.windowHandle().installEventFilter(watch)
    watch._rest.setInterval(0)
    rests = told(watch.resting)
    for count in (1, 2):
        QTest.keyClick(hands.window.windowHandle(), Qt.Key.Key_Shift)
        qtbot.waitUntil(lambda count=count: len(rests) == count)
        assert not watch._rest.isActive()
    watch.stop()
    assert not watch._rest.isActive()
