"""What is said in a document that follows a sealed record: a few answers and words, beside its pages."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.sequel import Sequel, SequelKind, Told
from consult_app.ui.arranging import drop
from consult_app.ui.days import day_words, signed_words
from consult_app.ui.sequel_words import blank_words
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.segments import Segments
from consult_app.ui.widgets.text_box import TextBox
from consult_app.ui.widgets.tick_box import TickBox
from consult_app.workflow.screens.review import SequelScreen

_YES, _NO = "yes", "no"


class SequelCard(Card):
    """Shows the fields that its kind needs; tells each change, and what is still missing."""

    written = Signal(object)
    """Sequel."""
    review_requested = Signal()
    again_requested = Signal()
    """The consent does not hold any more: everything is asked again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._said: Sequel | None = None
        self._ready = self._busy = False
        self._about = PlainLabel("", "quiet")
        changed, told = self.tr("Has anything changed since the signing?"), self.tr("How were you told?")
        judgement = self.tr("Why the consent still holds, in your words")
        early = self.tr("Why today, before the wait is over")
        self._changed, self._told = Segments(changed), Segments(told)
        self._choices = _Ticks(self.tr("What is taken back"))
        self._words = TextBox(lines=4)
        self._judgement, self._early = TextBox(name=judgement), TextBox(name=early)
        self._again = Button(self.tr("It does not: ask everything again"), "secondary", "rotate-ccw")
        self._again.setAccessibleDescription(
            self.tr("Ends this confirmation, and begins another consultation from the answers of the form.")
        )
        self._lacking = PlainLabel("", "quiet")
        self._freeze = Button(self.tr("Freeze for signing"), "primary", "file-lock")
        self._freeze.setAccessibleDescription(
            self.tr("Puts what was said into the document that is read and signed. Nobody has signed yet.")
        )
        self._said_label = PlainLabel("", "strong")
        self._asked = _labelled(self._changed, PlainLabel(changed, "strong"))
        self._how = _labelled(self._told, PlainLabel(told, "strong"))
        self._spoken = _labelled(self._words, self._said_label)
        self._judged = _labelled(self._judgement, PlainLabel(judgement, "strong"))
        self._hurried = _labelled(self._early, PlainLabel(early, "strong"))
        self._lay_out()
        self._connect()

    def display(self, screen: SequelScreen, *, who_lacks: bool = False) -> None:
        """Show what was said so far; what is being typed is left alone.

        `who_lacks` where something is missing about those who sign.
        """
        said, kind = screen.said, screen.said.kind
        self._said = said
        confirms = kind is SequelKind.CONFIRMATION
        self._about.setText(self._about_words(screen))
        self._changed.set_current(None if said.changed is None else _YES if said.changed else _NO)
        self._told.set_current(said.told.value if said.told else None)
        self._say_words(kind)
        for box, text in (
            (self._words, said.words),
            (self._judgement, said.judgement),
            (self._early, said.early),
        ):
            box.set_text(text)
        self._asked.setVisible(confirms)
        self._how.setVisible(kind in (SequelKind.WITHDRAWAL, SequelKind.DECISION))
        self._choices.display(screen.offered, said.decisions)
        self._spoken.setVisible(not confirms or said.changed is True)
        self._judged.setVisible(confirms and said.changed is True)
        self._again.setVisible(confirms and said.changed is True)
        self._hurried.setVisible(confirms and screen.early)
        lacking = [blank_words(each) for each in screen.blanks]
        if who_lacks and not lacking:
            lacking = [self.tr("Say who signs.")]
        self._lacking.setText(" ".join(lacking))
        self._lacking.setVisible(bool(lacking))
        self._ready = not lacking
        self._freeze.setEnabled(self._ready and not self._busy)

    def set_busy(self, *, busy: bool) -> None:
        """Show that something is under way; what is typed meanwhile is not lost."""
        self._busy = busy
        self._again.setEnabled(not busy)
        self._freeze.setEnabled(self._ready and not busy)
        self._freeze.setText(self.tr("Laying out …") if busy else self.tr("Freeze for signing"))

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for each in (self._words, self._judgement, self._early):
            each.flush()

    def _about_words(self, screen: SequelScreen) -> str:
        first, wait = screen.said.first, screen.said.wait
        when = signed_words(first.signed, on_paper=first.on_paper)
        signed = self.tr("{0}, signed {1}.").format(first.title, when)
        if screen.said.kind is not SequelKind.CONFIRMATION or wait is None:
            return signed
        words = (
            self.tr("{0} This practice waits {1} days; treatment may begin on {2}. That is not reached yet.")
            if screen.early
            else self.tr("{0} This practice waits {1} days; treatment has been possible since {2}.")
        )
        return words.format(signed, wait.days, day_words(wait.first_day))

    def _say_words(self, kind: SequelKind) -> None:
        said = self.tr("What the patient says about it (may stay empty)")
        words = {
            SequelKind.CONFIRMATION: self.tr("What has changed, in the patient’s words"),
            SequelKind.WITHDRAWAL: said,
            SequelKind.DECISION: said,
            SequelKind.AMENDMENT: self.tr("What is corrected or added"),
        }[kind]
        self._said_label.setText(words)
        self._words.setAccessibleName(words)

    def _lay_out(self) -> None:
        self._changed.set_choices([(_NO, self.tr("No")), (_YES, self.tr("Yes"))])
        self._told.set_choices(
            [
                (Told.HERE.value, self.tr("In person")),
                (Told.PHONE.value, self.tr("By phone")),
                (Told.WRITING.value, self.tr("In writing")),
            ]
        )
        self.body.setSpacing(16)
        for each in (
            self._about,
            self._choices,
            self._asked,
            self._how,
            self._spoken,
            self._judged,
            self._hurried,
            self._lacking,
        ):
            self.body.addWidget(each)
        self.body.insertWidget(
            self.body.indexOf(self._judged) + 1, self._again, 0, Qt.AlignmentFlag.AlignLeft
        )
        self.body.addWidget(self._freeze, 0, Qt.AlignmentFlag.AlignLeft)
        self.set_title(self.tr("Before anyone signs"))

    def _connect(self) -> None:
        self._choices.changed.connect(lambda decisions: self._tell(decisions=decisions))
        self._changed.chosen.connect(lambda key: self._tell(changed=key == _YES))
        self._changed.cleared.connect(lambda: self._tell(changed=None))
        self._told.chosen.connect(lambda key: self._tell(told=Told(key)))
        self._told.cleared.connect(lambda: self._tell(told=None))
        self._words.edited.connect(lambda text: self._tell(words=text))
        self._judgement.edited.connect(lambda text: self._tell(judgement=text))
        self._early.edited.connect(lambda text: self._tell(early=text))
        self._again.clicked.connect(self._ask_anew)
        self._freeze.clicked.connect(self._ask)

    def _tell(self, **said: object) -> None:
        if self._said is not None:
            self.written.emit(self._said.saying(**said))

    def _ask_anew(self) -> None:
        # A second press must not begin a second one.
        self._again.setEnabled(False)
        self.flush()
        self.again_requested.emit()

    def _ask(self) -> None:
        # What was typed last is part of what is frozen.
        self.flush()
        self.review_requested.emit()


class _Ticks(QWidget):
    """What was agreed to, each to be ticked where it is taken back; hidden where nothing is offered."""

    changed = Signal(object)
    """The ids that are ticked, in the order offered."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._ticks: dict[str, TickBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(PlainLabel(title, "strong"))

    def display(self, offered: tuple[tuple[str, str], ...], ticked: tuple[str, ...]) -> None:
        if tuple(self._ticks) != tuple(each for each, _ in offered):
            for tick in self._ticks.values():
                drop(self._column, tick)
            self._ticks = {each: self._offer(text) for each, text in offered}
        for each, tick in self._ticks.items():
            tick.setChecked(each in ticked)
        self.setVisible(bool(offered))

    def _offer(self, text: str) -> TickBox:
        tick = TickBox(text)
        tick.clicked.connect(self._tell)
        self._column.addWidget(tick)
        return tick

    def _tell(self) -> None:
        self.changed.emit(tuple(each for each, tick in self._ticks.items() if tick.isChecked()))


def _labelled(field: QWidget, label: PlainLabel) -> QWidget:
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    column.addWidget(label)
    if isinstance(field, Segments):
        column.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft)
    else:
        column.addWidget(field)
    return held
