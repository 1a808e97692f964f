"""What guessing a passphrase costs: the parameters of Argon2id, and which are believed from a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """Parameters of Argon2id."""

    memory_kib: int
    passes: int
    lanes: int

    def within(self, least: Cost, most: Cost) -> bool:
        """Whether every parameter lies between those of the two."""
        return (
            least.memory_kib <= self.memory_kib <= most.memory_kib
            and least.passes <= self.passes <= most.passes
            and least.lanes <= self.lanes <= most.lanes
        )

    def believes(self, asked: Cost) -> bool:
        """Whether a file may ask for that cost; for less than usual only where this machine writes that."""
        least = self if self.within(Cost(0, 0, 0), LEAST) else LEAST
        return asked.within(least, MOST)


FULL = Cost(128 * 1024, 3, 4)
"""About 0.3 s and 128 MiB."""

LEAST = Cost(64 * 1024, 2, 1)
"""A file that asks for less was made to be guessed."""

MOST = Cost(1024 * 1024, 10, 16)
"""A file that asks for more was made to exhaust the machine."""
