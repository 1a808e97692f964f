"""Into the vault of a practice with a server: with what is newest there, or with what this machine has."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from consult_app.domain.audit import Act
from consult_app.errors import VaultError
from consult_app.store import interrupted, key_files, keyring, outside, practice_copy, signers
from consult_app.store.address import as_user, is_open
from consult_app.store.away import AWAY, OTHERS
from consult_app.store.chain import append, head
from consult_app.store.destroying import traces
from consult_app.store.entering import enter
from consult_app.store.failure import failure
from consult_app.store.practice_log import Cipher
from consult_app.store.replica import Replica, demand_room
from consult_app.store.room_staff import RoomStaff
from consult_app.store.room_vault import RoomVault
from consult_app.store.rows import utc
from consult_app.store.server import Server
from consult_app.store.site import NEXT_VAULT, VAULT
from consult_app.store.waiting import own

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import ExitStack

    from consult_app.store.database import Database
    from consult_app.store.keyring import Keys
    from consult_app.store.replica import Room
    from consult_app.store.server import News
    from consult_app.store.site import Site


def open_room(  # noqa: PLR0913, PLR0917 - what is opened, by whom and how
    site: Site,
    database: Database,
    keys: Keys,
    keys_from: Callable[[bytes], Keys],
    user_id: str,
    held: ExitStack,
    act: Act,
) -> RoomVault:
    """Open this room's copy, after it got what is new."""
    with database.reading() as connection:
        room = demand_room(connection)
        lost = interrupted.waiting_lost(connection, site.folder)
    server = Server(as_user(room.address, room.user), room.password, keys.ring.store)
    held.callback(server.close)
    sheet = b""
    with _going_on_alone(act):
        newest = server.sheet()
        with _told_if_removed(keys, user_id, newest):
            keys = _newest_keys(site, database, keys, keys_from, room, server, newest)
        sheet = newest
    database.close()
    replica = Replica(site.folder / VAULT, keys, server)
    held.callback(replica.close)
    followed = False
    with _going_on_alone(act):
        replica.catch_up()
        replica.bring_schema()
        followed = True
    replica.demand_schema()
    user_id = keys.meant(user_id)
    if lost:
        # Beside the others that happened while it was closed: also without the server it is not forgotten.
        outside.note(site, Act.LAST_LOST, "")
    _come_in(replica, site, keys, user_id, act, unencrypted=is_open(room.address))
    signers.publish(replica, site.folder)
    staff = RoomStaff(replica, site, keys, user_id)
    if sheet and followed:
        staff.settle_with(sheet)
    return RoomVault(replica, site, staff, partial(_close, site, replica, held), last_lost=lost)


def _close(site: Site, replica: Replica, held: ExitStack) -> None:
    replica.close()
    interrupted.end(site.folder)
    held.close()


@contextmanager
def _going_on_alone(act: Act) -> Iterator[None]:
    """Go on with what this machine has, where the server is away or holds something else.

    But not where a new passphrase has to be known in all rooms.
    """
    try:
        yield
    except VaultError as error:
        if error.code not in AWAY or act is Act.RECOVERED:
            raise


@contextmanager
def _told_if_removed(keys: Keys, user_id: str, sheet: bytes) -> Iterator[None]:
    """Tell whoever proved to have been a user that they are none any more, and not that they mistyped."""
    try:
        yield
    except VaultError as error:
        if error.code != "passphrase-wrong":
            raise
        mine, there = keys.meant(user_id), {each.id for each in keyring.ring_of(sheet).users}
        raise error if mine in there else failure("user-removed") from None


def _newest_keys(  # noqa: PLR0913, PLR0917 - the old ones, and where the new ones are
    site: Site,
    database: Database,
    keys: Keys,
    keys_from: Callable[[bytes], Keys],
    room: Room,
    server: Server,
    sheet: bytes,
) -> Keys:
    """Follow what changed about users; under other keys everything is fetched anew."""
    if sheet == keys.written():
        return keys
    news = server.news(room.number)
    with _distrusting(server, news):
        _demand_ours(news, room, keys)
        if news.generation == room.generation:
            # Kept first: who changed the passphrase elsewhere has to type the new one from now on.
            key_files.keep(site.folder, keyring.open_by_data_key(sheet, keys.data_key))
            return keys_from(sheet)
        fresh = keys_from(sheet)
        _take_over(site, database, fresh, room, server)
        return fresh


@contextmanager
def _distrusting(server: Server, news: News) -> Iterator[None]:
    """Remember a server that turns out not to have gone on from here."""
    try:
        yield
    except VaultError as error:
        if error.code in OTHERS:
            # Whoever unlocks again would find the same keys, which are not this practice's.
            server.distrust(news.generation, error.code)
        raise


def _take_over(site: Site, database: Database, fresh: Keys, room: Room, server: Server) -> None:
    """Fetch everything anew that the server has under another data key."""
    with database.reading() as connection:
        mine, last = own(connection), head(connection)
    stayed = {each.id for each in fresh.ring.users}
    mine = mine._replace(unfinished=tuple(each for each in mine.unfinished if each[0] in stayed))
    path = site.folder / NEXT_VAULT
    key_files.announce(site.folder, fresh)
    try:
        position = practice_copy.fetch(server, fresh, path)
        gone = practice_copy.destroyed(path, fresh, last)
    except VaultError:
        # Asked for anew at the next unlocking; until then this machine has what it had.
        key_files.forget_next(site.folder)
        raise
    with database.reading() as connection:
        mine = mine.without(traces(connection, gone))
    practice_copy.settle_in(path, fresh, room.address, position, mine)
    database.adopt(path, *fresh.of_database)
    key_files.keep(site.folder, fresh)


def _demand_ours(news: News, room: Room, keys: Keys) -> None:
    """Refuse a server that did not go on from what this room read last: "server-behind", "server-altered".

    Its key file is that of another time. What it has under other keys is looked at when it was fetched.
    """
    if news.last < room.number or news.generation < room.generation:
        raise failure("server-behind")
    for each in news.entries[:1]:
        if each.generation == room.generation and each.content:
            Cipher(keys).opened(each.content, room.position, each.id)


def _come_in(  # noqa: PLR0913 - who came in where, and how
    replica: Replica, site: Site, keys: Keys, user_id: str, act: Act, *, unencrypted: bool
) -> None:
    try:
        with replica.writing() as connection:
            enter(connection, site, keys, user_id, act)
            if unencrypted:
                append(connection, utc(site.now()), user_id, Act.SERVER_OPEN)
        outside.forget(site.folder)
    except VaultError as error:
        if error.code not in AWAY:
            raise
        outside.note(site, act, user_id)
