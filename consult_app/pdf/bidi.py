"""Words in the order in which they stand on paper: the Unicode bidirectional algorithm, line by line."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT MARK}"
"""At the start of a line: it belongs to words that run from right to left. Never printed."""

_LEVEL = re.compile(r"\d+")
_RIGHT = {"R", "AL"}
_TURNING = {*_RIGHT, "AN"}

_FROM_RIGHT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)
"""Languages that are written from right to left, whatever region follows in their tag."""

T = TypeVar("T")


@cache
def written_from_right(language: str) -> bool:
    """Whether a language, given as a tag, is written from right to left."""
    return language.partition("-")[0].lower() in _FROM_RIGHT


def has_direction(text: str) -> bool:
    """Whether any letter of a text says in which direction it runs."""
    return any(unicodedata.bidirectional(each) in {"L", *_RIGHT} for each in text)


def runs_right(text: str) -> bool:
    """Whether most letters are of a script that runs from right to left.

    Not the first one decides: a sentence of ours that begins with a name goes on in our direction.
    """
    if text.isascii():
        return False
    classes = [unicodedata.bidirectional(each) for each in text]
    return sum(each in _RIGHT for each in classes) > classes.count("L")


def levels(text: str, base: int) -> list[int]:
    """Give each character's level: odd ones run from right to left."""
    if not base and not any(unicodedata.bidirectional(each) in _TURNING for each in text):
        return [0] * len(text)
    from bidi import get_display

    # The library shows its levels only with all that it knows; the text itself stands further ahead there.
    known = get_display(text, base_dir="LR"[base], debug=True)
    of_bytes = _LEVEL.findall(known.rpartition("levels: [")[2].partition("]")[0])
    given, at = [], 0
    for each in text:
        given.append(int(of_bytes[at]))
        at += len(each.encode("utf-8", "replace"))
    return given


def visual(items: Sequence[T], levels: Sequence[int]) -> list[T]:
    """Put things with their levels in order from left to right (rule L2)."""
    order = list(range(len(items)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return [items[index] for index in order]
