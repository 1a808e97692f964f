"""One outcome: treated beside untreated, and what is known about it."""

from PySide6.QtWidgets import QWidget

from consult_app.domain.frequency import IconArray as Figures
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.card_grid import CardGrid
from consult_app.ui.widgets.course_line import CourseLine
from consult_app.ui.widgets.fact_strip import FactStrip
from consult_app.ui.widgets.likelihood import Likelihood
from consult_app.ui.widgets.passage import Passage
from consult_app.ui.widgets.source_line import SourceLine
from consult_app.workflow.screens.expectations import OutcomeCard


class OutcomePanel(Card):
    """A card for an outcome; both arms are shown out of the same number of people."""

    def __init__(self, outcome: OutcomeCard, parent: QWidget | None = None) -> None:
        super().__init__(outcome.title, parent=parent)
        self._text = Passage("body")
        self._treated = Likelihood(Tone.PRIMARY)
        self._untreated = Likelihood(Tone.NEUTRAL)
        self._details = FactStrip(column=110)
        self._unknown = Passage("quiet")
        self._source = SourceLine()
        self._course = CourseLine()
        self._uncounted = Likelihood()
        self._arms = CardGrid(gap=16)
        self._arms.set_cards((self._treated, self._untreated))
        self.body.addWidget(self._text)
        self.body.addWidget(self._arms)
        self.body.addWidget(self._uncounted)
        self.body.addWidget(self._course)
        self.body.addWidget(self._details)
        self.body.addWidget(self._unknown)
        self.body.addWidget(self._source)
        self.display(outcome)

    def display(self, outcome: OutcomeCard) -> None:
        """Show the outcome."""
        self.set_title(outcome.title)
        self._text.show_words(outcome.text)
        # One honest line says more than two empty halves.
        self._arms.setVisible(not outcome.uncounted)
        self._uncounted.setVisible(bool(outcome.uncounted))
        self._uncounted.show_rate(outcome.uncounted, None)
        self._course.show_course(outcome.course_name, outcome.course)
        self._course.setVisible(bool(outcome.course))
        treated, untreated = alike(outcome.treated.icons, outcome.untreated.icons)
        self._treated.show_rate(outcome.treated.text, treated)
        self._untreated.show_rate(outcome.untreated.text, untreated)
        self._details.show_facts(outcome.details)
        self._details.setVisible(bool(outcome.details))
        self._unknown.show_words(outcome.unknown)
        self._unknown.setVisible(bool(outcome.unknown))
        self._source.show_behind(outcome.behind)


def alike(one: Figures | None, other: Figures | None) -> tuple[Figures | None, Figures | None]:
    """Draw both out of the larger total: beside each other, different totals would mislead."""
    if one is None or other is None:
        return one, other
    total = max(one.total, other.total)
    return _out_of(one, total), _out_of(other, total)


def _out_of(figures: Figures, total: int) -> Figures:
    return Figures(figures.filled * total // figures.total, total)
