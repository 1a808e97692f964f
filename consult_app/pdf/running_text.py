"""Running text in strips: the column that it stands in, and lines that no page end leaves alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consult_app.pdf import theme
from consult_app.pdf.runs import Line, Runs, broken, runs
from consult_app.pdf.strips import BASELINE, Strip, Tie, Words
from consult_app.pdf.text import lines, printable, width
from consult_app.pdf.theme import MM, Style

if TYPE_CHECKING:
    from consult_app.domain.document import Text
    from consult_app.pdf.tags import Element

FEW_LINES = 3
"""A paragraph of no more lines is made narrower rather than end in a single short word."""

SHORT_LINE = 0.12
"""The share of the line that such a word takes at most."""

SHORT_TABLE = 60 * MM
"""A table no taller is broken only where it must be: what stands side by side is compared."""


NARROW = 95 * MM
"""In a column no wider, a name and its value stand one behind the other."""


@dataclass(frozen=True, slots=True)
class Column:
    """The page's column of text: its left edge and width in points, and the tree that its words hang in.

    A line of running text is no longer than `longest`.
    """

    left: float
    width: float
    root: Element
    longest: float = theme.MEASURE

    @property
    def measure(self) -> float:
        """The width of running text."""
        return min(self.width, self.longest)


def flowing(text: Text, style: Style, x: float, room: float, element: Element) -> list[Strip]:
    """Break text into strips of one line; neither its first nor its last line stands alone on a page."""
    return set_runs(runs(text, style), style.leading, x, room, element)


def set_runs(parts: Runs, leading: float, x: float, room: float, element: Element) -> list[Strip]:
    """Break runs of several styles into strips of one line, so many points apart."""
    found = broken(parts, room, backwards=element.backwards)
    count = len(found)
    return [
        Strip(
            leading,
            tuple(
                Words(
                    piece.text,
                    piece.style,
                    x + piece.x,
                    BASELINE * (leading - piece.style.leading),
                    piece.element or element,
                )
                for piece in line
                if piece.text
            ),
            tie=Tie.TIGHT if index < count - 1 and index in {0, count - 2} else Tie.FREE,
        )
        for index, line in enumerate(found)
    ]


def balanced(text: str, style: Style, room: float) -> float:
    """Narrow the room for a heading of several lines, so that no single word stands on its last line."""
    count = len(lines(printable(text), style, room))
    if count < 2:  # noqa: PLR2004 - one line needs no balance
        return room
    narrower = (room * share for share in (0.6, 0.7, 0.8, 0.9))
    return next((each for each in narrower if len(lines(printable(text), style, each)) <= count), room)


def evened(parts: Runs, room: float) -> float:
    """Narrow the room for a few lines of which the last would hold a single short word."""
    found = broken(parts, room)
    if not 1 < len(found) <= FEW_LINES or reach(found[-1]) >= SHORT_LINE * room:
        return room
    narrower = (room * share for share in (0.95, 0.9, 0.85, 0.8))
    tried = ((each, broken(parts, each)) for each in narrower)
    fitting = (
        each for each, lines in tried if len(lines) == len(found) and reach(lines[-1]) > SHORT_LINE * room
    )
    return next(fitting, room)


def reach(line: Line) -> float:
    """Give how far to the right a line of words goes."""
    return max((each.x + width(each.text, each.style) for each in line), default=0)


def whole(strips: list[Strip]) -> list[Strip]:
    """Keep lines on one page where it can hold them."""
    return [each.tied(Tie.LOOSE) for each in strips[:-1]] + strips[-1:]


def kept(strips: list[Strip]) -> list[Strip]:
    """Keep lines on one page where they are few; what is long goes on over the next one."""
    return whole(strips) if sum(each.height for each in strips) <= SHORT_TABLE else strips
