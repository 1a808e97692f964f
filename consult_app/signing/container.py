"""The one form of signature container (CMS SignedData) that this program writes, byte for byte.

All of it follows from three values: certificate, digest of the document, signature. Reading therefore is: take
certificate and signature out, write the container again, compare. Nothing that differs from what this program
writes, be it a version number, an encoding or the padding, passes as the same.
"""

from hashlib import sha256

from asn1crypto import cms, core, tsp, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509 import load_der_x509_certificate

from consult_app.signing.keys import GROUP_ORDER

HEX_LENGTH = 8192  # room for two names of 64 characters, four bytes each, in all their places


class NotThisSignature(ValueError):
    """The container is not the one that belongs to the digest; the message says what is wrong in plain words."""


def attributes(certificate: bytes, digest: bytes) -> bytes:
    """DER of the signed attributes of PAdES B-B, as the SET that the key signs: content type, digest, certificate."""
    return bytes(_attributes(x509.Certificate.load(certificate), digest).dump())


def write(certificate: bytes, digest: bytes, signature: bytes) -> bytes:
    """DER of the container for a detached ECDSA P-256 signature made over `attributes(certificate, digest)`."""
    signer = x509.Certificate.load(certificate)
    sha_256 = cms.DigestAlgorithm({"algorithm": "sha256"})
    info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": {"issuer_and_serial_number": _issuer_and_serial(signer)},
            "digest_algorithm": sha_256,
            "signed_attrs": _attributes(signer, digest),
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": signature,
        }
    )
    content = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [sha_256],
            "encap_content_info": {"content_type": "data"},
            "certificates": [cms.CertificateChoices(name="certificate", value=signer)],
            "signer_infos": [info],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": content}).dump())


def read(entry: bytes, digest: bytes) -> bytes:
    """Check a /Contents entry, angle brackets and padding included, against `digest`; return the certificate (DER)."""
    certificate, signature = _parts(entry)
    expected = write(certificate, digest, signature).hex().upper().encode()
    if entry != b"<" + expected.ljust(HEX_LENGTH, b"0") + b">":
        raise NotThisSignature("the signature does not belong to these bytes")
    _require_signed(certificate, attributes(certificate, digest), signature)
    return certificate


def _parts(entry: bytes) -> tuple[bytes, bytes]:
    try:
        content = cms.ContentInfo.load(bytes.fromhex(entry[1:-1].decode("ascii")))["content"]
        certificate = content["certificates"][0].chosen
        signature = content["signer_infos"][0]["signature"].native
        return bytes(certificate.dump()), bytes(signature)
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise NotThisSignature("the signature is damaged or has a foreign form") from error


def _require_signed(certificate: bytes, content: bytes, signature: bytes) -> None:
    try:
        public = load_der_x509_certificate(certificate).public_key()
        _, s = decode_dss_signature(signature)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise NotThisSignature("the certificate or the signature is damaged") from error
    if not isinstance(public, ec.EllipticCurvePublicKey) or s > GROUP_ORDER // 2:
        raise NotThisSignature("the signature has a foreign form")
    try:
        public.verify(signature, content, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature as error:
        raise NotThisSignature("the signature is not by the key of the certificate") from error


def _attributes(signer: x509.Certificate, digest: bytes) -> cms.CMSAttributes:
    identifier = tsp.ESSCertIDv2(
        {
            "cert_hash": sha256(signer.dump()).digest(),
            "issuer_serial": {
                "issuer": [x509.GeneralName(name="directory_name", value=signer.issuer)],
                "serial_number": signer.serial_number,
            },
        }
    )
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [core.OctetString(digest)]}),
            cms.CMSAttribute(
                {"type": "signing_certificate_v2", "values": [tsp.SigningCertificateV2({"certs": [identifier]})]}
            ),
        ]
    )


def _issuer_and_serial(signer: x509.Certificate) -> cms.IssuerAndSerialNumber:
    return cms.IssuerAndSerialNumber({"issuer": signer.issuer, "serial_number": signer.serial_number})
