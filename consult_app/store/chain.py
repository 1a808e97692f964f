"""How the log is written: each entry is hashed together with the hash of the one before it.

Whoever keeps something appends its entry in the same transaction: both are on disk, or neither is.
"""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from consult_app.domain.audit import Anchor
from consult_app.store.schema import AUDIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from consult_app.store.database import Connection

NOTHING = bytes(32)
"""What stands before the first entry."""
BESIDE = "beside:"
"""How the digest of what is kept beside a consultation begins; without it, it is the consultation's own."""
GONE = "gone:"
"""How the digest of what was kept beside a consultation begins where it is taken out again."""
_SIGNED = b"consult vault log 1: "

_HEAD = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"
_encode = msgspec.json.Encoder().encode


def append(  # noqa: PLR0913 - who did what, when, to what and why
    connection: Connection,
    at: str,
    actor: str,
    action: str,
    subject: str = "",
    *,
    reason: str = "",
    digest: str = "",
    event: int = 0,
    revision: int = 0,
    sign: Callable[[bytes], bytes] | None = None,
) -> Anchor:
    """Enter an act, for ever, within the caller's transaction.

    Everything is said by ids. `digest` is the SHA-256 of what was kept, `event` and `revision` those of the
    consultation's own list, `sign` the signature of whoever did it.
    """
    last = end(connection)
    act = (last.seq + 1, at, actor, machine(), action, subject, reason, digest, event, revision)
    signature = sign(linked(last.hash, act)) if sign else b""
    made = linked(last.hash, act, signature)
    connection.execute(AUDIT.insert, (*act, last.hash, signature, made))
    return Anchor(act[0], made.hex())


class End(NamedTuple):
    """Where a log ends: the number of its last entry, 0 for none, and that entry's hash."""

    seq: int
    hash: bytes


def end(connection: Connection) -> End:
    """Tell where the log ends, which is where the next entry goes on."""
    last = connection.execute(_HEAD).fetchone()
    return End(last[0], last[1]) if last else End(0, NOTHING)


def head(connection: Connection) -> Anchor | None:
    """Give the last entry; nothing in an empty log."""
    last = end(connection)
    return Anchor(last.seq, last.hash.hex()) if last.seq else None


def linked(before: bytes, act: tuple[object, ...], signature: bytes = b"") -> bytes:
    """Hash an entry together with all before it; without its signature it is what gets signed."""
    return hashlib.sha256(before + _encode(act) + signature).digest()


def signing(seed: bytes) -> Callable[[bytes], bytes]:
    """Sign entries with a user's own key (Ed25519)."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return lambda content: key.sign(_SIGNED + content)


def signed(content: bytes) -> bytes:
    """Give what a signature is made of."""
    return _SIGNED + content


def digest_of(*texts: str) -> str:
    """Give the SHA-256, hexadecimal, of texts that belong together."""
    return hashlib.sha256(_encode(texts) if len(texts) > 1 else texts[0].encode()).hexdigest()


@cache
def machine() -> str:
    """Name this machine."""
    return platform.node()
