import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from consult_app.ui import theme
from consult_app.ui.dressing import Dressing


class Line(QLabel):
    dressed = 0

    def changeEvent(self, event):
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.dressed += 1


@pytest.fixture
def lines(qtbot):
    """A window in which the first of many lines are in sight."""
    area, content = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    column = QVBoxLayout(content)
    made = [Line(str(number)) for number in range(200)]
    for each in made:
        column.addWidget(each)
    area.setWidget(content)
    area.resize(200, 300)
    area.show()
    qtbot.waitExposed(area)
    QApplication.processEvents()
    for each in made:
        each.dressed = 0
    yield made
    theme.apply(QApplication.instance())


def test_what_is_in_sight_is_dressed_at_once_and_everything_once(qapp, qtbot, lines):
    dressing = Dressing(lines[0].window())
    dressing.dress(qapp, "dark", 1.0)
    assert lines[0].dressed == 1
    assert lines[-1].dressed == 0
    qtbot.waitUntil(lambda: {each.dressed for each in lines} == {1})


def test_the_window_is_painted_in_the_next_turn(qapp, qtbot, lines):
    window = lines[0].window()
    Dressing(window).dress(qapp, "dark", 1.0)
    assert not window.updatesEnabled()
    qtbot.waitUntil(window.updatesEnabled)
    assert window.grab().toImage().pixelColor(2, 2) == QColor(theme.tokens().page)


def test_pages_that_are_let_go_are_deleted_in_the_turns_after_and_not_dressed(qapp, qtbot, lines):
    dressing, pages = Dressing(lines[0].window()), [QWidget() for _ in range(3)]
    dressing.let_go(pages)
    dressing.dress(qapp, "dark", 1.0)
    assert [isValid(each) for each in pages] == [True, True, True]
    qtbot.waitUntil(lambda: not any(map(isValid, pages)) and lines[-1].dressed == 1)


def test_a_second_change_takes_the_place_of_the_first(qapp, qtbot, lines):
    dressing = Dressing(lines[0].window())
    dressing.dress(qapp, "dark", 1.0)
    dressing.dress(qapp, "contrast", 1.3)
    qtbot.waitUntil(lambda: lines[-1].dressed == 1)
    assert theme.tokens().name == "contrast"
    assert lines[0].dressed == 2
