"""What changed between two versions of a treatment, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class How(Enum):
    """What happened to a record."""

    REMOVED = "removed"
    CHANGED = "changed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that says something else; no field where the record itself is the text."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """A record that was removed, changed or added. `weaker` says that a rule can now miss what it found."""

    kind: str
    id: str
    name: str
    how: How
    differences: tuple[Difference, ...] = ()
    weaker: bool = False
