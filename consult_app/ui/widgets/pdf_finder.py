"""A line to find words in the pages of a document."""

from contextlib import suppress
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from consult_app.ui import theme
from consult_app.ui.pdf_drawing import aside
from consult_app.ui.pdf_pages import PdfPages
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.pdf_page import PdfPage, Place
from consult_app.ui.widgets.plain_label import PlainLabel


class PdfFinder(QWidget):
    """Marks what it finds on the pages, and steps through it by Enter and Shift+Enter.

    It looks through one page after the other where pages are drawn, so that a long document stops nobody.
    """

    shown = Signal(int, object)
    """Page (the first is 0) and the Place on it to bring into view."""
    closed = Signal()
    _looked = Signal(object, str, int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: PdfPages | None = None
        self._pages: list[PdfPage] = []
        self._found: list[tuple[int, Place]] = []
        self._at = -1
        self._from = 0
        self._next_page = 0
        self._looking = QTimer(self, singleShot=True, interval=0)
        self._looking.timeout.connect(self._look)
        self._looked.connect(self._take)
        self._field = QLineEdit()
        self._field.setPlaceholderText(self.tr("Find in the document"))
        self._field.setAccessibleName(self.tr("Find in the document"))
        self._field.setMinimumHeight(max(42, theme.scaled(42)))
        self._field.textChanged.connect(self._begin)
        self._field.installEventFilter(self)
        self._count = PlainLabel("", "quiet", wrap=False)
        self._before = Button("", "quiet", "chevron-up", name=self.tr("The place before (Shift+Enter)"))
        self._after = Button("", "quiet", "chevron-down", name=self.tr("The next place (Enter)"))
        self._close = Button("", "quiet", "x", name=self.tr("Close the search (Esc)"))
        self._before.clicked.connect(lambda: self._step(-1))
        self._after.clicked.connect(lambda: self._step(1))
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 4)
        row.setSpacing(4)
        row.addWidget(self._field, 1)
        for each in (self._count, self._before, self._after, self._close):
            row.addWidget(each)
        self.setFocusProxy(self._field)
        self._tell()

    def search_in(self, document: PdfPages | None, pages: list[PdfPage]) -> None:
        """Search other pages from now on."""
        self._looking.stop()
        self._document, self._pages = document, pages
        self._begin()

    def open_from(self, page: int) -> None:
        """Show the line; what is found first is what comes from this page on (the first is 0)."""
        self._from = page
        self.show()
        self._field.setFocus()
        self._field.selectAll()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no mark behind."""
        super().hideEvent(event)
        self._field.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step by Enter and Shift+Enter, close by Esc."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        for page in self._pages:
            page.mark((), None)
        self._found, self._at, self._next_page = [], -1, 0
        self._looking.start()
        self._tell()

    def _look(self) -> None:
        words = self._field.text().strip()
        if self._document is None or not words or self._next_page >= len(self._pages):
            self._tell()
            return
        aside(partial(self._look_at, self._document, words, self._next_page))

    def _look_at(self, document: PdfPages, words: str, index: int) -> None:
        """Work in the other thread; the line, or the document, may be gone by now."""
        with suppress(RuntimeError, TypeError):
            self._looked.emit(document, words, index, document.places(index, words))

    def _take(self, document: PdfPages, words: str, index: int, places: tuple[Place, ...]) -> None:
        """Mark what was found on a page, unless something else is looked for by now."""
        if document is not self._document or (words, index) != (self._field.text().strip(), self._next_page):
            return
        self._next_page += 1
        self._pages[index].mark(places, None)
        self._found += ((index, place) for place in places)
        if self._at < 0 and places and index >= self._from:
            self._go(len(self._found) - len(places))
        self._looking.start()
        self._tell()

    def _step(self, by: int) -> None:
        if self._found:
            self._go((self._at + by) % len(self._found) if self._at >= 0 else 0)
            self._tell()

    def _go(self, at: int) -> None:
        if self._at >= 0:
            self._mark_current(on=False)
        self._at = at
        self._mark_current(on=True)
        self.shown.emit(*self._found[at])

    def _mark_current(self, *, on: bool) -> None:
        index, place = self._found[self._at]
        self._pages[index].mark(None, place if on else None)

    def _tell(self) -> None:
        count = len(self._found)
        if not self._field.text().strip():
            words = ""
        elif count:
            words = self.tr("{0} of {1}").format(self._at + 1, count)
        else:
            still = self._next_page < len(self._pages)
            words = self.tr("Searching …") if still else self.tr("Not found")
        self._count.setText(words)
        self._field.setAccessibleDescription(words)
        for button in (self._before, self._after):
            button.setEnabled(bool(count))
