"""A white card with round corners, on which a page lays its things."""

from functools import cached_property

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
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.NEAR)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.CARD, 18, Space.CARD, Space.CARD)
        self.column.setSpacing(Space.NEAR)
        self.column.addLayout(self.body)
        if title:
            self.set_title(title)

    # Title and badge are made when first shown: a page of many cards needs few of them.

    @cached_property
    def badge(self) -> Badge:
        """The word at the right of the title."""
        # Without a parent it would be shown as a window of its own, and take the keyboard away.
        made = Badge(parent=self)
        made.setVisible(False)
        return made

    @cached_property
    def _title(self) -> PlainLabel:
        return PlainLabel("", "heading")

    @cached_property
    def _head(self) -> QWidget:
        made = QWidget()
        head = QHBoxLayout(made)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(Space.NEAR)
        head.addWidget(self._title, 1)
        head.addWidget(self.badge)
        self.column.insertWidget(0, made)
        return made

    def set_title(self, title: str) -> None:
        """Change the title."""
        if title or "_head" in vars(self):
            self._title.setText(title)
            self._show_head()

    def set_badge(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Show a word at the right of the title; an empty one hides it."""
        if text or "badge" in vars(self):
            self.badge.show_word(text, tone)
            self._show_head()
            # In its place by now: shown without one, it would be a window for a moment.
            self.badge.setVisible(bool(text))

    def _show_head(self) -> None:
        self._head.setVisible(bool(self._title.text() or self.badge.text()))

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
