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
