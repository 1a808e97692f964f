"""A withdrawal: put into the place kept for it, with every earlier signature still valid for everybody."""

import shutil
import subprocess
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel

from consult_app.assets import resource
from consult_app.domain.document import PaperSize, Sheet
from consult_app.domain.proof import Verdict
from consult_app.errors import RenderError, SigningError
from consult_app.pdf import render
from consult_app.pdf.copies import mark_copy
from consult_app.pdf.stamp import stamp
from consult_app.signing.seal import seal, withdraw
from consult_app.signing.verify import verify
from consult_app.workflow.demo import scribble
from tests.helpers.pdf_faults import faults
from tests.helpers.random_consultations import DECIDED, dice, documents, pack, some_draft
from tests.helpers.sealed_files import AT, MEANING, key, plain_pdf, sealed_pdf

FONTS = resource("fonts")
LATER = AT + timedelta(days=2)
SAID = ("on 24 Nov 2026, 14:30 (UTC+01:00), by Ada Sample", "Taken down by Dr Amélie Šimůnek")
SEVERAL = "PDFA3A-SIGNATURE-BYTERANGE-001"
"""What the validator misreads in every file with more than one signature."""


def sealed_consent(paper: PaperSize = PaperSize.A4, *, large: bool = False) -> bytes:
    return _sealed(Sheet(paper, large=large))


@cache
def _sealed(sheet: Sheet) -> bytes:
    treatment = pack("mesotherapy")
    draft = some_draft(dice("withdrawn"), treatment)
    document = documents(treatment, draft, sheet)["consent"]
    return seal(render(document, treatment.labels, fonts=FONTS), key(), meaning=MEANING, at=AT)


def withdrawn(paper: PaperSize = PaperSize.A4, *, large: bool = False) -> bytes:
    return _withdrawn(Sheet(paper, large=large))


@cache
def _withdrawn(sheet: Sheet) -> bytes:
    pdf = _sealed(sheet)
    shown = stamp(pdf, "Withdrawn", SAID, scribble("Ada"), fonts=FONTS)
    return withdraw(pdf, key("Dr. Amélie Later"), stamp=shown, meaning="Withdrawal of consent", at=LATER)


def test_nothing_that_was_there_is_touched() -> None:
    assert withdrawn().startswith(sealed_consent())


@pytest.mark.parametrize(("paper", "large"), [(PaperSize.A4, False), (PaperSize.LETTER, True)])
def test_every_signature_stays_valid_and_the_file_archivable(paper: PaperSize, large: bool) -> None:  # noqa: FBT001
    proof = verify(withdrawn(paper, large=large), frozenset({key().fingerprint}))
    assert proof.verdict is Verdict.INTACT
    assert [(each.field, each.signer, each.known) for each in proof.signatures] == [
        ("Sig_Seal", "Dr. Ada Sample", True),
        ("Sig_Withdrawal", "Dr. Amélie Later", False),
    ]
    assert [each.length for each in proof.signatures] == [
        len(sealed_consent(paper, large=large)),
        len(withdrawn(paper, large=large)),
    ]
    assert proof.withdrawal is proof.signatures[1]
    assert [each for each in faults(withdrawn(paper, large=large)) if SEVERAL not in each] == []


def test_a_sealed_consent_with_its_empty_place_is_archivable_and_not_withdrawn() -> None:
    assert faults(sealed_consent()) == []
    assert verify(sealed_consent()).withdrawal is None


def test_the_difference_is_a_filled_field_for_pyhanko() -> None:
    first, _ = PdfFileReader(BytesIO(withdrawn())).embedded_signatures
    first.compute_integrity_info()  # type: ignore[no-untyped-call]
    found = first.summarise_integrity_info()
    assert found["docmdp_ok"]
    assert found["diff_result"].modification_level is ModificationLevel.FORM_FILLING
    assert found["diff_result"].changed_form_fields == {"Sig_Withdrawal"}


def test_other_programs_find_both_signatures_valid(tmp_path: Path) -> None:
    (tmp_path / "withdrawn.pdf").write_bytes(withdrawn())
    said = _run("pdfsig", "-nocert", str(tmp_path / "withdrawn.pdf"))
    assert said.count("Signature is Valid.") == 2
    if shutil.which("mutool"):
        said = _run("mutool", "sign", "-v", str(tmp_path / "withdrawn.pdf"))
        assert "The document is unchanged since signing." in said
        assert "The signature is valid but there have been edits since signing." in said
    _run("qpdf", "--check", str(tmp_path / "withdrawn.pdf"))


def test_the_stamp_is_drawn_on_screen_and_on_a_copy_for_paper() -> None:
    page = _place(sealed_consent())
    copy = mark_copy(withdrawn(), "Copy", fonts=FONTS)
    without = _reds(sealed_consent(), page)
    assert _reds(withdrawn(), page) > without + 1000
    assert _reds(copy, page) > without + 1000


def test_it_is_withdrawn_once() -> None:
    with pytest.raises(SigningError) as caught:
        withdraw(withdrawn(), key(), stamp=plain_pdf(), meaning=MEANING, at=LATER)
    assert caught.value.code == "withdrawal-no-place"


@pytest.mark.parametrize(
    ("pdf", "code"),
    [
        (sealed_pdf(), "withdrawal-no-place"),
        (plain_pdf(), "withdrawal-no-place"),
        (b"", "withdrawal-refused"),
    ],
)
def test_what_has_no_place_for_it_is_not_withdrawn(pdf: bytes, code: str) -> None:
    with pytest.raises(SigningError) as caught:
        withdraw(pdf, key(), stamp=plain_pdf(), meaning=MEANING, at=LATER)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("pdf", "said", "code"),
    [
        (sealed_pdf(), SAID, "no-place"),
        (b"no pdf", SAID, "no-place"),
        (sealed_consent(), ("\U000f0000",), "glyph-missing"),
        (sealed_consent(), ("word " * 500,), "signature-too-long"),
    ],
)
def test_a_stamp_that_cannot_be_read_is_not_made(pdf: bytes, said: tuple[str, ...], code: str) -> None:
    with pytest.raises(RenderError) as caught:
        stamp(pdf, "Withdrawn", said, fonts=FONTS)
    assert caught.value.code == code


@pytest.mark.parametrize("kind", DECIDED)
def test_a_refusal_has_no_place_to_withdraw_and_a_consent_has_it_on_one_page(kind: str) -> None:
    treatment = pack("mesotherapy")
    draft = some_draft(dice("refused"), treatment, DECIDED[kind])
    document = documents(treatment, draft)[kind]
    assert "Sig_Withdrawal" not in _fields(render(document, treatment.labels, fonts=FONTS))
    assert _fields(sealed_consent()) == ["Sig_Withdrawal", "Sig_Seal", "TS_Archive", "TS_Withdrawal"]


def _fields(pdf: bytes) -> list[str]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [str(each.T) for each in opened.Root.AcroForm.Fields]


def _place(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        (field,) = (each for each in opened.Root.AcroForm.Fields if str(each.T) == "Sig_Withdrawal")
        return next(index for index, page in enumerate(opened.pages) if page.obj == field.P)


def _reds(pdf: bytes, page: int) -> int:
    """Count what is as red as the edge and ground of the stamp."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    picture = document[page].render(scale=0.5, may_draw_forms=True).to_pil().convert("RGB")
    return sum(
        red - max(green, blue) > 8 and blue - green < 8 for red, green, blue in picture.get_flattened_data()
    )


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
