"""A document on its way to paper."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class PrintJob(QObject):
    """Ends with exactly one of `printed` and `failed`, unless it is cancelled: then with none."""

    printed = Signal()
    failed = Signal(object)  # PrintError
    reached = Signal(int, int)
    """The page that is being printed, and how many there are."""

    def start(self) -> None:
        """Begin; returns at once."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Take back what is not printed yet."""
        raise NotImplementedError

    def leave(self) -> str:
        """Let go at the end of the program; gives the number of what the printing system goes on with."""
        raise NotImplementedError
