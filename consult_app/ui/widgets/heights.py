"""Heights already measured, and widgets that are as high as their painted words need."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize

from consult_app.ui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object

_USUAL = 320


class Heights:
    """Remembers what `measure` gave for a width.

    A layout asks the same few widths again and again, and all cards of a page whenever one of them grows.
    """

    def __init__(self, measure: Callable[[int], int]) -> None:
        self._measure = measure
        self._known: dict[int, int] = {}

    def at(self, width: int) -> int:
        """Give the height at a width."""
        if width not in self._known:
            self._known[width] = self._measure(width)
        return self._known[width]

    def forget(self, width: int) -> bool:
        """Measure anew from now on; True where this changes the height at a width, as far as it was known."""
        before = self._known.get(width)
        self._known.clear()
        return before is None or before != self.at(width)


class Measured(_Widget):
    """Mixed in before Qt's class: as high as its words, `least` pixels wide at usual text size."""

    least = 220
    _heights: Heights

    def heightForWidth(self, width: int) -> int:
        """Give the height at a width; a layout asks this often."""
        return self._heights.at(width)

    def sizeHint(self) -> QSize:
        """Ask for the height at a usual width."""
        return QSize(_USUAL, self.heightForWidth(_USUAL))

    def minimumSizeHint(self) -> QSize:
        """Go as narrow as a few words."""
        return QSize(theme.scaled(self.least), 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        if event.type() == QEvent.Type.StyleChange:
            self.measure_anew()
        super().changeEvent(event)

    def measure_anew(self) -> None:
        """Ask for room again; nothing moves where the height stays as it is."""
        if self._heights.forget(self.width()):
            self.updateGeometry()
