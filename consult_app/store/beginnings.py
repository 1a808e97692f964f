"""The first entries of a log, which stand for all that was kept before there was one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consult_app.domain.audit import Act
from consult_app.store.chain import append, digest_of
from consult_app.store.codec import setting_encoded
from consult_app.store.rows import patient

if TYPE_CHECKING:
    from consult_app.store.database import Connection, Row
    from consult_app.store.keyring import Ring

KEPT = (
    "SELECT c.*, s.sha256, s.aftercare_sha256 FROM consultation c LEFT JOIN sealed s ON s.consultation = c.id"
)
_ACTS = (
    "SELECT id, consultation, revision, at, actor, action FROM event"
    " WHERE consultation = ? AND id <= ? ORDER BY id"
)


def begin(connection: Connection, at: str, ring: Ring) -> None:
    """Begin the log: from here on no change of what is there already goes unnoticed."""
    last = connection.value("SELECT coalesce(max(id), 0) FROM event")
    append(connection, at, "", Act.BEGUN, ring.store, reason=str(last))
    for each in ring.users:
        append(connection, at, "", Act.USER_ADDED, each.id, digest=each.signature.hex())
    for row in connection.execute("SELECT * FROM patient ORDER BY id").fetchall():
        append(connection, at, "", Act.PATIENT, row.id, digest=patient_digest(row))
    for consultation in connection.values("SELECT id FROM consultation ORDER BY id"):
        [row] = connection.execute(f"{KEPT} WHERE c.id = ?", (consultation,))
        kept = {
            "digest": kept_digest(row),
            "revision": row.revision,
            "reason": "sample" if row.sample else "",
        }
        append(connection, at, "", Act.CARRIED, consultation, **kept)
        acts = acts_digest(connection, consultation, last)
        append(connection, at, "", Act.CARRIED_ACTS, consultation, digest=acts)


def kept_digest(row: Row) -> str:
    """Give the digest of a consultation as it is kept, with its files once it is sealed."""
    if row.sha256 is None:
        return digest_of(row.body)
    return digest_of(row.body, row.sha256, row.aftercare_sha256)


def patient_digest(row: Row) -> str:
    """Give the digest of a patient's details."""
    return digest_of(setting_encoded(patient(row)))


def acts_digest(connection: Connection, consultation: str, last: int) -> str:
    """Give the digest of a consultation's own list of acts, up to an event."""
    mine = connection.execute(_ACTS, (consultation, last))
    return digest_of("acts", *("\x1f".join(map(str, row)) for row in mine))
