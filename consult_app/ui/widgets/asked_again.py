"""The buttons with which an answer of last time is let stand, having asked again."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

from consult_app.domain.consultation import Origin
from consult_app.ui.widgets.button import Button
from consult_app.workflow.screens.questions import QuestionRow


class AskedAgain(QObject):
    """One button for each answer of a card that came along, and one for all of them.

    The one for all waits until each of its rows was whole on screen: what nobody saw, nobody asked.
    """

    confirmed = Signal(object)
    """The ids of the questions whose answers stand."""

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self._card = card
        self._buttons: dict[str, Button] = {}
        self._open: tuple[str, ...] = ()
        self._seen: set[str] = set()
        self.all = Button("", "secondary", "check", parent=card)
        self.all.hide()
        self.all.clicked.connect(lambda: self.confirmed.emit(self._open))

    def display(self, rows: Iterable[QuestionRow]) -> dict[str, Button]:
        """Show a button in each row whose answer is still that of last time; gives those that are new."""
        waiting = {row.question.id: row for row in rows if row.shown and row.origin is Origin.EARLIER}
        if not waiting and not self._open:
            return {}
        for gone in self._buttons.keys() - waiting.keys():
            button = self._buttons.pop(gone)
            button.hide()
            button.deleteLater()
        new = {key: self._button(row) for key, row in waiting.items() if key not in self._buttons}
        self._buttons |= new
        self._open = tuple(waiting)
        self.all.setText(self.tr("All {0} still so").format(len(waiting)))
        self.all.setVisible(len(waiting) > 1)
        self._allow()
        return new

    @property
    def waits(self) -> bool:
        """Whether any answer of last time is still to be asked again."""
        return bool(self._open)

    def button(self, question_id: str) -> Button | None:
        """Give the button of a row, if it has one."""
        return self._buttons.get(question_id)

    def note_seen(self, areas: Mapping[str, QRect], region: QRegion) -> None:
        """Note which of the rows are whole within what is on screen."""
        whole = {
            key for key in self._open if key in areas and QRegion(areas[key]).subtracted(region).isEmpty()
        }
        if not whole <= self._seen:
            self._seen |= whole
            self._allow()

    def _allow(self) -> None:
        seen = self._seen.issuperset(self._open)
        self.all.setEnabled(seen)
        self.all.setToolTip("" if seen else self.tr("First have each of these questions on screen."))

    def _button(self, row: QuestionRow) -> Button:
        button = Button(self.tr("Still so"), "soft", "check", parent=self._card)
        button.setAccessibleName(self.tr("{0} Still so").format(row.question.text))
        button.setAccessibleDescription(self.tr("The answer is that of last time. Ask again."))
        button.clicked.connect(lambda: self.confirmed.emit((row.question.id,)))
        button.show()
        return button
