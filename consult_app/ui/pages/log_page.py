"""Who did what and when: the log, filtered, checked, saved as a table."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult_app.domain.audit import Checked, Wanted
from consult_app.domain.unfinished import Place, WordsBegun
from consult_app.ui import theme
from consult_app.ui.log_list import LogPainter, LogRows
from consult_app.ui.log_words import fault_lines
from consult_app.ui.settings_facts import log_facts
from consult_app.ui.tokens import Space, Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.facts import Facts
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.holding import Holding
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.long_list import LongList
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page_head import PageHead
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.scrolled_column import ScrolledColumn
from consult_app.ui.widgets.tick_box import TickBox
from consult_app.workflow.logbook import LogPart, LogScreen

_WIDEST, _BESIDE_FROM = 1280, 1040


class LogPage(QScrollArea):
    """Draws a `LogScreen` and the parts that follow it, as far as somebody scrolls."""

    log_wanted = Signal(object)
    """Wanted: what is to be shown from the end on."""
    log_part_wanted = Signal(object, int)
    """The same, before an entry."""
    log_save_requested = Signal(object, bool)
    """The same, and whether patients are named in the file."""
    log_check_requested = Signal()
    log_check_stop_requested = Signal()
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Log"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._wanted = Wanted()
        self._leave = Button(self.tr("Back"), "secondary", "arrow-left")
        self._save = Button(self.tr("Save as CSV…"), "secondary", "download")
        self._check = Button(self.tr("Check the log now"), "secondary", "shield-check")
        self._moving, self._stop = PlainLabel("", "body"), Button(self.tr("Stop the check"), "secondary", "x")
        self._under_way = Card()
        self._notice = Notice(Tone.CAUTION)
        self._who, self._what = LineField(self.tr("Who")), LineField(self.tr("What was done"))
        self._whose = LineField(self.tr("Which patient"))
        self._since, self._until = DateField(name=self.tr("From")), DateField(name=self.tr("Until"))
        self._look = Button(self.tr("Show"), "primary", "list-filter")
        self._all = Button(self.tr("Show all"), "secondary")
        self._names = TickBox(self.tr("Name patients in the file that is saved"))
        self._rows = LogRows()
        self._list = LongList(self.tr("Entries, newest first"), self._rows, LogPainter)
        self._count = PlainLabel("", "quiet")
        self._unnamed = PlainLabel(self.tr("Patients are not named here for an administrator."), "quiet")
        self._checked, self._facts, self._faults = Card(), Facts(), PlainLabel("", "body")
        self._holding = Holding(
            Place.LOG, who=self._who, what=self._what, whose=self._whose, since=self._since, until=self._until
        )
        self._fields = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._dress()
        self._lay_out()
        self._connect()

    def display(self, screen: LogScreen) -> None:
        """Show the newest entries, unfiltered."""
        self._notice.say("", "")
        self._wanted = Wanted()
        self._show_wanted()
        self._whose.setVisible(screen.named)
        self._unnamed.setVisible(not screen.named)
        self._names.setChecked(False)
        self._names.setVisible(screen.named)
        self._end_check()
        self._checked.setVisible(False)
        self.show_log(screen.newest)

    def show_log(self, part: LogPart) -> None:
        """Show what was found first."""
        self._rows.show_part(part)
        self._tell_count()

    def show_more_log(self, part: LogPart) -> None:
        """Show what was found further back."""
        self._rows.add_part(part)
        self._tell_count()

    def show_check_moved(self, pages: int, entries: int | None) -> None:
        """Say how far the check is; it is not heard aloud each time."""
        if entries:
            words = self.tr("Checking: all {0} pages of the file, and {1} entries so far.")
        elif entries is None:
            words = self.tr("Checking: {0} pages of the file so far. Then come the entries.")
        else:
            words = self.tr(
                "Checking: all {0} pages are as they were written. Now whether they fit together;"
                " then come the entries."
            )
        self._moving.setText(words.format(f"{pages:,}", f"{entries or 0:,}"))

    def show_checked(self, checked: Checked) -> None:
        """Say what a check of the log found."""
        self._end_check()
        self._checked.set_tone(Tone.GOOD if checked.sound else Tone.STOP)
        self._facts.display(log_facts(checked))
        lines = fault_lines(checked)
        self._faults.setText("\n".join(lines))
        self._faults.setVisible(bool(lines))
        self._checked.setVisible(True)

    def leave(self) -> None:
        """Go back to the list."""
        self.leave_requested.emit()

    def refuse(self, title: str, text: str) -> None:
        """Say why something was not done."""
        self._end_check()
        self._notice.say(title, text)

    def unfinished(self) -> WordsBegun | None:
        """Give what is looked for, as far as it was typed."""
        return self._holding.unfinished()

    def go_on_with(self, begun: WordsBegun) -> None:
        """Look again for what was looked for before."""
        self._holding.go_on_with(begun)
        self._ask()

    def begin_search(self) -> None:
        """Bring the keyboard to the first field."""
        self._who.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where typing begins."""
        super().showEvent(event)
        self._who.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let a check end of which nobody would hear."""
        super().hideEvent(event)
        if not self._check.isEnabled():
            self.log_check_stop_requested.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the fields beside each other where there is room."""
        beside = event.size().width() >= theme.scaled(_BESIDE_FROM)
        way = QBoxLayout.Direction
        self._fields.setDirection(way.LeftToRight if beside else way.TopToBottom)
        super().resizeEvent(event)

    def _ask(self) -> None:
        who, what, whose = (each.text().strip() for each in (self._who, self._what, self._whose))
        self._wanted = Wanted(who, what, whose, self._since.day(), self._until.day())
        self.log_wanted.emit(self._wanted)

    def _ask_all(self) -> None:
        self._wanted = Wanted()
        self._show_wanted()
        self.log_wanted.emit(self._wanted)

    def _show_wanted(self) -> None:
        for field in (self._who, self._what, self._whose):
            field.set_text("")
        for day in (self._since, self._until):
            day.set_text("")

    def _ask_save(self) -> None:
        self.log_save_requested.emit(self._wanted, self._names.isChecked())

    def _ask_check(self) -> None:
        followed = self._check.hasFocus()
        self._check.setEnabled(False)
        self._notice.say("", "")
        self._checked.setVisible(False)
        self._moving.setText(self.tr("Checking: first every page of the file, then every entry."))
        self._under_way.setVisible(True)
        if followed:
            self._stop.setFocus()
        self.log_check_requested.emit()

    def _end_check(self) -> None:
        self._check.setEnabled(True)
        if self._stop.hasFocus():
            self._check.setFocus()
        self._under_way.setVisible(False)

    def _tell_count(self) -> None:
        count = self._rows.rowCount()
        if self._rows.before and not count:
            words = self.tr("None so far; older ones are looked through.")
        elif self._rows.before:
            words = self.tr("{0} entries so far; older ones come as you scroll down.")
        elif count:
            words = self.tr("{0} entry in all.") if count == 1 else self.tr("{0} entries in all.")
        else:
            words = self.tr("Nothing like this is in the log.")
        self._count.setText(words.format(count))

    def _dress(self) -> None:
        for button, words in (
            (self._save, self.tr("What is shown, also what is further back. That it was saved is entered.")),
            (
                self._check,
                self.tr("Compares every entry with all before it, and all that is kept with them."),
            ),
        ):
            button.setAccessibleDescription(words)

    def _connect(self) -> None:
        self._leave.clicked.connect(self.leave)
        self._look.clicked.connect(self._ask)
        self._all.clicked.connect(self._ask_all)
        for field in (self._who, self._what, self._whose):
            field.submitted.connect(self._ask)
        self._rows.more_wanted.connect(lambda before: self.log_part_wanted.emit(self._wanted, before))
        self._save.clicked.connect(self._ask_save)
        self._check.clicked.connect(self._ask_check)
        self._stop.clicked.connect(self.log_check_stop_requested)

    def _lay_out(self) -> None:
        for field in (self._who, self._what, self._whose):
            self._fields.addWidget(field, 1)
        for label, day in ((self.tr("From"), self._since), (self.tr("Until"), self._until)):
            self._fields.addLayout(_labelled(label, day))
        self._fields.setSpacing(Space.NEAR)
        ask = Card()
        ask.body.addLayout(self._fields)
        ask.body.addWidget(FlowRow((self._look, self._all)))
        self._checked.body.addWidget(self._facts)
        self._checked.body.addWidget(self._faults)
        found = Card()
        note = self.tr(
            "The file that is saved is not encrypted. Without names it tells patients apart by numbers;"
            " reasons stand in it as they were typed."
        )
        for part in (self._count, self._unnamed, self._list, self._names, PlainLabel(note, "quiet")):
            found.body.addWidget(part, 1 if part is self._list else 0)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.CARD)
        lead = PlainLabel(
            self.tr("Who did what and when. Each entry is bound to all before it: a change shows."), "quiet"
        )
        buttons = (self._leave, self._check, self._save)
        column.addWidget(PageHead((PlainLabel(self.tr("Log"), "title"), lead), buttons))
        self._under_way.body.addWidget(self._moving)
        self._under_way.body.addWidget(FlowRow((self._stop,)))
        for widget in (self._notice, self._under_way, self._checked, ask):
            column.addWidget(widget)
        column.addWidget(found, 1)
        self.setWidget(ScrolledColumn(column, _WIDEST))


def _labelled(label: str, field: DateField) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    column.addWidget(PlainLabel(label, "strong", wrap=False))
    column.addWidget(field)
    column.addStretch(1)
    return column
