# ruff: noqa: T201  printing is how it reports
"""Prints a file as pictures into a PDF, at a scale of the screen; says how many pixels differ."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QGuiApplication, QImage

from consult_app.ui.pdf_pages import PdfPages
from consult_app.ui.print_choice import PrintChoice
from consult_app.ui.printing import paper_of, printer_for
from consult_app.ui.raster_job import DPI, RasterJob

_NOTICEABLE, _ROUNDED = 16, 0.6
_PAGES = "1-2"


def main(scale: str, file: Path) -> None:
    """Print a file, and compare the print with it."""
    os.environ["QT_SCALE_FACTOR"] = scale
    application = QGuiApplication(sys.argv[:1])
    assert application.primaryScreen().devicePixelRatio() == float(scale)
    pdf, print_out = file.read_bytes(), file.with_name(f"{scale}.pdf")
    paper = paper_of(PdfPages(pdf).size_pt(0).width())
    printer = printer_for(PrintChoice("", pages=_PAGES, paper=paper))
    printer.setOutputFileName(str(print_out))
    job, loop = RasterJob(pdf, printer), QEventLoop()
    job.printed.connect(loop.quit)
    job.start()
    loop.exec()
    job.leave()
    print(max(_different(pdf, print_out.read_bytes())))


def _different(pdf: bytes, paper: bytes) -> list[float]:
    """Compare each page of the PDF with the picture that lies on the page of the print."""
    meant, printed = PdfPages(pdf), pypdfium2.PdfDocument(paper)
    return [_share(meant.picture(at, DPI / 72), _on_paper(page)) for at, page in enumerate(printed)]


def _on_paper(page: pypdfium2.PdfPage) -> QImage:
    """Take the picture off the paper; it has to cover it, dot on dot."""
    [picture] = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    left, low, right, top = picture.get_bounds()
    wide, high = page.get_size()
    edges = (left, low, right - wide, top - high)
    dots = picture.get_px_size()
    assert max(map(abs, edges)) < _ROUNDED, edges
    assert abs((right - left) / 72 * DPI - dots[0]) < _ROUNDED
    shown = picture.get_bitmap()
    image = shown.to_pil().convert("L")
    wide, high = image.size
    return QImage(image.tobytes(), wide, high, wide, QImage.Format.Format_Grayscale8).copy()


def _share(meant: QImage, printed: QImage) -> float:
    """Give the share of pixels whose brightness differs noticeably."""
    assert meant.size() == printed.size()
    first = meant.convertToFormat(QImage.Format.Format_Grayscale8)
    one, other = (b"".join(_rows(each)) for each in (first, printed))
    return sum(abs(a - b) > _NOTICEABLE for a, b in zip(one, other, strict=True) if a != b) / len(one)


def _rows(image: QImage) -> Iterator[bytes]:
    """Give the rows without what fills them up."""
    dots = bytes(image.constBits())
    for row in range(image.height()):
        start = row * image.bytesPerLine()
        yield dots[start : start + image.width()]


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
