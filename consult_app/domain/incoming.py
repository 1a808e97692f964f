"""Patients read from the lines of a table, and which of them are here already.

Nothing is guessed where a mistake would name the wrong person or the wrong day: such a line stays out, by its
number and for a reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from consult_app.domain.consultation import Patient, Sex
from consult_app.domain.days import parse_day
from consult_app.domain.fault import Fault, Refused
from consult_app.domain.folding import foldings
from consult_app.domain.merging import alike, differing
from consult_app.domain.table import (
    Columns,
    DayOrder,
    Detail,
    Row,
    Table,
    bare,
    body,
    cells_of,
    is_date,
    plain,
    turned,
    without_midnight,
)

OLDEST = 130
"""Nobody is older, in years."""
MOST_BORN_ON_A_DAY = 200
"""With more of one birth date a table has it for whoever's it does not know."""
MOST_OF_A_NUMBER = 20
"""With more of one record number a table has it for whoever has none."""
_LONGEST = 120
"""No name and no number has more characters."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A patient as a line has them; without an id of ours."""

    line: int
    patient: Patient


@dataclass(frozen=True, slots=True)
class SexRead:
    """How a word for a sex is read, and on how many lines it stands; of a long one, its beginning."""

    word: str
    sex: Sex
    count: int


@dataclass(frozen=True, slots=True)
class Alike:
    """A patient of a line who may be somebody else of the table, or somebody known (then `line` is 0)."""

    incoming: Incoming
    other: Patient
    line: int = 0


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Who would be new, who is here already just so, and who may be somebody who is."""

    new: tuple[Incoming, ...] = ()
    here: tuple[Alike, ...] = ()
    alike: tuple[Alike, ...] = ()


@dataclass(frozen=True, slots=True)
class Came:
    """Who came with the last file and is as they came: when (aware), and by whom, an id."""

    at: datetime
    by: str
    patients: tuple[Patient, ...]


_SEXES: Mapping[str, Sex] = {
    **dict.fromkeys(
        ("f", "w", "female", "woman", "weiblich", "frau", "mujer", "femenino", "feminin"), Sex.FEMALE
    ),
    **dict.fromkeys(
        ("m", "h", "male", "man", "mannlich", "mann", "hombre", "masculino", "masculin"), Sex.MALE
    ),
    **dict.fromkeys(("o", "d", "x", "other", "divers", "diverse", "nonbinary", "otro"), Sex.OTHER),
}
_FORMULA = ("=", "+", "@", "\t")
_TWO_DIGITS = re.compile(r"\d{1,2}\.? ?[./\- ] ?(?:\d{1,2}|[^\W\d_]{3,9})\.?,? ?[./\- ] ?\d{2}")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})")
_WITHOUT_DAY = re.compile(r"(?:1[89]|20)\d\d(?:-\d{1,2})?")
_LOST = "\N{REPLACEMENT CHARACTER}"
_IN_NAMES = "\N{NO-BREAK SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Not printed, and part of names all the same."""


def read_lines(
    table: Table, columns: Columns, today: date, unprintable: frozenset[str] = frozenset()
) -> tuple[tuple[Incoming, ...], tuple[Refused, ...]]:
    """Read each line as a patient, or say why it is none; only where no column is lacking.

    `unprintable` are the characters of the table that no document could show.
    """
    width, sexes = len(table.rows[0].cells), _sexes(table, columns)
    read: list[Incoming] = []
    refused: list[Refused] = []
    for row in body(table, columns):
        made = _read(row, columns, width, today, sexes)
        if isinstance(made, Patient) and unprintable & {*made.name, *made.record_number}:
            made = Fault.UNPRINTABLE
        if isinstance(made, Fault):
            refused.append(Refused(row.line, made))
        else:
            read.append(Incoming(row.line, made))
    return _without_crowds(read, refused)


def read_sexes(table: Table, columns: Columns) -> tuple[SexRead, ...]:
    """Tell how each word for a sex is read, the most frequent first."""
    sexes = _sexes(table, columns)
    counted = Counter(cells_of(table, columns, Detail.SEX))
    return tuple(SexRead(word[:_LONGEST], _sex(word, sexes), count) for word, count in counted.most_common())


def read_birth_date(text: str, order: DayOrder | None, today: date) -> date | Fault:
    """Read the day of a birth, or say what is wrong with it."""
    text = without_midnight(text)
    if not text:
        return Fault.NO_DATE
    if _WITHOUT_DAY.fullmatch(text):
        return Fault.NO_DAY
    if _TWO_DIGITS.fullmatch(text):
        return Fault.TWO_DIGITS
    if not is_date(text):
        return Fault.UNREADABLE_DATE
    try:
        day = _day(text, order)
    except ValueError:
        return Fault.UNREADABLE_DATE if any(map(str.isalpha, text)) else Fault.NO_SUCH_DAY
    if day is None:
        return Fault.ORDER
    if day > today:
        return Fault.FUTURE
    return Fault.TOO_OLD if day.year < today.year - OLDEST else day


