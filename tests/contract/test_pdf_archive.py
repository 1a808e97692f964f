"""Fit for the archive and for screen readers, the same bytes every time, ready for the seal."""

import importlib
import json  # noqa: F401 - loaded before
import os
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import page
import pikepdf
import pypdfium2
import pytest

from consult_app.assets import resource
from consult_app.domain.consultation import Way
from consult_app.domain.document import Fields, Heading, Paragraph, Table, Tick
from consult_app.domain.proof import SEAL_FIELD
from consult_app.pdf import archive, render
from consult_app.pdf.attaching import attach, attached
from consult_app.pdf.lean import without
from tests.helpers.pdf_text import poppler_text, tool
from tests.helpers.sample_documents import LABELS, consent, signatures

FONTS = resource("fonts")


def rendered(*blocks, signed=(), **changes):
    return render(consent(*blocks, **changes), LABELS, signed, fonts=FONTS)


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1])
@pytest.mark.parametrize("signed", [(), *(signatures(way, "hand in plaster") for way in Way)])
def test_it_is_pdf_a_3a_and_pdf_ua_1(profile, signed):
    report = page.validate_pdf_bytes(rendered(signed=signed), profile=profile)
    assert [f"{each.rule_id} {each.message}" for each in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1])
def test_odd_documents_are_too(profile):
    pdf = rendered(Heading("Third level first", 3), Paragraph(""), Tick("", ticked=True), title="A & B <i>")
    assert [each.rule_id for each in page.validate_pdf_bytes(pdf, profile=profile).failures] == []


def test_equal_input_gives_equal_bytes():
    assert rendered(signed=signatures()) == rendered(signed=signatures())


def test_two_that_are_laid_out_at_once_get_the_bytes_that_each_would_get_alone():
    alone = rendered(signed=signatures()), rendered(title="Another")
    with ThreadPoolExecutor(2) as both:
        first, second = both.submit(rendered, signed=signatures()), both.submit(rendered, title="Another")
    assert (first.result(), second.result()) == alone


def test_a_fresh_process_gives_the_same_bytes():
    code = (
        "import hashlib; from tests.contract.test_pdf_archive import *;"
        "print(hashlib.sha256(rendered(signed=signatures())).hexdigest())"
    )
    python = [sys.executable, "-c", code]
    elsewhere = {
        "TZ": "Asia/Kathmandu",
        "LC_ALL": "tr_TR.UTF-8",
        "SOURCE_DATE_EPOCH": "1",
        "PYTHONHASHSEED": "42",
    }
    once, again = (
        subprocess.run(python, capture_output=True, check=True, env={**os.environ, **more}).stdout
        for more in ({}, elsewhere)
    )
    assert once == again


def test_qpdf_finds_nothing_wrong():
    said = tool("qpdf", "--check", pdf=rendered(signed=signatures()))
    assert "No syntax or stream encoding errors found" in said


def test_all_fonts_are_embedded_as_subsets_that_can_be_read_back():
    rows = [line.split() for line in tool("pdffonts", pdf=rendered()).splitlines()[2:]]
    assert len(rows) >= 3
    assert all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows)


