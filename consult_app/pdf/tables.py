"""Rows of cells: columns wide enough for their words, rows cut only where they outgrow a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult_app.pdf.strips import Bar, Strip, Tie, Words, hairline
from consult_app.pdf.text import lines, longest_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from consult_app.pdf.tags import Element
    from consult_app.pdf.theme import Style

PAD = 4.5
"""White above and below the words of a cell, and to the right of a column."""

TALLEST = 30
"""Rows of more lines than this may be cut."""

CUT = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """Printable text with its style; an element of None makes it decoration."""

    text: str
    style: Style
    element: Element | None


def columns(cells: Sequence[Sequence[Cell]], shares: Sequence[float], room: float) -> tuple[float, ...]:
    """Share the room out; a column whose longest word would break takes what it needs from the others."""
    whole = sum(shares)
    wished = [room * share / whole for share in shares]
    needed = [
        max(longest_word(cell.text, cell.style) for cell in column) + 2 * PAD
        for column in zip(*cells, strict=True)
    ]
    lacking = sum(max(need - wish, 0) for need, wish in zip(needed, wished, strict=True))
    spare = [max(wish - need, 0) for need, wish in zip(needed, wished, strict=True)]
    if not lacking or sum(spare) < lacking:
        return tuple(wished)
    given = lacking / sum(spare)
    return tuple(
        max(wish, need) - extra * given for wish, need, extra in zip(wished, needed, spare, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns stand, in points from the sheet's left edge; words begin `inset` inside theirs."""

    left: float
    widths: tuple[float, ...]
    inset: float = PAD

    def head(self, cells: Sequence[Cell], ground: str, rule: str) -> Strip:
        """Set a head row, tied to the row below it."""
        (strip,) = self._cut(cells, len(self._tallest(cells)))
        back = Bar(self.left, 0, sum(self.widths), strip.height, ground)
        line = hairline(self.left, strip.height, sum(self.widths), rule)
        return Strip(strip.height, strip.marks, (back, line), tie=Tie.TIGHT)

    def row(self, cells: Sequence[Cell], repeat: Strip | None = None) -> list[Strip]:
        """Set a row over a hairline; a very tall one comes in several strips."""
        count = len(self._tallest(cells))
        strips = list(self._cut(cells, count if count <= TALLEST else CUT, repeat))
        last = strips[-1]
        rule = hairline(self.left, last.height, sum(self.widths))
        strips[-1] = Strip(last.height, last.marks, (rule,), repeat=repeat)
        return strips

    def _tallest(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        return max((broken for _, _, broken in self._broken(cells)), key=len, default=())

    def _broken(self, cells: Sequence[Cell]) -> Iterator[tuple[float, Cell, tuple[str, ...]]]:
        x = self.left
        for cell, width in zip(cells, self.widths, strict=True):
            yield x + self.inset, cell, lines(cell.text, cell.style, width - self.inset - PAD)
            x += width

    def _cut(self, cells: Sequence[Cell], count: int, repeat: Strip | None = None) -> Iterator[Strip]:
        broken = tuple(self._broken(cells))
        total = max(len(each) for _, _, each in broken)
        leading = max(cell.style.leading for cell in cells)
        for start in range(0, max(total, 1), max(count, 1)):
            end = min(start + max(count, 1), max(total, 1))
            above = PAD if start == 0 else 0
            below = PAD if end >= total else 0
            marks = tuple(
                Words(line, cell.style, x, above + index * leading, cell.element)
                for x, cell, each in broken
                for index, line in enumerate(each[start:end])
                if line
            )
            yield Strip(above + (end - start) * leading + below, marks, repeat=repeat)
