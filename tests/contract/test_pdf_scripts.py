"""Any script prints: letters joined, stacked and in their order, and read back as they were typed."""

import re
import subprocess
import sys
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from consult_app.assets import resource
from consult_app.domain.document import Heading, Paragraph, Quote
from consult_app.errors import RenderError
from consult_app.pdf import missing_characters, render
from consult_app.pdf.bidi import RIGHT_TO_LEFT, levels, runs_right, visual
from consult_app.pdf.faces import FALLBACKS, characters, held, holder, shaper
from consult_app.pdf.shaping import TALLEST_STACK, clusters, placed
from consult_app.pdf.text import lines, longest_word, printable, width
from consult_app.pdf.theme import SMALL, Face
from tests.helpers.pdf_faults import faults
from tests.helpers.pdf_text import assert_printed, folded, structure_text, tool
from tests.helpers.sample_documents import LABELS, consent

FONTS = resource("fonts")
characters(FONTS)

SPOKEN = {
    "Arabic": "قالت لي الطبيبة إن العلاج قد لا ينجح، وأنا موافق على ذلك (نعم) 123 لا.",
    "Persian": "علی‌رضا می‌خواهد",
    "Hebrew": "שלום עולם, אני מסכימה ל־3 טיפולים",
    "Hindi": "नमस्ते दुनिया क्षत्रिय किताब",
    "Thai": "ก็น้ำใจ สวัสดี กำ",
    "Chinese": "王小明。我同意这个治疗",
    "Japanese": "田中さくら「こんにちは」ミライー",
    "Korean": "김철수 안녕하세요",
    "Bengali": "কৌশিক বাংলা",
    "Tamil": "கொடி தமிழ்",
    "Khmer": "ភាសាខ្មែរ",
    "Burmese": "မြန်မာ",
    "Georgian": "ქართული",
    "Armenian": "Հայաստան",
    "Amharic": "አማርኛ",
    "Sinhala": "සිංහල",
    "emoji": "😀 👍🏽 👨‍👩‍👧 🇩🇪",
    "marks": "x̌y̌ ż̆",
    "signs": "→ ✓ ☐ ∀x ≤ 5",
}


def rendered(*blocks):
    return render(consent(*blocks), LABELS, fonts=FONTS)


@pytest.mark.parametrize("said", SPOKEN.values(), ids=SPOKEN)
def test_three_readers_find_the_words_as_they_were_typed(said):
    document = consent(Heading("In own words", 1), Quote(said, "You said"), Paragraph(said.split()[0]))
    assert_printed(document, render(document, LABELS, fonts=FONTS))


def test_poppler_finds_a_name_in_a_sentence_of_ours():
    name = "عمر الخيام"
    text = tool("pdftotext", pdf=rendered(Paragraph(f"Name: {name} decided")), output=True)
    assert folded(f"Name: {name} decided") in folded(text)


def test_all_scripts_together_are_pdf_a_3a_and_pdf_ua_1_and_every_font_is_embedded():
    pdf = rendered(Heading("Title", 1), *(Paragraph(each) for each in SPOKEN.values()))
    assert faults(pdf) == []
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", pdf=pdf)
    rows = [line.split() for line in tool("pdffonts", pdf=pdf).splitlines()[2:]]
    assert len(rows) > 15
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_only_the_glyphs_that_are_used_get_in():
    assert len(rendered(Paragraph("王小明 عمر 😀"))) < 40_000


def test_equal_words_give_equal_bytes_in_a_fresh_process():
    code = (
        "import hashlib; from tests.contract.test_pdf_scripts import *;"
        "print(hashlib.sha256(rendered(*map(Paragraph, SPOKEN.values()))).hexdigest())"
    )
    python = [sys.executable, "-c", code]
    once, again = (subprocess.run(python, capture_output=True, check=True).stdout for _ in range(2))
    assert once == again


def test_what_runs_from_right_to_left_is_told_to_screen_readers_in_the_order_of_reading():
    said = "نعم، أنا موافق"
    with pikepdf.open(BytesIO(rendered(Paragraph(said)))) as pdf:
        spans = [
            str(each.ActualText)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/ActualText" in each
        ]
    assert spans == [f"{said} "]


