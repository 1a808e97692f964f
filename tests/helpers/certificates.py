"""Certificates as a practice might have them, and what is no such thing."""

from __future__ import annotations

from datetime import UTC, datetime
from ipaddress import ip_address

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2046, 1, 1, tzinfo=UTC)


def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    """Make a key."""
    return rsa.generate_private_key(65537, bits)


def certificate(
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
    *,
    encrypts: bool | None = None,
    form: Encoding = Encoding.PEM,
) -> bytes:
    """Let a key certify itself; `encrypts` is what the certificate says it is for, if it says so."""
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Skin Practice"),
            x509.NameAttribute(NameOID.COMMON_NAME, "Handwriting"),
        ]
    )
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(7).not_valid_before(SINCE).not_valid_after(UNTIL)
    if encrypts is not None:
        uses = dict.fromkeys(
            ("content_commitment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"), False
        )
        uses |= {"encipher_only": False, "decipher_only": False}
        usage = x509.KeyUsage(digital_signature=not encrypts, key_encipherment=encrypts, **uses)
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(key, hashes.SHA256()).public_bytes(form)


def private(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, passphrase: str = "") -> bytes:
    """Write a private key as PEM, encrypted if there is a passphrase."""
    locked = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)


CLINIC = """\
-----BEGIN CERTIFICATE-----
MIIC1TCCAb2gAwIBAgIBBzANBgkqhkiG9w0BAQsFADAuMRYwFAYDVQQKDA1Ta2lu
IFByYWN0aWNlMRQwEgYDVQQDDAtIYW5kd3JpdGluZzAeFw0yNjAxMDEwMDAwMDBa
Fw00NjAxMDEwMDAwMDBaMC4xFjAUBgNVBAoMDVNraW4gUHJhY3RpY2UxFDASBgNV
BAMMC0hhbmR3cml0aW5nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA
qW0oyv2dGP+S01JwWJLYqkMZJnQ8c0Ylz5kq4EmmLKxX/+zCBhngAaRAWlgTsj6I
JlsfWWy2h8hp/7fIesUndZz1e5UGkUbsq3gvccpppYiJdwH52P9NzxZzi8lLdDE5
svPBCJ7oRlAH0+z72GZxI7hN08g2JnfSzKpVK+cVYY0bGrMLTf+PC3B1OULiNhQU
h+O7ZQ09Siiln88Mk1+J7rCf7VPA7RfmsmStkVG2XtOroZLjiVrJFop4y//4jCrr
pSBCQr+oWXAH9RQnFz9wGyByI0Tb+0RfpI4FXd4GE1u99/quAjPwgkup6R13Xe7F
bx3NzYIUpH9coYYbe7g9GwIDAQABMA0GCSqGSIb3DQEBCwUAA4IBAQCOGbIbDzgg
bQNRY87ybBs6Gi43FwOdmh1/9uzYUbR5mCZb8H7JXDXMnMj1SYtmpaXdZp913Dbw
WCoWK3VExAhIKn+1YAgTQrebyq8FHSDKLiwjBFTQpVnTpcUsVlFWaNOv2D+rfmBa
6MX57jxeEyRerseekEOeN/ZXs/DG2ibsTFSyRLsiOD2MaXeGqsStqSVkEr8NR1BG
fky8KOGY33MFsBLA3KvkhzsaSyK2+S+4dywpNDetgvQ9VnFx3CNKsHcPZJY5hlaT
9tpSJbNHDVMqgs/EndqjYNJD8w0fgjyKbRBu/RtrmWL7VgIT1CaWCfTlXKEl/XBs
Rtz42PDM+x9B
-----END CERTIFICATE-----
"""
"""Always the same one; its private key was thrown away."""


def server_certificate(address: str) -> tuple[bytes, bytes]:
    """Make a key and a certificate of its own for the server at an IP address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "cellar")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(9).not_valid_before(SINCE).not_valid_after(UNTIL)
    there = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
    made = builder.add_extension(there, critical=False).sign(key, hashes.SHA256())
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return secret, made.public_bytes(Encoding.PEM)
