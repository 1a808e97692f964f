"""Records that several packs have in common: an item `include: ID` stands for the shared record."""

from __future__ import annotations

from dataclasses import replace

from consult_app.content import keys
from consult_app.content.node import Node, Shape
from consult_app.content.reading import Reading
from consult_app.content.suggestion import did_you_mean

_INCLUDE = "include"


def including(node: Node, shared: Node | None, reading: Reading) -> Node:
    """Put the shared records where a list includes them; an id that is not there is noted and left out."""
    if node.shape is not Shape.LIST or not any(_INCLUDE in each.fields for each in node.parts):
        return node
    records = by_id(shared) if shared else {}
    parts: list[Node] = []
    for item in node.parts:
        if _INCLUDE not in item.fields:
            parts.append(item)
            continue
        with reading.noting():
            item.only(*keys.INCLUDE)
            written = item.field(_INCLUDE)
            if written.text() not in records:
                what = f"nothing shared has the id '{written.raw[:60]}'."
                raise written.wrong("unknown-shared", what, did_you_mean(written.raw, records))
            parts.append(records[written.text()])
    return replace(node, parts=tuple(parts))


def by_id(shared: Node) -> dict[str, Node]:
    """Give the records of a shared file by their ids, in order."""
    return {each.fields["id"].raw: each for each in shared.parts if "id" in each.fields}
