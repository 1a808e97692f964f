"""A gate that is broken on purpose."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """A broken gate: what that means, the words put in place of others, and the test that must fail."""

    says: str
    file: str
    old: str
    new: str
    test: str
