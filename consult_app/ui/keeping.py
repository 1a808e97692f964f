"""Everything that is said goes to the vault, in order; what the disk did not take is tried again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from consult_app.domain.consultation import Draft, Unsealed
from consult_app.errors import ConsultError, RightError
from consult_app.ui.jobs import Jobs
from consult_app.workflow.ports import Vault

_Acts = tuple[tuple[Unsealed, str], ...]


class Keeping(QObject):
    """Keeps the states of one consultation after another."""

    kept = Signal()
    failed = Signal(object)  # ConsultError; once, not at every keystroke
    fell_behind = Signal()  # something that was said is not on disk
    caught_up = Signal(object)  # what failed last, and is so no more

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._missed: _Acts = ()
        self._told: ConsultError | None = None
        self._consultation = object()

    @property
    def behind(self) -> bool:
        """Whether something that was said is not on disk."""
        return bool(self._missed)

    def begin(self) -> None:
        """Turn to another consultation."""
        self._missed = ()
        self._told = None
        self._consultation = object()

    def keep(self, vault: Vault, state: Unsealed, action: str) -> None:
        """Keep a state. A draft holds all that was said before; a signature comes after what was missed."""
        before = () if isinstance(state, Draft) else self._missed
        self._try(vault, (*before, (state, action)), lambda: None)

    def catch_up(self, vault: Vault, then: Callable[[], None]) -> None:
        """Try once more to keep what was missed, then go on."""
        self._try(vault, self._missed, then)

    def _try(self, vault: Vault, acts: _Acts, then: Callable[[], None]) -> None:
        consultation = self._consultation
        self._missed = ()

        def keep() -> None:
            for state, action in acts:
                vault.keep(state, action)

        def kept(_: object) -> None:
            over, self._told = self._told, None
            self.kept.emit()
            if over is not None:
                self.caught_up.emit(over)
            then()

        def missed(error: ConsultError) -> None:
            if consultation is self._consultation:
                self._missed = acts
            self.fell_behind.emit()
            if self._told is None or error.code != self._told.code:
                self._told = error
                self.failed.emit(_while_open(error))

        self._jobs.run_once_painted(keep, kept, missed)


def _while_open(error: ConsultError) -> ConsultError:
    """Say of whoever may not answer any more that they could: in another room their role was changed."""
    return RightError("role-lost", error.what, error.remedy) if error.code == "not-a-reader" else error
