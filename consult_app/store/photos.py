"""Photographs of sealed consents."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from consult_app.domain.audit import Act
from consult_app.domain.photo import Photo, Removal, RemovedPhoto, Taken
from consult_app.store import accounts, joined, writing
from consult_app.store.failure import failure
from consult_app.store.rows import sha256
from consult_app.store.schema import PHOTO, REMOVED_PHOTO

if TYPE_CHECKING:
    from collections.abc import Callable

    from consult_app.store.database import Connection

_WHERE = (
    "SELECT p.consultation, p.sha256, c.patient, c.revision"
    " FROM photo p JOIN consultation c ON c.id = p.consultation WHERE p.id = ?"
)
_REMOVED = (
    "SELECT r.* FROM removed_photo r JOIN consultation c ON c.id = r.consultation"
    " WHERE c.patient IN (SELECT value FROM json_each(?)) ORDER BY r.at, r.photo"
)
_LISTED = (
    "SELECT p.id, p.consultation, p.at, p.actor, p.taken, p.place, p.sha256, p.length"
    " FROM photo p JOIN consultation c ON c.id = p.consultation"
    " WHERE c.patient IN (SELECT value FROM json_each(?)) ORDER BY p.at, p.rowid"
)


def put(connection: Connection, photo: Photo, jpeg: bytes, at: str, actor: str) -> None:
    """Keep a photograph for ever, with its line in the log; "stored-differs", "consultation-missing"."""
    if (photo.length, photo.sha256) != (len(jpeg), sha256(jpeg)):
        raise failure("stored-differs")
    revision = accounts.revision_of_consent(connection, photo.consultation)
    PHOTO.add(
        connection,
        id=photo.id,
        consultation=photo.consultation,
        at=at,
        actor=actor,
        taken=photo.taken.value,
        place=photo.place,
        sha256=photo.sha256,
        length=photo.length,
        jpeg=jpeg,
    )
    writing.enter(
        *(connection, photo.consultation, revision, at, actor, "photo"),
        reason=photo.id,
        digest=photo.sha256,
    )


def remove(
    connection: Connection,
    removed: RemovedPhoto,
    at: str,
    actor: str,
    *,
    sign: Callable[[bytes], bytes] | None,
) -> None:
    """Take a photograph out, with its line in the log; "photo-missing", "held" while records are held."""
    row = connection.execute(_WHERE, (removed.photo,)).fetchone()
    if row is None:
        raise failure("photo-missing")
    if joined.is_held(connection, row.patient):
        raise failure("held")
    REMOVED_PHOTO.add(
        connection,
        photo=removed.photo,
        consultation=row.consultation,
        why=removed.why.value,
        words=removed.words,
        at=at,
        actor=actor,
    )
    connection.execute("DELETE FROM photo WHERE id = ?", (removed.photo,))
    writing.enter(
        *(connection, row.consultation, row.revision, at, actor, Act.PHOTO_REMOVED),
        reason=removed.photo,
        digest=row.sha256,
        gone=True,
        sign=sign,
    )


def removed_of(connection: Connection, patient_id: str) -> tuple[RemovedPhoto, ...]:
    """List the photographs of a patient that were taken out, oldest first."""
    return tuple(
        RemovedPhoto(
            row.photo,
            row.consultation,
            Removal(row.why),
            row.words,
            datetime.fromisoformat(row.at),
            row.actor,
        )
        for row in connection.execute(_REMOVED, (joined.same(connection, patient_id),))
    )


def of_patient(connection: Connection, patient_id: str) -> tuple[Photo, ...]:
    """List all photographs of a patient, oldest first, without their pictures."""
    return tuple(
        Photo(
            row.id,
            row.consultation,
            Taken(row.taken),
            row.place,
            datetime.fromisoformat(row.at),
            row.actor,
            row.sha256,
            row.length,
        )
        for row in connection.execute(_LISTED, (joined.same(connection, patient_id),))
    )


def jpeg(connection: Connection, photo_id: str) -> bytes:
    """Give a picture whose bytes are still those that were kept; "photo-missing", "vault-damaged"."""
    row = connection.execute("SELECT jpeg, sha256 FROM photo WHERE id = ?", (photo_id,)).fetchone()
    if row is None:
        raise failure("photo-missing")
    content = bytes(row.jpeg)
    if sha256(content) != row.sha256:
        raise failure("vault-damaged")
    return content
