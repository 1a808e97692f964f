"""A document's blocks one below the other: the white between them, and which stay together."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from consult_app.domain.document import (
    Block,
    Bullets,
    Fields,
    Heading,
    Icons,
    Notice,
    Paragraph,
    Quote,
    SignatureBlock,
    Table,
    Tick,
)
from consult_app.pdf.blocks import LAST_WORDS, Column, Item, Setting
from consult_app.pdf.strips import Strip, Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from consult_app.domain.consultation import Signature
    from consult_app.domain.wording import Words as Wording

_ABOVE: Mapping[type, float] = {
    Paragraph: 6,
    Quote: 9,
    Bullets: 6,
    Fields: 10,
    Table: 10,
    Notice: 12,
    Tick: 7,
    tuple: 11,
    SignatureBlock: 24,
}
_BELOW: Mapping[type, float] = {Bullets: 7, Fields: 12, Table: 12, Notice: 10, Quote: 9, tuple: 12}
_ABOVE_HEADING = {1: 0.0, 2: 26.0, 3: 15.0}


def strips(
    blocks: Iterable[Block], signatures: Sequence[Signature], words: Wording, column: Column
) -> list[Strip]:
    """Set all blocks one below the other; each signature goes into its role's block."""
    signed = {each.role: each for each in signatures}
    setting = Setting(column, words, signed)
    flow: list[Strip] = []
    below = 0.0
    before: Item | None = None
    for item in _joined(blocks):
        set_item = setting.set(item)
        if set_item:
            _tie(flow, before, item)
            flow += [replace(set_item[0], before=max(_above(item), below)), *set_item[1:]]
            below = _BELOW.get(type(item), 0)
            before = item
    return flow


def _tie(flow: list[Strip], before: Item | None, item: Item) -> None:
    """Keep lead-ins with what follows, small print with what it is about, signatures with words above."""
    match before, item:
        case _, SignatureBlock():
            count = LAST_WORDS
        case _, Paragraph(_, quiet=True):
            count = 1
        case (Paragraph(), tuple() | Table() | Bullets()) | (Notice(), Paragraph()):
            count = 1
        case _:
            count = 0
    for index in range(max(len(flow) - count, 0), len(flow)):
        flow[index] = flow[index].tied(Tie.LOOSE)


def _above(block: Item) -> float:
    match block:
        case Heading(_, level):
            return _ABOVE_HEADING[level]
        case Paragraph(_, quiet=True):
            return 3
        case _:
            return _ABOVE[type(block)]


def _joined(blocks: Iterable[Block]) -> Iterator[Item]:
    """Neighbouring fields become one table, neighbouring icon arrays stand side by side in pairs."""
    for kind, group in groupby(blocks, type):
        same = list(group)
        if kind is Fields:
            yield Fields(tuple(row for each in same if isinstance(each, Fields) for row in each.rows))
        elif kind is Icons:
            arrays = [each for each in same if isinstance(each, Icons)]
            yield from (tuple(arrays[start : start + 2]) for start in range(0, len(arrays), 2))
        else:
            yield from same
