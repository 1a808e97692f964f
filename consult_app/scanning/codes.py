"""The square code on a page: what it says, where it stands, and how far it is turned."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import zxingcpp

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = "CONSULT:"
_SQUARE = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_ENLARGED_TO = 4200
"""The longest side, in pixels, to which a small picture is enlarged for another try."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was read: its corners from its own top left on, clockwise, in pixels."""

    text: str
    corners: tuple[tuple[float, float], ...]

    @property
    def angle(self) -> float:
        """How far it is turned clockwise, in degrees."""
        (left, top), (right, low) = self.corners[:2]
        (farther, below), (near, lowest) = self.corners[2], self.corners[3]
        return math.degrees(math.atan2(low - top + below - lowest, right - left + farther - near))

    @property
    def middle(self) -> tuple[float, float]:
        """Where it stands."""
        across, down = zip(*self.corners, strict=True)
        return sum(across) / 4, sum(down) / 4


def find_code(seen: np.ndarray[Any, Any]) -> Code | None:
    """Read the code of a page, whatever else is printed there; harder each time that nothing is found."""
    grey = cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY)
    for tried, scale in _tries(grey):
        for each in zxingcpp.read_barcodes(tried, formats=_SQUARE):
            if each.text.startswith(OURS):
                at = each.position
                corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
                return Code(each.text, tuple((corner.x / scale, corner.y / scale) for corner in corners))
    return None


def _tries(grey: np.ndarray[Any, Any]) -> Iterator[tuple[np.ndarray[Any, Any], float]]:
    yield grey, 1
    # Noise of a dark room.
    yield cv2.medianBlur(grey, 3), 1
    scale = min(_ENLARGED_TO / max(grey.shape), 2)
    if scale > 1:
        large = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        yield large, scale
        yield cv2.addWeighted(large, 3, cv2.GaussianBlur(large, (0, 0), 3), -2, 0), scale
    yield cv2.addWeighted(grey, 3, cv2.GaussianBlur(grey, (0, 0), 2), -2, 0), 1
