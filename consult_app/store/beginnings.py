"""The first entries of a log, which stand for all that was kept before there was one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from consult_app.domain.audit import Act
from consult_app.store.chain import append, digest_of
from consult_app.store.codec import setting_encoded
from consult_app.store.rows import patient
from consult_app.store.schema import CONSULTATION, EVENT, PATIENT, SEALED

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection, Row

    from consult_app.store.keyring import Ring

KEPT = select(CONSULTATION, SEALED.c.sha256, SEALED.c.aftercare_sha256).join_from(
    CONSULTATION, SEALED, SEALED.c.consultation == CONSULTATION.c.id, isouter=True
)


def begin(connection: Connection, at: str, ring: Ring) -> None:
    """Begin the log: from here on no change of what is there already goes unnoticed."""
    last = connection.execute(select(func.coalesce(func.max(EVENT.c.id), 0))).scalar_one()
    append(connection, at, "", Act.BEGUN, ring.store, reason=str(last))
    for each in ring.users:
        append(connection, at, "", Act.USER_ADDED, each.id, digest=each.signature.hex())
    for row in connection.execute(select(PATIENT).order_by(PATIENT.c.id)).all():
        append(connection, at, "", Act.PATIENT, row.id, digest=patient_digest(row))
    for consultation in (
        connection.execute(select(CONSULTATION.c.id).order_by(CONSULTATION.c.id)).scalars().all()
    ):
        row = connection.execute(KEPT.where(CONSULTATION.c.id == consultation)).one()
        kept = {
            "digest": kept_digest(row),
            "revision": row.revision,
            "reason": "sample" if row.sample else "",
        }
        append(connection, at, "", Act.CARRIED, consultation, **kept)
        acts = acts_digest(connection, consultation, last)
        append(connection, at, "", Act.CARRIED_ACTS, consultation, digest=acts)


def kept_digest(row: Row[Any]) -> str:
    """Give the digest of a consultation as it is kept, with its files once it is sealed."""
    if row.sha256 is None:
        return digest_of(row.body)
    return digest_of(row.body, row.sha256, row.aftercare_sha256)


def patient_digest(row: Row[Any]) -> str:
    """Give the digest of a patient's details."""
    return digest_of(setting_encoded(patient(row)))


def acts_digest(connection: Connection, consultation: str, last: int) -> str:
    """Give the digest of a consultation's own list of acts, up to an event."""
    mine = select(EVENT).where(EVENT.c.consultation == consultation, EVENT.c.id <= last).order_by(EVENT.c.id)
    return digest_of("acts", *("\x1f".join(map(str, row)) for row in connection.execute(mine)))
