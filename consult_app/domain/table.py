"""A table of patients from another program: its rows, and which column says what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from consult_app.domain.fault import Fault
from consult_app.domain.folding import foldings

_MONTHS_IN_YEAR = 12


class FileKind(Enum):
    """What writes patients so."""

    CSV = "csv"
    GDT = "gdt"
    """Practice programs and devices in Germany and Austria."""
    FHIR = "fhir"
    HL7 = "hl7"
    """HL7 version 2, as hospitals send it."""


ENCODINGS: Mapping[FileKind, tuple[str, ...]] = {
    FileKind.CSV: ("utf-8", "utf-16", "cp1252", "cp1250", "cp850", "mac-roman"),
    FileKind.GDT: ("utf-8", "cp1252", "cp437", "cp850", "din-66003"),
    FileKind.FHIR: (),
    FileKind.HL7: (
        *("utf-8", "cp1252", "iso8859-2", "iso8859-5"),
        *("iso8859-7", "iso8859-9", "iso8859-15"),
    ),
}
"""The character sets that can be chosen of a kind; FHIR has one."""
DELIMITERS = (",", ";", "\t", "|")
"""The signs between cells that are found or can be chosen."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, and the line of the file on which it begins; of a FHIR file, which entry it is.

    `fault` is set where the file itself says why nobody comes of it.
    """

    line: int
    cells: tuple[str, ...]
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: by which character set and sign between cells, and its rows as they stand.

    Of other files than CSV the first row is ours and names what each cell is; there can be several record
    numbers, each named by whose it is, and `number` is the column of the likely one.
    """

    encoding: str
    delimiter: str
    rows: tuple[Row, ...]
    kind: FileKind = FileKind.CSV
    number: int | None = None


class Detail(Enum):
    """What is taken over of a patient; named as in `merging.DETAILS`."""

    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    RECORD_NUMBER = "record_number"


NEEDED = (Detail.GIVEN_NAME, Detail.FAMILY_NAME, Detail.BIRTH_DATE)
"""Without these there is no patient."""
_PERSON = (*NEEDED, Detail.SEX)


class DayOrder(Enum):
    """Whether day or month stands first where a date has slashes or hyphens and its year stands last."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column says what, whether the first row names them, and in which order dates stand.

    `order` is None as long as nobody knows it.
    """

    of: Mapping[Detail, int]
    named: bool = True
    order: DayOrder | None = None

    @property
    def lacking(self) -> tuple[Detail, ...]:
        """Name what there is no column for, and must be."""
        return tuple(each for each in NEEDED if each not in self.of)


_WORDS: Mapping[Detail, frozenset[str]] = {
    Detail.GIVEN_NAME: frozenset(
        (
            *("givenname", "given", "firstname", "first", "forename", "forenames", "christianname"),
            *("vorname", "rufname", "nombre", "nombres", "prenom", "nome", "voornaam"),
        )
    ),
    Detail.FAMILY_NAME: frozenset(
        (
            *("familyname", "family", "lastname", "last", "surname", "nachname", "familienname"),
            *("apellido", "apellidos", "nom", "nomdefamille", "cognome", "achternaam"),
        )
    ),
    Detail.BIRTH_DATE: frozenset(
        (
            *("birthdate", "dateofbirth", "dob", "birthday", "born", "birth"),
            *("geburtsdatum", "geburtstag", "geb", "gebdatum", "fechadenacimiento", "fechanacimiento"),
            *("datedenaissance", "datadinascita", "geboortedatum"),
        )
    ),
    Detail.SEX: frozenset(("sex", "gender", "geschlecht", "sexo", "sexe", "sesso", "geslacht")),
    Detail.RECORD_NUMBER: frozenset(
        (
            *("recordnumber", "record", "recordno", "number", "no", "nr", "mrn", "id", "chartnumber"),
            *("patientid", "patientnumber", "patientno", "patientnr", "clientid", "customerid"),
            *("patientennummer", "patientennr", "kundennummer", "historia", "numero", "expediente"),
        )
    ),
}
_SHELL = re.compile(r'="(.*)"', re.DOTALL)
"""How a spreadsheet is kept from making a number of a text."""
_MIDNIGHT = re.compile(r"[ T]0?0:00(?::00(?:\.0+)?)?Z?$")
_DATE = re.compile(
    r"\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{8}"
    r"|\d{1,2}([./\-])(?: ?)\d{1,2}\2(?: ?)\d{4}|\d{1,2}\.? [^\W\d_]{3,9}\.?,? \d{4}"
)
_SIGNED = re.compile(r"(\d{1,2})([/\-])(\d{1,2})\2(\d{4})")


