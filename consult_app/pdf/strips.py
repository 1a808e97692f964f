"""Strips: the horizontal slices that pages are filled with, and the marks of ink on them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Protocol

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.rl_accel import escapePDF
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics

from consult_app.domain.ink import Ink, curves
from consult_app.pdf.embedded_pictures import Pictures
from consult_app.pdf.embedding import Glyphs, outlines
from consult_app.pdf.reading_back import stretches
from consult_app.pdf.shaping import Piece, is_plain, placed, read_aloud
from consult_app.pdf.text import width
from consult_app.pdf.theme import HAIR, INK, MM, OUTLINE, TEAL, WHITE, Style

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

    from consult_app.pdf.tags import Element, Marker

BASELINE = 0.76
"""Where the base line lies within a line's leading, from its top."""


_ENDING = "  "
"""Ends a line for pdfium, and is not seen; of a single space it does not see the width."""


@cache
def paint(colour: str) -> Color:
    """Give the canvas's own form of a colour, which it would otherwise look up for every line of words."""
    return HexColor(colour)


@cache
def levels(colour: str) -> str:
    """Give the levels of a colour as they stand in the file."""
    return " ".join(f"{level:.6g}" for level in paint(colour).rgb())


@dataclass(slots=True)
class Reached:
    """Where words begin that were put last, so that what stands further left is not read before them.

    pdfium takes for one line what follows each other in the file on one base line, and reads it from left to
    right. Anything that has a width and stands on another one ends that line.
    """

    x: float = 0
    y: float = 0

    def turned_back(self, x: float, y: float, near: float) -> bool:
        """Go on to a place; says whether it is further left on the same line."""
        back = x < self.x and abs(y - self.y) < near
        self.x, self.y = x, y
        return back


@dataclass(frozen=True, slots=True)
class Pen:
    """A canvas with its marker, glyphs drawn by number, pictures of signed paper, and where words are."""

    canvas: Canvas
    marker: Marker
    glyphs: Glyphs = field(default_factory=Glyphs)
    pictures: Pictures = field(default_factory=Pictures)
    reached: Reached = field(default_factory=Reached)


class Mark(Protocol):
    """Something drawn on a strip; `y` is the strip's top edge, upwards from the sheet's bottom, in points."""

    @property
    def down(self) -> float:
        """How far below the strip's top it stands."""

    def draw(self, pen: Pen, y: float) -> None:
        """Draw it."""

    def turned(self, axis: float) -> Mark:
        """The same mark, unchanged, as far from the other side; `axis` is twice where the mirror stands."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words at `x`, `down` below the strip's top. Without an element it is an artifact."""

    text: str
    style: Style
    x: float
    down: float
    element: Element | None
    artifact: str = "Layout"

    def turned(self, axis: float) -> Words:
        """Let the line begin where it ended."""
        return replace(self, x=axis - self.x - width(self.text, self.style))

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the line, with the space at its end that keeps words apart when they are read out."""
        if self.element is not None and self.element.title:
            self.element.top = max(self.element.top, y - self.down)
        y -= self.down + BASELINE * self.style.leading
        size = self.style.size
        if pen.reached.turned_back(self.x, y, near=size):
            pen.marker.artifact("Layout")
            self._plain(pen.canvas, _ENDING, self.x, y + 2 * size)
        if is_plain(self.text):
            self._tag(pen)
            self._plain(pen.canvas, self.text + " ", self.x, y)
        else:
            self._shaped(pen, y)

    def _tag(self, pen: Pen, actual: str = "") -> None:
        if self.element is None:
            pen.marker.artifact(self.artifact)
        else:
            pen.marker.content(self.element.add("Span", actual=actual) if actual else self.element)

    def _plain(self, canvas: Canvas, text: str, x: float, y: float) -> None:
        # Written as it stands in the file: a text object of the canvas takes several times as long.
        style, document = self.style, canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001
        font: Any = pdfmetrics.getFont(style.face.name)
        shown = " ".join(
            f"{font.getSubsetInternalName(number, document)} {style.size:.6g} Tf ({escapePDF(codes)}) Tj"
            for number, codes in font.splitString(text, document)
        )
        canvas.addLiteral(f"{levels(style.colour)} rg BT 1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET")

    def _shaped(self, pen: Pen, y: float) -> None:
        """Draw piece by piece, in the order of reading; where letters run backwards, the tag says them."""
        said = read_aloud(self.text)
        self._tag(pen, said)
        size, pieces = self.style.size, placed(self.text, self.style.face)
        if said:
            pen.canvas.setFillColor(paint(self.style.colour))
            for each in stretches(pieces, self.style.face):
                self._glyphs(pen, each.piece, self.x + each.x * size, y)
        for across, piece in pieces:
            x = self.x + across * size
            if piece.file:
                pen.canvas.setFillColor(paint(self.style.colour))
                if not said:
                    self._glyphs(pen, piece, x, y)
                if marks := outlines(piece, size, x, y):
                    pen.canvas.addLiteral(marks)
            elif not said:
                self._plain(pen.canvas, piece.text, x, y)
        self._plain(pen.canvas, " ", self.x + width(self.text, self.style), y)

    def _glyphs(self, pen: Pen, piece: Piece, x: float, y: float) -> None:
        shown = pen.glyphs.show(piece, self.style.size)
        pen.canvas.addLiteral(f"BT 1 0 0 1 {x:.3f} {y:.3f} Tm {shown} ET")


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle: a rule, a bar or a background; always decoration."""

    x: float
    down: float
    width: float
    height: float
    colour: str
    artifact: str = "Layout"

    def turned(self, axis: float) -> Bar:
        """Put it at the other side."""
        return replace(self, x=axis - self.x - self.width)

    def draw(self, pen: Pen, y: float) -> None:
        """Fill it."""
        pen.marker.artifact(self.artifact)
        pen.canvas.setFillColor(paint(self.colour))
        pen.canvas.rect(self.x, y - self.down - self.height, self.width, self.height, stroke=0, fill=1)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG in the page's head, at the outer edge of its box; decoration, like all of the head."""

    png: bytes
    x: float
    down: float
    width: float
    height: float
    at_left: bool = False

    def turned(self, axis: float) -> Picture:
        """Put it at the other side, where the outer edge is the left one."""
        return replace(self, x=axis - self.x - self.width, at_left=not self.at_left)

    def draw(self, pen: Pen, y: float) -> None:
        """Draw it at the top of its box."""
        pen.marker.artifact("Header")
        image = ImageReader(BytesIO(self.png))
        across, high = image.getSize()
        scale = min(self.width / across, self.height / high)
        size = (across * scale, high * scale)
        x = self.x if self.at_left else self.x + self.width - size[0]
        pen.canvas.drawImage(image, x, y - self.down - size[1], *size)


