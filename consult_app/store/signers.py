"""Each user's signing key, and the public list of the keys made here."""

from __future__ import annotations

import json
from base64 import encodebytes
from datetime import datetime
from pathlib import Path

import msgspec

from consult_app.domain import card
from consult_app.domain.proof import IssuedKey, KeyCertificate, SigningKey
from consult_app.domain.time_server import Behind
from consult_app.store import files
from consult_app.store.codec import setting_decoded, setting_encoded
from consult_app.store.database import Connection, Database
from consult_app.store.failure import failure
from consult_app.store.rows import sha256
from consult_app.store.schema import SIGNER
from consult_app.store.settings import setting, settings_of
from consult_app.store.site import AUTHORITY, AUTHORITY_LIST, SIGNERS, WITHDRAWN
from consult_app.store.writing import put_setting

_KEY_OF = "signing-key:"
_AUTHORITY = "authority"
_AUTHORITY_LIST = "authority-list"
_CERTIFICATE = "certificate:"


class HeldKey(msgspec.Struct, frozen=True):
    """A signing key: the encrypted PKCS#12, or where on a card it lies; and a secret, sealed to its user.

    `certified` by the practice; of those made before that was kept, nobody says so.
    """

    pkcs12: bytes
    sealed_secret: bytes
    fingerprint: str
    at: str
    certified: bool = False
    until: str = ""
    issuer: str = ""


class HeldCertificate(msgspec.Struct, frozen=True):
    """A certificate with which somebody seals or sealed (DER), the how-manieth, and when it was withdrawn."""

    user: str
    name: str
    certificate: bytes
    at: str
    number: int
    withdrawn: str = ""


class HeldList(msgspec.Struct, frozen=True):
    """The practice's list of withdrawn certificates (DER)."""

    content: bytes


class HeldAuthority(msgspec.Struct, frozen=True):
    """The practice's key for certifying; `under` tells which recovery key opens it, and nothing else of that.

    `certificates` (DER) are those of all that there ever were, the newest last.
    """

    pkcs12: bytes
    under: str
    certificates: tuple[bytes, ...]


def put_authority(connection: Connection, pkcs12: bytes, certificate: bytes, secret: str) -> None:
    """Keep another key for certifying; the certificates of those before it stay."""
    before = _authority(connection)
    certificates = (*(before.certificates if before else ()), certificate)
    put_setting(connection, _AUTHORITY, setting_encoded(HeldAuthority(pkcs12, _mark(secret), certificates)))


def authority_under(connection: Connection, secret: str) -> bytes:
    """Give the practice's key for certifying; empty where none was made under this recovery key."""
    kept = _authority(connection)
    return kept.pkcs12 if kept and kept.under == _mark(secret) else b""


def _authority(connection: Connection) -> HeldAuthority | None:
    value = setting(connection, _AUTHORITY)
    return None if value is None else setting_decoded(value, HeldAuthority)


def _mark(secret: str) -> str:
    # Of 160 random bits a hash tells nothing.
    return sha256(f"authority under {secret}".encode())


def put_key(connection: Connection, user_id: str, key: HeldKey) -> None:
    """Keep a user's key in place of the one before; its fingerprint is known for ever."""
    put_setting(connection, _KEY_OF + user_id, setting_encoded(key))
    know(connection, key.fingerprint, key.at)


def put_certificate(connection: Connection, user_id: str, says: KeyCertificate, at: str) -> None:
    """Keep for ever with which certificate somebody seals."""
    held = HeldCertificate(user_id, says.name, says.certificate, at, len(_certificates(connection)))
    put_setting(connection, _CERTIFICATE + says.fingerprint, setting_encoded(held))


def withdraw(connection: Connection, fingerprint: str, withdrawn_list: bytes, at: str) -> None:
    """Note when a key was withdrawn, once; the list is what other programs are told."""
    held = _certificates(connection).get(fingerprint)
    if held is None or held.withdrawn:
        raise failure("key-missing")
    put_setting(
        connection, _CERTIFICATE + fingerprint, setting_encoded(msgspec.structs.replace(held, withdrawn=at))
    )
    put_setting(connection, _AUTHORITY_LIST, setting_encoded(HeldList(withdrawn_list)))


