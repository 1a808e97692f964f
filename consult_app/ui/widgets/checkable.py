"""What a screen reader turns over is heard like a click."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _Button
else:
    _Button = object


class Checkable(_Button):
    """Mixed into a button with two states, before Qt's class.

    A screen reader's action only changes the state, which Qt does not announce as `clicked`: an answer would
    look given and nobody would have heard of it.
    """

    _ours = False

    def setChecked(self, checked: bool) -> None:  # noqa: FBT001 - Qt's own
        """Show a state; tells nobody."""
        with self._by_us():
            super().setChecked(checked)

    def nextCheckState(self) -> None:
        """Change the state by a click, which Qt announces itself."""
        with self._by_us():
            super().nextCheckState()

    def checkStateSet(self) -> None:
        """Announce as a click whatever changed the state and is neither a click nor the program itself.

        Qt calls this at each change: a thousand buttons need no connection each to hear of it.
        """
        super().checkStateSet()
        if not self._ours:
            self.turned()

    def turned(self) -> None:
        """Tell what a click would have told."""
        self.clicked[bool].emit(self.isChecked())  # type: ignore[index]  # the one of two with the state

    @contextmanager
    def _by_us(self) -> Iterator[None]:
        before, self._ours = self._ours, True
        try:
            yield
        finally:
            self._ours = before
