"""Everybody who may unlock a vault: told apart by the key file, as printed in the vault."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

import msgspec

from consult_app.domain.audit import Act
from consult_app.domain.consultation import Clinician
from consult_app.domain.users import User
from consult_app.errors import VaultError
from consult_app.store import files, interrupted, key_files, keyring, recovery
from consult_app.store.chain import append, signing
from consult_app.store.database import Connection, Database
from consult_app.store.failure import failure
from consult_app.store.keyring import Keys, Ring, UserSlot
from consult_app.store.machine import made_secret, secret_of
from consult_app.store.passphrase import demand_strength
from consult_app.store.rows import utc
from consult_app.store.sealing import KEY_BYTES
from consult_app.store.site import NEXT_VAULT, Site
from consult_app.store.tries import Tries
from consult_app.store.writing import UNFINISHED_OF, clinicians, drop_settings, put_clinician


class LocalStaff:
    """The users of an unlocked vault, and `me` who unlocked it. Every method raises VaultError."""

    def __init__(self, database: Database, site: Site, keys: Keys, user_id: str) -> None:
        self._database, self._site, self._keys, self._id = database, site, keys, user_id
        self._tries = Tries(site)
        self._known = known_clinicians(database)
        self._follow_name()

    @property
    def me(self) -> User:
        """Whoever unlocked the vault."""
        return self._user(self._keys.slot(self._id))

    @property
    def store(self) -> str:
        """The id of the vault."""
        return self._keys.ring.store

    @property
    def keys(self) -> Keys:
        """The keys in force."""
        return self._keys

    @property
    def ring(self) -> Ring:
        """The key file as it is now."""
        return self._keys.ring

    def everybody(self) -> tuple[User, ...]:
        """List all users in the order in which they came."""
        return tuple(self._user(each) for each in self._keys.ring.users)

    def name_of(self, user_id: str) -> str:
        """Name somebody who is a user or was one; empty for nobody who ever was."""
        known = self._known.get(user_id)
        return known.name if known else ""

    def names(self) -> dict[str, str]:
        """Name everybody who is a user or was one, by id."""
        return {key: each.name for key, each in self._known.items()}

    def add(self, user: User, passphrase: str) -> None:
        """Let somebody else unlock the vault, with a passphrase of their own."""
        demand_strength(passphrase, (user.clinician.name,))
        keys = self._keys.enrolling(user.id, user.clinician.name, user.role, passphrase, self._site.cost)
        self._put(user.clinician, Act.USER_ADDED, user.role.value, keys.slot(user.id).signature.hex())
        self._keep(keys)

    def correct(self, user: User) -> None:
        """Keep corrected details and role; "last-in-charge" where nobody could let anybody in any more."""
        slot = self._keys.slot(user.id)
        if not user.role.lets_in and not self._in_charge_without(user.id):
            raise failure("last-in-charge")
        self._put(user.clinician, Act.USER_CORRECTED, user.role.value)
        changed = msgspec.structs.replace(slot, name=user.clinician.name, role=user.role)
        self._keep(self._keys.with_user(changed))

    def remove(self, user_id: str) -> None:
        """Lock somebody out, whatever keys they kept: all is written anew under another data key.

        Cut short at any moment, the vault opens as before or as it is to be.
        """
        if user_id == self._id:
            raise failure("own-user")
        with self._database.writing() as connection:
            # Nobody else will ever ask for it.
            drop_settings(connection, UNFINISHED_OF + user_id)
        keys, folder = self._keys.rotated(without=user_id), self._site.folder
        fresh = folder / NEXT_VAULT
        # Before: the copy has it, whatever cuts this short.
        self._note(Act.USER_REMOVED, user_id)
        try:
            key_files.announce(folder, keys)
            files.make_empty(fresh)
            self._database.copy(fresh, *keys.of_database)
        except VaultError:
            key_files.forget_next(folder)
            with suppress(VaultError):
                self._note(Act.USER_NOT_REMOVED, user_id)
            raise
        with interrupted.exchanging(folder, self._database):
            self._database.adopt(fresh, *keys.of_database)
        # Whatever happens to the files now: these are the keys in force.
        self._keys = keys
        self._keep(keys)

    def re_enrol(self, user_id: str, passphrase: str) -> None:
        """Give somebody who forgot their passphrase another one; what only the old one opened is lost."""
        slot = self._keys.slot(user_id)
        demand_strength(passphrase, (slot.name,))
        keys = self._keys.enrolling(slot.id, slot.name, slot.role, passphrase, self._site.cost)
        self._note(Act.USER_RE_ENROLLED, user_id, keys.slot(user_id).signature.hex())
        self._keep(keys)

    def change_passphrase(self, old: str, new: str) -> None:
        """Put a new passphrase of one's own in the old one's place; "passphrase-wrong"."""
        seeds = self._seeds(old)
        demand_strength(new, (self._keys.slot(self._id).name,))
        secret = secret_of(self._site.machine, self.store) if self.tied else b""
        self._note(Act.PASSPHRASE, self._id)
        self._keep(self._keys.rewrapping(self._id, seeds, new, self._site.cost, secret))

    @property
    def tied(self) -> bool:
        """Whether one's own passphrase opens the vault on this machine only."""
        return self._keys.slot(self._id).tied

    def tie(self, passphrase: str, *, tied: bool) -> None:
        """Mix the secret of this machine into what one's own passphrase opens, or take it out."""
        seeds = self._seeds(passphrase)
        secret = made_secret(self._site.machine, self.store) if tied else b""
        self._note(Act.TIED if tied else Act.UNTIED, self._id)
        self._keep(self._keys.rewrapping(self._id, seeds, passphrase, self._site.cost, secret))

    def renew_recovery_key(self) -> str:
        """Make another recovery key, given as printed; the one before opens nothing any more."""
        key = os.urandom(recovery.KEY_BYTES)
        self._note(Act.RECOVERY_KEY)
        self._keep(self._keys.recovering(key))
        return recovery.printed(key)

    def sealed_for(self, user_id: str, secret: str) -> bytes:
        """Encrypt a secret so that only a user's passphrase leads to it."""
        return self._keys.sealed_for(user_id, secret)

    def unsealed(self, content: bytes, passphrase: str) -> tuple[str, Callable[[bytes], bytes]]:
        """Give back a secret of whoever unlocked, and what signs in their name.

        "passphrase-wrong", or "key-missing" for older keys.
        """
        seeds = self._seeds(passphrase)
        return self._keys.unsealed(self._id, seeds, content), signing(seeds[KEY_BYTES:])

    def settle(self) -> None:
        """Have the key files say what holds now."""
        self._keep(self._keys)

    def _seeds(self, passphrase: str) -> bytes:
        self._tries.demand(self._id)
        try:
            seeds = keyring.seeds(self._keys.ring, self._id, passphrase, self._site.cost, self._site.machine)
        except VaultError as error:
            if error.code == "passphrase-wrong":
                self._tries.failed(self._id)
            raise
        self._tries.succeeded(self._id)
        return seeds

    def _user(self, slot: UserSlot) -> User:
        if slot.id not in self._known:
            raise failure("vault-damaged")
        return User(self._known[slot.id], slot.role)

    def _put(self, clinician: Clinician, act: Act, reason: str, digest: str = "") -> None:
        with self._database.writing() as connection:
            put_clinician(connection, clinician)
            self._enter(connection, act, clinician.id, digest, reason)
        self._known[clinician.id] = clinician

    def _note(self, act: Act, subject: str = "", digest: str = "") -> None:
        with self._database.writing() as connection:
            self._enter(connection, act, subject, digest)

    def _enter(
        self, connection: Connection, act: Act, subject: str, digest: str = "", reason: str = ""
    ) -> None:
        at = utc(self._site.now())
        append(connection, at, self._id, act, subject, reason=reason, digest=digest)

    def _in_charge_without(self, user_id: str) -> bool:
        return any(each.role.lets_in and each.id != user_id for each in self._keys.ring.users)

    def _follow_name(self) -> None:
        """Let the key file follow a name that was corrected just before the program died."""
        name = self.me.clinician.name
        slot = self._keys.slot(self._id)
        if slot.name != name:
            self._keys = self._keys.with_user(msgspec.structs.replace(slot, name=name))

    def _keep(self, keys: Keys) -> None:
        key_files.keep(self._site.folder, keys)
        self._keys = keys


def known_clinicians(database: Database) -> dict[str, Clinician]:
    """Give everybody who ever was a user, as printed: the log goes on naming those who left."""
    with database.reading() as connection:
        return clinicians(connection)
