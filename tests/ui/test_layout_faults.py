"""Whether the walk through all layouts can fail: each kind of fault, made on purpose, is named."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.widgets.banner import Banner
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.plain_label import PlainLabel
from tests.helpers.layout import layout_faults

LONG = "Nobody can read the end of this sentence"


class Painted(QWidget):
    """Paints what it is told to."""

    def __init__(self, paint, width=300, height=60):
        super().__init__()
        self._paint = paint
        self.resize(width, height)

    def paintEvent(self, _event):
        painter = QPainter(self)
        painter.setFont(theme.font(15))
        self._paint(painter)
        painter.end()


def words(text, rect, flags=Qt.AlignmentFlag.AlignLeft):
    return lambda painter: painter.drawText(QRect(*rect), flags, text)


def paragraph(text, width):
    return lambda painter: PaintedText(text, 15).draw(painter, 0, 0, width, "#000000")


def elided(painter):
    shown = QFontMetrics(painter.font()).elidedText(LONG, Qt.TextElideMode.ElideRight, 100)
    painter.drawText(QRect(0, 0, 300, 30), 0, shown)


def crowded(painter):
    painter.drawText(QRect(0, 0, 300, 30), 0, LONG)
    painter.drawText(QRect(20, 4, 280, 30), 0, "something else")


def with_child(child, *rect, size=(200, 100)):
    parent = QWidget()
    parent.resize(*size)
    child.setParent(parent)
    child.setGeometry(*rect)
    return parent


def label(text, width, height, *, wrap):
    made = PlainLabel(text, wrap=wrap)
    return with_child(made, 0, 0, width, height)


def field(kind, width):
    made = kind()
    made.setPlaceholderText(LONG)
    return with_child(made, 0, 0, width, 42)


def painted_under_a_button():
    made = Painted(words(LONG, (0, 0, 300, 30)))
    QPushButton("Button", made).setGeometry(100, 0, 100, 40)
    return made


def overlapping():
    parent = with_child(Button("One"), 0, 0, 80, 42)
    box = QWidget(parent)
    box.setGeometry(0, 0, 150, 60)
    Button("Two", parent=box).setGeometry(70, 0, 80, 42)
    return parent


def too_wide_for_its_page():
    area, content = QScrollArea(), QLabel()
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setFixedSize(400, 50)
    area.setWidget(content)
    area.resize(200, 100)
    return area


FAULTS = {
    "words wider than their room": (lambda: Painted(words(LONG, (0, 0, 100, 30))), "needs"),
    "words higher than their room": (lambda: Painted(words("Word", (0, 0, 100, 9))), "needs"),
    "words out of their widget": (lambda: Painted(words("Word", (280, 0, 100, 30))), "outside its widget"),
    "words cut with dots": (lambda: Painted(elided), "cut"),
    "words over words": (lambda: Painted(crowded), "runs into"),
    "words under a control": (painted_under_a_button, "is under"),
    "a paragraph too high": (lambda: Painted(paragraph(LONG, 80)), "outside its widget"),
    "a word broken in two": (lambda: Painted(paragraph("incomprehensible", 60), height=200), "broken"),
    "a label cut at its end": (lambda: label(LONG, 100, 30, wrap=False), "needs"),
    "a label cut below": (lambda: label(LONG, 100, 20, wrap=True), "needs"),
    "a hint too long for its line": (lambda: field(QLineEdit, 150), "needs"),
    "a hint too long for its box": (lambda: field(QPlainTextEdit, 60), "needs"),
    "a line too low for its text": (lambda: with_child(QLineEdit("12"), 0, 0, 100, 16), "needs"),
    "a control outside": (lambda: with_child(Button("One"), 150, 0, 80, 42), "stands outside"),
    "a control without room": (lambda: with_child(Button("One"), 0, 0, 80, 0), "no room"),
    "controls over each other": (overlapping, "overlaps"),
    "a page wider than its window": (too_wide_for_its_page, "wide in"),
}


@pytest.mark.parametrize(("make", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named(qtbot, make, said):
    shown = make()
    qtbot.addWidget(shown)
    shown.setMinimumSize(1, 1)
    with qtbot.waitExposed(shown):
        shown.show()
    assert any(said in each for each in layout_faults(shown)), layout_faults(shown)


def test_what_is_sound_is_left_alone(qtbot):
    shown = QWidget()
    qtbot.addWidget(shown)
    column = QVBoxLayout(shown)
    for each in (PlainLabel(LONG), Button("Continue", "primary", "arrow-right"), QLineEdit("12 Mar 1984")):
        column.addWidget(each)
    banner = Banner(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    banner.setGeometry(0, 0, shown.width(), 60)
    banner.tell("Lies above", "")
    assert layout_faults(shown) == []


def test_listening_ends_with_the_look(qtbot):
    before = QPainter.drawText, PaintedText.draw, QFontMetrics.elidedText
    shown = QWidget()
    qtbot.addWidget(shown)
    layout_faults(shown)
    assert (QPainter.drawText, PaintedText.draw, QFontMetrics.elidedText) == before
