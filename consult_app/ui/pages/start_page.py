"""The start: what today brings, what was left open, and everybody who is known."""

from contextlib import ExitStack
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from consult_app.domain.backup import Backup
from consult_app.domain.consultation import Stage
from consult_app.domain.rooms import Rooms
from consult_app.domain.unfinished import Place, WordsBegun
from consult_app.ui import theme
from consult_app.ui.consultation_list import ConsultationPainter, ConsultationRows
from consult_app.ui.days import day_words, weekday_words
from consult_app.ui.list_words import count_words
from consult_app.ui.merge_words import pair_words
from consult_app.ui.patient_list import PatientPainter, PatientRows, others_words
from consult_app.ui.safety_words import backup_age, greeting, unsafe_words
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.emergency_card import EmergencyCard
from consult_app.ui.widgets.holding import Holding
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page_head import PageHead
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.row_list import RowList
from consult_app.ui.widgets.scrolled_column import ScrolledColumn
from consult_app.ui.widgets.three_parts import ThreeParts
from consult_app.ui.widgets.welcome import Welcome
from consult_app.workflow.ports import PackSummary
from consult_app.workflow.safety import UNKNOWN
from consult_app.workflow.screens.start import FoundPatients, Missing, StartScreen

_WIDEST, _TWO_COLUMNS_FROM, _GAP, _MOST_BELOW = 1500, 980, 18, 3
_FEW, _CALM = 3, 2
"""With so few patients somebody is new here, and with so few rows there is room to say how it goes."""


