"""The key file: one random data key, wrapped once for the user's passphrase and once for the recovery key."""

from __future__ import annotations

import hashlib
import hmac
import os
import uuid
from dataclasses import dataclass

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from consult_app.store import recovery
from consult_app.store.cost import LEAST, MOST, Cost
from consult_app.store.failure import failure
from consult_app.store.passphrase import spelled

FORMAT = 1
_KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data key, wrapped; `cost` is that of the passphrase and absent for the recovery key."""

    salt: bytes
    nonce: bytes
    wrapped: bytes
    cost: Cost | None = None


class Ring(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Both slots of a store."""

    store: str
    user: Slot
    recovery: Slot


class _Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: the ring as written, its MAC by the data key, and a checksum that damage breaks."""

    format: int
    checksum: str
    mac: bytes
    ring: msgspec.Raw


@dataclass(frozen=True, slots=True)
class Keys:
    """An opened key file: the store's id, the data key behind all others, and the ring that it lay in."""

    store: str
    data_key: bytes
    ring: Ring

    @property
    def of_database(self) -> tuple[bytes, bytes]:
        """The key of the database and the salt at the head of its file."""
        return (
            _derived(self.data_key, "database key", _KEY_BYTES),
            _derived(self.data_key, "database salt", _SALT_BYTES),
        )

    def written(self) -> bytes:
        """Write the key file."""
        ring = msgspec.json.encode(self.ring)
        mac = _mac(self.data_key, ring)
        return msgspec.json.encode(_Sheet(FORMAT, _checksum(ring, mac), mac, msgspec.Raw(ring)))

    def with_passphrase(self, passphrase: str, cost: Cost) -> Keys:
        """Wrap the data key for a new passphrase."""
        user = _user_slot(self.store, self.data_key, passphrase, cost)
        return Keys(self.store, self.data_key, msgspec.structs.replace(self.ring, user=user))


def make(passphrase: str, cost: Cost) -> tuple[Keys, str]:
    """Make the keys of a new store, with the recovery key as printed."""
    store, data_key, recovery_key = str(uuid.uuid4()), os.urandom(_KEY_BYTES), os.urandom(recovery.KEY_BYTES)
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    wrapped = AESGCM(_recovery_kek(recovery_key, salt)).encrypt(nonce, data_key, _bound(store, None))
    ring = Ring(store, _user_slot(store, data_key, passphrase, cost), Slot(salt, nonce, wrapped))
    return Keys(store, data_key, ring), recovery.printed(recovery_key)


def open_by_passphrase(sheet: bytes, passphrase: str, least: Cost = LEAST) -> Keys:
    """Open a key file; "passphrase-wrong", or "keys-damaged" where it was damaged or tampered with."""
    ring = _read(sheet).ring
    slot = ring.user
    if slot.cost is None or not slot.cost.within(least, MOST):
        raise failure("keys-damaged")
    return _opened(sheet, ring, slot, _passphrase_kek(passphrase, slot.salt, slot.cost))


def open_by_recovery(sheet: bytes, recovery_key: str) -> Keys:
    """Open a key file with the printed recovery key; typing mistakes are found before anything is tried."""
    key = recovery.read(recovery_key)
    ring = _read(sheet).ring
    if ring.recovery.cost is not None:
        raise failure("keys-damaged")
    return _opened(sheet, ring, ring.recovery, _recovery_kek(key, ring.recovery.salt))


def sound(sheet: bytes) -> bool:
    """Whether a key file can be read at all; whether it is genuine only the data key tells."""
    try:
        parsed = msgspec.json.decode(sheet, type=_Sheet)
    except msgspec.DecodeError:
        return False
    return hmac.compare_digest(parsed.checksum, _checksum(bytes(parsed.ring), parsed.mac))


@dataclass(frozen=True, slots=True)
class _Parsed:
    ring: Ring
    mac: bytes
    text: bytes


def _read(sheet: bytes) -> _Parsed:
    try:
        parsed = msgspec.json.decode(sheet, type=_Sheet)
        if parsed.format > FORMAT:
            raise failure("vault-too-new")
        return _Parsed(msgspec.json.decode(parsed.ring, type=Ring), parsed.mac, bytes(parsed.ring))
    except msgspec.DecodeError:
        raise failure("keys-damaged") from None


def _opened(sheet: bytes, ring: Ring, slot: Slot, kek: bytes) -> Keys:
    try:
        data_key = AESGCM(kek).decrypt(slot.nonce, slot.wrapped, _bound(ring.store, slot.cost))
    except InvalidTag:
        raise failure("passphrase-wrong") from None
    except ValueError:  # a nonce of impossible length
        raise failure("keys-damaged") from None
    parsed = _read(sheet)
    if not hmac.compare_digest(parsed.mac, _mac(data_key, parsed.text)):
        raise failure("keys-damaged")
    return Keys(ring.store, data_key, ring)


def _user_slot(store: str, data_key: bytes, passphrase: str, cost: Cost) -> Slot:
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    wrapped = AESGCM(_passphrase_kek(passphrase, salt, cost)).encrypt(nonce, data_key, _bound(store, cost))
    return Slot(salt, nonce, wrapped, cost)


def _passphrase_kek(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    argon = Argon2id(
        salt=salt,
        length=_KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return _derived(argon.derive(spelled(passphrase)), "user slot", _KEY_BYTES)


def _recovery_kek(recovery_key: bytes, salt: bytes) -> bytes:
    """No slow derivation: 160 random bits are beyond guessing."""
    return _derived(recovery_key, "recovery slot", _KEY_BYTES, salt)


def _bound(store: str, cost: Cost | None) -> bytes:
    """Name what a slot is bound to, so that it opens nowhere else and in no other way."""
    way = f"user argon2id {cost.memory_kib} {cost.passes} {cost.lanes}" if cost else "recovery"
    return f"consult vault {FORMAT} {store} {way}".encode()


def _derived(key: bytes, purpose: str, length: int, salt: bytes | None = None) -> bytes:
    return HKDF(SHA256(), length, salt, f"consult vault: {purpose}".encode()).derive(key)


def _mac(data_key: bytes, ring: bytes) -> bytes:
    return hmac.digest(_derived(data_key, "key file", _KEY_BYTES), ring, "sha256")


def _checksum(ring: bytes, mac: bytes) -> str:
    return hashlib.sha256(ring + mac).hexdigest()
