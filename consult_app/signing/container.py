"""The one form of signature container (CMS SignedData, PAdES B-B) that this program writes, byte for byte.

All of it follows from three values: certificates, digest of the document, signature. Reading therefore is:
take certificates and signature out, write the container again, compare. Nothing that differs from what this
program writes, be it a version number, an encoding or the padding, passes as the same. The DER is put
together here because a general ASN.1 library is lenient where this must be exact (and takes 30 ms for it).
"""

from hashlib import sha256

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509 import Certificate, InvalidVersion, load_der_x509_certificate

from consult_app.signing.der import (
    ECDSA_WITH_SHA256,
    OCTETS,
    RSA_WITH_SHA256,
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

PROGRAM = "Consult"  # names us in a signature's build properties
_RSA_BITS = 2048

Chain = tuple[bytes, ...]
"""Certificates as DER: the signer's first, then those that issued the one before, as far as they go along."""


class MismatchError(ValueError):
    """A container that isn't ours or doesn't belong to the digest; the message says so in plain words."""


def attributes(chain: Chain, digest: bytes) -> bytes:
    """DER of the SET that the key signs: kind of content, its digest, hashes of the certificates."""
    return der(
        SET,
        *sorted(  # DER's order of a set
            (
                der(SEQUENCE, _CONTENT_TYPE, der(SET, _DATA)),
                der(SEQUENCE, _MESSAGE_DIGEST, der(SET, der(OCTETS, digest))),
                der(
                    SEQUENCE,
                    _SIGNING_CERTIFICATE_V2,
                    der(SET, der(SEQUENCE, der(SEQUENCE, *map(_identifier, chain)))),
                ),
            )
        ),
    )


def _identifier(certificate: bytes) -> bytes:
    serial, issuer = _serial_and_issuer(certificate)
    return der(
        SEQUENCE,
        der(OCTETS, sha256(certificate).digest()),
        der(SEQUENCE, der(SEQUENCE, der(TAGGED_4, issuer)), serial),
    )


def write(chain: Chain, digest: bytes, signature: bytes, algorithm: bytes = ECDSA_WITH_SHA256) -> bytes:
    """DER of the container for a signature of that algorithm, made over `attributes(chain, digest)`."""
    serial, issuer = _serial_and_issuer(chain[0])
    signer = der(
        SEQUENCE,
        VERSION_1,
        der(SEQUENCE, issuer, serial),
        SHA256,
        bytes([TAGGED_0]) + attributes(chain, digest)[1:],
        algorithm,
        der(OCTETS, signature),
    )
    signed = der(
        SEQUENCE,
        VERSION_1,
        der(SET, SHA256),
        der(SEQUENCE, _DATA),
        der(TAGGED_0, *sorted(chain)),
        der(SET, signer),
    )
    return der(SEQUENCE, SIGNED_DATA, der(TAGGED_0, signed))


def room(chain: Chain, longest: int, algorithm: bytes = ECDSA_WITH_SHA256) -> int:
    """Hex digits to keep free for a signature of up to `longest` bytes; what is left over becomes 0."""
    return 2 * len(write(chain, bytes(32), bytes(longest), algorithm))


def read(entry: bytes, digest: bytes) -> Certificate:
    """Check a /Contents entry, with its angle brackets and padding, against `digest`; return who signed.

    How long the entry is, the signed bytes say: all that is left over has to be 0.
    """
    try:
        encoded = bytes.fromhex(entry[1:-1].decode("ascii"))
        chain, algorithm, signature = _parts(encoded)
        expected = write(chain, digest, signature, algorithm).hex().upper().ljust(len(entry) - 2, "0")
    except (ValueError, IndexError, StopIteration) as error:
        raise MismatchError("The signature is damaged.") from error
    if entry != f"<{expected}>".encode():
        raise MismatchError("The signature does not belong to these bytes.")
    return _signed_by(chain[0], attributes(chain, digest), signature, algorithm)


def _signed_by(encoded: bytes, said: bytes, signature: bytes, algorithm: bytes) -> Certificate:
    try:
        certificate = load_der_x509_certificate(encoded)
        _demand_signed(certificate.public_key(), said, signature, algorithm)
    except MismatchError:
        raise
    except (ValueError, UnsupportedAlgorithm, InvalidVersion) as error:
        raise MismatchError("The certificate or the signature is damaged.") from error
    except InvalidSignature as error:
        raise MismatchError("The signature was not made with the key of its certificate.") from error
    return certificate


def _demand_signed(public: object, said: bytes, signature: bytes, algorithm: bytes) -> None:
    if isinstance(public, ec.EllipticCurvePublicKey):
        fits = algorithm == ECDSA_WITH_SHA256 and _is_smaller(signature, public.curve)
    else:
        fits = algorithm == RSA_WITH_SHA256 and isinstance(public, rsa.RSAPublicKey)
    if not fits:
        raise MismatchError("The signature is of another kind than this program makes.")
    if isinstance(public, ec.EllipticCurvePublicKey):
        public.verify(signature, said, ec.ECDSA(hashes.SHA256()))
    elif isinstance(public, rsa.RSAPublicKey) and public.key_size >= _RSA_BITS:
        public.verify(signature, said, padding.PKCS1v15(), hashes.SHA256())
    else:
        raise MismatchError("The key of the signature is shorter than this program takes.")


def _is_smaller(signature: bytes, curve: ec.EllipticCurve) -> bool:
    """Whether it is that of two equally valid signatures which has the smaller s."""
    _, s = decode_dss_signature(signature)
    return s <= curve.group_order // 2


def _parts(encoded: bytes) -> tuple[Chain, bytes, bytes]:
    """Give certificates, the signer's first; algorithm; signature."""
    _, signed = children(encoded)
    _, _, _, certificates, signers = children(children(signed)[0])
    _, named, _, _, algorithm, signature = children(children(signers)[0])
    chain = children(certificates)
    mine = next(each for each in chain if _serial_and_issuer(each)[::-1] == tuple(children(named)))
    return _in_order(mine, chain), algorithm, content(signature)


def _in_order(mine: bytes, chain: list[bytes]) -> Chain:
    """Put certificates in the order in which each was issued by the next."""
    found = [mine]
    while len(found) < len(chain):
        _, issuer = _serial_and_issuer(found[-1])
        found.append(next(each for each in chain if _subject(each) == issuer and each not in found))
    return tuple(found)


def _serial_and_issuer(certificate: bytes) -> tuple[bytes, bytes]:
    _, serial, _, issuer, *_ = children(children(certificate)[0])
    return serial, issuer


def _subject(certificate: bytes) -> bytes:
    return children(children(certificate)[0])[5]


_DATA = oid("2a864886f70d010701")
_CONTENT_TYPE = oid("2a864886f70d010903")
_MESSAGE_DIGEST = oid("2a864886f70d010904")
_SIGNING_CERTIFICATE_V2 = oid("2a864886f70d010910022f")
