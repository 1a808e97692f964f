"""The stock widgets that do not paint themselves, in the colours of the look in force."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionSlider,
    QVBoxLayout,
    QWidget,
)

from consult_app.ui import theme
from consult_app.ui.tokens import LOOKS, Tone
from consult_app.ui.widgets.settled_text import SettledText

BAR = QStyle.ComplexControl.CC_ScrollBar


@pytest.fixture
def shown(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    other = QLineEdit()
    column.addWidget(other)

    def show(widget):
        column.addWidget(widget)
        holder.resize(400, 300)
        holder.show()
        holder.activateWindow()
        qtbot.waitUntil(holder.isActiveWindow)
        other.setFocus()
        return widget

    return show


def edge(field):
    """The colour in the middle of the upper edge."""
    return field.grab().toImage().pixelColor(field.width() // 2, 0)


def ground(field):
    return field.grab().toImage().pixelColor(field.width() - 6, field.height() // 2)


@pytest.mark.parametrize("kind", [QLineEdit, lambda: SettledText("", "Words")], ids=["line", "box"])
@pytest.mark.parametrize("look", LOOKS)
def test_the_edge_of_a_field_says_how_it_stands(qapp, shown, kind, look):
    theme.apply(qapp, look)
    field, colours = shown(kind()), theme.tokens()
    assert (edge(field), ground(field)) == (QColor(colours.border), QColor(colours.surface))
    field.setFocus()
    assert edge(field) == QColor(colours.focus)
    field.clearFocus()
    field.setProperty("refused", True)
    assert edge(field) == QColor(colours.shade(Tone.STOP).ink)
    field.setEnabled(False)
    assert ground(field) == QColor(colours.sunken)


def test_the_mouse_over_a_field_is_seen(shown, qtbot):
    field = shown(QLineEdit())
    qtbot.mouseMove(field.window(), QPoint(2, 2))
    qtbot.mouseMove(field)
    qtbot.waitUntil(lambda: edge(field) == QColor(theme.tokens().faint))


def test_words_stand_apart_from_the_ends_of_a_field(shown):
    line, box = shown(QLineEdit()), shown(SettledText("", "Words"))
    assert line.cursorRect().center().x() >= 13
    assert box.viewport().geometry().left() >= 9
    assert line.sizeHint().width() > 28
    assert isinstance(box, QPlainTextEdit)


def test_a_scrolled_area_has_no_frame(shown):
    area = shown(QScrollArea())
    assert area.viewport().geometry() == area.rect()


@pytest.fixture
def bar(qtbot):
    made = QScrollBar(Qt.Orientation.Vertical)
    qtbot.addWidget(made)
    made.setRange(0, 300)
    made.setPageStep(100)
    made.resize(14, 206)
    made.show()
    return made


def part(bar, which):
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    return QApplication.style().subControlRect(BAR, option, which, bar)


def handle(bar):
    return part(bar, QStyle.SubControl.SC_ScrollBarSlider)


def test_the_handle_is_as_long_as_what_is_seen_of_the_whole(bar):
    assert (handle(bar).top(), handle(bar).width(), handle(bar).height()) == (3, 8, 50)
    bar.setValue(300)
    assert handle(bar).bottom() == 202
    bar.setRange(0, 100_000)
    assert handle(bar).height() == 44
    bar.setRange(0, 0)
    assert handle(bar).height() == 200
    assert part(bar, QStyle.SubControl.SC_ScrollBarAddLine).isEmpty()


def test_the_handle_is_dragged_and_the_groove_turns_pages(bar, qtbot):
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(bar, left, pos=QPoint(6, 21))
    qtbot.mouseMove(bar, QPoint(6, 96))
    qtbot.mouseRelease(bar, left, pos=QPoint(6, 96))
    assert bar.value() == 150
    qtbot.mouseClick(bar, left, pos=QPoint(6, 190))
    assert bar.value() == 250
    qtbot.mouseClick(bar, left, pos=QPoint(6, 5))
    assert bar.value() == 150


def test_the_handle_has_the_colour_of_borders(bar):
    seen = bar.grab().toImage().pixelColor(handle(bar).center())
    assert seen == QColor(theme.tokens().border)


def test_a_bar_that_lies_goes_the_way_of_the_language(bar):
    bar.setOrientation(Qt.Orientation.Horizontal)
    bar.resize(QSize(206, 14))
    assert handle(bar).left() == 3
    bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert handle(bar).right() == 202
