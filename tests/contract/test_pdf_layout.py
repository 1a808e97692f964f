"""Pages as a typographer would leave them: nothing alone, nothing moved, nothing cut."""

import re
from dataclasses import replace

import pypdfium2
import pytest

from consult_app.assets import resource
from consult_app.domain.consultation import Way
from consult_app.domain.document import (
    Fields,
    Heading,
    Icons,
    PaperSize,
    Paragraph,
    Quote,
    Role,
    Sheet,
    SignatureBlock,
    Table,
)
from consult_app.domain.ink import Ink, Point, Stroke
from consult_app.domain.wording import Words
from consult_app.errors import RenderError
from consult_app.pdf import A4, render
from consult_app.pdf.faces import characters
from consult_app.pdf.filling import paginate
from consult_app.pdf.signature import Place, box
from consult_app.pdf.strips import Strip, Tie
from consult_app.pdf.tags import Element
from consult_app.pdf.theme import FORM, LARGE, MM, SMALL
from tests.helpers.pdf_text import pdfium_text, poppler_text, structure_text, tool
from tests.helpers.sample_documents import LABELS, RUNNING, consent, signatures

FONTS = resource("fonts")


def rendered(*blocks, signed=(), **changes):
    return render(consent(*blocks, **changes), LABELS, signed, fonts=FONTS)


def page_texts(pdf):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def places(pdf):
    """Every word with its page and its place, as poppler sees them."""
    return re.findall(r"<page .*?>|<word .*?</word>", tool("pdftotext", "-bbox", pdf=pdf, output=True))


def test_signatures_move_nothing():
    before, after = places(rendered()), places(rendered(signed=signatures()))
    hint = [each for each in before if ">Sign<" in each or ">here<" in each]
    # The hint is the only thing that goes; the time is the only thing that comes.
    assert len(hint) >= 2
    assert [each for each in before if each not in hint or each in after] == [
        each for each in after if each in before
    ]


@pytest.mark.parametrize("way", list(Way))
def test_every_way_to_sign_takes_the_same_pages(way):
    pdf = rendered(signed=signatures(way, "hand in plaster"))
    assert len(page_texts(pdf)) == len(page_texts(rendered()))
    text = structure_text(pdf)
    assert "Signed on 22 Nov 2026" in text
    # Of paper, nobody knows more than the day.
    assert ("Signed on 22 Nov 2026, 14:09 (UTC+01:00)" in text) == (way is not Way.PAPER)
    assert ("Signed on paper: see pages hand in plaster" in text) == (way is Way.PAPER)
    assert ("Signed by typing the name" in text) == (way is Way.TYPED)
    assert ("Could not sign by hand: hand in plaster" in text) == (way is Way.UNABLE)


def test_every_page_says_whose_it_is_what_it_is_and_that_it_is_a_draft():
    pages = page_texts(rendered())
    for number, text in enumerate(pages, 1):
        for said in (RUNNING.patient, RUNNING.treatment, RUNNING.version, RUNNING.mark, "c0ffee12"):
            assert said in text
        assert f"Page {number} of {len(pages)}" in text


def test_an_approved_form_bears_no_mark():
    pdf = rendered(running=replace(RUNNING, mark=""))
    assert "Draft" not in page_texts(pdf)[1]


def test_a_mark_that_needs_more_room_than_a_line_is_whole_in_two():
    parts = (
        "Sample – not a real patient",
        "Draft – not clinically approved",
        *(f"Remark {i} " * 6 for i in "12"),
    )
    said = page_texts(rendered(Paragraph("Text"), running=replace(RUNNING, mark=" · ".join(parts))))[0]
    assert all(each.strip() in " ".join(said.split()) for each in parts)
    assert "…" not in said
    endless = page_texts(rendered(Paragraph("Text"), running=replace(RUNNING, mark="Draft " * 60)))[0]
    assert "…" in endless


def test_a_running_line_that_is_too_long_is_shortened():
    pdf = rendered(Paragraph("Text"), running=replace(RUNNING, patient="Anna " * 60))
    assert "Anna Anna A" in page_texts(pdf)[0]


def test_a_signature_is_never_alone_on_its_page():
    for count in range(20, 40):
        pdf = rendered(
            Heading("What this form says"),
            *(Paragraph(f"Statement {number}.") for number in range(count)),
            SignatureBlock(Role.PATIENT, "Patient", "I agree.", "Anna"),
            SignatureBlock(Role.CLINICIAN, "Clinician", "I explained.", "Dr B"),
        )
        last = page_texts(pdf)[-1]
        assert "I agree." in last
        assert "I explained." in last
        assert f"Statement {count - 1}." in last


def test_a_signature_has_words_of_its_declaration_above_it_however_long_that_is():
    declaration = " ".join(f"word{number}" for number in range(1500))
    pages = page_texts(rendered(SignatureBlock(Role.PATIENT, "Patient", declaration, "Anna")))
    assert len(pages) > 2
    assert "word1499" in pages[-1]
    assert "Sign here" in pages[-1]


def test_no_heading_is_the_last_line_of_a_page():
    for count in range(25, 45):
        lines = [Paragraph(f"Line {number}") for number in range(count)]
        pages = page_texts(rendered(*lines, Heading("Alone?"), Paragraph("It is followed.")))
        (page,) = [each for each in pages if "Alone?" in each]
        assert "It is followed." in page


