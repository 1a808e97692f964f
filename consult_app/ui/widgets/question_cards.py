"""All cards of questions of one step, below each other."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from consult_app.domain.questionnaire import Question
from consult_app.ui.arranging import lay_out_around
from consult_app.ui.growing import Growing
from consult_app.ui.painting import focus_by_keyboard
from consult_app.ui.tokens import Motion
from consult_app.ui.widgets.question_card import QuestionCard
from consult_app.workflow.screens.questions import Card, QuestionsScreen


class QuestionCards(QWidget):
    """Cards of questions, built once, one a turn; an answer changes them in place. Any page can hold them."""

    answered = Signal(str, object)
    cleared = Signal(str)
    confirmed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[str, QuestionCard] = {}
        self._shown: tuple[Card, ...] = ()
        self._growing = Growing(self._grow, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(20)
        self._dim = QTimer(self, singleShot=True, interval=Motion.LIT)
        self._dim.timeout.connect(self._put_out)

    def display(self, screen: QuestionsScreen) -> None:
        """Show the questions as they stand; emits nothing."""
        before, self._shown = self._shown, screen.cards
        if not _ask_the_same(before, screen.cards):
            self._build()
            return
        for card, known in zip(screen.cards, before, strict=True):
            if card is not known and card.id in self._cards:
                self._show(card)
                lay_out_around(self._cards[card.id])

    def reveal(self, question_id: str) -> bool:
        """Scroll to a question, light it up and give it the keyboard; False where it is not shown here."""
        self._growing.finish()
        card = next((each for each in self._cards.values() if each.control(question_id)), None)
        if card is None:
            return False
        # Once the event loop has laid the page out; a page shown just now has no geometry yet.
        QTimer.singleShot(0, card, lambda: self._scroll_to(card, question_id))
        return True

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for card in self._cards.values():
            card.flush()

    def _build(self) -> None:
        for gone in self._cards.values():
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._cards = {}
        self._growing.start()

    def _grow(self) -> bool:
        """Add the next card; False after the last one."""
        waiting = self._shown[len(self._cards) :]
        if waiting:
            card = waiting[0]
            made = self._cards[card.id] = QuestionCard(card)
            made.answered.connect(self.answered)
            made.cleared.connect(self.cleared)
            made.confirmed.connect(self.confirmed)
            self._column.addWidget(made)
            self._show(card)
        return len(waiting) > 1

    def _show(self, card: Card) -> None:
        shown = self._cards[card.id]
        shown.display(card)
        if shown.isHidden() is card.shown:
            shown.setVisible(card.shown)

    def _scroll_to(self, card: QuestionCard, question_id: str) -> None:
        control = card.control(question_id)
        if control is None:
            return
        page: QWidget | None = self.parentWidget()
        while page is not None and not isinstance(page, QScrollArea):
            page = page.parentWidget()
        if isinstance(page, QScrollArea) and (content := page.widget()) is not None:
            row = card.place_of(question_id)
            top_left = card.mapTo(content, row.topLeft())
            page.ensureVisible(top_left.x(), top_left.y() + row.height() // 2, 0, row.height() // 2 + 60)
        self._put_out()
        card.light(question_id)
        self._dim.start()
        focus_by_keyboard(control)

    def _put_out(self) -> None:
        for card in self._cards.values():
            card.light("")


def _ask_the_same(cards: tuple[Card, ...], others: tuple[Card, ...]) -> bool:
    """Whether cards have the same questions, so that one's widgets can show the other."""
    return len(cards) == len(others) and all(
        card is other or (card.id, _asked(card)) == (other.id, _asked(other))
        for card, other in zip(cards, others, strict=True)
    )


def _asked(card: Card) -> list[Question]:
    return [row.question for row in card.rows]