def certificates(database: Database) -> tuple[IssuedKey, ...]:
    """List all certificates with which anybody seals or sealed, the oldest first."""
    with database.reading() as connection:
        held = _certificates(connection)
    listed = (
        IssuedKey(
            fingerprint,
            each.user,
            each.name,
            each.certificate,
            datetime.fromisoformat(each.at),
            datetime.fromisoformat(each.withdrawn) if each.withdrawn else None,
        )
        for fingerprint, each in held.items()
    )
    return tuple(listed)


def _certificates(connection: Connection) -> dict[str, HeldCertificate]:
    kept = settings_of(connection, _CERTIFICATE)
    held = {key: setting_decoded(value, HeldCertificate) for key, value in kept.items()}
    return dict(sorted(held.items(), key=lambda each: each[1].number))


def _withdrawn_list(connection: Connection) -> bytes:
    value = setting(connection, _AUTHORITY_LIST)
    return b"" if value is None else setting_decoded(value, HeldList).content


def know(connection: Connection, fingerprint: str, at: str) -> None:
    """Know a certificate for ever: of a key that was made here, or of a timestamp server that was trusted."""
    if connection.value("SELECT 1 FROM signer WHERE fingerprint = ?", (fingerprint,)) is None:
        SIGNER.add(connection, fingerprint=fingerprint, at=at)


def held_key(database: Database, user_id: str) -> HeldKey:
    """Give a user's key; "key-missing"."""
    with database.reading() as connection:
        value = setting(connection, _KEY_OF + user_id)
    if value is None:
        raise failure("key-missing")
    return setting_decoded(value, HeldKey)


def certified(database: Database) -> frozenset[str]:
    """Give the ids of all whose key the practice certified."""
    with database.reading() as connection:
        keys = settings_of(connection, _KEY_OF)
    return frozenset(user for user, value in keys.items() if setting_decoded(value, HeldKey).certified)


def named(key: HeldKey) -> SigningKey:
    """Name a key by what may be shown."""
    until = datetime.fromisoformat(key.until) if key.until else None
    place = card.read(key.pkcs12)
    since = datetime.fromisoformat(key.at)
    return SigningKey(key.fingerprint, since, until, key.issuer, place.label if place else "")


def known(database: Database) -> frozenset[str]:
    """Give the fingerprints of every key that was ever made here."""
    with database.reading() as connection:
        return frozenset(connection.values("SELECT fingerprint FROM signer"))


def behind(database: Database) -> Behind:
    """Give the certificates of all keys with which the practice certified others."""
    with database.reading() as connection:
        authority, withdrawn = _authority(connection), _withdrawn_list(connection)
    return Behind(authority.certificates if authority else (), (withdrawn,) if withdrawn else ())


def publish(database: Database, folder: Path) -> None:
    """Write the list that can be read without unlocking, where it differs from the vault's."""
    wanted = json.dumps(sorted(known(database))).encode()
    if (files.content(folder / SIGNERS) or b"[]") != wanted:
        files.write(folder / SIGNERS, wanted)
    with database.reading() as connection:
        authority, withdrawn = _authority(connection), _withdrawn_list(connection)
        when = {key: each.withdrawn for key, each in _certificates(connection).items() if each.withdrawn}
    if withdrawn and files.content(folder / AUTHORITY_LIST) != withdrawn:
        files.write(folder / AUTHORITY_LIST, withdrawn)
    said = json.dumps(when, sort_keys=True).encode()
    if (files.content(folder / WITHDRAWN) or b"{}") != said:
        files.write(folder / WITHDRAWN, said)
    pem = b"".join(_pem(each) for each in authority.certificates) if authority else b""
    if pem and files.content(folder / AUTHORITY) != pem:
        files.write(folder / AUTHORITY, pem)


def _pem(certificate: bytes) -> bytes:
    """Write a certificate as other programs read it."""
    lines = encodebytes(certificate).replace(b"\n", b"").decode()
    body = "\n".join(lines[start : start + 64] for start in range(0, len(lines), 64))
    return f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n".encode()
