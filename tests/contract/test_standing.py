"""What those who issued a bought certificate say of it goes into the document with the timestamp."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore

from consult_app.domain.proof import Verdict
from consult_app.domain.time_server import TimeServer
from consult_app.signing import asking, bought, keys, standing
from consult_app.signing.archive_time import Clockwork
from consult_app.signing.seal import seal
from consult_app.signing.verify import verify
from tests.helpers.bought import WORD, Private, authority, mine, packed, private, root, saying
from tests.helpers.foreign import MISSING, asked_once
from tests.helpers.pdf_faults import faults
from tests.helpers.sealed_files import AT, MEANING, SECRET
from tests.helpers.time_authority import SEEN, SINCE, UNTIL, clock, serving
from tests.helpers.variants import sealed, unsealed

ABOVE, ISSUING, ROOT = authority()
ISSUER, _ = ABOVE
AnyKey = Private | ed25519.Ed25519PrivateKey
OTHER = rsa.generate_private_key(65537, 2048)


def helper(key: AnyKey, *, answers: bool = True, by: Private = ISSUING) -> x509.Certificate:
    builder = x509.CertificateBuilder().subject_name(x509.Name([])).issuer_name(ISSUER.subject)
    builder = builder.public_key(key.public_key()).serial_number(5)
    builder = builder.not_valid_before(SINCE).not_valid_after(UNTIL)
    if answers:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING])
        builder = builder.add_extension(usage, critical=False)
    return builder.sign(by, hashes.SHA256())


def stamped(certificate: x509.Certificate) -> bytes:
    content = packed(private("P-256"), certificate, ABOVE)
    key = keys.open_key(bought.take_over(content, WORD, SECRET, AT)[0], SECRET)
    pdf = seal(unsealed(1), key, meaning=MEANING, at=AT)
    return Clockwork(TimeServer("", clock().trusted), clock().stamp).stamp(pdf)[0]


def stored(pdf: bytes) -> DocumentSecurityStore:
    return DocumentSecurityStore.read_dss(PdfFileReader(BytesIO(pdf)))


def about(certificate: x509.Certificate, ask: Callable[[str, bytes], bytes]) -> frozenset[bytes]:
    return standing.answers_about((certificate, ISSUER), ask)


def test_the_issuers_word_is_in_the_document_and_can_be_checked_without_asking_again() -> None:
    asked: list[bytes] = []
    said: list[bytes] = []

    def answer(question: bytes) -> bytes:
        asked.append(question)
        said.append(saying(certificate))
        return said[-1]

    with serving(answer) as served:
        certificate = mine(served.address)
        pdf = stamped(certificate)
        once, kept = list(asked), list(said)
        told = asked_once(pdf, root(), SEEN, clock().trusted)
    assert [ocsp.load_der_ocsp_request(each).serial_number for each in once] == [certificate.serial_number]
    assert [each.get_object().data for each in stored(pdf).ocsps] == kept
    assert verify(pdf).verdict is Verdict.INTACT
    assert [each for each in faults(pdf) if "PDFA3A-SIGNATURE-BYTERANGE-001" not in each] == []
    # pdfsig asks the issuer itself, and trusts nobody's certificate whose issuer can't be reached.
    alone = asked_once(pdf, root(), SEEN, clock().trusted)
    assert [set(each.values()) - {MISSING} for each in (told, {**alone, "pdfsig": told["pdfsig"]})] == [
        {"valid ×1", "valid ×2"}
    ] * 2
    assert alone["pdfsig"] in {"0 of 1 valid", MISSING}


def test_without_an_address_or_an_answer_the_timestamp_is_made_all_the_same() -> None:
    assert stored(stamped(mine(""))).ocsps == []
    with serving(lambda _: b"nonsense") as served:
        certificate = mine(served.address)
        assert stored(stamped(certificate)).ocsps == []
    # Nobody is there any more.
    assert stored(stamped(certificate)).ocsps == []
    assert asking.ask_standing("ftp://nowhere", b"?") == b""
    # A key of our own names no such address: nothing is asked.
    (path,) = standing.paths_of_seals(sealed(1))
    assert standing.answers_about(path, lambda *_: pytest.fail("asked")) == frozenset()


def test_only_a_word_that_the_issuer_stands_behind_counts() -> None:
    certificate, other = mine("http://there"), mine("http://elsewhere")
    unsuccessful = ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER)
    odd = ed25519.Ed25519PrivateKey.generate()
    by_odd = x509.CertificateBuilder().subject_name(x509.Name([])).issuer_name(ISSUER.subject)
    by_odd = (
        by_odd.public_key(odd.public_key()).serial_number(6).not_valid_before(SINCE).not_valid_after(UNTIL)
    )
    by_odd = by_odd.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), critical=False)
    allowed = by_odd.sign(ISSUING, hashes.SHA256())
    ec_helper = ec.generate_private_key(ec.SECP256R1())
    good = saying(certificate)
    cases = {
        good: True,
        saying(certificate, good=False): True,
        saying(certificate, helper(OTHER), OTHER): True,
        saying(certificate, helper(ec_helper), ec_helper): True,
        # About another one, by nobody, by whom nobody let answer, by whom another let, in an odd way.
        saying(other): False,
        saying(certificate, ABOVE[1], ROOT): False,
        saying(certificate, helper(OTHER, answers=False), OTHER): False,
        saying(certificate, helper(OTHER, by=OTHER), OTHER): False,
        good[:-1] + bytes([good[-1] ^ 1]): False,
        saying(certificate, allowed, odd): False,
        unsuccessful.public_bytes(Encoding.DER): False,
        b"": False,
        b"no answer": False,
    }
    for content, counts in cases.items():
        assert bool(about(certificate, lambda *_, said=content: said)) is counts
