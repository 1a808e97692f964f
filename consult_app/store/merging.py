"""Two patients joined to one, and parted again, each in one transaction with its entries in the log."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from consult_app.domain.audit import Act
from consult_app.domain.merging import Merge, Parted
from consult_app.store import joined, words, writing
from consult_app.store.chain import append, digest_of
from consult_app.store.failure import failure
from consult_app.store.joined import told
from consult_app.store.schema import MERGE, MERGE_UNDONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult_app.store.database import Connection

ROWS = "SELECT id, absorbed, kept, at, actor, body FROM merge"
UNDONE = "SELECT merge, at, actor, why FROM merge_undone"
_WITH_UNDONE = (
    "SELECT m.id, m.at, m.actor, m.body, u.at, u.actor, u.why FROM merge m"
    " LEFT JOIN merge_undone u ON u.merge = m.id"
)
_OF_PATIENT = (
    f"{_WITH_UNDONE} WHERE m.absorbed IN (SELECT value FROM json_each(?1))"  # noqa: S608  words of ours
    " OR m.kept IN (SELECT value FROM json_each(?1)) ORDER BY u.at IS NOT NULL, m.rowid DESC"
)
_BEING_SIGNED = (
    "SELECT 1 FROM consultation WHERE patient IN (?, ?) AND stage IN ('reviewed', 'on_paper', 'consented')"
)
_SAMPLES = "SELECT 1 FROM consultation WHERE patient IN (?, ?) AND sample = 1"
_PROPOSED = (
    "SELECT 1 FROM destruction WHERE patient IN (?, ?) AND id NOT IN (SELECT destruction FROM destroyed)"
)


def put(connection: Connection, merge: Merge, at: str, actor: str) -> None:
    """Have two patients listed as one from now on; exactly this one again changes nothing.

    "patient-missing" for a sample too, "changed-elsewhere" where either is not as it was seen,
    "already-joined", "being-signed", "destruction-proposed".
    """
    both = (merge.absorbed.id, merge.kept.id)
    if connection.execute(f"{ROWS} WHERE id = ?", (merge.id,)).fetchone() is not None:
        return
    _demand_two(connection, both)
    if any(writing.patient_now(connection, each.id) != each for each in (merge.absorbed, merge.kept)):
        raise failure("changed-elsewhere")
    if connection.execute(_BEING_SIGNED, both).fetchone() is not None:
        raise failure("being-signed")
    if connection.execute(_PROPOSED, both).fetchone() is not None:
        raise failure("destruction-proposed")
    row = (merge.id, *both, at, actor, joined.body(merge))
    connection.execute(MERGE.insert, row)
    for each in both:
        append(connection, at, actor, Act.JOINED, each, reason=merge.id, digest=digest_of(*row))
    writing.put_patient(connection, merge.chosen, at, actor)
    words.put(connection, merge.chosen)
    words.forget(connection, merge.absorbed.id)


def undo(connection: Connection, merge_id: str, why: str, at: str, actor: str) -> None:
    """Have two patients listed as two again: each with what was begun for it.

    "merge-missing" for one that is not in force, "merge-not-last" while another one stands that came later.
    """
    found = connection.execute(f"{_WITH_UNDONE} WHERE m.id = ?", (merge_id,)).fetchone()
    if found is None or found[4] is not None:
        raise failure("merge-missing")
    merge = _merge(found)
    if merge.id != of_patient(connection, merge.kept.id)[0].id:
        raise failure("merge-not-last")
    if connection.execute(_BEING_SIGNED, (merge.absorbed.id, merge.kept.id)).fetchone() is not None:
        raise failure("being-signed")
    row = (merge_id, at, actor, why)
    connection.execute(MERGE_UNDONE.insert, row)
    for each in (merge.absorbed, merge.kept):
        append(connection, at, actor, Act.PARTED, each.id, reason=merge_id, digest=digest_of(*row))
    kept = merge.parting(writing.patient_now(connection, merge.kept.id))
    writing.put_patient(connection, kept, at, actor)
    for patient in (kept, merge.absorbed):
        words.put(connection, patient)


def of_patient(connection: Connection, patient: str) -> tuple[Merge, ...]:
    """List the times that a patient was joined with another one, the last first; those undone come behind."""
    rows = connection.execute(_OF_PATIENT, (joined.same(connection, patient),)).fetchall()
    return tuple(_merge(each) for each in rows)


def _demand_two(connection: Connection, both: tuple[str, str]) -> None:
    """Refuse who is not there, who is made up, and whoever would have to be followed from one to the next."""
    absorbed, kept = both
    if absorbed == kept or connection.execute(_SAMPLES, both).fetchone() is not None:
        raise failure("patient-missing")
    alone = joined.kept(connection, absorbed) == absorbed and joined.kept(connection, kept) == kept
    if not alone or joined.absorbed_by(connection, absorbed):
        raise failure("already-joined")


def _merge(row: Sequence[Any]) -> Merge:
    id_, at, actor, body, undone_at, undone_by, undone_why = row
    absorbed, kept, chosen = told(body)
    parted = Parted(datetime.fromisoformat(undone_at), undone_by, undone_why) if undone_at else None
    return Merge(
        id_, absorbed, kept, chosen, json.loads(body)["why"], datetime.fromisoformat(at), actor, parted
    )
