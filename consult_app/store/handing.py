"""The part of the log that tells what was done with the papers of sealed records."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, text

from consult_app.domain.paper import Handed, Paper, read_handing, waiting
from consult_app.store import writing
from consult_app.store.failure import failure
from consult_app.store.schema import CONSULTATION, EVENT, SEALED

if TYPE_CHECKING:
    from sqlalchemy import BindParameter, Connection

    from consult_app.domain.paper import Handing

_MINE: BindParameter[str] = bindparam("mine")
# Literally as the index has it.
_PAPER = text("action > 'paper ' AND action < 'paper!'")
_ALL = select(EVENT.c.consultation, EVENT.c.at, EVENT.c.actor, EVENT.c.action).where(_PAPER)
_WANTED = text(
    "consultation IN (SELECT consultation FROM event"
    " WHERE action > 'paper wanted ' AND action < 'paper wanted!')"
)
_OF_WANTED = _ALL.where(_WANTED).order_by(EVENT.c.consultation, EVENT.c.id)
_REVISION = (
    select(CONSULTATION.c.revision)
    .join_from(CONSULTATION, SEALED, SEALED.c.consultation == CONSULTATION.c.id)
    .where(CONSULTATION.c.id == _MINE)
)


def log(connection: Connection, consultation_id: str, at: str, actor: str, handing: Handing) -> None:
    """Note a deed for ever; only of a record that is sealed."""
    sealed = connection.execute(_REVISION, {"mine": consultation_id}).first()
    if sealed is None:
        raise failure("consultation-missing")
    reason = handing.reason.value if handing.reason else ""
    writing.enter(connection, consultation_id, sealed.revision, at, actor, handing.action, reason=reason)


def handed(connection: Connection, consultation_id: str) -> tuple[Handed, ...]:
    """List what was done with the papers of a record, oldest first."""
    mine = _ALL.where(EVENT.c.consultation == _MINE).order_by(EVENT.c.id)
    return tuple(_handed(row) for row in connection.execute(mine, {"mine": consultation_id}))


def to_print(connection: Connection) -> tuple[tuple[str, Paper], ...]:
    """List what still waits for a printer, by record."""
    rows = connection.execute(_OF_WANTED).all()
    return tuple(
        (consultation, paper)
        for consultation, mine in groupby(rows, key=lambda row: str(row.consultation))
        for paper in waiting(_handed(row).handing for row in mine)
    )


def _handed(row: Any) -> Handed:  # noqa: ANN401  rows of text() queries have no types
    return Handed(datetime.fromisoformat(row.at), row.actor, read_handing(row.action))
