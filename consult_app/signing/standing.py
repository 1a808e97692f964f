"""Whether those who issued the certificate of a seal have withdrawn it, by their own word (OCSP)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from itertools import pairwise

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from consult_app.domain.proof import TIME_FIELDS
from consult_app.signing import chains

Ask = Callable[[str, bytes], bytes]


def paths_of_seals(pdf: bytes) -> tuple[tuple[x509.Certificate, ...], ...]:
    """Give the certificate of each seal in a file, with those above it as far as they go along.

    Nothing for what is no such file: whoever puts something into it refuses it.
    """
    try:
        signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
    except (PdfError, ValueError, LookupError):
        return ()
    seals = (each for each in signatures if each.field_name not in TIME_FIELDS)
    found = (
        tuple(
            x509.load_der_x509_certificate(each.dump())
            for each in (seal.signer_cert, *seal.other_embedded_certs)
        )
        for seal in seals
    )
    return tuple(chains.path(first, others) for first, *others in found)


def answers_about(path: tuple[x509.Certificate, ...], ask: Ask) -> frozenset[bytes]:
    """Ask those who issued each certificate of a path, where it says where."""
    answers = set()
    for certificate, issuer in pairwise(path):
        for address in _addresses(certificate):
            # Most of those who answer know certificates by this hash only; nothing is protected by it.
            asked = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA1())  # noqa: S303
            content = ask(address, asked.build().public_bytes(Encoding.DER))
            if content and _speaks_of(content, certificate, issuer):
                answers.add(content)
                break
    return frozenset(answers)


def _addresses(certificate: x509.Certificate) -> Iterable[str]:
    try:
        described = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    except (x509.ExtensionNotFound, ValueError):
        return ()
    return tuple(
        str(each.access_location.value)
        for each in described
        if each.access_method == AuthorityInformationAccessOID.OCSP
        and isinstance(each.access_location, x509.UniformResourceIdentifier)
    )


def _speaks_of(content: bytes, certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether an answer is about a certificate, by its issuer or by whom the issuer lets answer."""
    try:
        answer = ocsp.load_der_ocsp_response(content)
        if answer.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            return False
        let = (each for each in answer.certificates if _may_answer(each, issuer))
        signers = (issuer, *let)
        return answer.serial_number == certificate.serial_number and any(
            _signed(answer, each.public_key()) for each in signers
        )
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False


def _may_answer(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
        usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    return ExtendedKeyUsageOID.OCSP_SIGNING in usage


def _signed(answer: ocsp.OCSPResponse, public: object) -> bool:
    used = answer.signature_hash_algorithm
    if used is None:
        return False
    try:
        if isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(answer.signature, answer.tbs_response_bytes, ec.ECDSA(used))
        elif isinstance(public, rsa.RSAPublicKey):
            public.verify(answer.signature, answer.tbs_response_bytes, padding.PKCS1v15(), used)
        else:
            return False
    except InvalidSignature:
        return False
    return True
