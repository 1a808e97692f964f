"""Whether a file is the database of this vault, and not something that merely stands in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult_app.store.failure import failure, files_translated
from consult_app.store.site import KEYS, SPARE_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from consult_app.store.database import Connection

APPLICATION_ID = 0x436F6E73


def demand_file(path: Path) -> None:
    """Refuse what SQLite would silently take for a new database."""
    with files_translated():
        if not path.exists():
            left = any(path.with_name(each).exists() for each in (KEYS, SPARE_KEYS))
            raise failure("vault-gone" if left else "vault-missing")
        # Of a pipe or a device the engine would wait for bytes, or read them without end.
        if any(each.exists() and not each.is_file() for each in (path, *_beside(path))):
            raise failure("vault-foreign")
        if path.stat().st_size == 0:
            raise failure("vault-empty")


def _beside(path: Path) -> Iterator[Path]:
    """Name the files that the engine keeps beside a database."""
    return (path.with_name(f"{path.name}{end}") for end in ("-wal", "-shm", "-journal"))


def demand_own(connection: Connection, store: str) -> None:
    """Refuse a database that is not the one of these keys."""
    if connection.value("PRAGMA application_id") != APPLICATION_ID:
        raise failure("vault-foreign")
    if connection.value("SELECT store FROM meta") != store:
        raise failure("vault-foreign")
