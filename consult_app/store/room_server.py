"""The practice's server itself: where it is, another password for the rooms, or nothing left of before."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from consult_app.domain.audit import Act
from consult_app.errors import VaultError
from consult_app.store.address import as_user, is_open, machine_of, plain
from consult_app.store.failure import failure
from consult_app.store.replica import demand_room, put_room
from consult_app.store.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult_app.domain.audit import Checked
    from consult_app.domain.rooms import Rooms
    from consult_app.store.replica import Replica, Room
    from consult_app.store.room_staff import RoomStaff

_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
"""Nothing that looks like something else: it is read from one screen and typed at another."""
_GROUPS, _A_GROUP = 5, 4


class Working(Protocol):
    """The vault of the room in which it is done."""

    def look(self) -> Rooms:
        """Send what waits, and take in what other rooms did."""

    def check_log(self) -> Checked:
        """Check the log, and what is kept."""

    def leave(self) -> None:
        """Have this machine's vault be its own again."""

    def note(self, action: str, subject: str = "", reason: str = "") -> None:
        """Enter in the log what changes nothing."""


class RoomServer:
    """The server of a room's practice. Every method raises VaultError.

    What takes the owner of its database takes the owner's password, empty where PGPASSWORD or ~/.pgpass has
    it; "owner-password" where it is another one.
    """

    def __init__(self, vault: Working, replica: Replica, staff: RoomStaff) -> None:
        self._vault, self._replica, self._staff = vault, replica, staff

    @property
    def where(self) -> str:
        """Name the database, and the machine that it is on."""
        return machine_of(self._room().address)

    @property
    def unencrypted(self) -> bool:
        """Whether somebody wrote into the address that the way there need not be encrypted."""
        return is_open(self._room().address)

    def take_address(self, address: str) -> None:
        """Reach this practice at another address from now on; "address-elsewhere" if it is not there."""
        room, new = self._room(), plain(address)
        server = Server(as_user(new, room.user), room.password)
        try:
            if server.store() != self._staff.store:
                raise failure("address-elsewhere")
        finally:
            server.close()
        with self._replica.apart() as connection:
            put_room(connection, demand_room(connection)._replace(address=new))
        self._replica.server.take_address(as_user(new, room.user))
        self._vault.note(Act.SERVER_ADDRESS)

    def change_password(self, owner_password: str) -> str:
        """Give the rooms another password, which has to be typed in each other room; gives it to be shown.

        Cut short after the server has it, no room knows it: it is changed once more then.
        """
        room = self._room()
        password = "-".join("".join(map(secrets.choice, [_LETTERS] * _A_GROUP)) for _ in range(_GROUPS))
        with _owner(room, owner_password, self._staff.store) as owner:
            owner.change_password(room.user, password)
        self._keep(password)
        self._vault.note(Act.SERVER_PASSWORD)
        return password

    def take_password(self, password: str) -> None:
        """Come in with the password that was made in another room; "room-password" where it is not that."""
        room, typed = self._room(), "-".join(password.lower().replace("-", " ").split())
        server = Server(as_user(room.address, room.user), typed)
        try:
            _demand_practice(server, self._staff.store)
        except VaultError as error:
            raise failure("room-password") if error.code == "server-password" else error from None
        finally:
            server.close()
        self._keep(typed)

    def begin_anew(self, owner_password: str) -> None:
        """Have the server hold all that there is now, under another data key, and nothing of before.

        "log-unsound" where this room's log, or what is kept, was changed: then what was before is needed.
        """
        if self._vault.look().away:
            raise failure("server-gone")
        if not self._vault.check_log().sound:
            raise failure("log-unsound")
        with _owner(self._room(), owner_password, self._staff.store) as owner:
            self._staff.begin_anew(owner)

    def leave(self) -> None:
        """Have this machine's vault be its own again, with what waited here; to be closed then."""
        self._vault.leave()

    def _room(self) -> Room:
        with self._replica.alone() as connection:
            return demand_room(connection)

    def _keep(self, password: str) -> None:
        with self._replica.apart() as connection:
            put_room(connection, demand_room(connection)._replace(password=password))
        self._replica.server.take_password(password)


def _demand_practice(server: Server, store: str) -> None:
    if server.store() != store:
        raise failure("server-altered")


@contextmanager
def _owner(room: Room, password: str, store: str) -> Iterator[Server]:
    """Speak to the server of this practice as the owner of its database."""
    server = Server(room.address, password)
    try:
        _demand_practice(server, store)
        server.take_back()
        yield server
    except VaultError as error:
        raise failure("owner-password") if error.code == "server-password" else error from None
    finally:
        server.close()
