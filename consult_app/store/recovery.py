"""The printed recovery key: 160 random bits as nine groups of four, with a check against typing mistakes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from consult_app.domain.recovery import vault_mark
from consult_app.errors import VaultError

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    if len(letters) != _LENGTH:
        raise _mistyped(f"It has {_LENGTH} letters and digits; {len(letters)} were typed.")
    strange = [place for place, letter in enumerate(letters) if letter not in _ALPHABET]
    if strange:
        raise _mistyped(f"Group {_group(strange[0])} holds a character that no recovery key has.")
    key = _proven(letters)
    if key is None:
        raise _mistyped(_where(letters))
    return key


def is_one(text: str) -> bool:
    """Whether somebody typed a recovery key, of whichever vault."""
    try:
        return bool(read(text))
    except VaultError:
        return False


def another(store: str) -> VaultError:
    """Make the error for a key without a typing mistake that does not open this vault."""
    return VaultError(
        "recovery-key-wrong",
        "The recovery key holds no typing mistake. It opens another vault, or a newer one took its place.",
        f"Take the newest sheet that names vault {vault_mark(store)}.",
    )


def _proven(letters: str) -> bytes | None:
    """Give the key, where its check agrees."""
    number = 0
    for letter in letters:
        number = number << 5 | _ALPHABET.index(letter)
    key = (number >> _CHECK_BITS).to_bytes(KEY_BYTES)
    return key if number & (1 << _CHECK_BITS) - 1 == _check(key) else None


def _where(letters: str) -> str:
    """Say in which group a single mistake would be, if one explains it.

    Nobody is told more by that than the check says already to whoever tries all single mistakes.
    """
    found = {_group(place) for place, text in _nearly(letters) if _proven(text) is not None}
    if len(found) == 1:
        return (
            f"Compare group {found.pop()} with the printed sheet first: one mistake there would explain it."
        )
    return "More than one character is wrong: compare it group by group with the printed sheet."


def _nearly(letters: str) -> Iterator[tuple[int, str]]:
    """Give what a single other letter, or two that changed places, would make of it."""
    for place in range(_LENGTH):
        before, after = letters[:place], letters[place + 1 :]
        yield from ((place, before + other + after) for other in _ALPHABET)
        if after:
            yield place, f"{before}{after[0]}{letters[place]}{after[1:]}"


def _group(place: int) -> int:
    return place // _GROUP + 1


def _mistyped(where: str) -> VaultError:
    return VaultError("recovery-key-mistyped", "The recovery key holds a typing mistake.", where)


def _check(key: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"recovery" + key).digest()) & (1 << _CHECK_BITS) - 1
