"""Patients as hospital programs tell of them: HL7 version 2, messages about who was admitted or changed.

Of each message only the segment PID is read. A file is one message or many, with or without the signs by
which they are parted on a network. No network is used.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consult_app.domain.fault import Fault
from consult_app.domain.table import FileKind, Table
from consult_app.errors import TableError
from consult_app.interop.persons import Person, Whose, as_table

_ANY = "iso8859-15"
"""It has a letter for whatever there is."""
_BEGINS = (b"MSH", b"FHS", b"BHS")
_DECLARED = {
    "unicode utf-8": "utf-8",
    "8859/1": "cp1252",
    "8859/2": "iso8859-2",
    "8859/5": "iso8859-5",
    "8859/7": "iso8859-7",
    "8859/9": "iso8859-9",
    "8859/15": "iso8859-15",
}
"""What MSH-18 says; whatever is not here is found, and can be said."""
_ABOUT_PATIENTS = frozenset(("A01", "A04", "A05", "A08", "A28", "A31"))
"""Events that come with the details of one patient who is there: admitted, registered, changed."""
_ENDS = re.compile("\r\n|[\r\n]")
_FRAME = "\x0b\x1c \t"
"""What stands around a message on a network."""
_LEGAL_FIRST = ("L", "", "D", "U")
"""Which name is taken, by its type; never a maiden name or an alias."""
_LIKELY = ("MR", "PI", "PT", "")
_MOST = 50
"""Nothing is parted or said more often."""
_EMPTIED = '""'
_TIME = r"(?:[0-9]{2}){1,3}(?:\.[0-9]+)?"
_DATE = re.compile(rf"([0-9]{{4}})(?:([0-9]{{2}})(?:([0-9]{{2}})(?:{_TIME})?)?)?(?:[+-][0-9]{{4}})?")
_CHARSET, _EVENT = 17, 8
_NUMBERS, _NAMES, _BORN, _SEX, _DIED = 3, 5, 7, 8, 30

Segment = tuple[int, str]
"""A line of the file, and what stands on it."""


def is_hl7(content: bytes) -> bool:
    """Whether a file begins as HL7 version 2 does."""
    start = content.removeprefix(BOM_UTF8).lstrip(b"\x0b \t\r\n")[:4]
    return start[:3] in _BEGINS and start[3:] != b"" and not start[3:].isalnum()


def read_hl7(content: bytes, encoding: str = "") -> Table:
    """Read the patients; TableError where there is none or where the letters cannot be read so."""
    content = content.removeprefix(BOM_UTF8)
    encoding = encoding or _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise TableError("table-encoding") from None
    told = (_told(each, encoding) for each in _messages(text))
    return as_table(FileKind.HL7, encoding, told, _LIKELY, "PID-3")


@dataclass(frozen=True, slots=True)
class _Signs:
    """By which signs a message is parted, and how its text escapes them."""

    encoding: str
    field: str
    part: str
    repeat: str
    escape: str
    within: str

    def text(self, text: str) -> str:
        """Give a text without its escapes; one that is not known stays as it stands."""
        if self.escape not in text:
            return "" if text == _EMPTIED else text.strip()
        mark = re.escape(self.escape)
        codes = rf"{mark}([FSTREHN]|X(?:[0-9A-Fa-f]{{2}})+|\.br){mark}"
        return re.sub(codes, self._meant, text).strip()

    def parts(self, text: str) -> list[str]:
        """Part a field; of what is parted further the first counts."""
        return [self.text(each.split(self.within)[0]) for each in text.split(self.part, _MOST)[:_MOST]]

    def repeated(self, text: str) -> list[str]:
        """Give each of what a field says several times."""
        return text.split(self.repeat, _MOST)[:_MOST]

    def _meant(self, escaped: re.Match[str]) -> str:
        code = escaped[1]
        if code.startswith("X"):
            return bytes.fromhex(code[1:]).decode(self.encoding, "replace")
        kept = {
            "F": self.field,
            "S": self.part,
            "T": self.within,
            "R": self.repeat,
            "E": self.escape,
            ".br": " ",
        }
        return kept.get(code, "")


def _messages(text: str) -> Iterator[list[Segment]]:
    """Give each message, from its MSH to the next one."""
    message: list[Segment] = []
    for at, line in enumerate(_ENDS.split(text), 1):
        segment = line.strip(_FRAME)
        if segment.startswith("MSH"):
            if message:
                yield message
            message = [(at, segment)]
        elif message and segment.startswith("PID"):
            message.append((at, segment))
    if message:
        yield message


def _told(message: Sequence[Segment], encoding: str) -> Person:
    """Give whom a message is about, or why that is nobody."""
    (begun, head), *about = message
    signs = _signs(head, encoding)
    if signs is None:
        return Person(begun, fault=Fault.BROKEN)
    what = _field(head.split(signs.field), _EVENT).split(signs.part)
    if what[0] != "ADT" or (what[1:2] and what[1] not in _ABOUT_PATIENTS) or not about:
        return Person(begun, fault=Fault.NO_DETAILS)
    if len(about) > 1:
        return Person(begun, fault=Fault.TWICE)
    return _person(*about[0], signs)


def _person(line: int, segment: str, signs: _Signs) -> Person:
    fields = segment.split(signs.field)
    given, family = _name(_field(fields, _NAMES), signs)
    born = signs.parts(_field(fields, _BORN))[0]
    sex = signs.parts(_field(fields, _SEX))[0]
    died = signs.text(_field(fields, _DIED)) == "Y"
    cells = (given, family, _day(born), sex)
    return Person(line, cells, _numbers(_field(fields, _NUMBERS), signs), Fault.DIED if died else None)


def _signs(head: str, encoding: str) -> _Signs | None:
    """Read the signs that the head of a message names; None where they cannot be told from text."""
    mark = head[3:4]
    named = head[4:].split(mark, maxsplit=1)[0][:4] if mark else ""
    signs = mark + named + r"^~\&"[len(named) :]
    if not mark or len(set(signs)) < len(signs) or any(map(_is_text, signs)):
        return None
    return _Signs(encoding, *signs)


def _is_text(sign: str) -> bool:
    return sign.isalnum() or sign.isspace() or not sign.isprintable()


def _field(fields: Sequence[str], at: int) -> str:
    return fields[at] if at < len(fields) else ""


def _name(field: str, signs: _Signs) -> tuple[str, str]:
    """Give given and family name of the name that counts; further given names belong to the first."""
    names = [(*signs.parts(each), *("",) * 7)[:7] for each in signs.repeated(field)]
    family, given, further, *_ = next(
        (each for kind in _LEGAL_FIRST for each in names if each[6] == kind), ("", "", "")
    )
    return f"{given} {further}".strip(), family


def _numbers(field: str, signs: _Signs) -> dict[Whose, str]:
    numbers: dict[Whose, str] = {}
    for each in signs.repeated(field):
        number, _, _, by, kind = (*signs.parts(each), *("",) * 5)[:5]
        if number:
            numbers.setdefault((kind, by), number)
    return numbers


def _day(text: str) -> str:
    """Give a day, or a year, in the order of ISO; whatever is neither as it stands."""
    found = _DATE.fullmatch(text)
    return "-".join(filter(None, found.groups())) if found else text


def _encoding(content: bytes) -> str:
    """Tell the character set: UTF-8 with other letters than English is that, whatever it says."""
    declared = _declared(content)
    if content.isascii():
        # Letters can stand in it as numbers.
        return declared or "utf-8"
    return next(each for each in ("utf-8", declared, "cp1252", _ANY) if each and _can_be(content, each))


def _can_be(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _declared(content: bytes) -> str:
    head = _ENDS.split(content[max(content.find(b"MSH"), 0) :][:2_000].decode("latin-1"))[0]
    said = _field(head.split(head[3:4] or "|"), _CHARSET).split("~")[0]
    return _DECLARED.get(said.strip().lower(), "")
