"""A vault of format 1, with its one user: what becomes of it when it is unlocked for the first time again."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from pathlib import Path

from consult_app.domain.audit import Act
from consult_app.domain.consultation import Clinician
from consult_app.domain.users import UserRole
from consult_app.store import files, key_files, keyring, recovery, signers
from consult_app.store.chain import append
from consult_app.store.codec import setting_decoded
from consult_app.store.cost import Cost
from consult_app.store.database import Database
from consult_app.store.failure import failure
from consult_app.store.keyring import Keys
from consult_app.store.old_keyring import OldRing, open_old_by_passphrase, open_old_by_recovery
from consult_app.store.settings import settings_of
from consult_app.store.signers import HeldKey
from consult_app.store.site import SIGNING_KEY, Site
from consult_app.store.writing import drop_settings, put_clinician

_CLINICIAN, _SECRET, _DIGEST = "clinician", "signing-secret", "signing-digest"


def opened_by_passphrase(sheet: bytes, passphrase: str, cost: Cost) -> Keys:
    """Give keys without users yet; the printed recovery key goes on opening them."""
    ring, data_key = open_old_by_passphrase(sheet, passphrase, cost)
    return _begun(ring, data_key)


def opened_by_recovery(sheet: bytes, recovery_key: str) -> Keys:
    """Give keys without users yet, which follow the printed key from now on."""
    key = recovery.read(recovery_key)
    ring, data_key = open_old_by_recovery(sheet, key)
    return _begun(ring, data_key).recovering(key)


def enrolled(site: Site, sheet: bytes, keys: Keys, database: Database, passphrase: str) -> Keys:
    """Make the one user a clinical lead, and keep the new key file in the old one's place."""
    clinician = _clinician(database)
    if clinician is None:
        raise failure("vault-damaged")
    user_id = clinician.id or str(uuid.uuid4())
    keys = keys.enrolling(user_id, clinician.name, UserRole.LEAD, passphrase, site.cost)
    key_files.replace_former(site.folder, sheet, keys)
    return keys


def adopt(database: Database, folder: Path, keys: Keys, at: str) -> None:
    """Give the only user what the vault held for its one clinician; nothing where that was done before."""
    clinician = _clinician(database)
    if clinician is None:
        return
    user_id, signature = keys.ring.users[0].id, keys.ring.users[0].signature
    key = _signing_key(database, folder, keys, user_id)
    with database.writing() as connection:
        put_clinician(connection, replace(clinician, id=user_id))
        append(connection, at, "", Act.USER_ADDED, user_id, digest=signature.hex())
        if key is not None:
            signers.put_key(connection, user_id, key)
        drop_settings(connection, _CLINICIAN, _SECRET, _DIGEST)
    # The secret must not stay readable for all in the side file either.
    database.checkpoint()
    files.remove(folder / SIGNING_KEY)


def _begun(ring: OldRing, data_key: bytes) -> Keys:
    return keyring.begin(ring.store, data_key, ring.recovery)


def _clinician(database: Database) -> Clinician | None:
    value = _settings(database).get(_CLINICIAN)
    return None if value is None else setting_decoded(value, Clinician)


def _signing_key(database: Database, folder: Path, keys: Keys, user_id: str) -> HeldKey | None:
    """Give the key with its secret sealed to its user; none where the file is missing or another one."""
    settings, pkcs12 = _settings(database), files.content(folder / SIGNING_KEY)
    last = "SELECT fingerprint, at FROM signer ORDER BY at DESC, rowid DESC LIMIT 1"
    with database.reading() as connection:
        signer = connection.execute(last).fetchone()
    if signer is None or settings.get(_DIGEST) != hashlib.sha256(pkcs12).hexdigest():
        return None
    sealed = keys.sealed_for(user_id, settings[_SECRET])
    return HeldKey(pkcs12, sealed, signer.fingerprint, signer.at)


def _settings(database: Database) -> dict[str, str]:
    with database.reading() as connection:
        return settings_of(connection, "")
