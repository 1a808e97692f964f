"""Take a picture of every page in every look and size: `python -m tests.helpers.pictures DIR [PAGE …]`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields
from functools import partial
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from consult_app.assets import resource

os.environ.setdefault("FONTCONFIG_FILE", str(resource("fonts/fonts.conf")))

from PIL import Image
from PySide6.QtCore import QPoint, QRect, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, qRgb
from PySide6.QtWidgets import QApplication, QWidget

from consult_app.ui import theme
from consult_app.ui.tokens import LOOKS
from consult_app.ui.widgets.pdf_view import PdfView
from tests.helpers.scenes import NOW, SCENES, dialogs, front, play, settle, stands
from tests.helpers.window import Walk, quick_services, until

SIZES = ((1366, 768), (800, 1180), (1920, 1080))
"""A laptop, a tablet held upright, a screen on a desk."""
_BESIDE_FROM = 940
"""The width from which findings stand beside the page and are not laid over it."""


def take(folder: Path, look: str, pages: Sequence[str] = tuple(SCENES)) -> None:
    """Walk through the sample in one look and leave one picture a page and size."""
    qInstallMessageHandler(_say)
    app = QApplication([])
    theme.apply(app, look)
    with TemporaryDirectory(prefix="consult-pictures-") as place:
        walk = Walk(quick_services(Path(place) / "vault", lambda: NOW))
        walk.app.memory.change(look=look)
        window = walk.app.window
        window.resize(*SIZES[0])
        window.show()

        def look_at(name: str) -> None:
            if name in pages:
                for size in (each for each in SIZES if each[0] in widths(name)):
                    shown = front(walk)
                    shown.resize(*size)
                    settle()
                    until(partial(_is_drawn, shown))
                    stands(name, walk)
                    _save(_picture(shown), folder / file_name(name, look, size[0]))

        play(walk, look_at)
        walk.close()


def _say(kind: QtMsgType, _where: object, words: str) -> None:
    """Pass on what Qt says, but not that windows here have no frame that could be told a size."""
    if "propagateSizeHints" not in words:
        sys.stderr.write(f"{kind.name}: {words}\n")


def widths(page: str) -> tuple[int, ...]:
    """Give the widths of window in which there is such a page."""
    return tuple(width for width, _ in SIZES if page != "findings-over" or width < _BESIDE_FROM)


def file_name(page: str, look: str, width: int) -> str:
    """Name the picture of a page."""
    return f"{page}-{look}-{width}.webp"


def _is_drawn(window: QWidget) -> bool:
    return all(each.is_drawn for each in window.findChildren(PdfView))


def _picture(window: QWidget) -> QPixmap:
    """Grab the window, or the dialog that is open as large as it is in the window, on quiet ground."""
    open_now = dialogs(window)
    if not open_now:
        return window.grab()
    taken = QPixmap(window.size())
    taken.fill(QColor(theme.tokens().border))
    painter = QPainter(taken)
    for dialog in open_now:
        at = QPoint((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2)
        # One above another needs an edge.
        painter.fillRect(QRect(at, dialog.size()).adjusted(-1, -1, 1, 1), QColor(theme.tokens().border))
        painter.drawPixmap(at, dialog.grab())
    painter.end()
    return taken


def _save(taken: QPixmap, file: Path) -> None:
    """Write it with 256 colours, those of the look exactly: a quarter of the bytes, and nobody sees it."""
    whole = taken.toImage().convertToFormat(QImage.Format.Format_RGB888)
    size, bits = (whole.width(), whole.height()), bytes(whole.constBits())
    image = Image.frombuffer("RGB", size, bits, "raw", "RGB", whole.bytesPerLine(), 1)
    own = [QColor(each).rgb() for each in dict.fromkeys(_colours())]
    found = image.quantize(256 - len(own), dither=Image.Dither.NONE).getpalette() or []
    others = [qRgb(*found[at : at + 3]) for at in range(0, len(found), 3)]
    # Pillow would take any colour near enough for the nearest.
    plain = Qt.ImageConversionFlag.AvoidDither | Qt.ImageConversionFlag.ThresholdDither
    few = whole.convertToFormat(QImage.Format.Format_Indexed8, [*own, *others], plain)
    whole = few.convertToFormat(QImage.Format.Format_RGB888)
    image = Image.frombuffer("RGB", size, bytes(whole.constBits()), "raw", "RGB", whole.bytesPerLine(), 1)
    image.save(file, lossless=True, method=2, quality=40)


def _colours() -> Iterator[str]:
    """Give the colours of the look in force: a rare one, like a red dot, would else be mixed with others."""
    look = theme.tokens()
    for each in (*(getattr(look, field.name) for field in fields(look)), *look.dots):
        if isinstance(each, str) and each.startswith("#"):
            yield each
    for shade in look.shades:
        yield from (shade.ink, shade.soft, shade.line, shade.fill)


def index(pages: Sequence[str]) -> str:
    """List all pictures: a page a line, the looks beside each other, each size a link."""
    head = f"| page | {' | '.join(LOOKS)} |\n|---|{'---|' * len(LOOKS)}\n"
    lines = (f"| {page} | {' | '.join(_links(page, look) for look in LOOKS)} |\n" for page in pages)
    return (
        "# Every page in every look and size\n\n"
        "Made by `make pictures` with the sample consultation, which is made up. Widths in pixels.\n\n"
        f"{head}{''.join(lines)}"
    )


def _links(page: str, look: str) -> str:
    return " ".join(f"[{width}]({file_name(page, look, width)})" for width in widths(page))


def main(folder: Path, pages: Sequence[str]) -> None:
    """Take all looks at once, each in a process of its own: changing a look is what takes longest."""
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(len(LOOKS), get_context("spawn")) as hands:
        list(hands.map(take, repeat(folder), LOOKS, repeat(pages)))
    (folder / "README.md").write_text(index(tuple(SCENES)), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) == 1 or sys.argv[1].startswith("-"):
        # An option would be taken for the folder.
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:] or tuple(SCENES))
