"""Small acts of painting shared by the widgets that draw themselves."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme


def painter_on(widget: QWidget) -> QPainter:
    """Begin to paint on a widget, smoothly and in the widget's own direction of reading."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setLayoutDirection(widget.layoutDirection())
    return painter


def fill_round(painter: QPainter, rect: QRect, radius: float, ground: str, line: str = "") -> None:
    """Fill a rounded rectangle; with `line`, draw a one-pixel border inside it."""
    painter.setPen(QPen(QColor(line), 1) if line else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(QColor(ground)) if ground else Qt.BrushStyle.NoBrush)
    inset = 0.5 if line else 0.0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


def fill_track(painter: QPainter, rect: QRect) -> None:
    """Paint what a bar has still to fill, with a line around: what is filled stands out in every look."""
    look = theme.tokens()
    fill_round(painter, rect, rect.height() / 2, look.surface, look.border)


@contextmanager
def painting_later(widget: QWidget) -> Iterator[None]:
    """Put off what Qt's buttons paint at once on press and release: it adds a tenth to an answer."""
    widget.setUpdatesEnabled(False)
    try:
        yield
    finally:
        widget.setUpdatesEnabled(True)


def keyboard_on(widget: QWidget) -> bool:
    """Whether the keyboard is on a widget and was brought there by the keyboard, so that a ring helps."""
    return widget.hasFocus() and widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def focus_by_keyboard(widget: QWidget) -> None:
    """Bring the keyboard to a widget as the Tab key would, so that its ring shows."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    # Only Tab itself sets this, and setFocus takes it away.
    widget.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    widget.update()


def focus_ring(painter: QPainter, rect: QRect, radius: float, colour: str = "") -> None:
    """Draw the ring around what has the keyboard, inside `rect`; on dark ground in another colour.

    A paler line inside keeps the ring apart from whatever ground it is drawn on.
    """
    look = theme.tokens()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    rings = ((1, colour),) if colour else ((3, look.surface), (1, look.focus))
    for inset, ink in rings:
        painter.setPen(QPen(QColor(ink), 2))
        painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)


def paint_strip(strip: QWidget) -> None:
    """Paint the ground of a strip below a page, with its upper edge."""
    look = theme.tokens()
    painter = painter_on(strip)
    painter.fillRect(strip.rect(), QColor(look.surface))
    painter.fillRect(0, 0, strip.width(), 1, QColor(look.hair))
    painter.end()
