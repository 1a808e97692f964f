"""A photograph, as large as there is room, with what it shows below."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Radius
from consult_app.ui.widgets.plain_label import PlainLabel

_HIGH, _WIDE, _EDGE = 420, 260, 8
_MOST, _STEP = 8.0, 1.25
_MIDDLE = QPointF(0.5, 0.5)


class _Picture(QWidget):
    """The picture itself, on quiet ground; Ctrl and the wheel make it larger, and then it can be moved."""

    looked_closer = Signal(float, QPointF)
    """So many times as large, with this part of it in the middle, from 0 to 1 across and down."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self.times, self.middle = 1.0, _MIDDLE
        self._held: QPointF | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_WIDE, _HIGH)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), Radius.FIELD, look.sunken, look.hair)
        if not self.image.isNull():
            painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
            painter.setClipRect(self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE))
            painter.drawImage(self._place(), self.image)
            painter.setClipping(False)
        painter.setPen(QColor(look.hair))
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Look closer, or less close, with Ctrl held; without it the page scrolls."""
        if self.image.isNull() or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self.look(self.times * (_STEP if event.angleDelta().y() > 0 else 1 / _STEP), self.middle)
        self.looked_closer.emit(self.times, self.middle)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it along."""
        if self._held is None or self.times == 1.0:
            return
        gone, self._held, place = event.position() - self._held, event.position(), self._place()
        middle = self.middle - QPointF(gone.x() / place.width(), gone.y() / place.height())
        self.look(self.times, middle)
        self.looked_closer.emit(self.times, self.middle)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._held = None

    def look(self, times: float, middle: QPointF) -> None:
        """Show it so many times as large, with that part in the middle."""
        self.times = min(max(times, 1.0), _MOST)
        low = 0.5 / self.times
        x, y = (min(max(each, low), 1 - low) for each in (middle.x(), middle.y()))
        self.middle = QPointF(x, y)
        self.setCursor(Qt.CursorShape.OpenHandCursor if self.times > 1 else Qt.CursorShape.ArrowCursor)
        self.update()

    def _place(self) -> QRectF:
        """Where the whole of it lies, also what is beyond the edge."""
        room = self.size() - QSize(2 * _EDGE, 2 * _EDGE)
        size = self.image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        wide, high = size.width() * self.times, size.height() * self.times
        left, top = self.width() / 2 - self.middle.x() * wide, self.height() / 2 - self.middle.y() * high
        return QRectF(left, top, wide, high)


class PhotoPane(QWidget):
    """Shows a photograph with its words; empty until one is chosen."""

    looked_closer = Signal(float, QPointF)
    """So many times as large, with this part of it in the middle, from 0 to 1 across and down."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._picture = _Picture()
        self._words = PlainLabel("", "quiet")
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._picture)
        column.addWidget(self._words)
        self._picture.looked_closer.connect(self.looked_closer)

    def look(self, times: float, middle: QPointF) -> None:
        """Show the picture so many times as large, with that part in the middle."""
        self._picture.look(times, middle)

    def look_closer(self, steps: int) -> None:
        """Look so many steps closer, or less close; none is all of it."""
        times = self._picture.times * _STEP**steps if steps else 1.0
        self.look(times, self._picture.middle)
        self.looked_closer.emit(self._picture.times, self._picture.middle)

    def show_photo(self, jpeg: bytes, words: str) -> None:
        """Show a picture; no bytes take it away."""
        self._picture.image = QImage.fromData(jpeg) if jpeg else QImage()
        self._words.setText(words)
        self._picture.setAccessibleName(words or self._name)
        self._picture.update()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is shown."""
        return self._picture.image.isNull()
