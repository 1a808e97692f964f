"""Words before they are set: made printable, checked against the faces, measured, broken into lines."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfmetrics

from consult_app.pdf.bidi import RIGHT_TO_LEFT, runs_right
from consult_app.pdf.faces import FALLBACKS, JOINERS, NO_BREAK, characters, held
from consult_app.pdf.shaping import clusters, is_plain, placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from consult_app.pdf.theme import Style

_GAPS = re.compile("[ \t]+")
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""They choose among pictures of a character; we have one of each."""

_NO_CHARACTERS = frozenset(
    {*range(0xFDD0, 0xFDF0), *(0x10000 * plane + end for plane in range(17) for end in (0xFFFE, 0xFFFF))}
)
"""What Unicode will never give a meaning; it comes from broken texts that are pasted."""

_LOOSE_JOINERS = re.compile("(?<![\u0600-\u1cff\u2190-\u2bff\U0001f000-\U0001faff])[\u200c\u200d]+")
"""What joins or parts letters means something after those of some scripts, and after an emoji."""

_OPENS = "「『（【《〈"  # noqa: RUF001 - Chinese and Japanese signs
_CLOSES = "、。，．」』）】》〉！？：；ーゃゅょっャュョッ々"  # noqa: RUF001 - Chinese and Japanese signs
_SURE = 0.7
"""So much of a line may be filled without measuring letters together."""

_CELL = "\u2e80-\u2fdf\u3001-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_IDEOGRAPH = re.compile(f"[{_OPENS}]*[{_CELL}][{_CLOSES}\u0300-\u036f]*|[^{_CELL}]+")


def printable(text: str) -> str:
    """Give the text as it is printed: composed (NFC), line ends as newlines, nothing invisible.

    What joins or parts the letters of a script stays; what turns the direction of words goes.
    """
    if text.isascii() and text.isprintable():
        return text  # nearly every line of a form
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    shown = lines.translate(_PRINTED)
    return shown if shown.isascii() else _LOOSE_JOINERS.sub("", shown)


class _Printed(dict[int, str]):
    """As what each character is printed, found out where it comes up first."""

    def __missing__(self, code: int) -> str:
        self[code] = _printed(chr(code))
        return self[code]


_PRINTED = _Printed()


def _printed(character: str) -> str:
    if " " <= character <= "~" or character in JOINERS or character == "\n":
        return character
    if character in "\r\v\f\N{NEXT LINE}\u2028\u2029":
        return "\n"
    if ord(character) in _NO_CHARACTERS:
        return ""
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return NO_BREAK if character in "\u00a0\u202f" else " "
    return "" if category in {"Cc", "Cf"} or any(ord(character) in each for each in _SELECTORS) else character


def missing(texts: Iterable[str], fonts: Path) -> tuple[str, ...]:
    """List the characters that no face can print, once each, in order of code point."""
    used = set().union(*(printable(text) for text in texts)) - characters(fonts) - set(JOINERS)
    for file in FALLBACKS:
        if not used:
            break
        used -= held(fonts / file)
    return tuple(sorted(used))


@lru_cache(maxsize=20_000)
def width(text: str, style: Style) -> float:
    """Measure a line, in points."""
    if is_plain(text):
        return pdfmetrics.stringWidth(text, style.face.name, style.size)
    return style.size * sum(each.width for _, each in placed(text, style.face))


def longest_word(text: str, style: Style) -> float:
    """Measure the widest word, in points; 0 without words."""
    words = (part for word in _GAPS.split(text.replace("\n", " ")) for part in _ideographs(word))
    return max((width(word, style) for word in words), default=0)


def lines(text: str, style: Style, room: float) -> tuple[str, ...]:
    """Break printable text into lines no wider than `room`; newlines are kept, a longer word is broken.

    A line of words that run from right to left begins with a mark that says so.
    """
    if not text:
        return ()
    mark = RIGHT_TO_LEFT if runs_right(text) else ""
    return tuple(
        mark + line if line else "" for hard in text.split("\n") for line in _filled(hard, style, room)
    )


def _filled(text: str, style: Style, room: float) -> Iterator[str]:
    line, reached = "", 0.0
    space = width(" ", style)
    for word in _GAPS.split(text.strip(" \t")):
        gap, wide_gap = " ", space
        for piece in _ideographs(word):
            for cut, part in enumerate(_parts(piece, style, room)):
                wide = width(part, style)
                if line and (cut or reached + wide_gap + wide > room):
                    yield line
                    line, reached = part, wide
                elif line:
                    line, reached = f"{line}{gap}{part}", reached + wide_gap + wide
                else:
                    line, reached = part, wide
                gap, wide_gap = "", 0.0
    yield line


def _ideographs(word: str) -> tuple[str, ...]:
    """Cut where a line may end without a space: between the characters of Chinese and Japanese."""
    return (word,) if word.isascii() else tuple(_IDEOGRAPH.findall(word))


def _parts(word: str, style: Style, room: float) -> Iterator[str]:
    """Cut a word that is wider than the line, so that nothing of it is lost, and no letter from its marks."""
    if width(word, style) <= room:
        yield word
        return
    start = end = 0
    about = 0.0
    for cluster in clusters(word):
        after = end + len(cluster)
        about += width(cluster, style)
        # Together letters may be wider than one by one; to measure that costs too much to do it for each.
        if end > start and about > _SURE * room and width(word[start:after], style) > room:
            yield word[start:end]
            start, about = end, width(cluster, style)
        end = after
    yield word[start:]
