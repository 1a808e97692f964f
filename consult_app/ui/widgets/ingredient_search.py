"""Finding an ingredient by typing, and adding it by Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.arranging import arrange
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.ingredient_line import IngredientLine
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.workflow.screens.ingredients import IngredientCard

_FEW = 6


class IngredientSearch(Card):
    """A field and what it finds; up and down choose among that. A long list is shown when it is asked for."""

    added = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Add an ingredient"))
        self._lines: dict[str, IngredientLine] = {}
        self._lit = ""
        self._all = False
        self.field = LineField(name=self.tr("Search the ingredients"))
        self.field.edit.setPlaceholderText(self.tr("Search by name, kind or plain words"))
        self.field.edit.textChanged.connect(self._sift)
        self.field.edit.returnPressed.connect(self._take)
        self.field.edit.installEventFilter(self)
        self._hint = PlainLabel("", "quiet")
        self._found = QVBoxLayout()
        self._found.setSpacing(8)
        self._show = Button("", "soft", "list")
        self._show.clicked.connect(self._turn)
        self.body.addWidget(self.field)
        self.body.addWidget(self._hint)
        self.body.addLayout(self._found)
        self.body.addWidget(self._show, 0, Qt.AlignmentFlag.AlignLeft)

    def display(self, cards: Sequence[IngredientCard]) -> bool:
        """Offer these ingredients; True where they are others than before."""
        by_id = {each.id: each for each in cards}
        changed = arrange(self._found, self._lines, tuple(by_id), lambda key: self._line(by_id[key]))
        self._sift()
        return changed

    def stops(self) -> tuple[QWidget, ...]:
        """Give the parts in the order in which they are read."""
        return (self.field, *self._lines.values(), self._show)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose among what was found by the arrow keys, without leaving the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _line(self, card: IngredientCard) -> IngredientLine:
        line = IngredientLine(card)
        line.added.connect(self._add)
        return line

    def _add(self, ingredient: str) -> None:
        self._all = False
        self.field.edit.clear()
        self.added.emit(ingredient)

    def _take(self) -> None:
        if self._lit:
            self._add(self._lit)

    def _turn(self) -> None:
        self._all = not self._all
        self._sift()

    def _move(self, step: int) -> None:
        shown = [key for key, line in self._lines.items() if not line.isHidden()]
        if shown:
            at = shown.index(self._lit) + step if self._lit in shown else 0
            self._light(shown[at % len(shown)])

    def _sift(self) -> None:
        typed = self.field.text().strip()
        found = [key for key, line in self._lines.items() if line.matches(typed)]
        open_list = bool(typed) or self._all or len(self._lines) <= _FEW
        for key, line in self._lines.items():
            line.setVisible(open_list and key in found)
        self._show.setVisible(not typed and len(self._lines) > _FEW)
        count = len(self._lines)
        self._show.setText(
            self.tr("Fold the list") if self._all else self.tr("Show all {0} ingredients").format(count)
        )
        self._show.updateGeometry()
        named = [key for key in found if self._lines[key].begins_with(typed)]
        self._light(next(iter(named or found), "") if typed else "")
        if typed and not found:
            self._say(self.tr("No ingredient with these words."))

    def _light(self, chosen: str) -> None:
        self._lit = chosen
        for key, line in self._lines.items():
            line.light(on=key == chosen)
        self._say(self.tr("Enter adds {0}").format(self._lines[chosen].name) if chosen else "")

    def _say(self, words: str) -> None:
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        self.field.edit.setAccessibleDescription(words)
