"""The key file: one random data key, sealed to the key pair of each user and to that of the recovery key.

A user's own keys are wrapped for their passphrase. So the data key can be changed, and everybody else be
given the new one, without anybody's passphrase.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import uuid
from dataclasses import dataclass

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consult_app.domain.users import UserName, UserRole
from consult_app.errors import VaultError
from consult_app.store import recovery
from consult_app.store.cost import Cost
from consult_app.store.failure import failure
from consult_app.store.machine import NO_MACHINE, Machine, secret_of
from consult_app.store.old_keyring import OldSlot, opened_by_recovery
from consult_app.store.parsing import parse
from consult_app.store.sealing import (
    KEY_BYTES,
    SALT_BYTES,
    derived,
    key_of_passphrase,
    mac,
    public,
    sealed_to,
    unsealed,
    unwrapped,
    wrapped,
)

FORMAT = 2


class UserSlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A user: public keys, the private ones wrapped for the passphrase, and the data key sealed to them.

    `agreement` is X25519, `signature` Ed25519; `wrapped` is the one seed after the other. `tied` says
    that the secret of a machine is mixed into that; without any such slot a file is as before there were any.
    """

    id: str
    name: str
    role: UserRole
    salt: bytes
    nonce: bytes
    wrapped: bytes
    cost: Cost
    agreement: bytes
    signature: bytes
    sealed: bytes
    tied: bool = False


class RecoverySlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key pair that follows from the printed key: its public half, and the data key sealed to it."""

    salt: bytes
    agreement: bytes
    sealed: bytes


class Ring(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All slots of a store; `head` is how the database begins that the data key opens.

    `old_recovery` stands in place of `recovery` while the printed key is one of format 1.
    """

    store: str
    head: bytes
    users: tuple[UserSlot, ...]
    recovery: RecoverySlot | None = None
    old_recovery: OldSlot | None = None

    @property
    def names(self) -> tuple[UserName, ...]:
        """Who may unlock."""
        return tuple(UserName(each.id, each.name) for each in self.users)


