"""The form of the sample consultation: short, whole, fit for the archive, on every sheet."""

from dataclasses import replace
from functools import cache

import page
import pypdfium2
import pytest
from pypdfium2 import raw

from consult_app.assets import resource
from consult_app.domain.body import Region
from consult_app.domain.document import (
    BodyMap,
    Bullets,
    Columns,
    Fields,
    Heading,
    Notice,
    PaperSize,
    Paragraph,
    Phrase,
    Quote,
    Ranked,
    Role,
    Sheet,
    SignatureBlock,
    Table,
)
from consult_app.domain.wording import Words as Wording
from consult_app.pdf import render, theme
from consult_app.pdf.blocks import Setting
from consult_app.pdf.layout import laid_out
from consult_app.pdf.running_text import Column
from consult_app.pdf.tags import Element
from consult_app.pdf.text import missing
from tests.helpers.pdf_text import assert_printed, structure_text, tool
from tests.helpers.sample_documents import LABELS, consent
from tests.helpers.talks import composed, sample_talk

FONTS = resource("fonts")
SHEETS = (Sheet(), Sheet(PaperSize.LETTER), Sheet(large=True))
MOST_PAGES, MOST_BYTES = 8, 90_000


@cache
def talk():
    return sample_talk()


@cache
def form(sheet):
    document = composed(talk(), sheet)
    return document, render(document, talk().treatment.labels, fonts=FONTS)


def rendered(*blocks, sheet=SHEETS[0]):
    return render(replace(consent(*blocks), sheet=sheet), LABELS, fonts=FONTS)


def page_texts(pdf):
    return [each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("sheet", SHEETS[:2])
def test_the_full_consent_is_short_and_small(sheet):
    _, pdf = form(sheet)
    assert len(pypdfium2.PdfDocument(pdf)) <= MOST_PAGES
    assert len(pdf) <= MOST_BYTES


@pytest.mark.parametrize("sheet", SHEETS[:2])
def test_marks_are_set_in_6_points_at_least_and_each_source_on_lines_of_its_own_in_7(sheet):
    document, pdf = form(sheet)
    sizes, lines = set(), []
    for each in pypdfium2.PdfDocument(pdf):
        words = each.get_textpage()
        sizes |= {raw.FPDFText_GetFontSize(words, at) for at in range(words.count_chars())} - {1.0}
        lines += words.get_text_range().splitlines()
    assert min(sizes) == 6
    assert 7 in sizes
    (sources,) = [each for each in document.blocks if isinstance(each, Bullets) and each.quiet]
    begun = {line.split(" ")[0] for line in lines}
    assert {each.lead for each in sources.items} <= begun


def test_what_is_kept_with_signatures_is_the_last_columns_and_nothing_above_them():
    words = [Paragraph(f"Said {number}.") for number in range(12)]
    column = Column(0, 400, Element("Document"))
    setting = Setting(column, theme.SMALL, Wording(LABELS), {})
    missing((), FONTS)
    signed = SignatureBlock(Role.PATIENT, "Patient", "I agree.", "Ann")
    blocks = (Columns(2), *words, Columns(1), Heading("Statements"), Columns(2), *words, signed, Columns(1))
    above, below, *_ = laid_out(blocks, setting)
    assert (above.tied, below.tied) == (False, False)
    blocks = (*blocks[:-2], Columns(1), Columns(2), signed, Columns(1))
    above, below, *_ = laid_out(blocks, setting)
    assert (above.tied, below.tied) == (False, True)


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_word_composed_is_printed_in_order(sheet):
    assert_printed(*form(sheet))


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1])
@pytest.mark.parametrize("sheet", SHEETS)
def test_it_is_pdf_a_3a_and_pdf_ua_1_on_every_sheet(sheet, profile):
    report = page.validate_pdf_bytes(form(sheet)[1], profile=profile)
    assert [each.message for each in report.failures] == []
    assert "No syntax or stream encoding errors" in tool("qpdf", "--check", pdf=form(sheet)[1])


def test_no_compressed_data_ends_in_what_could_be_taken_for_a_line_end():
    for number in range(60):
        assert b"\r\nendstream" not in rendered(Paragraph(f"Words {number}"))


def test_the_first_page_holds_the_decision_and_what_matters_most():
    document, pdf = form(SHEETS[0])
    first = "".join(page_texts(pdf)[0].split())
    (points,) = [each for each in document.blocks if isinstance(each, Ranked)]
    for said in ("Yes, I want it", *(each.lead for each in points.items)):
        assert "".join(said.split()) in first


ODD = (
    Heading("Odd", 1),
    Fields((("Name", "Value"),)),
    BodyMap((Region.FRONT_ABDOMEN, Region.BACK_BUTTOCK_LEFT, Region.SCALP_TOP), "Marked: here and there"),
    Heading("In two columns"),
    Columns(2),
    *(Quote(f"Said {number}. " * 9, f"Asked {number}") for number in range(40)),
    Fields(tuple((f"Question {number}", "word " * 20) for number in range(30))),
    Columns(3),
    Bullets(tuple(Phrase("words " * 30, f"Lead {number}", f"id-{number} [1]") for number in range(60))),
    Columns(1),
    Columns(2),
    Columns(1),
    Paragraph(Phrase("", "Lead alone", "mark [1]")),
    Bullets(
        tuple(Phrase(f"{number} source\nwith a line", f"[{number}]") for number in range(30)), quiet=True
    ),
    Table(("A", "B"), ((Phrase("in 100 " * 9, filled=3, total=100), Phrase("", filled=1, total=1000)),)),
    Notice("Long", Phrase("why", mark="id"), more=("more " * 900, Phrase("reason", "Lead"), "")),
    Ranked((Phrase("text " * 60, "First", "a"), Phrase("", "Second"))),
)


@pytest.mark.parametrize("sheet", SHEETS)
def test_columns_are_read_one_after_the_other_and_lose_nothing(sheet):
    document = replace(consent(*ODD), sheet=sheet)
    assert_printed(document, render(document, LABELS, fonts=FONTS))


def test_the_drawings_are_a_figure_with_words_for_it():
    assert "Marked: here and there" in structure_text(rendered(*ODD))


def test_a_heading_never_stands_without_the_columns_below_it():
    for count in range(36, 56):
        lines = [Paragraph(f"Line {number}") for number in range(count)]
        quotes = [Quote(f"Said {number}.", f"Asked {number}") for number in range(4)]
        pages = page_texts(rendered(*lines, Heading("Alone?"), Columns(2), *quotes))
        (found,) = [each for each in pages if "Alone?" in each]
        assert "Said 0." in found


def test_signatures_side_by_side_have_statements_above_them():
    blocks = (
        SignatureBlock(Role.PATIENT, "Patient", "I agree.", "Anna"),
        SignatureBlock(Role.CLINICIAN, "Clinician", "I explained.", "Dr B"),
    )
    for count in range(60, 130, 5):
        statements = Bullets(tuple(f"Statement {number}." for number in range(count)))
        pdf = rendered(
            Heading("What this form says"), Columns(2), statements, Columns(1), Columns(2), *blocks
        )
        last = page_texts(pdf)[-1]
        assert "I agree." in last
        assert "I explained." in last
        assert f"Statement {count - 1}." in last


def test_a_column_holds_what_is_taller_than_a_page_all_the_same():
    declaration = " ".join(f"word{number}" for number in range(3000))
    document = consent(Columns(2), SignatureBlock(Role.PATIENT, "Patient", declaration, "Anna"))
    assert_printed(document, render(document, LABELS, fonts=FONTS))
