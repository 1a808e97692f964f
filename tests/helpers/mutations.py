"""Packs that are damaged at random, as a hand slips, a merge goes wrong or somebody means harm."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from consult_app.assets import forms_folder
from consult_app.content.cases import run_cases
from consult_app.content.loader import Read
from consult_app.content.quality import Pages, faults
from consult_app.content.reach import find_unreached
from consult_app.content.text import CASES, PackText, packs_in, read_pack
from consult_app.content.wording import Wording
from consult_app.errors import ContentError

_TOKEN = re.compile(r"[\w.-]+|[^\w\s]")
_RECORD = re.compile(r"^ *- ", re.MULTILINE)
_KEY = re.compile(r"^( *(?:- )?)([a-z_]+):", re.MULTILINE)
_LETTERS = "abc ÄЖ'\":-#[]{},&*!|>%@`?\n\t\\0"
HOSTILE = (
    *(
        "\x00",
        "\ufeff",
        "\t",
        "\u2028",
        "\u202e",
        "\ud800",
        "\ufffe",
        "\x1b",
        "\x85",
        "👩‍⚕️",
        "שלום",
        "é",
        "\r",
    ),
    *("9" * 10_000, "a" * 10_000, "[" * 5_000, "{" * 5_000, "- " * 5_000, "[" * 40 + "]" * 40),
    *(
        "&a",
        "*a",
        "!!python/object:os.system",
        "!t",
        "<<: *a",
        "%YAML 1.1",
        "---",
        "...",
        "--- a",
        "? a",
        "|",
        ">-",
    ),
    *(
        "null",
        "~",
        "yes",
        "no",
        "true",
        "false",
        ".inf",
        ".nan",
        "0x1F",
        "1_000",
        "1e999",
        "-1",
        "0",
        "2026-02-30",
    ),
    *(
        "",
        " ",
        '"',
        "'",
        "[]",
        "{}",
        ": ",
        "#",
        "\\",
        '"\\ud800"',
        '"\\x00"',
        '"\\U00110000"',
        "{name}",
        "{",
        "{0!r}",
    ),
    *(
        "../../etc/passwd",
        "id",
        "when",
        "all: []",
        "any:",
        "not:",
        "include: x",
        "patient.bmi",
        "q-x.classes",
        "not known",
    ),
    *("1 in 0", "5 in 1", "1 in 1,000", "at_least: 9", "__class__", "all:\n  - not:\n" * 20),
)
"""What no author writes."""

Change = Callable[[Random, Mapping[str, str], str], dict[str, str]]


def _characters(random: Random, files: Mapping[str, str], name: str) -> dict[str, str]:
    body = files[name]
    at = random.randrange(len(body) + 1)
    piece = "".join(random.choice(_LETTERS) for _ in range(random.randrange(4)))
    return {name: body[:at] + piece + body[at + random.randrange(4) :]}


def _lines(random: Random, files: Mapping[str, str], name: str) -> dict[str, str]:
    lines = files[name].split("\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.choice(("delete", "double", "swap", "move", "file")):
        case "delete":
            del lines[at : at + random.randrange(1, 4)]
        case "double":
            lines.insert(other, lines[at])
        case "swap":
            lines[at], lines[other] = lines[other], lines[at]
        case "move":
            lines.insert(other, lines.pop(at))
        case _:
            into = random.choice(sorted(files))
            there = files[into].split("\n")
            there.insert(random.randrange(len(there) + 1), lines[at])
            return {into: "\n".join(there)}
    return {name: "\n".join(lines)}


def _tokens(random: Random, files: Mapping[str, str], name: str) -> dict[str, str]:
    body = files[name]
    found = list(_TOKEN.finditer(body))
    if not found:
        return {name: random.choice(HOSTILE)}
    at = random.choice(found)
    other = random.choice((random.choice(found)[0], random.choice(HOSTILE), f'" {at[0]} "'))
    return {name: body[: at.start()] + other + body[at.end() :]}


def _records(random: Random, files: Mapping[str, str], name: str) -> dict[str, str]:
    body = files[name]
    starts = [each.start() for each in _RECORD.finditer(body)]
    if len(starts) < 2:
        return {name: body + body}
    at = random.randrange(len(starts) - 1)
    record = body[starts[at] : starts[at + 1]]
    rest = body[: starts[at]] + body[starts[at + 1] :]
    match random.choice(("double", "move", "file", "delete")):
        case "double":
            return {name: body[: starts[at]] + record + body[starts[at] :]}
        case "move":
            there = random.choice([0, len(rest)])
            return {name: rest[:there] + record + rest[there:]}
        case "file":
            into = random.choice(sorted(files))
            return {name: rest, into: (rest if into == name else files[into]) + "\n" + record}
        case _:
            return {name: rest}


def _keys(random: Random, files: Mapping[str, str], name: str) -> dict[str, str]:
    body = files[name]
    found = list(_KEY.finditer(body))
    if not found:
        return {name: "key:\n" + body}
    at = random.choice(found)
    other = random.choice((random.choice(found)[2], at[2][:-1] or "x", at[2].upper(), random.choice(HOSTILE)))
    return {name: body[: at.start(2)] + other + body[at.end(2) :]}


def _indentation(random: Random, files: Mapping[str, str], name: str) -> dict[str, str]:
    lines = files[name].split("\n")
    at = random.randrange(len(lines))
    for place in range(at, min(len(lines), at + random.randrange(1, 8))):
        lines[place] = lines[place].removeprefix("  ") if at % 2 else "  " + lines[place]
    return {name: "\n".join(lines)}


def _files(random: Random, files: Mapping[str, str], name: str) -> dict[str, str]:
    body, other = files[name], files[random.choice(sorted(files))]
    cut = random.randrange(len(body) + 1)
    return {name: random.choice(("", body[:cut], body[cut:], other, body + other, "[]\n", "{}\n", "null\n"))}


CHANGES: tuple[Change, ...] = (_characters, _lines, _tokens, _tokens, _records, _keys, _indentation, _files)


def mutated(random: Random, text: PackText) -> PackText:
    """Give a pack with one to three things changed at random, in its files, its labels or beside it."""
    files: dict[str, str] = {
        **text.files,
        **text.beside,
        CASES: text.cases or "",
        text.labels_file: text.labels,
    }
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        files |= random.choice(CHANGES)(random, files, random.choice(sorted(files)))
    return replace(
        text,
        files={name: files[name] for name in text.files},
        beside={name: files[name] for name in text.beside},
        cases=files[CASES],
        labels=files[text.labels_file],
    )


def look(read: Read, text: PackText, whole: PackText, wording: Wording) -> bool:
    """Whether a damaged pack can still be read; anything but a treatment or named mistakes raises.

    Cases are run where something changed that can make them differ from those of the `whole` pack.
    """
    for each in read.problems:
        _is_clean(each)
    if read.problems or read.treatment is None:
        assert read.problems, "neither a treatment nor a mistake"
        return False
    found = [*faults(read.treatment, Pages(read.files), wording, None, None)]
    if _judged(text) != _judged(whole):
        found += find_unreached(read.treatment, read.places)
        found += run_cases(text, read.treatment)
    for each in found:
        _is_clean(each)
    return True


def packs_to_damage() -> tuple[PackText, ...]:
    """Give the packs that ship."""
    folder = forms_folder()
    return tuple(read_pack(folder, each) for each in packs_in(folder))


def _judged(text: PackText) -> tuple[object, ...]:
    names = ("questions.yaml", "rules.yaml", "pack.yaml", "ingredients.yaml")
    beside = (*(f"shared/{each}" for each in names), "medicines.yaml")
    return (
        text.cases,
        *(text.files.get(each) for each in names),
        *(text.beside.get(each) for each in beside),
    )


def _is_clean(error: ContentError) -> None:
    """Hold a mistake to what is promised of it: a place, what is wrong, what to do."""
    file, _, line = error.where.rpartition(":")
    assert file, error
    assert int(line) >= 1, error
    assert error.code, error
    assert error.what, error
    assert error.remedy, error
    assert len(error.what) < 1_000, error.what[:200]
    assert len(error.remedy) < 2_000, error.remedy[:200]
