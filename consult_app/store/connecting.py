"""A vault moved to the practice's server, or a machine that joins the practice there.

The server is given everything, and what it then holds is read back and compared, row by row, before the vault
here is changed. That is one rename: at every moment the folder holds a vault that opens.
"""

from __future__ import annotations

import secrets
from contextlib import closing
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from consult_app.errors import VaultError
from consult_app.store import deltas, files, key_files, keyring, practice_copy
from consult_app.store.address import as_user, plain
from consult_app.store.checking import check
from consult_app.store.database import Database
from consult_app.store.failure import failure
from consult_app.store.identity import demand_own
from consult_app.store.migrations import STEPS
from consult_app.store.practice_log import BEGINNING, Position
from consult_app.store.replica import OWN_TABLES, Replica, Room, put_room, room_of
from consult_app.store.server import Server
from consult_app.store.site import KEYS, LOCK, NEXT_VAULT, SPARE_KEYS, VAULT, exists
from consult_app.store.tries import Tries

if TYPE_CHECKING:
    from pathlib import Path

    from consult_app.store.database import Connection
    from consult_app.store.keyring import Keys
    from consult_app.store.site import Site

_FIRST = Position(0, BEGINNING, 1)


@dataclass(frozen=True, slots=True)
class Connected:
    """What came of it: how many rows were compared and how many entries of the log walked.

    `before` is the file that the vault was in until now, none for a machine that joined.
    """

    rows: int
    entries: int
    before: str = ""


def practice_of(address: str, password: str = "") -> str:
    """Name the practice that a server's database holds; empty where it holds none."""
    server = Server(plain(address), password)
    try:
        return server.store()
    finally:
        server.close()


def move(site: Site, keys: Keys, address: str, password: str = "") -> Connected:
    """Move this machine's vault to an empty database, whose owner's address it is.

    Cut short, the vault here is as it was, and it can be done again. "server-taken", "practice-connected",
    "practice-there".
    """
    server, there = Server(plain(address), password), ""
    fresh = site.folder / NEXT_VAULT
    try:
        with files.only_one(site.folder / LOCK):
            _demand_alone(site, keys)
            there = server.store()
            if there not in {"", keys.ring.store}:
                raise failure("server-taken")
            give = _give_again if there else _give
            give(site, keys, server, plain(address), fresh)
            return _switch(site, keys, server, plain(address), fresh)
    except VaultError as error:
        # What was given just now is the same, unless something is wrong; what was there need not be.
        raise failure("practice-there") if error.code == "copy-differs" and there else error from None
    finally:
        server.close()
        key_files.forget_next(site.folder)


def join(site: Site, passphrase: str, user: str, address: str, password: str = "") -> Connected:
    """Let this machine be another room of a practice, whose `user` is named by name or id.

    "server-empty", "vault-exists", "passphrase-wrong".
    """
    server = Server(plain(address), password)
    files.make_folder(site.folder)
    fresh = site.folder / NEXT_VAULT
    try:
        with files.only_one(site.folder / LOCK):
            if exists(site.folder):
                raise failure("vault-exists")
            if not server.store():
                raise failure("server-empty")
            server.take_back()
            sheet = server.sheet()
            keys = _opened(site, sheet, passphrase, user)
            rows, entries = _fetched(server, keys, plain(address), fresh)
            # The spare copy first, as when a vault is set up.
            files.write(site.folder / SPARE_KEYS, keys.written())
            files.move(fresh, site.folder / VAULT)
            files.write(site.folder / KEYS, keys.written())
            return Connected(rows, entries)
    finally:
        server.close()
        key_files.forget_next(site.folder)


def _opened(site: Site, sheet: bytes, passphrase: str, user: str) -> Keys:
    """Open the server's key file; a wrong try makes the next one wait, as when a vault is unlocked."""
    user_id = key_files.id_of(user, keyring.ring_of(sheet).names)
    with Tries(site).counting(user_id):
        return keyring.open_by_passphrase(sheet, passphrase, user_id, site.cost, site.machine)


def _demand_alone(site: Site, keys: Keys) -> None:
    """Refuse a vault that has a server, is of an older schema, or whose log is not whole."""
    database = Database(site.folder / VAULT, *keys.of_database)
    with closing(database), database.writing() as connection:
        demand_own(connection, keys.ring.store)
        if room_of(connection) is not None:
            raise failure("practice-connected")
        if connection.value("PRAGMA user_version") != len(STEPS):
            raise failure("log-not-begun")
        # What waits since a crash goes to the server in its place.
        deltas.fold_any(connection)
        if not check(connection, keys.ring).sound:
            raise failure("log-unsound")


