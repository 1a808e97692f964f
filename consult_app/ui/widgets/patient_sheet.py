"""One page of what the patient sees alone: words at one side, the answer or the figures at the other."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult_app.domain.consultation import RiskTalk
from consult_app.domain.wording import Words
from consult_app.ui import theme
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.large_choice import LargeTick
from consult_app.ui.widgets.large_text import LargeText
from consult_app.ui.widgets.large_words import (
    CAPTION,
    PART,
    SMALL,
    TEXT,
    TITLE,
    LargeWords,
    facts_in_words,
)
from consult_app.ui.widgets.patient_answer import PatientAnswer
from consult_app.ui.widgets.people import People
from consult_app.ui.widgets.symbol import Symbol
from consult_app.workflow.screens.patient_pages import PatientPage, Picture, Sort

_BESIDE_FROM = 980
_SIDE, _GAP, _WIDEST = 56, 56, 1280
_LEAST_ARM = 120


class PatientSheet(QScrollArea):
    """Built for one page; `display` changes what was answered and emits nothing."""

    answered = Signal(str, object)
    cleared = Signal(str)
    weighed = Signal(str, object)
    worded = Signal(str)
    """The words of a question that is asked here."""

    def __init__(self, page: PatientPage, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._words = words
        self._answer: PatientAnswer | None = None
        self._matters: LargeTick | None = None
        self._why: LargeText | None = None
        self._asks: LargeText | None = None
        self._text = LargeWords()
        self._aside = QVBoxLayout()
        self._aside.setSpacing(20)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._fill()
        self._lay_out()
        self.display(page)

    def display(self, page: PatientPage) -> None:
        """Show the same page with other answers."""
        self._page = page
        self._text.show_words(
            (page.part, PART),
            (page.title, TITLE),
            (page.text, TEXT),
            *(facts_in_words(page.facts) if page.sort is Sort.RISK else ()),
            (page.quiet, SMALL),
        )
        if self._answer is not None:
            self._answer.display(page.value)
        if page.talk is not None and self._matters is not None and self._why is not None:
            self._matters.setChecked(page.talk.matters)
            self._why.set_text(page.talk.words)
            self._why.setVisible(page.talk.matters)
        if self._asks is not None:
            self._asks.set_text(page.asked or "")
            self._asks.setVisible(page.asked is not None)

    def show_question(self) -> None:
        """Bring the box for a question into view, and the keyboard to it."""
        if self._asks is not None and not self._asks.isHidden():
            box = self._asks
            box.setFocus()
            # Once the event loop has laid the page out: a box shown just now has no place yet.
            QTimer.singleShot(0, box, lambda: self.ensureWidgetVisible(box, 0, 40))

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for each in (self._answer, self._why, self._asks):
            if each is not None:
                each.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack both halves where they have no room beside each other, as on a turned tablet."""
        super().resizeEvent(event)
        least = (_BESIDE_FROM + theme.scaled(_BESIDE_FROM)) // 2
        beside = self._aside.count() > 0 and event.size().width() >= least
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._halves.direction() is not way:
            self._halves.setDirection(way)
            self._halves.setSpacing(_GAP if beside else 28)

    def _fill(self) -> None:
        page = self._page
        if page.question is not None:
            self._answer = PatientAnswer(page.question, self._words)
            self._answer.answered.connect(lambda value: self.answered.emit(page.question.id, value))
            self._answer.cleared.connect(lambda: self.cleared.emit(page.question.id))
            self._aside.addWidget(self._answer)
        if page.pictures:
            self._aside.addWidget(_pictures(page.pictures))
        if page.facts and page.sort is not Sort.RISK:
            card = _card()
            facts = LargeWords()
            facts.show_words(*facts_in_words(page.facts))
            card.body.addWidget(facts)
            self._aside.addWidget(card)
        if page.talk is not None:
            self._weigh()
        if page.sort is Sort.OVER:
            self._aside.addWidget(Symbol("hand-heart", 160), 0, Qt.AlignmentFlag.AlignHCenter)
        if page.sort in (Sort.QUESTION, Sort.OUTCOME, Sort.OPTION):
            self._asks = LargeText(page.title, self._words("patient.ask.write"), lines=3)
            self._asks.edited.connect(self.worded)

    def _weigh(self) -> None:
        name = self._page.title
        self._matters = LargeTick(self._words("patient.matters"), name)
        self._why = LargeText(name, self._words("patient.matters.why"), lines=2)
        self._matters.clicked.connect(self._tell)
        self._why.edited.connect(self._tell)
        self._aside.addWidget(self._matters)
        self._aside.addWidget(self._why)

    def _tell(self) -> None:
        talk = self._page.talk
        if talk is None or self._matters is None or self._why is None:
            return
        matters = self._matters.isChecked()
        words = self._why.toPlainText().strip() if matters else ""
        weighed = RiskTalk(talk.discussed, matters, words, has_questions=talk.has_questions)
        self.weighed.emit(self._page.subject, weighed)

    def _lay_out(self) -> None:
        aside = QWidget()
        column = QVBoxLayout(aside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addLayout(self._aside)
        column.addStretch(1)
        # Beside a long list the words begin where it begins, or they would stand below the screen.
        self._halves.addLayout(self._words_half(middle=self._page.sort not in (Sort.OPTION, Sort.OUTCOME)), 1)
        self._halves.addWidget(aside, 1)
        self._halves.setSpacing(_GAP)
        aside.setVisible(self._aside.count() > 0)
        whole = QWidget()
        whole.setMaximumWidth(_WIDEST)
        inner = QVBoxLayout(whole)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addStretch(1)
        inner.addLayout(self._halves)
        inner.addStretch(1)
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(_SIDE, 12, _SIDE, 12)
        row.addStretch(1)
        row.addWidget(whole, 1000)
        row.addStretch(1)
        self.setWidget(ground)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self._page.title)
        if self._answer is not None:
            self.setFocusProxy(self._answer)

    def _words_half(self, *, middle: bool) -> QVBoxLayout:
        half = QVBoxLayout()
        half.setSpacing(20)
        if middle:
            half.addStretch(1)
        half.addWidget(self._text)
        if self._asks is not None:
            half.addWidget(self._asks)
        half.addStretch(1)
        return half


