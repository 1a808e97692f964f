"""What is done for the practice and not for a patient: settings, signing key, samples."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from consult_app.domain.audit import Act
from consult_app.domain.consultation import Clinician, Practice
from consult_app.domain.preferences import Preferences
from consult_app.domain.proof import KeyCertificate, SigningKey
from consult_app.domain.recipient import Recipient
from consult_app.errors import ConsultError, VaultError
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.practice import renew_signing_key, use_bought_key
from consult_app.workflow.settings import keep_settings, read_settings
from consult_app.workflow.trying import try_sample

T = TypeVar("T")


class Run(Protocol):
    """Do work in the background, then tell its result."""

    def __call__(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[ConsultError], None] | None = None,
        *,
        once: str = "",
    ) -> None:
        """Begin, unless what is named by `once` is under way."""


class Housekeeping(QObject):
    """Reads and keeps what the practice decided; everything runs in the worker."""

    settings_kept = Signal()
    preferred = Signal(object)  # Preferences in force
    settings_read = Signal(object)  # Settings
    key_renewed = Signal(object)  # SigningKey
    log_checked = Signal(object)  # Checked
    log_check_moved = Signal(int, object)
    """How many pages and entries a check of the log has looked at so far; None until all pages were."""
    _moved = Signal(int, object)  # the same, told in the worker
    backup_requested = Signal()
    log_requested = Signal()
    time_requested = Signal()
    records_requested = Signal()
    incoming_requested = Signal()
    samples_cleared = Signal()
    sample_begun = Signal(object)  # tuple[Treatment, Draft]

    def __init__(
        self, services: Services, run: Run, vault: Callable[[], Vault], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._run_work, self._vault = services, run, vault
        self._stopped = Event()
        self._moved.connect(self.log_check_moved, Qt.ConnectionType.QueuedConnection)

    def strength(self, passphrase: str) -> tuple[int, str]:
        """Score a passphrase from 0 to 4, with advice."""
        return self._services.strength(passphrase)

    def recipient(self, content: bytes) -> Recipient:
        """Read a certificate from a file."""
        return self._services.recipient(content)

    def time_authority(self, content: bytes) -> Recipient:
        """Read the certificates that a timestamp server is trusted by from a file."""
        return self._services.time_authority(content)

    def card_modules(self) -> tuple[tuple[str, str], ...]:
        """Name the programs by which cards are reached on this machine, with their paths."""
        return self._services.card_modules()

    def do(
        self,
        work: Callable[[Services, Vault], T],
        done: Callable[[T], None],
        failed: Callable[[ConsultError], None],
    ) -> None:
        """Do something in the worker, then tell its result or why there is none."""
        services, vault = self._services, self._vault()
        self._run_work(lambda: work(services, vault), done, failed)

    def announce(self) -> None:
        """Say how the practice wants the program to behave."""
        self._run_work(self._vault().preferences, self.preferred.emit)

    def read(self) -> None:
        """Read the settings, to be changed."""
        vault = self._vault()
        self._run_work(lambda: read_settings(self._services, vault), self.settings_read.emit)

    def keep(self, practice: Practice, clinician: Clinician, preferences: Preferences) -> None:
        """Keep settings; they show at once, and in what is begun or reviewed from now on."""
        vault = self._vault()
        self._run_work(
            lambda: keep_settings(self._services, vault, practice, clinician, preferences),
            lambda _: self.settings_kept.emit(),
        )

    def renew_key(self) -> None:
        """Make a new signing key in place of the old one."""
        vault = self._vault()

        def renew() -> object:
            renew_signing_key(self._services, vault)
            return vault.newest_key()

        self._run_work(renew, self.key_renewed.emit)

    def use_bought_key(
        self,
        content: bytes,
        passphrase: str,
        done: Callable[[KeyCertificate], None],
        failed: Callable[[ConsultError], None],
    ) -> None:
        """Seal with a bought key from now on."""

        def use(services: Services, vault: Vault) -> tuple[KeyCertificate, SigningKey | None]:
            return use_bought_key(services, vault, content, passphrase), vault.newest_key()

        def used(both: tuple[KeyCertificate, SigningKey | None]) -> None:
            self.key_renewed.emit(both[1])
            done(both[0])

        self.do(use, used, failed)

    def check_log(self) -> None:
        """Check the whole log, and enter that it was checked."""
        vault = self._vault()
        stopped = self._stopped = Event()

        told: set[tuple[int, int | None]] = set()

        def moved(pages: int, entries: int | None) -> bool:
            # While pages are fitted together it is asked very often whether to go on, and nothing moves.
            if told != {(pages, entries)}:
                told.clear()
                told.add((pages, entries))
                self._moved.emit(pages, entries)
            return not stopped.is_set()

        def check() -> object:
            checked = vault.check_log(going_on=moved)
            with suppress(*(() if checked.sound else (VaultError,))):
                vault.note(Act.LOG_CHECKED, reason="sound" if checked.sound else "changed")
            return checked

        self._run_work(check, self.log_checked.emit)

    def stop_check(self) -> None:
        """Have a check of the log end where it is; nothing was changed by it."""
        self._stopped.set()

    def try_sample(self) -> None:
        """Begin the sample consultation; a second click begins no second one."""
        vault = self._vault()
        self._run_work(
            lambda: try_sample(self._services, vault), self.sample_begun.emit, once="sample consultation"
        )

    def clear_samples(self) -> None:
        """Delete what is recorded about sample patients, and nothing else."""
        vault = self._vault()
        self._run_work(vault.clear_samples, lambda _: self.samples_cleared.emit())
