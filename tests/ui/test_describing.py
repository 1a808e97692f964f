"""What a control is said to do. That each one of every page has such words is heard in the real process."""

import pytest
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from consult_app.ui import describing
from consult_app.ui.describing import Describing, describe
from consult_app.ui.widgets.button import Button
from tests.helpers import histories
from tests.helpers.desk import Desk


@pytest.fixture
def part(qtbot):
    """A part of a page that is called so, with a control in it."""

    def hold(control, name="Allergies", does=""):
        made = QWidget()
        qtbot.addWidget(made)
        made.setAccessibleName(name)
        made.setAccessibleDescription(does)
        QVBoxLayout(made).addWidget(control)
        return made

    return hold


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (QRadioButton, "In: Allergies. One of 1 answers."),
        (QCheckBox, "In: Allergies. Can be ticked."),
        (QLineEdit, "In: Allergies. For text on one line."),
        (QPlainTextEdit, "In: Allergies. For text on several lines."),
        (QListView, "In: Allergies. The arrow keys move, Enter opens."),
        (Button, "In: Allergies."),
    ],
)
def test_what_a_control_does_follows_from_what_it_is_and_where_it_stands(part, kind, words):
    control = kind()
    held = part(control)
    describe(control)
    assert control.accessibleDescription() == words
    held.setAccessibleDescription("Ask again.")
    describe(control)
    assert control.accessibleDescription() == words.replace("In: Allergies.", "Ask again.")


def test_several_boxes_are_ticked_and_a_placeholder_says_what_to_type(part):
    boxes, line = (QCheckBox(), QCheckBox()), QLineEdit()
    held = part(boxes[0])
    for each in (boxes[1], line):
        held.layout().addWidget(each)
    line.setPlaceholderText("As in 12 Mar 1984")
    describe(boxes[0])
    describe(line)
    assert boxes[0].accessibleDescription().endswith("One of 2; more than one can be chosen.")
    assert line.accessibleDescription().endswith("As in 12 Mar 1984")


def test_words_of_its_own_and_a_tip_that_says_more_come_first(part):
    own, tip, named = Button("Seal"), Button("Save"), Button(icon_name="lock", name="Lock")
    held = part(own, name="Save the allergies")
    for each in (tip, named):
        held.layout().addWidget(each)
    own.setAccessibleDescription("Makes it final.")
    tip.setToolTip("Keeps it.")
    for each in (own, tip, named):
        describe(each)
    assert [each.accessibleDescription() for each in (own, tip, named)] == [
        *("Makes it final.", "Keeps it.", "In: Save the allergies."),
    ]


def test_where_nothing_around_has_a_name_the_window_has_one(part):
    control = Button("Seal")
    held = part(control, name="")
    held.setWindowTitle("Consult")
    describe(control)
    assert control.accessibleDescription() == "In: Consult."


def test_what_gets_the_keyboard_is_described_at_once_and_the_rest_only_where_somebody_hears(
    part, qtbot, monkeypatch
):
    first, second = QLineEdit(), QLineEdit()
    held = part(first)
    held.layout().addWidget(second)
    watch = Describing(held)
    with qtbot.waitExposed(held):
        held.show()
    held.activateWindow()
    first.setFocus()
    qtbot.waitUntil(lambda: first.accessibleDescription() != "")
    assert second.accessibleDescription() == ""
    assert not watch._settling.isActive()
    monkeypatch.setattr(describing.QAccessible, "isActive", lambda: True)
    watch.hear()
    qtbot.waitUntil(lambda: second.accessibleDescription() != "")


def test_what_has_the_keyboard_is_described_anew_when_the_page_around_it_changes(part, qtbot):
    control = QLineEdit()
    held = part(control, does="Answered by the patient.")
    watch = Describing(held)
    with qtbot.waitExposed(held):
        held.show()
    held.activateWindow()
    control.setFocus()
    qtbot.waitUntil(lambda: control.accessibleDescription().startswith("Answered by the patient."))
    held.setAccessibleDescription("Ask again.")
    watch.hear()
    assert control.accessibleDescription() == "Ask again. For text on one line."


def test_a_page_that_comes_while_the_window_has_no_keyboard_is_described_too(qapp, tmp_path, monkeypatch):
    desk = Desk(tmp_path / "vault")
    histories.founded(desk.services)
    desk.unlocked()
    watch = desk.app._describing
    monkeypatch.setattr(describing.QAccessible, "isActive", lambda: True)
    watch._settling.stop()
    desk.app.stage.show("start")
    assert watch._settling.isActive()
    # So is what comes to a page later, such as the pages that are laid out for reading.
    watch._settling.stop()
    desk.app.stage.ask("begin_search")
    assert watch._settling.isActive()
    monkeypatch.undo()
    desk.close()
