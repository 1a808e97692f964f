"""Rows of cells: columns wide enough for their words, rows cut only where they outgrow a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from consult_app.pdf.runs import Line, Runs, broken, length, widest_word
from consult_app.pdf.strips import BASELINE, COUNTER, Bar, Figures, Mark, Strip, Tie, Words, hairline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from consult_app.pdf.tags import Element

PAD = 1.6
"""White above and below the words of a cell, and before them."""

AFTER = 4
"""White between a column and the next one."""

_BETWEEN = 6
"""White between two cells to write in."""

TALLEST = 30
"""Rows of more lines than this may be cut."""

CUT = 10

_LINES, _MOST = 20, 0.4
"""So many lines a cell may have before its column takes room from others, up to this share of all of it."""

_ABREAST, _MANY_ABREAST = 20, 50
"""How many figures stand in a row: of a hundred, of a thousand."""

_FEW = 100
_SIZE = 3.4
"""The most points that a figure in a cell takes."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Words with the leading of their lines; an element of None makes them decoration.

    Of `total` figures below the words so many are `filled`. `backwards`: what is around it runs from right
    to left.
    """

    runs: Runs
    leading: float
    element: Element | None
    filled: int = 0
    total: int = 0
    backwards: bool = False

    def figures(self, x: float, down: float, room: float) -> Figures:
        """Lay the figures out below the words."""
        abreast = _ABREAST if self.total <= _FEW else _MANY_ABREAST
        cell = min(_SIZE, room / abreast)
        return Figures(COUNTER, self.filled, self.total, abreast, x, down, cell)


def columns(cells: Sequence[Sequence[Cell]], shares: Sequence[float], room: float) -> tuple[float, ...]:
    """Share the room out; a column takes what it needs from the others.

    It needs as much as its longest word is wide, and more where its words would make a row so tall that a
    page has to end within.
    """
    whole = sum(shares)
    wished = [room * share / whole for share in shares]
    stacks = list(zip(*cells, strict=True))
    words = [
        PAD + white + max(widest_word(cell.runs) for cell in column)
        for white, column in zip(_after(len(wished)), stacks, strict=True)
    ]
    fits = all(
        _surely_fits(cell, wish) for wish, column in zip(wished, stacks, strict=True) for cell in column
    )
    # Whoever gives room away must not get too tall by that.
    tall = [0 if fits else min(_MOST * room, max(_least(cell) for cell in column)) for column in stacks]
    # A word that takes more than half of the page is broken, whatever else is.
    breaking = [need if need < room / 2 else 0 for need in words]
    return _given(wished, words, tall) or _given(wished, breaking, tall) or tuple(wished)


def _surely_fits(cell: Cell, wished: float) -> bool:
    """Whether words stand in a few lines, by a look at how many letters they have."""
    return sum(len(each.text) * each.style.size for each in cell.runs) < _LINES * wished


def _least(cell: Cell) -> float:
    """Give how wide a cell must be for its words to stand in a few lines."""
    return PAD + AFTER + length(cell.runs) / _LINES


def _given(wished: Sequence[float], *needs: Sequence[float]) -> tuple[float, ...]:
    """Give each column what it needs, taken from those that can spare it; nothing where they cannot."""
    needed = [max(each) for each in zip(*needs, strict=True)]
    lacking = sum(max(need - wish, 0) for need, wish in zip(needed, wished, strict=True))
    spare = [max(wish - need, 0) for need, wish in zip(needed, wished, strict=True)]
    if sum(spare) < lacking:
        return ()
    given = lacking / (sum(spare) or 1)
    return tuple(
        max(wish, need) - extra * given for wish, need, extra in zip(wished, needed, spare, strict=True)
    )


def _after(count: int) -> tuple[float, ...]:
    """Give the white behind each of so many columns: the last one ends where the page does."""
    return (*(AFTER for _ in range(count - 1)), PAD)


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns stand, in points from the sheet's left edge; words begin `inset` inside theirs."""

    left: float
    widths: tuple[float, ...]
    inset: float = PAD

    def head(self, cells: Sequence[Cell], ground: str, rule: str) -> Strip:
        """Set a head row, tied to the row below it."""
        (strip,) = self._cut(cells, whole=True)
        back = Bar(self.left, 0, sum(self.widths), strip.height, ground)
        line = hairline(self.left, strip.height, sum(self.widths), rule)
        return Strip(strip.height, strip.marks, (back, line), tie=Tie.TIGHT)

    def row(self, cells: Sequence[Cell], repeat: Strip | None = None) -> list[Strip]:
        """Set a row over a hairline; a very tall one comes in several strips."""
        strips = list(self._cut(cells))
        last = strips[-1]
        rule = hairline(self.left, last.height, sum(self.widths))
        strips[-1] = Strip(last.height, last.marks, (rule,))
        return [replace(each, repeat=repeat) for each in strips] if repeat else strips

    def vacant(self, height: float, colour: str) -> Strip:
        """Set a row to write in: a line below each column, and white between them."""
        lines, x = [], self.left
        for width in self.widths:
            lines.append(hairline(x, height - 2, width - _BETWEEN, colour))
            x += width
        return Strip(height, (), tuple(lines))

    def _cut(self, cells: Sequence[Cell], *, whole: bool = False) -> Iterator[Strip]:
        leading = max(cell.leading for cell in cells)
        set_cells = list(self._set(cells, leading))
        total = max(1, *(each.lines for each in set_cells))
        # Only what is too tall goes on over the page's end: all that stands beside it is in the first piece.
        beside = (each.lines for each in set_cells if each.cell.total or each.lines <= TALLEST)
        count = total if whole or total <= TALLEST else max((CUT, *beside))
        for start in range(0, total, count):
            end = min(start + count, total)
            above = PAD if start == 0 else 0
            below = PAD if end >= total else 0
            marks = tuple(mark for each in set_cells for mark in each.marks(start, end, above, leading))
            yield Strip(above + (end - start) * leading + below, marks)

    def _set(self, cells: Sequence[Cell], leading: float) -> Iterator[_Set]:
        x = self.left
        for cell, width, white in zip(cells, self.widths, _after(len(cells)), strict=True):
            room = width - self.inset - white
            found = broken(cell.runs, room, backwards=cell.backwards)
            more = 0
            if cell.total:
                more = int(-(-cell.figures(0, 0, room).height // leading))
            yield _Set(cell, x + self.inset, room, found, len(found) + more)
            x += width


@dataclass(frozen=True, slots=True)
class _Set:
    """A cell broken into lines; `lines` counts the room for its figures too."""

    cell: Cell
    x: float
    room: float
    broken: list[Line]
    lines: int

    def marks(self, start: int, end: int, above: float, leading: float) -> Iterator[Mark]:
        for index, line in enumerate(self.broken[start:end]):
            for piece in line:
                if piece.text:
                    # Small words stand on the base line of the large ones.
                    down = above + index * leading + BASELINE * (leading - piece.style.leading)
                    yield Words(piece.text, piece.style, self.x + piece.x, down, self.cell.element)
        if self.cell.total and start == 0:
            yield self.cell.figures(self.x, above + len(self.broken) * leading + 1, self.room)