class _Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: the ring as written, its MAC by the data key, and a checksum that damage breaks."""

    format: int
    checksum: str
    mac: bytes
    ring: msgspec.Raw


@dataclass(frozen=True, slots=True)
class Keys:
    """An opened key file: the data key behind all others, and the ring that it lay in."""

    data_key: bytes
    ring: Ring

    @property
    def of_database(self) -> tuple[bytes, bytes]:
        """The key of the database and the salt at the head of its file."""
        return derived(self.data_key, "database key"), _head(self.data_key)

    def written(self) -> bytes:
        """Write the key file."""
        ring = msgspec.json.encode(self.ring)
        proof = mac(self.data_key, ring)
        return msgspec.json.encode(_Sheet(FORMAT, _checksum(ring, proof), proof, msgspec.Raw(ring)))

    def slot(self, user_id: str) -> UserSlot:
        """Find a user; "user-missing"."""
        return _slot(self.ring, user_id)

    def meant(self, user_id: str) -> str:
        """Give the id of the user who is meant: without one the only user; "user-missing"."""
        slot = _meant(self.ring, user_id)
        if slot is None:
            raise failure("user-missing")
        return slot.id

    def sealed_for(self, user_id: str, secret: str) -> bytes:
        """Encrypt a secret so that only a user's passphrase leads to it."""
        return sealed_to(self.slot(user_id).agreement, secret.encode(), self._bound_secret(user_id))

    def unsealed(self, user_id: str, seeds: bytes, content: bytes) -> str:
        """Give back a secret; "key-missing" where it was sealed to keys that the user has no more."""
        try:
            return unsealed(seeds[:KEY_BYTES], content, self._bound_secret(user_id)).decode()
        except VaultError:
            raise failure("key-missing") from None

    def _bound_secret(self, user_id: str) -> bytes:
        return f"consult vault 2 {self.ring.store} signing key of {user_id}".encode()

    def with_user(self, slot: UserSlot) -> Keys:
        """Add a user, or put a changed one in the old one's place."""
        others = [each for each in self.ring.users if each.id != slot.id]
        at = next((i for i, each in enumerate(self.ring.users) if each.id == slot.id), len(others))
        users = (*others[:at], slot, *others[at:])
        return Keys(self.data_key, msgspec.structs.replace(self.ring, users=users))

    def enrolling(self, user_id: str, name: str, role: UserRole, passphrase: str, cost: Cost) -> Keys:
        """Give a user new keys of their own, wrapped for the passphrase; those that they had are lost."""
        seeds = os.urandom(2 * KEY_BYTES)
        agreement, signature = public(seeds[:KEY_BYTES]), _verifier(seeds[KEY_BYTES:])
        salt = os.urandom(SALT_BYTES)
        bound = _bound(self.ring.store, user_id, agreement, signature, cost)
        nonce, content = wrapped(key_of_passphrase(passphrase, salt, cost), seeds, bound)
        box = sealed_to(agreement, self.data_key, _bound_to(self.ring.store, user_id))
        slot = UserSlot(user_id, name, role, salt, nonce, content, cost, agreement, signature, box)
        return self.with_user(slot)

    def rewrapping(
        self, user_id: str, seeds: bytes, passphrase: str, cost: Cost, machine: bytes = b""
    ) -> Keys:
        """Wrap a user's own keys for another passphrase, and for the secret of a machine if one is given."""
        slot, salt = self.slot(user_id), os.urandom(SALT_BYTES)
        bound = _bound(self.ring.store, user_id, slot.agreement, slot.signature, cost)
        nonce, content = wrapped(key_of_passphrase(passphrase, salt, cost, machine), seeds, bound)
        changed = msgspec.structs.replace(
            slot, salt=salt, nonce=nonce, wrapped=content, cost=cost, tied=bool(machine)
        )
        return self.with_user(changed)

    def recovering(self, key: bytes) -> Keys:
        """Let another recovery key open the file, and the one before it no more."""
        slot = _recovery_slot(self.ring.store, self.data_key, key)
        ring = msgspec.structs.replace(self.ring, recovery=slot, old_recovery=None)
        return Keys(self.data_key, ring)

    def rotated(self, without: str = "") -> Keys:
        """Take a new data key and give it to everybody, or everybody but one.

        "recovery-key-old" where that cannot be.
        """
        if without:
            self.slot(without)
        if self.ring.recovery is None:
            raise failure("recovery-key-old")
        store, data_key = self.ring.store, os.urandom(KEY_BYTES)
        users = tuple(
            msgspec.structs.replace(
                each, sealed=sealed_to(each.agreement, data_key, _bound_to(store, each.id))
            )
            for each in self.ring.users
            if each.id != without
        )
        box = sealed_to(self.ring.recovery.agreement, data_key, _bound_to(store, ""))
        spare = msgspec.structs.replace(self.ring.recovery, sealed=box)
        ring = msgspec.structs.replace(self.ring, head=_head(data_key), users=users, recovery=spare)
        return Keys(data_key, ring)


def make() -> tuple[Keys, str]:
    """Make the keys of a new store that only the recovery key opens yet; it is given as printed."""
    key = os.urandom(recovery.KEY_BYTES)
    return begin(str(uuid.uuid4()), os.urandom(KEY_BYTES)).recovering(key), recovery.printed(key)


def begin(store: str, data_key: bytes, old_recovery: OldSlot | None = None) -> Keys:
    """Make a ring without users for a data key."""
    return Keys(data_key, Ring(store, _head(data_key), (), None, old_recovery))


def open_by_passphrase(
    sheet: bytes, passphrase: str, user_id: str, usual: Cost, machine: Machine = NO_MACHINE
) -> Keys:
    """Open a key file; "passphrase-wrong", or "keys-damaged" where it was damaged or tampered with.

    No `user_id` is needed where there is one user. For one who is not there it takes as long as for others.
    """
    parsed = _read(sheet)
    ring = parsed.ring
    slot = _meant(ring, user_id)
    if slot is None:
        key_of_passphrase(passphrase, os.urandom(SALT_BYTES), usual)
        raise failure("passphrase-wrong")
    private = seeds(ring, slot.id, passphrase, usual, machine)[:KEY_BYTES]
    return _proven(parsed, unsealed(private, slot.sealed, _bound_to(ring.store, slot.id)))


