"""What other programs read of a line that runs in both directions: put so that they find it as it was typed.

A reader of a file finds glyphs and where they stand, and guesses at the order of the words. pdfium sorts what
is shown on one base line by where it begins, turns each run of letters from right to left around, turns the
order of all runs around unless more of them go from left to right, and takes signs behind letters from right
to left for their mirror images. Poppler turns such letters around with all signs beside them. Both leave
alone what follows a mark that says "from left to right": it has no shape, and a space is drawn for it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from consult_app.pdf.faces import folder, shaper
from consult_app.pdf.shaping import Glyph, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from consult_app.pdf.theme import Face

STEER = "\N{LEFT-TO-RIGHT MARK}"
"""Never drawn: what follows it is read as it stands."""

_NEAR, _APART = 0.3, 0.1
"""Within how much of a letter a mark is taken for it; how far marks must be apart to be two, in ems."""

_SPACE = " "


@dataclass(frozen=True, slots=True)
class Stretch:
    """Glyphs of one file in the order of reading; `x` is where they count as beginning, in ems."""

    x: float
    piece: Piece


@dataclass(frozen=True, slots=True)
class _Cell:
    """A glyph with its file; its place counts from the line's left end."""

    file: str
    glyph: Glyph


def stretches(pieces: Sequence[tuple[float, Piece]], face: Face) -> list[Stretch]:
    """Give what is shown of a line's pieces, which come in the order of reading."""
    cells = _with_own_spaces([cell for across, piece in pieces for cell in _cells(across, piece, face)])
    groups = [list(group) for _, group in groupby(_steered(cells), lambda each: each.file)]
    starts = [group[0].glyph.x for group in groups]
    if any(after <= before for before, after in pairwise(starts)):
        end = max(across + piece.width for across, piece in pieces)
        wished = [end * place / len(groups) for place in range(len(groups))]
        # A mark on the very place of a letter is taken for the letter, drawn twice to make it bold.
        starts = [own if abs(own - x) < _NEAR else x for own, x in zip(starts, wished, strict=True)]
        groups = [
            group if x == group[0].glyph.x else [_mark(group[0].file, x), *group]
            for x, group in zip(starts, groups, strict=True)
        ]
    before = list(_prefix(groups, starts[0]))
    groups[0] = [*before, *groups[0]]
    return [Stretch(x, _piece(group, x)) for x, group in zip(starts, groups, strict=True)]


def _cells(across: float, piece: Piece, face: Face) -> Iterator[_Cell]:
    if piece.file:
        shown = [_Cell(piece.file, replace(each, x=across + each.x)) for each in piece.glyphs if each.text]
        backwards = any(_way(each.glyph.text) == "R" for each in shown)
        yield from _turned(shown) if backwards else shown
        return
    x = across
    for character in piece.text:
        glyph = _plain(face.value, character, x)
        yield _Cell(face.value, glyph)
        x += glyph.width


def _turned(shown: Sequence[_Cell]) -> Iterator[_Cell]:
    """Give what runs from right to left by letters that follow each other, the last one first.

    What stands between such letters comes between them: marks of theirs, and what parts them.
    """
    read = [part for cell in reversed(shown) for part in _parts(cell)]
    for way, group in groupby(read, lambda each: _way(each.glyph.text)):
        run = list(group)
        yield from reversed(run) if way == "R" else run


def _parts(cell: _Cell) -> Iterator[_Cell]:
    """Cut what a glyph stands for, given backwards, into letters and marks; only the first is drawn."""
    for place, (way, group) in enumerate(groupby(reversed(cell.glyph.text), _way)):
        text = "".join(group)
        text = text[::-1] if way == "R" else text
        glyph = replace(cell.glyph, text=text) if not place else _plain(cell.file, _SPACE, cell.glyph.x, text)
        yield _Cell(cell.file, glyph)


def _plain(file: str, character: str, x: float, said: str = "") -> Glyph:
    font = shaper(folder() / file)
    number = font.get_nominal_glyph(ord(character)) or 0
    return Glyph(number, said or character, font.get_glyph_h_advance(number) / font.face.upem, x, 0)


def _mark(file: str, x: float) -> _Cell:
    return _Cell(file, _plain(file, _SPACE, x, STEER))


def _with_own_spaces(cells: list[_Cell]) -> list[_Cell]:
    """Take a space between words of one file from that file, so that they are shown together."""
    found = list(cells)
    for at in range(1, len(cells) - 1):
        before, cell, after = cells[at - 1 : at + 2]
        if cell.glyph.text == _SPACE and before.file == after.file != cell.file:
            found[at] = _Cell(before.file, _plain(before.file, _SPACE, cell.glyph.x))
    return found


def _steered(cells: Iterable[_Cell]) -> Iterator[_Cell]:
    """Put a mark between letters that run from right to left and signs after them, also behind a number."""
    before: _Cell | None = None
    for way, group in groupby(cells, lambda each: _way(each.glyph.text)):
        found = list(group)
        if way == "N" and before is not None and any(each.glyph.text != _SPACE for each in found):
            yield _mark(before.file, before.glyph.x + before.glyph.width)
            before = None
        yield from found
        if way == "R" or (way == "0" and before is not None):
            before = found[-1]
        elif way == "L":
            before = None


def _prefix(groups: list[list[_Cell]], x: float) -> Iterator[_Cell]:
    """Give as many marks as it takes for most stretches to run from left to right."""
    ways = [way for way, _ in groupby(_counted(each.glyph.text) for group in groups for each in group)]
    for place in range(ways.count("R") + 1 - ways.count("L")):
        at, file = x + place * _APART, groups[0][0].file
        yield _mark(file, at)
        yield _Cell(file, _plain(file, _SPACE, at))


def _way(text: str) -> str:
    """Say how letters run, that something is digits, or that it is a sign: those keep a run of their own."""
    signs = not any(unicodedata.category(each)[0] in "LN" for each in text)
    return "N" if signs and text != STEER else _counted(text)


def _counted(text: str) -> str:
    """Say which way pdfium takes a character to run."""
    kinds = {unicodedata.bidirectional(each) for each in text}
    if not kinds.isdisjoint({"R", "AL"}):
        return "R"
    if "L" in kinds:
        return "L"
    return "N" if kinds.isdisjoint({"EN", "AN"}) else "0"


def _piece(group: list[_Cell], origin: float) -> Piece:
    glyphs = tuple(replace(each.glyph, x=each.glyph.x - origin) for each in group)
    return Piece("", 0, group[0].file, glyphs)
