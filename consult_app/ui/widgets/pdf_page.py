"""One page of a document: white paper, its picture once that is drawn, and marks on it."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme

Place = tuple[QRectF, ...]
"""Where words stand: their lines, in points from the top left of the page."""

_FOUND, _CURRENT, _STAMP = QColor(255, 213, 0, 90), QColor(255, 128, 0, 120), QColor(120, 130, 140, 46)
_SLANT = -32.0


class PdfPage(QWidget):
    """Shows the picture of a page; what was found on it is marked, and a stamp says what it is not."""

    def __init__(self, name: str, size_pt: QSizeF) -> None:
        super().__init__()
        self.size_pt = size_pt
        self._picture = QImage()
        self._drawn_width = 0
        self._marks: tuple[Place, ...] = ()
        self._current: Place | None = None
        self._stamp = ""
        self.setAccessibleName(name)

    @property
    def is_drawn(self) -> bool:
        """Whether there is a picture in the size that is shown."""
        return self._drawn_width == self.width()

    def show_picture(self, picture: QImage, words: str) -> None:
        """Show the picture; the words are for those who hear the page."""
        self._picture, self._drawn_width = picture, self.width()
        self.setAccessibleDescription(words)
        self.update()

    def forget(self) -> None:
        """Let the picture go."""
        self._picture, self._drawn_width = QImage(), 0

    def stamp(self, words: str) -> None:
        """Write words across the page."""
        self._stamp = words
        self.update()

    def mark(self, places: tuple[Place, ...] | None, current: Place | None) -> None:
        """Mark places, and one of them more; `None` leaves the places as they are."""
        if places is not None:
            self._marks = places
        self._current = current
        self.update()

    def on_screen(self, rect: QRectF) -> QRectF:
        """Give a rectangle of the page in pixels of the widget."""
        scale = self.width() / self.size_pt.width()
        return QRectF(rect.x() * scale, rect.y() * scale, rect.width() * scale, rect.height() * scale)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint paper, picture, marks and stamp."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("white"))
        if not self._picture.isNull():
            painter.drawImage(QRectF(self.rect()), self._picture)
        for place in self._marks:
            for line in place:
                colour = _CURRENT if place == self._current else _FOUND
                painter.fillRect(self.on_screen(line).adjusted(-2, -2, 2, 2), colour)
        if self._stamp:
            self._paint_stamp(painter)
        painter.setPen(QPen(QColor(theme.tokens().border), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_stamp(self, painter: QPainter) -> None:
        painter.save()
        font = QFont(theme.font(15, theme.BOLD))
        font.setPixelSize(max(self.width() // 9, 1))
        painter.setFont(font)
        painter.setPen(_STAMP)
        painter.translate(QPointF(self.rect().center()))
        painter.rotate(_SLANT)
        across = QRectF(-self.width(), -self.width() / 4, 2 * self.width(), self.width() / 2)
        painter.drawText(across, Qt.AlignmentFlag.AlignCenter, self._stamp)
        painter.restore()
