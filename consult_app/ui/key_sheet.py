"""The sheet of paper with the recovery key."""

from PySide6.QtCore import QBuffer, QCoreApplication, QRectF, Qt
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter

from consult_app.ui import theme

_DPI = 72
_LEFT, _TOP, _WIDTH = 72, 90, 451
_IN_A_ROW, _COLUMN = 3, 130


def key_sheet(key: str) -> bytes:
    """Lay the key out as PDF in memory: printed that way it lies in no file on its way to the paper."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setResolution(_DPI)
    painter = QPainter(writer)
    painter.translate(-writer.pageLayout().marginsPoints().left(), 0)
    top = _write(painter, _TOP, 22, theme.BOLD, _tr("Recovery key for Consult"))
    for row in _rows(key):
        below = [
            _write(painter, top + 14, 26, theme.SEMIBOLD, group, _COLUMN * place)
            for place, group in enumerate(row)
        ]
        top = max(below)
    words = _tr(
        "Whoever has this key can open the vault of this practice. Lock it away, not beside the device."
    )
    top = _write(painter, top + 30, 12, theme.REGULAR, words)
    again = _tr("To use it, choose “Use the recovery key” where the passphrase is asked for.")
    _write(painter, top + 8, 12, theme.REGULAR, again)
    painter.end()
    return bytes(buffer.data().data())


def _write(  # noqa: PLR0913, PLR0917 - what, how and where
    painter: QPainter, top: float, px: int, weight: QFont.Weight, words: str, left: int = 0
) -> float:
    """Write a paragraph; gives where it ends."""
    font = QFont("Inter")
    font.setPixelSize(px)
    font.setWeight(weight)
    painter.setFont(font)
    room = QRectF(_LEFT + left, top, _WIDTH, 400)
    used = painter.boundingRect(room, Qt.TextFlag.TextWordWrap, words)
    painter.drawText(room, Qt.TextFlag.TextWordWrap, words)
    return used.bottom()


def _rows(key: str) -> list[list[str]]:
    groups = key.replace("-", " ").split()
    return [groups[at : at + _IN_A_ROW] for at in range(0, len(groups), _IN_A_ROW)]


def _tr(literal: str) -> str:
    return QCoreApplication.translate("key_sheet", literal)
