"""Key files of format 1: the data key itself, wrapped for the one passphrase and for the recovery key."""

from __future__ import annotations

import hmac

import msgspec

from consult_app.errors import VaultError
from consult_app.store import recovery
from consult_app.store.cost import Cost
from consult_app.store.failure import failure
from consult_app.store.parsing import parse
from consult_app.store.sealing import derived, key_of_passphrase, mac, unwrapped


class OldSlot(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data key, wrapped; `cost` is that of the passphrase and absent for the recovery key."""

    salt: bytes
    nonce: bytes
    wrapped: bytes
    cost: Cost | None = None


class OldRing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Both slots of a store."""

    store: str
    user: OldSlot
    recovery: OldSlot


class _Sheet(msgspec.Struct, frozen=True):
    mac: bytes
    ring: msgspec.Raw


def open_old_by_passphrase(sheet: bytes, passphrase: str, usual: Cost) -> tuple[OldRing, bytes]:
    """Give ring and data key; "passphrase-wrong", "keys-damaged"."""
    ring, proof, text = _read(sheet)
    slot = ring.user
    if slot.cost is None or not usual.believes(slot.cost):
        raise failure("keys-damaged")
    key = key_of_passphrase(passphrase, slot.salt, slot.cost)
    return _proven(ring, proof, text, _opened(ring.store, slot, key))


def open_old_by_recovery(sheet: bytes, key: bytes) -> tuple[OldRing, bytes]:
    """Give ring and data key; "recovery-key-wrong", "keys-damaged"."""
    ring, proof, text = _read(sheet)
    return _proven(ring, proof, text, opened_by_recovery(ring.store, ring.recovery, key))


def opened_by_recovery(store: str, slot: OldSlot, key: bytes) -> bytes:
    """Give the data key of a slot that a printed key opens."""
    if slot.cost is not None:
        raise failure("keys-damaged")
    try:
        return _opened(store, slot, derived(key, "recovery slot", salt=slot.salt))
    except VaultError:
        raise recovery.another(store) from None


def _read(sheet: bytes) -> tuple[OldRing, bytes, bytes]:
    try:
        parsed = parse(sheet, _Sheet)
        return parse(parsed.ring, OldRing), parsed.mac, bytes(parsed.ring)
    except msgspec.DecodeError:
        raise failure("keys-damaged") from None


def _opened(store: str, slot: OldSlot, key: bytes) -> bytes:
    cost = slot.cost
    way = f"user argon2id {cost.memory_kib} {cost.passes} {cost.lanes}" if cost else "recovery"
    return unwrapped(key, slot.nonce, slot.wrapped, f"consult vault 1 {store} {way}".encode())


def _proven(ring: OldRing, proof: bytes, text: bytes, data_key: bytes) -> tuple[OldRing, bytes]:
    if not hmac.compare_digest(proof, mac(data_key, text)):
        raise failure("keys-damaged")
    return ring, data_key
