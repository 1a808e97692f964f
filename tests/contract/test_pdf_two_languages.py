"""A form in two languages: side by side, each tagged as what it is, whole and in order on every paper."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from consult_app.assets import resource
from consult_app.domain.compose import compose_consent, in_two_languages
from consult_app.domain.document import (
    Bullets,
    Fields,
    Heading,
    Lines,
    Paragraph,
    Parallel,
    Phrase,
    Quote,
    Role,
    Sheet,
    SignatureBlock,
    Ticks,
)
from consult_app.domain.document import PaperSize as Paper
from consult_app.domain.screening import assess
from consult_app.pdf import render
from consult_app.pdf.theme import A4, MARGIN
from consult_app.services import services
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.demo import scribble
from consult_app.workflow.record import inside, rebuilt
from consult_app.workflow.sealing import Way, review, sign
from tests.helpers.pdf_faults import faults
from tests.helpers.pdf_frame import assert_in_frame
from tests.helpers.pdf_spoken import spoken
from tests.helpers.pdf_text import (
    assert_each_language_on_pages,
    assert_in_order,
    assert_on_pages,
    composed,
    tool,
)
from tests.helpers.random_consultations import AT, dice, documents, pack, some_draft
from tests.helpers.sample_documents import LABELS, consent, signatures
from tests.helpers.talks import sample_talk
from tests.helpers.translated import in_made_up_arabic

FONTS = resource("fonts")
ROLES = (Role.PATIENT, Role.CLINICIAN)


def in_both(pack_id, sheet, seed="two"):
    treatment = pack(pack_id)
    draft = some_draft(dice(seed), treatment)
    return in_two_languages(
        *(
            compose_consent(each, draft, assess(each, draft), AT, sheet)
            for each in (in_made_up_arabic(treatment), treatment)
        )
    )


def made(*blocks, language="ar", **more):
    document = replace(consent(*blocks), language=language, beside="en", **more)
    return document, render(document, LABELS, more.get("signed", ()), fonts=FONTS)


def elements(pdf):
    """Every element of the structure tree with the language that it is in."""

    def walk(element, tag):
        tag = str(element.get("/Lang", tag))
        yield str(element.S), tag
        kids = element.get("/K", ())
        for kid in kids if isinstance(kids, pikepdf.Array) else ():
            if kid.get("/Type") == "/StructElem":
                yield from walk(kid, tag)

    with pikepdf.open(BytesIO(pdf)) as opened:
        root = opened.Root
        return list(walk(root.StructTreeRoot.K[0], str(root.Lang)))


def edges(pdf, words, page=0):
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    start, count = text.search(words).get_next()
    boxes = [text.get_charbox(start + at) for at in range(count)]
    return min(box[0] for box in boxes), max(box[2] for box in boxes), max(box[3] for box in boxes)


@pytest.mark.untraced
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize("paper", list(Paper), ids=lambda paper: paper.value)
def test_it_passes_every_validator_and_loses_nothing(paper, large):
    document = in_both("deoxycholic_acid", Sheet(paper, large=large))
    pdf = render(document, pack("deoxycholic_acid").labels, fonts=FONTS)
    assert faults(pdf) == []
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", pdf=pdf)
    assert_in_order(composed(document), spoken(pdf))
    assert_each_language_on_pages(document, pdf)
    assert_in_frame(pdf)


def test_each_block_says_which_language_it_is_in():
    pair = Parallel((Heading("عنوان", 1),), (Heading("Title", 1),))
    _, pdf = made(pair, Paragraph("Ours"), Parallel((Paragraph("نعم"),), (Paragraph("yes"),)))
    assert [each for each in elements(pdf) if each[0] in {"/H1", "/P"}] == [
        ("/H1", "ar"),
        ("/H1", "en"),
        ("/P", "en"),
        ("/P", "ar"),
        ("/P", "en"),
    ]


def test_they_begin_at_the_same_height_at_their_own_edges():
    _, pdf = made(Heading("Title", 1), Parallel((Paragraph("كلمة"),), (Paragraph("Unlike"),)))
    theirs, ours = edges(pdf, "كلمة"), edges(pdf, "Unlike")
    assert ours[0] == pytest.approx(MARGIN, abs=3)
    assert theirs[1] == pytest.approx(A4.width - MARGIN, abs=3)
    assert theirs[0] > A4.width / 2 > ours[1]
    assert theirs[2] == pytest.approx(ours[2], abs=6)


def test_two_languages_from_left_to_right_keep_the_first_one_at_the_left():
    _, pdf = made(Parallel((Heading("Erstes", 1),), (Heading("Unlike", 1),)), language="de")
    assert edges(pdf, "Erstes")[1] < A4.width / 2 < edges(pdf, "Unlike")[0]


def test_readers_find_the_words_pair_by_pair():
    pairs = (
        Parallel((Quote("نص", "سؤال"),), (Quote("text", "asked"),)),
        Parallel((Fields((("اسم", "قيمة"),)),), (Fields((("name", "value"),)),)),
        Parallel((Bullets(("نقطة",)),), (Bullets(("point",)),)),
        Parallel((Ticks(("نعم", "لا", "Not sure")),), (Ticks(("Yes", "No", "Not sure")),)),
        Parallel((Paragraph(Phrase("Only if 5 is نعم.", "6. هل تدخن؟")),), (Paragraph("6. Only if 5"),)),
        Parallel((), (Paragraph("ours only"),)),
        Parallel((Paragraph(""),), (Paragraph(""),)),
    )
    document, pdf = made(Heading("Title", 1), *pairs)
    assert_on_pages(document, pdf)


def test_of_two_languages_in_our_direction_every_reader_does():
    pairs = (
        Parallel((Quote("Text", "gefragt"),), (Quote("text", "asked"),)),
        Parallel((Fields((("Name", "Wert"),)),), (Fields((("name", "value"),)),)),
    )
    document, pdf = made(Heading("Title", 1), *pairs, language="de")
    assert_on_pages(document, pdf)


def test_what_no_page_holds_goes_on_side_by_side():
    long = Parallel((Paragraph("كلمة " * 900),), (Paragraph("word " * 1400),))
    document, pdf = made(Heading("Title", 1), long, Paragraph("the end"))
    assert len(pypdfium2.PdfDocument(pdf)) >= 2
    assert_in_order(composed(document), spoken(pdf))
    assert_in_frame(pdf)


def test_a_heading_is_never_the_last_on_its_page():
    filler = [Parallel((Paragraph(f"سطر {n}"),), (Paragraph(f"line {n}"),)) for n in range(60)]
    for count in range(36, 44):
        head = Parallel((Heading("رأس"),), (Heading("Heading"),))
        after = Parallel((Paragraph("كلمة " * 60),), (Paragraph("word " * 60),))
        _, pdf = made(Heading("Title", 1), *filler[:count], head, after)
        texts = [each.get_textpage().get_text_bounded() for each in pypdfium2.PdfDocument(pdf)]
        assert all(("Heading" in each) <= ("word" in each) for each in texts)


@pytest.mark.parametrize(
    "answers",
    [
        Parallel((Ticks(("نعم",)),), (Ticks(("Agreed",)),)),
        Lines("Agreed"),
        Parallel((Bullets(("نقطة",)),), (Bullets(("Agreed",)),)),
    ],
    ids=["boxes", "lines", "points"],
)
def test_a_question_stays_with_its_answers(answers):
    filler = [Parallel((Paragraph(f"سطر {n}"),), (Paragraph(f"line {n}"),)) for n in range(60)]
    for count in range(38, 44):
        asked = Parallel((Paragraph("سؤال"),), (Paragraph("Asked"),))
        _, pdf = made(Heading("Title", 1), *filler[:count], asked, answers)
        texts = [each.get_textpage().get_text_bounded() for each in pypdfium2.PdfDocument(pdf)]
        assert all(("Asked" in each) == ("Agreed" in each) for each in texts)


@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_a_signature_stands_below_what_is_declared_in_both(large):
    blocks = [
        Parallel(
            (SignatureBlock(role, "عنوان", "أوافق", "Anna"),),
            (SignatureBlock(role, "Who", "I agree", "Anna"),),
        )
        for role in ROLES
    ]
    document = replace(
        consent(Heading("Title", 1), Paragraph("word " * 700), *blocks),
        language="ar",
        beside="en",
        signers=ROLES,
        sheet=Sheet(large=large),
    )
    pdf = render(document, LABELS, signatures(), fonts=FONTS)
    assert faults(pdf) == []
    pages = [each.get_textpage().get_text_bounded() for each in pypdfium2.PdfDocument(pdf)]
    assert all(("Signed on" in each) <= ("I agree" in each) for each in pages)
    assert sum(each.count("Signed on") for each in pages) == len(ROLES)


def test_its_record_makes_it_again_byte_for_byte(tmp_path):
    bound, talk = services(tmp_path), sample_talk()
    own = in_made_up_arabic(talk.treatment)
    draft = talk.draft.speaking("ar", own.digest)
    state, _ = review(bound, Conversation.about(talk.treatment, draft), spoken=own)
    for each in "ab":
        state = sign(bound, state, Way.DRAWN, scribble(each))
    content = inside(bound, talk.treatment, state)
    first = bound.attach(bound.render(state.document, talk.treatment.labels, state.signatures), content, b"")
    again = rebuilt(bound, talk.treatment, content, {own.digest: own}.__getitem__)
    assert first == again
    assert faults(again) == []


@pytest.mark.parametrize("kind", ["consent", "aftercare"])
def test_sources_are_read_in_the_language_in_which_they_were_published(kind):
    spanish, draft = pack("mesotherapy.es"), some_draft(dice("sources"), pack("mesotherapy"))
    document = documents(spanish, draft)[kind]
    listed = next(each for each in document.blocks if isinstance(each, Bullets) and each.quiet)
    assert (document.language, listed.language) == ("es", "en")
    pdf = render(document, spanish.labels, fonts=FONTS)
    assert_in_order(composed(replace(document, blocks=(listed,))), spoken(pdf, "en"))
    assert listed.items[0].text not in spoken(pdf, "es")
