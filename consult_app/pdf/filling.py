"""Pages filled from top to bottom with strips, and with columns that are read one after the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from consult_app.pdf.strips import Strip, Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MOST_WHITE = 0.3
"""No more of a page is left white so that two stacks stand side by side on the next one."""

_STEPS = 7
"""How often the height of balanced columns is halved towards the least."""


@dataclass(frozen=True, slots=True)
class Band:
    """Strips in `count` columns, each `shift` points right of the one before.

    `lead` stands above them; `tied` keeps some of them on the page of what follows; `backwards` puts the
    first column at the right.
    """

    strips: tuple[Strip, ...]
    count: int
    shift: float
    before: float = 0
    lead: tuple[Strip, ...] = ()
    tied: bool = False
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Abreast:
    """Two stacks of strips that begin side by side, the first one read first; each goes on where it has to.

    `lead` stands above them; `tied` keeps them with what follows.
    """

    stacks: tuple[tuple[Strip, ...], ...]
    before: float = 0
    lead: tuple[Strip, ...] = ()
    tied: bool = False

    @property
    def height(self) -> float:
        """How tall they are on one page, with what stands above them."""
        return _height(self.lead) + self.before + max(map(_height, self.stacks))

    def least(self, page: float) -> float:
        """How much of them stands at least on the page where they begin."""
        if self.tied or self.height <= MOST_WHITE * page:
            return self.height
        firsts = (next(iter(_pieces(stack, page)), []) for stack in self.stacks)
        return _height(self.lead) + self.before + max(map(_height, firsts))


class Placed(NamedTuple):
    """A strip with its distance from the left and the top of the page's text, in points."""

    across: float
    down: float
    strip: Strip


Page = list[Placed]


Flowing = Strip | Band | Abreast
"""What pages are filled with."""


def paginate(flow: Iterable[Flowing], height: float) -> list[Page]:
    """Fill pages of the given height; what is tied stays together if a page holds it."""
    filler = _Filler(height)
    items = list(flow)
    pending: list[Strip] = []
    for index, item in enumerate(items):
        if isinstance(item, Strip):
            pending.append(item)
            continue
        filler.strips(pending)
        pending = []
        following = _first_height(items[index + 1 :], height) if item.tied else 0
        if isinstance(item, Band):
            filler.band(item, following)
        else:
            filler.abreast(item, following)
    filler.strips(pending)
    return filler.pages


class _Filler:
    def __init__(self, height: float) -> None:
        self.pages: list[Page] = [[]]
        self._height = height
        self._reached = 0.0

    def strips(self, flow: Iterable[Strip]) -> None:
        """Put strips one below the other."""
        for run in _runs(flow, self._height):
            if self._page and self._reached + _height(run) > self._height >= _height(run):
                self._turn()
            for strip in run:
                self._put(strip)

    def band(self, band: Band, following: float) -> None:
        """Put columns of about equal height; `following` is the height of what they are tied to."""
        runs = _pieces(band.strips, self._height)
        if not runs:
            self.strips(band.lead)
            return
        self._begin(band, runs)
        kept = self._kept(band, runs, following)
        self._columns(band, runs[: len(runs) - kept])
        if kept:
            self._turn()
            self._columns(band, runs[len(runs) - kept :])

    def abreast(self, item: Abreast, following: float) -> None:
        """Put two stacks side by side, on the next page where that one holds them and this one does not."""
        needed = item.least(self._height) + following
        if self._page and self._reached + needed > self._height >= needed:
            self._turn()
        for strip in item.lead:
            self._put(strip)
        top = self._reached + (item.before if self._page else 0)
        rest = [_pieces(stack, self._height) for stack in item.stacks]
        while True:
            rest, self._reached = self._beside(rest, top)
            if not any(rest):
                return
            self._turn()
            top = 0

    def _beside(self, stacks: list[list[list[Strip]]], top: float) -> tuple[list[list[list[Strip]]], float]:
        """Put what fits of each stack from a height on; gives what is left and how far down it went."""
        left, low = [], top
        for runs in stacks:
            filled, held = _filled(runs, self._height - top, 1)
            if runs and not held and not top:
                filled, held = [[runs[0]]], 1
            for column in filled:
                self._put_column(column, 0, top)
                low = max(low, top + _column_height(column))
            left.append(runs[held:])
        return left, low

    def _begin(self, band: Band, runs: list[list[Strip]]) -> None:
        """Turn the page where not every column could begin under the heading."""
        rest = self._height - self._reached - _height(band.lead) - band.before
        begun, held = _filled(runs, rest, band.count)
        if self._page and held < len(runs) and len(begun) < band.count:
            self._turn()
        for strip in band.lead:
            self._put(strip)

    def _kept(self, band: Band, runs: list[list[Strip]], following: float) -> int:
        """Count the last runs that go to the next page with what follows, which does not fit on this one."""
        if not following:
            return 0
        before = band.before if self._page else 0
        balanced = _balanced(runs, self._height - self._reached - before, band.count)
        least = 2 * band.count
        if balanced is None or len(runs) <= least:
            return 0
        used = max(_column_height(column) for column in balanced)
        return least if self._reached + before + used + following > self._height else 0

    def _columns(self, band: Band, runs: list[list[Strip]]) -> None:
        while runs:
            before = band.before if self._page else 0
            rest = self._height - self._reached - before
            filled = _balanced(runs, rest, band.count)
            if filled is None:
                filled, count = _filled(runs, rest, band.count)
                if not count and self._page:
                    self._turn()
                    continue
                if not count:
                    filled, count = [[runs[0]]], 1
                runs = runs[count:]
            else:
                runs = []
            top = self._reached + before
            for index, column in enumerate(filled):
                place = band.count - 1 - index if band.backwards else index
                self._put_column(column, place * band.shift, top)
            self._reached = top + max(_column_height(column) for column in filled)
            if runs:
                self._turn()

    def _put_column(self, column: list[list[Strip]], across: float, top: float) -> None:
        reached, first = top, True
        for run in column:
            for strip in run:
                reached += 0 if first else strip.before
                first = False
                self._page.append(Placed(across, reached, strip))
                reached += strip.height

    def _put(self, strip: Strip) -> None:
        if self._page and self._reached + strip.before + strip.height > self._height:
            self._turn()
        if not self._page and len(self.pages) > 1 and strip.repeat:
            self._page.append(Placed(0, 0, strip.repeat))
            self._reached = strip.repeat.height
        self._reached += strip.before if self._page else 0
        self._page.append(Placed(0, self._reached, strip))
        self._reached += strip.height

    @property
    def _page(self) -> Page:
        return self.pages[-1]

    def _turn(self) -> None:
        self.pages.append([])
        self._reached = 0


