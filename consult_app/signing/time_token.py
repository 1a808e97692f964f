"""Timestamps by somebody else (RFC 3161), kept in one form, byte for byte.

A server may write its token in many ways, and only part of it is under its signature. What is kept is
written anew here from the parts that are: certificate, statement, attributes, signature. Each is bound by the
next one, so that reading is taking them out, writing the token again and comparing, as with our own
signatures. Other certificates that a server sends go into the document, whose bytes the timestamp covers.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import new, sha1

from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from consult_app.errors import SigningError
from consult_app.signing.container import MismatchError
from consult_app.signing.der import (
    BOOLEAN,
    NULL,
    OCTETS,
    SEQUENCE,
    SET,
    SHA256,
    SIGNED_DATA,
    TAGGED_0,
    VERSION_1,
    VERSION_3,
    children,
    content,
    der,
    integer,
    oid,
)

_DAMAGED = (ValueError, TypeError, LookupError, AttributeError, UnsupportedAlgorithm, x509.InvalidVersion)
"""What the libraries raise for what is not written as it should be."""

ROOM = 2 * 8192
"""Hex digits that are kept free for a token; what is left over is filled with 0."""

_STATEMENT = oid("2a864886f70d0109100104")
_RSA = der(SEQUENCE, oid("2a864886f70d010101"), der(NULL))
_GRANTED = ("granted", "granted_with_mods")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A hash with which servers sign, and how it is named beside a signature on a curve."""

    hash: hashes.HashAlgorithm
    name: bytes
    with_ecdsa: bytes


_KINDS = tuple(
    _Kind(hash_, der(SEQUENCE, oid(name)), der(SEQUENCE, oid(with_ecdsa)))
    for hash_, name, with_ecdsa in (
        (hashes.SHA256(), "608648016503040201", "2a8648ce3d040302"),
        (hashes.SHA384(), "608648016503040202", "2a8648ce3d040303"),
        (hashes.SHA512(), "608648016503040203", "2a8648ce3d040304"),
    )
)


@dataclass(frozen=True, slots=True)
class Time:
    """What a token says: the moment (UTC), by whom."""

    at: datetime
    certificate: x509.Certificate


@dataclass(frozen=True, slots=True)
class Accepted:
    """A token to be kept, what it says, and the other certificates that came with it."""

    token: bytes
    time: Time
    others: tuple[x509.Certificate, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    certificate: bytes
    statement: bytes
    attributes: bytes
    signature: bytes
    kind: _Kind
    on_curve: bool


def request(digest: bytes, nonce: int) -> bytes:
    """Ask for the time of a SHA-256 digest, with the certificate; the nonce has to be random."""
    imprint = der(SEQUENCE, SHA256, der(OCTETS, digest))
    return der(SEQUENCE, VERSION_1, imprint, integer(nonce), der(BOOLEAN, b"\xff"))


def accept(answer: bytes, digest: bytes, nonce: int) -> Accepted:
    """Take the token out of a server's answer, in our form.

    SigningError: `time-refused`, `time-nonsense`, `time-other` where it is about something else.
    """
    try:
        status, *token = children(answer)
        if tsp.PKIStatusInfo.load(status, strict=True)["status"].native not in _GRANTED:
            raise SigningError("time-refused", "The timestamp server refused.")
        parts, others = _taken(cms.ContentInfo.load(b"".join(token), strict=True)["content"])
        statement = tsp.TSTInfo.load(parts.statement, strict=True)
    except (*_DAMAGED, StopIteration):
        raise _nonsense() from None
    if (statement["message_imprint"]["hashed_message"].native, statement["nonce"].native) != (digest, nonce):
        raise SigningError("time-other", "The timestamp is for something else.")
    written = _written(parts)
    try:
        time = _judged(parts, digest)
    except MismatchError:
        raise _nonsense() from None
    if 2 * len(written) > ROOM:
        raise _nonsense()
    return Accepted(written, time, others)


def read(entry: bytes, digest: bytes) -> Time:
    """Check a /Contents entry, with its angle brackets and padding, against `digest`; MismatchError."""
    try:
        parts = _parts(bytes.fromhex(entry[1:-1].decode("ascii")))
        expected = _written(parts).hex().upper().ljust(ROOM, "0")
    except _DAMAGED as error:
        raise MismatchError("The timestamp is damaged.") from error
    if entry != f"<{expected}>".encode():
        raise MismatchError("The timestamp does not belong to these bytes.")
    return _judged(parts, digest)


def is_token(entry: bytes) -> bool:
    """Whether a /Contents entry could be a timestamp rather than a signature."""
    return _STATEMENT.hex().upper().encode() in entry


def _nonsense() -> SigningError:
    return SigningError("time-nonsense", "The timestamp server's answer is no timestamp.")


def _taken(signed: cms.SignedData) -> tuple[_Parts, tuple[x509.Certificate, ...]]:
    """Take a server's token apart, however it is written; of two equal signatures that with the smaller s."""
    (signer,) = signed["signer_infos"]
    attributes = signer["signed_attrs"].untag().dump()
    found = [x509.load_der_x509_certificate(each.chosen.dump()) for each in signed["certificates"]]
    mine = next(each for each in found if _names(attributes, _encoded(each)))
    statement = bytes(signed["encap_content_info"]["content"])
    kind = next(each for each in _KINDS if each.hash.name == signer["digest_algorithm"]["algorithm"].native)
    signature = _canonical(signer["signature"].native, mine)
    on_curve = isinstance(mine.public_key(), ec.EllipticCurvePublicKey)
    parts = _Parts(_encoded(mine), statement, attributes, signature, kind, on_curve)
    return parts, tuple(each for each in found if each != mine)


def _encoded(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def _canonical(signature: bytes, certificate: x509.Certificate) -> bytes:
    public = certificate.public_key()
    if not isinstance(public, ec.EllipticCurvePublicKey):
        return signature
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, public.curve.group_order - s))