def _give(site: Site, keys: Keys, server: Server, address: str, fresh: Path) -> None:
    """Give everything to the server, all or nothing."""
    role, password = f"consult_{secrets.token_hex(4)}", secrets.token_urlsafe(24)
    _copy(site, keys, fresh, Room(address, role, password, _FIRST.number, _FIRST.digest, _FIRST.generation))
    with server.founding(keys.ring.store, role, password) as turn:
        practice_copy.add(turn, fresh, keys, _FIRST)
        turn.add_sheet(1, keys.written())


def _give_again(site: Site, keys: Keys, server: Server, address: str, fresh: Path) -> None:
    """Give everything anew where that was cut short, and the vault here went on since."""
    news = server.news(0)
    if news.last:
        return
    position = practice_copy.fetch(server, keys, fresh)
    room = practice_copy.settle_in(fresh, keys, address, position)
    room = room._replace(generation=room.generation + 1)
    _copy(site, keys, fresh, room)
    with server.turn(0) as turn:
        practice_copy.add(turn, fresh, keys, room.position)
        turn.add_sheet(news.sheet + 1, keys.written())
        turn.commit()


def _copy(site: Site, keys: Keys, fresh: Path, room: Room) -> None:
    """Copy the vault here, as one that belongs to a practice's server."""
    files.make_empty(fresh)
    with closing(Database(site.folder / VAULT, *keys.of_database)) as database:
        database.duplicate(fresh)
    with closing(Database(fresh, *keys.of_database)) as copy:
        with copy.writing() as connection:
            put_room(connection, room)
        copy.checkpoint()


def _switch(site: Site, keys: Keys, server: Server, address: str, fresh: Path) -> Connected:
    """Read back what the server holds, compare it with the vault here, and put it in its place."""
    newest = keyring.open_by_data_key(server.sheet(), keys.data_key)
    _, entries = _fetched(server, newest, address, fresh)
    rows = _compare(site.folder / VAULT, fresh, keys)
    before = f"{VAULT}.before-{site.now():%Y%m%d-%H%M%S}"
    with closing(Database(site.folder / VAULT, *keys.of_database)) as old:
        old.checkpoint()
        # What was cut short within this second left a second name.
        files.remove(site.folder / before)
        files.same(site.folder / VAULT, site.folder / before)
        old.adopt(fresh, *keys.of_database)
    key_files.keep(site.folder, newest)
    return Connected(rows, entries, before)


def _fetched(server: Server, keys: Keys, address: str, fresh: Path) -> tuple[int, int]:
    """Fetch all of a practice into a file, and walk its log; gives its rows, and the log's entries."""
    position = practice_copy.fetch(server, keys, fresh)
    room = practice_copy.settle_in(fresh, keys, address, position)
    rooms_own = Server(as_user(address, room.user), room.password, keys.ring.store)
    with closing(Replica(fresh, keys, rooms_own)) as replica:
        replica.catch_up()
        with replica.alone() as connection:
            checked = check(connection, keys.ring)
            rows = sum(_count(connection, each) for each in _tables(connection))
        replica.checkpoint()
    if not checked.sound:
        raise failure("server-altered")
    return rows, checked.entries


def _compare(ours: Path, theirs: Path, keys: Keys) -> int:
    """Compare every row of two databases; gives how many there are. "copy-differs"."""
    rows = 0
    with (
        closing(Database(ours, *keys.of_database)) as mine,
        closing(Database(theirs, *keys.of_database)) as other,
        mine.reading() as here,
        other.reading() as there,
    ):
        tables = _tables(here)
        if tables != _tables(there):
            raise failure("copy-differs")
        for table in tables:
            pairs = zip_longest(here.execute(_all(table)), there.execute(_all(table)))
            for one, two in pairs:
                if one is None or two is None or tuple(one) != tuple(two):
                    raise failure("copy-differs")
                rows += 1
    return rows


def _tables(connection: Connection) -> list[str]:
    """Name the tables that all rooms have."""
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    return sorted(set(connection.values(named)) - set(OWN_TABLES))


def _count(connection: Connection, table: str) -> int:
    return int(connection.value(f"SELECT count(*) FROM {table}"))  # noqa: S608 - our own names


def _all(table: str) -> str:
    return f"SELECT * FROM {table}"  # noqa: S608 - as above
