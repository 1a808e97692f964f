"""One thing that a person names in a list: a medicine, an allergy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Part(Enum):
    """What a list can ask about each thing beside its name."""

    DOSE = "dose"
    REACTION = "reaction"
    SINCE = "since"


@dataclass(frozen=True, slots=True)
class Entry:
    """A name as a person gave it, with what was said of it; what was not said is empty."""

    name: str
    dose: str = ""
    since: str = ""
    reaction: str = ""

    def said(self, part: Part) -> str:
        """Give one of its parts."""
        text: str = getattr(self, part.value)
        return text


def entries_of(value: tuple[str | Entry, ...]) -> tuple[Entry, ...]:
    """Read a list; a plain text, as the first records have it, is a name alone."""
    return tuple(Entry(each) if isinstance(each, str) else each for each in value)
