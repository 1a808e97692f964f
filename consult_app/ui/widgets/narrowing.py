"""A column that stays as wide as it reads well, in the middle of what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent

from consult_app.ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object


def margin(room: int, usual: int, least: int) -> int:
    """Give the margin at each side of a column of a usual width, in pixels.

    Margins, because a layout that measures heights heeds those and does not heed a greatest width.
    """
    return max((room - theme.scaled(usual)) // 2, least)


class Narrowing(_Widget):
    """Mixed in before Qt's class: narrows anew with the width and with the size of text."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        self.narrow()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.narrow()

    def narrow(self) -> None:
        """Set the margins."""
        raise NotImplementedError
