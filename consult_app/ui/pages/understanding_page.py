"""Check of understanding, and what the patient asked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.consultation import Exchange
from consult_app.domain.questionnaire import Step
from consult_app.ui.arranging import drop, scroll_to, tab_through
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.exchange_row import ExchangeRow
from consult_app.ui.widgets.open_risks import OpenRisks
from consult_app.ui.widgets.page import Page
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.question_cards import QuestionCards
from consult_app.workflow.screens.understanding import UnderstandingScreen


class UnderstandingPage(Page):
    """Draw an `UnderstandingScreen`; report answers, and all exchanges (a tuple) when one changes."""

    answered = Signal(str, object)
    cleared = Signal(str)
    exchanged = Signal(object)
    jump_requested = Signal(object)
    """Gap."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Step.UNDERSTANDING, parent=parent)
        self._told: tuple[Exchange, ...] = ()
        self._rows: list[ExchangeRow] = []
        self._exchanges = QVBoxLayout()
        self._exchanges.setSpacing(12)
        self._questions = QuestionCards()
        self._questions.answered.connect(self.answered)
        self._questions.cleared.connect(self.cleared)
        self._add = Button(self.tr("Add a question"), "soft", "message-square-plus")
        self._add.clicked.connect(self._ask)
        asked = Card(self.tr("What the patient asked"))
        asked.body.addWidget(
            PlainLabel(self.tr("Each question and the answer given become part of the record."), "quiet")
        )
        asked.body.addLayout(self._exchanges)
        asked.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self._open = OpenRisks()
        self._open.jump_requested.connect(self.jump_requested)
        self.body.addWidget(self._open)
        self.body.addWidget(self._questions)
        self.body.addWidget(asked)

    def display(self, screen: UnderstandingScreen) -> None:
        """Show the answers, and the questions asked."""
        self._questions.display(screen.questions)
        if self._open.display(screen.open_risks):
            tab_through((self._open, self._questions, *self._rows, self._add))
        # What was told comes back as it is; rows with nothing in them yet must not vanish under the writer.
        if screen.exchanges != self._told:
            self._told = screen.exchanges
            self._write(screen.exchanges)

    def reveal(self, subject: str) -> None:
        """Scroll to a question and give it the keyboard."""
        self._questions.reveal(subject)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        self._questions.flush()
        for row in self._rows:
            row.flush()

    def _write(self, exchanges: tuple[Exchange, ...]) -> None:
        while self._rows:
            drop(self._exchanges, self._rows.pop())
        for exchange in exchanges:
            self._append(exchange)

    def _append(self, exchange: Exchange) -> ExchangeRow:
        row = ExchangeRow(exchange)
        row.edited.connect(self._tell)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._exchanges.addWidget(row)
        tab_through((*self._rows, self._add))
        return row

    def _ask(self) -> None:
        row = self._append(Exchange("", ""))
        scroll_to(self, row, row)

    def _remove(self, row: ExchangeRow) -> None:
        self._rows.remove(row)
        drop(self._exchanges, row)
        self._tell()

    def _tell(self) -> None:
        exchanges = (row.exchange() for row in self._rows)
        told = tuple(each for each in exchanges if each.question or each.answer)
        if told != self._told:
            self._told = told
            self.exchanged.emit(told)
