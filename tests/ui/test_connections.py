"""What a page asks for arrives where it is done: the real window, the real vault."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit, QPushButton, QRadioButton

from consult_app.domain.questionnaire import Step
from consult_app.ui import printing
from consult_app.ui.dialogs.crash_dialog import CrashDialog
from consult_app.ui.pages.recovery_page import RecoveryPage
from tests.helpers.pdf_text import poppler_text
from tests.helpers.screens import named, shown, words_on
from tests.helpers.window import PASSPHRASE, Walk, quick_services, until


@pytest.fixture
def walk(qapp, tmp_path):
    made = Walk(quick_services(tmp_path / "vault"))
    made.found()
    yield made
    made.close()


def test_the_recovery_key_goes_to_the_printer(walk, monkeypatch):
    monkeypatch.setattr(printing, "printers", tuple)
    walk.app.window.show()
    walk.controller.door.founded.emit("K7QM-2XRD")
    page = walk.app.window.findChild(RecoveryPage)
    named(page, QPushButton, "Print").click()
    until(lambda: "The recovery key was not printed" in words_on(page))


def test_the_sheet_with_the_recovery_key_is_saved(walk, monkeypatch, tmp_path):
    monkeypatch.setattr(printing, "printers", tuple)
    target = tmp_path / "key.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    walk.app.window.show()
    walk.controller.door.founded.emit("K7QM-2XRD")
    named(walk.app.window.findChild(RecoveryPage), QPushButton, "Save as PDF").click()
    until(target.exists)
    assert "K 7 Q M" in poppler_text(target.read_bytes())


def test_where_no_pack_has_words_for_that_sheet_the_key_is_written_down(walk, monkeypatch):
    monkeypatch.setattr(printing, "printers", tuple)
    monkeypatch.setattr(type(walk.controller._services.library), "packs", lambda _: ())
    walk.app.window.show()
    walk.controller.door.founded.emit("K7QM-2XRD")
    page = walk.app.window.findChild(RecoveryPage)
    named(page, QPushButton, "Save as PDF").click()
    until(lambda: "The sheet with the key could not be made" in words_on(page))


def test_a_decision_about_an_option_is_taken_back(walk):
    walk.begin()
    walk.controller.consultation.go_to(Step.OPTIONS)
    page = walk.app.window.page(Step.OPTIONS)
    _, before = walk.seen["changed"]
    chosen = named(page, QRadioButton, f"{before.options[0].name} Chosen")
    chosen.click()
    assert walk.seen["changed"][1].chosen
    chosen.click()
    assert walk.seen["changed"][1] == before
    assert not chosen.isChecked()


def test_after_a_bug_the_program_closes_with_what_was_typed_last(walk, qtbot, tmp_path):
    walk.begin()
    walk.app.window.show()
    box = shown(walk.app.window.page(Step.MATTERS), QPlainTextEdit)[0]
    qtbot.keyClicks(box, "Less tired")
    walk.app.report_bug(ZeroDivisionError, ZeroDivisionError())
    [dialog] = walk.app.window.findChildren(CrashDialog)
    QTimer.singleShot(0, named(dialog, QPushButton, "Close Consult").click)
    QApplication.exec()
    assert not walk.app.window.isVisible()
    walk.app.close()
    vault = quick_services(tmp_path / "vault").vaults.unlock(PASSPHRASE)
    [line] = vault.consultations()
    assert "Less tired" in vault.open(line.id).answers.values()
    vault.close()