def test_a_table_repeats_its_head_on_every_page_but_says_it_once_to_readers():
    pdf = rendered(Table(("Question", "Answer"), tuple((f"Number {each}", "Yes") for each in range(140))))
    pages = page_texts(pdf)
    assert len(pages) > 2
    assert all("Question" in each for each in pages)
    assert structure_text(pdf).count("Question") == 1


def test_words_stay_whole_in_narrow_columns():
    cells = ("Hyaluronidase", "a b c", "Bruises, swelling", "Recommendation")
    pdf = rendered(Table(cells, (cells,), (0.1, 0.5, 0.3, 0.1)))
    assert poppler_text(pdf).count("Recommendation") == 2


@pytest.mark.parametrize("above", [3, 9, 15, 21])
def test_a_page_end_cuts_no_word_of_a_row_that_it_can_hold(above):
    word, talked = "W" * 180, "I thought about it for a long time. " * 12
    row = ("Doing nothing. No treatment.", "Aging is normal.", "None", "None", "None", word)
    rows = (*((f"row {each}", "", "", "", "", "") for each in range(above)), row, (*row[:5], talked))
    shares = (0.271, 0.169, 0.136, 0.131, 0.192, 0.101)
    pdf = rendered(Table(tuple("abcdef"), rows, shares))
    for read in (poppler_text, pdfium_text):
        found = re.sub(r"\s", "", read(pdf))
        assert word in found
        assert talked.replace(" ", "") in found


def test_what_stands_beside_a_very_long_note_is_whole():
    told = "Keep the head and the neck upright, and move in a way that lowers the weight. " * 3
    row = (told, "None", "None", "None", "None", "word " * 500)
    above = tuple((f"row {each}", "", "", "", "", "") for each in range(27))
    pdf = rendered(Table(tuple("abcdef"), (*above, row), (0.271, 0.169, 0.136, 0.131, 0.192, 0.101)))
    for read in (poppler_text, pdfium_text):
        assert told.replace(" ", "") in re.sub(r"\s", "", read(pdf))


def test_columns_without_any_room_to_spare_break_words():
    pdf = rendered(Table(("a" * 70, "b" * 70, "c" * 70), ()))
    assert "a" * 70 in pdfium_text(pdf).replace("\n", "").replace("\r", "").replace(" ", "")


def test_a_thousand_figures_and_a_question_as_a_field_are_set():
    question = "How much do the worries that you have about your looks take up of an ordinary day?"
    pdf = rendered(
        Icons(3, 1000, "3 in 1,000"),
        Icons(0, 100, "0 in 100"),
        Icons(100, 100, "all"),
        Fields(((question, "No"),)),
    )
    assert question in structure_text(pdf)


def test_ink_keeps_its_proportions_inside_the_box():
    square = Stroke(
        (Point(10, 5, 0), Point(30, 5, 20), Point(30, 25, 40), Point(10, 25, 60), Point(10, 5, 80))
    )
    signature = replace(signatures()[0], ink=Ink((square,), 40, 30))
    block = SignatureBlock(Role.PATIENT, "Patient", "I agree.", "Anna")
    page = pypdfium2.PdfDocument(rendered(block, signed=(signature,)))[0]
    image = page.render(scale=4).to_pil().convert("L")
    dark = image.point(lambda level: 255 if level < 60 else 0).crop((0, 360, 1250, 600)).getbbox()
    assert dark is not None
    wide, tall = dark[2] - dark[0], dark[3] - dark[1]
    assert wide / tall == pytest.approx(1, abs=0.15)


def test_a_note_longer_than_its_box_is_refused():
    with pytest.raises(RenderError) as caught:
        rendered(signed=signatures(Way.UNABLE, "hand in plaster " * 80))
    assert caught.value.code == "signature-too-long"


def test_letter_paper():
    pdf = render(replace(consent(), sheet=Sheet(PaperSize.LETTER)), LABELS, fonts=FONTS)
    assert pypdfium2.PdfDocument(pdf)[0].get_size() == (612, 792)
    assert pypdfium2.PdfDocument(rendered())[0].get_size() == pytest.approx((A4.width, A4.height), abs=0.01)


def test_a_run_taller_than_a_page_goes_on_over_the_next():
    pages = paginate([Strip(100, tie=Tie.TIGHT) for _ in range(5)], 250)
    assert [len(page) for page in pages] == [2, 2, 1]


def test_an_empty_paragraph_takes_no_room():
    assert len(page_texts(rendered(Paragraph(""), Quote("", ""), Heading("", 2)))) == 1


@pytest.mark.parametrize("look", [SMALL, FORM, LARGE], ids=["usual", "by hand", "large"])
@pytest.mark.parametrize("way", [None, Way.TYPED])
def test_what_stands_below_the_line_to_sign_on_is_within_the_box(look, way):
    characters(resource("fonts"))
    block = SignatureBlock(Role.PATIENT, "Patient", "I agree.", "Ann Example")
    signature = way and replace(signatures()[0], way=way, ink=None)
    place = Place(0, 160 * MM, Element("Div"), look)
    strip = box(block, signature, Words(LABELS), place)
    ground, line = strip.ground
    inside = [mark for mark in strip.marks if mark.x < place.box]
    assert inside
    for mark in inside:
        assert mark.down + mark.style.leading <= ground.height
        assert not mark.down < line.down < mark.down + mark.style.leading
