"""A photograph, as large as there is room, with what it shows below."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Radius
from consult_app.ui.widgets.plain_label import PlainLabel

_HIGH, _WIDE = 420, 260


class _Picture(QWidget):
    """The picture itself, on quiet ground."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
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
            room = self.size() - QSize(16, 16)
            size = self.image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            at = QRect(
                (self.width() - size.width()) // 2,
                (self.height() - size.height()) // 2,
                size.width(),
                size.height(),
            )
            painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(at, self.image)
        painter.setPen(QColor(look.hair))
        painter.end()


class PhotoPane(QWidget):
    """Shows a photograph with its words; empty until one is chosen."""

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
