"""What is different since the last consent: read before the next consultation goes on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult_app.domain.changes import Change, How
from consult_app.ui.arranging import drop
from consult_app.ui.carried_words import loss_words
from consult_app.ui.days import day_words
from consult_app.ui.story_words import departures_words, earlier_words
from consult_app.ui.tokens import Space, Tone
from consult_app.ui.widgets.badge import Badge
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page_head import PageHead
from consult_app.ui.widgets.passage import Passage
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.scrolled_column import ScrolledColumn
from consult_app.workflow.screens.changes import ChangesScreen

_WIDEST = 1080
_MOST, _MOST_FIELDS = 30, 4
"""More than so many changes nobody reads here; `consult-app forms diff` has them all."""
_TWO_WEEKS = 14


class ChangesPage(QScrollArea):
    """Draws a `ChangesScreen`; goes on into the consultation that was begun."""

    open_requested = Signal(str)
    patient_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What is different"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._screen: ChangesScreen | None = None
        self._title = PlainLabel("", "title")
        self._about = PlainLabel("", "quiet")
        self._notice = Notice()
        self._old = Notice(Tone.CAUTION)
        self._cards = QVBoxLayout()
        self._shown: list[QWidget] = []
        self._again = PlainLabel("", "body")
        self._leave = Button(self.tr("Back to the patient"), "secondary", "arrow-left")
        self._go_on = Button(self.tr("Go on with the session"), "primary", "arrow-right", trailing=True)
        self._lay_out()
        self._leave.clicked.connect(self.leave)
        self._go_on.clicked.connect(self._enter)

    def display(self, screen: ChangesScreen) -> None:
        """Show what is different."""
        self._screen = screen
        self._notice.say("", "")
        self._title.setText(self.tr("What is different since {0}").format(day_words(screen.earlier)))
        self._about.setText(
            self.tr("{0} · {1} · the last consent: {2}").format(
                screen.patient.name, screen.treatment, self._ago(screen.days)
            )
        )
        self._old.say(*self._old_words(screen))
        while self._shown:
            drop(self._cards, self._shown.pop())
        self._tell_lines(
            self.tr("Complications before"), [earlier_words(each) for each in screen.complications], "warning"
        )
        self._tell_lines(
            self.tr("Given, but not as planned"),
            departures_words(screen.departures, screen.names),
            "body",
        )
        self._tell_lines(self.tr("Not taken over"), [loss_words(each) for each in screen.losses], "body")
        if screen.changes:
            self._add(self._content(screen))
        words = self.tr(
            "Answers that came along: {0}. Ask each one again: the form will say in the patient’s words "
            "what is different."
        )
        self._again.setText(words.format(screen.again))
        self._go_on.setEnabled(True)

    def leave(self) -> None:
        """Go back to the patient."""
        if self._screen is not None:
            self.patient_requested.emit(self._screen.patient.id)

    def refuse(self, title: str, text: str) -> None:
        """Say why it could not be gone on with."""
        self._go_on.setEnabled(True)
        self._notice.say(title, text)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on the way on."""
        super().showEvent(event)
        self._go_on.setFocus()

    def _ago(self, days: int) -> str:
        if days < 1:
            return self.tr("today")
        if days < _TWO_WEEKS:
            return self.tr("{0} days ago").format(days) if days > 1 else self.tr("yesterday")
        return self.tr("{0} weeks ago").format(days // 7)

    def _old_words(self, screen: ChangesScreen) -> tuple[str, str]:
        if not screen.too_old:
            return "", ""
        return (
            self.tr("The last consent is old"),
            self.tr("This practice talks everything through again after {0} days.").format(screen.days_valid),
        )

    def _tell_lines(self, title: str, lines: Sequence[str], role: str) -> None:
        if not lines:
            return
        card = Card(title)
        card.set_badge(str(len(lines)))
        for each in lines:
            passage = Passage("warning" if role == "warning" else "body")
            passage.show_words(each)
            card.body.addWidget(passage)
        self._add(card)

    def _content(self, screen: ChangesScreen) -> Card:
        then, now = screen.versions
        card = Card(self.tr("The content: version {0} then, {1} now").format(then, now))
        card.set_badge(str(len(screen.changes)))
        for each in screen.changes[:_MOST]:
            card.body.addWidget(self._change(each))
        if (more := len(screen.changes) - _MOST) > 0:
            words = self.tr("And {0} more: “consult-app forms diff” lists all of them.").format(more)
            card.body.addWidget(PlainLabel(words, "quiet"))
        return card

    def _change(self, change: Change) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        words = Passage("strong", "quiet")
        fields = [
            self.tr("{0}: {1} → {2}").format(each.field, each.old, each.new)
            for each in change.differences[:_MOST_FIELDS]
        ]
        words.show_words(
            ": ".join(each for each in (self._kind_word(change.kind), change.name or change.id) if each),
            "; ".join(each.strip(": ") for each in fields),
        )
        word, tone = {
            How.ADDED: (self.tr("New"), Tone.INFO),
            How.CHANGED: (self.tr("Changed"), Tone.NEUTRAL),
            How.REMOVED: (self.tr("Gone"), Tone.NEUTRAL),
        }[change.how]
        row.addWidget(words, 1)
        if change.weaker:
            row.addWidget(Badge(self.tr("Finds less"), Tone.CAUTION), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Badge(word, tone), 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _kind_word(self, kind: str) -> str:
        """Name a kind of record in a word; one that has none is what the pack's files call it."""
        return {
            "rules": self.tr("Rule"),
            "questions": self.tr("Question"),
            "sections": self.tr("Section"),
            "medicines": self.tr("Medicine"),
            "risks": self.tr("Risk"),
            "aftercare": self.tr("Aftercare"),
            "statements": self.tr("Statement"),
            "ingredients": self.tr("Ingredient"),
            "options": self.tr("Option"),
            "outcomes": self.tr("Outcome"),
            "goals": self.tr("Goal"),
            "notes": self.tr("Note"),
            "sources": self.tr("Source"),
            "pack": self.tr("Pack"),
        }.get(kind, kind)

    def _add(self, card: QWidget) -> None:
        self._cards.addWidget(card)
        self._shown.append(card)

    def _enter(self) -> None:
        if self._screen is not None:
            self._go_on.setEnabled(False)
            self.open_requested.emit(self._screen.consultation)

    def _lay_out(self) -> None:
        self._cards.setSpacing(Space.CARD)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.CARD)
        column.addWidget(PageHead((self._title, self._about), (self._leave,)))
        column.addWidget(self._notice)
        column.addWidget(self._old)
        column.addLayout(self._cards)
        came = Card(self.tr("The answers of last time"))
        came.body.addWidget(self._again)
        came.body.addWidget(self._go_on, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(came)
        column.addStretch(1)
        self.setWidget(ScrolledColumn(column, _WIDEST))
