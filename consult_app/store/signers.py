"""The signing key beside the vault, and the public list of the keys made here."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select, text
from sqlalchemy.dialects.sqlite import insert

from consult_app.domain.proof import SigningKey
from consult_app.store import files
from consult_app.store.failure import failure, files_translated
from consult_app.store.schema import SETTING, SIGNER
from consult_app.store.site import SIGNERS, SIGNING_KEY
from consult_app.store.writing import put_setting

if TYPE_CHECKING:
    from pathlib import Path

    from consult_app.store.database import Database

_SECRET = "signing-secret"  # noqa: S105  the name of a setting
_DIGEST = "signing-digest"


def keep_key(database: Database, folder: Path, pkcs12: bytes, secret: str) -> None:
    """Keep the encrypted file in the folder, its secret and its digest in the vault."""
    with database.writing() as connection:
        put_setting(connection, _SECRET, secret)
        put_setting(connection, _DIGEST, hashlib.sha256(pkcs12).hexdigest())
        files.write(folder / SIGNING_KEY, pkcs12)


def key(database: Database, folder: Path) -> tuple[bytes, str]:
    """Give the file and its secret; "key-missing" also where the secret belongs to another file."""
    with database.reading() as connection:
        rows = connection.execute(select(SETTING.c.name, SETTING.c.value)).all()
    settings: dict[str, str] = {row.name: row.value for row in rows}
    path = folder / SIGNING_KEY
    with files_translated():
        pkcs12 = path.read_bytes() if path.exists() else b""
    if settings.get(_DIGEST) != hashlib.sha256(pkcs12).hexdigest():
        raise failure("key-missing")
    return pkcs12, settings[_SECRET]


def add(database: Database, folder: Path, fingerprint: str, at: str) -> None:
    """Add a key's fingerprint for ever."""
    with database.writing() as connection:
        known = connection.execute(select(SIGNER).where(SIGNER.c.fingerprint == fingerprint)).first()
        if known is None:
            connection.execute(insert(SIGNER).values(fingerprint=fingerprint, at=at))
    publish(database, folder)


def newest(database: Database) -> SigningKey | None:
    """Name the key that was added last."""
    last = select(SIGNER).order_by(SIGNER.c.at.desc(), text("rowid DESC")).limit(1)
    with database.reading() as connection:
        row = connection.execute(last).first()
    return SigningKey(row.fingerprint, datetime.fromisoformat(row.at)) if row else None


def publish(database: Database, folder: Path) -> None:
    """Write the list that can be read without unlocking, where it differs from the vault's."""
    with database.reading() as connection:
        known = (
            connection.execute(select(SIGNER.c.fingerprint).order_by(SIGNER.c.fingerprint)).scalars().all()
        )
    wanted = json.dumps(list(known)).encode()
    path = folder / SIGNERS
    with files_translated():
        standing = path.read_bytes() if path.exists() else b"[]"
    if standing != wanted:
        files.write(path, wanted)
