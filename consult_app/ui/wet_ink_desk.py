"""A document on its way through paper: out, back page by page, and taken as signed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import chain

from PySide6.QtCore import Signal

from consult_app.domain.consultation import OnPaper, Reviewed
from consult_app.domain.document import Role
from consult_app.domain.on_paper import Aside, Noted, Scan
from consult_app.errors import ConsultError
from consult_app.ui.files import each_of
from consult_app.ui.progress import Work
from consult_app.ui.returned_paper import pictures_from
from consult_app.ui.room_part import RoomPart
from consult_app.workflow.wet_ink import complete, file, print_to_sign, put, read_paper, take_out, to_paper


class WetInkDesk(RoomPart):
    """Keeps each page as it comes back, and what has no place by itself until somebody decides."""

    set_aside = Signal(object)
    """tuple[Aside, ...]: what has no place yet; of another document it is only shown."""
    changed = Signal()
    """Another state: the pages on screen are to be laid out again."""

    _aside: tuple[Aside, ...] = ()

    def begin(self) -> None:
        """Have the document under review signed on paper."""
        state = self._consultation.state
        if isinstance(state, Reviewed):
            services, me, treatment = (
                self._services,
                self._door.vault.staff.me,
                self._consultation.talk.treatment,
            )
            self._background.run(
                lambda: to_paper(services, treatment, state, me), self._begun, name=Work.LAYING_OUT
            )

    def lay_out(self, done: Callable[[bytes], None]) -> None:
        """Give the pages to be signed, for a printer or a file."""
        state = self._consultation.state
        if isinstance(state, OnPaper):
            services, treatment = self._services, self._consultation.talk.treatment
            self._background.run(
                lambda: print_to_sign(services, treatment, state), done, name=Work.LAYING_OUT
            )

    def take_in(self, reads: Sequence[Callable[[], bytes]]) -> None:
        """Read files that came back: all of it in the worker, one after the other.

        What cannot be read is told, and keeps nothing of the others out.
        """
        state = self._consultation.state
        if isinstance(state, OnPaper) and reads:
            services = self._services

            def work() -> tuple[tuple[tuple[Scan, ...], ...], ConsultError | None]:
                return each_of(reads, lambda read: read_paper(services, state, pictures_from(read())))

            def done(result: tuple[tuple[tuple[Scan, ...], ...], ConsultError | None]) -> None:
                read, left_out = result
                self._file(tuple(chain.from_iterable(read)))
                if left_out is not None:
                    self.failed.emit(left_out)

            self._background.run(work, done, name=Work.READING_PAPER)

    def put(self, at: int, page: int) -> None:
        """Put what was set aside in the place of a page."""
        aside = self._aside[at]
        self._go_on(lambda state: put(state, aside.scan, page), "page put in by hand", self._without(at))

    def turn(self, at: int) -> None:
        """Turn what was set aside by a quarter."""
        aside, services = self._aside[at], self._services

        def show(scan: Scan) -> None:
            turned = Aside(scan, aside.why, aside.page)
            now = tuple(turned if each is aside else each for each in self._aside)
            self._go_on(lambda state: state, "page turned", now)

        self._background.run(lambda: services.turn_scan(aside.scan), show, name=Work.READING_PAPER)

    def leave_out(self, at: int) -> None:
        """Forget what was set aside."""
        self._go_on(lambda state: state, "page left out", self._without(at))

    def take_out(self, page: int) -> None:
        """Let a page be missing again."""
        self._go_on(lambda state: take_out(state, page), "page taken out", self._aside)

    def note(self, noted: tuple[Noted, ...]) -> None:
        """Keep what was ticked and written so far about those who sign."""
        self._go_on(lambda state: state.noting(noted), "noted on paper", self._aside)

    def complete(self, days: Mapping[Role, date]) -> None:
        """Take the paper as signed, each signer on the day that was read there."""
        state = self._consultation.state
        if not isinstance(state, OnPaper):
            return
        try:
            signed = complete(self._services, state, days, self._door.vault.staff.me)
        except ConsultError as error:
            self.failed.emit(error)
            return
        self._show(())
        self._consultation.keep(signed, "signed on paper")
        self._consultation.announce()
        self.changed.emit()

    def enter(self) -> None:
        """Go on with what was set aside of the document that is open now, and with nothing of another one."""
        state = self._consultation.state
        self._show(state.aside if isinstance(state, OnPaper) else ())

    def show_again(self) -> None:
        """Tell of it again: the page may have been made since."""
        if self._aside:
            self.set_aside.emit(self._aside)

    def _begun(self, state: OnPaper) -> None:
        if isinstance(self._consultation.state, Reviewed):
            self._consultation.keep(state, "out on paper")
            self._consultation.announce()

    def _file(self, scans: tuple[Scan, ...]) -> None:
        state = self._consultation.state
        if isinstance(state, OnPaper):
            going_on, found = file(state, scans)
            self._keep(state, going_on, "pages back", (*self._aside, *found.aside))

    def _go_on(self, step: Callable[[OnPaper], OnPaper], action: str, aside: tuple[Aside, ...]) -> None:
        """Take a step after which this is set aside; where it is not possible, nothing changes."""
        state = self._consultation.state
        if not isinstance(state, OnPaper):
            return
        try:
            self._keep(state, step(state), action, aside)
        except ConsultError as error:
            self.failed.emit(error)

    def _keep(self, before: OnPaper, state: OnPaper, action: str, aside: tuple[Aside, ...]) -> None:
        going_on = state.setting_aside(aside)
        if going_on != before:
            self._consultation.keep(going_on, action)
        self._consultation.announce()
        self._show(aside)

    def _without(self, at: int) -> tuple[Aside, ...]:
        return (*self._aside[:at], *self._aside[at + 1 :])

    def _show(self, aside: tuple[Aside, ...]) -> None:
        self._aside = aside
        self.set_aside.emit(aside)
