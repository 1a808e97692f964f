"""The practice's PostgreSQL server, spoken to by one room: it is asked for what is new, and given more.

What this machine cannot reach, or is not let in by, has one of the codes of `AWAY`: nothing is lost then.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import psycopg

from consult_app.store import practice_tables
from consult_app.store.address import secured
from consult_app.store.away import why_away
from consult_app.store.failure import failure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TURN = 0x436F6E73
"""The lock that whoever adds something holds: one after the other."""
PATIENCE_S = 3
"""So long a server that did not answer is not asked again."""
OLDEST = 150000
"""The oldest server that its tables and their guards were tried with: PostgreSQL 15."""
_AT_ONCE = 500
_CONNECTING = {
    "application_name": "consult",
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 6000,
}
# A room that falls asleep while it is its turn must not keep the others waiting.
_SETTINGS = (
    "SET synchronous_commit = on; SET idle_in_transaction_session_timeout = 10000; SET lock_timeout = 8000"
)
_NEWEST = (
    "SELECT g.last, s.last, l.last, e.number, e.generation, e.id::text, e.content"
    " FROM (SELECT max(number) AS last FROM consult.generation) g"
    " CROSS JOIN (SELECT coalesce(max(number), 0) AS last FROM consult.sheet) s"
    " CROSS JOIN (SELECT coalesce(max(number), 0) AS last FROM consult.entry) l"
    " LEFT JOIN (SELECT * FROM consult.entry WHERE number > %s ORDER BY number LIMIT %s) e ON true"
    " ORDER BY e.number"
)


class Kept(NamedTuple):
    """An entry as it lies on the server, without content where that was emptied of what was before."""

    number: int
    generation: int
    id: str
    content: bytes


class News(NamedTuple):
    """What a room does not have yet, at most some hundred entries, and which keys are in force.

    `last` is the number of the last entry of all.
    """

    generation: int
    sheet: int
    last: int
    entries: tuple[Kept, ...]


class Generation(NamedTuple):
    """All that was kept up to an entry, in one piece, as it begins under a data key."""

    number: int
    after: int
    parts: int
    content: bytes


class Server:
    """A connection that is made when it is needed, and made anew when it broke."""

    def __init__(self, address: str, password: str = "", store: str = "") -> None:
        """Speak of one practice alone, where its `store` is given, and while it is guarded against change."""
        self._address, self._password, self._store = address, password, store
        self._connection: psycopg.Connection[Any] | None = None
        self._not_before, self._why = 0.0, ""
        self._closed = False
        self._distrusted: dict[int, str] = {}

    def news(self, after: int) -> News:
        """Give what is new since an entry."""
        with self._speaking() as connection:
            return _news(connection, after)

    def holds(self, entry_id: str) -> bool:
        """Whether an entry arrived."""
        with self._speaking() as connection:
            row = connection.execute("SELECT 1 FROM consult.entry WHERE id = %s", (entry_id,)).fetchone()
        return row is not None

    def store(self) -> str:
        """Name the practice; empty where there is none yet."""
        with self._speaking() as connection:
            return _store(connection)

    def sheet(self) -> bytes:
        """Give the key file in force."""
        with self._speaking() as connection:
            newest = "SELECT content FROM consult.sheet ORDER BY number DESC LIMIT 1"
            row = connection.execute(newest).fetchone()
        if row is None:
            raise failure("server-altered")
        return bytes(row[0])

    def generation(self) -> Generation:
        """Give the newest generation."""
        with self._speaking() as connection:
            newest = (
                "SELECT number, after, parts, content FROM consult.generation ORDER BY number DESC LIMIT 1"
            )
            row = connection.execute(newest).fetchone()
        if row is None:
            raise failure("server-altered")
        return Generation(row[0], row[1], row[2], bytes(row[3]))

    def part(self, generation: int, number: int) -> bytes:
        """Give a piece of what a generation begins with."""
        with self._speaking() as connection:
            mine = "SELECT content FROM consult.part WHERE generation = %s AND number = %s"
            row = connection.execute(mine, (generation, number)).fetchone()
        if row is None:
            raise failure("server-altered")
        return bytes(row[0])

    @contextmanager
    def turn(self, after: int) -> Iterator[Turn]:
        """Take the turn to add something; nothing is added unless `commit` was called."""
        with self._speaking() as connection:
            connection.execute(f"BEGIN; SELECT pg_advisory_xact_lock({_TURN})".encode())
            try:
                yield Turn(connection, after)
            finally:
                if not connection.closed and connection.info.transaction_status:
                    connection.execute("ROLLBACK")

    @contextmanager
    def founding(self, store: str, role: str, password: str) -> Iterator[Turn]:
        """Make the tables and the role of the rooms, as the owner of the database, in one turn."""
        with self._speaking() as connection, connection.transaction():
            practice_tables.make(connection)
            practice_tables.make_role(connection, role, password)
            connection.execute("INSERT INTO consult.practice VALUES (%s, 1)", (store,))
            yield Turn(connection, 0)

    def take_back(self) -> None:
        """Take from the rooms, as the owner of the database, what older versions let them do."""
        with self._speaking() as connection:
            practice_tables.take_back(connection)

    def change_password(self, role: str, password: str) -> None:
        """Give the rooms' role another password, as the owner of the database."""
        with self._speaking() as connection, connection.transaction():
            practice_tables.change_password(connection, role, password)

    def take_password(self, password: str) -> None:
        """Come in with another password from now on."""
        self._password, self._not_before = password, 0.0
        self._drop()

    def take_address(self, address: str) -> None:
        """Go to another address from now on."""
        self._address, self._not_before = address, 0.0
        self._distrusted.clear()
        self._drop()

    def distrust(self, generation: int, why: str) -> None:
        """Remember why what begins with other keys there is not what this room's went on to."""
        self._distrusted[generation] = why

    def why_other(self, generation: int) -> str:
        """Tell, as a code, why the keys there are others than this room's."""
        return self._distrusted.get(generation, "keys-changed")

    def close(self) -> None:
        """Let go of the server for good."""
        self._closed = True
        self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @contextmanager
    def _speaking(self) -> Iterator[psycopg.Connection[Any]]:
        try:
            yield self._connected()
        except (psycopg.errors.UniqueViolation, psycopg.errors.RestrictViolation):
            raise failure("changed-elsewhere") from None
        except (psycopg.errors.DuplicateSchema, psycopg.errors.DuplicateTable):
            raise failure("server-taken") from None
        except (
            psycopg.errors.UndefinedTable,
            psycopg.errors.UndefinedColumn,
            psycopg.errors.InvalidSchemaName,
        ):
            raise failure("server-altered") from None
        except psycopg.errors.InsufficientPrivilege:
            raise failure("server-refused") from None
        except (
            psycopg.OperationalError,
            psycopg.InterfaceError,
            # Such as a session that the server ended because it had been idle in its turn.
            psycopg.InternalError,
        ) as error:
            self._drop()
            self._not_before = time.monotonic() + PATIENCE_S
            self._why = why_away(error, self._address)
            raise failure(self._why) from None

    def _connected(self) -> psycopg.Connection[Any]:
        if self._closed:
            raise failure("vault-missing")
        if self._connection is None or self._connection.closed:
            if time.monotonic() < self._not_before:
                # Not a try: whoever asks often must not put the next one off for ever.
                raise failure(self._why)
            given: dict[str, Any] = _CONNECTING | secured(self._address)
            if self._password:
                given["password"] = self._password
            connection = psycopg.connect(self._address, autocommit=True, **given)
            try:
                self._demand(connection)
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _demand(self, connection: psycopg.Connection[Any]) -> None:
        """Refuse a server that is too old, is not guarded, or holds another practice."""
        if connection.info.server_version < OLDEST:
            raise failure("server-old")
        connection.execute(_SETTINGS)
        if self._store:
            if _store(connection) != self._store:
                raise failure("server-altered")
            practice_tables.demand_guards(connection)


