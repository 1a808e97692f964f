"""Walk through every scene at sizes of window and text: `python -m tests.helpers.layout_walk`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from consult_app.assets import resource

os.environ.setdefault("FONTCONFIG_FILE", str(resource("fonts/fonts.conf")))

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from consult_app.ui import theme
from tests.helpers.layout import layout_faults
from tests.helpers.scenes import NOW, dialogs, front, play, settle, stands
from tests.helpers.window import Walk, quick_services

Size = tuple[int, int]

LAPTOP: Size = (1366, 768)
TABLET: Size = (800, 1180)
GROWING = ("new-patient", "matters-empty", "history", "start", "settings")
"""Scenes in which the text grows while they stand: most kinds of control, in windows that are still small."""


def walk_faults(
    app: QApplication, text: float, sizes: Sequence[Size], growing: Sequence[str] = ()
) -> list[str]:
    """Give what is wrong anywhere at a size of text and these sizes of window.

    In the scenes of `growing`, text is doubled and brought back while they are on screen.
    """
    found: list[str] = []
    theme.apply(app, text=text)
    with TemporaryDirectory(prefix="consult-layout-") as place:
        walk = Walk(quick_services(Path(place) / "vault", lambda: NOW))
        # Where the settings are left, the program goes back to what it remembers.
        walk.app.memory.change(text=text)
        walk.app.window.resize(*LAPTOP)
        walk.app.window.show()

        def look_at(name: str) -> None:
            seen: list[QSize] = []
            for size in sizes:
                found.extend(_look(walk, name, size, seen))
            if name in growing:
                for at in (2 * text, text):
                    theme.apply(app, text=at)
                    found.extend(_look(walk, name, LAPTOP, []))

        play(walk, look_at)
        walk.close()
    return found


def _look(walk: Walk, name: str, size: Size, seen: list[QSize]) -> Iterator[str]:
    """Give the faults of a scene at a size, if there is such a thing at this size.

    A dialog that is as large as one `seen` before is the same.
    """
    shown = front(walk)
    shown.resize(*size)
    settle()
    if not stands(name, walk):
        return
    where = f"{name} {size[0]}x{size[1]} at {theme.text_scale():.0%}"
    for root in (*dialogs(shown),) or (shown,):
        if root.width() > shown.width() or root.height() > shown.height():
            yield f"{where}: larger than the window"
        if root.size() not in seen:
            yield from (f"{where}: {each}" for each in layout_faults(root))
            seen.append(root.size())


if __name__ == "__main__":
    for fault in walk_faults(QApplication([]), 1.5, [LAPTOP, TABLET]):
        sys.stdout.write(f"{fault}\n")
