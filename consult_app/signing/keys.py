"""Signing keys: EC P-256, certified by the practice or by themselves, kept as encrypted PKCS#12."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeGuard

from asn1crypto.pkcs12 import Pfx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat, pkcs12
from cryptography.x509.oid import NameOID

from consult_app.errors import SigningError
from consult_app.signing import signer
from consult_app.signing.chains import path

GROUP_ORDER = ec.SECP256R1.group_order
_LIFETIME = timedelta(days=3653)
_AUTHORITY_LIFETIME = timedelta(days=10957)
_KDF_ROUNDS = 1_000
"""What these keys are under is no passphrase: of 160 random bits and more nobody guesses one."""
_NAME_LIMIT = 64  # of X.509, in characters; cryptography counts the bytes of UTF-8
_NAMELESS = "Practice"


def _usage(*, signs: bool, certifies: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=certifies,
        crl_sign=certifies,
        encipher_only=False,
        decipher_only=False,
    )


_KEY_USAGE = _usage(signs=True, certifies=False)
_AUTHORITY_USAGE = _usage(signs=False, certifies=True)


Private = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An opened key: `certificate` is DER, `fingerprint` its SHA-256 in hex, `name` its common name.

    The certificate holds from `since` to `until` (aware); `above` are those that issued the one before (DER).
    """

    name: str
    fingerprint: str
    certificate: bytes
    since: datetime
    until: datetime
    private: Private = field(repr=False)
    above: tuple[bytes, ...] = ()

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Give all certificates that go along with a signature."""
        return (self.certificate, *self.above)

    @property
    def algorithm(self) -> bytes:
        """Name how it signs, as DER."""
        return signer.algorithm_of(self.private.public_key())

    @property
    def longest(self) -> int:
        """Give the most bytes that a signature of it takes."""
        return signer.longest_of(self.private.public_key())

    def sign(self, content: bytes) -> bytes:
        """Sign with SHA-256; of two equally valid signatures on a curve, that with the smaller s."""
        if isinstance(self.private, rsa.RSAPrivateKey):
            return self.private.sign(content, padding.PKCS1v15(), hashes.SHA256())
        return signer.smaller(self.private.sign(content, ec.ECDSA(hashes.SHA256())), self.private.curve)


def make_key(
    name: str, secret: str, at: datetime, organisation: str = "", authority: SigningKey | None = None
) -> bytes:
    """Make a key valid for ten years from `at`, as PKCS#12; its certificate cuts names over 64 bytes.

    The secret has to be random, 160 bits of it or more: it is not stretched. An `authority` certifies the
    key, for no longer than that holds itself; without one it certifies itself.
    """
    if not name.strip() or not secret:
        raise SigningError("key-incomplete", "A signing key needs a name and a secret.")
    private = ec.generate_private_key(ec.SECP256R1())
    subject = _subject(name, organisation)
    return stored(private, _certificate(private, subject, at, authority), secret)


def make_authority(practice: str, secret: str, at: datetime) -> bytes:
    """Make the key with which a practice certifies its signers' keys, valid for thirty years, as PKCS#12."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, _cut(practice or _NAMELESS))])
    builder = _begun(private, name, name, at, at + _AUTHORITY_LIFETIME).add_extension(
        _AUTHORITY_USAGE, critical=True
    )
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return stored(private, builder.sign(private, hashes.SHA256()), secret)


def stored(
    private: Private,
    certificate: x509.Certificate,
    secret: str,
    above: tuple[x509.Certificate, ...] = (),
) -> bytes:
    """Write a key with its certificates as PKCS#12, encrypted under a random secret."""
    return pkcs12.serialize_key_and_certificates(
        name=None,
        key=private,
        cert=certificate,
        cas=above or None,
        encryption_algorithm=PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_KDF_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(secret.encode()),
    )


def open_key(stored: bytes, secret: str) -> SigningKey:
    """Open a PKCS#12; code `key-damaged` when it is no such file, `key-secret-wrong` when it stays shut.

    Damage inside the encrypted part can't be told from a wrong secret and counts as the latter.
    """
    require_container(stored)
    try:
        private, certificate, others = pkcs12.load_key_and_certificates(stored, secret.encode())
    except ValueError as error:
        raise SigningError("key-secret-wrong", "The secret does not open the signing key.") from error
    if certificate is None or not is_fit(private):
        raise _damaged()
    above = path(certificate, others)[1:]
    return SigningKey(
        name=common_name(certificate),
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
        certificate=certificate.public_bytes(Encoding.DER),
        since=certificate.not_valid_before_utc,
        until=certificate.not_valid_after_utc,
        private=private,
        above=tuple(each.public_bytes(Encoding.DER) for each in above),
    )


def is_fit(private: object) -> TypeGuard[Private]:
    """Whether a private key is of a kind that this program seals with."""
    return isinstance(private, Private) and signer.is_fit(private.public_key())


def common_name(certificate: x509.Certificate) -> str:
    """Give whom a certificate names; SigningError "key-damaged" where it names nobody."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if not names:
        raise _damaged()
    return str(names[0].value)


def fingerprint(stored: bytes, secret: str) -> str:
    """SHA-256 in hex of the certificate in a PKCS#12: by it a machine knows its own signers."""
    return open_key(stored, secret).fingerprint


def require_container(stored: bytes) -> None:
    """Refuse with "key-damaged" what is no PKCS#12, whatever opens it."""
    try:
        Pfx.load(stored, strict=True).authenticated_safe.native  # noqa: B018 (reading it through is the check)
    except (ValueError, TypeError, KeyError) as error:
        raise _damaged() from error


def _damaged() -> SigningError:
    return SigningError("key-damaged", "The file of the signing key is damaged.", "Restore it from a backup.")


def _subject(name: str, organisation: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, _cut(name))]
    if organisation.strip():
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, _cut(organisation)))
    return x509.Name(parts)


def _cut(name: str) -> str:
    encoded = " ".join(name.split()).encode()
    if len(encoded) <= _NAME_LIMIT:
        return encoded.decode()
    return encoded[: _NAME_LIMIT - len("…".encode())].decode(errors="ignore") + "…"


def _certificate(
    private: ec.EllipticCurvePrivateKey, subject: x509.Name, at: datetime, authority: SigningKey | None
) -> x509.Certificate:
    issuer, until = subject, at + _LIFETIME
    issuing: Private = private
    if authority is not None:
        issuer = x509.load_der_x509_certificate(authority.certificate).subject
        until, issuing = min(until, authority.until), authority.private
    builder = _begun(private, subject, issuer, at, until).add_extension(_KEY_USAGE, critical=True)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    if authority is not None:
        identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing.public_key())
        builder = builder.add_extension(identifier, critical=False)
    return builder.sign(issuing, hashes.SHA256())


def _begun(
    private: ec.EllipticCurvePrivateKey,
    subject: x509.Name,
    issuer: x509.Name,
    since: datetime,
    until: datetime,
) -> x509.CertificateBuilder:
    public = private.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
