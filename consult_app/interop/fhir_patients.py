"""Patients as FHIR R4 tells of them: one, a bundle with any number, or one a line (NDJSON)."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from typing import Any

from consult_app.domain.fault import Fault
from consult_app.domain.table import FileKind, Table
from consult_app.errors import TableError
from consult_app.interop.persons import Person, Whose, as_table

MOST_CHARACTERS = 20_000_000
"""More in one piece would fill the memory of a small machine; where each has a line there can be more."""
_NAMES = ("official", "usual", "")
"""Which name is taken, by its use; never a former one, a maiden name or a nickname."""
_LIKELY = ("MR", "usual", "PI", "official", "")
_SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of characters, which JSON can name alone."""

Json = Any
"""Whatever a file holds, none of which is sure."""


def is_fhir(content: bytes) -> bool:
    """Whether a file begins as JSON does."""
    return content[:1_000].removeprefix(BOM_UTF8).lstrip()[:1] in (b"{", b"[")


def read_fhir(content: bytes) -> Table:
    """Read the patients; TableError where there is none, or where the file is not whole."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TableError("fhir-broken") from None
    return as_table(FileKind.FHIR, "utf-8", _told(text), _LIKELY, "identifier")


def _told(text: str) -> Iterator[Person]:
    """Give each patient with their number in the file, or their line where each has one."""
    lines = [(at, each) for at, each in enumerate(text.split("\n"), 1) if each.strip()]
    if len(lines) > 1 and isinstance(_loaded(lines[0][1]), dict):
        for at, line in lines:
            resource = _loaded(line)
            if resource is None:
                yield Person(at, fault=Fault.BROKEN)
            elif _is_patient(resource):
                yield _person(at, resource)
        return
    for at, resource in enumerate(_resources(_whole(text)), 1):
        if _is_patient(resource):
            yield _person(at, resource)


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """Make an object of what it says; ValueError where that is said twice: programs differ in it."""
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError
    return made


def _loaded(text: str) -> Json:
    """Read one piece; None for what is none."""
    try:
        return _read(text)
    except (ValueError, RecursionError):
        return None


def _whole(text: str) -> Json:
    try:
        return _read(text)
    except json.JSONDecodeError as error:
        raise TableError("fhir-syntax", error.lineno) from None
    except (ValueError, RecursionError):
        raise TableError("fhir-broken") from None


def _read(text: str) -> Json:
    if len(text) > MOST_CHARACTERS:
        raise TableError("fhir-too-large")
    return json.loads(text, object_pairs_hook=_once)


def _resources(said: Json) -> Sequence[Json]:
    if _object(said).get("resourceType") == "Bundle":
        return [_object(each).get("resource") for each in _list(said.get("entry"))]
    return said if isinstance(said, list) else [said]


def _is_patient(resource: Json) -> bool:
    return bool(_object(resource).get("resourceType") == "Patient")


def _person(at: int, said: dict[str, Json]) -> Person:
    given, family = _name(said)
    cells = (given, family, _text(said.get("birthDate")), _text(said.get("gender")))
    return Person(at, cells, _numbers(said), _fault(said))


def _fault(said: dict[str, Json]) -> Fault | None:
    security = map(_object, _list(_object(said.get("meta")).get("security")))
    if any(each.get("code") == "HTEST" for each in security):
        return Fault.SAMPLE
    if said.get("modifierExtension") or said.get("implicitRules"):
        return Fault.UNKNOWN
    replaced = any(_object(each).get("type") == "replaced-by" for each in _list(said.get("link")))
    if replaced or said.get("active") is False:
        return Fault.OUT_OF_USE
    return Fault.DIED if said.get("deceasedBoolean") or said.get("deceasedDateTime") else None


def _name(said: dict[str, Json]) -> tuple[str, str]:
    """Give given and family name of the name that counts."""
    names = [_object(each) for each in _list(said.get("name"))]
    # What is in use comes before what was until some day.
    names.sort(key=_ended)
    found = next((each for use in _NAMES for each in names if _text(each.get("use")) == use), {})
    given = " ".join(filter(None, map(_text, _list(found.get("given")))))
    return given, _text(found.get("family"))


def _numbers(said: dict[str, Json]) -> dict[Whose, str]:
    numbers: dict[Whose, str] = {}
    for each in map(_object, _list(said.get("identifier"))):
        use, value = _text(each.get("use")), _text(each.get("value"))
        if value and not _ended(each) and use not in {"old", "temp"}:
            by = _text(each.get("system")) or _text(_object(each.get("assigner")).get("display"))
            numbers.setdefault((_kind(each) or use, by), value)
    return numbers


def _kind(identifier: dict[str, Json]) -> str:
    codings = _list(_object(identifier.get("type")).get("coding"))
    return next(filter(None, (_text(_object(each).get("code")) for each in codings)), "")


def _ended(said: dict[str, Json]) -> bool:
    return bool(_object(said.get("period")).get("end"))


def _text(said: Json) -> str:
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", said).strip() if isinstance(said, str) else ""


def _list(said: Json) -> list[Json]:
    return said if isinstance(said, list) else []


def _object(said: Json) -> dict[str, Json]:
    return said if isinstance(said, dict) else {}
