"""What is written from right to left begins at the right edge: in a form of ours, and as a whole."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from consult_app.assets import resource
from consult_app.domain.body import Region
from consult_app.domain.compose import compose_aftercare
from consult_app.domain.document import (
    BodyMap,
    Bullets,
    Columns,
    Fields,
    Heading,
    Icons,
    Notice,
    Paragraph,
    Phrase,
    Quote,
    Ranked,
    Sheet,
    Table,
    Tick,
    Ticks,
    Tone,
)
from consult_app.pdf import render
from consult_app.pdf.strips import Bar, Dot, Drawing, Strip, mirrored
from consult_app.pdf.theme import A4, GUTTER, MARGIN, MEASURE
from tests.helpers.pdf_faults import faults
from tests.helpers.pdf_spoken import spoken
from tests.helpers.pdf_text import assert_in_order, assert_on_pages, composed
from tests.helpers.random_consultations import AT, dice, documents, pack, some_draft
from tests.helpers.sample_documents import LABELS, consent, signatures
from tests.helpers.translated import in_made_up_arabic

FONTS = resource("fonts")
ARABIC = "لا أعرف، ربما بعد أسبوع"
RIGHT = A4.width - MARGIN
NEAR = 3
"""Letters stand a little inside of where they begin."""


def rendered(*blocks, language="en", **more):
    document = replace(consent(*blocks), language=language, **more)
    return render(document, LABELS, fonts=FONTS)


def png():
    content = BytesIO()
    Image.new("RGB", (400, 200), (11, 110, 99)).save(content, "PNG")
    return content.getvalue()


def inked(pdf, words):
    """From where to where the first line with these words is inked, in points."""
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    start, count = page.search(words).get_next()
    boxes = [page.get_charbox(start + at) for at in range(count)]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


@pytest.mark.parametrize(
    ("block", "edge"),
    [
        (Paragraph(ARABIC), MARGIN + MEASURE),
        (Quote(ARABIC, "You said"), MARGIN + MEASURE),
        (Bullets((ARABIC, "ours")), MARGIN + MEASURE),
        (Fields((("Name", ARABIC),)), RIGHT),
        (Paragraph(Phrase("twice a day", f"{ARABIC}:")), MARGIN + MEASURE),
    ],
    ids=lambda value: type(value).__name__,
)
def test_in_a_form_of_ours_arabic_words_end_where_lines_end(block, edge):
    _, end = inked(rendered(Heading("Title", 1), block), "أعرف")
    first = inked(rendered(Heading("Title", 1), block), "لا")[1]
    assert max(first, end) == pytest.approx(edge, abs=NEAR)


def test_ours_with_an_arabic_name_in_it_begins_at_the_left():
    pdf = rendered(Heading("Title", 1), Paragraph("Name: عمر decided"))
    start, _ = inked(pdf, "Name")
    assert start == pytest.approx(MARGIN, abs=NEAR)


def test_a_list_of_names_and_arabic_values_keeps_to_its_names():
    pdf = rendered(Heading("Title", 1), Columns(2), Fields((("Name", ARABIC),)), Columns(1))
    assert inked(pdf, "Name")[0] == pytest.approx(MARGIN, abs=NEAR)


def test_an_arabic_document_is_laid_out_from_right_to_left():
    pdf = rendered(
        Heading("عنوان", 1),
        Ranked((Phrase("كدمات"),)),
        Table(("أول", "ثان"), (("كلمة", "نعم"),)),
        Paragraph("Untouched words"),
        language="ar",
    )
    assert inked(pdf, "عنوان")[1] == pytest.approx(RIGHT, abs=NEAR)
    assert inked(pdf, "أول")[1] == pytest.approx(RIGHT, abs=NEAR)
    assert inked(pdf, "ثان")[1] < A4.width / 2
    assert inked(pdf, "كدمات")[1] < RIGHT - 10  # its number stands at the edge
    assert inked(pdf, "Untouched")[0] == pytest.approx(RIGHT - MEASURE, abs=NEAR)


def test_its_first_column_is_the_right_one():
    blocks = (Columns(2), *(Paragraph(each) for each in ("قبل", "وسط", "بعد", "طرف")), Columns(1))
    pdf = rendered(Heading("عنوان", 1), *blocks, language="ar")
    middle = MARGIN + (A4.width - 2 * MARGIN - GUTTER) / 2
    assert inked(pdf, "قبل")[0] > middle > inked(pdf, "طرف")[1]


def test_readers_find_columns_cells_and_boxes_in_their_order():
    document = replace(
        consent(
            Heading("عنوان", 1),
            Table(("أول", "ثان"), (("كلمة", "yes"), ("one", "two"))),
            Ticks(("one", "نعم", "two")),
            Columns(2),
            *(Paragraph(each) for each in ("one", "two")),
            Columns(1),
            Paragraph(Phrase("twice a day", "كدمات:", "st-a [3]")),
        ),
        language="ar",
    )
    assert_on_pages(document, render(document, LABELS, fonts=FONTS))


@pytest.mark.parametrize("kind", ["consent", "blank"])
def test_readers_find_a_whole_form_in_order(kind):
    treatment = replace(in_made_up_arabic(pack("deoxycholic_acid")), language="ar")
    document = documents(treatment, some_draft(dice("ar"), treatment))[kind]
    assert_on_pages(document, render(document, treatment.labels, fonts=FONTS))


def test_the_head_of_its_pages_is_turned_with_the_logo():
    sheet = Sheet(logo=png())
    there, here = (
        pypdfium2.PdfDocument(rendered(Heading("T", 1), language=tag, sheet=sheet))[0] for tag in ("en", "ar")
    )
    lefts = [
        next(each.get_bounds()[0] for each in page.get_objects() if each.type == 3) for page in (there, here)
    ]
    assert lefts[0] > A4.width / 2 > lefts[1]
    assert lefts[1] == pytest.approx(MARGIN, abs=NEAR)


def test_a_whole_signed_document_with_every_block_passes_the_validator_and_reads_in_order():
    blocks = (
        Heading("عنوان", 1),
        Notice("تنبيه", "نص", Tone.STOP, ("المزيد",)),
        Tick("نعم", ticked=True),
        Icons(3, 100, "3 من 100"),
        BodyMap((Region.FRONT_ABDOMEN,), "البطن"),
        *consent().blocks[-2:],
    )
    document = replace(consent(*blocks), language="ar", signers=consent().signers)
    pdf = render(document, LABELS, signatures(), fonts=FONTS)
    assert faults(pdf) == []
    assert_in_order(composed(document), spoken(pdf))


def test_an_aftercare_sheet_in_another_language_says_so_and_is_turned():
    treatment = in_made_up_arabic(pack("mesotherapy"))
    document = compose_aftercare(treatment, some_draft(dice("ar"), treatment), AT)
    pdf = render(document, treatment.labels, fonts=FONTS)
    assert faults(pdf) == []
    assert str(pikepdf.open(BytesIO(pdf)).Root.Lang) == "ar"


def test_a_mirror_keeps_what_belongs_together():
    outer = Drawing((((0, 0), (18, 18)),), 10, 0, 1, "#000000")
    inner = replace(outer, strokes=(((5, 9), (12, 9)),))
    head = Strip(5, (Dot(12, 0, 1, "#000000"),))
    turned = mirrored(Strip(10, (outer, inner), (Bar(0, 0, 30, 1, "#000000"),), repeat=head), 100)
    assert [each.x for each in turned.marks] == [72, 73]
    assert turned.ground[0].x == 70
    assert turned.repeat.marks[0].x == 88