@pytest.mark.parametrize(
    ("text", "backwards"),
    [
        ("Anna", False),
        ("عمر", True),
        ("عمر decided to go on", False),
        ("123", False),
        ("Ł 王", False),
        ("אני ok", True),
    ],
)
def test_most_letters_decide_where_a_line_begins(text, backwards):
    assert runs_right(text) == backwards
    assert lines(text, SMALL.body, 500)[0].startswith(RIGHT_TO_LEFT) == backwards


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("abc", "abc"),
        ("ab אבג 12 cd", "ab 12 גבא cd"),
        ("אב (12) cd", ")12( בא cd"),
        ("levels: [ ש ] 3", "levels: [ ש ] 3"),
    ],
)
def test_letters_stand_in_the_order_that_unicode_asks_for(text, seen):
    assert "".join(visual(text, levels(text, 0))) == seen


def test_words_are_drawn_in_the_order_of_reading_each_where_it_belongs():
    pieces = placed("Name: עמר כהן (12)", Face.REGULAR)
    assert "".join(piece.text for _, piece in pieces) == "Name: עמר כהן (12)"
    at = {piece.text: x for x, piece in pieces}
    assert at["Name: "] < at["12"] < at["כהן"] < at["עמר"]


def test_a_line_is_as_wide_as_its_pieces():
    for text in SPOKEN.values():
        whole = max(x + piece.width for x, piece in placed(text, Face.REGULAR))
        assert width(text, SMALL.body) == pytest.approx(whole * SMALL.body.size)


@pytest.mark.parametrize("said", SPOKEN.values(), ids=SPOKEN)
def test_lines_keep_to_the_room_and_lose_nothing(said):
    for room in (40, 80, 200):
        broken = lines(printable(said * 5), SMALL.body, room)
        assert folded("".join(broken)) == folded(printable(said * 5))
        assert all(width(each, SMALL.body) <= room + 0.01 for each in broken)


def test_chinese_breaks_between_characters_but_not_before_a_full_stop():
    broken = lines("我同意。" * 20, SMALL.body, 10 * SMALL.body.size + 1)
    assert len(broken) < 12
    assert not any(each.startswith("。") for each in broken)
    assert longest_word("我同意", SMALL.body) < 2 * SMALL.body.size


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("abc", 3),
        ("x̌y", 2),
        ("👍🏽", 1),
        ("👨‍👩‍👧", 1),
        ("🇩🇪🇫🇷", 2),
        ("क्ष", 1),
        ("น้ำ", 2),
        ("ش\u200cد", 1),
        ("क्" * 100, 13),
    ],
)
def test_what_a_reader_takes_for_one_character_is_never_cut(text, count):
    assert len(list(clusters(text))) == count
    assert "".join(clusters(text)) == text


def test_a_tower_of_marks_stays_near_its_letter():
    glyphs = placed("a" + "\u0302" * 40, Face.REGULAR)[0][1].glyphs
    assert len(glyphs) > 10
    assert max(each.up for each in glyphs) <= TALLEST_STACK


def test_a_face_is_taken_only_if_it_holds_the_whole_of_a_character():
    assert holder("ع", Face.ITALIC) == "NotoSansArabic-Regular.ttf"
    assert holder("x̌", Face.ITALIC) == Face.ITALIC.value
    assert not holder("\U00020000", Face.ITALIC)


def test_every_face_is_there_and_gives_no_private_characters():
    for file in FALLBACKS:
        assert held(FONTS / file)
        assert not any("\ue000" <= each <= "\uf8ff" for each in held(FONTS / file))


def test_a_face_that_is_not_there_is_named(tmp_path):
    with pytest.raises(RenderError, match=r"none\.ttf"):
        shaper(tmp_path / "none.ttf")


def test_no_letter_is_a_box():
    assert missing_characters(consent(*map(Paragraph, SPOKEN.values())), FONTS) == ()


def test_a_glyph_is_drawn_where_it_is_not_text():
    pdf = rendered(Paragraph("กำ"))
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "กำ" in text
    assert not re.search("[\u200b\ufffd]", text)
    assert "กำ" in structure_text(pdf)


ODD = [
    "x\U0001f3fe",
    "x\u05b8",
    "\u05d0\u064e",
    "\u0628\u05b8",
    "\u0915\U0001f3fb",
    "\u738b\u0301",
    "\U0001f600\u064e",
    "a\u200d\u0628",
    "\U0001f469\u200d\u738b",
]


@pytest.mark.parametrize("said", ODD, ids=ascii)
def test_what_no_single_face_holds_together_is_drawn_part_by_part_and_never_as_a_box(said):
    document = consent(Heading("Title", 1), Paragraph(f"Before {said} after"), Quote(said, "You said"))
    assert missing_characters(document, FONTS) == ()
    assert all(glyph.number for _, piece in placed(said, Face.REGULAR) for glyph in piece.glyphs)
    pdf = render(document, LABELS, fonts=FONTS)
    assert faults(pdf) == []
    assert_printed(document, pdf)
