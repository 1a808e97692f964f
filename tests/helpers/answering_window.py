# ruff: noqa: T201  printing is how it reports
"""The program itself, off-screen, answering on and on; each answer is printed once it was said to be kept."""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from importlib import import_module
from itertools import count
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from consult_app.domain.condition import Value
from consult_app.ui import theme
from consult_app.workflow.ports import Services
from tests.helpers.killed_again import run_again_and_again
from tests.helpers.window import PASSPHRASE, Walk, quick_services, sample_of


class Answering:
    """Answers the next question as soon as the last answer was announced as kept."""

    def __init__(self, walk: Walk) -> None:
        self._controller = walk.controller
        self._asked = [key for key, value in walk.sample.answers.items() if isinstance(value, bool)]
        self._places = count(self._controller.consultation.draft.revision)
        self._said: tuple[str, Value] = ("", "")
        self._controller.consultation.kept.connect(self._kept)

    def begin(self) -> None:
        """Say from which revision it goes on, and answer the first question."""
        print(self._controller.consultation.draft.revision, flush=True)
        self._answer()

    def _kept(self, at: str) -> None:
        assert at
        print(json.dumps((self._controller.consultation.draft.revision, *self._said)), flush=True)
        self._answer()

    def _answer(self) -> None:
        place = next(self._places)
        question = self._asked[place % len(self._asked)] if place % 5 else "m-why"
        value: Value = place // len(self._asked) % 2 == 0 if place % 5 else f"Answer {place}"
        self._said = (question, value)
        before = self._controller.consultation.draft
        self._controller.said.answer(question, value)
        if self._controller.consultation.draft == before:
            self._answer()


def main(bound: Services) -> None:
    """Unlock, open the first consultation of the list, and answer until killed."""
    application = QApplication([])
    theme.apply(application)
    walk = Walk(bound)
    walk.app.window.show()
    walk.app.start()
    [screen] = walk.act(lambda: walk.controller.door.unlock(PASSPHRASE), "listed")
    walk.act(lambda: walk.controller.open(screen.today[0].line.id), "changed")  # type: ignore[attr-defined]
    answering = Answering(walk)
    answering.begin()
    application.exec()


def prepared(folder: Path) -> Services:
    """Load once what takes long to load."""
    bound = quick_services(folder)
    sample_of(bound)
    import_module("consult_app.store.opening")
    return bound


if __name__ == "__main__":
    run_again_and_again(partial(main, prepared(Path(sys.argv[1]))))
