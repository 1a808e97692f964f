"""A certificate that a clinician bought: taken over from the file (PKCS#12) in which it was handed out."""

from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, pkcs12

from consult_app.domain.proof import KeyCertificate
from consult_app.errors import SigningError
from consult_app.signing import chains, keys, signer


def take_over(content: bytes, passphrase: str, secret: str, at: datetime) -> tuple[bytes, KeyCertificate]:
    """Give the key as this program keeps its own, under another secret, and what its certificate says.

    SigningError: `bought-unreadable`, `bought-secret-wrong`, `bought-unfit` (no key, another kind of key, or
    not for signing), `bought-ended`, `bought-not-yet`.
    """
    private, certificate, others = _opened(content, passphrase)
    if certificate is None or not keys.is_fit(private) or not signer.may_sign(certificate):
        raise _unfit()
    if _encoded(private.public_key()) != _encoded(certificate.public_key()):
        raise _unfit()
    if not chains.holds(certificate, at):
        code = "bought-ended" if at > certificate.not_valid_after_utc else "bought-not-yet"
        raise SigningError(code, "The certificate does not hold at this time.")
    found = chains.path(certificate, others)
    # Who is at the top issued itself: whoever trusts it has it.
    above = tuple(each for each in found[1:] if each.issuer != each.subject)
    return keys.stored(private, certificate, secret, above), certified(certificate)


def read_certified(stored: bytes, secret: str) -> KeyCertificate:
    """Say what the certificate of a key says that this program keeps."""
    return certified(x509.load_der_x509_certificate(keys.open_key(stored, secret).certificate))


def certified(certificate: x509.Certificate) -> KeyCertificate:
    """Say what a certificate says, to be shown."""
    issuers = certificate.issuer.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    own = certificate.issuer == certificate.subject
    return KeyCertificate(
        keys.common_name(certificate),
        chains.fingerprint(certificate),
        certificate.public_bytes(Encoding.DER),
        certificate.not_valid_after_utc,
        "" if own or not issuers else str(issuers[0].value),
    )


def _opened(
    content: bytes, passphrase: str
) -> tuple[object, x509.Certificate | None, list[x509.Certificate]]:
    try:
        keys.require_container(content)
    except SigningError:
        raise SigningError("bought-unreadable", "The file holds no key with its certificate.") from None
    try:
        return pkcs12.load_key_and_certificates(content, passphrase.encode())
    except UnsupportedAlgorithm:
        raise _unfit() from None
    except ValueError:
        raise SigningError("bought-secret-wrong", "The passphrase does not open the file.") from None


def _encoded(public: object) -> bytes:
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)  # type: ignore[attr-defined, no-any-return]


def _unfit() -> SigningError:
    return SigningError("bought-unfit", "This certificate can't be used for sealing.")