def _written(parts: _Parts) -> bytes:
    """Write the token: SignedData with one signer, and the certificate of that signer alone."""
    _, serial, _, issuer, *_ = children(children(parts.certificate)[0])
    signer = der(
        SEQUENCE,
        VERSION_1,
        der(SEQUENCE, issuer, serial),
        parts.kind.name,
        bytes([TAGGED_0]) + parts.attributes[1:],
        parts.kind.with_ecdsa if parts.on_curve else _RSA,
        der(OCTETS, parts.signature),
    )
    signed = der(
        SEQUENCE,
        VERSION_3,
        der(SET, parts.kind.name),
        der(SEQUENCE, _STATEMENT, der(TAGGED_0, der(OCTETS, parts.statement))),
        der(TAGGED_0, parts.certificate),
        der(SET, signer),
    )
    return der(SEQUENCE, SIGNED_DATA, der(TAGGED_0, signed))


def _parts(encoded: bytes) -> _Parts:
    """Take a token of our form apart."""
    _, signed = children(encoded)
    _, _, said, certificates, signers = children(children(signed)[0])
    _, _, name, attributes, how, signature = children(children(signers)[0])
    statement = content(children(children(said)[1])[0])
    kind = next((each for each in _KINDS if each.name == name), _KINDS[0])
    said_of = bytes([SET]) + attributes[1:]
    return _Parts(children(certificates)[0], statement, said_of, content(signature), kind, how != _RSA)


def _judged(parts: _Parts, digest: bytes) -> Time:
    """Follow what binds what: the attributes name the certificate, whose key signed them, and the statement.

    A certificate is not read before it was named: what nobody vouches for is no food for a parser.
    """
    try:
        _demand_bound(parts)
        certificate = x509.load_der_x509_certificate(parts.certificate)
        _demand_signed(parts, certificate)
        statement = tsp.TSTInfo.load(parts.statement, strict=True)
        imprint = statement["message_imprint"]
        said = imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native
        at = statement["gen_time"].native
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except MismatchError:
        raise
    except (*_DAMAGED, x509.ExtensionNotFound) as error:
        raise MismatchError("The timestamp or its certificate is damaged.") from error
    if said != ("sha256", digest) or list(usage) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise MismatchError("The timestamp does not belong to these bytes.")
    return Time(at, certificate)


def _demand_signed(parts: _Parts, certificate: x509.Certificate) -> None:
    public, hash_ = certificate.public_key(), parts.kind.hash
    one_of_two = parts.signature == _canonical(parts.signature, certificate)
    try:
        if isinstance(public, ec.EllipticCurvePublicKey) and parts.on_curve and one_of_two:
            public.verify(parts.signature, parts.attributes, ec.ECDSA(hash_))
        elif isinstance(public, rsa.RSAPublicKey) and not parts.on_curve:
            public.verify(parts.signature, parts.attributes, padding.PKCS1v15(), hash_)
        else:
            raise MismatchError("The timestamp is of a kind that this program does not know.")
    except InvalidSignature as error:
        raise MismatchError("The timestamp was not made with the key of its certificate.") from error


def _demand_bound(parts: _Parts) -> None:
    """Require the signed attributes to name the statement and the certificate."""
    said = {each["type"].native: each["values"] for each in _attributes(parts.attributes)}
    if (
        said["content_type"].native != ["tst_info"]
        or said["message_digest"].native != [new(parts.kind.hash.name, parts.statement).digest()]
        or not _names(parts.attributes, parts.certificate)
    ):
        raise MismatchError("The timestamp does not belong to its certificate.")


def _names(attributes: bytes, certificate: bytes) -> bool:
    """Whether signed attributes name a certificate by its hash."""
    for each in _attributes(attributes):
        kind = each["type"].native
        if kind not in {"signing_certificate", "signing_certificate_v2"}:
            continue
        first = each["values"][0]["certs"][0]
        if kind == "signing_certificate":
            made = sha1(
                certificate, usedforsecurity=False
            ).digest()  # what RFC 2634 has, for what nobody can forge
        else:
            made = new(first["hash_algorithm"]["algorithm"].native, certificate).digest()
        return bool(first["cert_hash"].native == made)
    return False


def _attributes(encoded: bytes) -> cms.CMSAttributes:
    return cms.CMSAttributes.load(encoded, strict=True)
