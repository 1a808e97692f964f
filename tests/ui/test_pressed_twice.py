"""Whoever presses twice, or holds Enter down, gets once what they asked for."""

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog

from consult_app.domain.consultation import Consented, Draft, Sealed
from consult_app.domain.questionnaire import Step
from consult_app.ui.dialogs.print_sheet import PrintSheet
from consult_app.ui.widgets.signature_pad import SignaturePad
from tests.helpers import histories
from tests.helpers.hands import Hands, bring_into_view
from tests.helpers.pointers import Pen
from tests.helpers.window import PASSPHRASE, until

pytestmark = pytest.mark.usefixtures("office")


def twice(hands, name):
    """Press a button twice before the program can answer."""
    button = hands.find(QAbstractButton, name)
    until(button.isEnabled)
    for _ in range(2):
        button.click()


def test_one_sample_patient_is_begun_from_the_empty_list(desk):
    histories.founded(desk.services)
    hands = desk.unlocked()
    hands.reads("No consultations yet")
    twice(hands, "Try it with a sample patient")
    until(lambda: "changed" in desk.heard)
    [state] = desk.states()
    assert state.sample


@pytest.mark.parametrize(
    ("begin", "open_it"),
    [("Next session: Mesotherapy, session 2", Hands.open_patient), ("Consent is taken back", Hands.open_row)],
)
def test_one_document_that_follows_is_begun(desk, begin, open_it):
    histories.consented(desk.services)
    hands = desk.unlocked()
    open_it(hands, 0)
    twice(hands, begin)
    until(lambda: "changed" in desk.heard)
    assert sum(isinstance(each, Draft) for each in desk.states()) == 1


def test_one_print_is_asked_for(desk):
    histories.consented(desk.services)
    hands = desk.unlocked()
    hands.open_row(0)
    until(lambda: "sealed" in desk.heard)
    twice(hands, "Print: Signed document")
    until(lambda: bool(hands.all(QDialog)))
    assert len(desk.app.window.findChildren(PrintSheet)) == 1


def test_a_print_that_was_left_behind_can_be_asked_for_again(desk):
    histories.consented(desk.services)
    hands = desk.unlocked()
    hands.open_row(0)
    until(lambda: "sealed" in desk.heard)
    hands.find(QAbstractButton, "Print: Signed document").click()
    desk.app.controller.list_consultations()
    hands.reads("All patients")
    assert hands.all(QDialog) == []
    hands.open_row(0)
    hands.click("Print: Signed document")
    until(lambda: bool(hands.all(QDialog)))


def acts(desk):
    """Count what the log says was done, by act, once the program is closed."""
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    counted = Counter(each.action for each in vault.entries(0, 500))
    vault.close()
    return counted


def read_back(desk, hands):
    """Tick that name and birth date were read back, once the pages are there."""
    until(lambda: "pages_laid" in desk.heard)
    ticks = [each for each in hands.all(QAbstractButton) if each.text().startswith("Right patient: ")]
    hands.press(ticks[0])


def test_a_document_is_frozen_once(desk):
    histories.refused(desk.services)
    hands = desk.opened()
    hands.go_to(Step.SIGN)
    twice(hands, "Freeze for signing")
    hands.reads("Signature 1 of 2")
    assert acts(desk)["reviewed"] == 1


def test_a_second_press_on_sign_signs_for_nobody_else(desk):
    histories.reviewed(desk.services)
    hands = desk.opened()
    read_back(desk, hands)
    [pad] = hands.all(SignaturePad)
    until(pad.isEnabled)
    bring_into_view(pad)
    Pen(pad).stroke([(60, 60), (120, 90), (180, 50)])
    twice(hands, "Sign")
    hands.reads("Signature 2 of 2")
    [state] = desk.states()
    assert len(state.signatures) == 1


def test_a_document_is_sealed_once(desk):
    histories.signed(desk.services)
    hands = desk.opened()
    hands.type("Your passphrase", PASSPHRASE)
    twice(hands, "Seal and store")
    until(lambda: "sealed" in desk.heard)
    assert acts(desk)["seal"] == 1


def test_enter_held_down_seals_once_and_does_nothing_with_what_comes_next(desk):
    histories.signed(desk.services)
    hands = desk.opened()
    hands.type("Your passphrase", PASSPHRASE)
    field = hands.fields("Your passphrase")[0]
    for repeated in (False, *(True,) * 30):
        QTest.qWait(5)
        at = QApplication.focusWidget() or field
        key = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=repeated
        )
        QApplication.sendEvent(at, key)
    until(lambda: "sealed" in desk.heard)
    hands.reads("Signed and sealed")
    done = acts(desk)
    assert done["seal"] == 1
    assert not [each for each in done if each.startswith(("paper", "begin amendment", "begin withdrawal"))]


def test_a_lock_in_the_middle_of_a_seal_leaves_a_record_or_the_way_to_one(desk):
    histories.signed(desk.services)
    hands = desk.opened()
    hands.type("Your passphrase", PASSPHRASE)
    hands.click("Seal and store")
    desk.app.controller.lock()
    hands.reads("Unlock")
    assert hands.all(QDialog) == []
    [state] = desk.states()
    assert isinstance(state, Consented | Sealed)
    hands = desk.opened()
    if isinstance(state, Consented):
        hands.type("Your passphrase", PASSPHRASE)
        hands.click("Seal and store")
    hands.reads("Signed and sealed")
    assert acts(desk)["seal"] == 1
