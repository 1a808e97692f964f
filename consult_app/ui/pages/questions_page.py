"""A page of questions: what matters, history, decisions."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui.widgets.page import Page
from consult_app.ui.widgets.question_cards import QuestionCards
from consult_app.workflow.screens.questions import QuestionsScreen


class QuestionsPage(Page):
    """Draw a `QuestionsScreen`; report what is answered (question id, value) or taken back."""

    answered = Signal(str, object)
    cleared = Signal(str)
    confirmed = Signal(object)

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(step, parent=parent)
        self._cards = QuestionCards()
        self._cards.answered.connect(self.answered)
        self._cards.cleared.connect(self.cleared)
        self._cards.confirmed.connect(self.confirmed)
        self.body.addWidget(self._cards)

    def display(self, screen: QuestionsScreen) -> None:
        """Show the questions as they stand."""
        self._cards.display(screen)

    def reveal(self, question_id: str) -> None:
        """Scroll to a question and give it the keyboard."""
        self._cards.reveal(question_id)

    def at(self) -> str:
        """Give the question that somebody is at."""
        return self._cards.at()

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._cards.flush()
