"""How a printed document looks: faces, sizes, colours and the grid, in points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from consult_app.domain.document import PaperSize

MM = 72 / 25.4
"""Points in a millimetre."""


class Face(Enum):
    """A cut of the typeface; the value is its file in the folder of fonts."""

    REGULAR = "NotoSans-Regular.ttf"
    SEMIBOLD = "NotoSans-SemiBold.ttf"
    ITALIC = "NotoSans-Italic.ttf"


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet, in points."""

    width: float
    height: float


A4 = Paper(210 * MM, 297 * MM)
LETTER = Paper(612, 792)
PAPERS = {PaperSize.A4: A4, PaperSize.LETTER: LETTER}

MARGIN = 25 * MM
"""White left and right of everything."""

TOP = 31 * MM
BOTTOM = 26 * MM
"""Where running text ends and the page's own text begins, from the sheet's edges."""

MEASURE = 132 * MM
"""The longest line of running text: about 75 characters."""

LOGO_TOP = 23.5 * MM
LOGO_WIDTH, LOGO_HEIGHT = 26 * MM, 15 * MM
"""Where the practice's logo stands on the first page, beside the title, and how large it is at most."""

INK = "#1D2826"
GREY = "#55635F"
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


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: face, size and distance between base lines in points, colour."""

    face: Face
    size: float
    leading: float
    colour: str = INK

    def sized(self, size: float) -> Style:
        """The same style in another size, with its leading in proportion."""
        return replace(self, size=size, leading=self.leading * size / self.size)


BODY = Style(Face.REGULAR, 10, 14.5)
STRONG = Style(Face.SEMIBOLD, 10, 14.5)
QUIET = Style(Face.REGULAR, 8, 11.5, GREY)
QUOTED = Style(Face.REGULAR, 8.5, 13, GREY)
QUOTE = Style(Face.ITALIC, 10.5, 15.5)
TITLE = Style(Face.SEMIBOLD, 23, 29, DEEP_TEAL)
PART = Style(Face.SEMIBOLD, 14, 19, TEAL)
POINT = Style(Face.SEMIBOLD, 10.5, 15, DEEP_TEAL)
FIELD_NAME = Style(Face.REGULAR, 9, 13.5, GREY)
FIELD_VALUE = Style(Face.REGULAR, 9.5, 13.5)
CELL = Style(Face.REGULAR, 8.5, 12)
CELL_HEAD = Style(Face.SEMIBOLD, 8.5, 12, DEEP_TEAL)
CAPTION = Style(Face.SEMIBOLD, 9, 13)
RUNNING = Style(Face.REGULAR, 7.5, 10, GREY)
RUNNING_STRONG = Style(Face.SEMIBOLD, 7.5, 10, INK)
MARK = Style(Face.SEMIBOLD, 8.5, 11, AMBER_INK)
SIGNED_NAME = Style(Face.ITALIC, 20, 26)
