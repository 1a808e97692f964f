"""By which words a patient is found, and what somebody means by what they type.

Both sides are made of the same words, without case, accents and signs between letters. A birth date is found
in any order in which people write one, begun or whole: it is kept as three words, each with a letter before
it that says in which order it stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from consult_app.domain.folding import foldings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from consult_app.domain.consultation import Patient

MOST = 50
"""So many patients are listed at most: whoever looks for one of more types on."""
MOST_COUNTED = 10_000
"""So many are counted; beyond that it is only known that there are more."""

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_PIECE = re.compile(r"[^\W_]+")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{0,2})(?:-(\d{0,2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})([./])(\d{1,2})(?:[./](\d{0,4}))?")
_YEAR, _DAY, _MONTH = "y", "d", "m"
"""What stands before a birth date that begins with its year, day or month."""

Beginnings = frozenset[str]


def words_of(patient: Patient) -> frozenset[str]:
    """Give the words by which a patient is found, by their beginnings."""
    born = patient.birth_date
    names = f"{patient.given_name} {patient.family_name} {patient.record_number}"
    forms = foldings(names)
    pieces = (piece for form in forms for piece in _PIECE.findall(form))
    # A number such as 24/7 looks like a date, and O'Brien is typed without its apostrophe.
    joined = ("".join(_PIECE.findall(word)) for form in forms for word in form.split())
    day, month, year = f"{born.day:02}", f"{born.month:02}", f"{born.year:04}"
    return frozenset(
        {
            *pieces,
            *filter(None, joined),
            _MONTHS[born.month - 1],
            *(f"{_YEAR}{year}{month}{day}", f"{_DAY}{day}{month}{year}", f"{_MONTH}{month}{day}{year}"),
        }
    )


def meant(typed: str) -> tuple[Beginnings, ...]:
    """Read what was typed: of each of these, one has to begin a word; nothing where no word was typed."""
    return tuple(each for word in typed.split() for each in _meant_by(word.strip(",;")))


def finds(wanted: Iterable[Beginnings], words: Iterable[str]) -> bool:
    """Whether somebody with these words is meant."""
    known = tuple(words)
    return all(any(word.startswith(tuple(starts)) for word in known) for starts in wanted)


def _meant_by(word: str) -> Iterator[Beginnings]:
    joined = "".join(_PIECE.findall(word))
    if date := _YEAR_FIRST.fullmatch(word):
        yield frozenset({joined, *_begun(_YEAR, *date.groups(""))})
    elif date := _DAY_FIRST.fullmatch(word):
        first, sign, second, year = date.groups("")
        # With a slash both orders are in use.
        orders = (_DAY, _MONTH) if sign == "/" else (_DAY,)
        yield frozenset({joined, *(each for order in orders for each in _begun(order, first, second, year))})
    else:
        yield from _pieces(word)


def _pieces(word: str) -> Iterator[Beginnings]:
    forms = [_PIECE.findall(form) for form in foldings(word)]
    for same in zip(*forms, strict=False):
        yield frozenset({*same, *(date for piece in same if piece.isdecimal() for date in _numbers(piece))})


def _numbers(number: str) -> Iterator[str]:
    """Give what a number may be of a birth date."""
    yield _YEAR + number
    if len(number) <= 2:  # noqa: PLR2004 - a day or a month has no more
        yield from (order + start for order in (_DAY, _MONTH) for start in _padded(number, last=True))


def _begun(order: str, *parts: str) -> Iterator[str]:
    """Give the beginnings of a date of which some parts are written, the last one perhaps begun."""
    written = [part for part in parts if part]
    starts = [order]
    for place, part in enumerate(written, 1):
        ways = (part,) if order == _YEAR and place == 1 else _padded(part, last=place == len(written))
        starts = [start + way for start in starts for way in ways]
    yield from starts


def _padded(part: str, *, last: bool) -> tuple[str, ...]:
    """Write a day or a month with two digits; a single last digit may also be the first of two."""
    if len(part) != 1:
        return (part,)
    return (f"0{part}", part) if last else (f"0{part}",)
