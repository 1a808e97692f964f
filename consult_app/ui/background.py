"""Work that takes a while: done in the worker, shown as under way, told only to whom it still concerns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from consult_app.errors import ConsultError
from consult_app.ui.jobs import Jobs
from consult_app.ui.progress import Progress, Work

T = TypeVar("T")


class Background(QObject):
    """Runs what is slow; what comes after the person has left or locked is not told any more."""

    busy = Signal(bool)
    failed = Signal(object)  # ConsultError

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._visit = object()
        self._once: set[str] = set()
        """What is under way and is not done a second time meanwhile, by name."""
        self.progress = Progress(self)
        jobs.crashed.connect(self.progress.forget)
        jobs.crashed.connect(self._once.clear)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ConsultError], None] | None = None,
        name: Work = Work.READING,
        once: str = "",
    ) -> None:
        """Do the work, then tell; what is named by `once` is not begun again until it is over."""
        if once in self._once:
            return
        self._once |= {once} if once else set()
        visit, ticket = self._visit, self.progress.begin(name)
        self.busy.emit(True)
        self._jobs.run(
            work,
            partial(self._deliver, visit, ticket, once, done),
            partial(self._deliver, visit, ticket, once, failed or self.failed.emit),
        )

    def turn_away(self) -> None:
        """Go on to something else: what was asked for until now concerns nobody any more."""
        self._visit = object()

    def cancel(self) -> None:
        """Let go of what is under way, where nothing is lost by it."""
        if self.progress.shown is not None and self.progress.shown.may_be_left:
            self.turn_away()
            self.progress.forget()
            self.busy.emit(False)

    def _deliver(
        self, visit: object, ticket: object, once: str, told: Callable[[T], None], result: T
    ) -> None:
        self._once.discard(once)
        self.progress.end(ticket)
        if visit is self._visit:
            self.busy.emit(False)
            told(result)