def _card() -> Card:
    card = Card()
    card.body.setContentsMargins(14, 6, 14, 6)
    card.body.setSpacing(16)
    return card


def _pictures(pictures: tuple[Picture, ...]) -> Card:
    """Lay the figures of one or two arms on a card, with a sentence where nobody counted."""
    card = _card()
    if len(pictures) > 1 and all(each.icons is not None for each in pictures):
        card.body.addLayout(_arms(pictures))
        return card
    for picture in pictures:
        caption = LargeWords()
        caption.show_words((picture.caption, CAPTION))
        if picture.icons is not None:
            card.body.addWidget(People(picture.icons, picture.caption))
            card.body.addWidget(caption)
        else:
            row = QHBoxLayout()
            row.setSpacing(14)
            row.addWidget(Symbol("circle-help"))
            row.addWidget(caption, 1)
            card.body.addLayout(row)
    return card


def _arms(pictures: tuple[Picture, ...]) -> QGridLayout:
    """Lay those who were treated beside those who were not: the two are to be seen in one look."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(28)
    grid.setVerticalSpacing(12)
    for column, picture in enumerate(pictures):
        caption = LargeWords()
        caption.least = _LEAST_ARM
        caption.show_words((picture.caption, CAPTION))
        grid.addWidget(caption, 0, column, Qt.AlignmentFlag.AlignBottom)
        if picture.icons is not None:
            tone = Tone.NEUTRAL if column else Tone.PRIMARY
            grid.addWidget(People(picture.icons, picture.caption, largest=26, tone=tone), 1, column)
        grid.setColumnStretch(column, 1)
    return grid
