"""What was read in an emergency, and has not been acknowledged yet."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from consult_app.domain.audit import Act
from consult_app.domain.log import Emergency

if TYPE_CHECKING:
    from collections.abc import Callable

    from consult_app.store.database import Connection

_ALL = (
    "SELECT a.seq, a.at, a.actor, a.action, a.subject, a.reason,"
    " coalesce(c.name, trim(p.given_name || ' ' || p.family_name), '') AS whose FROM audit a"
    " LEFT JOIN consultation c ON c.id = a.subject LEFT JOIN patient p ON p.id = a.subject"
    " WHERE a.action > 'emergency ' AND a.action < 'emergency!' ORDER BY a.seq"
)


def unseen(connection: Connection, name_of: Callable[[str], str]) -> tuple[Emergency, ...]:
    """List them, first to last."""
    rows = connection.execute(_ALL).fetchall()
    seen = {row.subject for row in rows if row.action == Act.EMERGENCY_SEEN}
    return tuple(
        Emergency(row.seq, datetime.fromisoformat(row.at), name_of(row.actor), row.whose, row.reason)
        for row in rows
        if row.action == Act.EMERGENCY and str(row.seq) not in seen
    )
