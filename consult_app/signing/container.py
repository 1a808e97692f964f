"""The one form of signature container (CMS SignedData, PAdES B-B) that this program writes, byte for byte.

All of it follows from three values: certificate, digest of the document, signature. Reading therefore is:
take certificate and signature out, write the container again, compare. Nothing that differs from what this
program writes, be it a version number, an encoding or the padding, passes as the same. The DER is put
together here because a general ASN.1 library is lenient where this must be exact (and takes 30 ms for it).
"""

from hashlib import sha256

from asn1crypto import parser
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509 import Certificate, load_der_x509_certificate

from consult_app.signing.keys import GROUP_ORDER

PROGRAM = "Consult"  # names us in a signature's build properties
_LONGEST_SIGNATURE = 72  # bytes of DER for two numbers of 256 bits

_INTEGER, _OCTETS, _OID, _SEQUENCE, _SET = 0x02, 0x04, 0x06, 0x30, 0x31
_TAGGED_0, _TAGGED_4 = 0xA0, 0xA4
_LONG_FORM = 0x80  # marks the number of bytes in which a length of 128 or more is written


class MismatchError(ValueError):
    """A container that isn't ours or doesn't belong to the digest; the message says so in plain words."""


def attributes(certificate: bytes, digest: bytes) -> bytes:
    """DER of the SET that the key signs: kind of content, digest of the content, hash of the certificate."""
    serial, issuer = _serial_and_issuer(certificate)
    identifier = _der(
        _SEQUENCE,
        _der(_OCTETS, sha256(certificate).digest()),
        _der(_SEQUENCE, _der(_SEQUENCE, _der(_TAGGED_4, issuer)), serial),
    )
    return _der(
        _SET,
        *sorted(  # DER's order of a set
            (
                _der(_SEQUENCE, _CONTENT_TYPE, _der(_SET, _DATA)),
                _der(_SEQUENCE, _MESSAGE_DIGEST, _der(_SET, _der(_OCTETS, digest))),
                _der(
                    _SEQUENCE,
                    _SIGNING_CERTIFICATE_V2,
                    _der(_SET, _der(_SEQUENCE, _der(_SEQUENCE, identifier))),
                ),
            )
        ),
    )


def write(certificate: bytes, digest: bytes, signature: bytes) -> bytes:
    """DER of the container for an ECDSA P-256 signature made over `attributes(certificate, digest)`."""
    serial, issuer = _serial_and_issuer(certificate)
    signer = _der(
        _SEQUENCE,
        _VERSION_1,
        _der(_SEQUENCE, issuer, serial),
        _der(_SEQUENCE, _SHA256),
        bytes([_TAGGED_0]) + attributes(certificate, digest)[1:],
        _der(_SEQUENCE, _ECDSA_WITH_SHA256),
        _der(_OCTETS, signature),
    )
    signed = _der(
        _SEQUENCE,
        _VERSION_1,
        _der(_SET, _der(_SEQUENCE, _SHA256)),
        _der(_SEQUENCE, _DATA),
        _der(_TAGGED_0, certificate),
        _der(_SET, signer),
    )
    return _der(_SEQUENCE, _SIGNED_DATA, _der(_TAGGED_0, signed))


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


def _signed_by(encoded: bytes, content: bytes, signature: bytes) -> Certificate:
    try:
        certificate = load_der_x509_certificate(encoded)
        public = certificate.public_key()
        _, s = decode_dss_signature(signature)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise MismatchError("The certificate or the signature is damaged.") from error
    if not (isinstance(public, ec.EllipticCurvePublicKey) and isinstance(public.curve, ec.SECP256R1)):
        raise MismatchError("The signature is of another kind than this program makes.")
    if s > GROUP_ORDER // 2:
        raise MismatchError("The signature is of another kind than this program makes.")
    try:
        public.verify(signature, content, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise MismatchError("The signature was not made with the key of its certificate.") from error
    return certificate


def _parts(encoded: bytes) -> tuple[bytes, bytes]:
    _, content = _children(encoded)
    _, _, _, certificates, signers = _children(_children(content)[0])
    signature = _children(_children(signers)[0])[-1]
    return _children(certificates)[0], parser.parse(signature)[4]


def _serial_and_issuer(certificate: bytes) -> tuple[bytes, bytes]:
    _, serial, _, issuer, *_ = _children(_children(certificate)[0])
    return serial, issuer


def _children(encoded: bytes) -> list[bytes]:
    rest = parser.parse(encoded)[4]
    children = []
    while rest:
        length = parser.peek(rest)
        children.append(rest[:length])
        rest = rest[length:]
    return children


def _der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    if len(content) < _LONG_FORM:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8)
    return bytes([tag, _LONG_FORM | len(length)]) + length + content


_VERSION_1 = _der(_INTEGER, b"\x01")
_DATA = _der(_OID, bytes.fromhex("2a864886f70d010701"))
_SIGNED_DATA = _der(_OID, bytes.fromhex("2a864886f70d010702"))
_CONTENT_TYPE = _der(_OID, bytes.fromhex("2a864886f70d010903"))
_MESSAGE_DIGEST = _der(_OID, bytes.fromhex("2a864886f70d010904"))
_SIGNING_CERTIFICATE_V2 = _der(_OID, bytes.fromhex("2a864886f70d010910022f"))
_SHA256 = _der(_OID, bytes.fromhex("608648016503040201"))
_ECDSA_WITH_SHA256 = _der(_OID, bytes.fromhex("2a8648ce3d040302"))