class StartPage(QScrollArea):
    """Finds a consultation or a patient again, or begins something new."""

    new_requested = Signal()
    sample_requested = Signal()
    new_for_requested = Signal(str)
    """The id of the patient who comes again."""
    open_requested = Signal(str)
    """The id of a consultation."""
    find_requested = Signal(str)
    """What was typed to find a patient."""
    patient_requested = Signal(str)
    """The id of a patient."""
    compare_requested = Signal(str, str)
    """The ids of two who may be the same person."""
    check_requested = Signal()
    lots_requested = Signal()
    records_requested = Signal()
    incoming_requested = Signal()
    takes_patients = True
    """What is dragged onto it can be a file of patients."""
    lock_requested = Signal()
    details_requested = Signal()
    acknowledged = Signal(object)
    """The numbers of entries of the log about emergencies that a lead has seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Consultations"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._greeting = PlainLabel("", "title")
        self._practice = PlainLabel("", "quiet")
        self._packs = PlainLabel("", "quiet")
        self._new = Button(self.tr("New consultation"), "primary", "plus")
        self._check = Button(icon_name="shield-check", name=self.tr("Check a file"))
        self._lots = Button(icon_name="tag", name=self.tr("Find a lot"))
        self._lock = Button(icon_name="lock", name=self.tr("Lock"))
        self._details = Button(icon_name="settings", name=self.tr("Settings"))
        self._today_rows, self._open_rows, self._rows = ConsultationRows(), ConsultationRows(), PatientRows()
        self._print_rows = ConsultationRows()
        self._today = RowList(self.tr("Today"), self._today_rows, ConsultationPainter, fits=True)
        self._left_open = RowList(self.tr("To finish"), self._open_rows, ConsultationPainter, fits=True)
        self._to_print = RowList(self.tr("To print"), self._print_rows, ConsultationPainter, fits=True)
        self._list = RowList(self.tr("All patients"), self._rows, PatientPainter)
        self._nothing_today = PlainLabel(self.tr("Nobody was here yet today."), "quiet")
        self._nothing_open = PlainLabel(self.tr("Nothing was left open on earlier days."), "quiet")
        self._nothing_found, self._others = PlainLabel("", "quiet"), PlainLabel("", "quiet")
        self._pair, self._compare = (
            PlainLabel("", "quiet"),
            Button(self.tr("Compare …"), "secondary", "users"),
        )
        self._found = FoundPatients("", (), 0)
        self._opens = False
        self._search = QLineEdit()
        self._holding = Holding(Place.SEARCH, search=self._search)
        self._notice = Notice()
        self._backup = PlainLabel("", "quiet", wrap=False)
        self._unsafe, self._safety = Notice(Tone.CAUTION), UNKNOWN
        self._emergencies = EmergencyCard()
        self._returned = Notice(Tone.CAUTION)
        self._rooms = Notice(Tone.CAUTION)
        self._see = Button(self.tr("See who"), "secondary", "clipboard-list")
        self._welcome = Welcome()
        self._rest, self._left, self._right = QWidget(), QVBoxLayout(), QVBoxLayout()
        self._beside = self._anybody = self._few = self._calm = False
        self._how = Card(self.tr("How a consultation goes"))
        self._column = QVBoxLayout()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards = (
            Card(self.tr("Today")),
            Card(self.tr("To finish")),
            Card(self.tr("All patients")),
        )
        self._print_card = Card(self.tr("To print"))
        self._dress()
        self._lay_out()
        self._connect()

    def display(self, screen: StartScreen) -> None:
        """Show the three lists, and the treatments that a new consultation can be about."""
        self._greet(screen)
        self._today_rows.today = self._open_rows.today = self._print_rows.today = screen.now.date()
        self._today_rows.show_rows(screen.today)
        self._open_rows.show_rows(screen.left_open)
        self._print_rows.show_rows(screen.to_print)
        self._print_card.setVisible(bool(screen.to_print))
        self._print_card.set_badge(str(len(screen.to_print)))
        count = screen.patients.count
        self._welcome.setVisible(not count)
        self._few = count <= _FEW
        rows = (screen.today, screen.left_open, screen.to_print)
        self._anybody = bool(count)
        self._calm = self._anybody and self._few and sum(map(len, rows)) <= _CALM
        self._make_room()
        self._new.setVisible(self._anybody)
        for card, number in zip(self._cards, (len(screen.today), len(screen.left_open), count), strict=True):
            card.setVisible(self._anybody)
            card.set_badge(count_words(number))
        self._lots.setVisible(self._anybody)
        self._today.setVisible(bool(screen.today))
        self._nothing_today.setVisible(not screen.today)
        self._left_open.setVisible(bool(screen.left_open))
        self._nothing_open.setVisible(not screen.left_open)
        self._tell_packs(screen.packs, screen.now.date())
        self._show_safety(screen)
        self._emergencies.display(screen.emergencies)
        self._show_returned(screen.returned)
        # What was typed stays there, and may find others now.
        if self._search.text().strip():
            self._find(self._search.text())
        else:
            self.display_found(screen.patients)

    def display_again(self, screen: StartScreen) -> None:
        """Show what others did meanwhile; whoever moves through a list by keys stays at the same row."""
        with ExitStack() as stays:
            for each in (self._today, self._left_open, self._to_print, self._list):
                stays.enter_context(each.staying())
            self.display(screen)

    def display_found(self, found: FoundPatients) -> None:
        """Show who is meant by what was typed; what was typed before that concerns nobody any more."""
        if found.typed != self._search.text().strip():
            return
        self._found = found
        self._rows.show_rows(found.rows)
        self._list.setVisible(bool(found.rows))
        self._nothing_found.setVisible(not found.rows)
        self._nothing_found.setText(self.tr("Nobody is found by “{0}”.").format(found.typed))
        self._others.setText(others_words(found))
        self._others.setVisible(bool(self._others.text()))
        self._pair.setText(pair_words(*found.alike) if found.alike else "")
        for each in (self._pair, self._compare):
            each.setVisible(bool(found.alike))
        self._compare.setAccessibleDescription(self._pair.text())
        if self._opens:
            self._open_first()

    def show_missing(self, consultation: str, missing: Missing | None) -> None:
        """Say what a draft lacks, once that is known."""
        self._today_rows.show_missing(consultation, missing)
        self._open_rows.show_missing(consultation, missing)

    def show_backup(self, backup: Backup) -> None:
        """Say that a backup was good just now."""
        at = backup.at.astimezone()
        self._safety = self._safety.after(backup, at)
        self._backup.setText(backup_age(self._safety, at.date()))
        self._unsafe.say(*unsafe_words(self._safety, at.date(), anything=True))
        self._backup.setVisible(True)

    def show_rooms(self, rooms: Rooms) -> None:
        """Say that two rooms changed the same consultation; a server away is said above every page."""
        if rooms.apart and not rooms.away:
            title = self.tr("Somebody else changed the same consultation meanwhile")
            text = self.tr("Both are in the list. Compare them, and end the one that does not hold.")
            self._rooms.say(title, text)
        else:
            self._rooms.say("", "")

    def refuse(self, title: str, text: str) -> None:
        """Say why a consultation could not be opened or begun."""
        self._notice.say(title, text)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where typing begins."""
        super().showEvent(event)
        (self._search if self._search.isVisible() else self._welcome.begin).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the lists beside each other where there is room."""
        beside = self._beside = event.size().width() >= theme.scaled(_TWO_COLUMNS_FROM)
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._columns.setStretch(0, 4 if beside else 0)
        self._make_room()
        for each in (self._today, self._left_open, self._to_print):
            each.most_rows = 0 if beside else _MOST_BELOW
            each.updateGeometry()
        for button, words in (
            (self._details, self.tr("Settings")),
            (self._lock, self.tr("Lock")),
            (self._check, self.tr("Check a file")),
            (self._lots, self.tr("Find a lot")),
        ):
            button.setText(words if beside else "")
            button.updateGeometry()
        super().resizeEvent(event)

    def _make_room(self) -> None:
        """Give the list the height of the window; where it stands below the others, a short one ends."""
        ends = self._few and not self._beside
        self._list.set_fits(ends)
        for place, stretch in enumerate((0, 1) if ends else (1, 0)):
            self._right.setStretch(place, stretch)
        self._how.setVisible(self._calm)
        # A stretch counts even for what is hidden, and would keep the welcome from the middle.
        self._column.setStretchFactor(self._columns, 1 if self._anybody and not ends else 0)
        self._column.setStretchFactor(self._rest, 1 if self._anybody and ends else 0)
        column, below = (self._left, self._left.count() - 1), (self._column, self._column.indexOf(self._rest))
        layout, at = column if self._beside else below
        if layout.indexOf(self._how) < 0:
            layout.insertWidget(at, self._how)

    def _greet(self, screen: StartScreen) -> None:
        self._greeting.setText(greeting(screen.now, screen.clinician))
        still = sum(row.line.stage not in (Stage.SEALED, Stage.VOIDED) for row in screen.today)
        parts = [weekday_words(screen.now.date()), screen.practice]
        if screen.patients.count:
            ended = any(row.line.stage is Stage.VOIDED for row in screen.today)
            parts.append(self._day_words(len(screen.today), still, ended=ended))
            if screen.left_open:
                parts.append(self.tr("{0} to finish").format(len(screen.left_open)))
        self._practice.setText(self.tr(" · ").join(parts))

    def _day_words(self, today: int, still: int, *, ended: bool) -> str:
        if not today:
            return self.tr("nobody yet today")
        done = self.tr("{0} today, all sealed or ended") if ended else self.tr("{0} today, all sealed")
        words = self.tr("{0} today, {1} not sealed yet") if still else done
        return words.format(today, still)

    def _tell_packs(self, packs: tuple[PackSummary, ...], today: date) -> None:
        for begin in (self._new, self._welcome.begin, self._welcome.sample):
            begin.setEnabled(bool(packs))
        names = ", ".join(self._pack_words(each, today) for each in packs)
        self._packs.setText(self.tr("Treatments: {0}").format(names) if packs else "")
        if packs:
            self._notice.say("", "")
            return
        self._notice.say(
            self.tr("No treatment can be begun"),
            self.tr("The folder with the treatments’ content is empty. Consultations can still be read."),
        )

    def _ending_key(self, ends: datetime, now: datetime) -> tuple[str, str]:
        over = ends <= now
        words = self.tr("Your signing key ended on {0}") if over else self.tr("Your signing key ends on {0}")
        text = self.tr("Make a new one, or use a new certificate, in the settings under “You”.")
        return words.format(day_words(ends.date())), text

    def _show_safety(self, screen: StartScreen) -> None:
        """Say how old the last good backup is, louder when it is late; who is new has nothing to lose yet."""
        today, self._safety = screen.now.date(), screen.safety
        self._backup.setText(backup_age(screen.safety, today) if screen.patients.count else "")
        title, text = unsafe_words(screen.safety, today, anything=bool(screen.patients.count))
        if not title and screen.key_ends is not None:
            title, text = self._ending_key(screen.key_ends, screen.now)
        self._unsafe.say(title, text)
        self._backup.setVisible(not title)

    def _show_returned(self, returned: int) -> None:
        """Say that a backup brought back who was destroyed."""
        title = self.tr("Patients whose records were destroyed are back: {0}").format(returned)
        text = self.tr("They came with a backup that was put back. Nothing happens to them by itself.")
        self._returned.say(*((title, text) if returned else ("", "")))

    def _pack_words(self, pack: PackSummary, today: date) -> str:
        words = self.tr("{0} {1}").format(pack.name, pack.version)
        if not pack.approved:
            words = self.tr("{0} (draft, not clinically approved)").format(words)
        if pack.review_by < today:
            words = self.tr("{0} (review due since {1})").format(words, day_words(pack.review_by))
        return words

    def _dress(self) -> None:
        for button, words in (
            (self._new, self.tr("Asks who is here and what for.")),
            (self._check, self.tr("Says of a signed file whether it is genuine and unchanged.")),
            (self._lots, self.tr("Says who got a lot, across all patients, as for a recall.")),
            (self._lock, self.tr("Closes the records until the passphrase is typed. Keys: Ctrl+L")),
            (self._details, self.tr("Practice, printing, timeouts, look and languages.")),
        ):
            button.setAccessibleDescription(words)
        self._search.setPlaceholderText(self.tr("Search by name, birth date or record number"))
        self._search.setAccessibleName(self.tr("Search patients"))
        self._search.setAccessibleDescription(self.tr("Keys: / or Ctrl+F"))
        self._search.setClearButtonEnabled(True)
        self._search.setMinimumHeight(max(44, theme.scaled(44)))

    def _lay_out(self) -> None:
        today, left_open, everybody = self._cards
        for card, parts in (
            (today, (self._today, self._nothing_today)),
            (left_open, (self._left_open, self._nothing_open)),
            (self._print_card, (self._to_print,)),
            (everybody, (self._search, self._nothing_found, self._list, self._others)),
        ):
            for part in parts:
                card.body.addWidget(part)
        everybody.body.addWidget(self._pair)
        everybody.body.addWidget(self._compare, 0, Qt.AlignmentFlag.AlignLeft)
        left = self._left
        left.setSpacing(_GAP)
        left.addWidget(today)
        left.addWidget(left_open)
        left.addWidget(self._print_card)
        left.addStretch(1)
        self._columns.setSpacing(_GAP)
        self._columns.addLayout(left, 4)
        self._right.addWidget(everybody)
        self._right.addStretch()
        self._columns.addLayout(self._right, 5)
        column = self._column
        column.setSpacing(_GAP)
        column.setContentsMargins(0, 0, 0, 0)
        buttons = (self._details, self._lock, self._lots, self._check, self._new)
        column.addWidget(PageHead((self._greeting, self._practice), buttons))
        column.addWidget(self._notice)
        column.addWidget(self._emergencies)
        column.addWidget(self._unsafe)
        self._returned.body.addWidget(self._see, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._returned)
        column.addWidget(self._rooms)
        column.addWidget(self._welcome, 1)
        column.addLayout(self._columns, 1)
        self._how.body.addWidget(ThreeParts(20))
        column.addWidget(self._how)
        column.addWidget(self._rest)
        foot = QHBoxLayout()
        foot.addWidget(self._packs, 1)
        foot.addWidget(self._backup, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)
        self.setWidget(ScrolledColumn(column, _WIDEST))

    def _connect(self) -> None:
        self._new.clicked.connect(self.new_requested)
        self._check.clicked.connect(self.check_requested)
        self._lots.clicked.connect(self.lots_requested)
        self._see.clicked.connect(self.records_requested)
        self._lock.clicked.connect(self.lock_requested)
        self._emergencies.acknowledged.connect(self.acknowledged)
        self._details.clicked.connect(self.details_requested)
        self._welcome.begin.clicked.connect(self.new_requested)
        self._welcome.sample.clicked.connect(self.sample_requested)
        self._welcome.bring.clicked.connect(self.incoming_requested)
        for rows, shown in (
            (self._today_rows, self._today),
            (self._open_rows, self._left_open),
            (self._print_rows, self._to_print),
        ):
            shown.chosen.connect(lambda index, rows=rows: self.open_requested.emit(rows.line(index).id))
        self._compare.clicked.connect(self._ask_to_compare)
        self._list.chosen.connect(lambda index: self.patient_requested.emit(self._rows.patient(index).id))
        self._list.acted.connect(lambda index: self.new_for_requested.emit(self._rows.patient(index).id))
        self._search.textEdited.connect(self._find)
        self._search.returnPressed.connect(self._open_first)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Slash), self, self.begin_search).setContext(here)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self._search, self._go_to_list)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)

    def unfinished(self) -> WordsBegun | None:
        """Give what was typed to find somebody."""
        return self._holding.unfinished()

    def go_on_with(self, begun: WordsBegun) -> None:
        """Look again for whom somebody looked before."""
        self._holding.go_on_with(begun)
        self._find(self._search.text())

    def begin_search(self) -> None:
        """Bring the keyboard to the search."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _ask_to_compare(self) -> None:
        if self._found.alike:
            one, other = self._found.alike
            self.compare_requested.emit(one.id, other.id)

    def _go_to_list(self) -> None:
        if self._rows.rowCount():
            self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _find(self, text: str) -> None:
        self._opens = False
        self.find_requested.emit(text.strip())

    def _open_first(self) -> None:
        """Open the first of those who are meant, as soon as it is known who they are."""
        self._opens = self._found.typed != self._search.text().strip()
        if not self._opens and self._rows.rowCount():
            self._list.chosen.emit(self._rows.index(0))
