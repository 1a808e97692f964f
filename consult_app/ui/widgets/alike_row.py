"""A patient of a file who may be somebody known: what the file says otherwise, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.incoming import Alike, offered
from consult_app.domain.table import FileKind
from consult_app.ui.incoming_words import (
    alike_words,
    correct_words,
    offered_words,
    open_words,
    sure_to_correct_words,
)
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.confirm_button import ConfirmButton
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.tick_box import TickBox

_INSET = 36


class AlikeRow(QWidget):
    """They stay out unless ticked as somebody else; nothing of whom is here changes unasked."""

    told = Signal()
    """Whether they are somebody else was said."""
    open_requested = Signal(str)
    correct_requested = Signal(int, object)  # line, tuple[str, ...]

    def __init__(self, alike: Alike, kind: FileKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = alike.incoming.line
        self.other = TickBox(alike_words(alike, kind))
        self._details = {
            each: TickBox(offered_words(each, alike))
            for each in offered(alike.incoming.patient, alike.other)
            if not alike.line
        }
        self._open = Button(open_words(alike.other), "secondary", "user-round")
        self.correct = ConfirmButton("", "", "pencil")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.other)
        inner = QVBoxLayout()
        inner.setContentsMargins(_INSET, 0, 0, Space.SNUG)
        inner.setSpacing(Space.TIGHT)
        if not alike.line:
            for box in self._details.values():
                inner.addWidget(box)
                box.toggled.connect(self._count)
            inner.addWidget(FlowRow((self._open, self.correct)))
            column.addLayout(inner)
        self.other.toggled.connect(self._turn)
        self._open.clicked.connect(lambda: self.open_requested.emit(alike.other.id))
        self.correct.confirmed.connect(lambda: self.correct_requested.emit(self.line, self._chosen))
        self._count()

    @property
    def somebody_else(self) -> bool:
        """Whether it was said that they are."""
        return self.other.isChecked()

    @property
    def _chosen(self) -> tuple[str, ...]:
        return tuple(each for each, box in self._details.items() if box.isChecked())

    def _turn(self, other: bool) -> None:  # noqa: FBT001 - what a signal gives
        """Take no details over from somebody else."""
        for box in self._details.values():
            box.setChecked(False)
            box.setEnabled(not other)
        self.told.emit()

    def _count(self) -> None:
        number = len(self._chosen)
        self.correct.ask_anew(correct_words(number), sure_to_correct_words(number))
        self.correct.setEnabled(number > 0)
