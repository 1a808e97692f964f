"""A picture from a file, taken apart and put together anew: nothing of the file itself is kept."""

from __future__ import annotations

import re

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from consult_app.errors import ConsultError

MOST_BYTES = 8_000_000
MOST_PIXELS = 6000
"""No file larger, and no side longer, is even read."""

WIDEST, HIGHEST = 780, 450
"""A logo as it is kept: on paper 26 × 15 mm at 762 points an inch."""

MOST_PHOTO_BYTES = 40_000_000
MOST_PHOTO_PIXELS = 8192
PHOTO_SIDE, _PHOTO_QUALITY = 2400, 88
"""A photograph as it is kept: large enough to see the skin, small enough for a vault of thousands."""

_FORMATS = {b"png", b"jpeg"}

_JPEG, _END = b"\xff\xd8", 0xD9
_MARKER = re.compile(rb"\xff([\x02-\xcf\xd9-\xfe])")
"""What begins each part of a JPEG; inside its pixels only 00 and D0 to D7 follow FF."""

_BRAND, _HEIC = slice(4, 12), {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif"}


def logo_from(content: bytes) -> bytes:
    """Give a PNG without transparency, fit to be printed; ConsultError for what is no such picture."""
    image = _read(content, MOST_BYTES, MOST_PIXELS)
    return _written(_on_white(image, QSize(WIDEST, HIGHEST)), "PNG")


def photo_from(content: bytes) -> bytes:
    """Give a JPEG that holds nothing but the picture, upright; ConsultError for what is no such picture.

    Where and when it was taken, by which camera, and any picture hidden beside it stays behind.
    """
    image = _read(content, MOST_PHOTO_BYTES, MOST_PHOTO_PIXELS)
    return _written(_on_white(image, QSize(PHOTO_SIDE, PHOTO_SIDE)), "JPG", _PHOTO_QUALITY)


def flaw_of(content: bytes) -> str:
    """Say what is wrong with a picture that Qt would take, or could take if it knew the kind; else nothing.

    Of a JPEG that was cut off it gives what is there, and grey for the rest.
    """
    if content[_BRAND].startswith(b"ftyp") and content[_BRAND][4:] in _HEIC:
        return "It is HEIC, as some phones take pictures. Save it as JPEG first."
    return "It is damaged: its end is missing." if content.startswith(_JPEG) and _is_cut_off(content) else ""


def _is_cut_off(jpeg: bytes) -> bool:
    """Walk from part to part: only that tells an end from bytes that look like one, also behind it."""
    at = len(_JPEG)
    while found := _MARKER.search(jpeg, at):
        kind, at = found[1][0], found.end()
        if kind == _END:
            return False
        at += int.from_bytes(jpeg[at : at + 2])
    return True


def _read(content: bytes, most_bytes: int, most_pixels: int) -> QImage:
    if len(content) > most_bytes:
        raise _unusable(f"The file is larger than {most_bytes // 1_000_000} MB.")
    if flaw := flaw_of(content):
        raise _unusable(flaw)
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if not reader.canRead() or reader.format().data() not in _FORMATS:
        raise _unusable("It is neither PNG nor JPEG.")
    size = reader.size()
    if max(size.width(), size.height()) > most_pixels:
        raise _unusable(f"It is more than {most_pixels} pixels wide or high.")
    image = reader.read()
    if image.isNull():
        raise _unusable("It is damaged.")
    return image


def _on_white(image: QImage, most: QSize) -> QImage:
    """Make a picture small enough, and lay it on white paper."""
    box = QSize(min(image.width(), most.width()), min(image.height(), most.height()))
    small = image.scaled(box, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    flat = QImage(small.size(), QImage.Format.Format_RGB888)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, small)
    painter.end()
    return flat


def _written(image: QImage, kind: str, quality: int = -1) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, kind, quality)  # type: ignore[call-overload]  # the stubs want the format as bytes
    return bytes(buffer.data().data())


def _unusable(why: str) -> ConsultError:
    return ConsultError("picture-unusable", why)
