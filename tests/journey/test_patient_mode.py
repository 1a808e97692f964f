"""Handing the screen over and taking it back, with the real vault and passphrase."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from consult_app.domain.consultation import Origin
from consult_app.domain.questionnaire import Step
from consult_app.ui.widgets import hold_button
from tests.helpers import histories
from tests.helpers.hands import Hands
from tests.helpers.window import PASSPHRASE, until


def test_what_the_patient_answered_alone_is_in_the_vault_as_the_patients(desk, monkeypatch):
    monkeypatch.setattr(hold_button, "HOLD_MS", 60)
    histories.begun(desk.services)
    room = desk.opened()
    room.go_to(Step.HISTORY)
    room.click("Show to patient")
    room.dialog().click("Hand over")
    handing = desk.app.handing
    until(lambda: handing.window is not None)
    window = handing.window
    window.resize(1366, 768)
    patient = Hands(window)
    patient.click("Are you pregnant, or could you be? No")
    patient.click("Next")
    patient.click("Are you trying to get pregnant? No")
    assert not desk.app.window.isVisible()

    def asked_for():
        if not window._lock._hold.isActive():
            window._lock.setFocus()
            QTest.keyPress(window._lock, Qt.Key.Key_Space)
        return window._unlock.isVisible()

    until(asked_for)
    QTest.keyRelease(window._lock, Qt.Key.Key_Space)
    for tried in (PASSPHRASE.upper(), PASSPHRASE):
        patient.type("Passphrase", tried)
        patient.click("Unlock")
        until(window._unlock._unlock.isEnabled if tried is not PASSPHRASE else desk.app.window.isVisible)
    room.reads("Medical history", "Answered by the patient")
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    [line] = vault.consultations()
    kept = vault.open(line.id)
    assert kept.answers == {"q-preg": False, "q-preg-trying": False}
    assert kept.origins == {"q-preg": Origin.PATIENT, "q-preg-trying": Origin.PATIENT}
    vault.close()
