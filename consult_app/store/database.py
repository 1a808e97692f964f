"""One encrypted SQLite file: opened with a raw key, written in whole transactions, failing in our words."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol

import sqlcipher3.dbapi2 as sqlcipher

from consult_app.errors import VaultError
from consult_app.store import files
from consult_app.store.failure import failure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

_PRAGMAS = (
    "journal_mode = WAL",
    "busy_timeout = 2000",
    # One sync a transaction, and nothing acknowledged is lost when the power goes.
    "synchronous = FULL",
    # On macOS a plain sync does not reach the disk.
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    # Written over from its beginning before it outgrows what is reserved for it.
    "wal_autocheckpoint = 200",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "trusted_schema = OFF",
    "secure_delete = ON",
    # A temporary file would hold plain text.
    "temp_store = MEMORY",
)

_TORN = "PRAGMA writable_schema = ON"
"""With this, SQLite takes the pages that there are for all of them, and does not refuse the file."""

_OF_WRITERS = 1
"""So many at the beginning are for files that are written."""

_FAILURES = {
    3: "vault-read-only",  # SQLITE_PERM
    5: "in-use",  # SQLITE_BUSY
    6: "in-use",  # SQLITE_LOCKED
    8: "vault-read-only",  # SQLITE_READONLY
    9: "check-stopped",  # SQLITE_INTERRUPT: only a check is asked whether it is to go on
    10: "disk-refuses",  # SQLITE_IOERR, also of a quota that is used up
    13: "vault-full",  # SQLITE_FULL
    14: "vault-read-only",  # SQLITE_CANTOPEN; a missing file was noticed before
    26: "vault-damaged",  # SQLITE_NOTADB
    266: "vault-damaged",  # SQLITE_IOERR_READ
    522: "vault-damaged",  # SQLITE_IOERR_SHORT_READ
    1811: "already-sealed",  # SQLITE_CONSTRAINT_TRIGGER
}
_OF_STATEMENTS = (1, 19, 20)  # SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_MISMATCH
_NO_ROOM = ("vault-full", "vault-read-only", "disk-refuses", "disk-failing")
_READ = "BEGIN"
_WRITE = "BEGIN IMMEDIATE"
"""Writers take their turn at once: a reader that starts to write later could be refused half-way."""
_PROBE = 4096
_RESERVE = 1 << 20
_STEPS = 2000
"""So many steps of the engine, or pages in a check, go by before it is asked whether to go on."""


class Row(sqlcipher.Row):  # type: ignore[misc]  # the driver has no types
    """A row: its values by position, by name in brackets, and as attributes."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the column holds
        """Give a column's value."""
        try:
            return self[name]
        except IndexError:
            raise AttributeError(name) from None


class Rows(Protocol):
    """What a statement gives: read once, row by row or all at once."""

    rowcount: int
    lastrowid: int

    def __iter__(self) -> Iterator[Row]: ...

    def fetchone(self) -> Row | None:
        """Give the next row; None after the last."""
        ...

    def fetchall(self) -> list[Row]:
        """Give all rows that were not given yet."""
        ...


