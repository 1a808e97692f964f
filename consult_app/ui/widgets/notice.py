"""Words that must not be overlooked, inside a page."""

from PySide6.QtWidgets import QWidget

from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.plain_label import PlainLabel


class Notice(Card):
    """A coloured card with a title and a sentence; hidden while it has nothing to say."""

    def __init__(self, tone: Tone = Tone.STOP, parent: QWidget | None = None) -> None:
        super().__init__("", tone, parent)
        self._heading = PlainLabel("", "strong")
        self._text = PlainLabel("", "body")
        self.body.setSpacing(4)
        self.body.addWidget(self._heading)
        self.body.addWidget(self._text)
        self.setVisible(False)

    def say(self, title: str, text: str) -> None:
        """Show the words; empty ones hide the notice."""
        self._heading.setText(title)
        self._text.setText(text)
        self._heading.setVisible(bool(title))
        self._text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setVisible(bool(title or text))
