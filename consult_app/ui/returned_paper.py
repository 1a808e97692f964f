"""Files of signed paper, from a scanner or a camera, as nothing but pixels."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from consult_app.domain.on_paper import Picture
from consult_app.errors import ConsultError
from consult_app.ui.pdf_pages import PdfPages
from consult_app.ui.pictures import flaw_of

MOST_BYTES = 80_000_000
MOST_PIXELS = 50_000_000
MOST_SIDE = 20_000
MOST_PAGES = 60
"""No larger file, no larger picture and no more pages are even decoded."""

LONGEST = 3508
"""The longest side of what is read, in pixels: a sheet of A4 at 300 dpi."""

_FORMATS = {b"png", b"jpeg", b"tiff"}
_PDF = b"%PDF-"
_AHEAD = 1024
_POINTS, _DPI = 72, 300


def pictures_from(content: bytes) -> Iterator[Picture]:
    """Give the pages of a file one by one; ConsultError "scan-unusable" for what is no such file.

    Where and when they were taken, and whatever else lies in the file, stays behind.
    """
    if len(content) > MOST_BYTES:
        raise _unusable(f"The file is larger than {MOST_BYTES // 1_000_000} MB.")
    if flaw := flaw_of(content):
        raise _unusable(flaw)
    yield from _from_pdf(content) if _PDF in content[:_AHEAD] else _from_image(content)


def _from_pdf(content: bytes) -> Iterator[Picture]:
    pages = PdfPages(content, of_ours=False)
    try:
        if len(pages) > MOST_PAGES:
            raise _unusable(f"It has {len(pages)} pages, more than the {MOST_PAGES} that are read at once.")
        for index in range(len(pages)):
            size = pages.size_pt(index)
            longest = max(size.width(), size.height(), 1.0)
            yield _pixels(pages.picture(index, min(_DPI / _POINTS, LONGEST / longest)))
    finally:
        pages.close()


def _from_image(content: bytes) -> Iterator[Picture]:
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    try:
        yield from _pages(reader)
    finally:
        # A reader of TIFF looks at its file once more when it goes: it must not outlive it.
        reader.setDevice(None)  # type: ignore[arg-type]  # the stubs know of no way to take it away


def _pages(reader: QImageReader) -> Iterator[Picture]:
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if not reader.canRead() or bytes(reader.format().data()) not in _FORMATS:
        raise _unusable("It is neither PDF nor JPEG, PNG or TIFF.")
    count = max(reader.imageCount(), 1)
    if count > MOST_PAGES:
        raise _unusable(f"It has {count} pages, more than the {MOST_PAGES} that are read at once.")
    for index in range(count):
        if index and not reader.jumpToImage(index):
            raise _unusable("It is damaged.")
        yield _pixels(_decoded(reader))


def _decoded(reader: QImageReader) -> QImage:
    size = reader.size()
    if size.width() * size.height() > MOST_PIXELS or max(size.width(), size.height()) > MOST_SIDE:
        raise _unusable(f"It has more than {MOST_PIXELS // 1_000_000} megapixels.")
    if max(size.width(), size.height()) > LONGEST:
        reader.setScaledSize(size.scaled(QSize(LONGEST, LONGEST), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise _unusable("It is damaged.")
    return image


def _pixels(image: QImage) -> Picture:
    """Lay a picture on white paper, and take its pixels."""
    flat = QImage(image.size(), QImage.Format.Format_RGB888)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    width, height, line = flat.width(), flat.height(), flat.bytesPerLine()
    lines = memoryview(flat.constBits())
    rgb = b"".join(lines[at * line : at * line + 3 * width] for at in range(height))
    return Picture(width, height, rgb)


def _unusable(why: str) -> ConsultError:
    return ConsultError("scan-unusable", why)
