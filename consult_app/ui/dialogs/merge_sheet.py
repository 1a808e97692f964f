"""Two patients side by side who may be one person: compared, and joined for a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app.domain.unfinished import Place
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.merge_words import detail_word, doubt_words, side_lines, value_words
from consult_app.ui.tokens import Space, Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.confirm_button import ConfirmButton
from consult_app.ui.widgets.holding import Holding
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.radio_list import RadioList
from consult_app.workflow.merging import MergeScreen, Side

_LONGEST = 200
_MINE, _THEIRS = "mine", "theirs"


class MergeSheet(Sheet):
    """Asks which details stay, and why; it stays open until they were joined, or says why not."""

    join_requested = Signal(object, str)
    """The details that stay of the one who is absorbed, and the reason."""

    def __init__(self, screen: MergeScreen, parent: QWidget | None = None) -> None:
        super().__init__(720, parent)
        self._screen = screen
        title = self.tr("The same person?")
        self.setWindowTitle(title)
        self._notice = Notice()
        self._doubt = Notice(Tone.CAUTION)
        self._choices: dict[str, RadioList] = {}
        self._why = LineField(self.tr("Why they are one person"))
        self._why.edit.setMaxLength(_LONGEST)
        self._join = ConfirmButton(self.tr("Join"), self.tr("Yes, they are one person"), "users")
        self._cancel = Button(self.tr("Cancel"), "secondary")
        words = self.tr(
            "Joined, they are one patient in every list. What was signed stays as it is, with the name of its"
            " day. It can be undone at any time."
        )
        sides = QHBoxLayout()
        sides.setSpacing(Space.NEAR)
        for side in (screen.kept, screen.absorbed):
            sides.addWidget(self._card(side), 1)
        self.body.addWidget(PlainLabel(title, "heading"))
        self.body.addWidget(PlainLabel(words, "quiet"))
        self.body.addWidget(self._notice)
        self.body.addLayout(sides)
        self.body.addWidget(self._doubt)
        self._offer()
        self.body.addWidget(self._why)
        self.foot.addWidget(self._cancel)
        self.foot.addWidget(self._join)
        self._warn()
        about = f"{screen.kept.patient.id} {screen.absorbed.patient.id}"
        self.holding = Holding(Place.MERGE, about, why=self._why, **self._choices)
        self._join.confirmed.connect(self._tell)
        self._cancel.clicked.connect(self.reject)

    def refuse(self, title: str, text: str) -> None:
        """Say why they were not joined, ready for another try."""
        self._join.setEnabled(True)
        self._notice.say(title, text)

    def _card(self, side: Side) -> Card:
        card = Card()
        card.body.setSpacing(Space.SNUG // 2)
        card.body.addWidget(PlainLabel(side.patient.name, "strong"))
        for each in side_lines(side):
            card.body.addWidget(PlainLabel(each, "quiet"))
        card.body.addStretch(1)
        return card

    def _warn(self) -> None:
        doubt = doubt_words(self._screen)
        title = self.tr("This speaks against one person") if doubt else ""
        self._doubt.say(title, doubt)

    def _offer(self) -> None:
        """Let a person choose each detail in which the two differ; one of both always holds."""
        if self._screen.differing:
            self.body.addWidget(PlainLabel(self.tr("Which details stay?"), "strong"))
        for detail in self._screen.differing:
            word = detail_word(detail)
            choice = RadioList(word)
            mine, theirs = (
                value_words(each.patient, detail) for each in (self._screen.kept, self._screen.absorbed)
            )
            choice.set_choices([(_MINE, mine), (_THEIRS, theirs)])
            choice.set_current(_THEIRS if self._only_theirs(detail) else _MINE)
            choice.cleared.connect(lambda choice=choice: choice.set_current(_MINE))
            self._choices[detail] = choice
            self.body.addWidget(PlainLabel(word, "quiet"))
            self.body.addWidget(choice)

    def _only_theirs(self, detail: str) -> bool:
        """Whether only the other one has anything recorded."""
        return detail == "record_number" and not self._screen.kept.patient.record_number

    def _tell(self) -> None:
        why = self._why.text().strip()
        self._why.refuse("" if why else self.tr("Say why: whoever looks at it later reads it."))
        if why:
            self._join.setEnabled(False)
            theirs = tuple(key for key, choice in self._choices.items() if choice.current == _THEIRS)
            self.join_requested.emit(theirs, why)
