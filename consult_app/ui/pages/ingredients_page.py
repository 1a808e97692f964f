"""The mixture, and what can be added to it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.consultation import Portion
from consult_app.domain.questionnaire import Step
from consult_app.ui.arranging import arrange, drop, scroll_to, tab_through
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.ingredient_search import IngredientSearch
from consult_app.ui.widgets.mixture_row import MixtureRow
from consult_app.ui.widgets.notes_card import NotesCard
from consult_app.ui.widgets.page import Page
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.workflow.screens.ingredients import IngredientsScreen, PortionRow


class IngredientsPage(Page):
    """Draw an `IngredientsScreen`; report the whole mixture (a tuple of Portion) at each change."""

    mixed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Step.INGREDIENTS, parent=parent)
        self._rows: dict[str, MixtureRow] = {}
        self._areas: tuple[str, ...] = ()
        self._added = ""
        self._mixture = QVBoxLayout()
        self._mixture.setSpacing(20)
        self._none = Card(self.tr("Nothing in the mixture yet"))
        self._none.body.addWidget(
            PlainLabel(self.tr("Find each ingredient below. It is checked as soon as it is added."), "quiet")
        )
        self._search = IngredientSearch()
        self._search.added.connect(self._add)
        self._notes = NotesCard()
        self.body.addWidget(self._none)
        self.body.addLayout(self._mixture)
        self.body.addWidget(self._search)
        self.body.addWidget(self._notes)

    def display(self, screen: IngredientsScreen) -> None:
        """Show the mixture and what can still be added."""
        if screen.areas != self._areas:
            self._areas = screen.areas
            while self._rows:
                drop(self._mixture, self._rows.popitem()[1])
        rows = {each.card.id: each for each in screen.mixture}
        moved = arrange(self._mixture, self._rows, tuple(rows), lambda key: self._row(rows[key]))
        for key, row in rows.items():
            self._rows[key].display(row, screen.day)
        self._none.setVisible(not rows)
        if self._search.display(screen.available) or moved:
            tab_through((*self._rows.values(), *self._search.stops()))
        self._notes.display(screen.notes)
        if self._added in self._rows:
            self.reveal(self._added)
        self._added = ""

    def reveal(self, subject: str) -> None:
        """Scroll to an ingredient of the mixture; without one, to the search."""
        if row := self._rows.get(subject):
            scroll_to(self, row, row.focus())
        else:
            scroll_to(self, self._search, self._search.field)

    def begin_search(self) -> None:
        """Bring the keyboard to the search."""
        scroll_to(self, self._search, self._search.field)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for row in self._rows.values():
            row.flush()

    def _row(self, row: PortionRow) -> MixtureRow:
        made = MixtureRow(row, self._areas)
        made.edited.connect(lambda: self.mixed.emit(self._portions()))
        made.removed.connect(lambda gone: self.mixed.emit(self._portions(without=gone)))
        made.finished.connect(lambda: self.reveal(""))
        return made

    def _add(self, ingredient: str) -> None:
        self._added = ingredient
        self.mixed.emit((*self._portions(), Portion(ingredient)))

    def _portions(self, without: str = "") -> tuple[Portion, ...]:
        return tuple(row.portion() for key, row in self._rows.items() if key != without)
