"""A pad to sign on with pen, finger or mouse."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QHideEvent,
    QInputEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring
from consult_app.ui.widgets.ink_sheet import InkSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from consult_app.domain.ink import Ink

_MM_PER_INCH = 25.4
_REST_MS = 600
"""How close to the pen, in time, a touch is still the hand that holds it."""
_GONE_MS = 3000
"""After so long without a word a pen that was down has left, or lost its battery."""
_PALM_MM = 15.0
"""No finger tip is as wide as this."""

# Paper looks the same in every theme, because the document will.
_PAPER, _RULE, _HINT = "#ffffff", "#b8c4cf", "#5f7080"
_RADIUS, _MARGIN, _INDENT, _CROSS, _LINE_AT = 12, 30, 24, 16, 0.75


class _By(Enum):
    PEN = "pen"
    FINGER = "finger"
    MOUSE = "mouse"


class SignaturePad(QWidget):
    """Takes a signature from one pointer at a time and shows it as it grows."""

    drawn = Signal(object)
    """The ink after each stroke, undo and clear; `None` once there is nothing on the pad."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = InkSheet(self._mm_per_px())
        self._by: _By | None = None
        self._finger = -1
        self._pen_ms: int | None = None
        self._paper_look: tuple[object, ...] = ()
        self._paper_picture = QPixmap()
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setTabletTracking(True)  # it is told of a pen in the air too: that is one that was lifted
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(280, 150)
        self.setAccessibleName(self.tr("Signature"))
        self.setAccessibleDescription(
            self.tr("Sign with pen, finger or mouse. Control Z takes the last stroke back, Delete clears.")
        )

    def ink(self) -> Ink | None:
        """Give what is on the pad, `None` while it is blank."""
        return self._sheet.ink()

    def ink_in_sight(self) -> Ink | None:
        """Give what is on the pad with the stroke that is being drawn."""
        return self._sheet.ink_in_sight()

    def finish(self) -> None:
        """End the stroke that is being drawn where it is now: what is in sight counts."""
        if self._by is not None:
            self._end()

    def take(self, ink: Ink) -> None:
        """Show what was drawn before, without a word to anybody."""
        self._drop()
        self._sheet.take(ink)
        self.update()

    def undo(self) -> None:
        """Take the last stroke back."""
        self._take_back(self._sheet.undo)

    def clear(self) -> None:
        """Make the pad blank."""
        self._take_back(self._sheet.clear)

    def wipe(self) -> None:
        """Make the pad blank for the next signer, without a word to anybody."""
        self._by = None
        self._sheet.clear()
        self.update()

    def sizeHint(self) -> QSize:
        """Wide and low, as a signature is."""
        return QSize(640, 190)

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Follow the pen; it takes over from a palm that landed before it."""
        self._pen_ms = event.timestamp()
        tilt = (float(event.xTilt()), float(event.yTilt()))
        sample = (event.position(), self._pen_ms, event.pressure(), tilt)
        match event.type():
            case QEvent.Type.TabletMove if self._by is _By.PEN and _is_down(event):
                self.update(self._sheet.go_on(*sample))
            case QEvent.Type.TabletMove if self._by is _By.PEN:
                # It hovers, and nobody told that it was lifted: it had left the tablet meanwhile.
                self._end()
            case QEvent.Type.TabletPress if event.button() is Qt.MouseButton.LeftButton:
                self._end_untold(_By.PEN, self._pen_ms)
                self._drop()
                self._by = _By.PEN
                self.update(self._sheet.begin(*sample))
            case QEvent.Type.TabletRelease if self._by is _By.PEN:
                self._end()
        # Accepted, so that Qt makes no mouse events of the same stroke.
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke, unless the system repeats as a mouse what pen or finger drew."""
        twin = _is_twin(event) or self._hand_rests(event.timestamp())
        if event.button() is not Qt.MouseButton.LeftButton or twin:
            return
        self._end_untold(_By.MOUSE, event.timestamp())
        if self._by is None:
            self._by = _By.MOUSE
            self.update(self._sheet.begin(event.position(), event.timestamp(), None))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the mouse's stroke."""
        if self._by is _By.MOUSE:
            self.update(self._sheet.go_on(event.position(), event.timestamp(), None))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the mouse's stroke."""
        if self._by is _By.MOUSE and event.button() is Qt.MouseButton.LeftButton:
            self._end()

    def event(self, event: QEvent) -> bool:
        """Take touches before they become mouse events, and follow the window to another screen."""
        if isinstance(event, QTouchEvent):
            if event.type() is QEvent.Type.TouchCancel:
                self._drop_finger()
            else:
                self._touch(event)
            event.accept()
            return True
        # To ask for the type of each sample and each painting takes longer than to see what they are.
        seldom = not isinstance(event, QInputEvent | QPaintEvent)
        if seldom and event.type() is QEvent.Type.DevicePixelRatioChange:
            self._lay_out()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and clear by key."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Delete):
            self.clear()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget a stroke whose end will never be told here."""
        self._drop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the ink anew in the new size."""
        self._lay_out()
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint paper, line and ink."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._paper())
        self._sheet.paint(painter)
        painter.end()

    def _touch(self, event: QTouchEvent) -> None:
        for point in event.points():
            sample = (point.position(), event.timestamp(), None)
            mine = self._by is _By.FINGER and point.id() == self._finger
            if point.state() is QEventPoint.State.Pressed and not self._is_palm(event, point):
                self._end_untold(_By.FINGER if mine else None, event.timestamp())
            match point.state():
                case QEventPoint.State.Pressed if self._by is None and not self._is_palm(event, point):
                    self._by, self._finger = _By.FINGER, point.id()
                    self.update(self._sheet.begin(*sample))
                case QEventPoint.State.Updated if mine:
                    self.update(self._sheet.go_on(*sample))
                case QEventPoint.State.Released if mine:
                    self._end()

    def _is_palm(self, event: QTouchEvent, point: QEventPoint) -> bool:
        """A hand that rests while the pen writes: it comes with the pen, or is wider than a finger."""
        contact = point.ellipseDiameters()
        widest_mm = max(contact.width(), contact.height()) * self._mm_per_px()
        return self._hand_rests(event.timestamp()) or widest_mm > _PALM_MM

    def _hand_rests(self, ms: int) -> bool:
        return self._pen_ms is not None and abs(ms - self._pen_ms) < _REST_MS

    def _end_untold(self, by: _By | None, ms: int) -> None:
        """End a stroke whose end was never told: its pointer begins another, or a pen was silent for long."""
        gone = self._by is _By.PEN and self._pen_ms is not None and abs(ms - self._pen_ms) > _GONE_MS
        if self._by is not None and (self._by is by or gone):
            self._end()

    def _end(self) -> None:
        self._by = None
        self._sheet.end()
        self.drawn.emit(self.ink())

    def _drop(self) -> None:
        if self._by is not None:
            self._by = None
            self._sheet.drop()
            self.update()

    def _drop_finger(self) -> None:
        if self._by is _By.FINGER:
            self._drop()

    def _take_back(self, act: Callable[[], None]) -> None:
        self._drop()
        if self.ink() is not None:
            act()
            self.update()
            self.drawn.emit(self.ink())

    def _lay_out(self) -> None:
        self._sheet.lay_out(self.size(), self.devicePixelRatio())
        self.update()

    def _mm_per_px(self) -> float:
        return _MM_PER_INCH / self.logicalDpiX()

    def _paper(self) -> QPixmap:
        """Give what lies under the ink, painted once and not for each sample of the pen."""
        look = (
            self.size(),
            self.devicePixelRatio(),
            theme.tokens().name,
            theme.text_scale(),
            self.hasFocus(),
            self.isEnabled(),
        )
        if look != self._paper_look:
            ratio = self.devicePixelRatio()
            self._paper_look, self._paper_picture = look, QPixmap(self.size() * ratio)
            self._paper_picture.setDevicePixelRatio(ratio)
            self._paper_picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._paper_picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setLayoutDirection(self.layoutDirection())
            self._paint_paper(painter)
            painter.end()
        return self._paper_picture

    def _paint_paper(self, painter: QPainter) -> None:
        fill_round(painter, self.rect(), _RADIUS, _PAPER, theme.tokens().border)
        if self.hasFocus():
            focus_ring(painter, self.rect(), _RADIUS)
        line = round(self.height() * _LINE_AT)
        painter.setPen(QPen(QColor(_RULE), 1.5))
        painter.drawLine(_MARGIN + _INDENT, line, self.width() - _MARGIN, line)
        painter.setFont(theme.font(13))
        if not self.isEnabled():
            return
        painter.drawPixmap(_MARGIN, line - _CROSS, theme.icon("x", _HINT, _CROSS))
        painter.setPen(QColor(_HINT))
        below = line + painter.fontMetrics().height() + 4
        painter.drawText(_MARGIN + _INDENT, below, self.tr("Sign above the line. Pen, finger or mouse."))


def _is_down(event: QTabletEvent) -> bool:
    return bool(event.buttons() & Qt.MouseButton.LeftButton)


def _is_twin(event: QMouseEvent) -> bool:
    """Whether the system made this of a pen or a touch, which were already seen as what they are."""
    return (
        event.source() is not Qt.MouseEventSource.MouseEventNotSynthesized
        or event.pointerType() is not QPointingDevice.PointerType.Generic
    )
