"""Everybody who may unlock a practice's vault in its rooms: the key file in force lies on the server."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from consult_app.domain.audit import Act
from consult_app.errors import VaultError
from consult_app.store import files, key_files, keyring, outside, practice_copy
from consult_app.store.failure import failure
from consult_app.store.site import NEXT_VAULT
from consult_app.store.staff import LocalStaff, known_clinicians
from consult_app.store.waiting import taken_unfinished
from consult_app.store.writing import UNFINISHED_OF, drop_settings

if TYPE_CHECKING:
    from consult_app.store.keyring import Keys
    from consult_app.store.replica import Replica
    from consult_app.store.server import Server
    from consult_app.store.site import Site


class RoomStaff(LocalStaff):
    """The users of a practice with a server. Every method raises VaultError."""

    def __init__(self, database: Replica, site: Site, keys: Keys, user_id: str) -> None:
        self._replica, self._sheet = database, database.sheet
        super().__init__(database, site, keys, user_id)

    def follow(self, *, known: bool = False) -> None:
        """Follow what other rooms changed about users; their details are `known` if no entry came."""
        if self._replica.sheet != self._sheet:
            keys = keyring.open_by_data_key(self._replica.server.sheet(), self._keys.data_key)
            key_files.keep(self._site.folder, keys)
            self._keys, self._sheet = keys, self._replica.sheet
        if not known:
            self._known = known_clinicians(self._database)

    def settle_with(self, sheet: bytes) -> None:
        """Have the server's key file, which was this one, and this machine's say what holds now."""
        self._keep(self._keys, known=sheet)

    def remove(self, user_id: str) -> None:
        """Lock somebody out, whatever keys they kept: all begins anew under another data key.

        The other rooms ask for a passphrase again, and get everything anew.
        """
        if user_id == self._id:
            raise failure("own-user")
        with self._database.writing() as connection:
            drop_settings(connection, UNFINISHED_OF + user_id)
        with self._replica.apart() as connection:
            taken_unfinished(connection, user_id)
        keys = self._keys.rotated(without=user_id)
        self._note(Act.USER_REMOVED, user_id)
        try:
            self._begin_generation(keys)
        except VaultError:
            self._take_back(Act.USER_NOT_REMOVED, user_id)
            raise

    def begin_anew(self, owner: Server) -> None:
        """Have the server hold what there is now, under another data key, and nothing of what was before."""
        keys = self._keys.rotated()
        self._note(Act.SERVER_EMPTIED)
        try:
            self._begin_generation(keys, owner)
        except VaultError:
            self._take_back(Act.SERVER_NOT_EMPTIED)
            raise

    def _take_back(self, act: Act, subject: str = "") -> None:
        """Enter that what the log says was done was not: now, or where the server is not there, later."""
        try:
            self._note(act, subject)
        except VaultError:
            with suppress(VaultError):
                outside.note(self._site, act, subject)

    def _begin_generation(self, keys: Keys, owner: Server | None = None) -> None:
        """Give everything anew under other keys, first to the server, and then to this room."""
        folder = self._site.folder
        fresh = folder / NEXT_VAULT
        try:
            # From here on nobody else does anything: in a practice at work there would never be a copy that
            # nobody has gone on from meanwhile.
            with (owner or self._replica.server).turn(self._replica.position.number) as turn:
                turn.take_time()
                self._replica.follow(turn)
                if self._replica.sheet != self._sheet:
                    raise failure("users-changed")
                key_files.announce(folder, keys)
                files.make_empty(fresh)
                self._database.copy(fresh, *keys.of_database)
                position = practice_copy.begin_generation(
                    turn, self._replica.position, fresh, keys, self._sheet, emptied=owner is not None
                )
        except VaultError:
            key_files.forget_next(folder)
            raise
        self._database.adopt(fresh, *keys.of_database)
        self._replica.rekeyed(keys, position)
        self._sheet += 1
        self._keys = keys
        key_files.keep(folder, keys)

    def _keep(self, keys: Keys, *, known: bytes = b"") -> None:
        """Keep keys on the server, and then here; "users-changed" where another room was quicker."""
        written = keys.written()
        if written != (known or self._keys.written()):
            try:
                with self._replica.server.turn(self._replica.position.number) as turn:
                    turn.add_sheet(self._sheet + 1, written)
                    turn.commit()
            except VaultError as error:
                raise failure("users-changed") if error.code == "changed-elsewhere" else error from None
            self._sheet += 1
        super()._keep(keys)
