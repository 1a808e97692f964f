"""The folder in which this machine's vault lies. Light to import: what unlocks is loaded when asked for."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from consult_app.store import files
from consult_app.store.failure import failure
from consult_app.store.site import SIGNERS, WITHDRAWN, Site, exists

if TYPE_CHECKING:
    from collections.abc import Mapping

    from consult_app.domain.backup import Backup
    from consult_app.domain.consultation import Clinician, Practice
    from consult_app.domain.users import UserName
    from consult_app.store.vault import LocalVault


class Place(Site):
    """The site of this machine's vault, and the ways into it. All methods raise VaultError."""

    __slots__ = ()

    def exists(self) -> bool:
        """Whether a vault was set up here."""
        return exists(self.folder)

    def create(self, practice: Practice, clinician: Clinician, passphrase: str) -> tuple[LocalVault, str]:
        """Set up a vault; gives it unlocked, with its recovery key for printing."""
        from consult_app.store import opening

        return opening.create(self, practice, clinician, passphrase)

    def users(self) -> tuple[UserName, ...]:
        """List who may unlock, as far as that can be read before anything is unlocked."""
        from consult_app.store import key_files

        return key_files.users(self.folder)

    def unlock(self, passphrase: str, user_id: str = "") -> LocalVault:
        """Open the vault with a user's passphrase; the only user need not be named."""
        from consult_app.store import opening

        return opening.unlock(self, passphrase, user_id)

    def recover(self, recovery_key: str, passphrase: str, user_id: str = "") -> LocalVault:
        """Open the vault with the recovery key and give the user a new passphrase."""
        from consult_app.store import opening

        return opening.recover(self, recovery_key, passphrase, user_id)

    def recognises(self, passphrase: str, user_id: str = "") -> bool:
        """Whether the passphrase is the user's, whether or not the vault is open."""
        from consult_app.store import opening

        return opening.recognises(self, passphrase, user_id)

    def backups(self, folder: str) -> tuple[Backup, ...]:
        """List the backups in a folder, or the one that it is, newest first."""
        from consult_app.store import backups

        return backups.found(Path(folder))

    def restore(self, folder: str, *, replacing: bool = False) -> str:
        """Put a backup back; gives the name of the folder in which what was there is kept."""
        from consult_app.store import restoring

        return restoring.restore(Path(folder), self, replacing=replacing)

    def withdrawn_keys(self) -> Mapping[str, datetime]:
        """Tell when keys of this machine were withdrawn, by fingerprint."""
        text = files.content(self.folder / WITHDRAWN) or b"{}"
        try:
            return {str(key): datetime.fromisoformat(at) for key, at in json.loads(text).items()}
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise failure("vault-damaged") from None

    def known_signers(self) -> frozenset[str]:
        """Give the fingerprints of the signing keys made on this machine; empty where there is no vault."""
        text = files.content(self.folder / SIGNERS) or b"[]"
        try:
            return frozenset(str(each) for each in json.loads(text))
        except (ValueError, TypeError, RecursionError):
            raise failure("vault-damaged") from None
