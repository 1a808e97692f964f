"""All of a vault in one piece on the practice's server, as a generation of keys begins; and back."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from consult_app.errors import VaultError
from consult_app.store import files
from consult_app.store.database import Database
from consult_app.store.failure import failure, files_translated
from consult_app.store.practice_log import Cipher, Position
from consult_app.store.replica import Room, demand_room, put_room
from consult_app.store.server import Generation
from consult_app.store.waiting import Own, put_own

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from consult_app.domain.audit import Anchor
    from consult_app.store.database import Connection
    from consult_app.store.keyring import Keys
    from consult_app.store.server import Server, Turn

_NOTHING = Own()
_PART_BYTES = 4 * 1024 * 1024


class _Whole(msgspec.Struct, frozen=True):
    """What the pieces have to give, and the digest of all entries before."""

    length: int
    sha256: str
    digest: bytes


def add(turn: Turn, path: Path, keys: Keys, position: Position) -> None:
    """Put a closed database on the server, as what a generation begins with."""
    with files_translated(), path.open("rb") as file:
        whole = _Whole(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest(), position.digest)
    content = Cipher(keys).locked(msgspec.msgpack.encode(whole), _place(position.generation, position.number))
    parts = -(-whole.length // _PART_BYTES)
    turn.add_generation(Generation(position.generation, position.number, parts, content), _parts(path))


def begin_generation(  # noqa: PLR0913 - whose turn it is, and what everybody gets
    turn: Turn, old: Position, fresh: Path, keys: Keys, sheet: int, *, emptied: bool
) -> Position:
    """Let a copy of a room as it is in this turn, under new keys, be what everybody has from now on.

    Where it is `emptied`, by the owner of the server's database, nothing stays there of what was before.
    """
    position = Position(old.number, old.digest, old.generation + 1)
    database = Database(fresh, *keys.of_database)
    try:
        with database.writing() as connection:
            put_room(connection, demand_room(connection)._replace(generation=position.generation))
        database.checkpoint()
    finally:
        database.close()
    if emptied:
        turn.empty()
    add(turn, fresh, keys, position)
    turn.add_sheet(sheet + 1, keys.written())
    turn.commit()
    return position


def fetch(server: Server, keys: Keys, path: Path) -> Position:
    """Write the newest generation into a file, on disk when this returns; "server-altered"."""
    newest = server.generation()
    place = _place(newest.number, newest.after)
    try:
        whole = msgspec.msgpack.decode(Cipher(keys).unlocked(newest.content, place), type=_Whole)
    except msgspec.DecodeError:
        raise failure("server-altered") from None
    files.make_empty(path)
    digest = hashlib.sha256()
    with files_translated(), path.open("wb") as file:
        for number in range(newest.parts):
            part = server.part(newest.number, number)
            digest.update(part)
            file.write(part)
    files.sync(path)
    if digest.hexdigest() != whole.sha256:
        raise failure("server-altered")
    return Position(newest.after, whole.digest, newest.number)


def destroyed(path: Path, keys: Keys, ours: Anchor | None) -> list[str]:
    """Name the patients who were destroyed, as a fetched file has them.

    "server-altered" where its log is not one that went on from what was the last entry here.
    """
    database = Database(path, *keys.of_database)
    try:
        with database.reading() as connection:
            if ours and _hash_of(connection, ours.number) != ours.hash:
                raise failure("server-altered")
            # One that an older program wrote may not have the table.
            there = connection.value("SELECT 1 FROM sqlite_master WHERE name = 'destroyed'")
            return connection.values("SELECT patient FROM destroyed") if there else []
    except VaultError as error:
        raise failure("server-altered") if error.code == "vault-damaged" else error from None
    finally:
        database.close()


def _hash_of(connection: Connection, number: int) -> str:
    kept = connection.value("SELECT hash FROM audit WHERE seq = ?", (number,))
    return kept.hex() if kept else ""


def settle_in(path: Path, keys: Keys, address: str, position: Position, own: Own = _NOTHING) -> Room:
    """Make a fetched file this room's, with its `own`; `address` is how this machine reaches the server."""
    database = Database(path, *keys.of_database)
    try:
        with database.writing() as connection:
            room = demand_room(connection)
            room = Room(
                address, room.user, room.password, position.number, position.digest, position.generation
            )
            put_room(connection, room)
            put_own(connection, own)
        database.checkpoint()
    except VaultError as error:
        raise failure("server-altered") if error.code == "vault-damaged" else error from None
    finally:
        database.close()
    return room


def _parts(path: Path) -> Iterator[bytes]:
    with files_translated(), path.open("rb") as file:
        while part := file.read(_PART_BYTES):
            yield part


def _place(generation: int, after: int) -> str:
    return f"generation {generation} after {after}"
