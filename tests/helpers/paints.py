"""Which widgets are painted while something is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

_ROUNDS = 5


class Paints(QObject):
    """Notes the widgets among `watched` that are painted."""

    def __init__(self, watched: Sequence[QWidget]) -> None:
        super().__init__()
        self.seen: list[QWidget] = []
        for each in watched:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a paint."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.seen.append(watched)
        return False

    def during(self, act: Callable[[], object]) -> list[QWidget]:
        """Do something; give what was painted until nothing was left to lay out or paint."""
        come_to_rest()
        self.seen.clear()
        act()
        come_to_rest()
        return self.seen


def come_to_rest() -> None:
    """Let the loop come round until nothing is left to lay out or paint."""
    for _ in range(_ROUNDS):
        QApplication.processEvents()
