"""Something that the palette offers."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """A line of the palette: its words, its keys in words, and what it does."""

    words: str
    keys: str
    run: Callable[[], object]
