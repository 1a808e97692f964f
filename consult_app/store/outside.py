"""What happens while the vault is closed, such as a wrong passphrase, waits in a file for the log.

Whoever can write in the folder can delete that file; the waits of `tries` do not depend on it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from consult_app.domain.audit import Act
from consult_app.errors import VaultError
from consult_app.store import files
from consult_app.store.chain import append, head, machine
from consult_app.store.parsing import parse
from consult_app.store.rows import utc
from consult_app.store.site import OUTSIDE

if TYPE_CHECKING:
    from pathlib import Path

    from consult_app.store.database import Connection
    from consult_app.store.site import Site

MOST = 1000
"""So many are kept, the first ones: a program that tries on and on must not fill the disk."""


class _Noted(msgspec.Struct, frozen=True):
    at: str
    act: Act
    subject: str
    machine: str
    reason: str = ""


def note_failed(site: Site, user_id: str) -> None:
    """Keep that a passphrase was wrong."""
    # Where it cannot be kept, the next try must still be possible.
    with suppress(VaultError):
        note(site, Act.UNLOCK_FAILED, user_id)


def note(site: Site, act: Act, subject: str, reason: str = "") -> None:
    """Keep what happened until the log can take it in."""
    known = _read(site.folder)
    if len(known) < MOST:
        noted = _Noted(utc(site.now()), act, subject, machine(), reason)
        files.write(site.folder / OUTSIDE, msgspec.json.encode([*known, noted]))


def take_in(connection: Connection, folder: Path, at: str) -> None:
    """Enter in the log what happened outside since it was open last, each once."""
    noted = _read(folder)
    if not noted:
        return
    last = head(connection)
    # The file is deleted right after: only the newest entries can hold some of it already.
    newest = (last.number if last else 0) - 2 * MOST
    known = set(connection.values("SELECT reason FROM audit WHERE seq > ?", (newest,)))
    for each in noted:
        reason = f"{each.at} {each.machine} {each.reason}".rstrip()
        if reason not in known:
            append(connection, at, "", each.act, each.subject, reason=reason)


def forget(folder: Path) -> None:
    """Delete the file, once the log has it all."""
    files.remove(folder / OUTSIDE)


def _read(folder: Path) -> list[_Noted]:
    try:
        return parse(files.content(folder / OUTSIDE), list[_Noted])
    except (msgspec.DecodeError, VaultError):
        return []
