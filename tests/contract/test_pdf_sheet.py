"""What a document is laid out on: the paper, and the practice's logo beside the title of the first page."""

from dataclasses import replace
from io import BytesIO

import page
import pikepdf
import pytest
from PIL import Image

from consult_app.assets import resource
from consult_app.domain.document import Heading, PaperSize, Paragraph, Sheet
from consult_app.pdf import A4, LETTER, render
from tests.helpers.pdf_text import structure_text
from tests.helpers.sample_documents import LABELS, consent

FONTS = resource("fonts")


def png(width, height):
    content = BytesIO()
    Image.new("RGB", (width, height), (11, 110, 99)).save(content, "PNG")
    return content.getvalue()


def rendered(sheet, *blocks):
    return render(replace(consent(*blocks), sheet=sheet), LABELS, fonts=FONTS)


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1])
@pytest.mark.parametrize("paper", list(PaperSize))
def test_with_a_logo_it_is_still_pdf_a_3a_and_pdf_ua_1(profile, paper):
    # Few words: the validator takes a carriage return at the end of compressed data for the line's end.
    pdf = rendered(Sheet(paper, png(300, 120)), Heading("Title", 1), Paragraph("Words"))
    report = page.validate_pdf_bytes(pdf, profile=profile)
    assert [f"{each.rule_id} {each.message}" for each in report.failures] == []


@pytest.mark.parametrize(("paper", "size"), [(PaperSize.A4, A4), (PaperSize.LETTER, LETTER)])
def test_every_page_is_of_the_chosen_paper(paper, size):
    with pikepdf.open(BytesIO(rendered(Sheet(paper)))) as pdf:
        for each in pdf.pages:
            assert [float(side) for side in each.mediabox] == pytest.approx(
                [0, 0, size.width, size.height], abs=0.01
            )


@pytest.mark.parametrize(("width", "height"), [(900, 90), (90, 900)])
def test_the_logo_is_on_the_first_page_only_and_moves_nothing(width, height):
    plain, with_logo = rendered(Sheet()), rendered(Sheet(logo=png(width, height)))
    with pikepdf.open(BytesIO(with_logo)) as pdf:
        assert [len(each.get_images()) for each in pdf.pages] == [1] + [0] * (len(pdf.pages) - 1)
        [logo] = pdf.pages[0].get_images(recursive=True).values()
        assert logo.ColorSpace == pikepdf.Name.DeviceRGB
    assert structure_text(with_logo) == structure_text(plain)


def test_a_logo_is_drawn_alike_every_time():
    sheet = Sheet(logo=png(300, 120))
    assert rendered(sheet) == rendered(sheet)
