# ruff: noqa: T201  printing is how it reports
"""The program itself, off-screen, in which people draw and sign; each act is printed once it was kept."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from importlib import import_module
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from consult_app.domain.consultation import Consented, Reviewed, Way
from consult_app.domain.ink import Ink, Point, Stroke
from consult_app.ui import theme
from consult_app.workflow.ports import Services
from tests.helpers.killed_again import run_again_and_again
from tests.helpers.window import PASSPHRASE, Walk, quick_services

STROKES = 4
"""So many make a signature here."""
_PAUSE_MS = 5


def ink(signer: int, strokes: int) -> Ink | None:
    """Give what a signer, counted from 0, has drawn after so many strokes; always the same."""
    drawn = tuple(
        Stroke((Point(5.125 * each, signer + 0.0625, each * 100), Point(20 + each, 9.5, each * 100 + 40)))
        for each in range(strokes)
    )
    return Ink(drawn, 80.0, 22.0) if drawn else None


def counts(state: object) -> tuple[int, int]:
    """Count the signatures of a state, and the strokes after the last of them."""
    assert isinstance(state, Reviewed | Consented)
    drawn = state.drawn if isinstance(state, Reviewed) else None
    return len(state.signatures), len(drawn.strokes) if drawn else 0


class Signing:
    """Draws the next stroke, or signs, as soon as the last act was announced as kept."""

    def __init__(self, walk: Walk) -> None:
        self._controller = walk.controller
        self._controller.consultation.kept.connect(self._kept)

    def begin(self) -> None:
        """Say how far it is, make sure whose document it is, and go on."""
        self._tell()
        if counts(self._controller.consultation.state)[0]:
            self._act()
        else:
            self._controller.signing.read_back(True)

    def _kept(self, at: str) -> None:
        assert at
        self._tell()
        self._act()

    def _act(self) -> None:
        signed, strokes = counts(self._controller.consultation.state)
        if isinstance(self._controller.consultation.state, Consented):
            QTimer.singleShot(_PAUSE_MS, self._tell_on)
        elif strokes < STROKES:
            self._controller.signing.draw(ink(signed, strokes + 1))
        else:
            self._controller.signing.sign(Way.DRAWN, ink(signed, STROKES), "")

    def _tell(self) -> None:
        print(json.dumps(counts(self._controller.consultation.state)), flush=True)

    def _tell_on(self) -> None:
        self._tell()
        QTimer.singleShot(_PAUSE_MS, self._tell_on)


def main(bound: Services) -> None:
    """Unlock, open the only consultation, and sign until killed."""
    application = QApplication([])
    theme.apply(application)
    walk = Walk(bound)
    walk.app.window.show()
    walk.app.start()
    [screen] = walk.act(lambda: walk.controller.door.unlock(PASSPHRASE), "listed")
    walk.act(lambda: walk.controller.open(screen.today[0].line.id), "changed")  # type: ignore[attr-defined]
    signing = Signing(walk)
    signing.begin()
    application.exec()


def prepared(folder: Path) -> Services:
    """Load once what takes long to load."""
    bound = quick_services(folder)
    import_module("consult_app.store.opening")
    return bound


if __name__ == "__main__":
    run_again_and_again(partial(main, prepared(Path(sys.argv[1]))))
