"""Photographs of sealed consents."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, text

from consult_app.domain.audit import Act
from consult_app.domain.photo import Photo, Removal, RemovedPhoto, Taken
from consult_app.store import accounts, writing
from consult_app.store.failure import failure
from consult_app.store.rows import sha256
from consult_app.store.schema import CONSULTATION, HOLD, PHOTO, REMOVED_PHOTO

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

_LISTED = [
    PHOTO.c[name] for name in ("id", "consultation", "at", "actor", "taken", "place", "sha256", "length")
]


def put(connection: Connection, photo: Photo, jpeg: bytes, at: str, actor: str) -> None:
    """Keep a photograph for ever, with its line in the log; "stored-differs", "consultation-missing"."""
    if (photo.length, photo.sha256) != (len(jpeg), sha256(jpeg)):
        raise failure("stored-differs")
    revision = accounts.revision_of_consent(connection, photo.consultation)
    row = {
        "id": photo.id,
        "consultation": photo.consultation,
        "at": at,
        "actor": actor,
        "taken": photo.taken.value,
        "place": photo.place,
        "sha256": photo.sha256,
        "length": photo.length,
        "jpeg": jpeg,
    }
    connection.execute(PHOTO.insert(), row)
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
    mine = (
        select(PHOTO.c.consultation, PHOTO.c.sha256, CONSULTATION.c.patient, CONSULTATION.c.revision)
        .join(CONSULTATION, CONSULTATION.c.id == PHOTO.c.consultation)
        .where(PHOTO.c.id == removed.photo)
    )
    row = connection.execute(mine).first()
    if row is None:
        raise failure("photo-missing")
    if connection.execute(select(HOLD.c.patient).where(HOLD.c.patient == row.patient)).first():
        raise failure("held")
    values = {
        "photo": removed.photo,
        "consultation": row.consultation,
        "why": removed.why.value,
        "words": removed.words,
        "at": at,
        "actor": actor,
    }
    connection.execute(REMOVED_PHOTO.insert(), values)
    connection.execute(delete(PHOTO).where(PHOTO.c.id == removed.photo))
    writing.enter(
        *(connection, row.consultation, row.revision, at, actor, Act.PHOTO_REMOVED),
        reason=removed.photo,
        digest=row.sha256,
        gone=True,
        sign=sign,
    )


def removed_of(connection: Connection, patient_id: str) -> tuple[RemovedPhoto, ...]:
    """List the photographs of a patient that were taken out, oldest first."""
    mine = (
        select(REMOVED_PHOTO)
        .join(CONSULTATION, CONSULTATION.c.id == REMOVED_PHOTO.c.consultation)
        .where(CONSULTATION.c.patient == patient_id)
        .order_by(REMOVED_PHOTO.c.at, REMOVED_PHOTO.c.photo)
    )
    return tuple(
        RemovedPhoto(
            row.photo,
            row.consultation,
            Removal(row.why),
            row.words,
            datetime.fromisoformat(row.at),
            row.actor,
        )
        for row in connection.execute(mine)
    )


def of_patient(connection: Connection, patient_id: str) -> tuple[Photo, ...]:
    """List all photographs of a patient, oldest first, without their pictures."""
    mine = (
        select(*_LISTED)
        .join(CONSULTATION, CONSULTATION.c.id == PHOTO.c.consultation)
        .where(CONSULTATION.c.patient == patient_id)
        .order_by(PHOTO.c.at, text("photo.rowid"))
    )
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
        for row in connection.execute(mine)
    )


def jpeg(connection: Connection, photo_id: str) -> bytes:
    """Give a picture whose bytes are still those that were kept; "photo-missing", "vault-damaged"."""
    row = connection.execute(select(PHOTO.c.jpeg, PHOTO.c.sha256).where(PHOTO.c.id == photo_id)).first()
    if row is None:
        raise failure("photo-missing")
    content = bytes(row.jpeg)
    if sha256(content) != row.sha256:
        raise failure("vault-damaged")
    return content