@dataclass(frozen=True, slots=True)
class Dot:
    """The dot before a point of a list."""

    x: float
    down: float
    radius: float
    colour: str

    def turned(self, axis: float) -> Dot:
        """Put it at the other side."""
        return replace(self, x=axis - self.x)

    def draw(self, pen: Pen, y: float) -> None:
        """Fill it."""
        pen.marker.artifact("Layout")
        pen.canvas.setFillColor(paint(self.colour))
        pen.canvas.circle(self.x, y - self.down, self.radius, stroke=0, fill=1)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Open or closed lines, in points from (x, down), downwards; drawn with round ends."""

    strokes: tuple[tuple[tuple[float, float], ...], ...]
    x: float
    down: float
    width: float
    colour: str
    fill: str = ""
    element: Element | None = None

    def turned(self, axis: float) -> Drawing:
        """Put it at the other side; a tick stays a tick."""
        across = [x for stroke in self.strokes for x, _ in stroke]
        return replace(self, x=axis - self.x - min(across) - max(across))

    def draw(self, pen: Pen, y: float) -> None:
        """Stroke the lines; where `fill` is set, also fill what they enclose."""
        if self.element is None:
            pen.marker.artifact("Layout")
        else:
            pen.marker.content(self.element)
        path = pen.canvas.beginPath()
        for stroke in self.strokes:
            first, *rest = stroke
            path.moveTo(self.x + first[0], y - self.down - first[1])
            for across, below in rest:
                path.lineTo(self.x + across, y - self.down - below)
        pen.canvas.setLineCap(1)
        pen.canvas.setLineJoin(1)
        pen.canvas.setLineWidth(self.width)
        pen.canvas.setStrokeColor(paint(self.colour))
        pen.canvas.setFillColor(paint(self.fill or WHITE))
        pen.canvas.drawPath(path, stroke=1, fill=1 if self.fill else 0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of an icon array, in shares of its cell's width.

    `parts` are thick upright lines with round ends: from, to, thickness.
    """

    parts: tuple[tuple[float, float, float], ...]
    height: float


PERSON = Figure(parts=((0.24, 0.24, 0.38), (0.76, 0.9, 0.6)), height=1.34)
COUNTER = Figure(parts=((0.5, 0.5, 0.74),), height=1)
"""Where a thousand stand together, a person would be too small to see."""


