"""Look whether YAML is valid under a JSON Schema, as an editor does."""

from __future__ import annotations

import re
from typing import Any

from jsonschema import Draft7Validator

from consult_app.content.node import Node, Shape
from consult_app.content.parse import parse

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)


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
    return [f"{each.json_path}: {each.message:.200}" for each in Draft7Validator(schema).iter_errors(value)]
