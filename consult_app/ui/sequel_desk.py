"""What follows a sealed record: listed beside it, and begun from there."""

from __future__ import annotations

from PySide6.QtCore import Signal

from consult_app.domain.consultation import Sealed
from consult_app.domain.sequel import SequelKind
from consult_app.ui.room_part import RoomPart
from consult_app.workflow.sequels import begin_sequel, read_after


class SequelDesk(RoomPart):
    """Reads what followed the record that is open, and begins a confirmation, a withdrawal, an amendment."""

    after_read = Signal(object)  # AfterScreen
    begun = Signal(object)  # (Treatment, State)

    def read(self) -> None:
        """Tell what followed the record that is open, where one is."""
        record, vault = self._consultation.state, self._door.vault
        if isinstance(record, Sealed):
            treatment = self._consultation.talk.treatment
            self._background.run(lambda: read_after(vault, treatment, record), self.after_read.emit)

    def begin(self, kind: SequelKind) -> None:
        """Begin what follows the record that is open, or go on with it."""
        services, vault = self._services, self._door.vault
        record = self._consultation.draft.id
        self._background.run(lambda: begin_sequel(services, vault, record, kind), self.begun.emit)
