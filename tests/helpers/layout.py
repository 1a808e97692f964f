"""Faults of a layout that a person would see: words cut off, things on top of each other, things outside."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from consult_app.ui.widgets.banner import Banner
from consult_app.ui.widgets.finding_head import FindingHead
from consult_app.ui.widgets.findings_panel import FindingsPanel
from consult_app.ui.widgets.option_heads import OptionHeads
from consult_app.ui.widgets.option_names import OptionNames
from consult_app.ui.widgets.unlock_sheet import UnlockSheet
from consult_app.ui.widgets.veil import Veil
from tests.helpers.painted_words import Words, heard_words

OVERLAYS: tuple[type[QWidget], ...] = (
    Banner,
    Veil,
    FindingsPanel,
    FindingHead,
    OptionNames,
    UnlockSheet,
)
"""What lies above a page, or like a pane of glass above words of a card or columns of a table, on purpose."""
_SLACK = 2
"""Pixels by which a font's line may stand out: the letters themselves are lower than their line."""
_AT_A_GLANCE, _ONE_WORD = 12, 90
"""Letters of what must be seen whole, and of the longest word: a digest."""


def layout_faults(root: QWidget) -> list[str]:
    """Name every fault in a window or dialog that is shown, also in what would have to be scrolled to."""
    found = {*_painted_faults(root)}
    for each in (root, *_visible(root)):
        found.update(_label_faults(each), _field_faults(each), _place_faults(each), _overlap_faults(each))
    return sorted(found)


def _visible(root: QWidget) -> Iterator[QWidget]:
    """Give all that is shown and is our own: not the insides of stock widgets."""
    for each in root.findChildren(QWidget):
        if each.isVisible() and each.window() is root.window() and not _inside_stock(each):
            yield each


def _inside_stock(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return (
        isinstance(widget, QScrollBar)
        or widget.objectName().startswith("qt_")
        or isinstance(parent, QLineEdit | QPlainTextEdit | QAbstractItemView)
    )


def _painted_faults(root: QWidget) -> Iterator[str]:
    scrolled = [area.widget() for area in root.findChildren(QScrollArea) if area.isVisible()]
    for part in (root, *(each for each in scrolled if each is not None)):
        with heard_words() as heard:
            part.grab()
        by_widget: dict[int, list[Words]] = {}
        for words in heard:
            yield from _words_faults(words)
            by_widget.setdefault(id(words.widget), []).append(words)
        for those in by_widget.values():
            for one, other in combinations(those, 2):
                if one.text != other.text and _letters(one.area).intersects(_letters(other.area)):
                    yield f"{_name(one.widget)}: “{_short(one.text)}” runs into “{_short(other.text)}”"


def _words_faults(words: Words) -> Iterator[str]:
    said = f"{_name(words.widget)}: “{_short(words.text)}”"
    if words.cut:
        yield f"{said} is cut or broken"
    if words.area.width() > words.room.width() + _SLACK or words.area.height() > words.room.height() + _SLACK:
        yield f"{said} needs {_size(words.area)}, has {_size(words.room)}"
    if isinstance(words.widget, OptionHeads) or isinstance(words.widget.parentWidget(), QAbstractScrollArea):
        return  # what is scrolled may show half a line, and heads follow what is below them
    if not words.widget.rect().adjusted(0, -_SLACK, 1, _SLACK).contains(words.area):
        yield f"{said} stands outside its widget: {_rect(words.area)} in {_size(words.widget.rect())}"
    for child in _children(words.widget):
        if not isinstance(child, OVERLAYS) and _letters(words.area).intersects(child.geometry()):
            yield f"{said} is under {_name(child)}"


def _children(widget: QWidget) -> list[QWidget]:
    return [each for each in widget.children() if isinstance(each, QWidget) and each.isVisible()]


def _label_faults(widget: QWidget) -> Iterator[str]:
    """Look at labels that Qt itself paints."""
    if (
        not isinstance(widget, QLabel)
        or not widget.text()
        or type(widget).paintEvent is not QLabel.paintEvent
    ):
        return
    metrics, room = QFontMetrics(widget.font()), widget.contentsRect()
    said = f"{_name(widget)}: “{_short(widget.text())}”"
    widest = widget.text().splitlines() if not widget.wordWrap() else widget.text().split()
    wide = max((metrics.horizontalAdvance(each) for each in widest if len(each) < 90), default=0)
    high = widget.heightForWidth(widget.width()) if widget.wordWrap() else metrics.height()
    if wide > room.width() + _SLACK or high > widget.height() + _SLACK:
        yield f"{said} needs {wide}x{high}, has {_size(room)}"


def _field_faults(widget: QWidget) -> Iterator[str]:
    """Look at the hint in an empty field, and at what is short enough to be read at a glance."""
    if isinstance(widget, QLineEdit):
        option = QStyleOptionFrame()
        widget.initStyleOption(option)
        inside = widget.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, widget)
        room = inside.size().shrunkBy(widget.textMargins()) - QSize(4, 0)
        glance = widget.text() if len(widget.text()) <= _AT_A_GLANCE else ""
        words = max(widget.placeholderText(), glance, key=len) or " "
        need = QFontMetrics(widget.font()).size(0, words)
    elif isinstance(widget, QPlainTextEdit):
        words = widget.placeholderText()
        room = widget.viewport().size() - QSize(8, 8)
        rect = QRect(QPoint(), QSize(room.width(), 10000))
        need = QFontMetrics(widget.font()).boundingRect(rect, Qt.TextFlag.TextWordWrap, words).size()
    else:
        return
    if need.width() > room.width() + _SLACK or need.height() > room.height() + _SLACK:
        sizes = f"{need.width()}x{need.height()}, has {room.width()}x{room.height()}"
        yield f"{_name(widget)}: “{_short(words)}” needs {sizes}"


