"""The ways into the vault, and the vault while it is open."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from consult_app.domain.backup import Backup
from consult_app.domain.consultation import Clinician, Practice
from consult_app.domain.unfinished import Unfinished
from consult_app.errors import VaultError
from consult_app.ui.background import Background
from consult_app.ui.jobs import Jobs
from consult_app.ui.progress import Work
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.practice import found
from consult_app.workflow.staffing import key_to_be_kept, recover


class Door(QObject):
    """Sets the vault up, opens and closes it."""

    founded = Signal(str)  # the recovery key
    key_awaited = Signal(str)  # another one: nobody has said of the last that it is on paper
    opened = Signal()
    closed = Signal()
    users_listed = Signal(object)  # tuple[UserName, ...]
    backups_found = Signal(object)  # tuple[Backup, ...], newest first
    restored = Signal()

    def __init__(self, services: Services, background: Background, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._background = background
        self._jobs = jobs
        self._vault: Vault | None = None

    @property
    def vault(self) -> Vault:
        """The open vault; VaultError "locked" where it is not."""
        if self._vault is None:
            raise VaultError("locked", "The vault is locked.", "Unlock it first.")
        return self._vault

    @property
    def vault_if_open(self) -> Vault | None:
        """The vault, for what can be done without it too."""
        return self._vault

    def strength(self, passphrase: str) -> tuple[int, str]:
        """Score a passphrase from 0 to 4, with advice."""
        return self._services.strength(passphrase)

    def found(self, practice: Practice, clinician: Clinician, passphrase: str) -> None:
        """Set up the vault and its first user."""
        self._background.run(
            lambda: found(self._services, practice, clinician, passphrase),
            self._found,
            name=Work.SETTING_UP,
        )

    def list_users(self) -> None:
        """Find out who may unlock; nothing is under way for that, so that somebody can type meanwhile."""
        self._jobs.run(self._services.vaults.users, self.users_listed.emit, self._background.failed.emit)

    def find_backups(self, folder: str) -> None:
        """Look for backups in a folder; "backup-foreign" where there is none."""
        vaults = self._services.vaults

        def find() -> tuple[Backup, ...]:
            found = vaults.backups(folder)
            if not found:
                raise VaultError("backup-foreign")
            return found

        self._background.run(find, self.backups_found.emit)

    def restore(self, folder: str, replacing: bool) -> None:  # noqa: FBT001 - as the signal has it
        """Put a backup in the place of a vault: of none, or `replacing` one that nothing opens."""
        vaults = self._services.vaults
        self._background.run(
            lambda: vaults.restore(folder, replacing=replacing),
            lambda _: self.restored.emit(),
            name=Work.RESTORING,
        )

    def unlock(self, passphrase: str, user_id: str = "") -> None:
        """Open the vault as a user; the only one need not be named."""
        services = self._services

        def work() -> tuple[Vault, str]:
            vault = services.vaults.unlock(passphrase, user_id)
            return vault, key_to_be_kept(services, vault)

        self._background.run(work, self._unlocked, name=Work.UNLOCKING)

    def recover(self, recovery_key: str, passphrase: str, user_id: str = "") -> None:
        """Open the vault with the recovery key and set a user's new passphrase."""
        services = self._services
        self._background.run(
            lambda: recover(services, recovery_key, passphrase, user_id), self._open, name=Work.UNLOCKING
        )

    def note_key_kept(self) -> None:
        """Have noted that the recovery key is on paper."""
        self._jobs.run(self.vault.note_recovery_key_kept, lambda _: None, self._background.failed.emit)

    def enter(self) -> None:
        """Go on behind the door, once the recovery key is on paper."""
        self.opened.emit()

    def set_aside(self, unfinished: Unfinished) -> None:
        """Have kept what is not finished, for whoever unlocked to go on with."""
        vault = self.vault
        self._jobs.run(
            lambda: vault.keep_unfinished(unfinished), lambda _: None, self._background.failed.emit
        )

    def close(self) -> None:
        """Close the vault, after all that is still to be kept."""
        if self._vault is not None:
            self._jobs.run(self._vault.close, lambda _: self.closed.emit(), self._background.failed.emit)
        self._vault = None

    def _found(self, both: tuple[Vault, str]) -> None:
        self._vault, recovery_key = both
        self.founded.emit(recovery_key)

    def _unlocked(self, both: tuple[Vault, str]) -> None:
        vault, recovery_key = both
        if recovery_key:
            self._vault = vault
            self.key_awaited.emit(recovery_key)
        else:
            self._open(vault)

    def _open(self, vault: Vault) -> None:
        self._vault = vault
        self.opened.emit()