class Turn:
    """The one turn in which something can be added to the server."""

    def __init__(self, connection: psycopg.Connection[Any], after: int) -> None:
        self._connection = connection
        self.news = _news(connection, after)

    def more(self, after: int) -> News:
        """Give what comes behind an entry, where there was too much for one go."""
        return _news(self._connection, after)

    def take_time(self) -> None:
        """Keep the turn as long as it takes: a whole vault is copied in it."""
        self._connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")

    def empty(self) -> None:
        """Let go of all that was kept so far, as the owner of the database."""
        practice_tables.empty(self._connection)

    def add(self, number: int, generation: int, entry_id: str, content: bytes) -> None:
        """Add an entry."""
        new = "INSERT INTO consult.entry (number, generation, id, content) VALUES (%s, %s, %s, %b)"
        self._connection.execute(new, (number, generation, entry_id, content))

    def add_generation(self, generation: Generation, parts: Iterable[bytes]) -> None:
        """Add all in one piece, under another data key."""
        new = "INSERT INTO consult.generation (number, after, parts, content) VALUES (%s, %s, %s, %b)"
        self._connection.execute(new, generation)
        for number, part in enumerate(parts):
            piece = "INSERT INTO consult.part (generation, number, content) VALUES (%s, %s, %b)"
            self._connection.execute(piece, (generation.number, number, part))

    def add_sheet(self, number: int, content: bytes) -> None:
        """Add a key file, which is in force from then on."""
        new = "INSERT INTO consult.sheet (number, content) VALUES (%s, %b)"
        self._connection.execute(new, (number, content))

    def commit(self) -> None:
        """Keep it: on the server's disk when this returns."""
        self._connection.execute("COMMIT")


def _store(connection: psycopg.Connection[Any]) -> str:
    if not practice_tables.is_made(connection):
        return ""
    row = connection.execute("SELECT store FROM consult.practice").fetchone()
    return row[0] if row else ""


def _news(connection: psycopg.Connection[Any], after: int) -> News:
    rows = connection.execute(_NEWEST, (after, _AT_ONCE)).fetchall()
    entries = tuple(Kept(row[3], row[4], row[5], bytes(row[6])) for row in rows if row[3] is not None)
    return News(rows[0][0] or 0, rows[0][1], rows[0][2], entries)
