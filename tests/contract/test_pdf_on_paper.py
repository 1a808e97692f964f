"""What was signed on paper stands behind the document, which itself stays as it was frozen."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from consult_app.assets import resource
from consult_app.domain.consultation import Signature, Way
from consult_app.domain.document import PaperSize, Sheet
from consult_app.domain.on_paper import in_place
from consult_app.errors import RecordError
from consult_app.pdf import render
from consult_app.pdf.embedded_pictures import scans_in
from consult_app.scanning import read
from tests.helpers.pdf_faults import faults
from tests.helpers.pdf_text import structure_text, tool
from tests.helpers.photographed import A4_MM, on_a_table, picture, sheet, sheets, to_sign
from tests.helpers.sample import sample
from tests.helpers.sample_documents import consent

FONTS = resource("fonts")
LABELS = sample().labels
SIGNED = datetime(2026, 11, 24, tzinfo=UTC)


@cache
def pages():
    """Every page as it came back, the second one put there by hand."""
    scans = [read(picture(on_a_table(sheet(index))), *A4_MM) for index in range(len(sheets(to_sign())))]
    return tuple(in_place(scan, page, by_hand=page == 2) for page, scan in enumerate(scans, 1))


def signatures(document):
    names = {"patient": "Małgorzata Żółć-O’Neil"}
    return tuple(
        Signature(role, names.get(role.value, "Dr Ada Example"), "I agree.", SIGNED, Way.PAPER, note="5–8")
        for role in document.signers
    )


def laid(document=None, scans=None):
    document = document or consent()
    return render(document, LABELS, signatures(document), pages() if scans is None else scans, fonts=FONTS)


def page_texts(pdf):
    document = pypdfium2.PdfDocument(pdf)
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return found


@pytest.mark.parametrize("sheet_of", [Sheet(), Sheet(PaperSize.LETTER), Sheet(large=True)])
def test_the_file_with_the_scans_passes_every_validator(sheet_of):
    pdf = laid(replace(consent(), sheet=sheet_of))
    assert faults(pdf) == []
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", pdf=pdf)


def test_the_pages_of_the_document_are_those_that_were_frozen():
    count = len(pages())
    frozen, shown = page_texts(laid(scans=())), page_texts(laid())
    assert shown[:count] == frozen
    assert len(shown) == 2 * count
    said = frozen[-1] + frozen[-2]
    assert "Signed on paper: see pages 5–8" in said
    assert "Signed on 24 Nov 2026" in said
    assert "UTC" not in said.split("Signed on 24")[1][:20]


def test_each_scan_is_a_figure_that_says_which_page_it_is_and_who_put_it_there():
    pdf = laid()
    texts = page_texts(pdf)[len(pages()) :]
    assert "The pages as they were signed on paper" in texts[0]
    assert "Dr Ada Example put these pictures" in " ".join(texts[0].split())
    assert "Put here by hand" in texts[1]
    assert not any("Put here by hand" in each for each in (texts[0], *texts[2:]))
    tree = structure_text(pdf)
    for page in range(1, len(pages()) + 1):
        assert f"Page {page} of {len(pages())} as it was signed on paper" in tree


def test_the_pictures_come_out_again_byte_for_byte_and_equal_input_gives_equal_bytes():
    assert scans_in(laid()) == tuple(each.jpeg for each in pages())
    assert scans_in(laid(scans=())) == ()
    assert laid() == laid()
    with pytest.raises(RecordError):
        scans_in(b"no PDF")


def test_a_print_to_be_signed_differs_from_the_document_in_its_square_codes_alone():
    assert page_texts(to_sign()) == page_texts(render(consent(), LABELS, fonts=FONTS))
    assert faults(to_sign()) == []
    with pikepdf.open(BytesIO(to_sign())) as opened:
        names = [key for page in opened.pages for key in page.Resources.XObject if "code" in key]
    assert len(set(names)) >= len(sheets(to_sign()))
