"""Whoever presses twice, or holds Enter down, gets once what they asked for."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QDialog

from consult_app.domain.consultation import Draft
from consult_app.ui import printing
from consult_app.ui.dialogs.print_sheet import PrintSheet
from tests.helpers import histories
from tests.helpers.desk import Desk
from tests.helpers.window import PASSPHRASE, until


@pytest.fixture
def desk(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "printers", lambda: ("Office",))
    desk = Desk(tmp_path / "vault")
    yield desk
    desk.close()


def twice(hands, name):
    """Press a button twice before the program can answer."""
    button = hands.find(QAbstractButton, name)
    until(button.isEnabled)
    for _ in range(2):
        button.click()


def kept(desk):
    """Give every state in the vault, newest first, once the program is closed."""
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    states = [vault.open(each.id) for each in vault.consultations()]
    vault.close()
    return states


def test_one_sample_patient_is_begun_from_the_empty_list(desk):
    histories.founded(desk.services)
    hands = desk.unlocked()
    hands.reads("No consultations yet")
    twice(hands, "Try it with a sample patient")
    until(lambda: "changed" in desk.heard)
    [state] = kept(desk)
    assert state.sample


def test_one_next_session_is_begun(desk):
    histories.consented(desk.services)
    hands = desk.unlocked()
    hands.open_patient(0)
    twice(hands, "Next session: Mesotherapy, session 2")
    until(lambda: "changed" in desk.heard)
    assert sum(isinstance(each, Draft) for each in kept(desk)) == 1


def test_one_withdrawal_is_begun(desk):
    histories.consented(desk.services)
    hands = desk.unlocked()
    hands.open_row(0)
    twice(hands, "Consent is taken back")
    until(lambda: "changed" in desk.heard)
    assert sum(isinstance(each, Draft) for each in kept(desk)) == 1


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
