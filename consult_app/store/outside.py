"""What happens while the vault is closed: wrong passphrases wait in a file until the log can take them in.

Whoever can write in the folder can delete that file; the waits of `tries` do not depend on it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import select

from consult_app.domain.audit import Act
from consult_app.errors import VaultError
from consult_app.store import files
from consult_app.store.chain import append, head, machine
from consult_app.store.rows import utc
from consult_app.store.schema import AUDIT
from consult_app.store.site import FAILED

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from consult_app.store.site import Site

MOST = 1000
"""So many are kept, the first ones: a program that tries on and on must not fill the disk."""


class _Failed(msgspec.Struct, frozen=True):
    at: str
    user: str
    machine: str


def note_failed(site: Site, user_id: str) -> None:
    """Keep that a passphrase was wrong."""
    known = _read(site.folder)
    if len(known) < MOST:
        # Where it cannot be kept, the next try must still be possible.
        with suppress(VaultError):
            content = msgspec.json.encode([*known, _Failed(utc(site.now()), user_id, machine())])
            files.write(site.folder / FAILED, content)


def take_in(connection: Connection, folder: Path, at: str) -> None:
    """Enter in the log what happened outside since it was open last, each once."""
    failed = _read(folder)
    if not failed:
        return
    last = head(connection)
    # The file is deleted right after: only the newest entries can hold some of it already.
    newest = AUDIT.c.seq > (last.number if last else 0) - 2 * MOST
    same = select(AUDIT.c.reason).where(AUDIT.c.action == Act.UNLOCK_FAILED, newest)
    known = set(connection.execute(same).scalars())
    for each in failed:
        reason = f"{each.at} {each.machine}"
        if reason not in known:
            append(connection, at, "", Act.UNLOCK_FAILED, each.user, reason=reason)


def forget(folder: Path) -> None:
    """Delete the file, once the log has it all."""
    files.remove(folder / FAILED)


def _read(folder: Path) -> list[_Failed]:
    try:
        return msgspec.json.decode(files.content(folder / FAILED), type=list[_Failed])
    except (msgspec.DecodeError, VaultError):
        return []
