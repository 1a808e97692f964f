"""Risks, each talked through by itself."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui.arranging import arrange, scroll_to
from consult_app.ui.growing import Growing
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.entries import Entries
from consult_app.ui.widgets.filter_pills import FilterPills
from consult_app.ui.widgets.page import Page
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.progress_words import ProgressWords
from consult_app.ui.widgets.risk_panel import RiskPanel
from consult_app.workflow.screens.risks import RiskCard, RisksScreen, weightiest_first

_ALL = "all"
_AT_ONCE = 2
"""So many risks are built in the turn that shows the page; the others come one a turn."""
_SIEVES: dict[str, Callable[[RiskCard], bool]] = {
    _ALL: lambda _: True,
    "serious": lambda risk: risk.grave,
    "open": lambda risk: not risk.talk.discussed,
    "questions": lambda risk: risk.talk.has_questions,
    "matters": lambda risk: risk.talk.matters,
}


class RisksPage(Page):
    """Draw a `RisksScreen`; report how a risk was talked through (id, RiskTalk), and risks added by hand.

    Order, folding and what a filter shows are settled when the page is entered or the filter is chosen:
    nothing may move under the pointer while risks are answered.
    """

    weighed = Signal(str, object)
    own_risks_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Step.RISKS, parent=parent)
        self._panels: dict[str, RiskPanel] = {}
        self._cards: dict[str, RiskCard] = {}
        self._order: tuple[str, ...] = ()
        self._waiting: list[str] = []
        self._growing = Growing(self._grow, self)
        self._lead = ProgressWords()
        self._filter = FilterPills(self.tr("Show"))
        self._filter.set_choices([(key, key) for key in _SIEVES])
        self._filter.set_current(_ALL)
        self._filter.chosen.connect(lambda _: self._sift())
        self._filter.cleared.connect(self._show_all)
        self._none = PlainLabel(self.tr("No risk is like this."), "quiet")
        self._none.setVisible(False)
        self._risks = QVBoxLayout()
        self._risks.setSpacing(12)
        self._own = Entries(self.tr("Risks of this patient"))
        self._own.changed.connect(
            lambda entries: self.own_risks_changed.emit(tuple(each.name for each in entries))
        )
        self._lay_out()

    def display(self, screen: RisksScreen) -> None:
        """Show the risks and how far each was talked through."""
        self._cards = {each.id: each for each in screen.risks}
        self._show_progress(screen)
        entered = set(self._order) != set(self._cards)
        if entered:
            self._order = tuple(each.id for each in weightiest_first(screen.risks))
        self._arrange()
        for key, panel in self._panels.items():
            panel.display(self._cards[key])
        if entered:
            self._enter()
        self._own.set_value(screen.own_risks)

    def reveal(self, subject: str) -> None:
        """Scroll to a risk and give its answer the keyboard."""
        # What is built above it later would push it away.
        self._growing.finish()
        if panel := self._panels.get(subject):
            if not panel.isVisibleTo(self):
                self._show_all()
            panel.fold(away=False)
            scroll_to(self, panel, panel.focus())

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for panel in self._panels.values():
            panel.flush()
        self._own.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Sort anew when the page is entered again."""
        super().hideEvent(event)
        self._order, self._waiting = (), []

    def _lay_out(self) -> None:
        lead = Card()
        lead.body.addWidget(self._lead)
        lead.body.addWidget(self._filter)
        own = Card(self.tr("Risks of this patient"))
        own.body.addWidget(
            PlainLabel(
                self.tr("What the cards above do not say: from the history, the work, the plans."), "quiet"
            )
        )
        own.body.addWidget(self._own)
        self.body.addWidget(lead)
        self.body.addWidget(self._none)
        self.body.addLayout(self._risks)
        self.body.addWidget(own)

    def _show_progress(self, screen: RisksScreen) -> None:
        count = len(screen.risks)
        standing = self.tr("{0} of {1} discussed").format(screen.discussed, count)
        self._lead.show_progress(standing, screen.discussed / count if count else 1.0, screen.lead)
        words = {
            _ALL: self.tr("All {0}"),
            "serious": self.tr("Serious {0}"),
            "open": self.tr("Not yet discussed {0}"),
            "questions": self.tr("Has questions {0}"),
            "matters": self.tr("Matters {0}"),
        }
        counts = {key: sum(map(sieve, screen.risks)) for key, sieve in _SIEVES.items()}
        self._filter.show_words({key: words[key].format(counts[key]) for key in _SIEVES})

    def _panel(self, key: str) -> RiskPanel:
        risk = self._cards[key]
        panel = RiskPanel(risk, opened=False)
        panel.weighed.connect(self.weighed)
        return panel

    def _arrange(self, *new: str) -> None:
        """Keep the panels in order, those that are there already and new ones."""
        wanted = [key for key in self._order if key in self._panels or key in new]
        arrange(self._risks, self._panels, wanted, self._panel)

    def _enter(self) -> None:
        """Open what was not discussed, a risk a turn; fold away the rest."""
        for key, panel in self._panels.items():
            panel.fold(away=self._cards[key].talk.discussed)
        self._waiting = [key for key in self._order if key not in self._panels]
        for _ in range(_AT_ONCE - 1):
            self._grow()
        self._growing.start()
        self._show_all()

    def _grow(self) -> bool:
        """Build the next risk; False after the last one."""
        if self._waiting:
            key = self._waiting.pop(0)
            self._arrange(key)
            self._panels[key].fold(away=self._cards[key].talk.discussed)
            self._panels[key].setVisible(self._is_wanted(key))
        return bool(self._waiting)

    def _show_all(self) -> None:
        self._filter.set_current(_ALL)
        self._sift()

    def _sift(self) -> None:
        for key, panel in self._panels.items():
            panel.setVisible(self._is_wanted(key))
        self._none.setVisible(not any(map(self._is_wanted, self._cards)))

    def _is_wanted(self, key: str) -> bool:
        return _SIEVES[self._filter.current or _ALL](self._cards[key])
