"""A document carries the end of the vault's log: for the eye, in its square code, and for programs."""

from dataclasses import replace

import pytest

from consult_app.assets import resource
from consult_app.domain.fingerprint import code
from consult_app.pdf.archive import anchor_in
from consult_app.pdf.render import render
from tests.helpers.pdf_text import pdfium_text
from tests.helpers.sample_documents import LABELS, consent, signatures

ANCHOR = "123456:0123456789abcdef"


def laid(document):
    return render(document, LABELS, signatures(), fonts=resource("fonts"))


def test_it_is_read_back_from_the_file_and_stands_on_every_page():
    document = replace(consent(), anchor=ANCHOR)
    pdf = laid(document)
    assert anchor_in(pdf) == ANCHOR
    assert code(document).endswith(f":{ANCHOR.upper()}")
    assert all(ANCHOR in page for page in pages(pdf))


def pages(pdf):
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_range() for page in opened]


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7", laid(consent())], ids=["empty", "broken", "without"])
def test_where_there_is_none_none_is_read(pdf):
    assert anchor_in(pdf) == ""


def test_a_document_without_one_is_laid_out_as_ever():
    assert b"dc:identifier" not in laid(consent())
    assert pdfium_text(laid(consent())) == pdfium_text(laid(replace(consent(), anchor="")))
