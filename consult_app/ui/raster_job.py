"""Printing where no PDF is taken: pages are painted as pictures, one at a time, in a thread of their own."""

from __future__ import annotations

from threading import Event, Thread

from PySide6.QtCore import QObject, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from consult_app.errors import PrintError
from consult_app.ui.pdf_pages import PdfPages
from consult_app.ui.print_job import PrintJob

DPI = 300
_PT_PER_INCH = 72
_ROUNDED = 0.998
_POINT = QPageLayout.Unit.Point


class RasterJob(PrintJob):
    """Paints at 300 dpi, whatever the screen; there is never more than one page in memory."""

    def __init__(self, pdf: bytes, printer: QPrinter, copies: int = 1, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pdf, self._printer = pdf, printer
        printer.setResolution(DPI)
        printer.setFullPage(True)
        by_itself = printer.supportsMultipleCopies()
        printer.setCopyCount(copies if by_itself else 1)
        self._rounds = 1 if by_itself else copies
        self._cancelled = Event()
        self._thread = Thread(target=self._work)

    def start(self) -> None:
        """Paint in the background; Qt allows that for a printer."""
        self._thread.start()

    def cancel(self) -> None:
        """Stop after the page that is being painted; nothing is told any more."""
        self._cancelled.set()

    def leave(self) -> str:
        """Stop after the page that is being painted, and wait for that: nothing goes on."""
        self.cancel()
        if self._thread.is_alive():
            self._thread.join()
        return ""

    def _work(self) -> None:
        pages, painter = PdfPages(self._pdf), QPainter()
        try:
            if not painter.begin(self._printer):
                self.failed.emit(PrintError("print-failed", "The printer could not be opened."))
                return
            painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
            self._paint_all(pages, painter)
        finally:
            pages.close()
        if not self._cancelled.is_set():
            self.printed.emit()

    def _paint_all(self, pages: PdfPages, painter: QPainter) -> None:
        ranges = self._printer.pageRanges()
        chosen = [each for each in range(len(pages)) if ranges.isEmpty() or ranges.contains(each + 1)]
        turns = chosen * self._rounds
        for done, page in enumerate(turns):
            if self._cancelled.is_set():
                self._printer.abort()
                break
            if done:
                self._printer.newPage()
            self.reached.emit(done + 1, len(turns))
            self._paint(pages, page, painter)
        painter.end()

    def _paint(self, pages: PdfPages, page: int, painter: QPainter) -> None:
        size = pages.size_pt(page)
        sheet = self._printer.pageLayout().fullRect(_POINT).size()
        scale = _scale(size, sheet)
        dots = self._printer.resolution() / _PT_PER_INCH * scale
        left = (sheet.width() - size.width() * scale) / 2 * self._printer.resolution() / _PT_PER_INCH
        picture = pages.picture(page, dots)
        if self._printer.colorMode() is QPrinter.ColorMode.GrayScale:
            # Not every driver does it by itself.
            picture = picture.convertToFormat(QImage.Format.Format_Grayscale8)
        # Dot on dot: whatever is scaled once more is blurred.
        painter.drawImage(max(round(left), 0), 0, picture)


def _scale(page: QSizeF, sheet: QSizeF) -> float:
    """Fit a page on a smaller sheet; a point that sizes were rounded by scales nothing."""
    fits = min(sheet.width() / page.width(), sheet.height() / page.height())
    return 1.0 if fits > _ROUNDED else fits
