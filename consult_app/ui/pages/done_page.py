"""Sealed: what was stored, the proof of it, and the copies to take along."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.consultation import Sealed, Way
from consult_app.domain.document import DocumentKind
from consult_app.domain.paper import Handed, Paper
from consult_app.domain.proof import Proof
from consult_app.domain.questionnaire import Step
from consult_app.domain.sequel import SequelKind
from consult_app.ui import theme
from consult_app.ui.days import moment_words, signed_words
from consult_app.ui.sequel_words import sequel_done, sequel_name
from consult_app.ui.tab_order import tab_stops
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.after_card import AfterCard
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.facts import Facts
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page import Page
from consult_app.ui.widgets.paper_row import PaperRow
from consult_app.ui.widgets.pdf_view import PdfView
from consult_app.ui.widgets.proof_card import ProofCard
from consult_app.workflow.sequels import AfterScreen

_BESIDE_FROM = 1000
_AROUND = 156
"""The height of the page's title and margins."""


class DonePage(Page):
    """Shows a sealed record; it can be read, printed and saved."""

    print_requested = Signal(object)
    """Which Paper."""
    save_requested = Signal(object)
    share_requested = Signal(object)
    drop_requested = Signal(object)
    give_requested = Signal(object)
    leave_requested = Signal()
    given_requested = Signal(str)
    """The id of the consultation of which it is to be written down what was given."""
    open_requested = Signal(str)
    """The id of a document that follows this one, or of the one that it follows."""
    sequel_requested = Signal(object)
    """SequelKind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Step.DONE, wide=True, parent=parent)
        self._shown = b""
        self._notice = Notice()
        self._refusal = Notice()
        self._gone = Notice()
        self._proof = ProofCard()
        self._record = Card(self.tr("The record"))
        self._facts = Facts()
        self._papers = Card(self.tr("To take along"))
        self._after = AfterCard()
        self._rows_of = {
            Paper.CONSENT: PaperRow(self.tr("Signed document"), Paper.CONSENT),
            Paper.AFTERCARE: PaperRow(self.tr("Aftercare sheet"), Paper.AFTERCARE),
            Paper.SUMMARY: PaperRow(self.tr("Summary for the patient"), Paper.SUMMARY),
            Paper.RECORD: PaperRow(self.tr("Clinician’s record"), Paper.RECORD),
        }
        # Nothing is said of a file before it was read and checked.
        for each in (self._proof, self._record):
            each.hide()
        # Not before it is known that the record is no refusal, which has none.
        self._rows_of[Paper.AFTERCARE].hide()
        self._leave = Button(self.tr("Back to the list"), "primary", "list")
        self._give = Button(self.tr("What was given"), "secondary", "syringe")
        self._give.setAccessibleDescription(self.tr("Products, lots, amounts and places, kept for ever."))
        self._give.hide()
        self._record_id = ""
        self._pages = PdfView()
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()
        self._leave.clicked.connect(self.leave_requested)
        self._give.clicked.connect(lambda: self.given_requested.emit(self._record_id))
        self._after.open_requested.connect(self.open_requested)
        self._after.begin_requested.connect(self.sequel_requested)
        for paper, row in self._rows_of.items():
            row.print_requested.connect(partial(self.print_requested.emit, paper))
            row.save_requested.connect(partial(self.save_requested.emit, paper))
            row.share_requested.connect(partial(self.share_requested.emit, paper))
            row.drop_requested.connect(partial(self.drop_requested.emit, paper))
            row.give_requested.connect(partial(self.give_requested.emit, paper))
        for asked in (self.print_requested, self.save_requested, self.share_requested):
            # What was refused before is over once somebody tries again.
            asked.connect(self._forget_refusal)

    def display(self, record: Sealed, pdf: bytes, proof: Proof) -> None:
        """Show a sealed record with its stored bytes and what they prove."""
        self._notice.say("", "")
        self._forget_refusal()
        if proof.sha256 != record.sha256:
            self._notice.say(
                self.tr("The stored file is not the one that was sealed"),
                self.tr("Its fingerprint differs from the record’s. Restore the vault from a backup."),
            )
        self._gone.say("", "")
        for each in (self._proof, self._record):
            each.show()
        self._proof.display(proof)
        self._facts.display(self._rows(record))
        self._record.set_badge(*self._badge(record))
        # Who goes home untreated has nothing to look after; what follows a record is one paper by itself.
        sequel = record.draft.sequel
        follows = sequel is not None
        self.set_step(Step.DONE)
        if sequel is not None:
            self.set_words(sequel_name(sequel.kind), *self.words[1:])
        refused = record.document.kind.refuses
        self._rows_of[Paper.AFTERCARE].setVisible(not refused and not follows)
        self._record_id = sequel.first.id if sequel is not None else record.draft.id
        # Confirmed on the day, the treatment comes next.
        confirmed = sequel is not None and sequel.kind is SequelKind.CONFIRMATION
        self._give.setVisible(confirmed or not (refused or follows))
        for paper in (Paper.SUMMARY, Paper.RECORD):
            self._rows_of[paper].setVisible(not follows)
        if pdf != self._shown:
            self._shown = pdf
            self._pages.show_pdf(pdf)
            self._take_keyboard()

    def show_handed(self, handed: tuple[Handed, ...]) -> None:
        """Say of each paper what was done with it."""
        for row in self._rows_of.values():
            row.display(handed)

    def show_after(self, screen: AfterScreen) -> None:
        """Show what followed the record, and what can follow it."""
        self._after.display(screen)
        if screen.withdrawn:
            self._gone.say(
                self.tr("This consent was taken back"),
                self.tr("Nothing goes on with it. A new consent is a new consultation."),
            )

    def begin_search(self) -> None:
        """Look for words in the pages."""
        self._pages.search()

    def refuse(self, title: str, text: str) -> None:
        """Say why a paper was not printed or saved, or nothing could be begun."""
        self._after.allow()
        self._refusal.say(title, text)
        self.ensureWidgetVisible(self._refusal, 0, 80)

    def _take_keyboard(self) -> None:
        """Have the keyboard here, and not where Qt left it when the page before was taken away."""
        at = QApplication.focusWidget()
        if at is None or not self.isAncestorOf(at):
            for stop in tab_stops((self,))[:1]:
                stop.setFocus()

    def _forget_refusal(self) -> None:
        self._refusal.say("", "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put record and document beside each other where there is room."""
        super().resizeEvent(event)
        beside = self.viewport().width() >= theme.scaled(_BESIDE_FROM)
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self._pages.setFixedHeight(max(self.viewport().height() - _AROUND, 380))

    def _rows(self, record: Sealed) -> list[tuple[str, str]]:
        signers = "\n".join(
            self.tr("{0}, {1}").format(each.name, signed_words(each.at, on_paper=each.way is Way.PAPER))
            for each in record.signatures
        )
        return [
            (self.tr("Document"), record.document.title),
            (self.tr("Patient"), record.draft.patient.name),
            (self.tr("Signed by"), signers),
            (self.tr("Sealed"), moment_words(record.at)),
            (self.tr("Kept"), self.tr("Encrypted, in the vault on this device")),
        ]

    def _badge(self, record: Sealed) -> tuple[str, Tone]:
        if record.draft.sequel is not None:
            return sequel_done(record.draft.sequel.kind)
        if record.document.kind is DocumentKind.NOT_TODAY:
            return self.tr("More time to decide"), Tone.INFO
        if record.document.kind is DocumentKind.REFUSAL:
            return self.tr("Not going ahead"), Tone.INFO
        return self.tr("Consent given"), Tone.GOOD

    def _lay_out(self) -> None:
        self._record.body.addWidget(self._facts)
        for row in self._rows_of.values():
            self._papers.body.addWidget(row)
        self._papers.body.addSpacing(8)
        self._papers.body.addWidget(FlowRow((self._give, self._leave)))
        side = QVBoxLayout()
        side.setSpacing(20)
        for each in (self._proof, self._papers, self._after, self._record):
            side.addWidget(each)
        side.addStretch(1)
        self._halves.setSpacing(20)
        self._halves.addLayout(side, 5)
        self._halves.addWidget(self._pages, 6, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._refusal)
        self.body.addWidget(self._gone)
        self.body.addLayout(self._halves)
