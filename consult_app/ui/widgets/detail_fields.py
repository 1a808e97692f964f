"""A few lines about one person who takes part in signing."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.signer_words import detail_words
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.line_field import LineField

_LONGEST = 90
"""What does not fit beside the place to sign could be frozen, but never be laid out."""


class DetailFields(QWidget):
    """A field for each detail, such as `proxy.name`."""

    edited = Signal(str, str)
    """The detail, and what stands there."""

    def __init__(self, *subjects: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = {each: LineField(detail_words(each)) for each in subjects}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.SNUG)
        column.setSpacing(Space.NEAR)
        for subject, field in self.fields.items():
            field.edit.setMaxLength(_LONGEST)
            field.edited.connect(lambda text, subject=subject: self.edited.emit(subject, text))
            column.addWidget(field)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for field in self.fields.values():
            field.flush()

    def display(self, said: Callable[[str], str]) -> None:
        """Show what was said of each; what is being typed is left alone."""
        for subject, field in self.fields.items():
            field.set_text(said(subject))
