"""What follows sealed records, as rows: which record each document follows, and later files of a record."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from consult_app.domain.audit import Act
from consult_app.domain.consultation import Stage
from consult_app.domain.sequel import Revision, SequelKind
from consult_app.store import joined
from consult_app.store.failure import failure
from consult_app.store.rows import line, sha256
from consult_app.store.schema import REVISION, SEQUEL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult_app.domain.consultation import ConsultationLine, Draft
    from consult_app.store.database import Connection, Row

LISTING = (
    "SELECT c.id, c.stage, c.name, c.birth_date, c.treatment, c.day, c.updated, c.sample, c.refusal,"  # noqa: S608
    f" {joined.person('c.patient')} AS patient, c.pack, s.first, s.kind AS sequel"
    " FROM consultation c LEFT JOIN sequel s ON s.consultation = c.id"
)
"""Every consultation and everything that follows one, as lines."""
_SEQUELS = f"{LISTING} WHERE s.first = ? ORDER BY c.updated, c.id"
_FIRST = "SELECT sha256, seals, pdf FROM sealed WHERE consultation = ?"
_LATER = "SELECT sha256, seals, pdf FROM revision WHERE consultation = ? ORDER BY number DESC LIMIT 1"
_STATED = (
    "SELECT 0 AS number, sha256, length, seals, at FROM sealed WHERE consultation = ?1"
    " UNION ALL SELECT number, sha256, length, seals, at FROM revision WHERE consultation = ?1"
    " ORDER BY number"
)
_WHOSE = (
    "SELECT consultation FROM revision WHERE sha256 IN (SELECT value FROM json_each(?1))"
    " UNION ALL SELECT consultation FROM sealed WHERE sha256 IN (SELECT value FROM json_each(?1)) LIMIT 1"
)
_UNTIMED = (
    "SELECT s.consultation FROM sealed s JOIN consultation c ON c.id = s.consultation"
    " WHERE c.sample = 0 AND s.consultation NOT IN ("
    "SELECT subject FROM audit WHERE action IN (?1, ?2, ?3) GROUP BY subject"
    " HAVING max(CASE action WHEN ?3 THEN 0 ELSE seq END) > max(CASE action WHEN ?3 THEN seq ELSE 0 END)"
    ") ORDER BY s.at, s.consultation"
)
"""What was timed, or has no place for it, is settled until something else is added to its file."""


def link(connection: Connection, draft: Draft) -> None:
    """Note for ever what a document follows; only a record that is sealed."""
    if draft.sequel is None:
        return
    first = draft.sequel.first.id
    if connection.value("SELECT 1 FROM sealed WHERE consultation = ?", (first,)) is None:
        raise failure("consultation-missing")
    SEQUEL.add(connection, consultation=draft.id, first=first, kind=draft.sequel.kind.value)


def demand_link(kept: Row, draft: Draft) -> None:
    """Refuse what would follow something else from now on, or nothing any more."""
    mine = (None, None) if draft.sequel is None else (draft.sequel.first.id, draft.sequel.kind.value)
    if mine != (kept.first, kept.kind):
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
    return tuple(line(row) for row in connection.execute(_SEQUELS, (consultation_id,)))


def revise(connection: Connection, consultation_id: str, pdf: bytes, seals: int, at: str) -> None:
    """Keep a file that only adds to the newest one of a record; the same again changes nothing."""
    before = newest(connection, consultation_id).pdf
    if before == pdf:
        return
    if not pdf.startswith(before):
        raise failure("stored-differs")
    later = connection.value("SELECT count(*) FROM revision WHERE consultation = ?", (consultation_id,))
    REVISION.add(
        connection,
        consultation=consultation_id,
        number=later + 1,
        sha256=sha256(pdf),
        length=len(pdf),
        seals=seals,
        pdf=pdf,
        at=at,
    )


def untimed(connection: Connection) -> tuple[str, ...]:
    """Name the records whose newest file has no timestamp and may have a place for one; the oldest first."""
    acts = (Act.TIMED.value, Act.NO_TIME_PLACE.value, Act.REVISED.value)
    return tuple(connection.values(_UNTIMED, acts))


def newest(connection: Connection, consultation_id: str) -> Row:
    """Give the newest file of a record."""
    mine = (consultation_id,)
    row = connection.execute(_LATER, mine).fetchone() or connection.execute(_FIRST, mine).fetchone()
    if row is None:
        raise failure("consultation-missing")
    return row


def revisions(connection: Connection, consultation_id: str) -> tuple[Revision, ...]:
    """Tell every file of a record, the first one first."""
    rows = connection.execute(_STATED, (consultation_id,)).fetchall()
    if not rows:
        raise failure("consultation-missing")
    return tuple(Revision(row.sha256, row.length, row.seals, datetime.fromisoformat(row.at)) for row in rows)


def whose(connection: Connection, digests: Sequence[str]) -> str:
    """Name the record one of whose files has one of these digests; empty where there is none."""
    return connection.value(_WHOSE, (json.dumps(list(digests)),)) or ""
