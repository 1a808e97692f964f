"""Words of several styles in one text: what stands out before it, the text, the small mark after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from consult_app.domain.document import Text
from consult_app.pdf.bidi import has_direction, runs_right
from consult_app.pdf.text import lines, longest_word, printable, width
from consult_app.pdf.theme import Style, mark_of, strong

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult_app.pdf.tags import Element

_GAP = 2.5
"""White before a mark, beside the space that every run ends with."""


class Run(NamedTuple):
    """Printable words of one style; `element` where they belong to another one than what is around them."""

    text: str
    style: Style
    element: Element | None = None


class Piece(NamedTuple):
    """A part of a line, `x` points from the line's left end."""

    x: float
    text: str
    style: Style
    element: Element | None


Runs = tuple[Run, ...]
Line = tuple[Piece, ...]


def runs(text: Text, style: Style, element: Element | None = None) -> Runs:
    """Give a text as it is set in a style, with a mark in its own."""
    if isinstance(text, str):
        return (Run(printable(text), style, element),)
    parts = ((text.lead, strong(style)), (text.text, style), (text.mark, mark_of(style)))
    return tuple(Run(printable(words), look, element) for words, look in parts if words)


def broken(parts: Runs, room: float, *, backwards: bool = False) -> list[Line]:
    """Break runs into lines no wider than `room`; each goes on where the one before it ended.

    Where they run in the other direction than what is around them, `backwards` or not, they begin at the
    other edge.
    """
    found = _broken(parts, room)
    return [_turned(line, room) for line in found] if _runs_right(parts) != backwards else found


def _runs_right(parts: Runs) -> bool:
    """Whether runs go from right to left: as the first of them does that has letters."""
    return next((runs_right(each.text) for each in parts if has_direction(each.text)), False)


def _turned(line: Line, room: float) -> Line:
    return tuple(
        each._replace(x=room - each.x - width(each.text, each.style) if each.text else each.x)
        for each in line
    )


def _broken(parts: Runs, room: float) -> list[Line]:
    if len(parts) == 1:
        (only,) = parts
        return [(Piece(0, line, only.style, only.element),) for line in lines(only.text, only.style, room)]
    found: list[Line] = []
    for part in parts:
        for index, line in enumerate(_continued(part, found, room)):
            if index or not found:
                found.append((line,))
            elif line.text:
                found[-1] = (*found[-1], line)
    return found


def _continued(part: Run, before: Sequence[Line], room: float) -> list[Piece]:
    """Break a run whose first line begins behind what stands there already; it may be empty."""
    if not before:
        return [Piece(0, line, part.style, part.element) for line in lines(part.text, part.style, room)]
    last = before[-1][-1]
    start = last.x + width(last.text + " ", last.style)
    if part.style.size < last.style.size:
        start += _GAP
    first, rest = _split(part, room - start)
    return [
        Piece(start, first, part.style, part.element),
        *(Piece(0, line, part.style, part.element) for line in lines(rest, part.style, room)),
    ]


def _split(part: Run, room: float) -> tuple[str, str]:
    """Give as many whole words as fit, up to a line's end, and what is left."""
    hard, newline, after = part.text.partition("\n")
    words = hard.split(" ")
    reached, space = 0.0, width(" ", part.style)
    for count, word in enumerate(words):
        reached += width(word, part.style) + (space if count else 0)
        if reached > room:
            return " ".join(words[:count]), " ".join(words[count:]) + newline + after
    return hard, after


def widest_word(parts: Runs) -> float:
    """Measure the widest word of all runs."""
    return max((longest_word(each.text, each.style) for each in parts), default=0)


def length(parts: Runs) -> float:
    """Measure how long all runs are on one line."""
    return sum(width(each.text, each.style) for each in parts)
