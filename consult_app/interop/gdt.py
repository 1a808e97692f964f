"""Patients as practice programs hand them to devices: GDT, one field a line, each with its length and number.

Lengths are not relied upon: many programs write wrong ones. Nothing but the patient's own details is read.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, field

from consult_app.domain.fault import Fault
from consult_app.domain.table import FileKind, Table
from consult_app.errors import TableError
from consult_app.interop.persons import Person, as_table

_SEVEN_BITS = "din-66003"
_DECLARED = {b"1": _SEVEN_BITS, b"2": "cp437", b"3": "cp1252"}
"""What field 9206 says."""
_DIN_66003 = str.maketrans("[\\]{|}~", "ÄÖÜäöüß")
_TYPICAL_OF_DOS = frozenset("„”Ž™š\N{REPLACEMENT CHARACTER}")
"""What German letters of DOS look like to Windows."""
_CHARSET = re.compile(rb"^[ \t]*\d{3}9206(\d)", re.MULTILINE)
_BEGIN = re.compile(rb"\s*\d{3}8000\d{4}\s")
_LINE = re.compile(r"\d{3}(\d{4})(.*)", re.DOTALL)
_OLDEST_YEAR = 1880
_END_OF_FILE = "\x1a"
_SET, _NUMBER, _PREFIX, _FAMILY, _GIVEN, _BORN, _SEX = "8000", "3000", "3100", "3101", "3102", "3103", "3110"
_READ = frozenset((_NUMBER, _PREFIX, _FAMILY, _GIVEN, _BORN, _SEX))
_OF_PATIENTS = frozenset(("6301", "6302", "6310", "6311"))
"""Sets of fields that are about one patient: details, a request, results, results to be shown."""
_SEXES = {"1": "male", "2": "female"}


def is_gdt(content: bytes) -> bool:
    """Whether a file begins as GDT does."""
    return _BEGIN.match(content.removeprefix(BOM_UTF8)[:64] + b"\n") is not None


def read_gdt(content: bytes, encoding: str = "") -> Table:
    """Read the patients; TableError where there is none or where the letters cannot be read so."""
    content = content.removeprefix(BOM_UTF8)
    encoding = encoding or _encoding(content)
    told = (each.person() for each in _sets(_decoded(content, encoding)))
    return as_table(FileKind.GDT, encoding, told, ("",), _NUMBER)


@dataclass(slots=True)
class _Set:
    """The fields of one patient, as far as they are read."""

    line: int
    said: dict[str, str] = field(default_factory=dict)
    fault: Fault | None = None

    def note(self, number: str, value: str) -> None:
        """Take a field; one that is said twice must say the same."""
        if number in _READ and self.said.setdefault(number, value) != value:
            self.fault = self.fault or Fault.TWICE

    def person(self) -> Person:
        """Give the patient, whose family name begins with what stands before it."""
        said = self.said
        family = " ".join(filter(None, (said.get(_PREFIX, ""), said.get(_FAMILY, ""))))
        sex = said.get(_SEX, "")
        cells = (said.get(_GIVEN, ""), family if said.get(_FAMILY) else "", _born(said.get(_BORN, "")))
        numbers = {("", ""): said[_NUMBER]} if said.get(_NUMBER) else {}
        return Person(self.line, (*cells, _SEXES.get(sex, sex)), numbers, self.fault)


def _sets(text: str) -> Iterator[_Set]:
    met: _Set | None = None
    for at, line in enumerate(re.split("\r\n|\r|\n", text), 1):
        bare = line.strip().strip(_END_OF_FILE)
        if not bare:
            continue
        found = _LINE.fullmatch(bare)
        if found and found[1] == _SET:
            if met is not None:
                yield met
            met = _Set(at, fault=None if found[2].strip() in _OF_PATIENTS else Fault.NO_DETAILS)
        elif met is None or found is None:
            met = met or _Set(at)
            met.fault = met.fault or Fault.BROKEN
        else:
            met.note(found[1], found[2].strip())
    if met is not None:
        yield met


def _encoding(content: bytes) -> str:
    """Tell the character set: UTF-8 with other letters than English is that, whatever it says."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if not content.isascii():
            return "utf-8"
    found = _CHARSET.search(content)
    declared = _DECLARED.get(found[1], "") if found else ""
    if declared == _SEVEN_BITS and not content.isascii():
        declared = ""
    typical = _TYPICAL_OF_DOS & set(content.decode("cp1252", "replace"))
    if "\N{REPLACEMENT CHARACTER}" in typical:
        # Whatever it says, Windows has no such letters.
        return "cp437"
    return declared or ("cp437" if typical else "cp1252")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode("ascii" if encoding == _SEVEN_BITS else encoding)
    except UnicodeDecodeError:
        raise TableError("table-encoding") from None
    return text.translate(_DIN_66003) if encoding == _SEVEN_BITS else text


def _born(text: str) -> str:
    """Give a day in the order of ISO; where day and month are zeros nobody knew them."""
    if not re.fullmatch("[0-9]{8}", text):
        return text
    year_last = int(text[4:]) >= _OLDEST_YEAR
    year, month, day = (text[4:], text[2:4], text[:2]) if year_last else (text[:4], text[4:6], text[6:])
    if int(text) == 0:
        return ""
    if day == "00":
        return year
    return f"{year}-{month}-{day}"
