"""How a consultation goes, in three parts."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.plain_label import PlainLabel

_DISC = 44


class ThreeParts(QWidget):
    """What is done first, then, and last, below each other."""

    def __init__(self, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(spacing)
        for icon, title, text in self._lines():
            column.addLayout(_line(icon, title, text))

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
