"""Notes for the clinician, folded away: they are not meant for the patient beside the screen."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.growing import Growing
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.passage import Passage
from consult_app.ui.widgets.source_line import SourceLine
from consult_app.workflow.screens.ingredients import NoteCard


class NotesCard(Card):
    """A card that unfolds a list of notes, built when it is first unfolded; it hides where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("For the clinician: technique and law"), parent=parent)
        self._notes: tuple[NoteCard, ...] = ()
        self._waiting: tuple[NoteCard, ...] = ()
        self._growing = Growing(self._grow, self)
        self._turn = Button("", "secondary", "chevron-down")
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.body.addWidget(self._turn)
        self.body.addWidget(self._list)
        self._turn.clicked.connect(self._fold_or_unfold)
        self._list.setVisible(False)
        self._show_standing()

    def display(self, notes: tuple[NoteCard, ...]) -> None:
        """Show these notes."""
        if notes == self._notes:
            return
        self._notes = self._waiting = notes
        while taken := self._column.takeAt(0):
            if widget := taken.widget():
                widget.setParent(None)
                widget.deleteLater()
        if not self._list.isHidden():
            self._growing.start()
        self._show_standing()

    def _fold_or_unfold(self) -> None:
        self._list.setVisible(self._list.isHidden())
        if not self._list.isHidden():
            self._growing.start()
        self._show_standing()

    def _grow(self) -> bool:
        """Add the next note; False after the last one."""
        if self._waiting:
            note, *rest = self._waiting
            self._waiting = tuple(rest)
            words, source = Passage("strong", "body"), SourceLine()
            words.show_words(note.title, note.text)
            source.show_behind(note.behind)
            self._column.addWidget(words)
            self._column.addWidget(source)
        return bool(self._waiting)

    def _show_standing(self) -> None:
        self.setVisible(bool(self._notes))
        folded = self._list.isHidden()
        words = self.tr("Show {0} notes") if folded else self.tr("Hide the notes")
        self._turn.setText(words.format(len(self._notes)))
        self._turn.set_icon("chevron-down" if folded else "chevron-up")
