"""The real pages of a PDF, to be read on screen."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.pdf_pages import PdfPages
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import RADIUS
from consult_app.ui.widgets.plain_label import PlainLabel

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""How wide a page is shown, in widths of the view."""
_GAP, _EDGE = 16, 14
_KEPT = 3
"""Pictures are kept of the pages in view and so many around them."""


class PdfView(QWidget):
    """Shows a PDF; each page is drawn when it comes into view, one at a time between two events."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: PdfPages | None = None
        self._pages: list[_PdfPage] = []
        self._zoom = 1.0
        self._smaller = Button("", "quiet", "zoom-out", name=self.tr("Show the pages smaller"))
        self._larger = Button("", "quiet", "zoom-in", name=self.tr("Show the pages larger"))
        self._where = PlainLabel("", "quiet", wrap=False)
        self._scroll = QScrollArea()
        self._sheet = QWidget()
        self._drawing = QTimer(self, singleShot=True, interval=0)
        self._drawing.timeout.connect(self._draw_one)
        self._lay_out()
        self._connect()

    def show_pdf(self, pdf: bytes) -> None:
        """Show other pages, from the first one."""
        self.clear()
        self._document = PdfPages(pdf)
        self.destroyed.connect(self._document.close)
        for index in range(len(self._document)):
            page = _PdfPage(self.tr("Page {0} of {1}").format(index + 1, len(self._document)))
            page.setParent(self._sheet)
            page.show()
            self._pages.append(page)
        self._fit()
        self._scroll.verticalScrollBar().setValue(0)
        self._look()

    def clear(self) -> None:
        """Show nothing and let the document go."""
        self._drawing.stop()
        for page in self._pages:
            page.setParent(None)
            page.deleteLater()
        self._pages = []
        if self._document is not None:
            self._document.close()
            self._document = None
        self._where.setText("")

    def zoom_in(self) -> None:
        """Show the pages one size larger."""
        self._set_zoom(min((each for each in ZOOMS if each > self._zoom), default=self._zoom))

    def zoom_out(self) -> None:
        """Show the pages one size smaller."""
        self._set_zoom(max((each for each in ZOOMS if each < self._zoom), default=self._zoom))

    def go_to(self, page: int) -> None:
        """Scroll to a page; the first one is 1."""
        self._scroll.verticalScrollBar().setValue(self._pages[page - 1].y() - _GAP)

    @property
    def page(self) -> int:
        """The number of the page in the middle of the view; 0 where nothing is shown."""
        middle = self._scroll.verticalScrollBar().value() + self._scroll.viewport().height() // 2
        above = [number for number, page in enumerate(self._pages, 1) if page.y() <= middle]
        return max(above, default=min(1, len(self._pages)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card that the pages lie on."""
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), RADIUS, look.surface, look.hair)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the pages to the view when it changes its width."""
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
        by = _zoom(event)
        if by:
            (self.zoom_in if by > 0 else self.zoom_out)()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(14, 0, 8, 0)
        tools.addWidget(self._where)
        tools.addStretch(1)
        tools.addWidget(self._smaller)
        tools.addWidget(self._larger)
        self._scroll.setWidget(self._sheet)
        # Always there, so that pages do not change their width because it appears.
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._scroll.setAccessibleName(self.tr("Pages of the document"))
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 4, 8)
        column.setSpacing(2)
        column.addLayout(tools)
        column.addWidget(self._scroll, 1)

    def _connect(self) -> None:
        self._smaller.clicked.connect(self.zoom_out)
        self._larger.clicked.connect(self.zoom_in)
        self._scroll.verticalScrollBar().valueChanged.connect(self._look)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._look)
        self._scroll.viewport().installEventFilter(self)
        if app := QCoreApplication.instance():
            app.aboutToQuit.connect(self.clear)

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
        for index, page in enumerate(self._pages):
            size = self._document.size_pt(index)
            page.setGeometry(left, y, width, round(width * size.height() / size.width()))
            y += page.height() + _GAP
        self._sheet.resize(max(across, width + 2 * _EDGE), y)
        self._smaller.setEnabled(self._zoom > ZOOMS[0])
        self._larger.setEnabled(self._zoom < ZOOMS[-1])

    def _look(self) -> None:
        """Say which page is in view, and draw what is in view and not drawn yet."""
        if self._pages:
            self._where.setText(self.tr("Page {0} of {1}").format(self.page, len(self._pages)))
            self._drawing.start()

    def _draw_one(self) -> None:
        if self._document is None:
            return
        seen = [index for index, page in enumerate(self._pages) if not page.visibleRegion().isEmpty()]
        for index, page in enumerate(self._pages):
            if seen and not seen[0] - _KEPT <= index <= seen[-1] + _KEPT:
                page.forget()
        waiting = [index for index in seen if not self._pages[index].is_drawn]
        if waiting:
            self._draw(self._document, waiting[0])
            self._drawing.start()

    def _draw(self, document: PdfPages, index: int) -> None:
        page = self._pages[index]
        scale = page.width() * self.devicePixelRatio() / document.size_pt(index).width()
        page.show_picture(document.picture(index, scale), document.text(index))


def _zoom(event: QKeyEvent) -> int:
    """Whether a key makes the pages larger, smaller, or neither."""
    return event.matches(QKeySequence.StandardKey.ZoomIn) - event.matches(QKeySequence.StandardKey.ZoomOut)


class _PdfPage(QWidget):
    """A page: white paper, and its picture once that is drawn."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._picture = QImage()
        self._drawn_width = 0
        self.setAccessibleName(name)

    @property
    def is_drawn(self) -> bool:
        """Whether there is a picture in the size that is shown."""
        return self._drawn_width == self.width()

    def show_picture(self, picture: QImage, words: str) -> None:
        """Show the picture; the words are for those who hear the page."""
        self._picture, self._drawn_width = picture, self.width()
        self.setAccessibleDescription(words)
        self.update()

    def forget(self) -> None:
        """Let the picture go."""
        self._picture, self._drawn_width = QImage(), 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor("white"))
        if not self._picture.isNull():
            painter.drawImage(QRectF(self.rect()), self._picture)
        painter.setPen(QPen(QColor(theme.tokens().border), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
