"""All cards of questions of one step, below each other."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from consult_app.domain.questionnaire import Question
from consult_app.ui.arranging import lay_out
from consult_app.ui.growing import Growing
from consult_app.ui.painting import focus_by_keyboard
from consult_app.ui.tokens import Motion
from consult_app.ui.widgets.question_card import QuestionCard
from consult_app.workflow.screens.questions import Card, QuestionsScreen

_GAP = 20


class QuestionCards(QWidget):
    """Cards of questions, built once, a few a turn; an answer changes them in place. Any page can hold them.

    They are placed by hand: a layout measures all of them anew for each one that comes.
    """

    answered = Signal(str, object)
    cleared = Signal(str)
    confirmed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[str, QuestionCard] = {}
        self._shown: tuple[Card, ...] = ()
        self._bottom = 0
        self._growing = Growing(self._grow, self)
        # What comes below leaves what is painted as it is.
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
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
        if self.isVisible():
            lay_out(self)
        else:
            # Nothing that is out of sight is asked to place what it holds.
            self._settle()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size, out of sight too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def reveal(self, question_id: str) -> bool:
        """Scroll to a question, light it up and give it the keyboard; False where it is not shown here."""
        self._growing.finish()
        card = next((each for each in self._cards.values() if each.control(question_id)), None)
        if card is None:
            return False
        # Once the event loop has laid the page out; a page shown just now has no geometry yet.
        QTimer.singleShot(0, card, lambda: self._scroll_to(card, question_id))
        return True

    def at(self) -> str:
        """Give the question in sight that had the keyboard last, else the first in sight; it may be none."""
        in_sight = {
            row.question.id: control
            for card in self._shown
            for row in card.rows
            if card.id in self._cards
            and (control := self._cards[card.id].control(row.question.id))
            and not control.visibleRegion().isEmpty()
        }
        last = self.focusWidget()
        held = (key for key, each in in_sight.items() if each is last or each.isAncestorOf(last))
        return next(held, next(iter(in_sight), ""))

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for card in self._cards.values():
            card.flush()

    def heightForWidth(self, width: int) -> int:
        """Measure all cards at a width."""
        heights = [each.heightForWidth(width) + _GAP for each in self._cards.values() if not each.isHidden()]
        return max(sum(heights) - _GAP, 0)

    def sizeHint(self) -> QSize:
        """Ask for the height at the present width."""
        width = max(self.width(), 320)
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place()

    def event(self, event: QEvent) -> bool:
        """Place the cards anew when one has grown or shrunk, came or went."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        return super().event(event)

    def _settle(self) -> None:
        if self._place() != self.height():
            self.updateGeometry()

    def _place(self) -> int:
        """Put the cards below each other; gives the height of them all."""
        self._bottom = 0
        for card in self._cards.values():
            if not card.isHidden():
                self._append(card)
        return max(self._bottom - _GAP, 0)

    def _append(self, card: QuestionCard) -> None:
        """Put a card below those that are placed."""
        width = self.width()
        height = card.heightForWidth(width)
        card.setGeometry(0, self._bottom, width, height)
        self._bottom += height + _GAP

    def _build(self) -> None:
        for gone in self._cards.values():
            gone.hide()
            gone.deleteLater()
        self._cards, self._bottom = {}, 0
        self._growing.start()

    def _grow(self) -> bool:
        """Add the next card; False after the last one."""
        waiting = self._shown[len(self._cards) :]
        if waiting:
            card = waiting[0]
            made = self._cards[card.id] = QuestionCard(card, self)
            made.answered.connect(self.answered)
            made.cleared.connect(self.cleared)
            made.confirmed.connect(self.confirmed)
            if card.shown:
                # In its place before it is shown, so that it need not find another one.
                self._append(made)
                self.updateGeometry()
            made.setVisible(card.shown)
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
