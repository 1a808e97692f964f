"""Patients in GDT, as programs write it: with wrong lengths, dates in both orders, four character sets."""

from datetime import date

import pytest

from consult_app.domain.consultation import Patient, Sex
from consult_app.errors import TableError
from consult_app.interop.gdt import read_gdt
from tests.helpers.foreign_patients import GDT, fault, name, patients

JORG = Patient("", "Jörg", "Müller", date(1984, 3, 12), Sex.MALE, "A-1003")


def gdt(*fields, kind="6301"):
    """Write fields, each with a length that is wrong."""
    return "".join(f"001{each}\r\n" for each in (f"8000{kind}", *fields)).encode()


def person(*more, **changed):
    said = {"3101": "Berg", "3102": "Anna", "3103": "12031984"} | {
        each[1:]: it for each, it in changed.items()
    }
    return gdt(*(f"{each}{it}" for each, it in said.items()), *more)


@pytest.mark.parametrize("charset", ["cp1252", "utf-8"])
def test_a_patient_is_read(charset):
    assert patients(GDT.encode(charset)) == ([JORG], [])


def test_lines_may_end_as_they_like_and_the_file_with_the_sign_of_dos():
    for end in ("\r", "\n", "\n\n  "):
        assert patients(GDT.replace("\r\n", end).encode("cp1252") + b"\x1a") == ([JORG], [])


@pytest.mark.parametrize(
    ("told", "charset", "read"),
    [
        ("2", "cp437", "cp437"),
        ("", "cp437", "cp437"),
        ("3", "cp1252", "cp1252"),
        ("", "cp1252", "cp1252"),
        ("2", "utf-8", "utf-8"),
        ("9", "cp1252", "cp1252"),
        ("3", "cp437", "cp437"),
        ("1", "cp1252", "cp1252"),
        ("", "ascii", "cp1252"),
    ],
)
def test_the_character_set_is_told_or_found(told, charset, read):
    family = "Berg" if charset == "ascii" else "Müller"
    content = person(*([f"9206{told}"] if told else []), _3101=family).decode().encode(charset)
    assert read_gdt(content).encoding == read
    assert name(content) == f"Anna {family}"


def test_seven_bits_have_german_letters_in_place_of_brackets():
    assert name(person("92061", _3101="M}ller-Gro~")) == "Anna Müller-Groß"


def test_another_character_set_is_taken_as_said():
    content = person(_3101="Weiß").decode().encode("cp850")
    assert name(content) == "Anna Weiá"
    assert name(content, "cp850") == "Anna Weiß"
    with pytest.raises(TableError, match="table-encoding"):
        read_gdt(content, "utf-8")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12031984", date(1984, 3, 12)),
        ("19840312", date(1984, 3, 12)),
        ("20121998", date(1998, 12, 20)),
        ("19121903", date(1903, 12, 19)),
        ("20031204", date(2003, 12, 4)),
    ],
)
def test_a_date_is_read_in_both_orders(text, day):
    assert [each.birth_date for each in patients(person(_3103=text))[0]] == [day]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("30021984", "no_such_day"),
        ("00001984", "no_day"),
        ("19840000", "no_day"),
        ("00000000", "no_date"),
        ("120384", "unreadable_date"),
        ("", "no_date"),
        ("12032984", "future"),
    ],
)
def test_a_day_that_is_none_is_named(text, why):
    assert fault(person(_3103=text)) == why


@pytest.mark.parametrize(
    ("said", "sex"),
    [
        ("1", Sex.MALE),
        ("2", Sex.FEMALE),
        ("W", Sex.FEMALE),
        ("M", Sex.MALE),
        ("D", Sex.OTHER),
        ("U", Sex.NOT_RECORDED),
        ("", Sex.NOT_RECORDED),
    ],
)
def test_a_sex_is_read_as_both_versions_write_it(said, sex):
    assert [each.sex for each in patients(person(f"3110{said}"))[0]] == [sex]


def test_what_stands_before_a_family_name_belongs_to_it():
    assert name(person("3100von der")) == "Anna von der Berg"
    assert fault(person("3100von der", _3101="")) == "no_name"


def test_several_patients_of_one_file_each_have_their_line():
    request = gdt("3101Ek", "3102Bo", "310319900102", kind="6302")
    came, refused = patients(person() + gdt("92183.5", kind="6300") + request)
    assert [each.name for each in came] == ["Anna Berg", "Bo Ek"]
    assert refused == [(5, "no_details")]


def test_whoever_is_said_twice_must_be_the_same():
    assert name(person("3101Berg")) == "Anna Berg"
    assert fault(person("3101Borg", "3102Bo")) == "twice"


def test_a_file_without_fields_has_nobody():
    with pytest.raises(TableError, match="table-nobody"):
        read_gdt(b"\r\n\x1a")


def test_a_line_that_is_none_leaves_the_patient_out():
    assert fault(person() + b"no field") == "broken"
