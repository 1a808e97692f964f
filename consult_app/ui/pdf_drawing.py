"""Pages drawn where nobody waits for them: one thread for all documents on screen."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from consult_app.ui.pdf_pages import PdfPages

# The library behind it draws one page at a time, so more threads would only wait for each other.
_THREAD = ThreadPoolExecutor(1, "pages")


def aside(work: Callable[[], None]) -> None:
    """Have something done with a document where its pages are drawn, after what is under way there."""
    _THREAD.submit(work)


Wanted = tuple[int, float]
"""A page (the first is 0), and the dots to one of its points."""


class _Bell(QObject):
    """Tells from the other thread what was drawn there.

    It stays: a view can be taken down at the very moment at which its page is done.
    """

    rung = Signal(object, object, object, str)  # PdfPages, Wanted, QImage, the words of the page


@cache
def _bell() -> _Bell:
    return _Bell()


class PdfDrawing(QObject):
    """Draws what was wanted last; what is not wanted any more when its turn comes is not drawn."""

    drawn = Signal(object, object, str)  # Wanted, QImage, the words of the page

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: PdfPages | None = None
        self._wanted: list[Wanted] = []
        self._bell = _bell()
        self._bell.rung.connect(self._deliver)

    def draw_from(self, document: PdfPages | None) -> None:
        """Draw another document from now on; the one before is closed as soon as nobody draws from it."""
        if self._document is not None:
            _THREAD.submit(self._document.close)
        self._document, self._wanted = document, []

    def want(self, pages: list[Wanted]) -> None:
        """Have pages drawn in this order, in place of those wanted before."""
        new = [each for each in pages if each not in self._wanted]
        self._wanted = pages
        if new and self._document is not None:
            _THREAD.submit(self._draw, self._document)

    def _draw(self, document: PdfPages) -> None:
        """Work in the other thread until nothing is wanted; what is wanted may change meanwhile."""
        done: set[Wanted] = set()
        while document is self._document and (left := [each for each in self._wanted if each not in done]):
            done.add(left[0])
            index, scale = left[0]
            picture, words = document.picture(index, scale), document.text(index)
            self._bell.rung.emit(document, left[0], picture, words)

    def _deliver(self, document: PdfPages, wanted: Wanted, picture: QImage, words: str) -> None:
        """Tell it in the GUI thread, unless it belongs to a document that is not shown any more."""
        if document is self._document:
            self._wanted = [each for each in self._wanted if each != wanted]
            self.drawn.emit(wanted, picture, words)
