"""Screening: the last questions, and every finding in full."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui.widgets.finding_list import FindingList
from consult_app.ui.widgets.page import Page
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.question_cards import QuestionCards
from consult_app.workflow.screens.findings import FindingsScreen
from consult_app.workflow.screens.questions import QuestionsScreen


class ScreeningPage(Page):
    """Questions of the day, then the findings with rule, answers behind, advice, sources and certainty."""

    answered = Signal(str, object)
    cleared = Signal(str)
    confirmed = Signal(object)
    jump_requested = Signal(str, object)
    override_requested = Signal(str, str)
    override_withdrawn = Signal(str)
    reason_written = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Step.SCREENING, parent=parent)
        self._cards = QuestionCards()
        self._cards.answered.connect(self.answered)
        self._cards.cleared.connect(self.cleared)
        self._cards.confirmed.connect(self.confirmed)
        self._heading = PlainLabel("", "heading")
        self._waiting = PlainLabel("", "quiet")
        self._list = FindingList(full=True)
        self._list.jump_requested.connect(self.jump_requested)
        self._list.override_requested.connect(self.override_requested)
        self._list.override_withdrawn.connect(self.override_withdrawn)
        self._list.reason_written.connect(self.reason_written)
        for each in (self._cards, self._heading, self._list, self._waiting):
            self.body.addWidget(each)

    def display(self, questions: QuestionsScreen, findings: FindingsScreen, clinician: str) -> None:
        """Show questions and findings as they stand; overrides are made in the clinician's name."""
        self._cards.display(questions)
        self._list.display(findings.cards, clinician)
        count = len(findings.cards)
        heading = (
            (self.tr("{0} finding") if count == 1 else self.tr("{0} findings")).format(count)
            if count
            else self.tr("No findings so far")
        )
        waiting = (
            (
                self.tr("{0} more check waits for answers that were not given yet.")
                if findings.unasked == 1
                else self.tr("{0} more checks wait for answers that were not given yet.")
            ).format(findings.unasked)
            if findings.unasked
            else ""
        )
        for label, words in ((self._heading, heading), (self._waiting, waiting)):
            if words != label.text():
                label.setText(words)
        self._waiting.setVisible(bool(waiting))

    def reveal(self, question_id: str) -> None:
        """Scroll to a question and give it the keyboard."""
        self._cards.reveal(question_id)

    def at(self) -> str:
        """Give the question that somebody is at."""
        return self._cards.at()

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._cards.flush()
        self._list.flush()
