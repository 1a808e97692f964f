"""Who issued a certificate, and whether that leads to one that is trusted."""

from collections.abc import Iterable
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes

from consult_app.errors import SigningError

_MOST = 8


def read(content: bytes) -> tuple[x509.Certificate, ...]:
    """Read one certificate as DER, or all in a PEM file; SigningError "certificate-unreadable"."""
    try:
        if b"-----BEGIN" in content:
            return tuple(x509.load_pem_x509_certificates(content))
        return (x509.load_der_x509_certificate(content),)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise SigningError(
            "certificate-unreadable",
            "The file holds no certificate that can be read.",
            "Choose a certificate (X.509), as PEM or DER.",
        ) from None


def path(first: x509.Certificate, others: Iterable[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """Follow from a certificate to those that issued it, as far as they are at hand."""
    found, rest = [first], list(dict.fromkeys(others))
    while len(found) < _MOST:
        issuer = next((each for each in rest if each not in found and _issued(each, found[-1])), None)
        if issuer is None:
            break
        found.append(issuer)
    return tuple(found)


def leads_to(found: tuple[x509.Certificate, ...], trusted: Iterable[x509.Certificate]) -> bool:
    """Whether a path meets a trusted certificate."""
    return bool(set(found) & set(trusted))


def fingerprint(certificate: x509.Certificate) -> str:
    """Give SHA-256 in hex, by which certificates are known."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def holds(certificate: x509.Certificate, at: datetime) -> bool:
    """Whether a certificate is valid at a time (aware)."""
    return certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc


def _issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
        return issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm, x509.ExtensionNotFound):
        return False
