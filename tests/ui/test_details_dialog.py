"""Correcting what documents say about practice and clinician."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from consult_app.domain.consultation import Clinician, Practice
from consult_app.ui.dialogs.details_dialog import DetailsDialog
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.tick_box import TickBox

PRACTICE = Practice("Skin Practice Lindn", "1 Linden Row", "555 0100")
CLINICIAN = Clinician("c-1", "Dr A. Osei", "Dermatologist", "R-77")


@pytest.fixture
def dialog(qtbot):
    shown = DetailsDialog(PRACTICE, CLINICIAN, ("US", "UK"))
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def button(dialog, words):
    return next(each for each in dialog.findChildren(Button) if each.text() == words)


def test_it_shows_what_is_kept(dialog):
    texts = {each.text() for each in dialog.findChildren(QLineEdit)}
    assert texts == {PRACTICE.name, PRACTICE.address, PRACTICE.phone, "Dr A. Osei", "Dermatologist", "R-77"}


def test_what_is_corrected_is_told_with_the_same_clinician(dialog, qtbot):
    dialog._fields.practice.set_text("Skin Practice Linden ")
    with qtbot.waitSignal(dialog.details_changed) as told:
        qtbot.mouseClick(button(dialog, "Save"), Qt.MouseButton.LeftButton)
    assert told.args == [Practice("Skin Practice Linden", "1 Linden Row", "555 0100"), CLINICIAN]
    assert not dialog.isVisible()


def test_nothing_is_told_while_something_that_documents_carry_is_lacking(dialog, qtbot):
    dialog._fields.phone.set_text(" ")
    with qtbot.assertNotEmitted(dialog.details_changed):
        qtbot.mouseClick(button(dialog, "Save"), Qt.MouseButton.LeftButton)
    assert dialog.isVisible()


def test_law_and_rule_are_told_with_the_practice(dialog, qtbot):
    uk = next(each for each in dialog.findChildren(QAbstractButton) if each.text() == "UK")
    qtbot.mouseClick(uk, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.findChild(TickBox), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.details_changed) as told:
        qtbot.mouseClick(button(dialog, "Save"), Qt.MouseButton.LeftButton)
    practice, _ = told.args
    assert (practice.jurisdiction, practice.approved_only) == ("UK", True)


def test_cancelling_changes_nothing(dialog, qtbot):
    dialog._fields.phone.set_text("555 0199")
    with qtbot.assertNotEmitted(dialog.details_changed):
        qtbot.mouseClick(button(dialog, "Cancel"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