def test_it_says_what_it_is_and_holds_no_clock():
    with pikepdf.open(BytesIO(rendered(title="Consent: <Ł> & more"))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Consent: <Ł> & more"
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261122140500+01'00'"
        assert str(pdf.Root.Lang) == "en"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Consent: <Ł> & more"
            assert metadata["xmp:CreateDate"] == "2026-11-22T14:05:00+01:00"


def test_it_holds_empty_invisible_fields_for_the_seal_and_for_a_timestamp():
    with pikepdf.open(BytesIO(rendered())) as pdf:
        field, timestamp = pdf.Root.AcroForm.Fields
        assert (str(timestamp.T), list(timestamp.Rect), "/V" in timestamp) == ("TS_Archive", [0] * 4, False)
        assert [str(each) for each in field.Lock.Fields] == ["Sig_Withdrawal", "TS_Archive", "TS_Withdrawal"]
        assert (str(field.T), field.FT, "/V" in field) == (SEAL_FIELD, pikepdf.Name.Sig, False)
        assert [float(each) for each in field.Rect] == [0, 0, 0, 0]


def test_ink_is_on_the_page_itself_and_nothing_is_a_raster():
    with pikepdf.open(BytesIO(rendered(signed=signatures()))) as pdf:
        assert not any(sheet.get_images() for sheet in pdf.pages)
        assert sum(len(sheet.obj.get("/Annots", ())) for sheet in pdf.pages) == 2


def test_headings_are_bookmarks_at_their_places():
    pdf = rendered(
        Heading("Title", 1),
        Heading("Part"),
        Heading("Point", 3),
        Heading("عنوان"),
        Heading(""),
        Paragraph("x"),
    )
    marks = list(pypdfium2.PdfDocument(pdf).get_toc())
    assert [(each.level, each.get_title()) for each in marks] == [
        (0, "Title"),
        (1, "Part"),
        (2, "Point"),
        (1, "عنوان"),
    ]
    tops = [each.get_dest().get_view()[1][1] for each in marks]
    assert tops == sorted(tops, reverse=True)
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    start, _ = text.search("Part").get_next()
    assert 0 < tops[1] - text.get_charbox(start)[3] < 12


def test_every_cell_names_the_head_that_says_what_it_is_about():
    pdf = rendered(
        Heading("Title", 1),
        Table(("What", "How"), (("this", "so"), ("that", "thus"))),
        Fields((("Name", "Ann"),)),
    )
    with pikepdf.open(BytesIO(pdf)) as opened:
        tree = opened.Root.StructTreeRoot
        names = list(tree.IDTree.Names)
        heads = {str(key): node for key, node in zip(names[::2], names[1::2], strict=True)}
        assert list(heads) == sorted(heads)
        assert all(str(node.ID) == key and node.S == "/TH" for key, node in heads.items())
        cells = [each for each in opened.objects if _role(each) == "/TD"]
        assert len(cells) == 5
        assert all(str(each.A.Headers[0]) in heads for each in cells)


def _role(item):
    return (
        item.get("/S")
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
        else None
    )


def test_words_of_ours_alone_load_nothing_that_shapes_or_reads_xml():
    code = (
        "import sys; from consult_app.assets import resource; from consult_app.pdf import render;"
        "from tests.helpers.sample_documents import LABELS, consent;"
        "render(consent(), LABELS, fonts=resource('fonts'));"
        "print(*({'uharfbuzz', 'lxml', 'PIL.ImageFont'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == ""


def test_a_record_whose_data_would_end_badly_is_attached_all_the_same_and_comes_back_as_it_was():
    bad = next(
        each for each in map(str, range(60_000)) if zlib.adler32(each.encode()) & 0xFF == ord("\r")
    ).encode()
    assert zlib.compress(bad).endswith(b"\r")
    pdf = attach(rendered(), bad)
    assert b"\r\nendstream" not in pdf
    assert attached(pdf) == bad
    assert attach(rendered(), attached(pdf)) == pdf


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1])
def test_what_is_changed_to_that_end_is_seen_by_nobody(profile):
    before = attach(rendered(), b"{}")
    with pikepdf.open(BytesIO(before)) as opened:
        archive._vary(opened, 1)
        after = archive._written(opened)
    assert after != before
    assert [each.rule_id for each in page.validate_pdf_bytes(after, profile=profile).failures] == []
    assert poppler_text(after) == poppler_text(before)
    assert attached(after) == b"{}"


def test_a_library_is_kept_out_while_it_is_not_loaded_and_left_alone_afterwards():
    with without("json"):
        assert sys.modules["json"] is not None
    with pytest.raises(ImportError), without("antigravity"):
        importlib.import_module("antigravity")
    assert "antigravity" not in sys.modules
