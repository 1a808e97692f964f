"""What follows sealed records, as rows: which record each document follows, and later files of a record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select

from consult_app.domain.audit import Act
from consult_app.domain.consultation import Stage
from consult_app.domain.sequel import Revision, SequelKind
from consult_app.store.failure import failure
from consult_app.store.rows import line, sha256
from consult_app.store.schema import AUDIT, CONSULTATION, LISTED, REVISION, SEALED, SEQUEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import BindParameter, Connection, Row, Select

    from consult_app.domain.consultation import ConsultationLine, Draft

_MINE: BindParameter[str] = bindparam("mine")
_LINK = select(SEQUEL.c.first, SEQUEL.c.kind).where(SEQUEL.c.consultation == _MINE)
LISTING: Select[Any] = select(
    *(CONSULTATION.c[name] for name in LISTED), SEQUEL.c.first.label("first"), SEQUEL.c.kind.label("sequel")
).join_from(CONSULTATION, SEQUEL, SEQUEL.c.consultation == CONSULTATION.c.id, isouter=True)
"""Every consultation and everything that follows one, as lines."""
NO_SEQUEL = SEQUEL.c.kind.is_(None)
"""Leaves only the consultations of them."""
_FILE = ("sha256", "length", "seals", "pdf", "at")
_FIRST = select(*(SEALED.c[name] for name in _FILE)).where(SEALED.c.consultation == _MINE)
_LATER = select(*(REVISION.c[name] for name in _FILE)).where(REVISION.c.consultation == _MINE)
_STATED = ("sha256", "length", "seals", "at")
_TIMED = select(AUDIT.c.subject).where(AUDIT.c.action.in_([Act.TIMED.value, Act.NO_TIME_PLACE.value]))
_UNTIMED = (
    select(SEALED.c.consultation)
    .join_from(SEALED, CONSULTATION, CONSULTATION.c.id == SEALED.c.consultation)
    .where(CONSULTATION.c.sample == 0, SEALED.c.consultation.not_in(_TIMED))
    .order_by(SEALED.c.at, SEALED.c.consultation)
)


def link(connection: Connection, draft: Draft) -> None:
    """Note for ever what a document follows; only a record that is sealed."""
    if draft.sequel is None:
        return
    first = draft.sequel.first.id
    if connection.execute(_FIRST, {"mine": first}).first() is None:
        raise failure("consultation-missing")
    values = {"consultation": draft.id, "first": first, "kind": draft.sequel.kind.value}
    connection.execute(insert(SEQUEL), values)


def demand_link(connection: Connection, draft: Draft) -> None:
    """Refuse what would follow something else from now on, or nothing any more."""
    kept = connection.execute(_LINK, {"mine": draft.id}).first()
    mine = None if draft.sequel is None else (draft.sequel.first.id, draft.sequel.kind.value)
    if mine != (None if kept is None else tuple(kept)):
        raise failure("changed-elsewhere")


def demand_unwithdrawn(connection: Connection, draft: Draft) -> None:
    """Refuse to seal a second withdrawal of a record, and to confirm one that was withdrawn."""
    if draft.sequel is None or draft.sequel.kind is SequelKind.AMENDMENT:
        return
    for each in sequels(connection, draft.sequel.first.id):
        if each.sequel is SequelKind.WITHDRAWAL and each.stage is Stage.SEALED:
            raise failure("withdrawn")


def sequels(connection: Connection, consultation_id: str) -> tuple[ConsultationLine, ...]:
    """List what follows a record, first to last."""
    mine = LISTING.where(SEQUEL.c.first == _MINE).order_by(CONSULTATION.c.updated, CONSULTATION.c.id)
    return tuple(line(row) for row in connection.execute(mine, {"mine": consultation_id}))


def revise(connection: Connection, consultation_id: str, pdf: bytes, seals: int, at: str) -> None:
    """Keep a file that only adds to the newest one of a record; the same again changes nothing."""
    before = files(connection, consultation_id, *_FILE)
    if before[-1].pdf == pdf:
        return
    if not pdf.startswith(before[-1].pdf):
        raise failure("stored-differs")
    connection.execute(
        insert(REVISION).values(
            consultation=consultation_id,
            number=len(before),
            sha256=sha256(pdf),
            length=len(pdf),
            seals=seals,
            pdf=pdf,
            at=at,
        )
    )


def untimed(connection: Connection) -> tuple[str, ...]:
    """Name the records without a timestamp in which there can be one, the oldest first; no samples."""
    return tuple(connection.execute(_UNTIMED).scalars())


def newest(connection: Connection, consultation_id: str) -> Row[Any]:
    """Give the newest file of a record."""
    later = _LATER.order_by(REVISION.c.number.desc()).limit(1)
    given = {"mine": consultation_id}
    row = connection.execute(later, given).first() or connection.execute(_FIRST, given).first()
    if row is None:
        raise failure("consultation-missing")
    return row


def revisions(connection: Connection, consultation_id: str) -> tuple[Revision, ...]:
    """Tell every file of a record, the first one first."""
    rows = files(connection, consultation_id, *_STATED)
    return tuple(Revision(row.sha256, row.length, row.seals, datetime.fromisoformat(row.at)) for row in rows)


def whose(connection: Connection, digests: Sequence[str]) -> str:
    """Name the record one of whose files has one of these digests; empty where there is none."""
    for table in (REVISION, SEALED):
        mine = select(table.c.consultation).where(table.c.sha256.in_(digests)).limit(1)
        found = connection.execute(mine).scalar_one_or_none()
        if found is not None:
            return str(found)
    return ""


def files(connection: Connection, consultation_id: str, *columns: str) -> list[Row[Any]]:
    """Give some columns of every file of a record, the first one first."""
    given = {"mine": consultation_id}
    first = select(*(SEALED.c[name] for name in columns)).where(SEALED.c.consultation == _MINE)
    later = select(*(REVISION.c[name] for name in columns)).where(REVISION.c.consultation == _MINE)
    rows = [*connection.execute(first, given), *connection.execute(later.order_by(REVISION.c.number), given)]
    if not rows:
        raise failure("consultation-missing")
    return rows
