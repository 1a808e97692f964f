"""Review and sign: the gate, the very pages, the signatures, the seal."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from consult_app.domain.consultation import Stage
from consult_app.domain.on_paper import Aside
from consult_app.domain.questionnaire import Step
from consult_app.domain.unfinished import SignatureBegun, WordsBegun
from consult_app.errors import ConsultError
from consult_app.ui import theme
from consult_app.ui.messages import message
from consult_app.ui.sequel_words import sequel_lead, sequel_name, sequel_title
from consult_app.ui.tab_order import STANDS_AT, tab_stops
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.confirm_button import ConfirmButton
from consult_app.ui.widgets.ending_card import EndingCard
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.gate_card import GateCard
from consult_app.ui.widgets.notice import Notice
from consult_app.ui.widgets.page import Page
from consult_app.ui.widgets.page_foot import PageFoot
from consult_app.ui.widgets.paper_card import PaperCard
from consult_app.ui.widgets.patient_language import PatientLanguage
from consult_app.ui.widgets.pdf_view import PdfView
from consult_app.ui.widgets.seal_card import SealCard
from consult_app.ui.widgets.sequel_card import SequelCard
from consult_app.ui.widgets.signed_card import SignedCard
from consult_app.ui.widgets.signer_card import SignerCard
from consult_app.ui.widgets.signers_card import SignersCard
from consult_app.ui.widgets.tick_box import TickBox
from consult_app.workflow.screens.review import ReviewScreen, SequelScreen

_BESIDE_FROM = 1000
_AROUND = 156
"""The height of the page's title and margins."""
_ABOVE_PAGES = 12
_LEAST_SIDE = 340
_AWAY = 16
"""How far the document stays from the upper edge while the column beside it is scrolled."""
_BESIDE = QBoxLayout.Direction.LeftToRight


