"""A pen as Qt would send it, at a stated time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import (
    QInputDevice,
    QPointingDevice,
    QPointingDeviceUniqueId,
    QTabletEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
_NO_KEYS = Qt.KeyboardModifier.NoModifier


class Pen:
    """A pen over a widget; each act is one QTabletEvent through QApplication.sendEvent."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._device = QPointingDevice(
            "pen",
            1,
            QInputDevice.DeviceType.Stylus,
            QPointingDevice.PointerType.Pen,
            QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
            1,
            2,
            "",
            QPointingDeviceUniqueId(),
        )

    def press(self, x: float, y: float, ms: int, pressure: float = 0.5) -> QTabletEvent:
        return self._send(QEvent.Type.TabletPress, x, y, ms, pressure, _LEFT, _LEFT)

    def move(self, x: float, y: float, ms: int, pressure: float = 0.5) -> QTabletEvent:
        return self._send(QEvent.Type.TabletMove, x, y, ms, pressure, _NONE, _LEFT)

    def hover(self, x: float, y: float, ms: int) -> QTabletEvent:
        return self._send(QEvent.Type.TabletMove, x, y, ms, 0.0, _NONE, _NONE)

    def release(self, x: float, y: float, ms: int) -> QTabletEvent:
        return self._send(QEvent.Type.TabletRelease, x, y, ms, 0.0, _LEFT, _NONE)

    def stroke(self, places: list[tuple[float, float]], ms: int = 1000, pressure: float = 0.5) -> int:
        """Draw through the places, 8 ms each; gives the time of the lift."""
        self.press(*places[0], ms, pressure)
        for place in places[1:]:
            ms += 8
            self.move(*place, ms, pressure)
        self.release(*places[-1], ms + 8)
        return ms + 8

    def _send(  # noqa: PLR0913, PLR0917 - each is one trait of the event
        self,
        kind: QEvent.Type,
        x: float,
        y: float,
        ms: int,
        pressure: float,
        button: Qt.MouseButton,
        buttons: Qt.MouseButton,
    ) -> QTabletEvent:
        place = QPointF(x, y)
        event = QTabletEvent(
            kind,
            self._device,
            place,
            self._widget.mapToGlobal(place),
            pressure,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            _NO_KEYS,
            button,
            buttons,
        )
        event.setTimestamp(ms)
        QApplication.sendEvent(self._widget, event)
        return event
