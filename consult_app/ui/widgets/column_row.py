"""Which column of a file says one thing: the one that was found, and all of them where another is meant."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.tokens import Space
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.choice_flow import ChoiceFlow
from consult_app.ui.widgets.page_head import PageHead
from consult_app.ui.widgets.plain_label import PlainLabel

_NONE = "none"


class ColumnRow(QWidget):
    """Shows the column; `choose` opens the others, which stand open where there is none but must be."""

    chosen = Signal(object)  # the number of a column, or None

    def __init__(self, name: str, *, needed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needed = needed
        self._shown = PlainLabel("", "body")
        self.choose = Button(self.tr("Another column"), "secondary", "table")
        self.choose.setAccessibleName(self.tr("{0}: choose a column").format(name))
        self._choices = ChoiceFlow(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(PageHead((PlainLabel(name, "strong"), self._shown), (self.choose,)))
        column.addWidget(self._choices)
        self.choose.clicked.connect(self._open)
        self._choices.chosen.connect(lambda key: self.chosen.emit(None if key == _NONE else int(key)))

    def show_words(self, words: str) -> None:
        """Show what stands there, where the kind of file leaves no choice."""
        self._shown.setText(words or self.tr("Not in the file"))
        self._open_choices(opened=False)
        self.choose.hide()

    def show_columns(self, columns: Mapping[int, str], at: int | None) -> None:
        """Show the column at a place, of these; tells nobody. The keyboard stays in the row."""
        reached: QWidget | None = self.window().focusWidget()
        here = reached is not None and self.isAncestorOf(reached)
        none = () if self._needed else ((_NONE, self.tr("No column")),)
        self._choices.set_choices((*((str(number), words) for number, words in columns.items()), *none))
        self._choices.set_current(str(at) if at is not None else None if self._needed else _NONE)
        self._shown.setText(columns[at] if at is not None else self.tr("No column"))
        self.choose.setText(self.tr("Choose a column") if at is None else self.tr("Another column"))
        self._open_choices(opened=at is None and self._needed)
        if here:
            (self._choices if at is None and self._needed else self.choose).setFocus()

    def _open(self) -> None:
        self._open_choices(opened=True)
        self._choices.setFocus()

    def _open_choices(self, *, opened: bool) -> None:
        self._choices.setVisible(opened)
        self._shown.setVisible(not opened)
        self.choose.setVisible(not opened)