class ReviewPage(QWidget):
    """Shows what is missing, then the document to read and the person who signs next."""

    jump_requested = Signal(object)
    """Gap."""
    large_print_chosen = Signal(bool)
    language_chosen = Signal(str)
    """The tag of a language of the pack."""
    review_requested = Signal()
    sequel_written = Signal(object)
    """Sequel: what is said in a document that follows a sealed record."""
    reopen_requested = Signal()
    signed = Signal(object, object, str)
    """Way, Ink or `None`, note."""
    ink_drawn = Signal(object)
    """Ink or `None`: what stands on the pad after each stroke."""
    patient_read_back = Signal(bool)
    signers_chosen = Signal(object)
    """Signers."""
    end_requested = Signal(str)
    """Why it is ended without being completed."""
    again_requested = Signal()
    paper_wanted = Signal()
    """It is to be signed on paper."""
    paper_print_requested = Signal()
    paper_save_requested = Signal()
    paper_files_requested = Signal()
    paper_files_brought = Signal(object)
    """list[str]: files that were dragged in."""
    paper_folder_requested = Signal()
    """A folder is to be watched, or not any more."""
    paper_out_requested = Signal(int)
    """The page that is to be missing again."""
    paper_put_requested = Signal(int, int)
    """Which of those set aside, and the page that it is taken for."""
    paper_turn_requested = Signal(int)
    paper_leave_requested = Signal(int)
    """Which of those set aside."""
    paper_noted = Signal(object)
    """tuple[Noted, ...]: what was ticked and written so far about those who sign."""
    paper_confirmed = Signal(object)
    """dict[Role, date]: who signed, and on which day."""
    seal_requested = Signal(str)
    """The clinician's passphrase, typed for this."""
    new_key_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = Page(Step.SIGN, wide=True, parent=self)
        self.setAccessibleName(self._page.accessibleName())
        self._stage: Stage | None = None
        self._count = 0
        self._asked_here = False
        self._shown = b""
        self._stamped: str | None = None
        self._gate = GateCard()
        self._sequel = SequelCard()
        self._notice = Notice()
        self._large = TickBox(self.tr("Large print, for whoever reads it more easily"))
        self._large.setAccessibleDescription(
            self.tr("Sets this consultation’s documents in letters of 18 points, on more pages.")
        )
        self._language = PatientLanguage()
        self._pages = PdfView()
        self._signers = SignersCard()
        self._signed = SignedCard()
        self._signer = SignerCard()
        self._ending = EndingCard()
        self._paper = PaperCard()
        self._to_paper = ConfirmButton(
            self.tr("Sign on paper"), self.tr("Freeze it and sign on paper"), "printer"
        )
        self._to_paper.setAccessibleDescription(
            self.tr("For signing with a pen on a print. From then on nothing of it can be changed.")
        )
        self._finish = SealCard()
        self._reopen = Button(self.tr("Back to the answers"), "secondary", "rotate-ccw")
        self._to_signing = Button(self.tr("Go to the signature"), "soft", "arrow-down")
        self._foot = PageFoot(self)
        for button, words in (
            (self._reopen, self.tr("Unfreezes the document. Possible until the first signature.")),
            (self._to_signing, self.tr("Scrolls to the signature, which stands below the document.")),
        ):
            button.setAccessibleDescription(words)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._side, self._read = QWidget(), QWidget()
        self._lay_out()
        self._connect()

    def display(self, screen: ReviewScreen) -> None:
        """Show the stage of the document; `show_pages` brings the pages themselves."""
        new = self._goes_on(screen)
        self._stage, self._count = screen.stage, screen.signed
        draft = screen.stage is Stage.DRAFT
        self._gate.setVisible(draft and screen.sequel is None)
        self._sequel.setVisible(draft and screen.sequel is not None)
        if screen.sequel is not None:
            self._sequel.display(screen.sequel, who_lacks=bool(screen.gaps))
        self._large.setVisible(draft)
        self._large.setChecked(screen.large)
        self._language.display(screen.language, shown=draft)
        void = screen.stage is Stage.VOIDED
        stamp = self.tr("Preview") if draft else self.tr("Void") if void else ""
        self._pages.set_stamp(stamp)
        if stamp != self._stamped:
            # What is signed must never be mistaken for what was shown before.
            self._stamped = stamp
            self._pages.clear()
            if void:
                # Why it was ended stands above the pages.
                self._page.verticalScrollBar().setValue(0)
            self._shown = b""
        self._signers.setVisible(draft)
        if draft:
            self._gate.display(screen.gaps, refusal=screen.refusal, not_today=screen.not_today)
            self._signers.display(
                screen.signers,
                screen.patient,
                screen.clinician,
                screen.age_points,
                screen.unable,
                from_afar=screen.sequel is not None and screen.sequel.said.is_from_afar,
            )
        answers, words = self.tr("Back to the answers"), self.tr("Back to what was written")
        self._reopen.setText(answers if screen.sequel is None else words)
        self._say_what_it_is(screen.sequel, draft=draft, void=void)
        self._pages.setVisible(not draft or bool(self._shown))
        self._show_signer(screen)
        self._signed.display(screen.given)
        self._ending.display(screen.ending, again=screen.sequel is None)
        signed = screen.stage is Stage.CONSENTED
        for each in (self._finish, self._finish.act):
            each.setVisible(signed)
        self._finish.display(screen.clinician)
        self._show_paper(screen)
        self._place()
        self.set_busy(busy=False)
        if new:
            self._go_on_by_keyboard()

    def _show_signer(self, screen: ReviewScreen) -> None:
        """Show whose turn it is to sign, where it is anybody's."""
        for each in (self._signer, self._signer.acts):
            each.setVisible(screen.signer is not None)
        if screen.signer is not None:
            first, witness = not screen.signed, screen.signers.witness
            self._signer.display(screen.signer, screen.patient, screen.birth_date, first=first)
            self._signer.go_on(screen.drawn, witness.name if witness else "")
            self._signer.set_step(self.tr("Signature {0} of {1}").format(screen.signed + 1, screen.count))

    def _show_paper(self, screen: ReviewScreen) -> None:
        """Show the way over paper, and the foot where there is something to do in it."""
        self._paper.display(screen.paper)
        for each in (self._to_paper, self._reopen):
            each.setVisible(screen.stage is Stage.REVIEWED and not screen.signed)
        back = screen.paper is not None and not screen.paper.missing
        self._foot.setVisible(screen.stage in (Stage.REVIEWED, Stage.CONSENTED) or back)

    def show_draft(self, pdf: bytes) -> None:
        """Show the pages as they stand, before anybody can sign them; without any, the gate stands alone."""
        if self._stage is Stage.DRAFT:
            self._pages.setVisible(bool(pdf))
            if pdf:
                self.show_pages(pdf)

    def offer_languages(self, tags: tuple[str, ...]) -> None:
        """Let one of the pack's languages be chosen, where it has several."""
        self._language.offer(tags)
        self._place()

    def say_unspoken(self, error: ConsultError | None) -> None:
        """Say why the patient's language is not there, where it was chosen and something is wrong with it."""
        self._language.complain(message(error).text if error else "")
        self._place()

    def show_pages(self, pdf: bytes) -> None:
        """Show the document as it will be sealed; the place in it is kept when a signature is added."""
        if pdf == self._shown:
            return
        again, page = bool(self._shown), self._pages.page
        self._shown = pdf
        self._pages.show_pdf(pdf)
        if again:
            self._pages.go_to(page)

    def reveal(self, subject: str) -> None:
        """Show where a detail about those who sign is missing."""
        at = self._signers.reveal(subject)
        if at is not None:
            self._page.ensureWidgetVisible(at, 0, 80)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for each in (self._sequel, self._paper, self._signers):
            each.flush()

    def begin_search(self) -> None:
        """Look for words in the pages."""
        self._pages.search()

    def refuse(self, title: str, text: str) -> None:
        """Say why it was not laid out, signed or sealed."""
        self.set_busy(busy=False)
        self._notice.say(title, text)
        self._page.ensureWidgetVisible(self._notice, 0, 80)

    def show_aside(self, aside: tuple[Aside, ...]) -> None:
        """Show what came back from paper and has no place by itself."""
        self._paper.show_aside(aside)

    def takes_files(self) -> bool:
        """Whether files that are dragged in are pages that came back."""
        return self._stage is Stage.ON_PAPER

    def bring_files(self, paths: list[str]) -> None:
        """Have files that were dragged in read as pages that came back."""
        self.paper_files_brought.emit(paths)

    def show_watched(self, folder: str) -> None:
        """Say in which folder paper is awaited; in none without words."""
        self._paper.show_watched(folder)

    def offer_new_key(self) -> None:
        """Offer the way out where the signing key was refused."""
        self._finish.offer_new_key()

    def unfinished(self) -> tuple[SignatureBegun | WordsBegun | None, ...]:
        """Give the signature that was begun and not given, and the reason why it is to be ended."""
        signature = self._signer.unfinished() if self._stage is Stage.REVIEWED else None
        return signature, self._ending.unfinished()

    def go_on_with(self, begun: SignatureBegun | WordsBegun) -> None:
        """Show it again, to be signed, ended or cleared."""
        if isinstance(begun, SignatureBegun):
            self._signer.go_on_with(begun)
        elif self._stage is not Stage.VOIDED:
            self._ending.go_on_with(begun)

    def set_busy(self, *, busy: bool) -> None:
        """Show that something is under way; nothing can be asked twice."""
        # What was pressed is disabled now, and Qt may take the keyboard to another part of the window.
        self._asked_here = busy and (self._asked_here or self._has_keyboard())
        self._gate.set_busy(busy=busy)
        self._sequel.set_busy(busy=busy)
        self._signer.set_busy(busy=busy)
        for each in (self._reopen, self._to_paper, self._ending, self._ending.turn):
            each.setEnabled(not busy)
        self._paper.set_busy(busy=busy)
        self._finish.set_busy(busy=busy)
        if busy:
            self._notice.say("", "")
        elif QApplication.focusWidget() is None:
            self._go_on_by_keyboard()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put document and signature beside each other where there is room."""
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where something is to be said first, where that is this page's own."""
        super().showEvent(event)
        if stops := tab_stops((self._sequel,)):
            stops[0].setFocus()

    def event(self, event: QEvent) -> bool:
        """Give the foot another height when what stands in it needs one."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the document back into sight whenever it was laid out anew."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self._stick()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(20)
        for each in (
            *(self._sequel, self._signers, self._gate, self._signed),
            *(self._finish, self._paper, self._signer),
        ):
            side.addWidget(each)
        side.addWidget(FlowRow((self._reopen, self._to_paper, self._ending.turn)))
        side.addWidget(self._ending)
        side.addStretch(1)
        self._halves.setSpacing(20)
        # One part, so that Tab does not cross to what is missing between the choice and the pages under it.
        read = self._read
        pages = QVBoxLayout(read)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.setSpacing(_ABOVE_PAGES)
        pages.addWidget(self._large)
        pages.addWidget(self._language)
        pages.addWidget(self._pages)
        pages.addStretch(1)
        self._halves.addWidget(read, 5)
        # A long name must not push the document aside.
        self._side.setMinimumWidth(_LEAST_SIDE)
        self._halves.addWidget(self._side, 4)
        self._page.body.addWidget(self._notice)
        self._page.body.addLayout(self._halves)
        self._foot.row.addWidget(self._to_signing)
        self._foot.row.addWidget(self._signer.acts, 1)
        self._foot.row.addWidget(self._finish.act, 1, Qt.AlignmentFlag.AlignRight)
        self._foot.row.addWidget(self._paper.act, 1, Qt.AlignmentFlag.AlignRight)

    def _connect(self) -> None:
        self._gate.jump_requested.connect(self.jump_requested)
        self._gate.review_requested.connect(self._ask_for_review)
        self._sequel.review_requested.connect(self._ask_for_review)
        self._sequel.again_requested.connect(self.again_requested)
        self._sequel.written.connect(self.sequel_written)
        self._large.clicked.connect(self.large_print_chosen)
        self._signers.chosen.connect(self.signers_chosen)
        self._language.chosen.connect(self.language_chosen)
        self._signer.signed.connect(self._tell_signed)
        self._signer.drawn.connect(self.ink_drawn)
        self._signer.read_back.connect(self.patient_read_back)
        self._ending.end_requested.connect(self._ask_to_end)
        self._ending.again_requested.connect(self.again_requested)
        self._finish.seal_requested.connect(self._ask_to_seal)
        self._finish.act.clicked.connect(lambda: self._page.ensureWidgetVisible(self._finish))
        self._finish.new_key_requested.connect(self.new_key_requested)
        self._reopen.clicked.connect(self.reopen_requested)
        self._to_paper.confirmed.connect(self.paper_wanted)
        for signal, told in (
            (self._paper.print_requested, self.paper_print_requested),
            (self._paper.save_requested, self.paper_save_requested),
            (self._paper.files_requested, self.paper_files_requested),
            (self._paper.folder_requested, self.paper_folder_requested),
            (self._paper.out_requested, self.paper_out_requested),
            (self._paper.put_requested, self.paper_put_requested),
            (self._paper.turn_requested, self.paper_turn_requested),
            (self._paper.leave_requested, self.paper_leave_requested),
            (self._paper.noted, self.paper_noted),
            (self._paper.confirmed, self.paper_confirmed),
            (self._paper.page_requested, self._pages.go_to),
        ):
            signal.connect(told)
        self._to_signing.clicked.connect(self._go_to_signing)
        scrolled = self._page.verticalScrollBar()
        scrolled.valueChanged.connect(self._stick)
        scrolled.rangeChanged.connect(self._stick)
        self._read.installEventFilter(self)

    def _goes_on(self, screen: ReviewScreen) -> bool:
        """Whether the keyboard is here and something was frozen or signed.

        What was pressed is hidden or disabled then, and Qt has moved the keyboard to what stood beside it.
        """
        before = (self._stage, self._count)
        here = self._asked_here or self._has_keyboard()
        return here and before not in ((None, 0), (screen.stage, screen.signed))

    def _has_keyboard(self) -> bool:
        at = QApplication.focusWidget()
        return at is not None and self.isAncestorOf(at)

    def _go_on_by_keyboard(self) -> None:
        """Bring the keyboard to what comes next, after something was frozen, signed or given."""
        stops = tab_stops((self._sequel, self._finish, self._paper, self._signer, self._foot))
        if stops:
            stops[0].setFocus()

    def _place(self) -> None:
        beside = self.width() >= theme.scaled(_BESIDE_FROM)
        self._to_signing.setVisible(not beside and self._stage is Stage.REVIEWED)
        height = self.height() - self._foot.wanted_height(self.width())
        self._page.setGeometry(0, 0, self.width(), height)
        self._foot.setGeometry(0, height, self.width(), self.height() - height)
        below = QBoxLayout.Direction.TopToBottom
        if self._stage is not Stage.REVIEWED:
            # What is missing comes before pages that nobody signs yet, and what is left after they were read.
            below = QBoxLayout.Direction.BottomToTop
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if beside else below)
        # The document takes the height of the window, so that a page is read at a glance.
        choices = [each for each in (self._large, self._language) if not each.isHidden()]
        above = _AROUND + sum(each.sizeHint().height() + _ABOVE_PAGES for each in choices)
        self._pages.setFixedHeight(max(height - above, 380))

    def _stick(self) -> None:
        """Keep the document in sight beside a column that is longer: what is signed is read there."""
        if self._halves.direction() is not _BESIDE:
            self._read.setProperty(STANDS_AT, None)
            return
        whole = self._halves.geometry()
        self._read.setProperty(STANDS_AT, whole.top())
        gone = self._page.verticalScrollBar().value() - whole.top()
        room = whole.height() - self._read.sizeHint().height()
        down = max(0, min(gone + _AWAY, room))
        place = self._read.geometry()
        self._read.setGeometry(place.x(), whole.top() + down, place.width(), whole.height() - down)

    def _say_what_it_is(self, sequel: SequelScreen | None, *, draft: bool, void: bool) -> None:
        if sequel is not None and not void:
            kind = sequel.said.kind
            self._page.set_step(Step.SIGN)
            _, title, lead = self._page.words
            words = (sequel_title(kind), sequel_lead(kind)) if draft else (title, lead)
            self._page.set_words(sequel_name(kind), *words)
        elif draft or void or self._stage is Stage.ON_PAPER:
            number, title, _ = self._page.words
            now = self.tr("How it stands now. Nothing is signed on these pages yet.")
            out = self.tr("It is out on paper to be signed, and does not change any more.")
            ended = self.tr("As it stood when it was ended. It is not valid.")
            self._page.set_words(number, title, ended if void else now if draft else out)
        else:
            self._page.set_step(Step.SIGN)

    def _go_to_signing(self) -> None:
        top = self._side.mapTo(self._page.widget() or self, QPoint(0, 0)).y()
        self._page.verticalScrollBar().setValue(top - 20)

    def _ask_for_review(self) -> None:
        self.set_busy(busy=True)
        self.review_requested.emit()

    def _tell_signed(self, way: object, ink: object, note: str) -> None:
        self.set_busy(busy=True)
        self.signed.emit(way, ink, note)

    def _ask_to_end(self, reason: str) -> None:
        self.set_busy(busy=True)
        self.end_requested.emit(reason)

    def _ask_to_seal(self, passphrase: str) -> None:
        self.set_busy(busy=True)
        self.seal_requested.emit(passphrase)
