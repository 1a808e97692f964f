"""The recovery key as people have it: on a sheet that says which vault it opens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """The key as it is shown, the mark of its vault, and when it was made (aware)."""

    text: str = field(repr=False)
    vault: str
    made: datetime

    @property
    def groups(self) -> tuple[str, ...]:
        """Give the groups of signs that it is typed in."""
        return tuple(self.text.replace("-", " ").split())


def vault_mark(store: str) -> str:
    """Give the short name of a vault, by which its sheet is told from others: it opens nothing."""
    return store[:8].upper()