def open_by_recovery(sheet: bytes, recovery_key: str) -> Keys:
    """Open a key file with the printed recovery key; typing mistakes are found before anything is tried.

    "recovery-key-mistyped", "recovery-key-wrong", or "keys-damaged".
    """
    key = recovery.read(recovery_key)
    parsed = _read(sheet)
    ring = parsed.ring
    if ring.old_recovery is not None:
        # Now that the printed key is known, it can follow every change to come.
        data_key = opened_by_recovery(ring.store, ring.old_recovery, key)
        return _proven(parsed, data_key).recovering(key)
    if ring.recovery is None:
        raise failure("keys-damaged")
    private = _recovery_private(key, ring.recovery.salt)
    if not hmac.compare_digest(public(private), ring.recovery.agreement):
        raise recovery.another(ring.store)
    return _proven(parsed, unsealed(private, ring.recovery.sealed, _bound_to(ring.store, "")))


def open_by_data_key(sheet: bytes, data_key: bytes) -> Keys:
    """Open a later key file of the same data key; "keys-damaged" for any other."""
    return _proven(_read(sheet), data_key)


def seeds(ring: Ring, user_id: str, passphrase: str, usual: Cost, machine: Machine = NO_MACHINE) -> bytes:
    """Unwrap a user's own keys; "passphrase-wrong", or why the secret of the machine cannot be read."""
    slot = _slot(ring, user_id)
    if not usual.believes(slot.cost):
        raise failure("keys-damaged")
    bound = _bound(ring.store, slot.id, slot.agreement, slot.signature, slot.cost)
    tied = secret_of(machine, ring.store) if slot.tied else b""
    key = key_of_passphrase(passphrase, slot.salt, slot.cost, tied)
    return unwrapped(key, slot.nonce, slot.wrapped, bound)


def format_of(sheet: bytes) -> int:
    """Tell the format of a key file, 0 where it cannot be read; only the data key tells a genuine one."""
    try:
        parsed = parse(sheet, _Sheet)
    except msgspec.DecodeError:
        return 0
    whole = hmac.compare_digest(parsed.checksum, _checksum(bytes(parsed.ring), parsed.mac))
    return parsed.format if whole else 0


def ring_of(sheet: bytes) -> Ring:
    """Read what stands in the open, not proven yet; "keys-damaged", "vault-too-new"."""
    return _read(sheet).ring


@dataclass(frozen=True, slots=True)
class _Parsed:
    ring: Ring
    mac: bytes
    text: bytes


def _read(sheet: bytes) -> _Parsed:
    try:
        parsed = parse(sheet, _Sheet)
        if parsed.format > FORMAT:
            raise failure("vault-too-new")
        return _Parsed(parse(parsed.ring, Ring), parsed.mac, bytes(parsed.ring))
    except msgspec.DecodeError:
        raise failure("keys-damaged") from None


def _proven(parsed: _Parsed, data_key: bytes) -> Keys:
    if not hmac.compare_digest(parsed.mac, mac(data_key, parsed.text)):
        raise failure("keys-damaged")
    return Keys(data_key, parsed.ring)


def _slot(ring: Ring, user_id: str) -> UserSlot:
    for each in ring.users:
        if each.id == user_id:
            return each
    raise failure("user-missing")


def _meant(ring: Ring, user_id: str) -> UserSlot | None:
    """Find the user who is meant: by id, or the only one."""
    if not user_id and len(ring.users) == 1:
        return ring.users[0]
    return next((each for each in ring.users if each.id == user_id), None)


def _recovery_slot(store: str, data_key: bytes, key: bytes) -> RecoverySlot:
    salt = os.urandom(SALT_BYTES)
    agreement = public(_recovery_private(key, salt))
    return RecoverySlot(salt, agreement, sealed_to(agreement, data_key, _bound_to(store, "")))


def _recovery_private(key: bytes, salt: bytes) -> bytes:
    """No slow derivation: 160 random bits are beyond guessing."""
    return derived(key, "recovery key pair", salt=salt)


def _verifier(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def _head(data_key: bytes) -> bytes:
    return derived(data_key, "database salt", SALT_BYTES)


def _bound(store: str, user_id: str, agreement: bytes, signature: bytes, cost: Cost) -> bytes:
    """Name what a user's keys are bound to, so that they open nowhere else and in no other way."""
    way = f"argon2id {cost.memory_kib} {cost.passes} {cost.lanes}"
    return f"consult vault 2 {store} {way} {agreement.hex()} {signature.hex()} {user_id}".encode()


def _bound_to(store: str, user_id: str) -> bytes:
    """Name for whom the data key is sealed; no user is the recovery key."""
    return f"consult vault 2 {store} data key for {user_id}".encode()


def _checksum(ring: bytes, proof: bytes) -> str:
    return hashlib.sha256(ring + proof).hexdigest()
