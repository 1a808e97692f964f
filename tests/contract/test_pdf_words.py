"""What is composed is what is printed: every word, in order, whatever it is made of."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult_app.assets import resource
from consult_app.domain.consultation import Way
from consult_app.domain.document import (
    Bullets,
    Fields,
    Heading,
    Icons,
    Notice,
    Paragraph,
    Quote,
    Role,
    SignatureBlock,
    Table,
    Tick,
    Tone,
)
from consult_app.domain.latin import is_latin
from consult_app.errors import RenderError
from consult_app.pdf import missing_characters, render
from consult_app.pdf.faces import characters
from consult_app.pdf.text import printable
from tests.helpers.pdf_text import assert_in_order, assert_printed, composed, folded, structure_text
from tests.helpers.sample_documents import LABELS, consent, signatures

FONTS = resource("fonts")
LETTERS = sorted(
    each
    for each in characters(FONTS)
    if unicodedata.category(each) in {"Lu", "Ll", "Nd", "Po", "Ps", "Pe", "Sc"}
    and unicodedata.normalize("NFKC", each) == each
    and ord(each) < 0x530
)
NAMES = (
    "Żółć",
    "O'Neil <b>",
    "&amp; {x}",
    "Łukasz Zażółć-Gęślą",
    "Σωκράτης",
    "Ёлка",
    "a" * 60,
    "कमला क्षत्रिय",
    "น้ำใจ",
    "王小明。你好",
    "さくら",
    "김철수",
    "😀👍🏽",
    "x̌",
    "கொடி",
    "%s \\n \\( ]]>",
)

words = st.one_of(
    st.sampled_from(NAMES),
    st.text(st.sampled_from(LETTERS), min_size=1, max_size=50),
    st.just("\n"),
    st.just("\x07"),
)
sentences = st.lists(words, min_size=1, max_size=40).map(" ".join)
cells = st.lists(words, max_size=8).map(" ".join)
blocks = st.one_of(
    st.builds(Heading, sentences, st.integers(1, 3)),
    st.builds(Paragraph, sentences, st.booleans()),
    st.builds(Quote, sentences, sentences),
    st.builds(Bullets, st.lists(sentences, max_size=3).map(tuple), st.booleans()),
    st.builds(Fields, st.lists(st.tuples(cells, cells), max_size=4).map(tuple)),
    st.integers(1, 6).flatmap(
        lambda count: st.builds(
            Table,
            st.tuples(*[cells] * count),
            st.lists(st.tuples(*[cells] * count), max_size=4).map(tuple),
        )
    ),
    st.builds(Notice, sentences, sentences, st.sampled_from(Tone)),
    st.builds(Tick, sentences, st.booleans()),
    st.integers(0, 100).map(lambda count: Icons(count, 100, f"{count} in 100")),
    st.builds(SignatureBlock, st.sampled_from(Role), cells, sentences, words),
)


def test_the_sample_is_printed_to_the_last_word():
    document = consent()
    assert_printed(document, render(document, LABELS, signatures(), fonts=FONTS))


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.lists(blocks, min_size=1, max_size=12))
def test_any_document_is_printed_and_nothing_else(some):
    document = consent(*some)
    pdf = render(document, LABELS, fonts=FONTS)
    assert folded(structure_text(pdf)) == folded("".join(composed(document)))
    assert_printed(document, pdf)


def test_own_words_of_many_pages_lose_nothing():
    said = " ".join(f"word{number}" for number in range(4000))
    document = consent(Heading("What matters to you"), Quote(said, "In your own words"))
    assert_printed(document, render(document, LABELS, fonts=FONTS))


def test_a_row_longer_than_a_page_loses_nothing():
    long = " ".join(f"reason{number}" for number in range(900))
    document = consent(
        Table(("Option", "Reason"), (("First", long), (long, "Second"))), Fields(((long, long),))
    )
    pdf = render(document, LABELS, fonts=FONTS)
    assert_in_order(composed(document), structure_text(pdf))


def test_a_notice_longer_than_a_page_loses_nothing():
    long = " ".join(f"reason{number}" for number in range(900))
    document = consent(Notice("Take care", long, Tone.CARE))
    assert_printed(document, render(document, LABELS, fonts=FONTS))


def test_markup_is_text():
    hostile = "<b>bold</b> &amp; {x} </para> %PDF (a\\) <font color='red'>"
    document = consent(Paragraph(hostile), Notice(hostile, hostile))
    assert folded(hostile) in folded(structure_text(render(document, LABELS, fonts=FONTS)))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("e\u0301", "é"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\x00\x07\u200b\u202e\ufeffb\ufe0f", "ab"),
        ("a\tb\u2003c\u00a0d", "a b c\u00a0d"),
        ("a\ufffe\uffff\ufdd0b\U0010ffff", "ab"),
    ],
)
def test_text_is_made_printable(typed, printed):
    assert printable(typed) == printed


def test_missing_characters_are_named_by_code_point_and_never_by_the_text_around_them():
    document = consent(Paragraph("Secret \U00020000 words \ue000"))
    assert missing_characters(document, FONTS) == ("\ue000", "\U00020000")
    with pytest.raises(RenderError) as caught:
        render(document, LABELS, fonts=FONTS)
    assert caught.value.code == "glyph-missing"
    assert "U+E000, U+20000" in str(caught.value)
    assert "Secret" not in str(caught.value)


def test_nothing_is_missing_from_the_sample():
    assert missing_characters(consent(), FONTS) == ()


def test_of_latin_words_nothing_is_ever_missing():
    assert [each for each in map(chr, range(0x250)) if is_latin(each) and each not in characters(FONTS)] == []


def test_a_note_that_cannot_be_printed_is_refused_before_signing():
    with pytest.raises(RenderError, match=r"U\+E000"):
        render(consent(), LABELS, signatures(Way.UNABLE, "\ue000"), fonts=FONTS)


def test_fonts_that_are_not_there_are_named(tmp_path):
    with pytest.raises(RenderError) as caught:
        render(consent(), LABELS, fonts=tmp_path)
    assert caught.value.code == "fonts-missing"
