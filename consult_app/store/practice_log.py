"""What a transaction changed, as the practice's server keeps it: encrypted, and bound to all before it.

An entry holds the very statements that the transaction ran. Run in the same order from the same beginning
they give the same database in every room; the end of the log that each says to leave proves it.
"""

from __future__ import annotations

import hashlib
import os
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from consult_app.store.failure import failure
from consult_app.store.schema import TABLES
from consult_app.store.sealing import NONCE_BYTES, derived

if TYPE_CHECKING:
    from consult_app.store.keyring import Keys

BEGINNING = bytes(32)
# The index of words is no table that queries name.
_NAMES = "|".join((*(each.name for each in TABLES), "patient_search"))
_ALLOWED = re.compile(rf"(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) (?:{_NAMES})\b")


class Said(msgspec.Struct, frozen=True, array_like=True):
    """A statement with its values: a row of them, or `many` rows."""

    statement: str
    values: list[Any]
    many: bool = False


class Told(msgspec.Struct, frozen=True, array_like=True):
    """All of a transaction, and the last entry of the log after it; `schema` where it only brought that."""

    head: str
    said: list[Said]
    schema: int = 0


def _is_allowed(said: Said) -> bool:
    return _ALLOWED.match(said.statement) is not None


@dataclass(frozen=True, slots=True)
class Position:
    """How far a room has read: the last entry, what stands for all up to it, and the keys' generation."""

    number: int
    digest: bytes
    generation: int

    def after(self, content: bytes) -> Position:
        """Give the position behind another entry."""
        return Position(self.number + 1, hashlib.sha256(self.digest + content).digest(), self.generation)


class Cipher:
    """Writes and reads entries under the practice's data key."""

    def __init__(self, keys: Keys) -> None:
        self._store = keys.ring.store
        self._aead = AESGCM(derived(keys.data_key, "practice log"))

    def sealed(self, told: Told, before: Position, entry_id: str) -> bytes:
        """Encrypt an entry that comes right behind a position; ValueError (a bug) for what others refuse."""
        if not all(map(_is_allowed, told.said)):
            raise ValueError("a change of what is no table of the vault")
        return self.locked(zlib.compress(msgspec.msgpack.encode(told), 1), self._place(before, entry_id))

    def opened(self, content: bytes, before: Position, entry_id: str) -> Told:
        """Decrypt an entry; "server-altered" where it is another one, or stands in another place."""
        try:
            told = msgspec.msgpack.decode(
                zlib.decompress(self.unlocked(content, self._place(before, entry_id))), type=Told
            )
        except (msgspec.DecodeError, zlib.error):
            raise failure("server-altered") from None
        if not all(map(_is_allowed, told.said)):
            raise failure("server-altered")
        return told

    def locked(self, content: bytes, place: str) -> bytes:
        """Encrypt what belongs in one place."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._aead.encrypt(nonce, content, f"{self._store} {place}".encode())

    def unlocked(self, content: bytes, place: str) -> bytes:
        """Decrypt what belongs in one place; "server-altered"."""
        try:
            nonce, rest = content[:NONCE_BYTES], content[NONCE_BYTES:]
            return self._aead.decrypt(nonce, rest, f"{self._store} {place}".encode())
        except (InvalidTag, ValueError):
            raise failure("server-altered") from None

    @staticmethod
    def _place(before: Position, entry_id: str) -> str:
        return f"entry {before.generation} {before.number + 1} {entry_id} {before.digest.hex()}"
