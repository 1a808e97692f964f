"""The faces behind our own three: which of them holds a character, and what shapes words in it."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from consult_app.errors import RenderError
from consult_app.pdf.theme import Face

if TYPE_CHECKING:
    from collections.abc import Iterable

    import uharfbuzz

NO_BREAK = "\N{NO-BREAK SPACE}"
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"

FALLBACKS = (
    *(
        f"NotoSans{script}-Regular.ttf"
        for script in (
            "Arabic",
            "Hebrew",
            "Thai",
            "Georgian",
            "Armenian",
            "Bengali",
            "Gujarati",
            "Gurmukhi",
            "Tamil",
            "Telugu",
            "Kannada",
            "Malayalam",
            "Oriya",
            "Sinhala",
            "Khmer",
            "Lao",
            "Myanmar",
            "Ethiopic",
            "Thaana",
        )
    ),
    "DroidSansFallback.ttf",
    "NotoEmoji-Regular.ttf",
    "NotoSansSymbols-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
    "NotoSansMath-Regular.ttf",
)
"""Asked in this order for what the face of a style lacks."""


@cache
def characters(fonts: Path) -> frozenset[str]:
    """Load our own faces from a folder and give the characters that all of them hold; RenderError without."""
    shared: set[int] | None = None
    for face in Face:
        try:
            font = TTFont(face.name, fonts / face.value, asciiReadable=0)
        except (TTFError, OSError) as error:
            raise _unreadable(face.value) from error
        pdfmetrics.registerFont(font)
        held = set(font.face.charToGlyph)
        shared = held if shared is None else shared & held
    return _public(shared or ()) | {"\n", NO_BREAK}


@cache
def held(file: Path) -> frozenset[str]:
    """List the characters that a face holds; what anybody may mean by private ones is not printed."""
    return _public(shaper(file).face.unicodes)


@cache
def shaper(file: Path) -> uharfbuzz.Font:
    """Open a face for shaping; RenderError where it cannot be read."""
    import uharfbuzz

    try:
        return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file)))
    except (OSError, uharfbuzz.HarfBuzzError) as error:
        raise _unreadable(file.name) from error


@cache
def plain() -> frozenset[str]:
    """List what needs no shaping: one character after the other, from left to right, in any of our faces."""
    return frozenset(
        each
        for each in characters(folder())
        if not unicodedata.combining(each)
        and unicodedata.bidirectional(each) not in {"R", "AL", "NSM"}
        # Devanagari, which our own faces hold too, is set by syllables.
        and not "\u0900" <= each <= "\u1cff"
    )


def folder() -> Path:
    """Where our own faces were loaded from, and the others lie."""
    return Path(pdfmetrics.getFont(Face.REGULAR.name).face.filename).parent  # type: ignore[attr-defined]


@lru_cache(maxsize=20_000)
def holder(cluster: str, own: Face) -> str:
    """Name the file with all characters of a cluster: that of the style, or another; or none."""
    wanted = frozenset(cluster) - frozenset(JOINERS)
    place = folder()
    files = (own.value, *FALLBACKS)
    return next((file for file in files if wanted <= held(place / file)), "")


def _public(points: Iterable[int]) -> frozenset[str]:
    return frozenset(chr(point) for point in points if point and unicodedata.category(chr(point)) != "Co")


def _unreadable(name: str) -> RenderError:
    return RenderError("fonts-missing", f"The font {name} cannot be read.")
