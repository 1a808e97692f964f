"""What is filled in by hand: boxes and lines stand behind their questions, large enough for a pen."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from consult_app.assets import resource
from consult_app.domain.compose import compose_blank
from consult_app.domain.consultation import Practice
from consult_app.domain.document import (
    Bullets,
    Columns,
    Heading,
    Lines,
    PaperSize,
    Paragraph,
    Phrase,
    Role,
    Sheet,
    SignatureBlock,
    Tick,
    Ticks,
)
from consult_app.pdf import render
from consult_app.pdf.by_hand import WRITTEN, Asked, Signing
from consult_app.pdf.layout import _joined
from consult_app.pdf.theme import A4, GUTTER, MARGIN
from tests.helpers.pdf_faults import faults
from tests.helpers.pdf_spoken import spoken
from tests.helpers.pdf_text import assert_in_order, assert_on_pages, composed
from tests.helpers.random_consultations import AT, pack
from tests.helpers.sample_documents import LABELS, consent

FONTS = resource("fonts")
ANSWERS = Ticks(("Yes", "No", "Not sure"))
SHORT, LONG = "1. Pregnant?", "2. Do you take any drugs, herbs or vitamins that you have not told us of?"
COLUMN = (A4.width - 2 * MARGIN - GUTTER) / 2
"""How wide one of two columns is."""


def made(*blocks, large=False):
    document = replace(consent(Heading("Title", 1), *blocks), sheet=Sheet(large=large))
    pdf = render(document, LABELS, fonts=FONTS)
    assert faults(pdf) == []
    assert_on_pages(document, pdf)
    return pdf


def place(pdf, words, turn=0):
    """Left, bottom, right and top of words that stand in a line."""
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    search = text.search(words)
    for _ in range(turn):
        search.get_next()
    start, count = search.get_next()
    boxes = [text.get_charbox(start + at, loose=True) for at in range(count)]
    return (*map(min, list(zip(*boxes, strict=True))[:2]), *map(max, list(zip(*boxes, strict=True))[2:]))


def rules(pdf):
    """Where thin rectangles are filled, as left, bottom, width."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        shapes = [
            [float(each) for each in operands]
            for operands, operator in pikepdf.parse_content_stream(opened.pages[0])
            if operator == pikepdf.Operator("re")
        ]
    return sorted((x, y, width) for x, y, width, height in shapes if abs(height) < 1)


def test_boxes_stand_behind_a_short_question_and_below_each_other_at_the_edge():
    asked = (Paragraph(Phrase("", SHORT)), ANSWERS, Paragraph(LONG), ANSWERS)
    pdf = made(Columns(2), *asked, *asked, Columns(1))
    question, first, second = place(pdf, SHORT), place(pdf, "Not sure"), place(pdf, "Not sure", turn=1)
    assert first[1] == pytest.approx(question[1], abs=2)
    assert first[0] == pytest.approx(second[0])
    assert first[2] == pytest.approx(MARGIN + COLUMN, abs=3)


def test_boxes_stand_on_a_line_of_their_own_where_the_question_fills_its_last_one():
    full = "3. Do you have any illness of the heart or the liver?"
    pdf = made(Columns(2), Paragraph(full), ANSWERS, Columns(1))
    question, box = place(pdf, "liver?"), place(pdf, "Not sure")
    assert box[3] < question[1] + 3
    assert box[2] == pytest.approx(MARGIN + COLUMN, abs=3)


def test_across_the_page_boxes_follow_the_words():
    pdf = made(Paragraph("Where:"), Ticks(("Cheeks", "Chin")))
    assert place(pdf, "Cheeks")[0] == pytest.approx(place(pdf, "Where:")[2] + 25, abs=5)


def test_more_answers_than_a_line_holds_stand_below():
    many = Ticks(tuple(f"Answer number {each}" for each in range(8)))
    pdf = made(Columns(2), Paragraph(SHORT), many, Columns(1))
    assert place(pdf, "Answer number 0")[1] < place(pdf, SHORT)[1] - 5
    assert place(pdf, "Answer number 0")[0] < MARGIN + 30


def test_the_first_line_to_write_on_goes_on_behind_a_short_question():
    pdf = made(Columns(2), Paragraph(SHORT), Lines("kg"), Columns(1))
    (rule,) = [each for each in rules(pdf) if MARGIN < each[0] < MARGIN + COLUMN and each[2] < COLUMN]
    assert place(pdf, "kg")[2] < rule[0] < MARGIN + COLUMN / 2
    assert rule[0] + rule[2] == pytest.approx(MARGIN + COLUMN)
    assert place(pdf, "kg")[1] == pytest.approx(place(pdf, SHORT)[1], abs=2)


