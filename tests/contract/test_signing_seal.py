"""Sealing: what is appended, what stays, and what other programs say of it."""

import re
import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from consult_app.errors import SigningError
from consult_app.signing.seal import seal
from tests.helpers.sealed_files import AT, MADE, MEANING, PAGES, key, plain_pdf, sealed_pdf, tagged_pdf


def test_nothing_that_was_there_is_touched() -> None:
    assert sealed_pdf().startswith(plain_pdf())
    assert seal(tagged_pdf(), key(), meaning=MEANING, at=AT).startswith(tagged_pdf())


def test_the_signature_dictionary_says_who_when_where_and_why() -> None:
    with pikepdf.open(BytesIO(sealed_pdf())) as pdf:
        signature = pdf.Root.Perms.DocMDP
        assert str(signature.M) == "D:20261122143007+01'00'"
        assert str(signature.Name) == "Dr. Ada Sample"
        assert str(signature.Reason) == MEANING
        assert str(signature.Location) == "Łódź"
        assert signature.SubFilter == "/ETSI.CAdES.detached"
        assert signature.Reference[0].TransformParams.P == 2
        assert len(pdf.pages) == PAGES


@pytest.mark.parametrize("profile", ["pdf-a-3a", "pdf-ua-1"])
def test_an_archivable_document_stays_archivable(profile: str) -> None:
    assert not page.is_pdf_compliant_bytes(plain_pdf(), profile=profile)
    for document in (tagged_pdf(), seal(tagged_pdf(), key(), meaning=MEANING, at=AT)):
        report = page.validate_pdf_bytes(document, profile=profile)
        assert [failure.rule_id for failure in report.failures] == []


def test_the_field_that_waits_is_used() -> None:
    sealed = PdfFileReader(BytesIO(seal(tagged_pdf(), key(), meaning=MEANING, at=AT)))
    names = [str(field.get_object()["/T"]) for field in sealed.root["/AcroForm"]["/Fields"]]
    assert names == ["Sig_Seal", "Sig_Withdrawal"]
    assert [signature.field_name for signature in sealed.embedded_signatures] == ["Sig_Seal"]


def test_pdfsig_finds_the_signature_valid(tmp_path: Path) -> None:
    for document in (sealed_pdf(), seal(tagged_pdf(), key(), meaning=MEANING, at=AT)):
        (tmp_path / "sealed.pdf").write_bytes(document)
        said = _run("pdfsig", str(tmp_path / "sealed.pdf"))
        assert "Signature is Valid." in said
        assert "Total document signed" in said
        assert "ETSI.CAdES.detached" in said
        assert "Dr. Ada Sample" in said


def test_openssl_finds_the_container_valid(tmp_path: Path) -> None:
    found = re.search(rb"/Contents <([0-9A-F]+)>", sealed_pdf())
    assert found
    start, end = found.start(1) - 1, found.end(1) + 1
    (tmp_path / "container").write_bytes(bytes.fromhex(found[1].decode()))
    (tmp_path / "content").write_bytes(sealed_pdf()[:start] + sealed_pdf()[end:])
    signer = x509.load_der_x509_certificate(key().certificate)
    (tmp_path / "signer").write_bytes(signer.public_bytes(Encoding.PEM))
    command = "openssl cms -verify -cades -binary -inform DER -in container -content content -out same"
    trust = f"-CAfile signer -partial_chain -purpose any -attime {AT.timestamp():.0f}"
    subprocess.run([*command.split(), *trust.split()], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "same").read_bytes() == (tmp_path / "content").read_bytes()


def test_the_full_validation_of_pyhanko_passes(tmp_path: Path) -> None:
    (tmp_path / "signer.der").write_bytes(key().certificate)
    trusted = load_cert_from_pemder(str(tmp_path / "signer.der"))  # type: ignore[no-untyped-call]
    (signature,) = PdfFileReader(BytesIO(sealed_pdf())).embedded_signatures
    assert validate_pdf_signature(signature, ValidationContext(trust_roots=[trusted], moment=AT)).bottom_line


@pytest.mark.parametrize("content", [b"", b"no pdf", plain_pdf()[:700], plain_pdf()[300:]])
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(SigningError) as caught:
        seal(content, key(), meaning=MEANING, at=AT)
    assert caught.value.code == "seal-refused"


def test_a_sealed_document_is_not_sealed_again() -> None:
    with pytest.raises(SigningError) as caught:
        seal(sealed_pdf(), key(), meaning=MEANING, at=AT)
    assert caught.value.code == "seal-refused"


def test_an_encrypted_document_is_refused() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(plain_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(SigningError) as caught:
        seal(out.getvalue(), key(), meaning=MEANING, at=AT)
    assert caught.value.code == "seal-refused"


@pytest.mark.parametrize("at", [MADE - timedelta(seconds=1), datetime(2040, 1, 1, tzinfo=UTC)])
def test_a_key_does_not_sign_outside_its_time(at: datetime) -> None:
    with pytest.raises(SigningError) as caught:
        seal(plain_pdf(), key(), meaning=MEANING, at=at)
    assert caught.value.code == "key-not-valid"


def test_a_time_without_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="zone"):
        seal(plain_pdf(), key(), meaning=MEANING, at=AT.replace(tzinfo=None))


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
