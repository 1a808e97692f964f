"""The log, looked through by the database: what cannot be wanted never leaves it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from consult_app.domain.audit import Entry, Wanted
    from consult_app.store.database import Connection, Row

ENTRIES = (
    "SELECT a.seq, a.at, a.actor, a.machine, a.action, a.subject, a.reason,"
    " coalesce(c.name, trim(p.given_name || ' ' || p.family_name), '') AS whose FROM audit a"
    " LEFT JOIN consultation c ON c.id = a.subject LEFT JOIN patient p ON p.id = a.subject"
)
_END = "SELECT coalesce(max(seq), 0) + 1 FROM audit"
# `lower` knows the letters of ASCII alone: what holds others is given out, and compared there.
_MAY_HOLD = "(instr(lower({0}), {1}) OR {0} GLOB '*[^' || char(1) || '-~]*')"
_WANTED = (
    f"{ENTRIES} WHERE a.seq < ?1 AND a.seq >= ?2 AND a.at >= ?3 AND a.at < ?4"  # noqa: S608 - all of it stands here
    f" AND (?5 = '' OR {_MAY_HOLD.format('a.action', '?5')})"
    " AND (?6 IS NULL OR a.actor NOT IN (SELECT value FROM json_each(?6)))"
    f" AND (?7 = '' OR {_MAY_HOLD.format('whose', '?7')})"
    " ORDER BY a.seq DESC"
)
AT_ONCE = 100_000
"""So many entries are looked through while nothing else is done: about a tenth of a second."""
_BEFORE_ALL, _BEYOND_ALL = "0", "A"


def search(  # noqa: PLR0913, PLR0917 - what is looked for where, and how it is told
    connection: Connection,
    wanted: Wanted,
    before: int,
    most: int,
    names: Mapping[str, str],
    told: Callable[[Row], Entry],
) -> tuple[tuple[Entry, ...], int]:
    """Give what may be wanted before an entry, newest first, and where to go on; there is nothing before 0.

    `names` are those of users by id. Days are taken so wide that they are right in every zone.
    """
    end = min(before or int(connection.value(_END)), int(connection.value(_END)))
    first = max(end - AT_ONCE, 1)
    rows = connection.execute(_WANTED, (end, first, *_asked(wanted, names)))
    found: list[Entry] = []
    for row in rows:
        found.append(told(row))
        if len(found) == most:
            return tuple(found), row.seq if row.seq > 1 else 0
    return tuple(found), first if first > 1 else 0


def _asked(wanted: Wanted, names: Mapping[str, str]) -> tuple[str | None, ...]:
    day, who = timedelta(days=1), wanted.who.casefold()
    others = [key for key, name in {**names, "": ""}.items() if who not in name.casefold()]
    return (
        (wanted.since - day).isoformat() if wanted.since else _BEFORE_ALL,
        (wanted.until + 2 * day).isoformat() if wanted.until else _BEYOND_ALL,
        wanted.what.casefold(),
        json.dumps(others) if who else None,
        wanted.whose.casefold(),
    )
