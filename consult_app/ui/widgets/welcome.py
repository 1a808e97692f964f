"""What a person sees before the first consultation."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.narrowing import Narrowing, margin
from consult_app.ui.widgets.plain_label import PlainLabel

_DISC, _WIDTH = 44, 680


class Welcome(Narrowing, QWidget):
    """What the program does, in three lines; `begin` is the way in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begin = Button(self.tr("New consultation"), "primary", "plus")
        card = Card()
        card.body.setSpacing(20)
        card.body.setContentsMargins(12, 10, 12, 10)
        card.body.addWidget(PlainLabel(self.tr("No consultations yet"), "title"))
        for icon, title, text in self._lines():
            card.body.addLayout(_line(icon, title, text))
        card.body.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)
        self._column.addWidget(card)
        self._column.addStretch(1)
        self.narrow()

    def narrow(self) -> None:
        """Set the margins."""
        side = margin(self.width(), _WIDTH, 0)
        self._column.setContentsMargins(side, 0, side, 0)

    def _lines(self) -> tuple[tuple[str, str, str], ...]:
        return (
            (
                "messages-square",
                self.tr("Ask and listen"),
                self.tr("What matters, the history, and at once what speaks against the treatment."),
            ),
            (
                "scale",
                self.tr("Talk it through"),
                self.tr(
                    "What to expect, the options, the mixture and the risks, in plain words and numbers."
                ),
            ),
            (
                "signature",
                self.tr("Sign together"),
                self.tr("One sealed consent form to print and take home. Every answer is kept as you go."),
            ),
        )


class _Disc(QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(_DISC, _DISC)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shade = theme.tokens().shade(Tone.PRIMARY)
        painter = painter_on(self)
        fill_round(painter, self.rect(), _DISC / 2, shade.soft)
        painter.drawPixmap(11, 11, theme.icon(self._icon, shade.ink, 22))
        painter.end()


def _line(icon: str, title: str, text: str) -> QHBoxLayout:
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(PlainLabel(title, "strong"))
    words.addWidget(PlainLabel(text, "quiet"))
    line = QHBoxLayout()
    line.setSpacing(16)
    line.addWidget(_Disc(icon), 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    return line
