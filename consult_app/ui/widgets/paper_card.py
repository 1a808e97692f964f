"""A document that is out on paper: printed, back page by page, and confirmed as signed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.on_paper import Aside, Filed
from consult_app.ui.arranging import bring_into_view
from consult_app.ui.tokens import Space, Tone
from consult_app.ui.widgets.aside_row import AsideRow
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.paper_signer import PaperSigner
from consult_app.ui.widgets.photo_pane import PhotoPane
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.scan_tile import ScanTile
from consult_app.workflow.screens.review import PaperScreen


class PaperCard(Card):
    """Says what to do next with the paper, and shows each page that is back.

    The button `act`, which takes the paper as signed, is placed by the page.
    """

    print_requested = Signal()
    save_requested = Signal()
    files_requested = Signal()
    folder_requested = Signal()
    page_requested = Signal(int)
    """The printed page to be shown; the first is 1."""
    out_requested = Signal(int)
    put_requested = Signal(int, int)
    """Which of those set aside, and the page that it is taken for."""
    turn_requested = Signal(int)
    leave_requested = Signal(int)
    noted = Signal(object)
    """tuple[Noted, ...]: what was ticked and written so far."""
    confirmed = Signal(object)
    """dict[Role, date]."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Waiting for paper"), Tone.CAUTION, parent)
        self._screen: PaperScreen | None = None
        self._aside: tuple[Aside, ...] = ()
        self._tiles: list[ScanTile] = []
        self._signers: list[PaperSigner] = []
        self._chosen = 0
        self._words = PlainLabel("")
        self._count = PlainLabel("", "strong")
        self._print = Button(self.tr("Print"), "secondary", "printer")
        self._save = Button(self.tr("Save as PDF…"), "quiet", "download")
        self._files = Button(self.tr("Add scans or photographs…"), "primary", "upload")
        self._folder = Button(self.tr("Watch a folder…"), "quiet", "folder-open")
        self._watched = PlainLabel("", "quiet")
        self._pane = PhotoPane(self.tr("The page as it came back"))
        self._out = Button(self.tr("Take this page out"), "quiet", "x")
        self._tile_column, self._aside_column = QVBoxLayout(), QVBoxLayout()
        self._signer_column = QVBoxLayout()
        self.act = Button(self.tr("Take as signed"), "primary", "check")
        self._describe()
        self._lay_out()
        self._connect()

    def display(self, screen: PaperScreen | None) -> None:
        """Show what is back; nothing where no paper is out."""
        self.setVisible(screen is not None)
        self.act.setVisible(screen is not None and not screen.missing)
        if screen is None or screen == self._screen:
            return
        before, self._screen = self._screen, screen
        if before is None or screen.id != before.id:
            self._make(screen)
        self._say(screen)
        for page, tile in enumerate(self._tiles, 1):
            tile.show_page(self._filed(page))
        self._show_chosen()
        for each in self._signers:
            each.setVisible(not screen.missing)
        if before is not None and before.missing != screen.missing:
            self._show_aside()

    def show_aside(self, aside: tuple[Aside, ...]) -> None:
        """Show what has no place by itself."""
        if aside != self._aside:
            self._aside = aside
            self._show_aside()

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for each in self._signers:
            each.flush()

    def show_watched(self, folder: str) -> None:
        """Say which folder is watched; none with no words."""
        self._watched.setText(
            self.tr("New files in “{0}” are read as they come.").format(folder) if folder else ""
        )
        self._watched.setVisible(bool(folder))
        self._folder.setText(self.tr("Stop watching") if folder else self.tr("Watch a folder…"))

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be asked twice."""
        for each in (self._print, self._save, self._files, self.act, self._out):
            each.setEnabled(not busy)
        self._files.setText(self.tr("Reading …") if busy else self.tr("Add scans or photographs…"))

    def _describe(self) -> None:
        for button, words in (
            (self._print, self.tr("Prints the document with empty places for all who sign.")),
            (self._save, self.tr("Saves the pages to be signed as a file that can be printed elsewhere.")),
            (self._files, self.tr("Reads files from a scanner or a camera: several at once, in any order.")),
            (self._folder, self.tr("Reads each file that a scanner puts into a folder while this is open.")),
            (self._out, self.tr("Lets this page be missing again, to be scanned anew.")),
            (self.act, self.tr("Takes the paper as signed by those ticked. Then it can be sealed.")),
        ):
            button.setAccessibleDescription(words)

    def _lay_out(self) -> None:
        for column in (self._tile_column, self._aside_column, self._signer_column):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(Space.NEAR)
        self.body.addWidget(self._words)
        self.body.addWidget(FlowRow((self._print, self._save, self._files, self._folder)))
        self.body.addWidget(self._watched)
        self.body.addWidget(self._count)
        # High up, so that it stands beside the printed page.
        self.body.addWidget(self._pane)
        self.body.addWidget(self._out, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._tile_column)
        self.body.addLayout(self._aside_column)
        self.body.addLayout(self._signer_column)
        for each in (self._watched, self._pane, self._out):
            each.setVisible(False)
        self.setVisible(False)

    def _connect(self) -> None:
        self._print.clicked.connect(self.print_requested)
        self._save.clicked.connect(self.save_requested)
        self._files.clicked.connect(self.files_requested)
        self._folder.clicked.connect(self.folder_requested)
        self._out.clicked.connect(lambda: self.out_requested.emit(self._chosen))
        self.act.clicked.connect(self._confirm)

    def _make(self, screen: PaperScreen) -> None:
        """Make a tile for each page and a row for each signer of another document."""
        self._chosen = 0
        _clear(self._tile_column)
        _clear(self._signer_column)
        self._tiles = [ScanTile(page) for page in range(1, screen.pages + 1)]
        for page, tile in enumerate(self._tiles, 1):
            tile.clicked.connect(partial(self._choose, page))
        self._tile_column.addWidget(FlowRow(self._tiles, Space.TIGHT))
        self._signers = [PaperSigner(each, screen.since) for each in screen.signers]
        noted = {each.role: each for each in screen.noted}
        for each in self._signers:
            each.show_noted(noted.get(each.line.role, each.noted()))
            each.changed.connect(self._note)
            self._signer_column.addWidget(each)

    def _say(self, screen: PaperScreen) -> None:
        back, pages = screen.pages - len(screen.missing), screen.pages
        count = self.tr("{0} of {1} pages are back.").format(back, pages)
        if not back:
            words = self.tr(
                "Print it and have everybody sign. Then scan or photograph all pages and add them here, or "
                "drag the files onto this page, in any order. Nothing else of this document changes any more."
            )
        elif screen.missing:
            words = self.tr("Add the pages that are still missing.")
            missing = ", ".join(str(each) for each in screen.missing)
            count = self.tr("{0} Missing: {1}.").format(count, missing)
        else:
            words = self.tr(
                "Every page is back. Look at each signature, then say who signed and on which day."
            )
        self._words.setText(words)
        self._count.setText(count)

    def _filed(self, page: int) -> Filed | None:
        scans = self._screen.scans if self._screen else ()
        return next((each for each in scans if each.page == page), None)

    def _choose(self, page: int) -> None:
        """Show a page as it came back, beside the printed one."""
        self._chosen = page
        self.page_requested.emit(page)
        self._show_chosen()
        if self._pane.isVisible():
            bring_into_view(self._pane)

    def _show_chosen(self) -> None:
        filed = self._filed(self._chosen)
        words = self.tr("Page {0} as it came back").format(self._chosen)
        self._pane.show_photo(filed.jpeg if filed else b"", words)
        for each in (self._pane, self._out):
            each.setVisible(filed is not None)

    def _show_aside(self) -> None:
        _clear(self._aside_column)
        missing: Sequence[int] = self._screen.missing if self._screen else ()
        for at, each in enumerate(self._aside):
            row = AsideRow(each, missing)
            row.put_requested.connect(partial(self.put_requested.emit, at))
            row.turn_requested.connect(partial(self.turn_requested.emit, at))
            row.leave_requested.connect(partial(self.leave_requested.emit, at))
            self._aside_column.addWidget(row)

    def _note(self) -> None:
        self.noted.emit(tuple(each.noted() for each in self._signers))

    def _confirm(self) -> None:
        days = {each.line.role: each.day() for each in self._signers}
        wrong = [each for each in self._signers if days[each.line.role] is None]
        if wrong:
            wrong[0].ask()
        else:
            self.confirmed.emit(days)


def _clear(column: QVBoxLayout) -> None:
    while taken := column.takeAt(0):
        if widget := taken.widget():
            widget.blockSignals(True)
            widget.hide()
            widget.deleteLater()
