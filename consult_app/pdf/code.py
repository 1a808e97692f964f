"""The square code at the foot of every page, as a drawing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

import segno

from consult_app.pdf.strips import paint
from consult_app.pdf.theme import INK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consult_app.pdf.strips import Pen

NAME = "code"
_MASK = 3
"""Any mask can be read; trying all eight for the prettiest takes ten times as long."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code `size` points wide; decoration, for the words beside it say the same."""

    text: str
    x: float
    down: float
    size: float
    name: str = NAME

    def turned(self, axis: float) -> Code:
        """Put it at the other side."""
        return replace(self, x=axis - self.x - self.size)

    def keep(self, pen: Pen) -> None:
        """Write its squares into the file once, to be drawn on every page."""
        rows = segno.make(self.text, error="m", mask=_MASK, micro=False).matrix
        canvas = pen.canvas
        canvas.beginForm(self.name, 0, 0, self.size, self.size)
        canvas.setFillColor(paint(INK))
        canvas.addLiteral("\n".join((*_squares(tuple(rows), self.size / len(rows)), "f")))
        canvas.endForm()

    def draw(self, pen: Pen, y: float) -> None:
        """Draw it."""
        pen.marker.artifact("Footer")
        pen.canvas.saveState()
        pen.canvas.translate(self.x, y - self.down - self.size)
        pen.canvas.doForm(self.name)
        pen.canvas.restoreState()


def _squares(rows: tuple[bytearray, ...], side: float) -> Iterator[str]:
    """Write neighbouring squares of a row as one."""
    for index, row in enumerate(reversed(rows)):
        at = 0
        for dark, group in groupby(row):
            count = len(list(group))
            if dark:
                yield f"{at * side:.3f} {index * side:.3f} {count * side:.3f} {side:.3f} re"
            at += count
