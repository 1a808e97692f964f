"""Measures how much is done in one turn of the event loop: until it is over, nobody is answered."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QTimer

from tests.helpers.calls import Calls

_PATIENCE_S = 60


@dataclass(frozen=True, slots=True)
class Turn:
    """The longest turn of the loop while something was done, in what its gauge counts."""

    act: str
    length: float


class WorkMs:
    """Counts milliseconds of work of this thread; waiting is none."""

    def __enter__(self) -> None:
        """Nothing has to be switched on."""

    def __exit__(self, *_: object) -> None:
        """Nor off."""

    def __call__(self) -> float:
        return time.thread_time() * 1000


class LoopWatch:
    """Reads a gauge whenever the event loop has done what there was and is about to wait."""

    def __init__(self, gauge: Calls | WorkMs) -> None:
        self.turns: list[Turn] = []
        self._gauge = gauge
        self._longest = self._last = 0.0

    def during(self, act: str, do: Callable[[], object], done: Callable[[], bool] = lambda: True) -> None:
        """Do something from within the loop, and watch until it is done and the loop has come to rest."""
        did: list[bool] = []

        def run() -> None:
            do()
            did.append(True)

        _rest(20)
        with self._gauge:
            self._longest, self._last = 0.0, self._gauge()
            loop = QAbstractEventDispatcher.instance()
            loop.aboutToBlock.connect(self._turn)
            QTimer.singleShot(0, run)
            _wait(lambda: bool(did) and done())
            _rest(120)
            loop.aboutToBlock.disconnect(self._turn)
        self.turns.append(Turn(act, self._longest))

    def over(self, limit: float) -> list[Turn]:
        """Give what was longer, longest first."""
        return sorted((each for each in self.turns if each.length > limit), key=lambda each: -each.length)

    def _turn(self) -> None:
        now = self._gauge()
        self._longest, self._last = max(self._longest, now - self._last), now


def _wait(done: Callable[[], bool]) -> None:
    """Wait in a loop that comes to rest after each turn, or several would be counted as one."""
    end = time.monotonic() + _PATIENCE_S
    while not done():
        if time.monotonic() > end:
            raise TimeoutError
        _rest(10)


def _rest(ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
