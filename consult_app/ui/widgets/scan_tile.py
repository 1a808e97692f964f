"""A page of paper in small: back, or still missing."""

from PySide6.QtCore import QBuffer, QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from consult_app.domain.on_paper import Filed
from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Radius

_WIDE, _HIGH, _WORDS, _PAD = 84, 116, 30, 6


class ScanTile(QAbstractButton):
    """Shows a page as it came back, or an empty sheet; pressed, it is shown large."""

    def __init__(self, page: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._image = QImage()
        self._filed: Filed | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(self.tr("Shows this page beside the printed one."))
        self.show_page(None)

    @property
    def is_back(self) -> bool:
        """Whether the page has come back."""
        return self._filed is not None

    def show_page(self, filed: Filed | None) -> None:
        """Show what came back for this page, if anything did."""
        if filed is not None and filed != self._filed:
            # Sharp on fine screens too.
            self._image = _small(filed, QSize(2 * theme.scaled(_WIDE), 2 * theme.scaled(_HIGH)))
        self._filed = filed
        words = self.tr("Page {0}, back") if filed else self.tr("Page {0}, missing")
        if filed and filed.by_hand:
            words = self.tr("Page {0}, put in by hand")
        self.setAccessibleName(words.format(self._page))
        self.update()

    def sizeHint(self) -> QSize:
        """Hold a sheet with its number below."""
        return QSize(theme.scaled(_WIDE) + 2 * _PAD, theme.scaled(_HIGH + _WORDS) + 2 * _PAD)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet, then its number."""
        look = theme.tokens()
        painter = painter_on(self)
        sheet = QRect(_PAD, _PAD, theme.scaled(_WIDE), theme.scaled(_HIGH))
        if self._filed is None:
            fill_round(painter, sheet, Radius.FIELD, look.sunken)
            painter.setPen(QPen(QColor(look.border), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(sheet, Radius.FIELD, Radius.FIELD)
        else:
            size = self._image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
            at = QRect(sheet.topLeft(), size)
            at.moveCenter(sheet.center())
            painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(at, self._image)
            painter.setPen(QColor(look.border))
            painter.drawRect(at.adjusted(0, 0, -1, -1))
        words = self.tr("Page {0}").format(self._page)
        painter.setPen(QColor(look.ink))
        painter.setFont(theme.font(13))
        below = QRect(0, sheet.bottom(), self.width(), self.height() - sheet.bottom())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)
        if keyboard_on(self):
            focus_ring(painter, self.rect(), Radius.FIELD)
        painter.end()


def _small(filed: Filed, room: QSize) -> QImage:
    """Decode a page no larger than it is shown: a fifth of the time, and there may be a dozen of them."""
    data = QByteArray(filed.jpeg)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = QSize(filed.width, filed.height)
    reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    reader.setDevice(None)  # type: ignore[arg-type]  # it must not outlive what it reads
    return image
