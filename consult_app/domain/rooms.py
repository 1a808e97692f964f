"""What one room of a practice has to know of the others."""

from __future__ import annotations

from dataclasses import dataclass


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
