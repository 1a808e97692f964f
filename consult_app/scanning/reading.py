"""A picture of a sheet of paper put upright, and what its square code says."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from consult_app.domain.on_paper import MOST_DPI, Picture, Scan
from consult_app.scanning.codes import Code, find_code
from consult_app.scanning.outline import upright_sheet

Pixels = np.ndarray[Any, Any]

_QUALITY = 80
_STRAIGHT = 1.0
"""So many degrees nobody sees; turning a picture costs a little sharpness."""

_QUARTERS = {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}


def read(picture: Picture, width_mm: float, height_mm: float) -> Scan:
    """Put a sheet of this size upright and read its code.

    A photograph is cut to the sheet where its outline is seen, and straightened; anything else is turned
    as its code stands. It stays as it is where neither is found. What comes of it is no larger than the
    sheet at `MOST_DPI`, and holds nothing but pixels.
    """
    seen: Pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
    code = find_code(seen)
    sheet = upright_sheet(seen, code, height_mm / width_mm)
    if sheet is None:
        sheet = _turned_as(seen, code) if code else seen
    elif code is None and (code := find_code(sheet)):
        # Flattened, a code can be read that was too slanted before; the sheet may lie upside down.
        sheet = _turned_as(sheet, code)
    return _written(_bounded(sheet, round(max(width_mm, height_mm) / 25.4 * MOST_DPI)), code)


def turned(scan: Scan) -> Scan:
    """Turn a scan by a quarter, clockwise."""
    seen = cv2.imdecode(np.frombuffer(scan.jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)
    if seen is None:
        raise ValueError("a scan is a JPEG of our own making")
    return _written(cv2.rotate(seen, cv2.ROTATE_90_CLOCKWISE), None, scan.said)


def _turned_as(seen: Pixels, code: Code) -> Pixels:
    """Turn a picture so that its code stands upright; what that uncovers is as bright as the paper."""
    quarters = round(code.angle / 90) % 4
    turned_back = cv2.rotate(seen, _QUARTERS[4 - quarters]) if quarters else seen
    slant = (code.angle + 45) % 90 - 45
    if abs(slant) < _STRAIGHT:
        return turned_back
    height, width = turned_back.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), slant, 1)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    across, down = round(width * cos + height * sin), round(width * sin + height * cos)
    matrix[:, 2] += (across - width) / 2, (down - height) / 2
    paper = tuple(float(each) for each in np.percentile(turned_back[::16, ::16], 90, axis=(0, 1)))
    return cv2.warpAffine(
        turned_back,
        matrix,
        (across, down),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=paper,
    )


def _bounded(seen: Pixels, most: int) -> Pixels:
    height, width = seen.shape[:2]
    scale = most / max(height, width)
    if scale >= 1:
        return seen
    return cv2.resize(seen, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)


def _written(seen: Pixels, code: Code | None, said: str = "") -> Scan:
    height, width = seen.shape[:2]
    done, jpeg = cv2.imencode(
        ".jpg", cv2.cvtColor(seen, cv2.COLOR_RGB2BGR), (cv2.IMWRITE_JPEG_QUALITY, _QUALITY)
    )
    if not done:
        raise ValueError("pixels in memory can always be written")
    return Scan(jpeg.tobytes(), width, height, code.text if code else said)
