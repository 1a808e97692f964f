"""Pages that were signed on paper and came back as pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from consult_app.domain.document import Role

MOST_DPI = 200
"""A page as it is kept: no finer than this, so that it can be read and a vault holds thousands."""
MOST_ASIDE = 24
"""So many pictures that wait for a decision outlast a lock: a document twice over, in some ten megabytes."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Nothing but pixels: row by row from the top, three bytes each (red, green, blue)."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class Scan:
    """A sheet of paper as it came back, upright: a JPEG, so many pixels large.

    `said` is what the square code on it says; empty where none could be read.
    """

    jpeg: bytes
    width: int
    height: int
    said: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """A scan in its place: the page of the document that it shows, the first being 1.

    `by_hand` where somebody put it there because its code could not be read.
    """

    page: int
    jpeg: bytes
    width: int
    height: int
    by_hand: bool = False


class Unfit(Enum):
    """Why a scan has no place by itself: no code to be read, another document, a page that is there."""

    UNREADABLE = "unreadable"
    OTHER = "other"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Aside:
    """A scan that somebody has to look at, and why; `page` is the one that its code names."""

    scan: Scan
    why: Unfit
    page: int = 0


@dataclass(frozen=True, slots=True)
class Noted:
    """What was ticked and written so far about one of those who sign; `day` as typed, right or not."""

    role: Role
    signed: bool = False
    day: str = ""


@dataclass(frozen=True, slots=True)
class Sorted:
    """What came back, page by page, and what has no place by itself."""

    filed: tuple[Filed, ...]
    aside: tuple[Aside, ...]


def sort_scans(filed: tuple[Filed, ...], scans: Iterable[Scan], codes: tuple[str, ...]) -> Sorted:
    """Put scans, which come in any order, where their codes say; `codes` are those of the pages in order.

    What is there already stays: a second scan of a page is set aside, for somebody to choose.
    """
    places = {each.page: each for each in filed}
    aside = []
    for scan in scans:
        page = codes.index(scan.said) + 1 if scan.said in codes else 0
        if not scan.said:
            aside.append(Aside(scan, Unfit.UNREADABLE))
        elif not page:
            aside.append(Aside(scan, Unfit.OTHER))
        elif page in places:
            aside.append(Aside(scan, Unfit.TWICE, page))
        else:
            places[page] = in_place(scan, page)
    return Sorted(ordered(places.values()), tuple(aside))


def to_be_kept(aside: Iterable[Aside]) -> tuple[Aside, ...]:
    """Pick what is kept until somebody decides: not another document, which may be another patient's."""
    return tuple(each for each in aside if each.why is not Unfit.OTHER)[:MOST_ASIDE]


def in_place(scan: Scan, page: int, *, by_hand: bool = False) -> Filed:
    """Take a scan for a page."""
    return Filed(page, scan.jpeg, scan.width, scan.height, by_hand)


def ordered(filed: Iterable[Filed]) -> tuple[Filed, ...]:
    """Put pages into the order of the document."""
    return tuple(sorted(filed, key=lambda each: each.page))


def pages_in_words(first: int, last: int) -> str:
    """Name some pages in a row by their numbers: `7` or `7–9`."""
    return str(first) if first == last else f"{first}–{last}"


def lacking(filed: Iterable[Filed], pages: int) -> tuple[int, ...]:
    """List the pages that have not come back yet."""
    there = {each.page for each in filed}
    return tuple(page for page in range(1, pages + 1) if page not in there)
