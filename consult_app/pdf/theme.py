"""How a printed document looks: faces, sizes, colours and the grid, in points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import cache

from consult_app.domain.document import DocumentKind, PaperSize

MM = 72 / 25.4
"""Points in a millimetre."""


class Face(Enum):
    """A cut of the typeface; the value is its file in the folder of fonts."""

    REGULAR = "NotoSans-Regular.ttf"
    SEMIBOLD = "NotoSans-SemiBold.ttf"
    ITALIC = "NotoSans-Italic.ttf"


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, in points; running text goes from so far below its top edge to so far above the bottom one."""

    width: float
    height: float
    top: float
    bottom: float

    @property
    def room(self) -> float:
        """How tall a page of running text is."""
        return self.height - self.top - self.bottom


A4 = Paper(210 * MM, 297 * MM, 20 * MM, 21.5 * MM)
LETTER = Paper(612, 792, 19 * MM, 21 * MM)
"""Letter is shorter and wider: by its own grid a form has as many pages, and as much white, as on A4."""
PAPERS = {PaperSize.A4: A4, PaperSize.LETTER: LETTER}

MARGIN = 15 * MM
"""White left and right of everything."""

MEASURE = 138 * MM
"""The longest line of running text: about 80 characters."""

GUTTER = 7 * MM
"""White between two columns."""

LOGO_TOP = 19 * MM
LOGO_WIDTH, LOGO_HEIGHT = 26 * MM, 14 * MM
"""Where the practice's logo stands on the first page, beside the title, and how large it is at most."""

_MARKS = ((15, 14), (11, 7), (0, 6))
"""Sizes of marks, after words of at least a size."""

INK = "#1D2826"
GREY = "#55635F"
SKIN = "#F8EBE3"
OUTLINE_OF_SKIN = "#B79A8A"
TREATED = "#7FC4BB"
HAIR = "#D5DDDA"
OUTLINE = "#7F918C"
PALE = "#F3F7F6"
TEAL = "#0B6E63"
DEEP_TEAL = "#08423C"
TEAL_TINT = "#E8F3F1"
AMBER = "#B26A00"
AMBER_TINT = "#FDF3E0"
AMBER_INK = "#6B3F00"
RED = "#B3261E"
RED_TINT = "#FCEDEB"
RED_INK = "#7A1610"
WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How words are set: face, size and distance between base lines in points, colour."""

    face: Face
    size: float
    leading: float
    colour: str = INK

    def sized(self, size: float) -> Style:
        """The same style in another size, with its leading in proportion."""
        return replace(self, size=size, leading=self.leading * size / self.size)


@cache
def strong(style: Style) -> Style:
    """The same style, standing out."""
    return replace(style, face=Face.SEMIBOLD)


@cache
def coloured(style: Style, colour: str) -> Style:
    """The same style in another colour."""
    return replace(style, colour=colour)


@cache
def mark_of(style: Style) -> Style:
    """The style of the small mark after words of a style."""
    size = next(mark for least, mark in _MARKS if style.size >= least)
    return Style(Face.REGULAR, size, size * 1.4, GREY)


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """The styles of a document; in large print tables stand as lists and nothing stands side by side.

    On sheets to take home no point of a list is broken.
    """

    body: Style
    quiet: Style
    fine: Style
    quoted: Style
    quote: Style
    title: Style
    part: Style
    point: Style
    field_name: Style
    field_value: Style
    cell: Style
    cell_head: Style
    caption: Style
    ranked: Style
    signed_name: Style
    large: bool = False
    take_home: bool = False

    @property
    def longest(self) -> float:
        """The longest line of running text: in large print, no line that the page holds is too long."""
        return A4.width if self.large else MEASURE


def _look(sizes: tuple[float, ...], *, large: bool = False, take_home: bool = False) -> Look:
    """Make a look of sizes: running text, small and finest print, three levels of headings, cells."""
    body, quiet, fine, title, part, point, cell = sizes
    return Look(
        body=Style(Face.REGULAR, body, body * 1.34),
        quiet=Style(Face.REGULAR, quiet, quiet * 1.3, GREY),
        fine=Style(Face.REGULAR, fine, fine * 1.25, GREY),
        quoted=Style(Face.REGULAR, quiet, quiet * 1.3, GREY),
        quote=Style(Face.ITALIC, body * 0.95, body * 1.26),
        title=Style(Face.SEMIBOLD, title, title * 1.26, DEEP_TEAL),
        part=Style(Face.SEMIBOLD, part, part * 1.26, TEAL),
        point=Style(Face.SEMIBOLD, point, point * 1.3, DEEP_TEAL),
        field_name=Style(Face.REGULAR, cell, cell * 1.32, GREY),
        field_value=Style(Face.REGULAR, cell, cell * 1.32),
        cell=Style(Face.REGULAR, cell, cell * (1.21 if take_home else 1.26)),
        cell_head=Style(Face.SEMIBOLD, cell, cell * 1.26, DEEP_TEAL),
        caption=Style(Face.SEMIBOLD, cell, cell * 1.42),
        ranked=Style(Face.REGULAR, body, body * 1.38),
        signed_name=Style(Face.ITALIC, max(20, body), max(20, body) * 1.3),
        large=large,
        take_home=take_home,
    )


SMALL = _look((9.5, 8, 7, 20, 12.5, 9, 8))
FORM = _look((9, 8, 7, 20, 12.5, 9, 8))
HANDOUT = _look((12, 12, 7, 19, 14, 12, 12), take_home=True)
BRIEF = _look((10.5, 9.5, 7, 19, 13, 11, 10.2), take_home=True)
KEY = replace(BRIEF, ranked=Style(Face.SEMIBOLD, 22, 30))
LARGE = _look((19, 18, 16, 28, 23, 19, 18), large=True)
LARGE_HANDOUT = _look((18, 18, 14, 26, 22, 18, 18), large=True, take_home=True)
"""How words are set on every sheet, to be filled in by hand, to be followed at home, on one page, and large.

What is followed at home is at least 12 pt, small print apart; large is at least 18 pt, the marks 14. The
signs of a key are large on every sheet.
"""
_LOOKS = {
    DocumentKind.BLANK: FORM,
    DocumentKind.AFTERCARE: HANDOUT,
    DocumentKind.SUMMARY: BRIEF,
    DocumentKind.RECOVERY: KEY,
}
_LARGE_LOOKS = {DocumentKind.AFTERCARE: LARGE_HANDOUT, DocumentKind.SUMMARY: LARGE_HANDOUT}


def look_of(kind: DocumentKind, *, large: bool) -> Look:
    """How the words of a kind of document are set."""
    return _LARGE_LOOKS.get(kind, LARGE) if large else _LOOKS.get(kind, SMALL)


RUNNING = Style(Face.REGULAR, 7.5, 10, GREY)
RUNNING_STRONG = Style(Face.SEMIBOLD, 7.5, 10, INK)
DRAFT = Style(Face.SEMIBOLD, 8.5, 11, AMBER_INK)
DRAFT_SMALL = Style(Face.SEMIBOLD, 7.2, 8.8, AMBER_INK)
