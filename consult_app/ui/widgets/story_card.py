"""A sealed consent with what came of it: what was given, and what went wrong."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.account import Account
from consult_app.domain.given import Given
from consult_app.ui.days import day_words
from consult_app.ui.story_words import (
    complication_words,
    departures_words,
    dose_words,
    grade_word,
    hint_words,
    session_words,
    written_words,
)
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.badge import Badge
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.passage import Passage
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.workflow.screens.story import ComplicationStory, GivenStory, Story


class StoryCard(Card):
    """What was given line by line, each departure from the plan, then each complication; with what to do."""

    given_requested = Signal(str)
    photos_requested = Signal(str)
    complication_requested = Signal(str, str)
    """The consultation, and the account that is to be corrected, if any."""

    def __init__(self, story: Story, *, may_treat: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._story = story
        day = day_words(story.line.day)
        called = self.tr("Session {0} · {1}").format(story.number, day)
        self.set_title(called)
        self._called = called
        self.body.setSpacing(Space.APART)
        self.body.addWidget(PlainLabel(self.tr("{0}: {1}").format(story.line.treatment, story.goal), "quiet"))
        if story.given is None:
            self.body.addWidget(PlainLabel(self.tr("Nobody wrote down yet what was given."), "body"))
        else:
            self._tell_given(story.given)
        for each in story.complications:
            self._tell_complication(each)
        self._offer(may_treat=may_treat)

    def _tell_given(self, told: GivenStory) -> None:
        names = self._story.names
        for each in told.given.doses:
            self.body.addWidget(PlainLabel(dose_words(each, names), "body"))
        words = Passage("quiet", "body")
        words.show_words(session_words(told.given, names), told.given.notes)
        self.body.addWidget(words)
        if told.departures:
            differs = Passage("question")
            said = "; ".join(departures_words(told.departures, names))
            differs.show_words(self.tr("Not as planned. {0}").format(said))
            self.body.addWidget(differs)
        self._tell_written(told.account, told.earlier)

    def _tell_complication(self, told: ComplicationStory) -> None:
        head = QHBoxLayout()
        word, tone = grade_word(told.complication.grade)
        head.addWidget(PlainLabel(told.complication.what, "strong"), 1)
        head.addWidget(Badge(word, tone))
        self.body.addLayout(head)
        words = Passage("body", "warning")
        reported = told.complication.reported
        words.show_words(
            complication_words(told.complication), hint_words(told.hint) if told.hint and not reported else ""
        )
        self.body.addWidget(words)
        correct = Button(
            self.tr("Add or correct"),
            "link",
            "pencil",
            name=self.tr("Add or correct: {0}").format(told.complication.what),
        )
        correct.clicked.connect(
            lambda: self.complication_requested.emit(self._story.line.id, told.account.id)
        )
        self._tell_written(told.account, told.earlier, correct)

    def _tell_written(
        self, account: Account, earlier: tuple[Account, ...], button: Button | None = None
    ) -> None:
        row = QHBoxLayout()
        row.addWidget(PlainLabel(written_words(account), "quiet"), 1)
        if earlier:
            row.addWidget(self._unfolding(earlier))
        if button is not None:
            row.addWidget(button)
        self.body.addLayout(row)
        if earlier:
            self.body.addWidget(self._before)

    def _unfolding(self, earlier: tuple[Account, ...]) -> Button:
        """What stood there before is one press away, and never gone."""
        turn = Button(self.tr("Before"), "link", "history", name=self.tr("What was written before"))
        before = self._before = QWidget()
        column = QVBoxLayout(before)
        column.setContentsMargins(Space.CARD, 0, 0, 0)
        for each in earlier:
            column.addWidget(PlainLabel(self._told_words(each), "quiet"))
        before.hide()
        turn.clicked.connect(_turning(before))
        return turn

    def _told_words(self, account: Account) -> str:
        names, told = self._story.names, account.told
        if isinstance(told, Given):
            said = [*(dose_words(each, names) for each in told.doses), session_words(told, names), told.notes]
        else:
            said = [told.what, grade_word(told.grade)[0], complication_words(told)]
        return "\n".join((written_words(account), *(each for each in said if each)))

    def _offer(self, *, may_treat: bool) -> None:
        record = self._story.line.id
        written = self._story.given is not None
        text = self.tr("Correct what was given") if written else self.tr("Record what was given")
        give = Button(text, "secondary" if written else "soft", "syringe")
        give.setAccessibleDescription(self._called)
        give.setEnabled(may_treat)
        give.clicked.connect(lambda: self.given_requested.emit(record))
        note = Button(self.tr("Note a complication"), "secondary", "circle-alert")
        note.setAccessibleDescription(self._called)
        note.clicked.connect(lambda: self.complication_requested.emit(record, ""))
        photos = Button(self.tr("Photographs"), "secondary", "camera")
        photos.setAccessibleDescription(self._called)
        photos.clicked.connect(lambda: self.photos_requested.emit(record))
        self.body.addWidget(FlowRow((give, note, photos), Space.NEAR))
        if not may_treat:
            words = self.tr("What was given is written down by a clinician.")
            self.body.addWidget(PlainLabel(words, "quiet"))


def _turning(widget: QWidget) -> Callable[[], None]:
    return lambda: widget.setVisible(widget.isHidden())
