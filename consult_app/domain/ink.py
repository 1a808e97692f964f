"""Handwriting: strokes in millimetres, milliseconds and pressure, independent of any screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot

THINNEST_MM = 0.25
THICKEST_MM = 0.75
_FASTEST_MM_PER_MS = 0.25
SHORTEST_MM = 12.0
"""With less ink than this somebody is asked whether it is a signature: it may have been a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Point:
    """A sample: position in mm from the pad's top left, time in ms from its first sample, pressure 0 to 1.

    The tilt is that of the pen against upright, to the right and towards the writer, in degrees.
    """

    x_mm: float
    y_mm: float
    t_ms: int
    pressure: float | None = None
    tilt_x_deg: float | None = None
    tilt_y_deg: float | None = None


@dataclass(frozen=True, slots=True)
class Stroke:
    """What was drawn between pen down and pen up; at least one point."""

    points: tuple[Point, ...]

    @property
    def length_mm(self) -> float:
        """The distance that the pen travelled."""
        return sum(
            hypot(b.x_mm - a.x_mm, b.y_mm - a.y_mm)
            for a, b in zip(self.points, self.points[1:], strict=False)
        )


@dataclass(frozen=True, slots=True)
class Ink:
    """A drawn signature on a pad of the given size in mm."""

    strokes: tuple[Stroke, ...]
    width_mm: float
    height_mm: float

    @property
    def length_mm(self) -> float:
        """The distance that the pen travelled over all strokes."""
        return sum(stroke.length_mm for stroke in self.strokes)


@dataclass(frozen=True, slots=True)
class Curve:
    """A quadratic Bézier from (x0, y0) by control (cx, cy) to (x1, y1), mm, drawn `width_mm` wide."""

    x0: float
    y0: float
    cx: float
    cy: float
    x1: float
    y1: float
    width_mm: float


def curves(stroke: Stroke) -> tuple[Curve, ...]:
    """Smooth a stroke: curves through the midpoints of its samples. A lone point gives a dot."""
    points = stroke.points
    if len(points) == 1:
        dot = points[0]
        return (Curve(dot.x_mm, dot.y_mm, dot.x_mm, dot.y_mm, dot.x_mm, dot.y_mm, THICKEST_MM),)
    return tuple(curve(points, index) for index in range(1, len(points)))


def printed(ink: Ink) -> Ink:
    """Give ink with what a page shows and no more: where lines run, to 0.01 mm, and how wide; not when."""
    return replace(ink, strokes=tuple(Stroke(tuple(_shown(each.points))) for each in ink.strokes))


def _shown(points: tuple[Point, ...]) -> Iterator[Point]:
    shares = (None, *(round(_share(before, here), 2) for before, here in pairwise(points)))
    for point, share in zip(points, shares, strict=True):
        yield Point(round(point.x_mm, 2), round(point.y_mm, 2), 0, share)


def curve(points: tuple[Point, ...] | list[Point], index: int) -> Curve:
    """Give the curve that ends a stroke at sample `index` (1 or later), so that it can grow while drawn."""
    before, here = points[index - 1], points[index]
    start = _middle(points[index - 2], before) if index > 1 else (before.x_mm, before.y_mm)
    end = _middle(before, here) if index < len(points) - 1 else (here.x_mm, here.y_mm)
    return Curve(*start, before.x_mm, before.y_mm, *end, _width_mm(before, here))


def _middle(a: Point, b: Point) -> tuple[float, float]:
    return ((a.x_mm + b.x_mm) / 2, (a.y_mm + b.y_mm) / 2)


def _width_mm(a: Point, b: Point) -> float:
    return THINNEST_MM + (THICKEST_MM - THINNEST_MM) * _share(a, b)


def _share(a: Point, b: Point) -> float:
    """Thickness from pressure where the pen tells it, otherwise from speed: slow is thick."""
    if b.pressure is not None:
        return min(max(b.pressure, 0.0), 1.0)
    speed = hypot(b.x_mm - a.x_mm, b.y_mm - a.y_mm) / max(b.t_ms - a.t_ms, 1)
    return 1 - min(speed / _FASTEST_MM_PER_MS, 1.0)
