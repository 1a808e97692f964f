"""The one form of signature container (CMS SignedData, PAdES B-B) that this program writes, byte for byte.

All of it follows from three values: certificate, digest of the document, signature. Reading therefore is:
take certificate and signature out, write the container again, compare. Nothing that differs from what this
program writes, be it a version number, an encoding or the padding, passes as the same. The DER is put
together here because a general ASN.1 library is lenient where this must be exact (and takes 30 ms for it).
"""

from hashlib import sha256

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509 import Certificate, InvalidVersion, load_der_x509_certificate

from consult_app.signing.der import (
    ECDSA_WITH_SHA256,
    OCTETS,
    SEQUENCE,
    SET,
    SHA256,
    SIGNED_DATA,
    TAGGED_0,
    TAGGED_4,
    VERSION_1,
    children,
    content,
    der,
    oid,
)
from consult_app.signing.keys import GROUP_ORDER

PROGRAM = "Consult"  # names us in a signature's build properties
_LONGEST_SIGNATURE = 72  # bytes of DER for two numbers of 256 bits


class MismatchError(ValueError):
    """A container that isn't ours or doesn't belong to the digest; the message says so in plain words."""


def attributes(certificate: bytes, digest: bytes) -> bytes:
    """DER of the SET that the key signs: kind of content, digest of the content, hash of the certificate."""
    serial, issuer = _serial_and_issuer(certificate)
    identifier = der(
        SEQUENCE,
        der(OCTETS, sha256(certificate).digest()),
        der(SEQUENCE, der(SEQUENCE, der(TAGGED_4, issuer)), serial),
    )
    return der(
        SET,
        *sorted(  # DER's order of a set
            (
                der(SEQUENCE, _CONTENT_TYPE, der(SET, _DATA)),
                der(SEQUENCE, _MESSAGE_DIGEST, der(SET, der(OCTETS, digest))),
                der(
                    SEQUENCE,
                    _SIGNING_CERTIFICATE_V2,
                    der(SET, der(SEQUENCE, der(SEQUENCE, identifier))),
                ),
            )
        ),
    )


def write(certificate: bytes, digest: bytes, signature: bytes) -> bytes:
    """DER of the container for an ECDSA P-256 signature made over `attributes(certificate, digest)`."""
    serial, issuer = _serial_and_issuer(certificate)
    signer = der(
        SEQUENCE,
        VERSION_1,
        der(SEQUENCE, issuer, serial),
        SHA256,
        bytes([TAGGED_0]) + attributes(certificate, digest)[1:],
        ECDSA_WITH_SHA256,
        der(OCTETS, signature),
    )
    signed = der(
        SEQUENCE,
        VERSION_1,
        der(SET, SHA256),
        der(SEQUENCE, _DATA),
        der(TAGGED_0, certificate),
        der(SET, signer),
    )
    return der(SEQUENCE, SIGNED_DATA, der(TAGGED_0, signed))


def room(certificate: bytes) -> int:
    """Hex digits to keep free for any signature by this certificate; what is left over is filled with 0."""
    return 2 * len(write(certificate, bytes(32), bytes(_LONGEST_SIGNATURE)))


def read(entry: bytes, digest: bytes) -> Certificate:
    """Check a /Contents entry, with its angle brackets and padding, against `digest`; return who signed."""
    try:
        encoded = bytes.fromhex(entry[1:-1].decode("ascii"))
        certificate, signature = _parts(encoded)
        expected = write(certificate, digest, signature).hex().upper().ljust(room(certificate), "0")
    except (ValueError, IndexError) as error:
        raise MismatchError("The signature is damaged.") from error
    if entry != f"<{expected}>".encode():
        raise MismatchError("The signature does not belong to these bytes.")
    return _signed_by(certificate, attributes(certificate, digest), signature)


def _signed_by(encoded: bytes, said: bytes, signature: bytes) -> Certificate:
    try:
        certificate = load_der_x509_certificate(encoded)
        public = certificate.public_key()
        _, s = decode_dss_signature(signature)
    except (ValueError, UnsupportedAlgorithm, InvalidVersion) as error:
        raise MismatchError("The certificate or the signature is damaged.") from error
    if not (isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP256R1)):
        raise MismatchError("The signature is of another kind than this program makes.")
    if s > GROUP_ORDER // 2:
        raise MismatchError("The signature is of another kind than this program makes.")
    try:
        public.verify(signature, said, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise MismatchError("The signature was not made with the key of its certificate.") from error
    return certificate


def _parts(encoded: bytes) -> tuple[bytes, bytes]:
    _, signed = children(encoded)
    _, _, _, certificates, signers = children(children(signed)[0])
    signature = children(children(signers)[0])[-1]
    return children(certificates)[0], content(signature)


def _serial_and_issuer(certificate: bytes) -> tuple[bytes, bytes]:
    _, serial, _, issuer, *_ = children(children(certificate)[0])
    return serial, issuer


_DATA = oid("2a864886f70d010701")
_CONTENT_TYPE = oid("2a864886f70d010903")
_MESSAGE_DIGEST = oid("2a864886f70d010904")
_SIGNING_CERTIFICATE_V2 = oid("2a864886f70d010910022f")
