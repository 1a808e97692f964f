"""The place in which a finished consent can be marked as withdrawn: an empty one, and what is put there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from consult_app.pdf import theme
from consult_app.pdf.strips import Bar, Strip, Tie
from consult_app.pdf.theme import MM

if TYPE_CHECKING:
    from consult_app.pdf.strips import Pen
    from consult_app.pdf.tags import Element

HEIGHT = 15 * MM
LARGE_HEIGHT = 40 * MM
"""How tall the place is; in large print it holds the same words."""

_EDGE = 0.6


@dataclass(frozen=True, slots=True)
class Vacant:
    """Where the field stands; it draws nothing and is the only content of its element."""

    x: float
    down: float
    width: float
    height: float
    element: Element

    def turned(self, axis: float) -> Vacant:
        """Put it at the other side."""
        return replace(self, x=axis - self.x - self.width)

    def draw(self, pen: Pen, y: float) -> None:
        """Note the place on the page that is being drawn."""
        top = y - self.down
        pen.marker.place(self.element, (self.x, top - self.height, self.x + self.width, top))


def place(x: float, width: float, element: Element, *, large: bool) -> Strip:
    """Lay out the empty place, framed so that the words above it have something to point to."""
    height = LARGE_HEIGHT if large else HEIGHT
    frame = (
        Bar(x, 0, width, _EDGE, theme.HAIR),
        Bar(x, height - _EDGE, width, _EDGE, theme.HAIR),
        Bar(x, 0, _EDGE, height, theme.HAIR),
        Bar(x + width - _EDGE, 0, _EDGE, height, theme.HAIR),
    )
    return Strip(height, (Vacant(x, 0, width, height, element),), frame, before=3, tie=Tie.FREE)
