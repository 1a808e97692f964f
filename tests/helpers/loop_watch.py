"""Measures for how long the event loop does not come round: so long nothing a person does is answered."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEventLoop, Qt, QTimer

from tests.helpers.window import until


@dataclass(frozen=True, slots=True)
class Stretch:
    """The longest time between two beats while something was done, in milliseconds of this thread's work."""

    act: str
    work_ms: float


class LoopWatch:
    """A heart that beats in the event loop; work of the thread counts, not waiting, which is not."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self._longest = self._last = 0.0
        self._beat = QTimer(interval=1)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._count)

    def during(self, act: str, do: Callable[[], object], done: Callable[[], bool] = lambda: True) -> None:
        """Do something from within the loop, and watch until it is done and the loop has come to rest."""
        did: list[bool] = []

        def run() -> None:
            do()
            did.append(True)

        self._beat.start()
        _rest(20)
        self._longest, self._last = 0.0, time.thread_time()
        QTimer.singleShot(0, run)
        until(lambda: bool(did) and done())
        _rest(120)
        self._beat.stop()
        self.stretches.append(Stretch(act, self._longest * 1000))

    def over(self, limit_ms: float) -> list[Stretch]:
        """Give what took longer, longest first."""
        found = [each for each in self.stretches if each.work_ms > limit_ms]
        return sorted(found, key=lambda each: -each.work_ms)

    def _count(self) -> None:
        now = time.thread_time()
        self._longest, self._last = max(self._longest, now - self._last), now


def _rest(ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()
