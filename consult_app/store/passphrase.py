"""How hard a passphrase is to guess."""

from __future__ import annotations

import unicodedata

from consult_app.store.failure import failure

ENOUGH = 3
"""The lowest score that protects a vault: more than 10^8 guesses."""

_LONGEST_SCORED = 72


def strength(passphrase: str, known: tuple[str, ...] = ()) -> tuple[int, str]:
    """Score a passphrase from 0 to 4, with advice; `known` are words that a guesser would try first."""
    # Imported when first asked: its word lists take a tenth of a second.
    from zxcvbn import zxcvbn

    # It cannot judge nothing; a space is as weak.
    judged = zxcvbn(passphrase[:_LONGEST_SCORED] or " ", user_inputs=list(known))
    advice = (judged["feedback"]["warning"], *judged["feedback"]["suggestions"])
    return int(judged["score"]), " ".join(each for each in advice if each)


def demand_strength(passphrase: str, known: tuple[str, ...] = ()) -> None:
    """Refuse a passphrase that is too easy to guess."""
    if strength(passphrase, known)[0] < ENOUGH:
        raise failure("passphrase-weak")


def spelled(passphrase: str) -> bytes:
    """Give the bytes of a passphrase, the same from every keyboard."""
    return unicodedata.normalize("NFKC", passphrase).encode()