def sort_out(read: Iterable[Incoming], known: Iterable[Patient]) -> Arrivals:
    """Tell who would be new, who is known already, and who may be somebody known or of an earlier line."""
    met: dict[object, list[tuple[int, Patient]]] = {}
    for each in known:
        _meet(met, 0, each)
    new: list[Incoming] = []
    here: list[Alike] = []
    doubtful: list[Alike] = []
    for one in read:
        # As whoever has no id yet, so that two of a table are two.
        mine = replace(one.patient, id=f"line {one.line}")
        others = [(line, each) for key in _keys(mine) for line, each in met.get(key, ())]
        found = [(line, each) for line, each in others if alike(mine, each)]
        if not all(offered(mine, each) for _, each in found):
            line, other = next(each for each in found if not offered(mine, each[1]))
            here.append(Alike(one, other, line))
        elif found:
            # Somebody known rather than somebody of the same file.
            line, other = min(found, key=lambda each: each[0] > 0)
            doubtful.append(Alike(one, other, line))
        else:
            new.append(one)
        _meet(met, one.line, mine)
    return Arrivals(tuple(new), tuple(here), tuple(doubtful))


def offered(incoming: Patient, other: Patient) -> tuple[str, ...]:
    """Name the details that a file says otherwise; nothing said of sex or number is no other one."""
    empty = {
        *({"sex"} if incoming.sex is Sex.NOT_RECORDED else ()),
        *({"record_number"} if not incoming.record_number else ()),
    }
    return tuple(each for each in differing(incoming, other) if each not in empty)


def by_fault(refused: Iterable[Refused]) -> tuple[tuple[Fault, tuple[int, ...]], ...]:
    """Gather lines that stay out by their reason, the most frequent first."""
    lines: dict[Fault, list[int]] = {}
    for each in refused:
        lines.setdefault(each.fault, []).append(each.line)
    most_first = sorted(lines.items(), key=lambda item: -len(item[1]))
    return tuple((fault, tuple(at)) for fault, at in most_first)


def _day(text: str, order: DayOrder | None) -> date | None:
    """Read a day; nothing where day and month could change places. ValueError for one that is none."""
    if found := _YEAR_FIRST.fullmatch(text):
        return date(*map(int, found.groups()))
    parts = turned(text)
    if parts is None:
        return parse_day(text)
    first, second, year = parts
    if order is None and first != second:
        return None
    return date(year, first, second) if order is DayOrder.MONTH_FIRST else date(year, second, first)


def _read(row: Row, columns: Columns, width: int, today: date, sexes: Mapping[str, Sex]) -> Patient | Fault:
    if row.fault is not None:
        return row.fault
    if len(row.cells) < width or any(map(str.strip, row.cells[width:])):
        return Fault.CELLS
    said = {detail: plain(row.cells[at]) for detail, at in columns.of.items()}
    given, family = said[Detail.GIVEN_NAME], said[Detail.FAMILY_NAME]
    number = said.get(Detail.RECORD_NUMBER, "")
    if not (given and family):
        return Fault.NO_NAME
    if _LOST in given + family + number:
        return Fault.LOST
    if not (_is_name(given) and _is_name(family)):
        return Fault.NAME
    if not _is_line(number):
        return Fault.NUMBER
    born = read_birth_date(said[Detail.BIRTH_DATE], columns.order, today)
    if isinstance(born, Fault):
        return born
    sex = _sex(said.get(Detail.SEX, ""), sexes)
    return Patient("", " ".join(given.split()), " ".join(family.split()), born, sex, number)


def _without_crowds(
    read: list[Incoming], refused: list[Refused]
) -> tuple[tuple[Incoming, ...], tuple[Refused, ...]]:
    """Leave out whoever has a birth date or a record number that far too many have."""
    born = Counter(each.patient.birth_date for each in read)
    numbers = Counter(number for each in read for number in _numbers(each.patient))
    left: list[Incoming] = []
    for each in read:
        if born[each.patient.birth_date] > MOST_BORN_ON_A_DAY:
            refused.append(Refused(each.line, Fault.SAME_DAY))
        elif any(numbers[number] > MOST_OF_A_NUMBER for number in _numbers(each.patient)):
            refused.append(Refused(each.line, Fault.SAME_NUMBER))
        else:
            left.append(each)
    return tuple(left), tuple(sorted(refused, key=lambda each: each.line))


def _is_name(text: str) -> bool:
    return _is_line(text) and any(map(str.isalpha, text)) and not any(map(str.isdecimal, text))


def _is_line(text: str) -> bool:
    """Whether a text is one line of a likely length, and no formula."""
    shown = all(each.isprintable() or each in _IN_NAMES for each in text)
    return shown and len(text) <= _LONGEST and not text.startswith(_FORMULA)


def _sexes(table: Table, columns: Columns) -> Mapping[str, Sex]:
    """Give the words for a sex that mean one thing here: beside an H (hombre) an M may be a mujer."""
    words = set(map(bare, cells_of(table, columns, Detail.SEX)))
    return {word: sex for word, sex in _SEXES.items() if not (word == "m" and "h" in words)}


def _sex(word: str, sexes: Mapping[str, Sex]) -> Sex:
    return sexes.get(bare(word), Sex.NOT_RECORDED)


def _numbers(patient: Patient) -> Collection[str]:
    return foldings(patient.record_number) if patient.record_number.strip() else ()


def _keys(patient: Patient) -> Iterable[object]:
    """Give what two who are alike have in common, at least one of it."""
    return (patient.birth_date, *_numbers(patient))


def _meet(met: dict[object, list[tuple[int, Patient]]], line: int, patient: Patient) -> None:
    for key in _keys(patient):
        met.setdefault(key, []).append((line, patient))
