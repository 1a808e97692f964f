"""What is hoped for beside what is likely."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui.arranging import arrange
from consult_app.ui.growing import Growing
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.fact_list import FactList
from consult_app.ui.widgets.outcome_panel import OutcomePanel
from consult_app.ui.widgets.page import Page
from consult_app.ui.widgets.passage import Passage
from consult_app.ui.widgets.question_cards import QuestionCards
from consult_app.workflow.screens.expectations import ExpectationsScreen


class ExpectationsPage(Page):
    """Draw an `ExpectationsScreen`; report what was agreed (question id, value) or taken back."""

    answered = Signal(str, object)
    cleared = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Step.EXPECTATIONS, parent=parent)
        self._hoped = Passage("heading", "quiet")
        self._likely = FactList()
        self._panels: dict[str, OutcomePanel] = {}
        self._screen: ExpectationsScreen | None = None
        self._growing = Growing(self._grow, self)
        self._outcomes = QVBoxLayout()
        self._outcomes.setSpacing(20)
        self._questions = QuestionCards()
        self._questions.answered.connect(self.answered)
        self._questions.cleared.connect(self.cleared)
        self.body.addLayout(self._beside())
        self.body.addLayout(self._outcomes)
        self.body.addWidget(self._questions)

    def display(self, screen: ExpectationsScreen) -> None:
        """Show what to expect and what was agreed."""
        quote = self.tr("“{0}”").format(screen.hoped_for) if screen.hoped_for else ""
        self._hoped.show_words(
            quote or self.tr("Not said yet"),
            self.tr("Agree together which part of this the treatment can do, and which it cannot."),
        )
        self._likely.show_facts([(name, _capital(value)) for name, value in screen.likely])
        self._screen = screen
        for outcome in screen.outcomes:
            if outcome.id in self._panels:
                self._panels[outcome.id].display(outcome)
        if tuple(self._panels) != tuple(each.id for each in screen.outcomes):
            self._growing.start()
        else:
            self._questions.display(screen.questions)

    def reveal(self, subject: str) -> None:
        """Scroll to a question and give it the keyboard."""
        self._growing.finish()
        self._questions.reveal(subject)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._questions.flush()

    def _grow(self) -> bool:
        """Add the next outcome, and after them what is agreed; False once all is there."""
        assert self._screen is not None  # noqa: S101 - grows from what is displayed
        outcomes = {each.id: each for each in self._screen.outcomes}
        wanted = tuple(outcomes)[: sum(key in outcomes for key in self._panels) + 1]
        arrange(self._outcomes, self._panels, wanted, lambda key: OutcomePanel(outcomes[key]))
        if len(wanted) < len(outcomes):
            return True
        self._questions.display(self._screen.questions)
        return False

    def _beside(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(20)
        hoped = Card(self.tr("Hoped for"), Tone.PRIMARY)
        likely = Card(self.tr("Likely"))
        for card, content in ((hoped, self._hoped), (likely, self._likely)):
            card.body.addWidget(content)
            row.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        return row


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
