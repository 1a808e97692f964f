"""Handwriting as a picture that any browser shows (SVG): the very curves that a page shows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from consult_app.domain.ink import Ink, curves

_COLOUR = "#12213f"


def picture(inks: Sequence[Ink]) -> str:
    """Draw each pad below the one before, a millimetre being one."""
    width = max((each.width_mm for each in inks), default=0.0)
    tops = list(accumulate((each.height_mm for each in inks), initial=0.0))
    drawn = "\n".join(
        f'<g transform="translate(0 {top:.2f})">\n{_paths(ink)}\n</g>'
        for ink, top in zip(inks, tops, strict=False)
    )
    size = f'width="{width:.2f}mm" height="{tops[-1]:.2f}mm" viewBox="0 0 {width:.2f} {tops[-1]:.2f}"'
    look = f'fill="none" stroke="{_COLOUR}" stroke-linecap="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n<g {look}>\n{drawn}\n</g>\n</svg>\n'


def _paths(ink: Ink) -> str:
    return "\n".join(
        f'<path stroke-width="{each.width_mm:.2f}" d="M{each.x0:.2f} {each.y0:.2f}'
        f'Q{each.cx:.2f} {each.cy:.2f} {each.x1:.2f} {each.y1:.2f}"/>'
        for stroke in ink.strokes
        for each in curves(stroke)
    )
