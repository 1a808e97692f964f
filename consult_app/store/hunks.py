"""What differs between two texts that were made alike, as the few places that were changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


_SHORT = 80
"""So short a piece is put anew as a whole: to look for what is the same in it costs more than it saves."""


class Hunk(NamedTuple):
    """So many characters of the text before are cut at a place, and others put there."""

    at: int
    cut: int
    put: str


def hunks(before: Sequence[str], after: Sequence[str]) -> list[Hunk]:
    """Tell what to change in a text, first to last, so that it becomes another one of as many pieces."""
    pairs = enumerate(zip(before, after, strict=True))
    changed = [(place, one, other) for place, (one, other) in pairs if one is not other and one != other]
    return [_hunk(one, other, sum(map(len, before[:place]))) for place, one, other in changed]


def patched(before: str, changes: Sequence[Hunk]) -> str:
    """Change a text; ValueError where these are no changes of it."""
    parts: list[str] = []
    done = 0
    for at, cut, put in changes:
        if not (done <= at and 0 <= cut <= len(before) - at):
            raise ValueError("these are changes of another text")
        parts += [before[done:at], put]
        done = at + cut
    return "".join([*parts, before[done:]])


def _hunk(one: str, other: str, at: int) -> Hunk:
    if len(one) + len(other) <= _SHORT:
        return Hunk(at, len(one), other)
    start = _common(one, other)
    one, other = one[start:], other[start:]
    end = _common(one[::-1], other[::-1])
    return Hunk(at + start, len(one) - end, other[: len(other) - end])


def _common(one: str, other: str) -> int:
    """Count with how many equal characters two texts begin, by halving."""
    least, most = 0, min(len(one), len(other)) + 1
    while most - least > 1:
        half = (least + most) // 2
        if one[least:half] == other[least:half]:
            least = half
        else:
            most = half
    return least
