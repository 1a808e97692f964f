"""A file is read as what it is, whatever it is called; damage ends in words, never in an error of ours."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult_app.domain.table import ENCODINGS, FileKind
from consult_app.errors import TableError
from consult_app.interop import patient_file, persons
from consult_app.interop.patient_file import read_patients
from consult_app.ui.messages import message
from tests.helpers.damaged_files import damaged
from tests.helpers.foreign_patients import FHIR, GDT, HL7, one_a_line, patients

SAMPLES = {
    FileKind.CSV: b"Given name;Family name;Birth date\nAnna;Berg;1984-03-12\n",
    FileKind.GDT: GDT.encode("cp1252"),
    FileKind.FHIR: json.dumps(FHIR).encode(),
    FileKind.HL7: HL7.encode(),
}


@pytest.mark.parametrize("kind", FileKind)
def test_each_kind_is_told_by_how_it_begins(kind):
    for content in (SAMPLES[kind], b"\xef\xbb\xbf" + SAMPLES[kind]):
        assert read_patients(content).kind is kind
        came, refused = patients(content)
        assert (len(came), refused) == (1, [])


@pytest.mark.parametrize(
    ("kind", "encoding"), [(kind, each) for kind in FileKind for each in ENCODINGS[kind]]
)
def test_every_character_set_that_can_be_chosen_can_be_read(kind, encoding):
    # Letters of seven bits stand in the same places in all of them.
    content = SAMPLES[kind].decode("utf-8", "replace").encode("ascii", "replace")
    content = content.decode().encode("utf-16") if encoding == "utf-16" else content
    read = read_patients(content, encoding)
    assert (read.kind, read.encoding) == (kind, encoding)


def refused(code):
    return pytest.raises(TableError, check=lambda error: error.code == code)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<?xml version="1.0"?><Patient xmlns="http://hl7.org/fhir"/>', "table-xml"),
        (b"\xef\xbb\xbf\n <Bundle/>", "table-xml"),
        (b"", "table-empty"),
        (b"PK\x03\x04", "table-other-file"),
        (b"MSH", "table-one-column"),
        (b"013800063", "table-one-column"),
    ],
)
def test_what_none_of_them_is_is_said(content, code):
    with refused(code):
        read_patients(content)


def test_far_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(persons, "MOST", 1)
    for content in (2 * SAMPLES[FileKind.GDT], 2 * SAMPLES[FileKind.HL7], one_a_line(FHIR, FHIR)):
        with refused("table-too-large"):
            read_patients(content)
    monkeypatch.setattr(patient_file, "MOST_LINES", 3)
    with refused("table-too-large"):
        read_patients(b"a,b\r\n\r\n")
    monkeypatch.setattr(patient_file, "MOST_BYTES", 3)
    with refused("table-too-large"):
        read_patients(b"a,b\n")


def test_numbers_of_far_too_many_are_not_offered():
    many = [{**FHIR, "identifier": [{"system": f"urn:{at}", "value": "7"}]} for at in range(20)]
    assert len(read_patients(one_a_line(*many)).rows[0].cells) == 4 + persons.MOST_NUMBERS


@settings(max_examples=80)
@given(st.sampled_from(FileKind), st.integers(0))
def test_a_damaged_file_gives_patients_reasons_or_an_error_in_words(kind, seed):
    content = damaged(SAMPLES[kind], random.Random(seed))  # noqa: S311 - no secret
    came, code = (), ""
    try:
        came, _ = patients(content)
    except TableError as error:
        code = error.code
    assert code == "" or message(TableError(code)).safe
    assert all(each.given_name and each.family_name for each in came)
