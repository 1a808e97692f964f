"""A picture from a file, taken apart and put together anew: nothing of the file itself is kept."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from consult_app.errors import ConsultError

MOST_BYTES = 8_000_000
MOST_PIXELS = 6000
"""No file larger, and no side longer, is even read."""

WIDEST, HIGHEST = 780, 450
"""A logo as it is kept: on paper 26 × 15 mm at 762 points an inch."""

_FORMATS = {b"png", b"jpeg"}


def logo_from(content: bytes) -> bytes:
    """Give a PNG without transparency, fit to be printed; ConsultError for what is no such picture."""
    if len(content) > MOST_BYTES:
        raise _unusable("The file is larger than 8 MB.")
    data = QByteArray(content)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if not reader.canRead() or reader.format().data() not in _FORMATS:
        raise _unusable("It is neither PNG nor JPEG.")
    size = reader.size()
    if max(size.width(), size.height()) > MOST_PIXELS:
        raise _unusable("It is more than 6000 pixels wide or high.")
    image = reader.read()
    if image.isNull():
        raise _unusable("It is damaged.")
    return _written(_on_white(image))


def _on_white(image: QImage) -> QImage:
    """Make a picture small enough, and lay it on white paper."""
    box = QSize(min(image.width(), WIDEST), min(image.height(), HIGHEST))
    small = image.scaled(box, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    flat = QImage(small.size(), QImage.Format.Format_RGB888)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, small)
    painter.end()
    return flat


def _written(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the format as bytes
    return bytes(buffer.data().data())


def _unusable(why: str) -> ConsultError:
    return ConsultError("picture-unusable", why)
