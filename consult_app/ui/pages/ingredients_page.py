"""The mixture, and what can be added to it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.consultation import Portion
from consult_app.domain.questionnaire import Step
from consult_app.ui.arranging import arrange, scroll_to, tab_through
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.ingredient_line import IngredientLine
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.mixture_row import MixtureRow
from consult_app.ui.widgets.notes_card import NotesCard
from consult_app.ui.widgets.page import Page
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.workflow.screens.ingredients import IngredientCard, IngredientsScreen, PortionRow


class IngredientsPage(Page):
    """Draw an `IngredientsScreen`; report the whole mixture (a tuple of Portion) at each change."""

    mixed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Step.INGREDIENTS, parent=parent)
        self._rows: dict[str, MixtureRow] = {}
        self._lines: dict[str, IngredientLine] = {}
        self._added = ""
        self._mixture = QVBoxLayout()
        self._mixture.setSpacing(20)
        self._none = Card(self.tr("Nothing in the mixture yet"))
        self._none.body.addWidget(
            PlainLabel(self.tr("Add each ingredient from the list below. It is checked at once."), "quiet")
        )
        self._search = LineField(name=self.tr("Search the ingredients"))
        self._search.edit.setPlaceholderText(self.tr("Search by name, kind or plain words"))
        self._search.edit.textChanged.connect(self._sift)
        self._nothing = PlainLabel(self.tr("No ingredient with these words."), "quiet")
        self._available = QVBoxLayout()
        self._available.setSpacing(8)
        self.body.addWidget(self._none)
        self.body.addLayout(self._mixture)
        self._notes = NotesCard()
        self.body.addWidget(self._choice())
        self.body.addWidget(self._notes)

    def display(self, screen: IngredientsScreen) -> None:
        """Show the mixture and what can still be added."""
        rows = {each.card.id: each for each in screen.mixture}
        moved = arrange(self._mixture, self._rows, tuple(rows), lambda key: self._row(rows[key]))
        for key, row in rows.items():
            self._rows[key].display(row)
        self._none.setVisible(not rows)
        cards = {each.id: each for each in screen.available}
        if arrange(self._available, self._lines, tuple(cards), lambda key: self._line(cards[key])) or moved:
            tab_through((*self._rows.values(), self._search, *self._lines.values()))
        self._sift()
        self._notes.display(screen.notes)
        if self._added in self._rows:
            self.reveal(self._added)
        self._added = ""

    def reveal(self, subject: str) -> None:
        """Scroll to an ingredient of the mixture; without one, to the list."""
        if row := self._rows.get(subject):
            scroll_to(self, row, row.focus())
        else:
            scroll_to(self, self._search, self._search)

    def begin_search(self) -> None:
        """Bring the keyboard to the search."""
        scroll_to(self, self._search, self._search)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for row in self._rows.values():
            row.flush()

    def _choice(self) -> Card:
        card = Card(self.tr("Add an ingredient"))
        card.body.addWidget(self._search)
        card.body.addWidget(self._nothing)
        card.body.addLayout(self._available)
        return card

    def _row(self, row: PortionRow) -> MixtureRow:
        made = MixtureRow(row)
        made.edited.connect(lambda: self.mixed.emit(self._portions()))
        made.removed.connect(lambda gone: self.mixed.emit(self._portions(without=gone)))
        return made

    def _line(self, card: IngredientCard) -> IngredientLine:
        line = IngredientLine(card)
        line.added.connect(self._add)
        return line

    def _add(self, ingredient: str) -> None:
        self._added = ingredient
        self._search.edit.clear()
        self.mixed.emit((*self._portions(), Portion(ingredient)))

    def _portions(self, without: str = "") -> tuple[Portion, ...]:
        return tuple(row.portion() for key, row in self._rows.items() if key != without)

    def _sift(self) -> None:
        found = {key for key, line in self._lines.items() if line.matches(self._search.text())}
        for key, line in self._lines.items():
            line.setVisible(key in found)
        self._nothing.setVisible(not found)
