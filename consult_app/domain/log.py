"""What was done in a consultation, as the vault's log has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Logged:
    """An act: when (aware), by whom (an id, or a name to be shown), and what, by ids only."""

    at: datetime
    who: str
    action: str


@dataclass(frozen=True, slots=True)
class Emergency:
    """Somebody read about a patient without the right to: number of its entry, when, who, whose, why."""

    number: int
    at: datetime
    who: str
    whose: str
    reason: str


@dataclass(frozen=True, slots=True)
class LookUp:
    """Somebody read, or saved, who got a lot: when (aware), by whom, which lot, how many were found."""

    at: datetime
    who: str
    lot: str
    found: int
    saved: bool = False
