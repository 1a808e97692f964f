"""How somebody wrote, encrypted to a certificate of the practice (CMS, RFC 5652) and opened with its key."""

from collections.abc import Callable
from zlib import adler32

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7EnvelopeBuilder, PKCS7Options

from consult_app.domain.recipient import Recipient
from consult_app.errors import RecordError, SigningError

_LEAST_BITS = 2048
_CARRIAGE_RETURN = 0x0D
_BEGINS = b"<?xml"


def recipient(content: bytes) -> Recipient:
    """Read a certificate, PEM or DER; SigningError where it is none, or nothing can be encrypted to it."""
    load = x509.load_pem_x509_certificate if b"-----BEGIN" in content else x509.load_der_x509_certificate
    try:
        certificate = load(content)
        _demand_fit(certificate)
        subject = ", ".join(each.rfc4514_string() for each in certificate.subject.rdns)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise SigningError(
            "certificate-unreadable",
            "The file holds no certificate that can be read.",
            "Choose a certificate (X.509), as PEM or DER.",
        ) from None
    pem = certificate.public_bytes(Encoding.PEM).decode()
    return Recipient(pem, subject, certificate.fingerprint(hashes.SHA256()).hex())


def _demand_fit(certificate: x509.Certificate) -> None:
    key = certificate.public_key()
    if not isinstance(key, RSAPublicKey) or key.key_size < _LEAST_BITS or not _encrypts(certificate):
        raise SigningError(
            "certificate-unfit",
            "Nothing can be encrypted to this certificate.",
            f"Choose one for encryption, with an RSA key of {_LEAST_BITS} bits or more.",
        )


def _encrypts(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value.key_encipherment
    except x509.ExtensionNotFound:
        return True


def lock(content: bytes, certificate: str) -> bytes:
    """Encrypt with AES-256 to a certificate (PEM); no two results are alike. SigningError."""
    loaded = x509.load_pem_x509_certificate(recipient(certificate.encode()).certificate.encode())
    builder = PKCS7EnvelopeBuilder().set_data(content).add_recipient(loaded)
    builder = builder.set_content_encryption_algorithm(AES256)
    while True:
        locked = builder.encrypt(Encoding.DER, [PKCS7Options.Binary])
        # Compressed in a PDF, its sum stands last, and must be no line's end: some validators would miss it.
        if adler32(locked) & 0xFF != _CARRIAGE_RETURN:
            return locked


def unlock(locked: bytes, key: bytes, passphrase: Callable[[], str]) -> str:
    """Decrypt with a private key (PEM); the passphrase is asked for where that is encrypted itself.

    RecordError where the content is damaged, or the key cannot be read or does not open it.
    """
    private = _private(key, passphrase)
    try:
        enveloped = cms.ContentInfo.load(locked, strict=True)["content"]
        inner = enveloped["encrypted_content_info"]
        iv, encrypted = inner["content_encryption_algorithm"].encryption_iv, inner["encrypted_content"].native
        keys = [each.chosen["encrypted_key"].native for each in enveloped["recipient_infos"]]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise _damaged() from None
    for each in keys:
        content = _decrypted(private, each, iv, encrypted)
        if content.startswith(_BEGINS):
            return _text(content)
    raise RecordError("ink-key-wrong", "This key does not open the handwriting in this file.")


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise _damaged() from None


def _damaged() -> RecordError:
    return RecordError("ink-damaged", "The encrypted handwriting in this file is damaged.")


def _decrypted(private: RSAPrivateKey, key: bytes, iv: bytes, encrypted: bytes) -> bytes:
    """Decrypt, or give nothing: with another key even what looks like success is noise."""
    try:
        decryptor = Cipher(AES256(private.decrypt(key, PKCS1v15())), CBC(iv)).decryptor()
        padded = decryptor.update(encrypted) + decryptor.finalize()
        unpadder = PKCS7(AES256.block_size).unpadder()
        return unpadder.update(padded) + unpadder.finalize()
    except (ValueError, TypeError):
        return b""


def _private(key: bytes, passphrase: Callable[[], str]) -> RSAPrivateKey:
    try:
        try:
            private = load_pem_private_key(key, None)
        except TypeError:  # it is encrypted
            private = load_pem_private_key(key, passphrase().encode() or b"\0")
    except (ValueError, UnsupportedAlgorithm):
        raise RecordError(
            "ink-key-unreadable", "The key cannot be read.", "Check the file (PEM) and its passphrase."
        ) from None
    if not isinstance(private, RSAPrivateKey):
        raise RecordError("ink-key-wrong", "This key does not open the handwriting in this file.")
    return private
