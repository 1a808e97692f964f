"""A white card with round corners, on which a page lays its things."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import Radius, Space, Tone
from consult_app.ui.widgets.badge import Badge
from consult_app.ui.widgets.plain_label import PlainLabel

RADIUS = Radius.CARD


class Card(QFrame):
    """A card; add to `body`. `title` and `badge` stand above it and hide while they are empty.

    `tone` other than NEUTRAL colours ground and border.
    """

    def __init__(self, title: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._title = PlainLabel(title, "heading")
        self.badge = Badge()
        self.badge.setVisible(False)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(Space.NEAR)
        head.addWidget(self._title, 1)
        head.addWidget(self.badge)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.NEAR)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.CARD, 18, Space.CARD, Space.CARD)
        column.setSpacing(Space.NEAR)
        column.addWidget(self._head)
        column.addLayout(self.body)
        self._head.setVisible(bool(title))

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)
        self._head.setVisible(bool(title))

    def set_badge(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Show a word at the right of the title; an empty one hides it."""
        self.badge.show_word(text, tone)
        self.badge.setVisible(bool(text))

    def set_tone(self, tone: Tone) -> None:
        """Colour ground and border."""
        self._tone = tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a soft edge below, then the card."""
        look = theme.tokens()
        shade = look.shade(self._tone)
        plain = self._tone is Tone.NEUTRAL
        painter = painter_on(self)
        fill_round(painter, self.rect().adjusted(0, 2, 0, 0), RADIUS, look.hair)
        ground, line = (look.surface, look.hair) if plain else (shade.soft, shade.line)
        fill_round(painter, self.rect().adjusted(0, 0, 0, -1), RADIUS, ground, line)
        painter.end()
