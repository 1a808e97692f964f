"""Work off the GUI thread: one worker, in order, answers delivered in the GUI thread.

A second one, aside, has what nobody's words on disk may wait for.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QTimer, Signal

from consult_app.errors import ConsultError

T = TypeVar("T")

_Delivery = Callable[[], None]
_Job = Callable[[], _Delivery]

ERRAND = "errand"
"""What a thread is called in which somebody waits for a network."""

_log = logging.getLogger(__name__)


class Jobs(QObject):
    """Runs callables one after the other, so that what was asked for first is on disk first."""

    crashed = Signal(str)
    """A bug ended a job; the kind of the exception, never its words: they may hold patient data."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._put_off: list[_Job] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._hand_over)
        self._worker = _Worker(self._queue)
        self._worker.ended.connect(self._deliver)
        self._worker.start()

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ConsultError], None],
    ) -> None:
        """Do the work after all that was asked for before, then call `done` or `failed` in the GUI thread."""
        self._hand_over()
        self._queue.put(partial(self._attempt, work, done, failed))

    def run_once_painted(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ConsultError], None],
    ) -> None:
        """Do the work likewise, but begin when the event loop has painted what it has to paint.

        Two threads of Python get in each other's way: an answer would be on screen ten milliseconds later.
        """
        self._put_off.append(partial(self._attempt, work, done, failed))
        self._soon.start()

    @cached_property
    def aside(self) -> Jobs:
        """A worker beside this one, for what takes long and touches no vault; it is closed with this one."""
        made = Jobs(self)
        made.crashed.connect(self.crashed)
        return made

    def close(self) -> None:
        """Wait until all queued work is done and delivered; nothing can be run afterwards."""
        if "aside" in vars(self):
            self.aside.close()
        self._hand_over()
        self._queue.put(None)
        self._worker.wait()
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)

    def _hand_over(self) -> None:
        """Have the worker begin with what was put off."""
        while self._put_off:
            self._queue.put(self._put_off.pop(0))

    def _attempt(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ConsultError], None],
    ) -> _Delivery:
        return _attempt(work, done, failed, self.crashed.emit)

    def _deliver(self, delivery: _Delivery) -> None:
        delivery()


class Errands(QObject):
    """Runs what may not come back for long, such as waiting for a network: at the end nobody waits for it."""

    crashed = Signal(str)
    _returned = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._returned.connect(self._deliver)

    def run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[ConsultError], None]
    ) -> None:
        """Do the work beside all else, then call `done` or `failed` in the GUI thread."""
        Thread(target=self._go, args=(work, done, failed), name=ERRAND, daemon=True).start()

    def close(self) -> None:
        """Have nothing delivered any more."""
        self._closed = True

    def _go(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[ConsultError], None]
    ) -> None:
        delivery = _attempt(work, done, failed, self.crashed.emit)
        # The program may have ended meanwhile, and this object with it.
        with suppress(RuntimeError):
            if not self._closed:
                self._returned.emit(delivery)

    def _deliver(self, delivery: _Delivery) -> None:
        if not self._closed:
            delivery()


def _attempt(
    work: Callable[[], T],
    done: Callable[[T], None],
    failed: Callable[[ConsultError], None],
    crashed: Callable[[str], None],
) -> _Delivery:
    try:
        result = work()
    except ConsultError as error:
        return partial(failed, error)
    except Exception as bug:  # noqa: BLE001 - one of the two places that bugs reach
        kind = type(bug).__name__
        _log.error("%s in a job at %s", kind, place(bug))
        return partial(crashed, kind)
    return partial(done, result)


class _Worker(QThread):
    ended = Signal(object)

    def __init__(self, queue: SimpleQueue[_Job | None]) -> None:
        super().__init__()
        self._queue = queue

    def run(self) -> None:
        """Work until told to stop."""
        while (job := self._queue.get()) is not None:
            self.ended.emit(job())
            # A widget that only this job knows must not be destroyed on this thread while it waits.
            del job


def place(bug: BaseException) -> str:
    """Say where a bug arose as `module.py:line function`, innermost last and without any value."""
    frames = traceback.extract_tb(bug.__traceback__)
    return " > ".join(f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames)
