"""What no page may do: run over its margins, or leave a place to sign without words above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

from consult_app.domain.document import Document, Parallel, SignatureBlock
from consult_app.pdf.text import printable
from consult_app.pdf.theme import MARGIN
from tests.helpers.pdf_text import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

OVERHANG = 4.0
"""How far a letter may lean over, and a space stand out, in points."""


def assert_in_frame(pdf: bytes) -> None:
    """Fail where words stand outside the page's margins, or off its top or bottom."""
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), 1):
        width, height = page.get_size()
        for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            left, bottom, right, top = each.get_bounds()
            said = f"page {number}: {left:.1f} to {right:.1f}, {bottom:.1f} to {top:.1f}"
            assert left >= MARGIN - OVERHANG, said
            assert right <= width - MARGIN + OVERHANG, said
            assert bottom >= 0, said
            assert top <= height, said


def assert_no_orphan_signature(document: Document, pdf: bytes, labels: Mapping[str, str]) -> None:
    """Fail where the last words of a declaration are on another page than the place to sign under them."""
    said = (
        each
        for block in document.blocks
        for each in (block.second if isinstance(block, Parallel) else (block,))
    )
    blocks = [each for each in said if isinstance(each, SignatureBlock)]
    hint = folded(labels["signature.empty"])
    signing = [text for text in _pages(pdf) if hint in text]
    assert sum(text.count(hint) for text in signing) == len(blocks)
    for block in blocks:
        last = folded(printable(block.declaration))[-30:]
        assert any(last in text for text in signing)


def _pages(pdf: bytes) -> list[str]:
    return [folded(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(pdf)]
