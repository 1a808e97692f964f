"""Walk through every scene at sizes of window and text: `python -m tests.helpers.layout_walk`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from consult_app.assets import resource

os.environ.setdefault("FONTCONFIG_FILE", str(resource("fonts/fonts.conf")))

from PySide6.QtWidgets import QApplication

from consult_app.ui import theme
from tests.helpers.layout import layout_faults
from tests.helpers.scenes import NOW, dialogs, front, play, settle, stands
from tests.helpers.window import Walk, quick_services

Size = tuple[int, int]

LAPTOP: Size = (1366, 768)
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
        window = walk.app.window
        window.resize(*LAPTOP)
        window.show()

        def look(name: str, size: Size, at: float) -> None:
            shown = front(walk)
            shown.resize(*size)
            settle()
            if not stands(name, walk):
                return
            for root in (*dialogs(shown),) or (shown,):
                found.extend(
                    f"{name} {size[0]}x{size[1]} at {at:.0%}: {each}" for each in layout_faults(root)
                )
                if root.width() > shown.width() or root.height() > shown.height():
                    found.append(f"{name} {size[0]}x{size[1]} at {at:.0%}: larger than the window")

        def look_at(name: str) -> None:
            for size in sizes:
                look(name, size, text)
            if name in growing:
                for at in (2 * text, text):
                    theme.apply(app, text=at)
                    look(name, LAPTOP, at)

        play(walk, look_at)
        walk.close()
    return found


if __name__ == "__main__":
    for fault in walk_faults(QApplication([]), 1.0, [LAPTOP]):
        sys.stdout.write(f"{fault}\n")
