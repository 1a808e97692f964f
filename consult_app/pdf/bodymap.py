"""The drawings of the body on paper: the same lines as on the screen, with the treated regions filled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from consult_app.assets import resource
from consult_app.domain.body import View
from consult_app.domain.drawing import Drawing, Layer, Path, read_drawing
from consult_app.pdf import theme
from consult_app.pdf.strips import Pen, paint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from consult_app.domain.body import Region
    from consult_app.pdf.tags import Element

GAP = 10
"""White between two drawings, in points."""

_FILLED = {Layer.SKIN: theme.SKIN, Layer.WHITE: theme.WHITE, Layer.LIP: "#EFD6CB", Layer.IRIS: "#B79A8A"}
_STROKED = {Layer.SKIN, Layer.LINE, Layer.LIP, Layer.FAINT}


@cache
def drawing(view: View) -> Drawing:
    """Read a drawing once."""
    return read_drawing(view, resource(f"bodymaps/{view.value}.svg").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Body:
    """The drawings that some regions lie on, side by side, all `height` points tall."""

    regions: tuple[Region, ...]
    x: float
    down: float
    height: float
    element: Element

    @property
    def width(self) -> float:
        """How wide all drawings are together."""
        return sum(scaled for _, scaled in self._sized()) + GAP * (len(self._views()) - 1)

    def turned(self, axis: float) -> Body:
        """Put it at the other side; left and right of the body stay what they are."""
        return replace(self, x=axis - self.x - self.width)

    def draw(self, pen: Pen, y: float) -> None:
        """Draw the skin, then the regions, then the lines of the face over them."""
        pen.marker.content(self.element)
        pen.canvas.saveState()
        pen.canvas.setLineJoin(1)
        x = self.x
        for body, width in self._sized():
            pen.canvas.addLiteral("\n".join(self._lines(body, x, y - self.down)))
            x += width + GAP
        pen.canvas.restoreState()

    def _views(self) -> Sequence[View]:
        treated = {region.view for region in self.regions}
        return [view for view in View if view in treated]

    def _sized(self) -> Iterator[tuple[Drawing, float]]:
        for view in self._views():
            body = drawing(view)
            yield body, self.height * body.width / body.height

    def _lines(self, body: Drawing, x: float, top: float) -> Iterator[str]:
        scale = self.height / body.height
        yield f"{_stroke(theme.OUTLINE_OF_SKIN)} {0.8:.2f} w"
        yield from (_path(layer, path, x, top, scale) for layer, path in body.lines if layer is Layer.SKIN)
        yield f"{_fill(theme.TREATED)} {_stroke(theme.TEAL)}"
        for region, path in body.regions.items():
            if region in self.regions:
                yield f"{_moves(path, x, top, scale)} B"
        yield _stroke(theme.OUTLINE_OF_SKIN)
        yield from (
            _path(layer, path, x, top, scale) for layer, path in body.lines if layer is not Layer.SKIN
        )


def _path(layer: Layer, path: Path, x: float, top: float, scale: float) -> str:
    fill = _fill(_FILLED[layer]) if layer in _FILLED else ""
    operator = ("B" if layer in _STROKED else "f") if fill else "S"
    return f"{fill} {_moves(path, x, top, scale)} {operator}"


def _moves(path: Path, x: float, top: float, scale: float) -> str:
    """Write a path as PDF does; a quadratic curve as a cubic one."""
    found = []
    at = (0.0, 0.0)
    for letter, numbers in path:
        points = [(x + a * scale, top - b * scale) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
        if letter == "Q":
            bend, end = points
            points = [_towards(at, bend), _towards(end, bend), end]
        place = " ".join(f"{a:.1f} {b:.1f}" for a, b in points)
        found.append(f"{place} {_OPERATORS[letter]}".strip())
        at = points[-1] if points else at
    return " ".join(found)


_OPERATORS = {"M": "m", "L": "l", "Q": "c", "C": "c", "Z": "h"}


def _towards(end: tuple[float, float], bend: tuple[float, float]) -> tuple[float, float]:
    return end[0] + (bend[0] - end[0]) * 2 / 3, end[1] + (bend[1] - end[1]) * 2 / 3


def _fill(colour: str) -> str:
    return f"{_levels(colour)} rg"


def _stroke(colour: str) -> str:
    return f"{_levels(colour)} RG"


def _levels(colour: str) -> str:
    return " ".join(f"{level:.3f}" for level in paint(colour).rgb())
