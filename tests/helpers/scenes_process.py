# ruff: noqa: T201  printing is how it reports
"""Plays every scene in a real window; prints what can be operated in each, and goes on when it is told to."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

from PySide6.QtWidgets import QApplication, QWidget

from consult_app.ui import theme
from tests.helpers.accessible import controls, mute
from tests.helpers.atspi import PATIENCE_S
from tests.helpers.scenes import NOW, dialogs, front, play
from tests.helpers.window import Walk, quick_services, until


def main(folder: Path) -> None:
    """Play."""
    application = QApplication([])
    theme.apply(application)
    walk = Walk(quick_services(folder / "vault", lambda: NOW))
    walk.app.window.resize(1366, 768)
    walk.app.window.show()

    def report(scene: str) -> None:
        shown: QWidget = front(walk)
        roots = [*dialogs(shown), shown]
        names = {each.accessibleName() for root in roots for each in controls(root) if each.isVisible()}
        # What is described comes a little later; what stays mute is told.
        with suppress(TimeoutError):
            until(lambda: not any(mute(root) for root in roots), PATIENCE_S)
        lacking = [each for root in roots for each in mute(root)]
        print(json.dumps({"scene": scene, "controls": sorted(names - {""}), "mute": lacking}), flush=True)
        # The bus is answered by the event loop, so the line is awaited beside it.
        told: list[str] = []
        Thread(target=lambda: told.append(sys.stdin.readline()), daemon=True).start()
        until(lambda: bool(told), 120)

    play(walk, report)
    walk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
