"""Patients and consultations as they are listed: each list reads no more than it gives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from consult_app.store import handing, joined, sequels, twice, words
from consult_app.store.rows import line, patient

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from consult_app.domain.consultation import ConsultationLine, Patient
    from consult_app.store.database import Connection, Rows

_SEEN = f"SELECT {joined.person('c.patient')} FROM consultation c ORDER BY c.updated DESC"  # noqa: S608 - ours
_UNSEEN = (
    "SELECT id FROM patient WHERE NOT EXISTS (SELECT 1 FROM consultation WHERE patient = patient.id)"  # noqa: S608
    f" AND id NOT IN (SELECT absorbed FROM ({joined.IN_FORCE}))"
    " ORDER BY by_name, id LIMIT ?"
)
_LISTED = "IN (SELECT value FROM json_each(?))"
"""Of those whose ids are in a list, which is one parameter however long it is."""
_PATIENTS = f"SELECT * FROM patient WHERE id {_LISTED} ORDER BY by_name, id"  # noqa: S608 - all of it stands here
_NEWEST_FIRST = "ORDER BY c.updated DESC, c.id"
_ALL = f"{sequels.LISTING} {_NEWEST_FIRST}"
_OF_PATIENTS = f"{sequels.LISTING} WHERE c.patient {_LISTED} {_NEWEST_FIRST}"
_BY_ID = f"{sequels.LISTING} WHERE c.id {_LISTED} {_NEWEST_FIRST}"
_LATEST = f"{sequels.LISTING} WHERE s.kind IS NULL {_NEWEST_FIRST} LIMIT 1"
# Literally as the indexes have it.
_CURRENT = (
    "SELECT id FROM consultation WHERE day = ? UNION"
    " SELECT id FROM consultation WHERE stage IN ('draft', 'reviewed', 'consented')"
)
_SAMPLES = "SELECT count(*) FROM consultation WHERE sample = 1"


def patients(connection: Connection, typed: str, most: int) -> tuple[Patient, ...]:
    """List those who are meant by name, the newest where they are too many; all where nothing was typed."""
    if not typed.strip():
        return _by_id(connection, _seen_last(connection, most))
    found = words.found(connection, typed, most)
    return tuple(patient(row) for row in connection.execute(_PATIENTS, _list(found)))


def consultations(connection: Connection, of: Collection[str] | None) -> tuple[ConsultationLine, ...]:
    """List consultations, newest first: those of some patients, or all."""
    rows = connection.execute(_ALL) if of is None else _of(connection, of)
    return twice.told_apart(connection, map(line, rows))


def _of(connection: Connection, patients: Collection[str]) -> Rows:
    return connection.execute(_OF_PATIENTS, _list(joined.members(connection, patients)))


def current(connection: Connection, day: date) -> tuple[ConsultationLine, ...]:
    """List what is of a day, not ended, or waits for a printer, newest first."""
    ids = set(connection.values(_CURRENT, (day.isoformat(),)))
    ids.update(consultation for consultation, _ in handing.to_print(connection))
    return tuple(line(row) for row in connection.execute(_BY_ID, _list(ids)))


def latest(connection: Connection) -> ConsultationLine | None:
    """Give the consultation that was touched last and follows no record."""
    row = connection.execute(_LATEST).fetchone()
    return line(row) if row is not None else None


def count_samples(connection: Connection) -> int:
    """Count the sample consultations."""
    return int(connection.value(_SAMPLES))


def _list(ids: Collection[str]) -> tuple[str]:
    return (json.dumps(list(ids)),)


def _seen_last(connection: Connection, most: int) -> list[str]:
    """Give the patients who were here last, then by name those who never were."""
    seen = dict.fromkeys(_until(connection, most))
    if len(seen) < most:
        seen |= dict.fromkeys(connection.values(_UNSEEN, (most - len(seen),)))
    return list(seen)


def _until(connection: Connection, most: int) -> Iterator[str]:
    met: set[str] = set()
    for (each,) in connection.execute(_SEEN):
        met.add(each)
        yield each
        if len(met) == most:
            return


def _by_id(connection: Connection, ids: list[str]) -> tuple[Patient, ...]:
    rows = {row.id: row for row in connection.execute(_PATIENTS, _list(ids))}
    return tuple(patient(rows[each]) for each in ids)
