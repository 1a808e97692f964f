"""All about a patient destroyed, within one transaction: by two people, leaving what the log has of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult_app.domain.audit import Act
from consult_app.domain.retention import Holdings
from consult_app.store import words, writing
from consult_app.store.chain import append
from consult_app.store.failure import failure
from consult_app.store.rows import sha256
from consult_app.store.schema import BELONGING, CERTIFICATE, DESTROYED
from consult_app.store.settings import settings_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from consult_app.store.database import Connection, Row

_ABOUT = "consultation IN (SELECT id FROM consultation WHERE patient = ?)"


def holdings(connection: Connection, patient: str) -> Holdings:
    """Count what is kept about a patient."""

    def count(table: str, which: str = _ABOUT) -> int:
        return int(connection.value(f"SELECT count(*) FROM {table} WHERE {which}", (patient,)))  # noqa: S608 - ours

    first = "SELECT coalesce(min(seq), 0) FROM audit WHERE subject = ?"
    return Holdings(
        consultations=count("consultation", "patient = ?"),
        signed=count("sealed") + count("revision"),
        aftercare=count("sealed", f"{_ABOUT} AND length(aftercare) > 0"),
        photographs=count("photo"),
        accounts=count("account"),
        lots=count("lot"),
        acts=count("event"),
        first_entry=int(connection.value(first, (patient,))),
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
    DESTROYED.add(connection, patient=patient.patient, destruction=proposal_id, at=at, actor=actor)
    digest = sha256(pdf)
    CERTIFICATE.add(connection, destruction=proposal_id, sha256=digest, length=len(pdf), pdf=pdf)
    _delete(connection, patient.patient, at, actor, proposal_id)
    append(
        *(connection, at, actor, Act.PATIENT_DESTROYED, patient.patient),
        reason=proposal_id,
        digest=digest,
        sign=sign,
    )


def _demand_second(connection: Connection, proposed: Row, actor: str) -> None:
    if proposed.actor == actor:
        raise failure("second-person")
    whom = (proposed.patient,)
    if connection.value("SELECT 1 FROM hold WHERE patient = ?", whom):
        raise failure("held")
    if connection.value("SELECT 1 FROM patient WHERE id = ?", whom) is None:
        raise failure("proposal-missing")


def _delete(connection: Connection, patient: str, at: str, actor: str, proposal_id: str) -> None:
    mine = "SELECT id FROM consultation WHERE patient = ? ORDER BY id"
    consultations = connection.values(mine, (patient,))
    _forget_unfinished(connection, patient, *consultations)
    for each in consultations:
        append(connection, at, actor, Act.DESTROYED, each, reason=proposal_id)
    for table in BELONGING:
        connection.execute(f"DELETE FROM {table} WHERE {_ABOUT}", (patient,))  # noqa: S608 - our own names
    connection.execute("DELETE FROM consultation WHERE patient = ?", (patient,))
    words.forget(connection, patient)
    connection.execute("DELETE FROM patient WHERE id = ?", (patient,))


def _forget_unfinished(connection: Connection, patient: str, *consultations: str) -> None:
    """Drop what anybody had begun to type about the patient: by the ids in it, or by the family name."""
    name = connection.value("SELECT family_name FROM patient WHERE id = ?", (patient,))
    about = [each for each in (patient, *consultations, name) if each]
    for user, value in settings_of(connection, writing.UNFINISHED_OF).items():
        if any(each in value for each in about):
            writing.drop_settings(connection, writing.UNFINISHED_OF + user)
