"""The same words for large print: nothing stands side by side, a table's rows become lists of fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from consult_app.domain.document import Block, Columns, Fields, Heading, Lines, Phrase, Table, Text


def in_large_print(blocks: Iterable[Block]) -> Iterator[Block]:
    """Turn every table into headed fields, and leave columns out."""
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield from _headed(block.head, row)
            if block.empty:
                yield Lines(", ".join(block.head), block.empty)
        elif not isinstance(block, Columns):
            yield block


def _headed(head: tuple[str, ...], row: tuple[Text, ...]) -> Iterator[Block]:
    """Head a row with what stands out in its first cell, or with that cell."""
    first = row[0]
    names = tuple(zip(head, row, strict=True))
    if isinstance(first, Phrase):
        yield Heading(first.lead, 3)
        yield Fields(((head[0], replace(first, lead="")), *names[1:]), told=True)
    else:
        yield Heading(first, 3)
        yield Fields(names[1:], told=True)
