"""Files of separated values, as programs and spreadsheets of several countries write them."""

import pytest

from consult_app.domain.table import DELIMITERS, Row, Table
from consult_app.errors import TableError
from consult_app.interop import csv_patients
from consult_app.interop.csv_patients import read_table

TEXT = "Vorname;Nachname\r\nJörg;Müller\r\n"
ROWS = (Row(1, ("Vorname", "Nachname")), Row(2, ("Jörg", "Müller")))


def refused(code, line=0):
    return pytest.raises(TableError, check=lambda error: (error.code, error.line) == (code, line))


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode("cp850"), "cp850"),
    ],
)
def test_the_character_set_is_found(content, encoding):
    assert read_table(content) == Table(encoding, ";", ROWS)


@pytest.mark.parametrize("encoding", ["cp850", "mac-roman", "utf-16-le", "utf-16-be"])
def test_another_character_set_is_taken_as_said(encoding):
    assert read_table(TEXT.encode(encoding), encoding.removesuffix("-le").removesuffix("-be")).rows == ROWS


@pytest.mark.parametrize(("encoding", "content"), [("utf-8", b"J\xf6rg;M"), ("utf-8", b"a\0;b")])
def test_a_character_set_that_does_not_fit_is_said(encoding, content):
    with refused("table-encoding"):
        read_table(content, encoding)


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_sign_between_cells_is_found(delimiter):
    text = f'Name{delimiter}Born\n"Berg, Anna; Ida"{delimiter}1984-03-12\nEk{delimiter}1970-01-01\n'
    found = read_table(text.encode())
    assert found.delimiter == delimiter
    assert found.rows[1].cells == ("Berg, Anna; Ida", "1984-03-12")


def test_the_sign_between_cells_is_taken_as_said_in_the_file_or_by_a_person():
    assert read_table(b"sep=|\na|b,c,d\n") == Table("utf-8", "|", (Row(2, ("a", "b,c,d")),))
    assert read_table(b"sep=\t\r\na\tb\r\n").rows == (Row(2, ("a", "b")),)
    assert read_table(b"a|b,c\n", delimiter="|").rows == (Row(1, ("a", "b,c")),)


def test_a_cell_may_hold_quotes_and_lines_and_the_next_row_still_knows_its_line():
    content = b'name,address\r\n"Anna ""Ann"" Berg","Parkweg 1\r\n12345 Town"\r\n\r\nBo,here\r\n'
    assert read_table(content).rows == (
        Row(1, ("name", "address")),
        Row(2, ('Anna "Ann" Berg', "Parkweg 1\n12345 Town")),
        Row(5, ("Bo", "here")),
    )


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_lines_end_as_on_any_system(end):
    assert [each.line for each in read_table(f"a,b{end}c,d{end}".encode()).rows] == [1, 2]


def test_a_quotation_mark_that_nobody_closed_swallows_nothing():
    with refused("table-quotes", 2):
        read_table(b'a,b\n"Anna,1\nBo,2\nCy,3\n')
    with refused("table-quotes", 3):
        read_table(b'a,b\nBo,1\n"Anna" B,2\n')


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "table-empty"),
        (b"\xef\xbb\xbf \n", "table-empty"),
        (b"name\nAnna\n", "table-one-column"),
        (b"PK\x03\x04rest", "table-other-file"),
        (b"%PDF-1.7", "table-other-file"),
    ],
)
def test_what_is_no_table_is_told_apart(content, code):
    with refused(code):
        read_table(content)


def test_a_file_of_any_size_is_not_taken(monkeypatch):
    monkeypatch.setattr(csv_patients, "MOST_ROWS", 2)
    with refused("table-too-large"):
        read_table(b"a,b\nc,d\ne,f\n")
