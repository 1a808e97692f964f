"""Whether what a session kept last is gone: it ended without closing, and the side file is missing.

While a vault is open, a file beside it names the entry of the log with which it was opened; of a room of a
practice, whose server has all that was sent, the act that waits for it last.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from consult_app.domain.audit import Act, Anchor, read_anchor
from consult_app.errors import VaultError
from consult_app.store import files
from consult_app.store.chain import head
from consult_app.store.site import SESSION, VAULT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from consult_app.store.database import Connection, Database

_WAITS = "waits "
_LAST = "SELECT action FROM audit ORDER BY seq DESC LIMIT 1"


def begin(folder: Path, anchor: Anchor) -> None:
    """Note with which entry the vault was opened."""
    # Where it cannot be kept, the vault must still open.
    with suppress(VaultError):
        files.write(folder / SESSION, f"{anchor.number}:{anchor.hash}".encode())


def waits(folder: Path, act_id: str) -> None:
    """Note which act waits last for the practice's server: in no other place than this room's own file."""
    with suppress(VaultError):
        files.write(folder / SESSION, f"{_WAITS}{act_id}".encode())


def waiting_lost(connection: Connection, folder: Path) -> bool:
    """Whether what waited for the practice's server is not all there; to be asked before anything is sent."""
    try:
        text = files.content(folder / SESSION).decode(errors="replace")
    except VaultError:
        return False
    mine = "SELECT 1 FROM waiting WHERE id = ?"
    return text.startswith(_WAITS) and connection.value(mine, (text.removeprefix(_WAITS),)) is None


def end(folder: Path) -> None:
    """Forget it: everything is in the main file."""
    with suppress(VaultError):
        files.remove(folder / SESSION)


@contextmanager
def exchanging(folder: Path, database: Database) -> Iterator[None]:
    """Let another file take the database's place: all is in it, and nothing beside it can be missing."""
    end(folder)
    try:
        yield
    finally:
        with suppress(VaultError), database.reading() as connection:
            if last := head(connection):
                begin(folder, last)


def begun(folder: Path) -> Anchor | None:
    """Give the entry of a session that did not close."""
    try:
        return read_anchor(files.content(folder / SESSION).decode(errors="replace"))
    except VaultError:
        return None


def has_side(folder: Path) -> bool:
    """Whether there is a side file; to be asked before the vault is opened, which makes one."""
    return (folder / f"{VAULT}-wal").exists()


def lost(connection: Connection, folder: Path, *, side: bool) -> bool:
    """Whether a session did not close, and not all that it kept is there."""
    anchor = begun(folder)
    if anchor is None:
        return False
    if connection.value("SELECT hex(hash) FROM audit WHERE seq = ?", (anchor.number,)) != anchor.hash.upper():
        return True
    return not side and connection.value(_LAST) != Act.LOCKED
