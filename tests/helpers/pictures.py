"""Take a picture of every page in every look and size: `python -m tests.helpers.pictures DIR [PAGE …]`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from consult_app.assets import resource

os.environ.setdefault("FONTCONFIG_FILE", str(resource("fonts/fonts.conf")))

from PIL import Image
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from consult_app.ui import theme
from consult_app.ui.tokens import LOOKS
from tests.helpers.scenes import NOW, SCENES, dialogs, play, settle
from tests.helpers.window import Walk, quick_services

SIZES = ((1366, 768), (800, 1180), (1920, 1080))
"""A laptop, a tablet held upright, a screen on a desk."""


def take(folder: Path, pages: tuple[str, ...] = tuple(SCENES)) -> None:
    """Walk through the sample and leave one picture a page, look and size."""
    with TemporaryDirectory(prefix="consult-pictures-") as place:
        walk = Walk(quick_services(Path(place) / "vault", lambda: NOW))
        window = walk.app.window
        window.resize(*SIZES[0])
        window.show()

        def look_at(name: str) -> None:
            if name in pages:
                for look, width in _ways():
                    _dress(look)
                    window.resize(width, dict(SIZES)[width])
                    settle()
                    _save(_picture(window), folder / file_name(name, look, width))

        play(walk, look_at)
        walk.close()
    (folder / "README.md").write_text(_index(pages), encoding="utf-8")


def file_name(page: str, look: str, width: int) -> str:
    """Name the picture of a page."""
    return f"{page}-{look}-{width}.png"


def _ways() -> Iterator[tuple[str, int]]:
    """Give every look and width; begin with the look in force: a change of it is what takes time."""
    first = theme.tokens().name
    for look in (first, *(each for each in LOOKS if each != first)):
        for width, _ in SIZES:
            yield look, width


def _dress(look: str) -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication) and theme.tokens().name != look:
        theme.apply(app, look)


def _picture(window: QWidget) -> QPixmap:
    """Grab the window, and before it the dialog that is open, as a desktop would show it."""
    taken = window.grab()
    painter = QPainter(taken)
    for dialog in dialogs(window):
        at = QPoint((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2)
        painter.fillRect(taken.rect(), QColor(0, 0, 0, 110))
        painter.drawPixmap(at, dialog.grab())
    painter.end()
    return taken


def _save(taken: QPixmap, file: Path) -> None:
    """Write it with 256 colours: a third of the bytes, and nobody sees the difference."""
    plain = taken.toImage().convertToFormat(QImage.Format.Format_RGB888)
    size = (plain.width(), plain.height())
    bits = bytes(plain.constBits())
    image = Image.frombuffer("RGB", size, bits, "raw", "RGB", plain.bytesPerLine(), 1)
    image.quantize(dither=Image.Dither.NONE).save(file)


def _index(pages: tuple[str, ...]) -> str:
    """List all pictures: a page a line, the looks beside each other, each size a link."""
    head = "| page | " + " | ".join(LOOKS) + " |\n|---|" + "---|" * len(LOOKS) + "\n"
    return (
        "# Every page in every look and size\n\n"
        "Made by `make pictures` with the sample consultation, which is made up. Widths in pixels.\n\n"
        + head
        + "".join(f"| {page} | {' | '.join(_links(page, look) for look in LOOKS)} |\n" for page in pages)
    )


def _links(page: str, look: str) -> str:
    return " ".join(f"[{width}]({file_name(page, look, width)})" for width, _ in SIZES)


if __name__ == "__main__":
    application = QApplication([])
    theme.apply(application)
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    take(target, tuple(sys.argv[2:]) or tuple(SCENES))
