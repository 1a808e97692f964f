"""Which records are due by the practice's own rule; nothing is ever destroyed by itself."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult_app.ui.retention_list import CertificatePainter, CertificateRows, DuePainter, DueRows
from consult_app.ui.retention_words import rule_words
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page_head import PageHead
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.row_list import RowList
from consult_app.ui.widgets.scrolled_column import ScrolledColumn
from consult_app.workflow.retention import RetentionScreen

_WIDEST = 1080


class RetentionPage(QScrollArea):
    """Draws a `RetentionScreen`; what can be done about a patient is asked for in a dialog."""

    due_requested = Signal(str)
    """A name or record number to look for; empty for all that is due."""
    more_due_requested = Signal()
    decision_requested = Signal(object, bool)
    """The row of a patient, and whether whoever unlocked may decide anything."""
    certificate_requested = Signal(str)
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Keeping and destroying records"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._may = False
        self._leave = Button(self.tr("Back to the list"), "secondary", "arrow-left")
        self._rule = PlainLabel("", "body")
        self._notice = Notice()
        self._field = LineField(self.tr("Another patient: name or record number"))
        self._look = Button(self.tr("Find"), "secondary", "search")
        self._rows, self._certificate_rows = DueRows(), CertificateRows()
        self._list = RowList(self.tr("Records"), self._rows, DuePainter, fits=True)
        self._due = Card(self.tr("To decide"))
        self._nothing = PlainLabel("", "quiet")
        self._later = PlainLabel("", "quiet")
        self._more = Button(self.tr("Show more"), "secondary", "chevron-down")
        self._done_list = RowList(
            self.tr("Certificates"), self._certificate_rows, CertificatePainter, fits=True
        )
        self._done = Card(self.tr("Certificates of what was destroyed"))
        self._lay_out()
        self._connect()

    def display(self, screen: RetentionScreen) -> None:
        """Show what is due, or who was found."""
        self._may = screen.may_destroy
        self._notice.say("", "")
        self._rule.setText(rule_words(screen.rule, screen.jurisdiction))
        self._field.set_text(screen.asked)
        self._rows.show_rows(screen.rows)
        self._list.setVisible(bool(screen.rows))
        self._due.set_title(self.tr("Found") if screen.asked else self.tr("To decide"))
        self._due.set_badge(str(len(screen.rows) + screen.later))
        self._later.setText(
            self.tr("{0} more are due. Those that have been due longest are listed.").format(screen.later)
        )
        for part in (self._later, self._more):
            part.setVisible(bool(screen.later))
        none = self.tr("Nobody is found by “{0}”.").format(screen.asked)
        self._nothing.setText(none if screen.asked else self.tr("Nothing is due, proposed or held."))
        self._nothing.setVisible(not screen.rows)
        self._certificate_rows.show_rows(screen.certified)
        self._done.setVisible(bool(screen.certified) and screen.may_destroy)
        self._done.set_badge(str(len(screen.certified)))

    def refuse(self, title: str, text: str) -> None:
        """Say why something was not done."""
        self._notice.say(title, text)
        self.ensureWidgetVisible(self._notice, 0, 80)

    def leave(self) -> None:
        """Go back to the list."""
        self.leave_requested.emit()

    def begin_search(self) -> None:
        """Bring the keyboard to the field."""
        self._field.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard on what is likely wanted."""
        super().showEvent(event)
        (self._list if self._rows.rowCount() else self._field).setFocus()

    def _connect(self) -> None:
        self._leave.clicked.connect(self.leave)
        self._look.clicked.connect(lambda: self.due_requested.emit(self._field.text()))
        self._field.submitted.connect(lambda: self.due_requested.emit(self._field.text()))
        self._more.clicked.connect(self.more_due_requested)
        self._list.chosen.connect(lambda at: self.decision_requested.emit(self._rows.row(at), self._may))
        self._done_list.chosen.connect(
            lambda at: self.certificate_requested.emit(self._certificate_rows.row(at).destruction)
        )

    def _lay_out(self) -> None:
        law = Card(self.tr("The practice decides"))
        words = self.tr(
            "The program does not know the law. How long records must be kept, and when they must go, the "
            "law and the professional body of your place decide. Nothing happens by itself: one clinician "
            "proposes, another one carries it out, and a certificate stays."
        )
        law.body.addWidget(self._rule)
        law.body.addWidget(PlainLabel(words, "quiet"))
        row = QHBoxLayout()
        row.setSpacing(Space.NEAR)
        row.addWidget(self._field, 1)
        row.addWidget(self._look, 0, Qt.AlignmentFlag.AlignBottom)
        for part in (self._nothing, self._list, self._later):
            self._due.body.addWidget(part)
        self._due.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._due.body.addLayout(row)
        self._done.body.addWidget(
            PlainLabel(self.tr("Choose one to save it. It holds nothing of the records."), "quiet")
        )
        self._done.body.addWidget(self._done_list)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.CARD)
        title = PlainLabel(self.tr("Keeping and destroying records"), "title")
        column.addWidget(PageHead((title,), (self._leave,)))
        for widget in (law, self._notice, self._due, self._done):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(ScrolledColumn(column, _WIDEST))
