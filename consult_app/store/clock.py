"""Whether the machine's clock was put: what it says is compared with how much time has really gone by."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

MOST_DRIFT_S = 120
"""A clock that is set by the network moves by less."""


def running_seconds() -> float:
    """Count seconds that go on while the machine sleeps, wherever the system has such a count."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Watch:
    """Compares two looks at the clock."""

    def __init__(self, at: datetime) -> None:
        self._at, self._running = at, running_seconds()

    def jumped(self, at: datetime) -> int:
        """Give by how many seconds the clock was put since the last look; 0 where it ran as it should."""
        running = running_seconds()
        off = (at - self._at).total_seconds() - (running - self._running)
        self._at, self._running = at, running
        return round(off) if abs(off) > MOST_DRIFT_S else 0
