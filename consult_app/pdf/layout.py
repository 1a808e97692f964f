"""A document's blocks one below the other: the white between them, and which stay together."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from consult_app.domain.document import (
    Block,
    BodyMap,
    Bullets,
    Columns,
    Fields,
    Heading,
    Icons,
    Lines,
    Notice,
    Paragraph,
    Parallel,
    Quote,
    Ranked,
    SignatureBlock,
    Table,
    Tick,
    Ticks,
    WithdrawalPlace,
)
from consult_app.pdf.blocks import LAST_WORDS, PLACED, Beside, Item, Setting
from consult_app.pdf.by_hand import Asked, Signing
from consult_app.pdf.filling import Abreast, Band, Flowing
from consult_app.pdf.strips import Strip, Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_ABOVE: Mapping[type, float] = {
    Paragraph: 5,
    Quote: 4,
    Bullets: 4,
    Ranked: 6,
    Fields: 4,
    Table: 6,
    Notice: 6,
    Tick: 4.5,
    Ticks: 1.5,
    Lines: 1.5,
    BodyMap: 8,
    Beside: 10,
    tuple: 9,
    SignatureBlock: 8,
    Asked: 3.5,
    Signing: 10,
    Parallel: 6,
    WithdrawalPlace: 8,
}
_BELOW: Mapping[type, float] = {
    Bullets: 4,
    Fields: 4,
    Table: 8,
    Notice: 6,
    Quote: 4,
    tuple: 8,
    WithdrawalPlace: 16,
}
_ABOVE_HEADING = {1: 0.0, 2: 11.0, 3: 5.0}
_ABOVE_BAND, _ABOVE_SIGNING = 3.0, 10.0
_BELOW_WRITING = 8.0
"""White between lines to write on and a heading."""


class Flow:
    """Collects strips and bands of columns as blocks are set."""

    def __init__(self, setting: Setting) -> None:
        self.items: list[Flowing] = []
        self._setting = setting
        self._column: list[Strip] = []
        self._columns = 1
        self._shift = 0.0
        self._below = 0.0
        self._headed = 0
        self._before: Item | None = None

    def add(self, item: Item) -> None:
        """Set a block below what is there."""
        if isinstance(item, Columns):
            self._turn(item.count)
            return
        if isinstance(item, Parallel) and not self._setting.large:
            self._add_abreast(item)
            return
        strips = self._setting.set(item)
        if not strips:
            return
        self._tie(item)
        current = self._column if self._columns > 1 else self.items
        if isinstance(item, Heading):
            self._headed = len(current)
        before = max(_above(item), self._below)
        if isinstance(item, Heading) and isinstance(self._before, Lines):
            before = max(before, _BELOW_WRITING)
        current += [replace(strips[0], before=before), *strips[1:]]
        self._below = _BELOW.get(type(item), 0)
        self._before = item

    def _add_abreast(self, item: Parallel) -> None:
        """Set what stands in two languages side by side, and signatures below what is declared in both."""
        stacks = self._setting.abreast(item)
        if not any(stacks):
            return
        first = (item.first or item.second)[0]
        self._tie(first)
        before = max(_above(first), self._below)
        self.items.append(Abreast(stacks, before, self._lead(), tied=isinstance(first, (Heading, *PLACED))))
        self._below = _BELOW.get(type(first), 0)
        self._before = first
        if isinstance(first, PLACED):
            self.items += self._setting.place(first)

    def ended(self) -> list[Flowing]:
        """Close what is open and give it all."""
        self._turn(1)
        return self.items

    def _turn(self, count: int) -> None:
        if self._column:
            lead = self._lead()
            backwards = self._setting.backwards
            signing = isinstance(self._before, SignatureBlock | Signing)
            before = _ABOVE_SIGNING if signing else _ABOVE_BAND
            band = Band(tuple(self._column), self._columns, self._shift, before, lead, backwards=backwards)
            self.items.append(band)
            self._column = []
        self._columns = count
        self._shift = self._setting.divide(count)

    def _lead(self) -> tuple[Strip, ...]:
        """Take what is tied to the columns from what is there: their heading."""
        lead: list[Strip] = []
        while self.items:
            last = self.items[-1]
            if not isinstance(last, Strip) or last.tie is Tie.FREE:
                break
            lead.insert(0, last)
            self.items.pop()
        return tuple(lead)

    def _tie(self, item: Item) -> None:
        """Keep lead-ins with what follows, small print with what it is about, signatures with words above."""
        count = self._tied_to(item)
        current: list[Flowing] = self._column or self.items  # type: ignore[assignment]
        for index in range(len(current) - 1, max(len(current) - count, 0) - 1, -1):
            last = current[index]
            if not isinstance(last, Strip):
                # It has words enough: what stands above it may be on another page.
                current[index] = replace(last, tied=True)
                break
            current[index] = last.tied(Tie.LOOSE)

    def _tied_to(self, item: Item) -> int:
        """Count the strips above that stay with what follows them."""
        match self._before, item:
            case SignatureBlock(), SignatureBlock() if self._columns > 1 or self._setting.large:
                # What is declared stands above each place to sign; in large print that fills half a page.
                return 0
            case Signing() | Ticks(), Signing():
                return 0
            case _, SignatureBlock() | Signing():
                return LAST_WORDS
            case Bullets(), Asked() if self._column:
                # What is decided about stays on one page with what is said of it.
                return len(self._column) - self._headed
            case _, Paragraph(_, quiet=True) if self._columns == 1:
                return 1
            case (
                (Paragraph(), tuple() | Table() | Bullets() | Tick() | Ticks() | Lines())
                | (Notice(), Paragraph())
                | (Signing(), Ticks())
                | (Ticks() | Asked(answer=Ticks()), Lines() | Paragraph(quiet=True))
            ):
                return 1
            case _:
                return 0


def laid_out(blocks: Iterable[Block], setting: Setting) -> list[Flowing]:
    """Set all blocks one below the other."""
    flow = Flow(setting)
    for item in _joined(blocks):
        flow.add(item)
    return flow.ended()


def _above(block: Item) -> float:
    match block:
        case Heading(_, level):
            return _ABOVE_HEADING[level]
        case Paragraph(_, quiet=True):
            return 3
        case _:
            return _ABOVE[type(block)]


def _joined(blocks: Iterable[Block]) -> Iterator[Item]:
    """Join what stands side by side: what answers a question, drawings beside fields, who signs."""
    waiting: Item | None = None
    for item in _grouped(blocks):
        joined = _together(waiting, item)
        if joined is None and waiting is not None:
            yield waiting
        waiting = joined or item
    if waiting is not None:
        yield waiting


def _together(before: Item | None, item: Item) -> Item | None:
    match before, item:
        case Fields(), BodyMap():
            return Beside(before, item)
        case Paragraph(quiet=False), Ticks() | Lines():
            return Asked(before, item)
        case SignatureBlock(name=""), Lines(count=1):
            return Signing(before, (item,))
        case Signing(signature, written), Lines(count=1):
            return Signing(signature, (*written, item))
        case _:
            return None


def _grouped(blocks: Iterable[Block]) -> Iterator[Item]:
    for (kind, told), group in groupby(blocks, lambda each: (type(each), getattr(each, "told", False))):
        same = list(group)
        if kind is Fields:
            yield Fields(tuple(row for each in same if isinstance(each, Fields) for row in each.rows), told)
        elif kind is Icons:
            arrays = [each for each in same if isinstance(each, Icons)]
            yield from (tuple(arrays[start : start + 2]) for start in range(0, len(arrays), 2))
        else:
            yield from same
