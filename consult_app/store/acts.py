"""The log of one consultation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from consult_app.domain.log import Logged

if TYPE_CHECKING:
    from consult_app.store.database import Connection


def acts(connection: Connection, consultation_id: str) -> tuple[Logged, ...]:
    """List what was done, oldest first."""
    mine = "SELECT at, actor, action FROM event WHERE consultation = ? ORDER BY id"
    return tuple(
        Logged(datetime.fromisoformat(row.at), row.actor, row.action)
        for row in connection.execute(mine, (consultation_id,))
    )
