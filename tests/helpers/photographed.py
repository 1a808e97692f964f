"""Paper as it comes back: pages of a real PDF drawn, signed, turned, photographed and spoiled."""

from functools import cache

import cv2
import numpy as np
import pypdfium2

from consult_app.assets import resource
from consult_app.domain.document import Document
from consult_app.domain.on_paper import Picture
from consult_app.pdf import render
from tests.helpers.sample_documents import LABELS, consent

DPI = 200
A4_MM = (210, 297)


@cache
def to_sign(document: Document | None = None) -> bytes:
    """Lay a document out as it is printed to be signed."""
    return render(document or consent(), LABELS, fonts=resource("fonts"), to_sign=True)


@cache
def sheets(pdf: bytes, dpi: int = DPI) -> tuple[np.ndarray, ...]:
    """Draw every page, as a flat-bed scanner sees it."""
    document = pypdfium2.PdfDocument(pdf)
    drawn = tuple(
        page.render(scale=dpi / 72, rev_byteorder=True).to_numpy()[:, :, :3].copy() for page in document
    )
    document.close()
    return drawn


def sheet(index: int = 0, dpi: int = DPI) -> np.ndarray:
    """Draw a page of the sample."""
    return sheets(to_sign(), dpi)[index].copy()


def picture(seen: np.ndarray) -> Picture:
    """Give pixels as they are handed over."""
    return Picture(seen.shape[1], seen.shape[0], np.ascontiguousarray(seen).tobytes())


def turned(seen: np.ndarray, degrees: float, ground: int = 255) -> np.ndarray:
    """Turn a sheet clockwise on a ground as bright as that."""
    height, width = seen.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    across, down = round(width * cos + height * sin), round(width * sin + height * cos)
    matrix[:, 2] += (across - width) / 2, (down - height) / 2
    return cv2.warpAffine(seen, matrix, (across, down), borderValue=(ground,) * 3)


def on_a_table(seen: np.ndarray, quarter: int = 0, ground: int = 60) -> np.ndarray:
    """Photograph a sheet from the side, on a dark table with some grain, the camera turned by quarters."""
    height, width = seen.shape[:2]
    across, down = round(width * 1.5), round(height * 1.35)
    here = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    there = np.array(
        [
            [0.2 * across, 0.13 * down],
            [0.83 * across, 0.1 * down],
            [0.9 * across, 0.9 * down],
            [0.11 * across, 0.86 * down],
        ],
        np.float32,
    )
    matrix = cv2.getPerspectiveTransform(here, there)
    table = np.random.default_rng(3).normal(ground, 6, (down, across, 3)).clip(0, 255).astype(np.uint8)
    laid = cv2.warpPerspective(seen, matrix, (across, down), flags=cv2.INTER_AREA)
    covered = cv2.warpPerspective(np.full(seen.shape[:2], 255, np.uint8), matrix, (across, down))
    table[covered > 127] = laid[covered > 127]
    return np.rot90(table, -quarter).copy()


def in_low_light(seen: np.ndarray, noise: float = 14) -> np.ndarray:
    """Darken a picture, and add the noise of a camera in a dark room."""
    grain = np.random.default_rng(5).normal(0, noise, seen.shape)
    return (seen * 0.45 + grain).clip(0, 255).astype(np.uint8)


def blurred(seen: np.ndarray, radius: float) -> np.ndarray:
    """Hold the camera badly."""
    return cv2.GaussianBlur(seen, (0, 0), radius)


def without_code(seen: np.ndarray) -> np.ndarray:
    """Spill something over the square code at the foot of a page."""
    spoiled = seen.copy()
    height, width = seen.shape[:2]
    spoiled[round(height * 0.93) :, round(width * 0.84) :] = 200
    return spoiled


def as_jpeg(seen: np.ndarray) -> bytes:
    """Save a picture as a camera does."""
    done, jpeg = cv2.imencode(".jpg", cv2.cvtColor(seen, cv2.COLOR_RGB2BGR))
    assert done
    return jpeg.tobytes()


def likeness(jpeg: bytes, seen: np.ndarray) -> float:
    """Say how much a page looks like another, from 0 to 1: compared coarsely, as an eye would from afar."""
    ours = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    assert ours is not None
    small = (105, 148)
    first = cv2.resize(ours, small, interpolation=cv2.INTER_AREA).astype(float)
    second = cv2.resize(cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY), small, interpolation=cv2.INTER_AREA).astype(
        float
    )
    return float(np.corrcoef(first.ravel(), second.ravel())[0, 1])
