"""Patients of files in which a person can have several record numbers, as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from consult_app.domain.fault import Fault
from consult_app.domain.table import FileKind, Row, Table, person_table
from consult_app.errors import TableError

MOST = 200_000
"""No file has more patients."""
MOST_NUMBERS = 8
"""Of so many who gave record numbers a person can choose one."""

Whose = tuple[str, str]
"""What kind of number it is, by HL7's code, and who gave it; either can be left open."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who a file tells of: given name, family name, birth date and sex, as they stand; and all numbers."""

    line: int
    cells: Sequence[str] = ()
    numbers: Mapping[Whose, str] = field(default_factory=dict)
    fault: Fault | None = None


def as_table(
    kind: FileKind, encoding: str, told: Iterable[Person], likely: Sequence[str], bare: str
) -> Table:
    """Give a table with a column for each who gave numbers, as far as they are not too many.

    `likely` are kinds of numbers of which the first that is there is the record number; `bare` names one of
    which nobody says whose it is. TableError for far too many, and where there is nobody.
    """
    people: list[Person] = []
    for each in told:
        people.append(each)
        if len(people) > MOST:
            raise TableError("table-too-large")
    if not people:
        raise TableError("table-nobody")
    counted = Counter(whose for each in people for whose in each.numbers)
    whose = [each for each, _ in counted.most_common(MOST_NUMBERS)]
    found = (whose.index(each) for kind_of in likely for each in whose if each[0] == kind_of)
    rows = [
        Row(each.line, (*(each.cells or _NOTHING), *(each.numbers.get(one, "") for one in whose)), each.fault)
        for each in people
    ]
    names = [" ".join(filter(None, each)) or bare for each in whose]
    return person_table(kind, encoding, rows, names, next(found, None))


_NOTHING = ("", "", "", "")
