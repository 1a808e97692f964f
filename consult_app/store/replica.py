"""A room's own copy of the practice's vault: read here, and changed only together with the server.

A transaction runs here first, after all that others did. What it changed goes to the server, and only when
that has it on disk is it kept here. Cut short at any moment, the next look brings what the server has.
"""

from __future__ import annotations

import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlcipher3.dbapi2 as sqlcipher

from consult_app.errors import VaultError
from consult_app.store import words
from consult_app.store.away import AWAY
from consult_app.store.chain import head
from consult_app.store.database import Connection, Database, is_refusal
from consult_app.store.destroying import traces
from consult_app.store.failure import failure
from consult_app.store.migrations import SEARCHED, STEPS, migrate
from consult_app.store.practice_log import Cipher, Position, Said, Told
from consult_app.store.schema import DESTROYED
from consult_app.store.waiting import own, put_own

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from consult_app.store.database import Rows
    from consult_app.store.keyring import Keys
    from consult_app.store.server import Kept, News, Server, Turn

_TABLES = (
    """CREATE TABLE room (
        address TEXT NOT NULL, user TEXT NOT NULL, password TEXT NOT NULL,
        number INTEGER NOT NULL, digest BLOB NOT NULL, generation INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE waiting (
        place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, actor TEXT NOT NULL,
        action TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL, body TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE unfinished (user TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)
_STILL_READ = (*AWAY, "room-behind")
"""Why what this room has is read without what is newest."""
OWN_TABLES = ("room", "waiting", "unfinished")
"""What each room has for itself, and the practice does not."""
_MOVED = "UPDATE room SET number = ?, digest = ?, generation = ?"
_CHANGES = ("INSERT", "UPDATE", "DELETE")


class Room(NamedTuple):
    """How a room reaches its practice's server, and how far it has read."""

    address: str
    user: str
    password: str
    number: int
    digest: bytes
    generation: int

    @property
    def position(self) -> Position:
        """How far it has read."""
        return Position(self.number, self.digest, self.generation)


def room_of(connection: Connection) -> Room | None:
    """Give how a vault belongs to a practice with a server; nothing for one that is this machine's alone."""
    if connection.value("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'room'") is None:
        return None
    [room] = connection.execute("SELECT * FROM room")
    return Room(*room)


def demand_room(connection: Connection) -> Room:
    """Give how a vault belongs to its practice; "vault-damaged" where it has to and does not."""
    room = room_of(connection)
    if room is None:
        raise failure("vault-damaged")
    return room


def put_room(connection: Connection, room: Room) -> None:
    """Let a vault belong to a practice with a server from now on."""
    if room_of(connection) is None:
        for statement in _TABLES:
            connection.execute(statement)
    connection.execute("DELETE FROM room")
    connection.execute("INSERT INTO room VALUES (?, ?, ?, ?, ?, ?)", room)


class _Heard(Connection):
    """A transaction of which the statements that changed anything are noted."""

    __slots__ = ("said",)

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.said: list[Said] = []

    def execute(self, statement: str, values: Sequence[Any] = ()) -> Rows:
        """Run a statement."""
        _forget_own(self._raw, statement, values)
        rows = super().execute(statement, values)
        self._note(statement, list(values), many=False)
        return rows

    def execute_many(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a statement once for each row of values."""
        self._raw.execute_many(statement, rows)
        self._note(statement, [list(row) for row in rows], many=True)

    def _note(self, statement: str, values: list[Any], *, many: bool) -> None:
        if statement.lstrip()[:6].upper() in _CHANGES:
            self.said.append(Said(statement, values, many))


def _forget_own(connection: Connection, statement: str, values: Sequence[Any]) -> None:
    """Drop what this room alone has about a patient who is about to be destroyed, here or elsewhere."""
    if statement == DESTROYED.insert:
        patient = values[DESTROYED.columns.index("patient")]
        put_own(connection, own(connection).without(traces(connection, (patient,))))


class Replica(Database):
    """An open copy of the practice's vault, for one thread. Everything raises VaultError.

    `entry_id` names the next entry, so that whoever tries again can ask whether it arrived; `taken` counts
    those that others made, and `sheet` is the number of the key file in force.
    """

    def __init__(self, path: Path, keys: Keys, server: Server) -> None:
        super().__init__(path, *keys.of_database)
        self.server = server
        self.entry_id = ""
        self.sheet = 0
        self.taken = 0
        self._left = False
        self._leaving: Connection | None = None
        self._cipher = Cipher(keys)
        with super().reading() as connection:
            self.position = demand_room(connection).position

    @contextmanager
    def leaving(self) -> Iterator[Connection]:
        """Do all that is done inside at once, here alone; from then on there is no server."""
        with super().writing() as connection:
            self._left, self._leaving = True, connection
            try:
                yield connection
                for table in OWN_TABLES:
                    connection.execute(f"DROP TABLE {table}")
            except BaseException:
                self._left = False
                raise
            finally:
                self._leaving = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read a consistent state: the newest one, if the server can be asked."""
        if self._left:
            with self.alone() as connection:
                yield connection
            return
        try:
            self.catch_up()
        except VaultError as error:
            if error.code not in _STILL_READ:
                raise
        with super().reading() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write all or nothing: on the server's disk, and then on this one's, when the block was left."""
        if self._left:
            with self.apart() as connection:
                yield connection
            return
        entry_id, self.entry_id = self.entry_id or str(uuid.uuid4()), ""
        with self.server.turn(self.position.number) as turn:
            self.follow(turn)
            with super().writing() as connection:
                heard = _Heard(connection)
                try:
                    yield heard
                finally:
                    heard.end()
                if not heard.said:
                    return
                last = head(connection)
                content = self._cipher.sealed(Told(str(last), heard.said), self.position, entry_id)
                turn.add(self.position.number + 1, self.position.generation, entry_id, content)
                moved = self.position.after(content)
                self._move(connection, moved)
                turn.commit()
        self.position = moved

    @contextmanager
    def apart(self) -> Iterator[Connection]:
        """Write what is this room's alone."""
        if self._leaving is not None:
            yield self._leaving
            return
        with super().writing() as connection:
            yield connection

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Read what this room has, without asking the server."""
        if self._leaving is not None:
            yield self._leaving
            return
        with super().reading() as connection:
            yield connection

    def catch_up(self) -> bool:
        """Take in what others did; gives whether there was anything. "server-gone", "keys-changed"."""
        moved = False
        while self._take(self.server.news(self.position.number)):
            moved = True
        return moved

    def follow(self, turn: Turn) -> None:
        """Take in all that others did until this turn, in which nobody else does anything."""
        news = turn.news
        while self._take(news):
            news = turn.more(self.position.number)

    def bring_schema(self) -> None:
        """Bring the schema up to date, in this room and, unless another was first, in all others."""
        with super().reading() as connection:
            newest = connection.value("PRAGMA user_version") == len(STEPS)
        if newest:
            return
        with self.server.turn(self.position.number) as turn:
            self.follow(turn)
            with super().writing() as connection:
                before = migrate(connection)
                if before == len(STEPS):
                    return
                heard = _Heard(connection)
                if before < SEARCHED:
                    words.complete(heard)
                entry_id = str(uuid.uuid4())
                told = Told(str(head(connection)), heard.said, len(STEPS))
                content = self._cipher.sealed(told, self.position, entry_id)
                turn.add(self.position.number + 1, self.position.generation, entry_id, content)
                moved = self.position.after(content)
                self._move(connection, moved)
                turn.commit()
        self.position = moved

    def demand_schema(self) -> None:
        """Refuse a copy with which this program cannot work: "vault-too-new", "room-ahead", "vault-damaged".

        What is older is brought up to date in all rooms at once, which takes the server.
        """
        with self.alone() as connection:
            if connection.value("PRAGMA user_version") < len(STEPS):
                raise failure("room-ahead")
            migrate(connection)

    def rekeyed(self, keys: Keys, position: Position) -> None:
        """Follow a change of the data key that this room made."""
        self._cipher, self.position = Cipher(keys), position

    def close(self) -> None:
        """Close for good."""
        super().close()
        self.server.close()

    def _take(self, news: News) -> bool:
        """Do here what others did, whole entries or nothing; gives whether there was anything."""
        self.sheet = news.sheet
        deleted = False
        mine = [each for each in news.entries if each.number > self.position.number]
        if news.last < self.position.number:
            raise failure("server-behind")
        if news.generation != self.position.generation:
            raise failure(self.server.why_other(news.generation))
        if not mine:
            return False
        with super().writing() as connection:
            position = self.position
            for each in mine:
                said = self._repeat(connection, each, position)
                deleted = deleted or any(one.statement.startswith("DELETE") for one in said)
                position = position.after(each.content)
            self._move(connection, position)
        self.position = position
        self.taken += len(mine)
        if deleted:
            # Until then what was deleted elsewhere would stand in the side file.
            self.checkpoint()
        return True

    def _repeat(self, connection: Connection, kept: Kept, position: Position) -> list[Said]:
        told = self._cipher.opened(kept.content, position, kept.id)
        if told.schema > len(STEPS):
            raise failure("room-behind")
        try:
            if told.schema:
                migrate(connection, told.schema)
            for each in told.said:
                _forget_own(connection, each.statement, each.values)
                run = connection.execute_many if each.many else connection.execute
                run(each.statement, each.values)
        except sqlcipher.Error as error:
            if is_refusal(error):
                raise failure("copy-differs") from None
            raise
        if str(head(connection)) != told.head:
            raise failure("copy-differs")
        return told.said

    @staticmethod
    def _move(connection: Connection, position: Position) -> None:
        connection.execute(_MOVED, (position.number, position.digest, position.generation))
