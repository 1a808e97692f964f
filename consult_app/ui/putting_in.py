"""Photographs on their way into the vault: one after the other, and whatever else is asked comes between."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consult_app.errors import ConsultError
from consult_app.ui.files import concerns_one_file, left_out
from consult_app.ui.pictures import photo_from
from consult_app.workflow.photos import add_photo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from consult_app.domain.photo import Taken
    from consult_app.ui.controller import Controller
    from consult_app.workflow.ports import Services, Vault


@dataclass(frozen=True, slots=True)
class Coming:
    """A photograph that is to be put in: how it is read, and what is said of it."""

    read: Callable[[], bytes]
    consultation: str
    taken: Taken
    place: str


class PuttingIn(QObject):
    """Puts photographs in one by one; what is none keeps no other out, and what fails for all ends it."""

    moved = Signal(int, int)
    """So many are done, of so many."""
    ended = Signal(object)
    """ConsultError about what was left out, or `None`."""

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller
        self._waiting: deque[Coming] = deque()
        self._failures: list[ConsultError] = []
        self._count = 0
        self._round = object()
        controller.locking.connect(self.finish)

    def add(self, coming: Iterable[Coming]) -> None:
        """Put these in after those that wait already."""
        idle, more = not self._waiting, tuple(coming)
        if idle:
            self._count, self._failures = 0, []
        self._waiting.extend(more)
        self._count += len(more)
        if idle and more:
            self._go_on()

    def finish(self) -> None:
        """Have all that waits put in at once, before the vault closes: whoever locks or leaves loses none."""
        waiting, self._round = list(self._waiting)[1:], object()
        self._waiting.clear()
        for each in waiting:
            self._put_in(each, lambda _: None, lambda _: None)

    def forget(self) -> None:
        """Put in no more of them: a bug ended what was under way."""
        if self._waiting:
            self._waiting.clear()
            self._round = object()
            self.ended.emit(None)

    def _go_on(self) -> None:
        self.moved.emit(self._count - len(self._waiting), self._count)
        now = self._round
        self._put_in(self._waiting[0], lambda _: self._done(now), partial(self._failed, now))

    def _put_in(
        self, it: Coming, done: Callable[[None], None], failed: Callable[[ConsultError], None]
    ) -> None:
        def work(services: Services, vault: Vault) -> None:
            jpeg = photo_from(it.read())
            add_photo(services, vault, it.consultation, jpeg, taken=it.taken, place=it.place)

        self._controller.ask_aside(work, done, failed)

    def _failed(self, asked: object, error: ConsultError) -> None:
        if asked is self._round and not concerns_one_file(error):
            self._waiting.clear()
            self.ended.emit(error)
            return
        self._failures.append(error)
        self._done(asked)

    def _done(self, asked: object) -> None:
        if asked is not self._round:
            return
        self._waiting.popleft()
        if self._waiting:
            self._go_on()
        else:
            self.ended.emit(left_out(self._failures, self._count))
