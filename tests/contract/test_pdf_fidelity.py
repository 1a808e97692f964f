"""What was said is what is printed: for every pack, whatever somebody is called and whatever they write."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from consult_app.assets import resource
from consult_app.domain.compose import compose_consent
from consult_app.domain.condition import NOT_SURE
from consult_app.domain.document import Bullets, Heading, Notice, Paragraph, Quote, Table
from consult_app.domain.questionnaire import Kind
from consult_app.domain.screening import assess
from consult_app.pdf import render
from consult_app.services import services
from tests.helpers.pdf_frame import assert_in_frame
from tests.helpers.pdf_spoken import spoken
from tests.helpers.pdf_text import assert_in_order, assert_on_pages, composed, folded
from tests.helpers.random_consultations import AT, PACKS, dice, documents, pack, some_draft
from tests.helpers.sample_documents import LABELS, consent

FONTS = resource("fonts")
NAMES = ("Żółć", "O'Neil <b>", "عمر", "שרה", "m" * 50, "😀", "王小明", "कमला क्षत्रिय", "น้ำใจ", "{name} %s")
HOSTILE = (
    "<b>bold</b> <a href='http://example.org'>link</a> <font color='red'>",
    "</para><onDraw name='x'/> <img src='/etc/passwd'/>",
    "http://example.org mailto:a@example.org javascript:app.alert(1)",
    "/JavaScript (app.alert\\(1\\)) Tj ET EMC endstream endobj %%EOF",
    "{page} %(page)s ${x} &lt;b&gt; &amp; \\n \\u0041",
    "\u202eevil\u202c \u2066isolated\u2069 \u200e\u200f \x00\x07\x1b[31m",
    "one\x0ctwo\x0bthree\u2028four\u2029five",
    "]]> <!-- <?xpacket end='w'?> -->",
)
FORBIDDEN = (
    "/JavaScript",
    "/JS",
    "/URI",
    "/Launch",
    "/OpenAction",
    "/AA",
    "/GoToR",
    "/SubmitForm",
    "/RichMedia",
)


def rendered(document, labels=LABELS):
    return render(document, labels, fonts=FONTS)


def plain_draft(treatment, name):
    """A consultation of usual length: no tall rows, which readers without the tree take line by line."""
    random = dice(name)
    drawn = some_draft(random, treatment)
    return replace(
        drawn,
        patient=replace(drawn.patient, given_name="", family_name=name),
        practice=replace(drawn.practice, name="Practice"),
        clinician=replace(drawn.clinician, name="Dr A"),
        answers={**drawn.answers, treatment.hoped_for: f"I am {name}."},
        options={key: replace(each, reason="not now") for key, each in drawn.options.items()},
        mixture=tuple(replace(each, lot="L1", site="") for each in drawn.mixture),
        risks={},
        own_risks=(),
        exchanges=(),
        overrides=(),
    )


@pytest.mark.parametrize("name", NAMES)
def test_no_name_is_refused_at_entry_for_its_script(tmp_path, name):
    assert services(tmp_path).unprintable(name) == ()


@pytest.mark.untraced
@pytest.mark.parametrize(("pack_id", "name"), list(zip((*PACKS, *PACKS), NAMES, strict=False)))
def test_two_readers_and_the_tree_give_a_pack_block_by_block(pack_id, name):
    treatment = pack(pack_id)
    for document in documents(treatment, plain_draft(treatment, name)).values():
        pdf = rendered(document, treatment.labels)
        assert_on_pages(document, pdf)
        assert_in_order(composed(document), spoken(pdf))


def test_a_note_of_four_thousand_words_comes_whole():
    note = " ".join(f"{name}{number}" for number in range(400) for name in NAMES)
    document = consent(Heading("Note", 1), Quote(note, "You said"))
    pdf = rendered(document)
    assert len(note.split()) > 4000
    assert_in_order(composed(document), spoken(pdf))
    assert_in_frame(pdf)


@pytest.mark.parametrize("count", [0, 60])
def test_sixty_findings_or_none(count):
    treatment = pack("mesotherapy")
    draft = plain_draft(treatment, "Anna")
    unsure = {each.id: NOT_SURE for each in treatment.questionnaire if each.may_be_unsure}
    draft = replace(draft, answers={**draft.answers, **unsure})
    assessment = assess(treatment, draft)
    assert assessment.findings
    findings = (assessment.findings * 60)[:count]
    document = compose_consent(treatment, draft, replace(assessment, findings=findings), AT)
    assert sum(isinstance(each, Notice) for each in document.blocks) >= count
    pdf = rendered(document, treatment.labels)
    assert_in_order(composed(document), spoken(pdf))
    assert_in_frame(pdf)


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_typed_is_printed_as_typed_and_does_nothing(typed):
    document = consent(
        Heading(typed, 1),
        Paragraph(typed),
        Quote(typed, typed),
        Bullets((typed,)),
        Table((typed,), ((typed,),)),
        Notice(typed, typed),
        title=typed,
    )
    pdf = rendered(document)
    assert_in_order(composed(document), spoken(pdf))
    with pikepdf.open(BytesIO(pdf)) as opened:
        notes = [note for sheet in opened.pages for note in sheet.obj.get("/Annots", ())]
        assert [note.FT for note in notes] == ["/Sig"] * 2
        for each in opened.objects:
            if isinstance(each, pikepdf.Dictionary):
                assert not set(each.keys()) & set(FORBIDDEN)


def test_what_is_typed_adds_no_page():
    typed = " ".join(HOSTILE)
    harmless = folded(typed).translate({ord(each): "x" for each in "\x0b\x0c"})
    pages = [len(pypdfium2.PdfDocument(rendered(consent(Paragraph(each))))) for each in (typed, harmless)]
    assert pages == [1, 1]


def test_nothing_that_turns_words_around_is_left():
    text = spoken(rendered(consent(Paragraph("user\u202egpj.exe \u2067abc\u2069 a\u00adb"))))
    assert text.strip() == "usergpj.exe abc ab"


def test_an_answer_in_another_script_is_printed_in_every_kind_of_question():
    treatment = pack("mesotherapy")
    draft = plain_draft(treatment, "Anna")
    said = {each.id: "لا أعرف" for each in treatment.questionnaire if each.kind is Kind.TEXT}
    document = documents(treatment, replace(draft, answers={**draft.answers, **said}))["consent"]
    text = spoken(rendered(document, treatment.labels))
    assert text.count("لا أعرف") >= 2
