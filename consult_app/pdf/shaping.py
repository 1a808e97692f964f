"""A line of words as it is drawn: plain pieces, and pieces whose glyphs HarfBuzz chose and placed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics

from consult_app.pdf.bidi import RIGHT_TO_LEFT, levels, visual
from consult_app.pdf.faces import JOINERS, folder, holder, plain, shaper
from consult_app.pdf.theme import Face

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TALLEST_STACK = 0.4
"""How far marks may stand from their letter, in ems: a tower of them must not cover other lines."""

LONGEST_CLUSTER = 16
"""A chain of joined letters is cut after so many characters: it must end within the line."""

_VIRAMA = 9
_TONES = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)
_PARTS = re.compile(f".[{JOINERS}]*")
"""A joiner is not seen by itself, and would not be read back."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph and where it stands from its piece's left end, in ems; `width` is the face's own.

    `text` is what it stands for; without, it is a mark that belongs to a neighbour's text.
    """

    number: int
    text: str
    width: float
    x: float
    up: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbours of one face, from left to right; without a file they are plain words in a face of ours."""

    text: str
    width: float
    file: str = ""
    glyphs: tuple[Glyph, ...] = ()


def is_plain(text: str) -> bool:
    """Whether a text needs no shaping."""
    return text.isascii() or plain().issuperset(text)


@lru_cache(maxsize=2_000)
def placed(line: str, face: Face) -> tuple[tuple[float, Piece], ...]:
    """Cut a line of printable text into pieces, each with its distance from the left; all in ems.

    They come in the order of reading, word by word: so readers of the file find the words in order.
    """
    cut = _cut(line.removeprefix(RIGHT_TO_LEFT), face, int(line.startswith(RIGHT_TO_LEFT)))
    made = [_piece(*each, face) for each in cut]
    at: dict[int, float] = {}
    x = 0.0
    for index in visual(range(len(cut)), [level for _, _, level in cut]):
        at[index] = x
        x += made[index].width
    return tuple((at[index], piece) for index, piece in enumerate(made))


def _cut(line: str, face: Face, base: int) -> list[tuple[str, str, int]]:
    """Cut a line where the file that holds the characters changes, or their level, or a shaped word ends."""
    cut: list[tuple[str, str, int]] = []
    given = levels(line, base)
    start, goes_on = 0, False
    for cluster in _held(line, face):
        level = given[start]
        start += len(cluster)
        simple = level % 2 == 0 and is_plain(cluster)
        # What no face holds was refused before.
        file = "" if simple else holder(cluster, face) or face.value
        in_word = simple or cluster[0].isalnum()
        if goes_on and in_word and cut[-1][1:] == (file, level):
            cut[-1] = (cut[-1][0] + cluster, file, level)
        else:
            cut.append((cluster, file, level))
        goes_on = in_word
    return cut


def _held(line: str, face: Face) -> Iterator[str]:
    """Cut a line into clusters, and one that no single face holds into its characters: none may be a box."""
    for cluster in clusters(line):
        if is_plain(cluster) or holder(cluster, face):
            yield cluster
        else:
            yield from _PARTS.findall(cluster)


def read_aloud(line: str) -> str:
    """Give what a line says, with the space after it, where it does not stand in that order; else nothing."""
    said = line.removeprefix(RIGHT_TO_LEFT)
    return f"{said} " if any(unicodedata.bidirectional(each) in {"R", "AL"} for each in said) else ""


def clusters(text: str) -> Iterator[str]:
    """Cut a text into what a reader takes for one character: a letter with its marks, an emoji of several."""
    start = 0
    for index, (before, after) in enumerate(pairwise(text), 1):
        if not _joined(before, after, text[start:index]):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def _joined(before: str, after: str, so_far: str) -> bool:
    if len(so_far) >= LONGEST_CLUSTER or after <= "~":
        return False
    return (
        unicodedata.category(after)[0] == "M"
        or after in JOINERS
        or before in JOINERS
        or unicodedata.combining(before) == _VIRAMA
        or ord(after) in _TONES
        or (ord(after) in _FLAGS and ord(before) in _FLAGS and len(so_far) % 2 == 1)
    )


def _piece(text: str, file: str, level: int, face: Face) -> Piece:
    if not file:
        return Piece(text, pdfmetrics.stringWidth(text, face.name, 1))
    return _shaped(text, file, backwards=level % 2 == 1)


def _shaped(text: str, file: str, *, backwards: bool) -> Piece:
    import uharfbuzz

    font = shaper(folder() / file)
    buffer = uharfbuzz.Buffer()
    buffer.flags = (
        uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES | uharfbuzz.BufferFlags.DO_NOT_INSERT_DOTTED_CIRCLE
    )
    buffer.add_codepoints([ord(each) for each in text])
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if backwards else "ltr"
    uharfbuzz.shape(font, buffer)
    infos, places = buffer.glyph_infos, buffer.glyph_positions
    bearing = [place.x_advance > 0 and place.y_offset == 0 for place in places]
    said = _said(text, [info.cluster for info in infos], bearing, backwards=backwards)
    em, x = font.face.upem, 0
    most = TALLEST_STACK * em
    glyphs = []
    for info, place, words in zip(infos, places, said, strict=True):
        up = max(-most, min(most, place.y_offset)) / em
        own = font.get_glyph_h_advance(info.codepoint) / em
        glyphs.append(Glyph(info.codepoint, words, own, (x + place.x_offset) / em, up))
        x += place.x_advance
    return Piece(text, x / em, file, tuple(glyphs))


def _said(text: str, starts: Sequence[int], bearing: Sequence[bool], *, backwards: bool) -> list[str]:
    """Share the characters of each cluster out among the glyphs that can bear text, in the order of reading.

    The last of them takes what is left; marks get nothing, for readers take them for words of their own.
    """
    ends = dict(pairwise([*sorted(set(starts)), len(text)]))
    said: list[str] = []
    for start, same in groupby(range(len(starts)), lambda index: starts[index]):
        indexes = list(same)
        letters = text[start : ends[start]]
        # Readers turn all around that they find in a script that runs from right to left.
        count = 1 if backwards else len(letters)
        letters = letters[::-1] if read_aloud(letters) else letters
        bearers = [index for index in indexes if bearing[index]][:count] or indexes[:1]
        shares = {index: letters[place] for place, index in enumerate(bearers)}
        shares[bearers[-1]] = letters[len(bearers) - 1 :]
        said += [shares.get(index, "") for index in indexes]
    return said
