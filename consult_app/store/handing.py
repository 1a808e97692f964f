"""The part of the log that tells what was done with the papers of sealed records."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from consult_app.domain.paper import Handed, Paper, read_handing, waiting
from consult_app.store import writing
from consult_app.store.failure import failure

if TYPE_CHECKING:
    from consult_app.domain.paper import Handing
    from consult_app.store.database import Connection, Row

# Literally as the indexes have it.
_ALL = "SELECT consultation, at, actor, action FROM event WHERE action > 'paper ' AND action < 'paper!'"
_HANDED = f"{_ALL} AND consultation = ? ORDER BY id"
_OF_WANTED = (
    f"{_ALL} AND consultation IN (SELECT consultation FROM event"  # noqa: S608 - all of it stands here
    " WHERE action > 'paper wanted ' AND action < 'paper wanted!') ORDER BY consultation, id"
)
_REVISION = "SELECT c.revision FROM consultation c JOIN sealed s ON s.consultation = c.id WHERE c.id = ?"


def log(connection: Connection, consultation_id: str, at: str, actor: str, handing: Handing) -> None:
    """Note a deed for ever; only of a record that is sealed."""
    revision = connection.value(_REVISION, (consultation_id,))
    if revision is None:
        raise failure("consultation-missing")
    reason = handing.reason.value if handing.reason else ""
    writing.enter(connection, consultation_id, revision, at, actor, handing.action, reason=reason)


def handed(connection: Connection, consultation_id: str) -> tuple[Handed, ...]:
    """List what was done with the papers of a record, oldest first."""
    return tuple(_handed(row) for row in connection.execute(_HANDED, (consultation_id,)))


def to_print(connection: Connection) -> tuple[tuple[str, Paper], ...]:
    """List what still waits for a printer, by record."""
    rows = connection.execute(_OF_WANTED).fetchall()
    return tuple(
        (consultation, paper)
        for consultation, mine in groupby(rows, key=lambda row: str(row.consultation))
        for paper in waiting(_handed(row).handing for row in mine)
    )


def _handed(row: Row) -> Handed:
    return Handed(datetime.fromisoformat(row.at), row.actor, read_handing(row.action))
