"""Look whether plain values are valid under a JSON Schema: as much of draft 7 as our schemas use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consult_app.content.node import Node, Shape
from consult_app.content.parse import parse

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)
_SAID = {"$schema", "title", "description", "definitions"}


def plain_values(text: str) -> Any:
    """Read YAML the way an editor does: what stands plain may be a number, true, false or null."""
    return _plain(parse(text, "file.yaml"))


def _plain(node: Node) -> Any:
    if node.shape is Shape.LIST:
        return [_plain(each) for each in node.parts]
    if node.shape is Shape.MAPPING:
        return {name: _plain(each) for name, each in node.fields.items()}
    if not node.plain:
        return node.raw
    if node.empty:
        return None
    if node.raw in ("true", "false"):
        return node.raw == "true"
    if _NUMBER.fullmatch(node.raw):
        return float(node.raw) if "." in node.raw else int(node.raw)
    return node.raw


def invalid(value: Any, schema: dict[str, Any]) -> list[str]:
    """Say what is not valid, with its place; nothing where all is."""
    return list(_invalid(value, schema, schema["definitions"], ""))


def _invalid(value: Any, schema: dict[str, Any], known: dict[str, Any], at: str) -> Iterator[str]:
    for word, asked in schema.items():
        if word not in _SAID:
            yield from _CHECKS[word](value, asked, schema, known, at)


def _type(value: Any, asked: Any, _schema: Any, _known: Any, at: str) -> Iterator[str]:
    kinds = [asked] if isinstance(asked, str) else asked
    if not any(_is(value, kind) for kind in kinds):
        yield f"{at}: {value!r:.40} is not {' or '.join(kinds)}"


def _is(value: Any, kind: str) -> bool:
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    types = {"string": str, "boolean": bool, "null": type(None), "array": list, "object": dict}
    return isinstance(value, types[kind])


def _enum(value: Any, asked: Any, _schema: Any, _known: Any, at: str) -> Iterator[str]:
    if value not in asked:
        yield f"{at}: {value!r:.40} is not one of {asked}"


def _pattern(value: Any, asked: Any, _schema: Any, _known: Any, at: str) -> Iterator[str]:
    if isinstance(value, str) and not re.search(asked, value, re.ASCII):
        yield f"{at}: {value!r:.40} is not written like {asked}"


def _required(value: Any, asked: Any, _schema: Any, _known: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (f"{at}: {name} is missing" for name in asked if name not in value)


def _properties(value: Any, asked: Any, _schema: Any, known: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name in value.keys() & asked.keys():
            yield from _invalid(value[name], asked[name], known, f"{at}/{name}")


def _others(value: Any, asked: Any, schema: Any, known: Any, at: str) -> Iterator[str]:
    for name in value.keys() - schema["properties"].keys() if isinstance(value, dict) else ():
        if asked is False:
            yield f"{at}: {name} is not known"
        else:
            yield from _invalid(value[name], asked, known, f"{at}/{name}")


def _items(value: Any, asked: Any, _schema: Any, known: Any, at: str) -> Iterator[str]:
    for place, item in enumerate(value if isinstance(value, list) else ()):
        yield from _invalid(item, asked, known, f"{at}/{place}")


def _any_of(value: Any, asked: Any, _schema: Any, known: Any, at: str) -> Iterator[str]:
    found = [list(_invalid(value, each, known, at)) for each in asked]
    if all(found):
        yield min(found, key=len)[0]


def _all_of(value: Any, asked: Any, _schema: Any, known: Any, at: str) -> Iterator[str]:
    for each in asked:
        yield from _invalid(value, each, known, at)


def _reference(value: Any, asked: Any, _schema: Any, known: Any, at: str) -> Iterator[str]:
    yield from _invalid(value, known[asked.removeprefix("#/definitions/")], known, at)


def _least_items(value: Any, asked: Any, _schema: Any, _known: Any, at: str) -> Iterator[str]:
    if isinstance(value, list) and len(value) < asked:
        yield f"{at}: fewer than {asked}"


def _unique(value: Any, asked: Any, _schema: Any, _known: Any, at: str) -> Iterator[str]:
    if asked and isinstance(value, list) and any(value.count(each) > 1 for each in value):
        yield f"{at}: something stands twice"


def _least_keys(value: Any, asked: Any, _schema: Any, _known: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict) and len(value) < asked:
        yield f"{at}: fewer than {asked} keys"


def _most_keys(value: Any, asked: Any, _schema: Any, _known: Any, at: str) -> Iterator[str]:
    if isinstance(value, dict) and len(value) > asked:
        yield f"{at}: more than {asked} keys"


_CHECKS = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "required": _required,
    "properties": _properties,
    "additionalProperties": _others,
    "items": _items,
    "anyOf": _any_of,
    "allOf": _all_of,
    "$ref": _reference,
    "minItems": _least_items,
    "uniqueItems": _unique,
    "minProperties": _least_keys,
    "maxProperties": _most_keys,
}
