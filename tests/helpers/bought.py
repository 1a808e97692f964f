"""Key files as they are handed out with a bought certificate, by an authority with one between."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509 import ocsp

from tests.helpers.time_authority import SEEN, SINCE, issued
from tests.helpers.time_authority import UNTIL as AFTER

WORD = "handed out with it"
NAME = "Dr. Ada Sample"
UNTIL = datetime(2028, 1, 1, tzinfo=UTC)
Private = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@cache
def authority() -> tuple[tuple[x509.Certificate, x509.Certificate], Private, Private]:
    """Make those above: the one between and the root, with their keys."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = issued("Trust Root", root_key, None, root_key, ca=True)
    return (issued("Trust Issuer", key, root, root_key, ca=True), root), key, root_key


@cache
def private(kind: str) -> Private:
    """Make a key: "RSA 2048", or by the name of its curve."""
    if kind.startswith("RSA"):
        return rsa.generate_private_key(65537, int(kind.split()[1]))
    return ec.generate_private_key(
        {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "P-521": ec.SECP521R1()}[kind]
    )


def root() -> bytes:
    """Give what has to be trusted, as DER."""
    return authority()[0][1].public_bytes(Encoding.DER)


@cache
def handed_out(
    kind: str = "RSA 2048", *, signs: bool = True, until: datetime = UNTIL, alone: bool = False
) -> bytes:
    """Make a file; `alone` without those above."""
    above, key, _ = authority()
    mine = issued(NAME, private(kind), above[0], key, ca=False, until=until, times=False, signs=signs)
    return packed(private(kind), mine, () if alone else above)


def packed(
    key: Private, mine: x509.Certificate | None, above: tuple[x509.Certificate, ...] = (), word: str = WORD
) -> bytes:
    """Pack a file."""
    return pkcs12.serialize_key_and_certificates(
        b"bought", key, mine, above or None, BestAvailableEncryption(word.encode())
    )


def mine(ask_at: str) -> x509.Certificate:
    """Issue a certificate that says where its issuer is asked whether it stands."""
    (issuer, _), key, _ = authority()
    return issued(NAME, private("P-256"), issuer, key, ca=False, times=False, ask_at=ask_at)


def saying(
    certificate: x509.Certificate,
    by: x509.Certificate | None = None,
    key: Private | ed25519.Ed25519PrivateKey | None = None,
    *,
    good: bool = True,
) -> bytes:
    """Say that a certificate stands, or does not: the word of its issuer unless it is `by` somebody else."""
    (issuer, _), issuing, _ = authority()
    by, key = by or issuer, key or issuing
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=certificate,
        issuer=issuer,
        algorithm=hashes.SHA1(),  # noqa: S303 - as those who answer do
        cert_status=ocsp.OCSPCertStatus.GOOD if good else ocsp.OCSPCertStatus.REVOKED,
        this_update=SINCE,
        next_update=AFTER,
        revocation_time=None if good else SEEN,
        revocation_reason=None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, by)
    if by is not issuer:
        builder = builder.certificates([by])
    used = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return builder.sign(key, used).public_bytes(Encoding.DER)
