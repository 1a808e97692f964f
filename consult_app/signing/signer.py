"""What a seal needs of a key, wherever that lies; and what follows from its public half alone."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, TypeGuard

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from consult_app.signing.der import ECDSA_WITH_SHA256, RSA_WITH_SHA256

_CURVES = ("secp256r1", "secp384r1", "secp521r1")
_RSA_BITS = 2048
_LONG_FORM = 128

Public = ec.EllipticCurvePublicKey | rsa.RSAPublicKey


class Signer(Protocol):
    """An opened key: `name` is its certificate's common name, which holds from `since` to `until` (aware)."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def since(self) -> datetime: ...  # noqa: D102
    @property
    def until(self) -> datetime: ...  # noqa: D102

    @property
    def chain(self) -> tuple[bytes, ...]:
        """Give all certificates that go along with a signature."""

    @property
    def algorithm(self) -> bytes:
        """Name how it signs, as DER."""

    @property
    def longest(self) -> int:
        """Give the most bytes that a signature of it takes."""

    def sign(self, content: bytes) -> bytes:
        """Sign with SHA-256; of two equally valid signatures on a curve, that with the smaller s."""


def is_fit(public: object) -> TypeGuard[Public]:
    """Whether a key is of a kind that this program seals with."""
    if isinstance(public, rsa.RSAPublicKey):
        return public.key_size >= _RSA_BITS
    return isinstance(public, ec.EllipticCurvePublicKey) and public.curve.name in _CURVES


def may_sign(certificate: x509.Certificate) -> bool:
    """Whether a certificate says that its key is for signing, or says nothing of it."""
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.digital_signature or usage.content_commitment


def algorithm_of(public: Public) -> bytes:
    """Name how a key signs, as DER."""
    return RSA_WITH_SHA256 if isinstance(public, rsa.RSAPublicKey) else ECDSA_WITH_SHA256


def longest_of(public: Public) -> int:
    """Give the most bytes that a signature takes: two numbers of a key's size in DER, or one as it is."""
    bits = public.key_size
    return -(-bits // 8) if isinstance(public, rsa.RSAPublicKey) else longest_on_curve(bits)


def longest_on_curve(bits: int) -> int:
    """Give the most bytes that two numbers of so many bits take in DER."""
    number = bits // 8 + 3
    return 2 * number + (2 if 2 * number < _LONG_FORM else 3)


def smaller(signature: bytes, curve: ec.EllipticCurve) -> bytes:
    """Give of two equally valid signatures that with the smaller s."""
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, curve.group_order - s))