def test_further_lines_are_ruled_below_and_all_below_a_question_that_fills_its_line():
    def whole(pdf):
        return [each for each in rules(pdf) if each[0] == pytest.approx(MARGIN) and each[2] < COLUMN + 1]

    behind = made(Columns(2), Paragraph(SHORT), Lines("", 3), Columns(1))
    below = made(Columns(2), Paragraph(LONG[:52]), Lines("", 3), Columns(1))
    assert len(whole(behind)) == 2
    assert len(whole(below)) == 3
    first, second, third = sorted(each[1] for each in whole(below))
    assert (second - first, third - second) == (pytest.approx(WRITTEN), pytest.approx(WRITTEN))


def test_who_signs_writes_beside_the_box_and_in_large_print_below_it():
    signed = SignatureBlock(Role.PATIENT, "Patient", "I agree.", "")
    lines = (Lines("Name in print"), Lines("Date and time"))
    usual, large = made(signed, *lines), made(signed, *lines, large=True)
    hint = LABELS["signature.empty"]
    assert place(usual, "Name in print")[0] > A4.width / 2
    assert place(usual, "Name in print")[1] > place(usual, hint)[1]
    assert place(large, "Name in print")[1] < place(large, hint)[1]
    assert place(large, "Name in print")[0] < A4.width / 2


def test_a_name_that_is_known_leaves_no_room_beside_the_box():
    signed = SignatureBlock(Role.PATIENT, "Patient", "I agree.", "Ann")
    assert list(_joined((signed, Lines("Name")))) == [signed, Lines("Name")]
    assert list(_joined((replace(signed, name=""), Lines("A"), Lines("B"), Lines("", 2)))) == [
        Signing(replace(signed, name=""), (Lines("A"), Lines("B"))),
        Lines("", 2),
    ]
    quiet = Paragraph("small", quiet=True)
    assert list(_joined((quiet, ANSWERS))) == [quiet, ANSWERS]
    assert list(_joined((Paragraph("large"), ANSWERS))) == [Asked(Paragraph("large"), ANSWERS)]


def test_in_large_print_boxes_are_larger_and_lines_further_apart():
    def ruled(large):
        pdf = made(Paragraph(LONG), Lines("", 3), large=large)
        low, high, *_ = sorted(y for _, y, width in rules(pdf) if width > 2 * COLUMN)
        return high - low

    assert ruled(large=False) == pytest.approx(WRITTEN)
    assert ruled(large=True) > 1.5 * WRITTEN


@pytest.mark.parametrize("block", [Tick, lambda text, **_: Bullets((text,))], ids=["box", "point"])
def test_figures_stand_below_the_sentence_that_counts(block):
    def height(total):
        counted = block(Phrase("About 3 in 100.", "Bruises.", filled=3, total=total), ticked=False)
        pdf = made(Columns(2), counted, Columns(1), Paragraph("the end"))
        return place(pdf, "Bruises")[1] - place(pdf, "the end")[1]

    assert height(0) + 5 < height(100) < height(0) + 14 < height(1000) < height(0) + 40


def test_a_box_without_words_is_drawn_all_the_same():
    assert "☐" not in spoken(made(Tick("", ticked=False), Paragraph("the end")))


MOST = {
    ("mesotherapy", PaperSize.A4): 12,
    ("mesotherapy", PaperSize.LETTER): 12,
    ("deoxycholic_acid", PaperSize.A4): 13,
    ("deoxycholic_acid", PaperSize.LETTER): 13,
}
"""How many pages the blank form of a pack has at most."""


@pytest.mark.parametrize(("pack_id", "paper"), MOST)
def test_the_blank_form_takes_little_paper_and_reads_in_order(pack_id, paper):
    treatment = pack(pack_id)
    goal = treatment.goals[0].id
    document = compose_blank(treatment, goal, Practice("The practice"), AT, Sheet(paper))
    pdf = render(document, treatment.labels, fonts=FONTS)
    assert len(pypdfium2.PdfDocument(pdf)) <= MOST[pack_id, paper]
    assert faults(pdf) == []
    assert_on_pages(document, pdf)
    assert_in_order(composed(document), spoken(pdf))
