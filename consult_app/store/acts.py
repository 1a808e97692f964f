"""The log of one consultation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult_app.domain.log import Logged
from consult_app.store.schema import EVENT

if TYPE_CHECKING:
    from sqlalchemy import Connection


def acts(connection: Connection, consultation_id: str) -> tuple[Logged, ...]:
    """List what was done, oldest first."""
    listed = select(EVENT.c.at, EVENT.c.actor, EVENT.c.action)
    mine = listed.where(EVENT.c.consultation == consultation_id).order_by(EVENT.c.id)
    return tuple(
        Logged(datetime.fromisoformat(row.at), row.actor, row.action) for row in connection.execute(mine)
    )
