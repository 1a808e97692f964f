"""Judged by programs that are not ours: every kind of document of every pack, on every paper."""

from dataclasses import replace

import pytest

from consult_app.assets import resource
from consult_app.domain.document import PaperSize, Sheet
from consult_app.domain.treatment import AGREE
from consult_app.pdf import render
from tests.helpers.pdf_faults import faults
from tests.helpers.pdf_text import assert_in_order, composed, structure_text, tool
from tests.helpers.random_consultations import DECIDED, PACKS, dice, documents, pack, some_draft

FONTS = resource("fonts")
ANCHOR = "123456:0123456789abcdef"
KINDS = (
    *("consent", "refusal", "not_today", "aftercare", "summary", "blank", "record"),
    *("amendment", "withdrawal", "confirmation", "destruction"),
)


def test_the_sheet_with_the_recovery_key_passes_them_and_is_read_group_by_group():
    treatment = pack(PACKS[0])
    document = documents(treatment, some_draft(dice("key"), treatment), Sheet(PaperSize.LETTER))["recovery"]
    pdf = render(document, treatment.labels, fonts=FONTS)
    assert faults(pdf) == []
    assert_in_order(composed(document), structure_text(pdf))
    assert "Page size:       612 x 792 pts (letter)" in tool("pdfinfo", pdf=pdf)


@pytest.mark.untraced
@pytest.mark.parametrize("paper", list(PaperSize), ids=lambda paper: paper.value)
@pytest.mark.parametrize("pack_id", PACKS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_document_passes_every_validator(kind, pack_id, paper):
    treatment = pack(pack_id)
    draft = some_draft(dice(f"{pack_id} {kind}"), treatment, DECIDED.get(kind, AGREE))
    document = replace(documents(treatment, draft, Sheet(paper))[kind], anchor=ANCHOR)
    pdf = render(document, treatment.labels, fonts=FONTS)
    assert faults(pdf) == []
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", pdf=pdf)
    fonts = [line.split() for line in tool("pdffonts", pdf=pdf).splitlines()[2:]]
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in fonts)
    if kind in ("aftercare", "summary"):
        # Poppler takes a quarter of a minute for the tree of a long consent form.
        assert_in_order(composed(document), structure_text(pdf))