def _pieces(strips: Iterable[Strip], height: float) -> list[list[Strip]]:
    """Cut strips into what stays together on a page; what no page can hold is cut everywhere."""
    return [
        part
        for run in _runs(strips, height)
        for part in ([run] if _height(run) <= height else [[each] for each in run])
    ]


def _filled(runs: list[list[Strip]], height: float, count: int) -> tuple[list[list[list[Strip]]], int]:
    """Fill columns of a height one after the other; gives them and how many runs they hold."""
    filled: list[list[list[Strip]]] = []
    at = 0
    for _ in range(count):
        column: list[list[Strip]] = []
        reached = 0.0
        while at < len(runs):
            tall = _height(runs[at]) - (0 if column else runs[at][0].before)
            if reached + tall > height:
                break
            column.append(runs[at])
            reached += tall
            at += 1
        if column:
            filled.append(column)
    return filled, at


def _balanced(runs: list[list[Strip]], most: float, count: int) -> list[list[list[Strip]]] | None:
    """Fill columns no taller than they must be; None where they do not fit."""
    filled, held = _filled(runs, most, count)
    if held < len(runs):
        return None
    low, high = sum(map(_height, runs)) / count * 0.8, most
    for _ in range(_STEPS):
        middle = (low + high) / 2
        tried, held = _filled(runs, middle, count)
        if held == len(runs):
            filled, high = tried, middle
        else:
            low = middle
    return filled


def _column_height(column: list[list[Strip]]) -> float:
    return sum(map(_height, column)) - column[0][0].before


def _first_height(items: Sequence[Flowing], height: float) -> float:
    """Give the height of the first run of what follows, or of all of its columns or stacks."""
    if items and isinstance(items[0], Abreast):
        return items[0].least(height) + (_first_height(items[1:], height) if items[0].tied else 0)
    if items and isinstance(items[0], Band):
        band = items[0]
        filled = _balanced(list(_runs(band.strips, height)), height, band.count)
        return band.before + max((_column_height(column) for column in filled or ()), default=0)
    strips = []
    for item in items:
        if not isinstance(item, Strip):
            break
        strips.append(item)
    return next((_height(run) for run in _runs(strips, height)), 0)


def _runs(flow: Iterable[Strip], height: float) -> Iterator[list[Strip]]:
    """Give what stays together: all that is tied where a page can hold it, otherwise what is tied tightly."""
    for run in _tied(flow, Tie.LOOSE):
        if _height(run) <= height:
            yield run
        else:
            yield from _tied(run, Tie.TIGHT)


def _tied(flow: Iterable[Strip], least: Tie) -> Iterator[list[Strip]]:
    run: list[Strip] = []
    for strip in flow:
        run.append(strip)
        if strip.tie < least:
            yield run
            run = []
    if run:
        yield run


def _height(run: Sequence[Strip]) -> float:
    return sum(strip.before + strip.height for strip in run)
