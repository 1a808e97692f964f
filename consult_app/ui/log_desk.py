"""The log: read in parts, filtered, checked, saved as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.errors import ConsultError
from consult_app.ui.files import ask_where_to_save_table, save_copy
from consult_app.workflow.logbook import LogPart, found_in_log, log_csv, open_log, read_part

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from consult_app.domain.audit import Wanted
    from consult_app.ui.controller import Controller

_ENOUGH = 40
"""With fewer found, the next part is looked through at once: a window should be filled."""


class LogDesk(QObject):
    """Asks the vault through the controller, part after part, so that nothing else has to wait long."""

    read = Signal(object)  # LogScreen
    found = Signal(object)  # LogPart, in place of what was found before
    more_found = Signal(object)  # LogPart
    failed = Signal(object)  # ConsultError

    def __init__(self, window: QWidget, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._controller = window, controller
        self._looking: tuple[Wanted, int] | None = None
        """What is looked for now, or was last, and before which entry."""

    def open(self) -> None:
        """Show the log."""
        self._controller.ask(open_log, self.read.emit, self.failed.emit)

    def look(self, wanted: Wanted, before: int = 0) -> None:
        """Look for entries, from the end or before one; what was asked for before concerns nobody then.

        A list asks for more as soon as it has little to show; where this went on by itself, it comes anyway.
        """
        if not before or self._looking != (wanted, before):
            self._look(wanted, before, 0)

    def _look(self, wanted: Wanted, before: int, count: int) -> None:
        looking = self._looking = (wanted, before)

        def tell(part: LogPart) -> None:
            if looking is not self._looking:
                return
            enough = count + len(part.entries)
            if part.before and enough < _ENOUGH:
                self._look(wanted, part.before, enough)
            (self.more_found if before else self.found).emit(part)

        self._controller.ask(
            lambda services, vault: read_part(services, vault, wanted, before), tell, self.failed.emit
        )

    def save(self, wanted: Wanted, named: bool) -> None:  # noqa: FBT001 - as the signal has it
        """Save what is found where a person says; that is logged before it is asked where."""

        def write(content: bytes) -> None:
            try:
                save_copy(content, "log.csv", self._window, ask_where_to_save_table)
            except ConsultError as error:
                self.failed.emit(error)

        self._controller.ask(
            lambda _, vault: log_csv(found_in_log(vault, wanted), named=named), write, self.failed.emit
        )
