"""The real pages of a PDF, to be read on screen."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.pdf_drawing import PdfDrawing, Wanted
from consult_app.ui.pdf_pages import PdfPages
from consult_app.ui.widgets.card import RADIUS
from consult_app.ui.widgets.pdf_finder import PdfFinder
from consult_app.ui.widgets.pdf_page import PdfPage, Place
from consult_app.ui.widgets.pdf_tools import PdfTools

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""How wide a page is shown, in widths of the view."""
_GAP, _EDGE = 16, 14
_KEPT = 3
"""Pictures are kept of the pages in view and so many around them."""


class PdfView(QWidget):
    """Shows a PDF; a page is drawn in another thread when it comes into view, the one in the middle first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: PdfPages | None = None
        self._pages: list[PdfPage] = []
        self._zoom = 1.0
        self._stamp = ""
        self._tools = PdfTools()
        self._finder = PdfFinder()
        self._finder.setVisible(False)
        self._scroll = QScrollArea()
        self._sheet = QWidget()
        self._drawing = PdfDrawing(self)
        self._drawing.drawn.connect(self._take)
        self.destroyed.connect(partial(self._drawing.draw_from, None))
        self._looking = QTimer(self, singleShot=True, interval=0)
        self._looking.timeout.connect(self._want)
        self._lay_out()
        self._connect()

    def show_pdf(self, pdf: bytes) -> None:
        """Show other pages, from the first one."""
        self.clear()
        self._document = PdfPages(pdf)
        self._drawing.draw_from(self._document)
        for index in range(len(self._document)):
            name = self.tr("Page {0} of {1}").format(index + 1, len(self._document))
            page = PdfPage(name, self._document.size_pt(index))
            page.stamp(self._stamp)
            page.setParent(self._sheet)
            page.show()
            self._pages.append(page)
        self._fit()
        self._scroll.verticalScrollBar().setValue(0)
        self._look()
        self._finder.search_in(self._document, self._pages)

    def set_stamp(self, words: str) -> None:
        """Write words across every page that is shown from now on."""
        self._stamp = words

    def search(self) -> None:
        """Ask for words to be found in the pages."""
        if self._document is not None:
            self._finder.open_from(self.page - 1)

    def clear(self) -> None:
        """Show nothing and let the document go."""
        self._looking.stop()
        self._drawing.draw_from(None)
        self._finder.search_in(None, [])
        self._finder.hide()
        for page in self._pages:
            page.setParent(None)
            page.deleteLater()
        self._pages = []
        self._document = None
        self._tools.show_place(0, 0)

    def zoom_in(self) -> None:
        """Show the pages one size larger."""
        self._set_zoom(min((each for each in ZOOMS if each > self._zoom), default=self._zoom))

    def zoom_out(self) -> None:
        """Show the pages one size smaller."""
        self._set_zoom(max((each for each in ZOOMS if each < self._zoom), default=self._zoom))

    def zoom_to_fit(self) -> None:
        """Show the pages as wide as the view."""
        self._set_zoom(1.0)

    def go_to(self, page: int) -> None:
        """Scroll to a page; the first one is 1."""
        self._scroll.verticalScrollBar().setValue(self._pages[page - 1].y() - _GAP)

    @property
    def page(self) -> int:
        """The number of the page in the middle of the view; 0 where nothing is shown."""
        middle = self._scroll.verticalScrollBar().value() + self._scroll.viewport().height() // 2
        above = [number for number, page in enumerate(self._pages, 1) if page.y() <= middle]
        return max(above, default=min(1, len(self._pages)))

    @property
    def is_drawn(self) -> bool:
        """Whether all that is in view is drawn."""
        return all(page.is_drawn for page in self._pages if not page.visibleRegion().isEmpty())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card that the pages lie on."""
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), RADIUS, look.surface, look.hair)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the pages to the view when it changes its width; zoom by the wheel with Ctrl."""
        if event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            return self._turn(event) or super().eventFilter(watched, event)
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent):
            if event.size().width() != event.oldSize().width():
                self._fit()
            self._look()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Claim the keys for zooming before the window takes them for the size of its text."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _zoom(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom by key where the keyboard is on the pages."""
        if zoom := _zoom(event):
            zoom(self)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._scroll.setWidget(self._sheet)
        # Always there, so that pages do not change their width because it appears.
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setAccessibleName(self.tr("Pages of the document"))
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 4, 8)
        column.setSpacing(2)
        column.addWidget(self._tools)
        column.addWidget(self._finder)
        column.addWidget(self._scroll, 1)

    def _connect(self) -> None:
        self._tools.smaller_requested.connect(self.zoom_out)
        self._tools.larger_requested.connect(self.zoom_in)
        self._tools.fit_requested.connect(self.zoom_to_fit)
        self._tools.page_requested.connect(self.go_to)
        self._tools.find_requested.connect(self.search)
        self._finder.shown.connect(self._bring)
        self._finder.closed.connect(self._end_search)
        self._scroll.verticalScrollBar().valueChanged.connect(self._look)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._look)
        self._scroll.viewport().installEventFilter(self)
        if app := QCoreApplication.instance():
            app.aboutToQuit.connect(self.clear)

    def _turn(self, event: QWheelEvent) -> bool:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if event.angleDelta().y() > 0:
            self.zoom_in()
        else:
            self.zoom_out()
        return True

    def _bring(self, index: int, place: Place) -> None:
        page = self._pages[index]
        middle = page.on_screen(place[0]).center().toPoint() + page.pos()
        self._scroll.ensureVisible(middle.x(), middle.y(), 80, 140)

    def _end_search(self) -> None:
        self._finder.hide()
        self._scroll.setFocus()

    def _set_zoom(self, zoom: float) -> None:
        if zoom != self._zoom:
            page = self.page
            self._zoom = zoom
            self._fit()
            if page:
                self.go_to(page)

    def _fit(self) -> None:
        """Give every page its place; what changed its size is drawn anew when it is seen."""
        if self._document is None:
            return
        across = self._scroll.viewport().width()
        width = max(round((across - 2 * _EDGE) * self._zoom), 80)
        left, y = max((across - width) // 2, _EDGE), _GAP
        for page in self._pages:
            size = page.size_pt
            page.setGeometry(left, y, width, round(width * size.height() / size.width()))
            y += page.height() + _GAP
        self._sheet.resize(max(across, width + 2 * _EDGE), y)
        at_least, at_most = self._zoom == ZOOMS[0], self._zoom == ZOOMS[-1]
        self._tools.show_zoom(self._zoom, smaller=not at_least, larger=not at_most)

    def _look(self) -> None:
        """Say which page is in view, and draw what is in view and not drawn yet."""
        if self._pages:
            self._tools.show_place(self.page, len(self._pages))
            self._looking.start()

    def _want(self) -> None:
        """Let go of what is far away, and have drawn what is in view and not drawn yet."""
        if self._document is None:
            return
        seen = [index for index, page in enumerate(self._pages) if not page.visibleRegion().isEmpty()]
        for index, page in enumerate(self._pages):
            if seen and not seen[0] - _KEPT <= index <= seen[-1] + _KEPT:
                page.forget()
        wanted = [each for each in seen if not self._pages[each].is_drawn]
        wanted.sort(key=lambda each: abs(each + 1 - self.page))
        self._drawing.want([(each, self._scale(each)) for each in wanted])

    def _take(self, wanted: Wanted, picture: QImage, words: str) -> None:
        """Show a page that was drawn, unless it has another size by now."""
        index, scale = wanted
        if scale == self._scale(index):
            self._pages[index].show_picture(picture, words)

    def _scale(self, index: int) -> float:
        """Give how many dots of the screen a point of a page takes."""
        return self._pages[index].width() * self.devicePixelRatio() / self._pages[index].size_pt.width()


def _zoom(event: QKeyEvent) -> Callable[[PdfView], None] | None:
    """Give what a key does to the size of the pages, if anything."""
    keys = QKeySequence(event.keyCombination())
    if event.matches(QKeySequence.StandardKey.ZoomIn) or keys == QKeySequence("Ctrl+="):
        return PdfView.zoom_in
    if event.matches(QKeySequence.StandardKey.ZoomOut):
        return PdfView.zoom_out
    return PdfView.zoom_to_fit if keys == QKeySequence("Ctrl+0") else None
