"""What the log has of somebody who comes in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from consult_app.domain.audit import Act
from consult_app.store import outside
from consult_app.store.chain import append
from consult_app.store.clock import MOST_DRIFT_S
from consult_app.store.rows import utc

if TYPE_CHECKING:
    from consult_app.store.database import Connection
    from consult_app.store.keyring import Keys
    from consult_app.store.site import Site

_LAST_AT = "SELECT at FROM audit ORDER BY seq DESC LIMIT 1"


def enter(connection: Connection, site: Site, keys: Keys, user_id: str, act: Act) -> None:
    """Enter in the log who came in, and what happened while it was closed."""
    now, last = site.now(), connection.value(_LAST_AT)
    at = utc(now)
    if last is not None and (by := (now - datetime.fromisoformat(last)).total_seconds()) < -MOST_DRIFT_S:
        append(connection, at, "", Act.CLOCK, reason=f"{round(by):+d} s")
    outside.take_in(connection, site.folder, at)
    # Whoever came in by the recovery key signs with a new key from now on.
    key = keys.slot(user_id).signature.hex() if act is Act.RECOVERED else ""
    append(connection, at, user_id, act, user_id, digest=key)
