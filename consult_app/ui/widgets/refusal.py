"""What is wrong with a field, said below it."""

from PySide6.QtWidgets import QLineEdit

from consult_app.ui import theme
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.plain_label import PlainLabel


def show_refusal(edit: QLineEdit, below: PlainLabel, words: str) -> None:
    """Say what is wrong with the text of a field, to eyes and to screen readers; empty words take it back."""
    below.setText(words)
    below.set_colour(theme.tokens().shade(Tone.STOP).ink)
    below.setVisible(bool(words))
    edit.setAccessibleDescription(words)
    edit.setProperty("refused", bool(words))
    edit.update()
