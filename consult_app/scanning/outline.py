"""The outline of a sheet that was photographed on something darker, and the sheet as if from right above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from consult_app.scanning.codes import Code

Pixels = np.ndarray[Any, Any]

_SMALL = 900
"""Outlines are looked for in a picture whose longest side is so many pixels."""
_LEAST_SHARE = 0.25
_DARKER = 20
_FILLED = 0.93
_AROUND, _AROUND_WITH_CODE = 0.1, 0.02
"""How much of the picture a sheet takes at least, how much darker its surroundings are, of 255, and how much
of what is bright lies between its corners. The table around it takes so much of the picture at least:
without a code to check by, a spot on a flat scan must not pass for a table."""
_CODE_FROM_SIDE, _CODE_FROM_BOTTOM, _OFF = 0.1, 0.038, 0.04
"""Where the middle of the code stands on a page, as shares of width and height, and how far off it may be."""


def upright_sheet(seen: Pixels, code: Code | None, tall: float) -> Pixels | None:
    """Cut a sheet out, `tall` times as high as wide, and flatten it; None where no outline is to be trusted.

    With a code, the sheet is turned as that stands, and an outline that has the code in another place than
    a page has it is none: a box that is printed on the page must never be taken for the page.
    """
    corners = _corners(seen, _AROUND if code is None else _AROUND_WITH_CODE)
    if corners is None:
        return None
    corners = _from_top_left(corners, code)
    width = round(
        max(
            _long(corners[0], corners[1]), _long(corners[3], corners[2]), _long(corners[0], corners[3]) / tall
        )
    )
    height = round(width * tall)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    if code is not None and not _stands_right(code, matrix, width, height):
        return None
    return cv2.warpPerspective(
        seen, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )


def _corners(seen: Pixels, around: float) -> Pixels | None:
    """Find the corners of the largest bright thing with four sides, in order around it."""
    scale = min(_SMALL / max(seen.shape[:2]), 1)
    small = cv2.resize(
        cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA
    )
    smooth = cv2.GaussianBlur(small, (7, 7), 0)
    _, bright = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    # Print on the paper makes no holes in it.
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    hull = cv2.convexHull(max(outlines, key=cv2.contourArea))
    share = cv2.contourArea(hull) / small.size
    if share < _LEAST_SHARE or not _is_darker_around(smooth, hull, around):
        return None
    for slack in (0.01, 0.02, 0.03, 0.05):
        four = cv2.approxPolyDP(hull, slack * cv2.arcLength(hull, closed=True), closed=True)
        filled = cv2.contourArea(four) / cv2.contourArea(hull)
        if len(four) == 4 and filled > _FILLED:  # noqa: PLR2004 - a sheet has four corners
            corners: Pixels = four.reshape(4, 2) / scale
            return corners
    return None


def _is_darker_around(grey: Pixels, hull: Pixels, least: float) -> bool:
    inside = np.zeros_like(grey)
    cv2.fillConvexPoly(inside, hull, 255)
    around = cv2.bitwise_not(cv2.dilate(inside, np.ones((9, 9), np.uint8)))
    if cv2.countNonZero(around) < least * around.size:
        return False
    return bool(cv2.mean(grey, inside)[0] - cv2.mean(grey, around)[0] >= _DARKER)


def _from_top_left(corners: Pixels, code: Code | None) -> Pixels:
    """Begin with the top left corner of the page, clockwise; without a code, upright if it can be."""
    middle = corners.mean(axis=0)
    angles = np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0])
    around = corners[np.argsort(angles)]
    if code is not None:
        turn = np.radians(code.angle)
        # As the page has it: how far right and how far down each corner lies.
        right = (around - middle) @ np.array([np.cos(turn), np.sin(turn)])
        down = (around - middle) @ np.array([-np.sin(turn), np.cos(turn)])
        return np.roll(around, -int(np.argmin(right + down)), axis=0)
    first = int(np.argmin(around.sum(axis=1)))
    around = np.roll(around, -first, axis=0)
    lies = _long(around[0], around[1]) > _long(around[0], around[3])
    return np.roll(around, 1, axis=0) if lies else around


def _stands_right(code: Code, matrix: Pixels, width: int, height: int) -> bool:
    point = np.array([[code.middle]], np.float32)
    across, down = cv2.perspectiveTransform(point, matrix)[0, 0]
    side = min(across, width - across) / width
    return bool(abs(side - _CODE_FROM_SIDE) < _OFF and abs(1 - down / height - _CODE_FROM_BOTTOM) < _OFF)


def _long(first: Pixels, second: Pixels) -> float:
    return float(np.hypot(*(second - first)))
