"""Patients and consultations as they are listed: each list reads no more than it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from consult_app.store import handing, sequels, words
from consult_app.store.rows import line, patient
from consult_app.store.schema import CONSULTATION, PATIENT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from sqlalchemy import Connection

    from consult_app.domain.consultation import ConsultationLine, Patient

_SEEN = select(CONSULTATION.c.patient).order_by(CONSULTATION.c.updated.desc())
_UNSEEN = (
    select(PATIENT.c.id)
    .where(~select(CONSULTATION.c.id).where(CONSULTATION.c.patient == PATIENT.c.id).exists())
    .order_by(PATIENT.c.by_name, PATIENT.c.id)
)
_NEWEST_FIRST = sequels.LISTING.order_by(CONSULTATION.c.updated.desc(), CONSULTATION.c.id)
# Literally as the indexes have it.
_CURRENT = text(
    "SELECT id FROM consultation WHERE day = :day UNION"
    " SELECT id FROM consultation WHERE stage IN ('draft', 'reviewed', 'consented')"
)
_SAMPLES = text("SELECT count(*) FROM consultation WHERE sample = 1")


def patients(connection: Connection, typed: str, most: int) -> tuple[Patient, ...]:
    """List those who are meant by name, the newest where they are too many; all where nothing was typed."""
    if not typed.strip():
        return _by_id(connection, _seen_last(connection, most))
    found = words.found(connection, typed, most)
    known = select(PATIENT).where(PATIENT.c.id.in_(found)).order_by(PATIENT.c.by_name, PATIENT.c.id)
    return tuple(patient(row) for row in connection.execute(known))


def consultations(connection: Connection, of: Collection[str] | None) -> tuple[ConsultationLine, ...]:
    """List consultations, newest first: those of some patients, or all."""
    query = _NEWEST_FIRST if of is None else _NEWEST_FIRST.where(CONSULTATION.c.patient.in_(of))
    return tuple(line(row) for row in connection.execute(query))


def current(connection: Connection, day: date) -> tuple[ConsultationLine, ...]:
    """List what is of a day, not ended, or waits for a printer, newest first."""
    ids = set(connection.execute(_CURRENT, {"day": day.isoformat()}).scalars())
    ids.update(consultation for consultation, _ in handing.to_print(connection))
    return tuple(line(row) for row in connection.execute(_NEWEST_FIRST.where(CONSULTATION.c.id.in_(ids))))


def latest(connection: Connection) -> ConsultationLine | None:
    """Give the consultation that was touched last and follows no record."""
    row = connection.execute(_NEWEST_FIRST.where(sequels.NO_SEQUEL).limit(1)).first()
    return line(row) if row is not None else None


def count_samples(connection: Connection) -> int:
    """Count the sample consultations."""
    return int(connection.execute(_SAMPLES).scalar_one())


def _seen_last(connection: Connection, most: int) -> list[str]:
    """Give the patients who were here last, then by name those who never were."""
    seen = dict.fromkeys(_until(connection, most))
    if len(seen) < most:
        seen |= dict.fromkeys(connection.execute(_UNSEEN.limit(most - len(seen))).scalars())
    return list(seen)


def _until(connection: Connection, most: int) -> Iterator[str]:
    met: set[str] = set()
    with connection.execute(_SEEN.execution_options(yield_per=most)) as rows:
        for (each,) in rows:
            met.add(each)
            yield each
            if len(met) == most:
                return


def _by_id(connection: Connection, ids: list[str]) -> tuple[Patient, ...]:
    rows: dict[str, Any] = {
        row.id: row for row in connection.execute(select(PATIENT).where(PATIENT.c.id.in_(ids)))
    }
    return tuple(patient(rows[each]) for each in ids)
