"""A signing key on a card or in a device: it never comes out, so only where it lies is kept."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from enum import Enum

from consult_app.domain.proof import KeyCertificate

_MARK = b'{"card":'
"""How what is kept of such a key begins; a key file begins otherwise."""


@dataclass(frozen=True, slots=True)
class KeyOnCard:
    """Which program of its maker reaches it (a path), on which card, under which id (hex) it lies there.

    `chain` holds its certificate and those that issued the one before, as far as they are on the card (DER).
    """

    module: str
    label: str
    serial: str
    key: str
    chain: tuple[bytes, ...]


class Unfit(Enum):
    """Why a certificate on a card cannot be used for sealing."""

    KIND = "kind"
    NOT_FOR_SIGNING = "not-for-signing"
    ENDED = "ended"
    NOT_YET = "not-yet"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class OnCard:
    """A certificate that was found on a card: where its key lies, what it says, and why it does not do."""

    place: KeyOnCard
    says: KeyCertificate
    unfit: Unfit | None = None


def written(place: KeyOnCard) -> bytes:
    """Write where a key lies, to be kept in the place of a key file."""
    chain = [b64encode(each).decode() for each in place.chain]
    said = [place.module, place.label, place.serial, place.key, chain]
    return _MARK + json.dumps(said, separators=(",", ":")).encode() + b"}"


def read(kept: bytes) -> KeyOnCard | None:
    """Read where a key lies; nothing for a key that is kept itself."""
    if not kept.startswith(_MARK):
        return None
    module, label, serial, key, chain = json.loads(kept)["card"]
    return KeyOnCard(module, label, serial, key, tuple(b64decode(each) for each in chain))
