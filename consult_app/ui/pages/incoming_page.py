"""Patients from another program's file: how it is read, who comes, who stays out and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from consult_app.domain.incoming import Came, Incoming, by_fault
from consult_app.domain.table import DayOrder, FileKind
from consult_app.ui.incoming_list import IncomingPainter, IncomingRows
from consult_app.ui.incoming_words import (
    bring_words,
    brought_words,
    came_words,
    counts,
    fault_line,
    orders,
    out_words,
    stayed_words,
    sure_out_words,
    sure_words,
)
from consult_app.ui.tokens import Space, Tone
from consult_app.ui.widgets.alike_row import AlikeRow
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.choice_flow import ChoiceFlow
from consult_app.ui.widgets.confirm_button import ConfirmButton
from consult_app.ui.widgets.fact_list import FactList
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.how_read_card import HowReadCard
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page_head import PageHead
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.row_list import RowList
from consult_app.ui.widgets.scrolled_column import ScrolledColumn
from consult_app.workflow.incoming import Brought, IncomingScreen

_WIDEST = 1080
_MOST_ROWS, _MOST_ALIKE = 5, 50


class IncomingPage(QScrollArea):
    """Draws an `IncomingScreen`, or what was `Brought`; nothing is kept before somebody says so twice."""

    file_wanted = Signal()
    file_told = Signal(object)
    """Told: what a person says about the file."""
    bring_requested = Signal(object)
    """The lines of those who may be somebody known and are somebody else."""
    correct_requested = Signal(int, object)
    """A line, and which details of somebody who is here are to be those of it."""
    stayed_requested = Signal()
    out_requested = Signal(object)
    """Came: who came with the last file is to be taken out again."""
    patient_requested = Signal(str)
    leave_requested = Signal()
    takes_patients = True
    """What is dragged onto it can be a file of patients."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Patients from a file"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._screen: IncomingScreen | None = None
        self._leave = Button(self.tr("Back to the list"), "secondary", "arrow-left")
        self._choose = Button(self.tr("Choose a file…"), "primary", "folder-open")
        self._notice = Notice()
        self._ask = Card()
        self._how = HowReadCard()
        self._dates, self._order = Card(self.tr("Day or month first")), ChoiceFlow(self.tr("Dates"))
        self._coming, self._counts = Card(self.tr("What comes of it")), FactList()
        self._rows = IncomingRows()
        self._list = RowList(self.tr("New patients"), self._rows, IncomingPainter, fits=True)
        self._alike, self._ticks = Card(self.tr("May be somebody who is here")), QVBoxLayout()
        self._boxes: list[AlikeRow] = []
        self._here, self._known_rows = Card(self.tr("Here already, just so")), IncomingRows()
        self._known = RowList(self.tr("Here already"), self._known_rows, IncomingPainter, fits=True)
        self._faults, self._why = Card(self.tr("Who stays out, and why")), PlainLabel("", "body")
        self._save = Button(self.tr("Save these as CSV…"), "secondary", "download")
        self._bring = ConfirmButton("", "", "user-plus")
        self._done, self._stayed = Card(), PlainLabel("", "body")
        self._came = RowList(self.tr("Who came"), self._rows, IncomingPainter, fits=True)
        self._last, self._offer = Card(self.tr("The last file")), PlainLabel("", "body")
        self._came_last: Came | None = None
        self._out = ConfirmButton("", "", "undo-2")
        self._lay_out()
        self._connect()
        self.display(None)

    def display(self, screen: IncomingScreen | None) -> None:
        """Show what a file holds, or ask for one."""
        self._screen = screen
        self._notice.say("", "")
        self._ask.setVisible(screen is None)
        self._done.setVisible(False)
        self._last.setVisible(False)
        for part in (self._how, self._coming):
            part.setVisible(screen is not None)
        self._dates.setVisible(screen is not None and screen.asks_order)
        self._show_alike(screen)
        self._show_here(screen)
        self._faults.setVisible(bool(screen and screen.refused))
        if screen is not None:
            self._how.display(screen)
            self._order.set_current(screen.columns.order.value if screen.columns.order else None)
            self._show_coming(screen)

    def display_brought(self, brought: Brought) -> None:
        """Say who came."""
        self.display(None)
        self._rows.show_rows(Incoming(0, each) for each in brought.patients)
        self._done.set_title(brought_words(len(brought.patients)))
        self._stayed.setText(stayed_words(brought.stayed))
        self._came.setVisible(True)
        self._done.set_badge(self.tr("Done"), Tone.GOOD)
        self._done.setVisible(True)
        self.verticalScrollBar().setValue(0)
        self._came.setFocus()

    def offer_out(self, came: Came | None) -> None:
        """Offer to take out again who came with the last file, as long as that can be."""
        self._came_last = came
        self._last.setVisible(came is not None and self._screen is None)
        if came is not None:
            self._offer.setText(came_words(came))
            self._out.ask_anew(self.tr("Take them out again"), sure_out_words(len(came.patients)))

    def display_out(self, number: int) -> None:
        """Say how many were taken out again."""
        self.display(None)
        self._done.set_title(out_words(number))
        self._done.set_badge(self.tr("Done"), Tone.GOOD)
        self._stayed.setText(self.tr("Nothing is known of them here any more but the entries in the log."))
        self._came.setVisible(False)
        self._done.setVisible(True)
        self._choose.setFocus()

    def refuse(self, title: str, text: str) -> None:
        """Say why a file was not read, or nobody brought in."""
        self._notice.say(title, text)
        self.ensureWidgetVisible(self._notice, 0, 80)

    def leave(self) -> None:
        """Go back to the list."""
        self.leave_requested.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on what is likely wanted."""
        super().showEvent(event)
        (self._choose if self._screen is None else self._bring).setFocus()

    def _show_coming(self, screen: IncomingScreen) -> None:
        self._coming.setVisible(not screen.columns.lacking)
        self._coming.set_badge(str(screen.lines))
        self._counts.show_facts(counts(screen))
        self._rows.show_rows(screen.arrivals.new)
        self._list.setVisible(bool(screen.arrivals.new))
        lines = (fault_line(fault, at, screen.kind) for fault, at in by_fault(screen.refused))
        self._why.setText("\n".join(lines))
        self._faults.set_badge(str(len(screen.refused)), Tone.CAUTION)
        self._count()

    def _show_alike(self, screen: IncomingScreen | None) -> None:
        for row in self._boxes:
            row.hide()
            row.deleteLater()
        alike = screen.arrivals.alike if screen else ()
        kind = screen.kind if screen else FileKind.CSV
        self._rows.kind = self._known_rows.kind = kind
        self._boxes = [AlikeRow(each, kind) for each in alike[:_MOST_ALIKE]]
        for row in self._boxes:
            self._ticks.addWidget(row)
            row.told.connect(self._count)
            row.open_requested.connect(self.patient_requested)
            row.correct_requested.connect(self.correct_requested)
        self._alike.set_badge(str(len(alike)), Tone.CAUTION)
        self._alike.setVisible(bool(alike))

    def _show_here(self, screen: IncomingScreen | None) -> None:
        met = screen.arrivals.here if screen else ()
        # Who is in the file twice is listed once, among those who are new.
        here = [Incoming(each.incoming.line, each.other) for each in met if not each.line]
        self._known_rows.show_rows(here)
        self._here.set_badge(str(len(here)))
        self._here.setVisible(bool(here))

    @property
    def _also(self) -> frozenset[int]:
        return frozenset(row.line for row in self._boxes if row.somebody_else)

    def _count(self) -> None:
        number = len(self._screen.arrivals.new) + len(self._also) if self._screen else 0
        self._bring.ask_anew(bring_words(number), sure_words(number))
        self._bring.setEnabled(number > 0)

    def _connect(self) -> None:
        self._leave.clicked.connect(self.leave)
        self._choose.clicked.connect(self.file_wanted)
        self._how.file_told.connect(self.file_told)
        self._order.chosen.connect(lambda key: self._how.tell(order=DayOrder(key)))
        self._save.clicked.connect(self.stayed_requested)
        self._out.confirmed.connect(lambda: self.out_requested.emit(self._came_last))
        self._bring.confirmed.connect(lambda: self.bring_requested.emit(self._also))
        self._came.chosen.connect(lambda at: self.patient_requested.emit(self._rows.row(at).patient.id))
        self._known.chosen.connect(
            lambda at: self.patient_requested.emit(self._known_rows.row(at).patient.id)
        )

    def _lay_out(self) -> None:
        self._order.set_choices(orders())
        for rows in (self._list, self._known, self._came):
            rows.most_rows = _MOST_ROWS
            rows.shrinks = False
        self._fill_ask()
        self._dates.body.addWidget(
            PlainLabel(
                self.tr("The dates of birth in this file could be read in both ways. Which is right?"), "body"
            )
        )
        self._dates.body.addWidget(self._order)
        self._coming.body.addWidget(self._counts)
        self._coming.body.addWidget(self._list)
        self._coming.body.addWidget(FlowRow((self._bring,)))
        self._fill_alike()
        self._here.body.addWidget(self._known)
        self._faults.body.addWidget(self._why)
        self._faults.body.addWidget(FlowRow((self._save,)))
        note = self.tr(
            "Mend them there and choose that file then. It is not encrypted: delete it afterwards."
        )
        self._faults.body.addWidget(PlainLabel(note, "quiet"))
        self._done.body.addWidget(self._stayed)
        self._done.body.addWidget(self._came)
        self._last.body.addWidget(self._offer)
        self._last.body.addWidget(FlowRow((self._out,)))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.CARD)
        title = PlainLabel(self.tr("Patients from a file"), "title")
        column.addWidget(PageHead((title,), (self._leave,)))
        for card in (
            *(self._notice, self._done, self._ask, self._last, self._how, self._dates),
            *(self._alike, self._faults, self._here, self._coming),
        ):
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(ScrolledColumn(column, _WIDEST))

    def _fill_ask(self) -> None:
        words = self.tr(
            "Spreadsheets and most programs save a list of patients as CSV, one patient a line. Practice "
            "and hospital programs also hand patients over as GDT, FHIR or HL7. All of these are read; which "
            "it is shows by itself. Given name, family name and date of birth are needed; sex and record "
            "number come along where the file has them."
        )
        safe = self.tr("You see first what was read. Nothing is kept before you say so.")
        self._ask.body.addWidget(PlainLabel(words, "body"))
        drag = self.tr("A file can also be dragged onto this page, or onto the list of patients.")
        self._ask.body.addWidget(PlainLabel(drag, "quiet"))
        self._ask.body.addWidget(PlainLabel(safe, "quiet"))
        self._ask.body.addWidget(FlowRow((self._choose,)))

    def _fill_alike(self) -> None:
        words = self.tr(
            "These stay out, unless you tick that they are somebody else. Who is here stays as they are, "
            "unless you tick what is to be corrected. Up to {0} are asked about at once: bring in the "
            "others, then choose the file again."
        )
        self._alike.body.addWidget(PlainLabel(words.format(_MOST_ALIKE), "quiet"))
        self._ticks.setSpacing(Space.SNUG)
        self._alike.body.addLayout(self._ticks)
