"""Patients in HL7 version 2: one message or many, as they come from a network or a folder."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.consultation import Patient, Sex
from consult_app.errors import TableError
from consult_app.interop.hl7v2 import read_hl7
from tests.helpers.foreign_patients import HL7, fault, name, patients

JORG = Patient("", "Jörg", "Müller", date(1984, 3, 12), Sex.MALE, "A-1003")


def message(name="Berg^Anna", born="19840312", number="7", *, event="ADT^A04", charset="", died=""):  # noqa: PLR0913 - each a field
    head = f"MSH|^~\\&|A|B|C|D|20261128||{event}|1|P|2.3" + ("|" * 6 + charset if charset else "")
    return f"{head}\rPID|||{number}||{name}||{born}|F" + (f"{'|' * 22}{died}" if died else "") + "\r"


def test_a_message_is_read_however_it_is_framed():
    for content in (
        HL7,
        HL7.replace("\r", "\r\n"),
        HL7.replace("\r", "\n"),
        f"\x0b{HL7}\x1c\r",
        f"\ufeff{HL7}",
    ):
        assert patients(content.encode()) == ([JORG], [])


NAMES = (("08", "Ada"), ("28", "Bea"), ("31", "Cora"))


def test_a_batch_is_read_and_whatever_is_about_something_else_is_named():
    batch = "".join(
        (
            "FHS|^~\\&|A\rBHS|^~\\&|A\r",
            *(message(f"Berg^{each}", number="", event=f"ADT^A{at}^X") for at, each in NAMES),
            message(event="ADT^A40"),
            message(event="ORU^R01"),
            message(event="ADT"),
            "MSH|^~\\&|A|B|C|D|1||ADT^A04\rEVN|A04\r",
            "BTS|6\rFTS|1\r",
        )
    )
    came, refused = patients(batch.encode())
    assert [each.given_name for each in came] == ["Ada", "Bea", "Cora", "Anna"]
    assert refused == [(9, "no_details"), (11, "no_details"), (15, "no_details")]


def test_of_several_names_the_legal_one_counts_with_all_given_names():
    assert name(message("Old^Anna^^^^^M~Berg&van&Berg^Anna^Maria^^Dr^^L").encode()) == "Anna Maria Berg"
    assert name(message("Old^Anna^^^^^M~Berg^Anna").encode()) == "Anna Berg"
    assert fault(message("Old^Anna^^^^^M").encode()) == "no_name"
    assert fault(message("Berg").encode()) == "no_name"


def test_of_several_numbers_the_hospitals_is_found_and_each_names_whose_it_is():
    table = read_hl7(HL7.encode())
    assert table.rows[0].cells[4:] == ("MR HIS", "NH NHS")
    assert table.number == 4
    only = read_hl7(message(number="123^^^SSA^SS").encode())
    assert (only.rows[0].cells[4:], only.number) == (("SS SSA",), None)
    assert read_hl7(message().encode()).rows[0].cells[4:] == ("PID-3",)
    twice = read_hl7(message(number='1^^^A^MR~2^^^A^MR~""').encode())
    assert twice.rows[1].cells[4:] == ("1",)


@pytest.mark.parametrize(
    ("escaped", "meant"),
    [
        (r"O\T\B", "O&B"),
        (r"Berg\F\\S\\R\\E\x", "Berg|^~\\x"),
        (r"M\XC3BC\ller", "Müller"),
        (r"\H\Berg\N\\.br\Ek", "Berg Ek"),
        (r"B\Q\erg", r"B\Q\erg"),
    ],
)
def test_what_is_escaped_is_read(escaped, meant):
    assert name(message(f"{escaped}^Anna").encode()) == f"Anna {meant}"


def test_what_is_escaped_as_bytes_goes_by_the_character_set():
    assert name(message(r"M\XFC\ller^Anna", charset="8859/1").encode()) == "Anna Müller"
    assert fault(message(r"M\XFC\ller^Anna").encode()) == "lost"


@pytest.mark.parametrize(
    ("charset", "codec", "family", "read"),
    [
        ("UNICODE UTF-8", "utf-8", "Müller", "utf-8"),
        ("8859/1", "utf-8", "Müller", "utf-8"),
        ("8859/1", "latin-1", "Müller", "cp1252"),
        ("", "cp1252", "Müller", "cp1252"),
        ("UNICODE UTF-8", "cp1252", "Müller", "cp1252"),
        ("8859/2~UNICODE UTF-8", "iso8859-2", "Łąkowa", "iso8859-2"),
        ("8859/5", "iso8859-5", "Иванова", "iso8859-5"),
        ("ISO IR87", "ascii", "Berg", "utf-8"),
    ],
)
def test_the_character_set_is_told_or_found(charset, codec, family, read):
    content = message(f"{family}^Anna", charset=charset).encode(codec)
    assert read_hl7(content).encoding == read
    assert name(content) == f"Anna {family}"


def test_a_file_with_other_letters_than_it_says_is_shown_all_the_same():
    content = message("M\x81ller^Anna", charset="8859/7").encode("latin-1") + b"\xff\xae"
    assert read_hl7(content).encoding == "iso8859-15"


def test_another_character_set_is_taken_as_said():
    content = message("Łąkowa^Anna").encode("iso8859-2")
    assert name(content, "iso8859-2") == "Anna Łąkowa"
    with pytest.raises(TableError, match="table-encoding"):
        read_hl7(content, "utf-8")


@pytest.mark.parametrize(
    ("born", "read"),
    [
        ("198403121530", date(1984, 3, 12)),
        ("19840312153000.123+0100", date(1984, 3, 12)),
        ("1984", "no_day"),
        ("198403121", "unreadable_date"),
        ("198403", "no_day"),
        ("19840231", "no_such_day"),
        ('""', "no_date"),
        ("12 March", "unreadable_date"),
    ],
)
def test_a_birth_date_is_read_to_the_day(born, read):
    came, refused = patients(message(born=born).encode())
    assert ([each.birth_date for each in came] or [refused[0][1]]) == [read]


def test_whoever_died_stays_out():
    assert fault(message(died="Y").encode()) == "died"
    assert name(message(died="N").encode()) == "Anna Berg"


@pytest.mark.parametrize("head", ["MSH|^^", "MSHa^~\\&", "MSH|ABCD|", "MSH|^~\\|", "MSH", "MSH|^~ &|"])
def test_signs_that_could_be_text_are_refused(head):
    content = f"{head}|A|B|C|D|1||ADT^A04\rPID|||7||Berg^Anna||19840312|F\r".encode()
    [only] = read_hl7(content).rows[1:]
    assert only.fault is not None
    assert only.cells == ("", "", "", "")


def test_other_signs_than_the_usual_are_taken_as_named():
    usual = message("Berg^Anna")
    others = usual.translate(str.maketrans("|^~&", "#*!$"))
    assert patients(others.encode()) == patients(usual.encode())
    assert name(message("Berg^Anna").replace("^~\\&", "^").encode()) == "Anna Berg"


def test_two_patients_in_one_message_are_none():
    assert fault((message() + "PID|||8||Ek^Bo||19900102|M\r").encode()) == "twice"


def test_a_batch_without_messages_has_nobody():
    with pytest.raises(TableError, match="table-nobody"):
        read_hl7(b"FHS|^~\\&|A\rPID|||8||Ek^Bo||19900102|M\rFTS|0\r")


def test_what_is_said_far_too_often_is_read_as_far_as_makes_sense():
    table = read_hl7(message(number="~".join(f"{at}^^^A{at}^MR" for at in range(5_000))).encode())
    assert len(table.rows[0].cells) == 4 + 8
    assert name(message("Berg^Anna" + "^" * 5_000).encode()) == "Anna Berg"


def test_without_a_number_there_is_none():
    [one], _ = patients(message(number="").encode())
    assert one == replace(JORG, given_name="Anna", family_name="Berg", sex=Sex.FEMALE, record_number="")
