"""Emergency access: who is meant, why it cannot wait, and then that patient's consultations to read."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from consult_app.domain.consultation import ConsultationLine
from consult_app.domain.unfinished import Place, WordsBegun
from consult_app.ui import theme
from consult_app.ui.days import day_words
from consult_app.ui.list_words import stage_word
from consult_app.ui.tokens import Space, Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.holding import Holding
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page_head import PageHead
from consult_app.ui.widgets.pdf_view import PdfView
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.scrolled_column import ScrolledColumn
from consult_app.workflow.emergency import LEAST, EmergencyScreen, Sought

_WIDEST, _PAGES_HIGH = 1080, 640


class EmergencyPage(QScrollArea):
    """Asks, then draws an `EmergencyScreen`; nothing of it can be changed, printed or saved here."""

    emergency_sought = Signal(object)
    """Sought."""
    emergency_read = Signal(object, str)
    """The same, and the id of a consultation."""
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Emergency access"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._leave = Button(self.tr("Back"), "secondary", "arrow-left")
        self._notice = Notice(Tone.CAUTION)
        self._who = LineField(self.tr("Patient’s whole name, or record number"))
        self._born = DateField(name=self.tr("Birth date"))
        self._reason = LineField(self.tr("Why it cannot wait for somebody who treats"))
        self._find = Button(self.tr("Open, and tell the clinical leads"), "primary", "unlock")
        self._found, self._lines = Card(), QVBoxLayout()
        self._born_words = PlainLabel("", "quiet")
        self._pages = PdfView()
        self._holding = Holding(Place.EMERGENCY, who=self._who, born=self._born, reason=self._reason)
        self._sought: Sought | None = None
        self._lay_out()
        self._leave.clicked.connect(self.leave)
        self._find.clicked.connect(self._ask)

    def begin(self) -> None:
        """Ask anew."""
        self._notice.say("", "")
        for field in (self._who, self._reason):
            field.set_text("")
        self._born.set_text("")
        self._forget()

    def show_found(self, screen: EmergencyScreen) -> None:
        """Show what there is about the patient."""
        self._forget()
        self._notice.say("", "")
        self._sought = screen.sought
        self._found.set_title(screen.patient.name)
        self._born_words.setText(self.tr("Born {0}").format(day_words(screen.patient.birth_date)))
        for line in screen.lines:
            words = self._words(line)
            button = Button(self.tr("Read"), "secondary", "file-text")
            button.setAccessibleName(self.tr("Read: {0}").format(words))
            button.clicked.connect(partial(self.emergency_read.emit, screen.sought, line.id))
            self._lines.addWidget(PlainLabel(words, "body"))
            self._lines.addWidget(FlowRow((button,)))
        if not screen.lines:
            self._lines.addWidget(PlainLabel(self.tr("There are no consultations."), "body"))
        self._found.setVisible(True)

    def show_pages(self, pdf: bytes) -> None:
        """Show a consultation."""
        self._pages.show_pdf(pdf)
        self._pages.setVisible(True)
        self._pages.setFocus()

    def unfinished(self) -> WordsBegun | None:
        """Give what was typed, as long as nobody was opened for it."""
        return self._holding.unfinished() if self._sought is None else None

    def go_on_with(self, begun: WordsBegun) -> None:
        """Show it again, to be asked for or not."""
        self._holding.go_on_with(begun)

    def leave(self) -> None:
        """Go back, with nothing of anybody left on the page."""
        self._forget()
        self.leave_requested.emit()

    def refuse(self, title: str, text: str) -> None:
        """Say why nothing is shown."""
        self._notice.say(title, text)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where typing begins."""
        super().showEvent(event)
        self._who.setFocus()

    def _forget(self) -> None:
        self._sought = None
        self._pages.clear()
        self._pages.setVisible(False)
        self._found.setVisible(False)
        while (old := self._lines.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _ask(self) -> None:
        who, born, reason = self._who.text().strip(), self._born.day(), self._reason.text().strip()
        self._who.refuse("" if who else self.tr("Say who is meant."))
        self._born.ask_for(self.tr("The birth date is needed too."))
        short = len(reason) < LEAST
        self._reason.refuse(self.tr("A reason of a few words is needed; the leads read it.") if short else "")
        if who and born and not short:
            self.emergency_sought.emit(Sought(who, born, reason))

    def _words(self, line: ConsultationLine) -> str:
        parts = (day_words(line.day), line.treatment, stage_word(line)[0])
        return self.tr(" · ").join(each for each in parts if each)

    def _lay_out(self) -> None:
        ask = Card()
        born = QVBoxLayout()
        born.setSpacing(6)
        born.addWidget(PlainLabel(self.tr("Birth date"), "strong"))
        born.addWidget(self._born)
        ask.body.addWidget(self._who)
        ask.body.addLayout(born)
        ask.body.addWidget(self._reason)
        words = self.tr(
            "Each opening is entered in the log with this reason. Clinical leads are shown it on their start "
            "page until one of them has acknowledged it. Read only: nothing can be changed, printed or saved."
        )
        ask.body.addWidget(PlainLabel(words, "quiet"))
        ask.body.addWidget(FlowRow((self._find,)))
        self._lines.setSpacing(Space.SNUG)
        self._found.body.addWidget(self._born_words)
        self._found.body.addLayout(self._lines)
        self._pages.setMinimumHeight(theme.scaled(_PAGES_HIGH))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.CARD)
        column.addWidget(PageHead((PlainLabel(self.tr("Emergency access"), "title"),), (self._leave,)))
        for widget in (self._notice, ask, self._found, self._pages):
            column.addWidget(widget)
        column.addStretch(1)
        self._forget()
        self.setWidget(ScrolledColumn(column, _WIDEST))