def _place_faults(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow():
        return
    if widget.width() < 1 or widget.height() < 1:
        if widget.focusPolicy():
            yield f"{_name(widget)} has no room at all"
        return
    area = parent.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
        aside = area.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if widget.width() > parent.width() and not (aside and area.horizontalScrollBar().maximum()):
            yield f"{_name(widget)} is {widget.width()} wide in {parent.width()}"
    elif not parent.rect().contains(widget.geometry()):
        yield f"{_name(widget)} stands outside: {_rect(widget.geometry())} in {_size(parent.rect())}"


def _overlap_faults(widget: QWidget) -> Iterator[str]:
    children = [
        each
        for each in _children(widget)
        if not (isinstance(each, OVERLAYS) or each.isWindow() or _inside_stock(each))
    ]
    for one, other in combinations(children, 2):
        if one.geometry().intersects(other.geometry()):
            for (first, area), (second, elsewhere) in product(_solid(one, widget), _solid(other, widget)):
                if area.intersects(elsewhere):
                    yield f"{_name(first)} overlaps {_name(second)}"


def _solid(widget: QWidget, above: QWidget) -> Iterator[tuple[QWidget, QRect]]:
    """Give the parts of a widget that paint something: what only holds others is in nobody's way."""
    inside = _children(widget)
    if inside and type(widget).paintEvent is QWidget.paintEvent:
        for each in inside:
            yield from _solid(each, above)
    else:
        yield widget, QRect(widget.mapTo(above, QPoint()), widget.size())


def _letters(line: QRect) -> QRect:
    """Leave the air above and below the letters out."""
    return line.adjusted(1, _SLACK + 1, -1, -_SLACK - 1)


def _name(widget: QWidget) -> str:
    said = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{type(widget).__name__}({_short(said)})" if said else type(widget).__name__


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:38]}…"


def _size(rect: QRect) -> str:
    return f"{rect.width()}x{rect.height()}"


def _rect(rect: QRect) -> str:
    return f"{rect.x()},{rect.y()} {_size(rect)}"