def person_table(
    kind: FileKind, encoding: str, rows: Sequence[Row], numbers: Sequence[str] = (), number: int | None = None
) -> Table:
    """Make a table of rows that begin with what `_PERSON` names; the cells behind that are record numbers.

    `numbers` names whose they are, `number` which of them is the likely one.
    """
    head = (*(each.value for each in _PERSON), *numbers)
    full = (replace(each, cells=each.cells + ("",) * (len(head) - len(each.cells))) for each in rows)
    column = None if number is None else len(_PERSON) + number
    return Table(encoding, "", (Row(0, head), *full), kind, column)


def numbers_of(table: Table) -> tuple[int, ...]:
    """Give the columns of record numbers, where the kind of file says which they are."""
    return () if table.kind is FileKind.CSV else tuple(range(len(_PERSON), len(table.rows[0].cells)))


def find_columns(table: Table) -> Columns:
    """Tell by the words of the first row, and the dates of the others, what stands where."""
    if table.kind is not FileKind.CSV:
        known = dict(zip(_PERSON, range(len(_PERSON)), strict=True))
        columns = Columns({**known, **({} if table.number is None else {Detail.RECORD_NUMBER: table.number})})
        return replace(columns, order=find_order(table, columns))
    head = table.rows[0].cells if table.rows else ()
    named = not any(is_date(plain(each)) for each in head)
    of: dict[Detail, int] = {}
    for detail, words in _WORDS.items() if named else ():
        found = [at for at, cell in enumerate(head) if bare(cell) in words and at not in of.values()]
        of.update({detail: found[0]} if found else {})
    columns = Columns(of, named)
    return Columns(of, named, find_order(table, columns))


def find_order(table: Table, columns: Columns) -> DayOrder | None:
    """Tell the order of day and month where the dates themselves leave only one."""
    met = {_only_order(cell) for cell in cells_of(table, columns, Detail.BIRTH_DATE)} - {None}
    return met.pop() if len(met) == 1 else None


def leaves_order_open(table: Table, columns: Columns) -> bool:
    """Whether there are dates of which nobody knows yet which number is the day."""
    dates = (turned(without_midnight(cell)) for cell in cells_of(table, columns, Detail.BIRTH_DATE))
    return columns.order is None and any(each is not None and each[0] != each[1] for each in dates)


def body(table: Table, columns: Columns) -> tuple[Row, ...]:
    """Give the rows that are patients; those of a CSV file without any word are passed over."""
    rows = table.rows[1:] if columns.named else table.rows
    if table.kind is not FileKind.CSV:
        return rows
    return tuple(each for each in rows if any(map(str.strip, each.cells)))


def cells_of(table: Table, columns: Columns, detail: Detail) -> tuple[str, ...]:
    """Give what stands in a column, as far as the rows have it; nothing where there is no such column."""
    at = columns.of.get(detail)
    if at is None:
        return ()
    rows = (row for row in body(table, columns) if row.fault is None)
    return tuple(plain(row.cells[at]) for row in rows if at < len(row.cells))


def plain(cell: str) -> str:
    """Give the text of a cell without what spreadsheets and exports put around it."""
    text = cell.strip().strip("\N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}").strip()
    if shell := _SHELL.fullmatch(text):
        return shell[1].strip()
    # As our own tables have it.
    return text[1:] if text.startswith("'") and text[1:2] in {"=", "+", "-", "@"} else text


def bare(text: str) -> str:
    """Give the letters and digits of a word, without case and accents."""
    shortest = min(foldings(plain(text)), key=len)
    return "".join(each for each in shortest if each.isalnum())


def without_midnight(text: str) -> str:
    """Give a date without the time of day that exports add to it."""
    return _MIDNIGHT.sub("", " ".join(text.split()))


def is_date(text: str) -> bool:
    """Whether a text looks like a whole date, of a day that may not exist."""
    return _DATE.fullmatch(without_midnight(text)) is not None


def turned(text: str) -> tuple[int, int, int] | None:
    """Give the two numbers and the year of a date in which day and month could change places."""
    found = _SIGNED.fullmatch(text)
    return (int(found[1]), int(found[3]), int(found[4])) if found else None


def _only_order(text: str) -> DayOrder | None:
    parts = turned(without_midnight(text))
    if parts is None:
        return None
    if parts[0] > _MONTHS_IN_YEAR:
        return DayOrder.DAY_FIRST
    return DayOrder.MONTH_FIRST if parts[1] > _MONTHS_IN_YEAR else None
