"""The printed recovery key: 160 random bits as nine groups of four, with a check against typing mistakes."""

from __future__ import annotations

import hashlib

from consult_app.store.failure import failure

KEY_BYTES = 20
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that looks like something else
_CHECK_BITS = 20
_LENGTH = 36
_GROUP = 4
_HEARD_AS = str.maketrans("OIL", "011", " -\t\n")


def printed(key: bytes) -> str:
    """Write a key for paper."""
    number = int.from_bytes(key) << _CHECK_BITS | _check(key)
    letters = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LENGTH)))
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def read(text: str) -> bytes:
    """Read a key from paper, however it is spaced and cased; VaultError for a typing mistake."""
    letters = text.upper().translate(_HEARD_AS)
    if len(letters) != _LENGTH or not set(letters) <= set(_ALPHABET):
        raise failure("recovery-key-mistyped")
    number = 0
    for letter in letters:
        number = number << 5 | _ALPHABET.index(letter)
    key = (number >> _CHECK_BITS).to_bytes(KEY_BYTES)
    if number & (1 << _CHECK_BITS) - 1 != _check(key):
        raise failure("recovery-key-mistyped")
    return key


def _check(key: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"recovery" + key).digest()) & (1 << _CHECK_BITS) - 1
