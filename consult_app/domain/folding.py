"""Names and words as they are searched: without case and accents; in names ü is found as u and as ue."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from consult_app.domain.consultation import Patient

_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"})
_SINGLE = str.maketrans({"ø": "o", "æ": "a", "œ": "o", "ł": "l", "đ": "d"})

_AS_TYPED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-"})


def foldings(text: str) -> frozenset[str]:
    """Give the forms in which a text is found."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    return frozenset({_bare(plain), _bare(plain.translate(_SPELLED_OUT))})


def by_name(patient: Patient) -> str:
    """Give the text that patients are ordered by."""
    return min(foldings(f"{patient.family_name} {patient.given_name}"))


def find_folded(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Find words as people type them, across ends of lines too: where they begin, how many signs they are."""
    sought = _flat(words)[0].strip()
    flat, places = _flat(text)
    at = flat.find(sought) if sought else -1
    while at >= 0:
        first, last = places[at], places[at + len(sought) - 1]
        yield first, last - first + 1
        at = flat.find(sought, at + len(sought))


def _flat(text: str) -> tuple[str, list[int]]:
    """Fold a text sign by sign, with one blank wherever there are several; tells where each sign stood."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for each in _folded(sign):
            if each != " " or signs[-1:] != [" "]:
                signs.append(each)
                places.append(place)
    return "".join(signs), places


@lru_cache(4096)
def _folded(sign: str) -> str:
    return (
        " " if sign.isspace() else _bare(unicodedata.normalize("NFKC", sign).casefold()).translate(_AS_TYPED)
    )


def _bare(text: str) -> str:
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text.translate(_SINGLE))
    return "".join(sign for sign in letters if not unicodedata.combining(sign))
