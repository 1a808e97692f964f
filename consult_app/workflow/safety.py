"""Whether what is kept would survive: backups, and what vouches for the log outside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult_app.domain.backup import Backup, is_due, is_late
from consult_app.errors import VaultError
from consult_app.workflow.ports import Making, Services, Vault
from consult_app.workflow.rights import Right, demand, may


@dataclass(frozen=True, slots=True)
class Safety:
    """The last good backup in local time, whether one should be made soon, and whether any can be.

    `anchored` is false where the end of the log could not be noted in the second place, `whole` where what
    was kept last before this session is gone. `own` is whether whoever unlocked can set backups up.
    """

    last: Backup | None = None
    at: datetime | None = None
    late: bool = False
    chosen: bool = True
    anchored: bool = True
    whole: bool = True
    own: bool = True

    def after(self, backup: Backup, at: datetime) -> Safety:
        """Say how safe it is after a good backup; what that does not settle stays."""
        return replace(self, last=backup, at=at, late=False)


UNKNOWN = Safety()
"""Nothing was read yet."""


def read_safety(vault: Vault, now: datetime) -> Safety:
    """Read how safe things are."""
    last = vault.last_backup()
    at = last.at.astimezone(now.tzinfo) if last else None
    return Safety(
        last,
        at,
        is_late(at, now),
        bool(vault.preferences().backup_folder),
        not vault.second_place_failed,
        not vault.last_changes_lost,
        may(vault.staff.me, Right.PRACTICE),
    )


def next_backup(services: Services, vault: Vault, *, wanted: bool) -> Making | None:
    """Prepare a backup if one is due or `wanted`; "backup-unchosen" where there is no folder for one."""
    if wanted:
        demand(vault.staff.me, Right.PRACTICE)
    if not vault.preferences().backup_folder:
        if wanted:
            raise VaultError(
                "backup-unchosen", "No folder for backups is chosen.", "Choose one, and save the settings."
            )
        return None
    last = vault.last_backup()
    if not wanted and not is_due(last.at if last else None, services.now()):
        return None
    return vault.backing_up()
