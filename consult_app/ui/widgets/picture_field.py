"""A picture that is chosen from a file and shown."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.errors import ConsultError
from consult_app.ui import theme
from consult_app.ui.files import Choose, ask_which_picture, read_copy
from consult_app.ui.messages import message
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.pictures import logo_from
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.plain_label import PlainLabel

_SHOWN, _PAD = QSize(182, 105), 10


class PictureField(QWidget):
    """Shows the picture as it is kept; `choose` lets a person name a file."""

    edited = Signal()

    def __init__(self, name: str, choose: Choose = ask_which_picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask_which = choose
        self._content = b""
        self._preview = _Preview()
        self._preview.setAccessibleName(name)
        self._choose = Button(self.tr("Choose a picture"), "secondary", "image")
        self._remove = Button(self.tr("Remove"), "quiet", "x")
        self._error = PlainLabel("", "quiet")
        self._lay_out()
        self._choose.clicked.connect(self._take)
        self._remove.clicked.connect(lambda: self._put(b""))
        self.setFocusProxy(self._choose)
        self.show_value(b"")

    def value(self) -> bytes:
        """Give the picture as PNG; empty for none."""
        return self._content

    def show_value(self, content: bytes) -> None:
        """Show a picture; tells nobody."""
        self._content = content
        self._preview.show_picture(content)
        self._remove.setVisible(bool(content))

    def refuse(self, words: str) -> None:
        """Say what is wrong with the picture."""
        self._error.setText(words)
        self._error.set_colour(theme.tokens().shade(Tone.STOP).ink)
        self._error.setVisible(bool(words))
        self._choose.setAccessibleDescription(words)

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self._choose)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._preview)
        row.addLayout(buttons)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._error)
        self._error.setVisible(False)

    def _take(self) -> None:
        try:
            content = read_copy(self, self._ask_which)
            if content is not None:
                self._put(logo_from(content))
        except ConsultError as error:
            said = message(error)
            self.refuse(" ".join(part for part in (said.title + ".", said.text) if part))

    def _put(self, content: bytes) -> None:
        self.refuse("")
        self.show_value(content)
        self.edited.emit()


class _Preview(QWidget):
    """The picture on a piece of white paper."""

    def __init__(self) -> None:
        super().__init__()
        self._pixmap = QPixmap()
        self.setFixedSize(_SHOWN + QSize(2 * _PAD, 2 * _PAD))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_picture(self, content: bytes) -> None:
        self._pixmap = QPixmap()
        if content:
            self._pixmap.loadFromData(content)
        self.setAccessibleDescription("" if content else self.tr("No logo"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = painter_on(self)
        if self._pixmap.isNull():
            fill_round(painter, self.rect(), 9, look.sunken, look.border)
            middle = self.rect().center()
            painter.drawPixmap(middle.x() - 14, middle.y() - 14, theme.icon("image", look.faint, 28))
        else:
            fill_round(painter, self.rect(), 9, "#ffffff", look.border)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            size = self._pixmap.size().scaled(_SHOWN, Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
            painter.drawPixmap(left, top, size.width(), size.height(), self._pixmap)
        painter.end()
