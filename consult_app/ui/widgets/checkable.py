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

    def hear_others(self) -> None:
        """Announce as a click whatever changes the state and is neither a click nor the program itself."""
        self.toggled.connect(self._turned)

    def setChecked(self, checked: bool) -> None:  # noqa: FBT001 - Qt's own
        """Show a state; tells nobody."""
        with self._by_us():
            super().setChecked(checked)

    def nextCheckState(self) -> None:
        """Change the state by a click, which Qt announces itself."""
        with self._by_us():
            super().nextCheckState()

    @contextmanager
    def _by_us(self) -> Iterator[None]:
        before, self._ours = self._ours, True
        try:
            yield
        finally:
            self._ours = before

    def _turned(self, on: bool) -> None:  # noqa: FBT001 - the signal's own argument
        if not self._ours:
            self.clicked[bool].emit(on)  # type: ignore[index]  # the one of two that carries the state