@dataclass(frozen=True, slots=True)
class Figures:
    """An icon array in rows of `columns`, each figure in a cell `cell` points wide."""

    figure: Figure
    filled: int
    total: int
    columns: int
    x: float
    down: float
    cell: float

    @property
    def height(self) -> float:
        """How tall all rows are, in points."""
        return -(-self.total // self.columns) * self.figure.height * self.cell

    def turned(self, axis: float) -> Figures:
        """Put it at the other side."""
        return replace(self, x=axis - self.x - self.columns * self.cell)

    def draw(self, pen: Pen, y: float) -> None:
        """Draw filled figures, then outlined ones; the caption says the same, so all is decoration."""
        pen.marker.artifact("Layout")
        pen.canvas.setLineCap(1)
        rest = range(self.filled, self.total)
        self._stroke(pen.canvas, y, range(self.filled), TEAL, 0)
        self._stroke(pen.canvas, y, rest, OUTLINE, 0)
        self._stroke(pen.canvas, y, rest, WHITE, 1.1)

    def _stroke(self, canvas: Canvas, y: float, which: range, colour: str, thinner: float) -> None:
        """Draw each part of each figure; a thinner line in white leaves an outline."""
        canvas.setStrokeColor(paint(colour))
        for top, bottom, thick in self.figure.parts if which else ():
            canvas.setLineWidth(thick * self.cell - thinner)
            # A thousand figures: written as they stand in the file, ten times as fast as path objects.
            lines = []
            for index in which:
                row, column = divmod(index, self.columns)
                x = self.x + (column + 0.5) * self.cell
                above = y - self.down - row * self.figure.height * self.cell
                start, end = above - top * self.cell, above - bottom * self.cell
                lines.append(f"{x:.2f} {start:.2f} m {x:.2f} {end:.2f} l")
            canvas.addLiteral("\n".join((*lines, "S")))


@dataclass(frozen=True, slots=True)
class Handwriting:
    """Ink, scaled into a box with its proportions kept and never enlarged; standing on the box's bottom."""

    ink: Ink
    x: float
    down: float
    width: float
    height: float
    element: Element | None

    def turned(self, axis: float) -> Handwriting:
        """Put its box at the other side."""
        return replace(self, x=axis - self.x - self.width)

    def draw(self, pen: Pen, y: float) -> None:
        """Draw every curve as wide as it was written; without an element it is an artifact."""
        if self.element is None:
            pen.marker.artifact("Layout")
        else:
            pen.marker.content(self.element)
        ink, canvas = self.ink, pen.canvas
        scale = min(MM, self.width / ink.width_mm, self.height / ink.height_mm)
        canvas.saveState()
        canvas.setLineCap(1)
        canvas.setStrokeColor(paint(INK))
        canvas.translate(self.x, y - self.down - self.height + ink.height_mm * scale)
        canvas.scale(scale, -scale)
        for stroke in ink.strokes:
            for curve in curves(stroke):
                canvas.setLineWidth(curve.width_mm)
                # A quadratic curve as a cubic one: control points at two thirds of the way.
                canvas.bezier(
                    curve.x0,
                    curve.y0,
                    curve.x0 + (curve.cx - curve.x0) * 2 / 3,
                    curve.y0 + (curve.cy - curve.y0) * 2 / 3,
                    curve.x1 + (curve.cx - curve.x1) * 2 / 3,
                    curve.y1 + (curve.cy - curve.y1) * 2 / 3,
                    curve.x1,
                    curve.y1,
                )
        canvas.restoreState()


class Tie(IntEnum):
    """How much a strip wants to stay with the next: a loose tie parts where a page cannot hold both."""

    FREE = 0
    LOOSE = 1
    TIGHT = 2


@dataclass(frozen=True, slots=True)
class Strip:
    """A slice of a page, never broken.

    `before` is white above it that vanishes at the top of a page; `tie` is to the next; `ground` is drawn
    before all words of a page; `repeat` is put above it where it comes first on a page.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    ground: tuple[Mark, ...] = ()
    before: float = 0
    tie: Tie = Tie.FREE
    repeat: Strip | None = None

    def tied(self, tie: Tie = Tie.TIGHT) -> Strip:
        """The same strip, tied to the next one at least so much."""
        return replace(self, tie=max(self.tie, tie))


def mirrored(strip: Strip, axis: float) -> Strip:
    """The same strip as a mirror shows it, with every word and sign still to be read."""
    return replace(
        strip,
        marks=tuple(each.turned(axis) for each in strip.marks),
        ground=tuple(each.turned(axis) for each in strip.ground),
        repeat=mirrored(strip.repeat, axis) if strip.repeat else None,
    )


def lowered(mark: Mark, down: float) -> Mark:
    """The same mark, so much further below."""
    return replace(mark, down=mark.down + down)  # type: ignore[type-var]


def hairline(x: float, down: float, width: float, colour: str = HAIR) -> Bar:
    """A thin rule."""
    return Bar(x, down, width, 0.6, colour)
