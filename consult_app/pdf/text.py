"""Words before they are set: made printable, checked against the faces, broken into lines."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from consult_app.errors import RenderError
from consult_app.pdf.theme import Face, Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_NO_BREAK = "\N{NO-BREAK SPACE}"
_GAPS = re.compile("[ \t]+")
_LAST_SELECTOR = 0xFE0F
_FIRST_SELECTOR = 0xFE00


@cache
def characters(fonts: Path) -> frozenset[str]:
    """Load the faces from a folder and give the characters that all of them hold; RenderError without one."""
    shared: set[int] | None = None
    for face in Face:
        try:
            font = TTFont(face.name, fonts / face.value, asciiReadable=0)
        except (TTFError, OSError) as error:
            raise RenderError("fonts-missing", f"The font {face.value} cannot be read.") from error
        pdfmetrics.registerFont(font)
        held = set(font.face.charToGlyph)
        shared = held if shared is None else shared & held
    return frozenset(chr(point) for point in shared or () if point) | {"\n", _NO_BREAK}


def printable(text: str) -> str:
    """Give the text as it is printed: composed (NFC), line ends as newlines, nothing invisible."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    return "".join(_printed(each) for each in lines)


def _printed(character: str) -> str:
    if " " <= character <= "~" or character == "\n":
        return character
    if character in "\r\v\f\N{NEXT LINE}\u2028\u2029":
        return "\n"
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return _NO_BREAK if character in "\u00a0\u202f" else " "
    if category in {"Cc", "Cf"} or _FIRST_SELECTOR <= ord(character) <= _LAST_SELECTOR:
        return ""
    return character


def missing(texts: Iterable[str], fonts: Path) -> tuple[str, ...]:
    """List the characters that no face of ours can print, once each, in order of code point."""
    used = set().union(*(printable(text) for text in texts))
    return tuple(sorted(used - characters(fonts)))


@lru_cache(maxsize=20_000)
def width(text: str, style: Style) -> float:
    """Measure a line, in points."""
    return pdfmetrics.stringWidth(text, style.face.name, style.size)


def longest_word(text: str, style: Style) -> float:
    """Measure the widest word, in points; 0 without words."""
    return max((width(word, style) for word in _GAPS.split(text.replace("\n", " "))), default=0)


def lines(text: str, style: Style, room: float) -> tuple[str, ...]:
    """Break printable text into lines no wider than `room`; newlines are kept, a longer word is broken."""
    return tuple(line for hard in text.split("\n") for line in _filled(hard, style, room)) if text else ()


def _filled(text: str, style: Style, room: float) -> Iterator[str]:
    line, reached = "", 0.0
    space = width(" ", style)
    for word in _GAPS.split(text.strip(" \t")):
        for part in _parts(word, style, room):
            wide = width(part, style)
            if line and reached + space + wide > room:
                yield line
                line, reached = part, wide
            else:
                line, reached = (f"{line} {part}", reached + space + wide) if line else (part, wide)
    yield line


def _parts(word: str, style: Style, room: float) -> Iterator[str]:
    """Cut a word that is wider than the line, so that nothing of it is lost."""
    if width(word, style) <= room:
        yield word
        return
    start, reached = 0, 0.0
    for end, character in enumerate(word):
        wide = width(character, style)
        if end > start and reached + wide > room:
            yield word[start:end]
            start, reached = end, 0.0
        reached += wide
    yield word[start:]