class Connection:
    """A transaction, to be asked in plain SQL; values go in as parameters and in no other way."""

    __slots__ = ("_raw",)

    def __init__(self, raw: Any) -> None:  # noqa: ANN401  the driver has no types
        self._raw = raw

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Rows:
        """Run a statement, with a value for each question mark."""
        rows: Rows = self._raw.execute(statement, values)
        return rows

    def execute_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each row of values."""
        self._raw.executemany(statement, rows)

    def value(self, statement: str, values: Sequence[Any] = ()) -> Any:  # noqa: ANN401  whatever stands there
        """Give the first value of the first row; None where there is no row."""
        row = self.execute(statement, values).fetchone()
        return None if row is None else row[0]

    def values(self, statement: str, values: Sequence[Any] = ()) -> list[Any]:
        """Give the first value of every row."""
        return [row[0] for row in self.execute(statement, values)]

    @contextmanager
    def while_wanted(self, is_wanted: Callable[[], bool]) -> Iterator[None]:
        """Ask again and again whether what runs here is to go on; "check-stopped" where it is not."""
        raw = self._raw
        raw.set_progress_handler(lambda: int(not is_wanted()), _STEPS)
        try:
            yield
        finally:
            raw.set_progress_handler(None, 0)

    def end(self) -> None:
        """Take no more: what came later would be in no transaction."""
        self._raw = None


class Behind(Protocol):
    """What was added to a database in a short way, and has its place in it before anybody looks."""

    @property
    def owed(self) -> bool:
        """Whether there may be such."""
        ...

    def fold(self, connection: Connection) -> None:
        """Put all of it in its place."""
        ...

    def folded(self) -> None:
        """Take it as being there, on disk."""
        ...


class Database:
    """An open database, for one thread. Everything raises VaultError, without the values written."""

    def __init__(
        self, path: Path, key: bytes, salt: bytes, *, fixed: bool = False, torn: bool = False
    ) -> None:
        """Open a file; a `fixed` one is only read, also where nothing can be written beside it.

        Of a `torn` one what is there is read, although it is shorter than it says of itself.
        """
        self._path, self._fixed, self._torn = path, fixed, torn
        self._key: str | None = key.hex() + salt.hex()
        self._raw: Any = None
        self._reserves = False
        self.behind: Behind | None = None
        self.writings = 0
        """How many times anything but an addition was begun."""

    def reading(self) -> AbstractContextManager[Connection]:
        """Read a consistent state, with all that was added."""
        try:
            self.settle()
        except VaultError as error:
            if self.behind is None or error.code not in _NO_ROOM:
                raise
            return self._as_settled(self.behind)
        return self._transaction(_READ)

    def writing(self) -> AbstractContextManager[Connection]:
        """Write all or nothing: on disk when the block was left without an error."""
        self.settle()
        self.writings += 1
        return self._transaction(_WRITE)

    def add(self, statement: str, values: Sequence[Any]) -> None:
        """Write one row of what is `behind` afterwards, on disk when this returns."""
        with self._translated():
            # Outside a transaction a statement is one by itself, and nothing is quicker.
            self._connected().execute(statement, values)

    def trying(self) -> AbstractContextManager[Connection]:
        """Write what is undone again when the block is left."""
        return self._transaction(_WRITE, keeping=False)

    def settle(self) -> None:
        """Put what was added in its place."""
        if self.behind is not None and self.behind.owed:
            with self._transaction(_WRITE) as connection:
                self.behind.fold(connection)
            self.behind.folded()

    def reserve(self) -> None:
        """Have room in the side file from now on: what is written over old bytes is on disk sooner.

        Where a file grows, the file system has to note that too. It also leaves room on a disk that fills up.
        """
        self._reserves = True
        with self._translated():
            self._fill_side()

    def checkpoint(self) -> None:
        """Move everything into the main file, so that a lost side file costs nothing."""
        with self._translated():
            self._connected().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._fill_side()

    def copy(self, path: Path, key: bytes, salt: bytes) -> None:
        """Write everything into an empty file under another key, on disk when this returns."""
        with self._translated():
            raw = self._connected()
            # The tables come in the order in which they were made, not in that of their references.
            raw.execute("PRAGMA foreign_keys = OFF")
            fresh = f"\"x'{key.hex()}{salt.hex()}'\""
            raw.execute(f"ATTACH DATABASE ? AS fresh KEY {fresh}", (str(path),))
            raw.execute("SELECT sqlcipher_export('fresh')").fetchall()
            for name in ("user_version", "application_id"):
                # The export leaves them out.
                [(number,)] = raw.execute(f"PRAGMA main.{name}").fetchall()
                raw.execute(f"PRAGMA fresh.{name} = {number:d}")
            raw.execute("DETACH DATABASE fresh")
        self._drop()
        files.sync(path)

    def duplicate(self, path: Path) -> None:
        """Write everything into an empty file under the same key, on disk when this returns."""
        with self._translated():
            self._connected().execute("VACUUM INTO ?", (str(path),))
        self._drop()
        files.sync(path)

    def adopt(self, path: Path, key: bytes, salt: bytes) -> None:
        """Put a copy in this file's place: from now on its key opens, and the one before opens nothing."""
        self.checkpoint()
        self._drop()
        # What an old side file holds would be taken for changes of the new file.
        for side in ("-wal", "-shm"):
            files.remove(self._path.with_name(self._path.name + side))
        files.move(path, self._path)
        self._key = key.hex() + salt.hex()

    def close(self) -> None:
        """Close for good and let go of the key."""
        self._key = None
        self._drop()

    @contextmanager
    def _transaction(self, beginning: str, *, keeping: bool = True) -> Iterator[Connection]:
        with self._translated():
            raw = self._connected()
            raw.execute(beginning)
            connection = Connection(raw)
            try:
                yield connection
                if keeping and beginning == _WRITE:
                    raw.execute("COMMIT")
            finally:
                connection.end()
                self._end(raw)

    @contextmanager
    def _as_settled(self, behind: Behind) -> Iterator[Connection]:
        """Read with all in its place where there is no room to put it there."""
        with self.trying() as connection:
            behind.fold(connection)
            yield connection

    def _fill_side(self) -> None:
        """Write zeros behind what stands in the side file, which mean nothing to the engine."""
        if not self._reserves:
            return
        raw = self._connected()
        # Nobody else writes there meanwhile.
        raw.execute(_WRITE)
        try:
            files.extend(self._path.with_name(f"{self._path.name}-wal"), _RESERVE)
        finally:
            raw.execute("ROLLBACK")

    def _end(self, raw: Any) -> None:  # noqa: ANN401  the driver has no types
        """End a transaction that was only read, or was not kept."""
        try:
            raw.rollback()
        except sqlcipher.Error:
            # What could not even be undone is undone by whoever opens the file next.
            self._drop()

    def _connected(self) -> sqlcipher.Connection:
        """Give the one connection, outside a transaction; opened at the first use, and after a failure."""
        if self._raw is None:
            self._raw = self._connect()
        elif self._raw.in_transaction:
            raise sqlcipher.ProgrammingError("one transaction within another")
        return self._raw

    def _drop(self) -> None:
        raw, self._raw = self._raw, None
        if raw is not None:
            raw.close()

    def _connect(self) -> sqlcipher.Connection:
        if self._key is None:
            raise failure("vault-missing")
        # `rw`: a missing file is not made anew.
        mode = "mode=ro&immutable=1" if self._fixed else "mode=rw"
        connection = sqlcipher.connect(
            f"{self._path.absolute().as_uri()}?{mode}", uri=True, isolation_level=None
        )
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            # A raw key: a passphrase in this place could be taken for one.
            connection.execute(f"PRAGMA key = \"x'{self._key}'\"")
            if self._torn:
                # Before the others: they would read the file.
                connection.execute(_TORN)
            for pragma in _PRAGMAS[self._fixed and _OF_WRITERS :]:
                connection.execute(f"PRAGMA {pragma}")
        except sqlcipher.Error:
            connection.close()
            raise
        connection.row_factory = Row
        return connection

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlcipher.ProgrammingError:
            # A mistake of ours, such as a use from another thread: the world did nothing wrong.
            raise
        except sqlcipher.Error as error:
            # After one failure a connection may go on complaining: the next use opens a fresh one.
            self._drop()
            code = _code(error)
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


def is_refusal(error: Any) -> bool:  # noqa: ANN401  the driver has no types
    """Whether a statement is refused for what it says, and not for the sake of a disk or another reader."""
    number = getattr(error, "sqlite_errorcode", 0)
    return number & 0xFF in _OF_STATEMENTS


def _code(error: Any) -> str:  # noqa: ANN401  the driver has no types
    number = getattr(error, "sqlite_errorcode", 0)
    return _FAILURES.get(number) or _FAILURES.get(number & 0xFF, "vault-damaged")
