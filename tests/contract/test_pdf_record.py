"""The record inside: attached before the seal, readable without us, and enough to make the file again."""

import hashlib
import json
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from consult_app.cli import run
from consult_app.errors import RecordError
from consult_app.pdf.attaching import attach, attached
from consult_app.services import play_sample, services
from consult_app.workflow.record import rebuilt
from tests.helpers.pdf_faults import faults
from tests.helpers.pdf_samples import sample_pdf
from tests.helpers.pdf_spoken import spoken
from tests.helpers.pdf_text import folded, tool


@pytest.fixture(scope="module")
def sealed():
    return play_sample()["consent.pdf"]


@pytest.fixture(scope="module")
def content(sealed):
    return attached(sealed)


@pytest.fixture
def bound(tmp_path):
    return services(tmp_path)


def test_it_makes_the_file_again_byte_for_byte_as_it_was_before_the_seal(bound, sealed, content):
    made = rebuilt(bound, bound.library.treatment("mesotherapy"), content)
    assert sealed.startswith(made)
    assert len(made) < len(sealed)


def test_the_document_prints_the_number_of_what_was_said(content, sealed):
    assert json.loads(content)["session_sha256"] in folded(spoken(sealed))


def test_one_from_before_a_draft_held_more_makes_the_file_again_with_its_own_number(bound, content):
    record = json.loads(content)
    del record["state"]["draft"]["large"]
    made = rebuilt(bound, bound.library.treatment("mesotherapy"), json.dumps(record).encode())
    said = json.dumps(record["state"]["draft"], ensure_ascii=False, separators=(",", ":")).encode()
    assert hashlib.sha256(said).hexdigest() in folded(spoken(made))


def test_it_says_what_was_said_judged_and_decided_and_never_how_fast_somebody_wrote(content):
    record = json.loads(content)
    assert record["treatment"]["digest"]
    assert {"answers", "findings", "options", "risks", "mixture", "signatures", "composed_at"} <= set(record)
    points = [
        point
        for signature in record["state"]["signatures"]
        for stroke in signature["ink"]["strokes"]
        for point in stroke["points"]
    ]
    assert len(points) > 20
    assert {point["t_ms"] for point in points} == {0}


def test_with_it_inside_the_sealed_file_is_pdf_a_3a_and_pdf_ua_1(sealed):
    assert faults(sealed) == []
    assert "record.json" in tool("pdfdetach", "-list", pdf=sealed)


def test_it_is_attached_as_the_data_of_the_document(sealed):
    with pikepdf.open(BytesIO(sealed)) as pdf:
        [file] = pdf.Root.AF
        assert (str(file.UF), file.AFRelationship) == ("record.json", "/Data")
        assert list(pdf.attachments) == ["record.json"]


def test_equal_records_give_equal_files(sealed, content):
    assert attach(sealed, content) == attach(sealed, content)


@pytest.mark.parametrize("pdf", [b"", b"no PDF", sample_pdf(1)])
def test_a_file_without_one_is_named(pdf):
    with pytest.raises(RecordError):
        attached(pdf)


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b'{"state": {"type": "Draft"}}'])
def test_a_damaged_one_is_named(bound, damage):
    with pytest.raises(RecordError) as caught:
        rebuilt(bound, bound.library.treatment("mesotherapy"), damage)
    assert caught.value.code == "record-unreadable"


def test_another_version_of_the_pack_is_named(bound, content):
    other = replace(bound.library.treatment("mesotherapy"), digest="0" * 64)
    with pytest.raises(RecordError) as caught:
        rebuilt(bound, other, content)
    assert caught.value.code == "record-other-pack"


def test_the_command_line_prints_it_and_makes_the_file_again(tmp_path, capsys, sealed, content):
    file, again = tmp_path / "consent.pdf", tmp_path / "again.pdf"
    file.write_bytes(sealed)
    assert run(["record", str(file)]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(content)
    assert run(["record", str(file), "--rebuild", str(again)]) == 0
    assert "byte for byte" in capsys.readouterr().out
    assert sealed.startswith(again.read_bytes())


def test_the_command_line_says_what_is_not_the_same_or_not_there(tmp_path, capsys, sealed, content):
    file, again = tmp_path / "consent.pdf", tmp_path / "again.pdf"
    file.write_bytes(attach(sealed, content))
    assert run(["record", str(file), "--rebuild", str(again)]) == 1
    assert "NOT" in capsys.readouterr().out
    record = json.loads(content)
    record["treatment"]["digest"] = "0" * 64
    file.write_bytes(attach(sealed, json.dumps(record).encode()))
    assert run(["record", str(file), "--rebuild", str(again)]) == 2
    assert "No pack on this machine" in capsys.readouterr().err
    file.write_bytes(sample_pdf(1))
    assert run(["record", str(file)]) == 2
