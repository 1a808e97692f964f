"""Who got a lot: across all patients, for a recall."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult_app.domain.log import LookUp
from consult_app.ui.days import moment_words
from consult_app.ui.lot_list import LotPainter, LotRows
from consult_app.ui.tokens import Space, Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page_head import PageHead
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.row_list import RowList
from consult_app.ui.widgets.scrolled_column import ScrolledColumn
from consult_app.workflow.lots import LotsScreen

_WIDEST = 1080


class LotsPage(QScrollArea):
    """Draws a `LotsScreen`; a look-up is asked for, for each is logged."""

    lot_requested = Signal(str)
    lot_save_requested = Signal(str)
    patient_requested = Signal(str)
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Find a lot"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._asked = ""
        self._leave = Button(self.tr("Back to the list"), "secondary", "arrow-left")
        self._field = LineField(self.tr("Lot number, or how it begins"))
        self._look = Button(self.tr("Find"), "primary", "search")
        self._notice = Notice(Tone.CAUTION)
        self._rows = LotRows()
        self._list = RowList(self.tr("Who got it"), self._rows, LotPainter, fits=True)
        self._found = Card(self.tr("Who got it"))
        self._nobody = PlainLabel("", "body")
        self._save = Button(self.tr("Save the list as CSV…"), "secondary", "download")
        self._save_note = PlainLabel("", "quiet")
        self._before = Card(self.tr("Looked up before"))
        self._log = PlainLabel("", "quiet")
        self._lay_out()
        self._connect()

    def display(self, screen: LotsScreen) -> None:
        """Show who got a lot."""
        self._notice.say("", "")
        self._asked = screen.asked
        self._field.set_text(screen.asked)
        self._rows.show_rows(screen.rows)
        patients = len({each.use.patient_id for each in screen.rows})
        self._found.setVisible(bool(screen.asked))
        self._found.set_badge(str(len(screen.rows)))
        words = self.tr("Entries: {0} · patients: {1} · newest first").format(len(screen.rows), patients)
        none = self.tr("Nobody got a lot that begins with “{0}”.").format(screen.asked)
        self._nobody.setText(words if screen.rows else none)
        self._list.setVisible(bool(screen.rows))
        self._save.setVisible(bool(screen.rows))
        self._save.setEnabled(screen.may_save)
        self._save_note.setVisible(bool(screen.rows))
        self._save_note.setText(
            self.tr("The file is not encrypted and names patients: keep it only as long as it is needed.")
            if screen.may_save
            else self.tr("A clinician can save it.")
        )
        self._before.setVisible(bool(screen.before))
        self._log.setText("\n".join(self._look_up_words(each) for each in screen.before))

    def leave(self) -> None:
        """Go back to the list."""
        self.leave_requested.emit()

    def refuse(self, title: str, text: str) -> None:
        """Say why nothing was looked up or saved."""
        self._notice.say(title, text)

    def begin_search(self) -> None:
        """Bring the keyboard to the field."""
        self._field.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where a lot is typed."""
        super().showEvent(event)
        self._field.setFocus()

    def _look_up_words(self, look_up: LookUp) -> str:
        words = self.tr("{0} · {1} found · {2}, {3}")
        if look_up.saved:
            words = self.tr("{0} · {1} saved as a file · {2}, {3}")
        return words.format(look_up.lot, look_up.found, look_up.who, moment_words(look_up.at))

    def _ask(self) -> None:
        # What was found before says nothing of what is asked now.
        self._found.hide()
        self.lot_requested.emit(self._field.text())

    def _connect(self) -> None:
        self._leave.clicked.connect(self.leave)
        self._look.clicked.connect(self._ask)
        self._field.submitted.connect(self._ask)
        self._save.clicked.connect(lambda: self.lot_save_requested.emit(self._asked))
        self._list.chosen.connect(lambda at: self.patient_requested.emit(self._rows.row(at).use.patient_id))

    def _lay_out(self) -> None:
        ask = Card()
        row = QHBoxLayout()
        row.setSpacing(Space.NEAR)
        row.addWidget(self._field, 1)
        row.addWidget(self._look, 0, Qt.AlignmentFlag.AlignBottom)
        ask.body.addLayout(row)
        lead = self.tr(
            "Spaces, hyphens and capitals do not matter, nor whether 0 or O, or 1, I or L was typed. Each "
            "look-up is written into the log."
        )
        ask.body.addWidget(PlainLabel(lead, "quiet"))
        for part in (self._nobody, self._list):
            self._found.body.addWidget(part)
        self._found.body.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        self._found.body.addWidget(self._save_note)
        self._before.body.addWidget(self._log)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.CARD)
        column.addWidget(PageHead((PlainLabel(self.tr("Find a lot"), "title"),), (self._leave,)))
        for widget in (ask, self._notice, self._found, self._before):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(ScrolledColumn(column, _WIDEST))
