"""Finding lines by a few letters of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def sifted(query: str, lines: Iterable[tuple[str, T]]) -> tuple[T, ...]:
    """Give what fits a query, best first; every line in its order where nothing is asked for."""
    wanted = query.casefold().split()
    scored = [
        (score, each) for words, each in lines if (score := _score(wanted, words.casefold())) is not None
    ]
    return tuple(each for _, each in sorted(scored, key=lambda pair: pair[0]))


def _score(wanted: list[str], words: str) -> int | None:
    """Add up how far each word is from standing at the beginning of one; None where one is not there."""
    scores = [_word_score(each, words) for each in wanted]
    found = [each for each in scores if each is not None]
    return sum(found) if len(found) == len(scores) else None


def _word_score(wanted: str, words: str) -> int | None:
    if words.startswith(wanted):
        return 0
    if f" {wanted}" in words:
        return 1
    if wanted in words:
        return 2
    return _spread(wanted, words)


def _spread(wanted: str, words: str) -> int | None:
    """Find the letters in their order with others between them; the closer together, the better."""
    at = first = words.find(wanted[0])
    for letter in wanted[1:]:
        at = words.find(letter, at + 1) if at >= 0 else -1
    if at < 0 or at - first > 3 * len(wanted):
        return None
    return 3 + at - first - len(wanted)
