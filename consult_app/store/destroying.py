"""All about a patient destroyed, within one transaction: by two people, leaving what the log has of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from consult_app.domain.audit import Act
from consult_app.domain.retention import Holdings
from consult_app.store import words, writing
from consult_app.store.chain import append
from consult_app.store.failure import failure
from consult_app.store.rows import sha256
from consult_app.store.schema import (
    ACCOUNT,
    AUDIT,
    CERTIFICATE,
    CONSULTATION,
    DESTROYED,
    DESTRUCTION,
    EVENT,
    HOLD,
    LOT,
    PATIENT,
    PHOTO,
    REMOVED_PHOTO,
    REVISION,
    SEALED,
    SEQUEL,
    SETTING,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sqlalchemy import ColumnElement, Connection, Row, TableClause

_BELONGING = (REMOVED_PHOTO, PHOTO, LOT, ACCOUNT, SEQUEL, REVISION, EVENT, SEALED)
"""What belongs to consultations, in an order in which it can go."""


def holdings(connection: Connection, patient: str) -> Holdings:
    """Count what is kept about a patient."""

    def count(table: TableClause, *more: ColumnElement[bool]) -> int:
        rows = select(func.count()).select_from(table).where(_of(table, patient), *more)
        return int(connection.execute(rows).scalar_one())

    first = select(func.coalesce(func.min(AUDIT.c.seq), 0)).where(AUDIT.c.subject == patient)
    return Holdings(
        consultations=count(CONSULTATION),
        signed=count(SEALED) + count(REVISION),
        aftercare=count(SEALED, func.length(SEALED.c.aftercare) > 0),
        photographs=count(PHOTO),
        accounts=count(ACCOUNT),
        lots=count(LOT),
        acts=count(EVENT),
        first_entry=int(connection.execute(first).scalar_one()),
    )


def proposal(connection: Connection, proposal_id: str) -> Row[Any]:
    """Give a proposal that was not carried out yet; "proposal-missing"."""
    mine = select(DESTRUCTION).where(DESTRUCTION.c.id == proposal_id)
    row = connection.execute(mine).first()
    done = select(DESTROYED.c.patient).where(DESTROYED.c.destruction == proposal_id)
    if row is None or connection.execute(done).first() is not None:
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
    gone = {"patient": patient.patient, "destruction": proposal_id, "at": at, "actor": actor}
    connection.execute(DESTROYED.insert(), gone)
    digest = sha256(pdf)
    kept = {"destruction": proposal_id, "sha256": digest, "length": len(pdf), "pdf": pdf}
    connection.execute(CERTIFICATE.insert(), kept)
    _delete(connection, patient.patient, at, actor, proposal_id)
    append(
        *(connection, at, actor, Act.PATIENT_DESTROYED, patient.patient),
        reason=proposal_id,
        digest=digest,
        sign=sign,
    )


def _demand_second(connection: Connection, proposed: Row[Any], actor: str) -> None:
    if proposed.actor == actor:
        raise failure("second-person")
    if connection.execute(select(HOLD.c.patient).where(HOLD.c.patient == proposed.patient)).first():
        raise failure("held")
    if connection.execute(select(PATIENT.c.id).where(PATIENT.c.id == proposed.patient)).first() is None:
        raise failure("proposal-missing")


def _delete(connection: Connection, patient: str, at: str, actor: str, proposal_id: str) -> None:
    mine = select(CONSULTATION.c.id).where(CONSULTATION.c.patient == patient).order_by(CONSULTATION.c.id)
    consultations = connection.execute(mine).scalars().all()
    _forget_unfinished(connection, patient, *consultations)
    for each in consultations:
        append(connection, at, actor, Act.DESTROYED, each, reason=proposal_id)
    for table in _BELONGING:
        connection.execute(delete(table).where(_of(table, patient)))
    connection.execute(delete(CONSULTATION).where(_of(CONSULTATION, patient)))
    words.forget(connection, patient)
    connection.execute(delete(PATIENT).where(PATIENT.c.id == patient))


def _forget_unfinished(connection: Connection, patient: str, *consultations: str) -> None:
    """Drop what anybody had begun to type about the patient: by the ids in it, or by the family name."""
    name = connection.execute(select(PATIENT.c.family_name).where(PATIENT.c.id == patient)).scalar_one()
    about = [each for each in (patient, *consultations, name) if each]
    kept = select(SETTING).where(SETTING.c.name.startswith(writing.UNFINISHED_OF))
    for row in connection.execute(kept).all():
        if any(each in row.value for each in about):
            writing.drop_settings(connection, row.name)


def _of(table: TableClause, patient: str) -> ColumnElement[bool]:
    """Say which rows of a table are about a patient."""
    if table is CONSULTATION:
        return CONSULTATION.c.patient == patient
    return table.c.consultation.in_(select(CONSULTATION.c.id).where(CONSULTATION.c.patient == patient))
