"""What one room of a practice has to know of the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Rooms:
    """What a look at the practice's server found.

    `changed` where others did something since the last look; `away` while this room has to go on without the
    server, `why` as a code, with how many acts wait for it; `apart` how many consultations were kept twice
    since the vault was unlocked, because somebody had changed them meanwhile.
    """

    changed: bool = False
    away: bool = False
    waiting: int = 0
    apart: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One of two states of a consultation: on which machine, when (aware) and by whom it was said last."""

    machine: str
    at: datetime
    by: str
