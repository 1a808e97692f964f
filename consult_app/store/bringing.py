"""Patients who came with a file: all at once, and out again as long as nothing else is known of them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from consult_app.domain.audit import Act
from consult_app.domain.incoming import Came
from consult_app.store import words, writing
from consult_app.store.beginnings import patient_digest
from consult_app.store.chain import append
from consult_app.store.destroying import forget_unfinished
from consult_app.store.failure import failure
from consult_app.store.rows import patient as as_patient

if TYPE_CHECKING:
    from collections.abc import Sequence

    from consult_app.domain.consultation import Patient
    from consult_app.store.database import Connection

_LAST = "SELECT seq, at, actor, reason FROM audit WHERE action = ? ORDER BY seq DESC LIMIT 1"
_EACH = "SELECT subject, digest FROM audit WHERE action = ? AND seq >= ? AND seq < ? ORDER BY seq"
_THERE = "SELECT * FROM patient WHERE id IN (SELECT value FROM json_each(?))"
_THEIRS = "patient IN (SELECT value FROM json_each(?1))"
_BEGUN = (
    f"SELECT 1 FROM consultation WHERE {_THEIRS}"  # noqa: S608  words of ours
    f" UNION ALL SELECT 1 FROM hold WHERE {_THEIRS}"
    f" UNION ALL SELECT 1 FROM destruction WHERE {_THEIRS}"
    " UNION ALL SELECT 1 FROM merge WHERE absorbed IN (SELECT value FROM json_each(?1))"
    " OR kept IN (SELECT value FROM json_each(?1)) LIMIT 1"
)


def put(connection: Connection, patients: Sequence[Patient], digest: str, at: str, actor: str) -> None:
    """Keep new patients, each with their entry in the log and one for the file; "changed-elsewhere"."""
    for each in patients:
        writing.demand_new(connection, each.id)
        writing.put_patient(connection, each, at, actor)
    append(connection, at, actor, Act.BROUGHT, reason=str(len(patients)), digest=digest)


def came_last(connection: Connection) -> Came | None:
    """Give who came with the last file; None where any is not as they came, or more is known of them."""
    last = connection.execute(_LAST, (Act.BROUGHT,)).fetchone()
    if last is None:
        return None
    # One transaction: the entries of all of them stand right before that of the file.
    entries = connection.execute(_EACH, (Act.PATIENT, last.seq - int(last.reason), last.seq)).fetchall()
    entered = {each.subject: each.digest for each in entries}
    who = (json.dumps([*entered]),)
    rows = {each.id: each for each in connection.execute(_THERE, who).fetchall()}
    if {key: patient_digest(each) for key, each in rows.items()} != entered:
        return None
    if connection.value(_BEGUN, who) is not None:
        return None
    patients = tuple(as_patient(rows[each]) for each in entered)
    return Came(datetime.fromisoformat(last.at), last.actor, patients)


def take_out(connection: Connection, came: Came, at: str, actor: str) -> None:
    """Delete who came with the last file; "import-begun" where that is not as it was looked at."""
    if came_last(connection) != came:
        raise failure("import-begun")
    forget_unfinished(connection, tuple(each.id for each in came.patients))
    for each in came.patients:
        words.forget(connection, each.id)
        connection.execute("DELETE FROM patient WHERE id = ?", (each.id,))
        append(connection, at, actor, Act.TAKEN_OUT, each.id)
    append(connection, at, actor, Act.TAKEN_OUT, reason=str(len(came.patients)))
