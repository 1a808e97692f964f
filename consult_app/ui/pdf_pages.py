"""Pages of a PDF as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage

from consult_app.domain.folding import find_folded
from consult_app.errors import ConsultError

_WHITE = (255, 255, 255, 255)
_PDFIUM = RLock()


class PdfPages:
    """An open PDF, `of_ours` or from elsewhere.

    The library behind it serves one thread at a time: whoever comes second waits a page.
    """

    def __init__(self, pdf: bytes, *, of_ours: bool = True) -> None:
        # Imported late: the window stands before the first PDF is looked at.
        import pypdfium2

        self._signs: dict[int, str] = {}
        """The words of pages, sign by sign: with each key that is typed all of them are searched anew."""
        with _PDFIUM:
            try:
                self._document: Any = pypdfium2.PdfDocument(pdf)
            except pypdfium2.PdfiumError:
                if of_ours:
                    raise
                raise ConsultError("scan-unusable", "It is no PDF, damaged, or locked.") from None
            if of_ours:
                # Without it the appearance of a signature field is not drawn at all. Whatever else comes in
                # is a picture of paper: what fields and scripts there are is nothing that was signed.
                self._document.init_forms()

    def __len__(self) -> int:
        with _PDFIUM:
            return len(self._document)

    def size_pt(self, index: int) -> QSizeF:
        """Give the size of a page in points; the first page is 0."""
        with _PDFIUM:
            return QSizeF(*self._document.get_page_size(index))

    def picture(self, index: int, scale: float) -> QImage:
        """Draw a page on white, `scale` pixels to a point."""
        with self._page(index) as page:
            bitmap = page.render(
                scale=scale, fill_color=_WHITE, may_draw_forms=True, rev_byteorder=True, prefer_bgrx=True
            )
            image = QImage(
                bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
            ).copy()
            bitmap.close()
        return image

    def text(self, index: int) -> str:
        """Give the words of a page in reading order, for those who hear it."""
        with self._page(index) as page:
            text_page = page.get_textpage()
            words = str(text_page.get_text_bounded())
            text_page.close()
        return words

    def places(self, index: int, words: str) -> tuple[tuple[QRectF, ...], ...]:
        """Find words on a page, as people type them: for each place its lines, in points from the top."""
        with self._page(index) as page:
            text_page, height = page.get_textpage(), page.get_height()
            if index not in self._signs:
                self._signs[index] = _signs(text_page)
            found = []
            for place in find_folded(self._signs[index], words):
                lines = [text_page.get_rect(line) for line in range(text_page.count_rects(*place))]
                found.append(
                    tuple(
                        QRectF(left, height - top, right - left, top - low) for left, low, right, top in lines
                    )
                )
            text_page.close()
        return tuple(found)

    def close(self) -> None:
        """Let the document go; once is enough, and twice does no harm."""
        with _PDFIUM:
            if self._document is not None:
                self._document.close()
            self._document = None

    @contextmanager
    def _page(self, index: int) -> Iterator[Any]:
        with _PDFIUM:
            page = self._document[index]
            try:
                yield page
            finally:
                page.close()


def _signs(text_page: Any) -> str:  # noqa: ANN401 - the library has no types
    """Give the signs of a page, each at the number that the library has for it."""
    from pypdfium2.raw import FPDFText_GetUnicode

    return "".join(chr(FPDFText_GetUnicode(text_page, at)) for at in range(text_page.count_chars()))
