"""JSON of files that damage or somebody else may have changed: whatever is wrong with it is one error."""

from __future__ import annotations

from typing import TypeVar

import msgspec

Kind = TypeVar("Kind")


def parse(content: bytes | msgspec.Raw, kind: type[Kind]) -> Kind:
    """Read JSON as what it has to be; msgspec.DecodeError, also for what is no text or nested too deep."""
    try:
        return msgspec.json.decode(content, type=kind)
    except (UnicodeDecodeError, RecursionError):
        raise msgspec.DecodeError("no text, or nested too deep") from None
