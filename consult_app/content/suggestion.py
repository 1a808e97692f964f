"""Did you mean …: the remedy for a word that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 60
_MOST = 12


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Name the nearest known word, or list the known ones where none is near."""
    words = list(dict.fromkeys(known))
    near = get_close_matches(word[:_LONGEST], words, n=1)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"Known here: {listed(words)}." if words else "None is known here."


def listed(words: Iterable[str]) -> str:
    """Write words one after the other, cut where there are very many."""
    every = list(words)
    return ", ".join(every[:_MOST]) + (", …" if len(every) > _MOST else "")
