"""How often something happens: a count out of a denominator, or honestly not known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Band(Enum):
    """Frequency words of the EU summary of product characteristics (CIOMS), with their lower bounds."""

    VERY_COMMON = "very_common"
    COMMON = "common"
    UNCOMMON = "uncommon"
    RARE = "rare"
    VERY_RARE = "very_rare"


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` people out of `of`; the denominator is the one that is printed."""

    count: float
    of: int

    @property
    def share(self) -> float:
        """The proportion, 0 to 1."""
        return self.count / self.of


@dataclass(frozen=True, slots=True)
class NotKnown:
    """No denominator was found. Never shown as rare and never as common."""


NOT_KNOWN = NotKnown()

Frequency = Rate | NotKnown

_LOWER_BOUNDS = (
    (0.1, Band.VERY_COMMON),
    (0.01, Band.COMMON),
    (0.001, Band.UNCOMMON),
    (0.0001, Band.RARE),
)


def band(rate: Rate) -> Band:
    """Give the frequency word that belongs to a rate."""
    return next((word for bound, word in _LOWER_BOUNDS if rate.share >= bound), Band.VERY_RARE)


@dataclass(frozen=True, slots=True)
class IconArray:
    """`filled` of `total` figures; total is 100, or 1,000 where fewer than one in 100 are affected."""

    filled: int
    total: int


def icons(rate: Rate) -> IconArray:
    """Count the figures of an icon array; anything that happens at all fills at least one."""
    total = 100 if rate.share == 0 or rate.share >= 0.01 else 1000  # noqa: PLR2004 - one in a hundred
    filled = round(rate.share * total)
    return IconArray(max(filled, 1) if rate.count > 0 else 0, total)
