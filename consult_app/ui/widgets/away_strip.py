"""Above every page: the practice's server is away, and what goes on meanwhile."""

from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.rooms import Rooms
from consult_app.errors import VaultError
from consult_app.ui import theme
from consult_app.ui.announcing import announce
from consult_app.ui.messages import message
from consult_app.ui.painting import painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.passage import Passage

_SIDE, _PAD = 24, 8
_GONE, _PASSWORD = "server-gone", "server-password"


class AwayStrip(QWidget):
    """Said aloud once when the server goes and once when it is back; hidden while it is there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self._words = Passage("warning", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, _PAD, _SIDE, _PAD)
        column.addWidget(self._words)
        self.hide()

    def display(self, rooms: Rooms) -> None:
        """Say that the server is away and how much waits for it, or nothing."""
        title, text = self._title(rooms), self._text(rooms)
        self._words.show_words(title, text)
        self.setAccessibleName(f"{title}. {text}")
        before, self._said = self._said, title if rooms.away else ""
        self.setVisible(rooms.away)
        if self._said != before and rooms.away:
            announce(self, f"{title}. {text}")
        elif before and not rooms.away:
            announce(self, self.tr("The practice’s server can be reached again."))

    def clear(self) -> None:
        """Say nothing more: nobody is here who knows of it."""
        self._said = ""
        self.hide()

    def _title(self, rooms: Rooms) -> str:
        if rooms.why == _PASSWORD:
            return self.tr("The rooms have another password")
        return message(VaultError(rooms.why or _GONE)).title

    def _text(self, rooms: Rooms) -> str:
        text = self.tr(
            "A consultation that was begun goes on, and is kept on this device until then. To begin another "
            "one or to seal has to wait."
        )
        if rooms.why == _PASSWORD:
            where = self.tr("Type it in the settings, under Several rooms: it was made in another room.")
            text = f"{where} {text}"
        elif rooms.why not in {"", _GONE}:
            text = f"{message(VaultError(rooms.why)).remedy} {text}"
        return self.tr("{0} Waiting here: {1}").format(text, rooms.waiting) if rooms.waiting else text

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        painter = painter_on(self)
        shade = theme.tokens().shade(Tone.CAUTION)
        painter.fillRect(self.rect(), QColor(shade.soft))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(shade.line))
        painter.end()
