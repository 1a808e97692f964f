"""How the stock widgets look that do not paint themselves: fields for text, and scroll bars.

A style and not a style sheet: with a sheet a page takes a third longer, and a change of look five times.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QProxyStyle,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
)

from consult_app.ui.tokens import LIGHT, Radius, Tone

_PADDING, _BAR_MARGIN, _SHORTEST = 14, 3, 44
_Widget: TypeAlias = Any
"""A widget or `None`, which the types of PySide deny in some places."""
_Complex, _Part = QStyle.ComplexControl, QStyle.SubControl


class Style(QProxyStyle):
    """Qt's Fusion with our fields and scroll bars, in the colours of `look`.

    Nothing that Qt asks for all the time is answered here, as its measures are: each answer takes a detour.
    """

    def __init__(self) -> None:
        super().__init__("Fusion")
        self.look = LIGHT

    def polish(self, what: Any) -> None:  # noqa: ANN401 - Qt gives the application, a palette or a widget
        """Take the frame from scrolled areas; let fields know when the mouse is over them."""
        super().polish(what)
        if isinstance(what, QScrollArea):
            what.setFrameShape(QScrollArea.Shape.NoFrame)
        elif isinstance(what, QLineEdit | QPlainTextEdit):
            what.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: _Widget = None
    ) -> QRect:
        """Keep the words of a field away from its ends."""
        if element == QStyle.SubElement.SE_LineEditContents:
            return option.rect.adjusted(_PADDING, 1, -_PADDING, -1)
        return super().subElementRect(element, option, widget)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: _Widget = None
    ) -> QSize:
        """Leave room for that."""
        if kind == QStyle.ContentsType.CT_LineEdit:
            return size + QSize(2 * _PADDING, 2)
        return super().sizeFromContents(kind, option, size, widget)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: _Widget = None,
    ) -> None:
        """Paint the ground and the border of a field."""
        is_box = element == QStyle.PrimitiveElement.PE_Frame and isinstance(widget, QPlainTextEdit)
        if is_box or element == QStyle.PrimitiveElement.PE_PanelLineEdit:
            self._paint_field(painter, option, refused=bool(widget and widget.property("refused")))
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: _Widget = None,
    ) -> None:
        """Paint of a scroll bar only its handle."""
        if control == _Complex.CC_ScrollBar and isinstance(widget, QScrollBar):
            over = option.state & QStyle.StateFlag.State_MouseOver
            handle = self.subControlRect(control, option, _Part.SC_ScrollBarSlider, widget)
            _fill_round(painter, handle, 4, self.look.faint if over else self.look.border)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: _Widget = None,
    ) -> QRect:
        """Place the handle of a scroll bar, which has no buttons."""
        if control == _Complex.CC_ScrollBar and isinstance(widget, QScrollBar):
            return self.visualRect(option.direction, option.rect, _part_of(widget, option.rect, part))
        return super().subControlRect(control, option, part, widget)

    def _paint_field(self, painter: QPainter, option: QStyleOption, *, refused: bool) -> None:
        look, state = self.look, option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        line = look.faint if state & QStyle.StateFlag.State_MouseOver else look.border
        if refused:
            line = look.shade(Tone.STOP).ink
        _fill_round(
            painter,
            option.rect,
            Radius.FIELD,
            look.surface if state & QStyle.StateFlag.State_Enabled else look.sunken,
            QPen(QColor(look.focus), 2) if focused else QPen(QColor(line), 1),
        )


def _fill_round(painter: QPainter, rect: QRect, radius: int, ground: str, line: QPen | None = None) -> None:
    """Fill a rounded rectangle, with a line inside its edge; leaves the painter as it was."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(line or Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    inset = line.widthF() / 2 if line else 0.0
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def _part_of(bar: QScrollBar, area: QRect, part: QStyle.SubControl) -> QRect:
    """Give a part of a bar as if the language were read from the left."""
    lies = bar.orientation() is Qt.Orientation.Horizontal
    groove = area.adjusted(_BAR_MARGIN, _BAR_MARGIN, -_BAR_MARGIN, -_BAR_MARGIN)
    room = groove.width() if lies else groove.height()
    steps = bar.maximum() - bar.minimum()
    length = (
        room if not steps else max(room * bar.pageStep() // (steps + bar.pageStep()), min(_SHORTEST, room))
    )
    start = QStyle.sliderPositionFromValue(
        bar.minimum(), bar.maximum(), bar.sliderPosition(), room - length, bar.invertedAppearance()
    )
    spans = {
        _Part.SC_ScrollBarGroove: (0, room),
        _Part.SC_ScrollBarSlider: (start, length),
        _Part.SC_ScrollBarSubPage: (0, start),
        _Part.SC_ScrollBarAddPage: (start + length, room - start - length),
    }
    if part not in spans:
        return QRect()
    at, long = spans[part]
    if lies:
        return QRect(groove.x() + at, groove.y(), long, groove.height())
    return QRect(groove.x(), groove.y() + at, groove.width(), long)
