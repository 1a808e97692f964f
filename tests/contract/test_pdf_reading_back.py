"""Lines that run in both directions: two readers find them as they were typed."""

import pypdfium2
import pytest

from consult_app.assets import resource
from consult_app.domain.document import Heading, Paragraph
from consult_app.pdf import render
from tests.helpers.pdf_faults import faults
from tests.helpers.pdf_text import assert_on_pages, pdfium_text
from tests.helpers.random_consultations import dice
from tests.helpers.sample_documents import LABELS, consent

FONTS = resource("fonts")
STEER = "\N{LEFT-TO-RIGHT MARK}"

LINES = (
    "Patient عمر حسن (born 1984) agrees.",
    "Name: عمر O'Neil، 12 مارس 2026 (أو اثنين) end",
    "لا أعرف، ربما بعد أسبوع (أو اثنين).",
    "שרה כהן (Sara Cohen) 054-1234567 ok",
    "He said «שלום» to Omar [عمر] twice.",
    'Name: "عمر" & <b>حسن</b>',
    "עמר: 50% / 20-30 mg ₪100",
    "٣٤ (٥٦) سنة",
    "عمر عمر عمر",
    "لا لا، لأن الآن",
    "عُمَر قال نَعَم",
    "שָׁלוֹם (עולם) end",
    "علی‌رضا می‌خواهد (بله)",
    "هل أنتِ حامل؟ 2-3",
)
OTHERS = """
Anna O'Neil Dr. Smith 12 2026 2.5 mg (born 1984) [12] (a) 50% – & + : ; , . “quoted” «so» / 10:30 a@b.c #4
"""
BACKWARDS = """
عمر حسن علي محمد פגישה שלום כהן אני موافق على العلاج لا أعرف أنتِ علی‌رضا حامل؟
"""


def laid(*lines):
    document = consent(Heading("Title", 1), *map(Paragraph, lines))
    return document, render(document, LABELS, fonts=FONTS)


@pytest.mark.parametrize("line", LINES)
def test_names_numbers_and_brackets_are_found_where_they_were_typed(line):
    assert_on_pages(*laid(line))


def test_so_are_words_thrown_together():
    random = dice("both ways")

    def word():
        return random.choice((BACKWARDS if random.random() < 0.5 else OTHERS).split())

    lines = [" ".join(word() for _ in range(random.randrange(2, 11))) for _ in range(120)]
    assert_on_pages(*laid(*lines))


def test_it_stays_pdf_a_3a_and_pdf_ua_1():
    assert faults(laid(*LINES)[1]) == []


def test_a_name_in_a_sentence_can_be_searched_as_it_is_written():
    _, pdf = laid("Patient عمر حسن (born 1984) agrees.")
    found = pypdfium2.PdfDocument(pdf)[0].get_textpage().search("عمر حسن")
    assert found.get_next() is not None


def test_where_a_line_runs_one_way_nothing_is_put_in():
    assert STEER not in pdfium_text(laid("Patient Omar (born 1984) agrees.", "王小明 😀")[1])
    assert STEER in pdfium_text(laid("عمر (1984)")[1])


def test_what_steers_readers_is_never_seen():
    """Where it is drawn there is a space: the words stand at the places that they have without."""
    text = pypdfium2.PdfDocument(laid("(عمر) Anna [حسن]")[1])[0].get_textpage()
    shown = {text.get_text_range(at, 1): text.get_charbox(at) for at in range(text.count_chars())}
    left, _, right, _ = shown["A"]
    assert shown["ح"][2] < left
    assert right < shown["ع"][0]
    assert shown["]"][0] < shown["["][0] < left
    assert right < shown[")"][0] < shown["("][0]
