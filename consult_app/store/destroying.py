"""All about a patient destroyed, within one transaction: by two people, leaving what the log has of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from consult_app.domain.audit import Act
from consult_app.domain.retention import Holdings
from consult_app.store import joined, words, writing
from consult_app.store.chain import append
from consult_app.store.failure import failure
from consult_app.store.rows import sha256
from consult_app.store.schema import BELONGING, CERTIFICATE, DESTROYED
from consult_app.store.settings import settings_of
from consult_app.store.waiting import Traces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from consult_app.store.database import Connection, Row

_THEIRS = "patient IN (SELECT value FROM json_each(?))"
_ABOUT = f"consultation IN (SELECT id FROM consultation WHERE {_THEIRS})"  # noqa: S608  words of ours
_MERGES = (
    "SELECT id FROM merge WHERE absorbed IN (SELECT value FROM json_each(?1))"
    " OR kept IN (SELECT value FROM json_each(?1))"
)


def holdings(connection: Connection, patient: str) -> Holdings:
    """Count what is kept about a patient, and about whoever is the same person."""
    who = (joined.same(connection, patient),)

    def count(table: str, which: str = _ABOUT) -> int:
        return int(connection.value(f"SELECT count(*) FROM {table} WHERE {which}", who))  # noqa: S608 - ours

    first = "SELECT coalesce(min(seq), 0) FROM audit WHERE subject IN (SELECT value FROM json_each(?))"
    return Holdings(
        consultations=count("consultation", _THEIRS),
        signed=count("sealed") + count("revision"),
        aftercare=count("sealed", f"{_ABOUT} AND length(aftercare) > 0"),
        photographs=count("photo"),
        accounts=count("account"),
        lots=count("lot"),
        acts=count("event"),
        first_entry=int(connection.value(first, who)),
    )


def proposal(connection: Connection, proposal_id: str) -> Row:
    """Give a proposal that was not carried out yet; "proposal-missing"."""
    row = connection.execute("SELECT * FROM destruction WHERE id = ?", (proposal_id,)).fetchone()
    done = connection.value("SELECT 1 FROM destroyed WHERE destruction = ?", (proposal_id,))
    if row is None or done is not None:
        raise failure("proposal-missing")
    return row


def destroy(  # noqa: PLR0913 - what, when, by whom, and what is left of it
    connection: Connection,
    proposal_id: str,
    at: str,
    actor: str,
    *,
    pdf: bytes,
    counted: Holdings,
    sign: Callable[[bytes], bytes] | None,
) -> None:
    """Destroy all about the patient of a proposal, and keep its certificate.

    "proposal-missing", "held", "second-person"; "changed-elsewhere" where more is kept than was `counted`.
    """
    patient = proposal(connection, proposal_id)
    _demand_second(connection, patient, actor)
    if holdings(connection, patient.patient) != counted:
        raise failure("changed-elsewhere")
    who = joined.members(connection, (patient.patient,))
    for each in who:
        DESTROYED.add(connection, patient=each, destruction=proposal_id, at=at, actor=actor)
    digest = sha256(pdf)
    CERTIFICATE.add(connection, destruction=proposal_id, sha256=digest, length=len(pdf), pdf=pdf)
    _delete(connection, who, at, actor, proposal_id)
    for each in who:
        if each != patient.patient:
            append(connection, at, actor, Act.JOINED_DESTROYED, each, reason=proposal_id)
    append(
        *(connection, at, actor, Act.PATIENT_DESTROYED, patient.patient),
        reason=proposal_id,
        digest=digest,
        sign=sign,
    )


def _demand_second(connection: Connection, proposed: Row, actor: str) -> None:
    if proposed.actor == actor:
        raise failure("second-person")
    if joined.is_held(connection, proposed.patient):
        raise failure("held")
    if connection.value("SELECT 1 FROM patient WHERE id = ?", (proposed.patient,)) is None:
        raise failure("proposal-missing")


def _delete(connection: Connection, who: tuple[str, ...], at: str, actor: str, proposal_id: str) -> None:
    """Delete all about a person, as whom several patients may have been joined."""
    theirs = (json.dumps(who),)
    mine = f"SELECT id FROM consultation WHERE {_THEIRS} ORDER BY id"  # noqa: S608 - our own names
    consultations = connection.values(mine, theirs)
    forget_unfinished(connection, who)
    for each in consultations:
        append(connection, at, actor, Act.DESTROYED, each, reason=proposal_id)
    for table in BELONGING:
        connection.execute(f"DELETE FROM {table} WHERE {_ABOUT}", theirs)  # noqa: S608 - our own names
    connection.execute(f"DELETE FROM consultation WHERE {_THEIRS}", theirs)  # noqa: S608 - our own names
    # Also those that were undone: each holds the details of two.
    for each in connection.values(_MERGES, theirs):
        connection.execute("DELETE FROM merge_undone WHERE merge = ?", (each,))
        connection.execute("DELETE FROM merge WHERE id = ?", (each,))
    for each in who:
        words.forget(connection, each)
        connection.execute("DELETE FROM patient WHERE id = ?", (each,))


def traces(connection: Connection, who: Sequence[str]) -> Traces:
    """Give what tells that something waiting or begun is about these patients."""
    theirs = (json.dumps(who),)
    consultations = connection.values(f"SELECT id FROM consultation WHERE {_THEIRS}", theirs)  # noqa: S608 - ours
    names = connection.values(
        "SELECT family_name FROM patient WHERE id IN (SELECT value FROM json_each(?))", theirs
    )
    return Traces((*who, *consultations), tuple(filter(None, names)))


def forget_unfinished(connection: Connection, who: tuple[str, ...]) -> None:
    """Drop what anybody had begun to type about the patient."""
    about = traces(connection, who)
    for user, value in settings_of(connection, writing.UNFINISHED_OF).items():
        if about.may_mean(value):
            writing.drop_settings(connection, writing.UNFINISHED_OF + user)
