"""Who is one person: patients who were joined are listed, found and counted as the one who was kept.

Nothing is moved. Each row goes on naming the patient that it was made for, so that they can be two again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from consult_app.domain.consultation import Patient
from consult_app.store.codec import setting_decoded, setting_encoded

if TYPE_CHECKING:
    from collections.abc import Collection

    from consult_app.domain.merging import Merge
    from consult_app.store.database import Connection

IN_FORCE = "SELECT absorbed, kept FROM merge WHERE id NOT IN (SELECT merge FROM merge_undone)"
"""The pairs that are one person now; nobody stands on both sides, so that there are no chains."""

_CALLED = ("absorbed", "kept", "chosen")


def person(column: str) -> str:
    """Give the SQL for who is listed in place of a patient: mostly themselves."""
    return (
        f"coalesce((SELECT j.kept FROM merge j WHERE j.absorbed = {column}"  # noqa: S608  a column of ours
        f" AND j.id NOT IN (SELECT merge FROM merge_undone)), {column})"
    )


_KEPT = f"SELECT {person('?1')}"
_ABSORBED = f"{IN_FORCE} AND kept = ? ORDER BY absorbed"
_LISTED = "(SELECT value FROM json_each(?1))"
_PAIRS = f"{IN_FORCE} AND (absorbed IN {_LISTED} OR kept IN {_LISTED})"
_HELD = "SELECT 1 FROM hold WHERE patient IN (SELECT value FROM json_each(?))"


def kept(connection: Connection, patient: str) -> str:
    """Give the id that a patient is listed by."""
    return str(connection.value(_KEPT, (patient,)))


def absorbed_by(connection: Connection, patient: str) -> tuple[str, ...]:
    """Give the ids of those who were joined into a patient, in their order."""
    return tuple(connection.values(_ABSORBED, (patient,)))


def members(connection: Connection, patients: Collection[str]) -> tuple[str, ...]:
    """Give the ids of all who are the same persons as these."""
    asked = set(patients)
    pairs = _pairs(connection, asked)
    if beside := {kept for absorbed, kept in pairs if absorbed in asked} - asked:
        pairs += _pairs(connection, beside)
    return tuple(sorted(asked.union(*pairs)))


def same(connection: Connection, patient: str) -> str:
    """Give the ids of all who are the same person, as the list that a statement takes for one parameter."""
    return json.dumps(members(connection, (patient,)))


def body(merge: Merge) -> str:
    """Write down why two were joined, and what they were and are called."""
    called = {key: json.loads(setting_encoded(getattr(merge, key))) for key in _CALLED}
    return json.dumps({"why": merge.why, **called})


def told(body: str) -> tuple[Patient, Patient, Patient]:
    """Read who was joined and who was kept, both as they were, and what the latter was called since."""
    kept = json.loads(body)
    absorbed, before, chosen = (setting_decoded(json.dumps(kept[key]), Patient) for key in _CALLED)
    return absorbed, before, chosen


def is_held(connection: Connection, patient: str) -> bool:
    """Whether a hold keeps the records of a patient, or of whoever is the same person."""
    return connection.value(_HELD, (same(connection, patient),)) is not None


def _pairs(connection: Connection, patients: Collection[str]) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in connection.execute(_PAIRS, (json.dumps(list(patients)),))]
