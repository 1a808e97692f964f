"""What desks with dialogs share: one stays open until what it asked for was done, or says why it was not."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from consult_app.errors import ConsultError
from consult_app.ui.messages import message


class Refusing(Protocol):
    """A dialog that can say why something was not done."""

    def refuse(self, title: str, text: str) -> None:
        """Say it, ready for another try."""
        ...


class Asking(Refusing, Protocol):
    """A dialog that asks for something to be done."""

    def accept(self) -> None:
        """Close: it was done."""
        ...

    def open(self) -> None:
        """Show it over its window."""
        ...


def refuse_in(dialog: Refusing, error: ConsultError) -> None:
    """Have a dialog say what went wrong."""
    said = message(error)
    dialog.refuse(said.title, said.text)


class SheetDesk(QObject):
    """Tells the dialog that is open what came of what it asked for."""

    opened = Signal(object)  # Sheet
    kept = Signal()
    refused = Signal(str, str)  # title and text

    def _open(self, sheet: Asking) -> None:
        # Whoever has closed it meanwhile is told nothing: with the dialog its connections go.
        self.kept.connect(sheet.accept)
        self.refused.connect(sheet.refuse)
        sheet.open()
        self.opened.emit(sheet)

    def _refuse(self, error: ConsultError) -> None:
        said = message(error)
        self.refused.emit(said.title, said.text)
