"""One encrypted SQLite file: opened with a raw key, written in whole transactions, failing in our words."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError, ProgrammingError

from consult_app.errors import VaultError
from consult_app.store import files
from consult_app.store.failure import failure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

_PRAGMAS = (
    "journal_mode = WAL",
    "busy_timeout = 2000",
    # One sync a transaction, and nothing acknowledged is lost when the power goes.
    "synchronous = FULL",
    # On macOS a plain sync does not reach the disk.
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "trusted_schema = OFF",
    "secure_delete = ON",
    # A temporary file would hold plain text.
    "temp_store = MEMORY",
)

_OF_WRITERS = 1
"""So many at the beginning are for files that are written."""

_FAILURES = {
    3: "vault-read-only",  # SQLITE_PERM
    5: "in-use",  # SQLITE_BUSY
    6: "in-use",  # SQLITE_LOCKED
    8: "vault-read-only",  # SQLITE_READONLY
    10: "disk-refuses",  # SQLITE_IOERR, also of a quota that is used up
    13: "vault-full",  # SQLITE_FULL
    14: "vault-read-only",  # SQLITE_CANTOPEN; a missing file was noticed before
    26: "vault-damaged",  # SQLITE_NOTADB
    266: "vault-damaged",  # SQLITE_IOERR_READ
    522: "vault-damaged",  # SQLITE_IOERR_SHORT_READ
    1811: "already-sealed",  # SQLITE_CONSTRAINT_TRIGGER
}


_PROBE = 4096


class Database:
    """An open database, for one thread. Everything raises VaultError, without the values written."""

    def __init__(self, path: Path, key: bytes, salt: bytes, *, fixed: bool = False) -> None:
        """Open a file; a `fixed` one is only read, also where nothing can be written beside it."""
        self._path, self._fixed = path, fixed
        self._key: str | None = key.hex() + salt.hex()
        self._engine = create_engine(
            "sqlite://",
            module=sqlcipher,
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=1,
            max_overflow=0,
            hide_parameters=True,
        )
        event.listen(self._engine, "begin", _begin)
        self._writer = self._engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read a consistent state."""
        with self._translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write all or nothing: on disk when the block was left without an error."""
        with self._translated(), self._writer.begin() as connection:
            yield connection

    def checkpoint(self) -> None:
        """Move everything into the main file, so that a lost side file costs nothing."""
        with self._translated(), self._engine.connect() as connection:
            cursor = connection.connection.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()

    def copy(self, path: Path, key: bytes, salt: bytes) -> None:
        """Write everything into an empty file under another key, on disk when this returns."""
        with self._translated(), self._engine.connect() as connection:
            cursor = connection.connection.cursor()
            # The tables come in the order in which they were made, not in that of their references.
            cursor.execute("PRAGMA foreign_keys = OFF")
            fresh = f"\"x'{key.hex()}{salt.hex()}'\""
            cursor.execute(f"ATTACH DATABASE ? AS fresh KEY {fresh}", (str(path),))
            cursor.execute("SELECT sqlcipher_export('fresh')").fetchall()
            for name in ("user_version", "application_id"):
                # The export leaves them out.
                [(number,)] = cursor.execute(f"PRAGMA main.{name}").fetchall()
                cursor.execute(f"PRAGMA fresh.{name} = {number:d}")
            cursor.execute("DETACH DATABASE fresh")
            cursor.close()
        self._engine.dispose()
        files.sync(path)

    def duplicate(self, path: Path) -> None:
        """Write everything into an empty file under the same key, on disk when this returns."""
        with self._translated(), self._engine.connect() as connection:
            cursor = connection.connection.cursor()
            cursor.execute("VACUUM INTO ?", (str(path),))
            cursor.close()
        self._engine.dispose()
        files.sync(path)

    def adopt(self, path: Path, key: bytes, salt: bytes) -> None:
        """Put a copy in this file's place: from now on its key opens, and the one before opens nothing."""
        self.checkpoint()
        self._engine.dispose()
        # What an old side file holds would be taken for changes of the new file.
        for side in ("-wal", "-shm"):
            files.remove(self._path.with_name(self._path.name + side))
        files.move(path, self._path)
        self._key = key.hex() + salt.hex()

    def close(self) -> None:
        """Close for good and let go of the key."""
        self._key = None
        self._engine.dispose()

    def _connect(self) -> sqlcipher.Connection:
        if self._key is None:
            raise failure("vault-missing")
        # `rw`: a missing file is not made anew.
        mode = "mode=ro&immutable=1" if self._fixed else "mode=rw"
        connection = sqlcipher.connect(f"{self._path.as_uri()}?{mode}", uri=True, isolation_level=None)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            # A raw key: a passphrase in this place could be taken for one.
            connection.execute(f"PRAGMA key = \"x'{self._key}'\"")
            for pragma in _PRAGMAS[self._fixed and _OF_WRITERS :]:
                connection.execute(f"PRAGMA {pragma}")
        except sqlcipher.Error:
            connection.close()
            raise
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (ProgrammingError, sqlcipher.ProgrammingError):
            # A mistake of ours, such as a use from another thread: the world did nothing wrong.
            raise
        except (DBAPIError, sqlcipher.Error) as error:
            # After one failure a connection may go on complaining: the next use opens a fresh one.
            self._engine.dispose()
            # What goes past SQLAlchemy, such as walking the log, fails in the driver's own words.
            code = _code(error.orig if isinstance(error, DBAPIError) else error)
            raise failure(self._refusal() if code == "disk-refuses" else code) from None

    def _refusal(self) -> str:
        """Ask the file system what it has against being written: SQLite tells no more than that it has."""
        probe = self._path.with_name(f"{self._path.name}.probe")
        try:
            files.write(probe, bytes(_PROBE))
        except VaultError as error:
            return error.code
        finally:
            for each in (probe, probe.with_name(f"{probe.name}.new")):
                with suppress(VaultError):
                    files.remove(each)
        # A quota, or a limit for one file, has room for so little.
        return "vault-full"


def _begin(connection: Connection) -> None:
    """Writers take their turn at once: a reader that starts to write later could be refused half-way."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _code(error: Any) -> str:  # noqa: ANN401  the driver has no types
    number = getattr(error, "sqlite_errorcode", 0)
    return _FAILURES.get(number) or _FAILURES.get(number & 0xFF, "vault-damaged")
