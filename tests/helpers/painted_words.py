"""What words widgets paint, and in what room: heard from the painting itself, so no widget can hide any."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QWidget

from consult_app.ui.painted_text import PaintedText

_WITH_RECT = 6
"""How much drawText is given where the room is four numbers."""
_LONGEST_WORD = 24
"""What is longer is a fingerprint or a key, which may be broken anywhere."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words painted on a widget: where they stand, the room given to them, and whether they were cut."""

    widget: QWidget
    text: str
    area: QRect
    room: QRect
    cut: bool


@contextmanager
def heard_words() -> Iterator[list[Words]]:
    """Hear every word that is painted by Python while this lasts."""
    heard: list[Words] = []
    cut: set[str] = set()
    draw_text, draw, elide = QPainter.drawText, PaintedText.draw, QFontMetrics.elidedText

    def hear_text(painter: QPainter, *given: Any) -> Any:
        if words := _drawn(painter, given, cut):
            heard.append(words)
        return draw_text(painter, *given)

    def hear_paragraph(text: PaintedText, painter: QPainter, *given: Any) -> int:
        widget, (x, y, width, _) = painter.device(), given
        if isinstance(widget, QWidget) and text.text:
            heard.append(_laid(text, widget, painter.transform().map(QPoint(x, y)), width))
        return draw(text, painter, *given)

    def hear_elision(metrics: QFontMetrics, text: str, *given: Any) -> str:
        shown = elide(metrics, text, *given)
        if shown != text:
            cut.add(shown)
        return shown

    QPainter.drawText = hear_text  # type: ignore[method-assign, assignment]
    PaintedText.draw = hear_paragraph  # type: ignore[method-assign, assignment]
    QFontMetrics.elidedText = hear_elision  # type: ignore[method-assign, assignment]
    try:
        yield heard
    finally:
        QPainter.drawText = draw_text  # type: ignore[method-assign]
        PaintedText.draw = draw  # type: ignore[method-assign]
        QFontMetrics.elidedText = elide  # type: ignore[method-assign]


def _drawn(painter: QPainter, given: tuple[Any, ...], cut: set[str]) -> Words | None:
    """Measure what one call of drawText puts where."""
    widget, text = painter.device(), next((each for each in given if isinstance(each, str)), "")
    if not isinstance(widget, QWidget) or not text:
        return None
    metrics = QFontMetrics(painter.font())
    if isinstance(given[0], QRect | QRectF):
        room = QRect(given[0]) if isinstance(given[0], QRect) else given[0].toRect()
        area = metrics.boundingRect(room, int(Qt.AlignmentFlag(given[1])), text)
    elif len(given) == _WITH_RECT:
        room = QRect(*given[:4])
        area = metrics.boundingRect(room, int(Qt.AlignmentFlag(given[4])), text)
    else:
        at = given[0].toPoint() if isinstance(given[0], QPointF) else QPoint(*given[:2])
        room = area = metrics.boundingRect(text).translated(at)
    place = painter.transform()
    return Words(widget, text, place.mapRect(area), place.mapRect(room), text in cut)


def _laid(text: PaintedText, widget: QWidget, at: QPoint, width: int) -> Words:
    """Measure a paragraph as it is laid out at a width."""
    layout, height = text._at(width)
    lines = [layout.lineAt(i) for i in range(layout.lineCount())]
    widest = max((round(line.naturalTextWidth()) for line in lines), default=0)
    area = QRect(at.x(), at.y(), widest, height)
    return Words(widget, text.text, area, QRect(at.x(), at.y(), width, height), _broken(layout))


def _broken(layout: QTextLayout) -> bool:
    """Whether a word of usual length was broken in the middle, because the room is narrower than it."""
    text = layout.text()
    lines = [layout.lineAt(i) for i in range(layout.lineCount() - 1)]
    ends = [line.textStart() + line.textLength() for line in lines]
    return any(
        text[end - 1].isalnum()
        and text[end].isalnum()
        and len(text[:end].split()[-1] + text[end:].split()[0]) < _LONGEST_WORD
        for end in ends
    )
