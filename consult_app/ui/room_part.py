"""A part of the controller that works on the open consultation."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from consult_app.ui.background import Background
from consult_app.ui.door import Door
from consult_app.ui.open_consultation import OpenConsultation
from consult_app.workflow.ports import Services


class RoomPart(QObject):
    """Holds what such a part needs: the use cases, the worker, the vault, and the consultation."""

    failed = Signal(object)  # ConsultError

    def __init__(
        self,
        services: Services,
        background: Background,
        door: Door,
        consultation: OpenConsultation,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._background = background
        self._door = door
        self._consultation = consultation
