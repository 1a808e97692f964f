"""Check packs before they are used: every mistake at once, each with its place and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from consult_app.content.cases import case_count, run_cases
from consult_app.content.facts_kept import read_facts
from consult_app.content.ipdas import met
from consult_app.content.loader import cover_of, in_order, load, read_treatment
from consult_app.content.parse import parse
from consult_app.content.quality import Pages, faults, graded
from consult_app.content.reach import find_unreached
from consult_app.content.readability import Grades
from consult_app.content.reading import Reading
from consult_app.content.shared import by_id
from consult_app.content.text import (
    COVER,
    SHARED,
    SOURCES,
    PackText,
    labels_name,
    languages_in,
    packs_in,
    read_pack,
    read_text,
)
from consult_app.content.translation import LACKS, untranslated
from consult_app.content.variants import left_out_in_vain, under_each_law
from consult_app.content.wording import Wording, read_wording
from consult_app.domain.treatment import Treatment
from consult_app.errors import ContentError


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake: `where` is file and line, `code` its kind in a word that does not change."""

    where: str
    what: str
    remedy: str
    code: str


def check(folder: Path, on: date | None = None) -> tuple[Problem, ...]:
    """Check the pack in a folder, or all packs of a folder of forms; problems by file and line, each once.

    `on` is today, by which a review date can be past; without it, dates are not looked at.
    """
    found = in_order(list(_problems(folder, on)))
    return tuple(Problem(each.where, each.what, each.remedy, each.code) for each in found)


def _problems(folder: Path, on: date | None) -> Iterator[ContentError]:
    try:
        if (folder / COVER).is_file():
            yield from _pack(*_home_of(folder), on)
            return
        packs = packs_in(folder)
    except ContentError as error:
        yield error
        return
    for pack in packs:
        yield from _pack(folder, pack, on)
    yield from _strays(folder, packs)
    yield from _unused(folder, packs)


def _pack(folder: Path, pack: str, on: date | None) -> Iterator[ContentError]:
    try:
        text = read_pack(folder, pack)
    except ContentError as error:
        yield error
        return
    read = read_treatment(text)
    yield from read.problems
    if read.treatment and not read.problems:
        yield from _quality(folder, read.treatment, Pages(read.files), on)
        unreached = find_unreached(read.treatment, read.places)
        yield from unreached
        # No case can make a rule fire that nothing reaches.
        if not unreached:
            yield from run_cases(text, read.treatment)
        yield from _translated(folder, text)
        for variant in under_each_law(text)[1:]:
            yield from _variant(folder, variant, on)


def lacks(folder: Path) -> tuple[Problem, ...]:
    """Name what a pack, or each of a folder of forms, lacks in languages that it does not list.

    Such a translation is being made: what it lacks stands in the pack's own words, and is no problem.
    """
    found: list[ContentError] = []
    with suppress(ContentError):
        home, packs = (folder, packs_in(folder))
        if (folder / COVER).is_file():
            home, pack = _home_of(folder)
            packs = (pack,)
        for each in packs:
            found += [each for each in untranslated(home, read_pack(home, each)) if each.code in LACKS]
    return tuple(Problem(each.where, each.what, each.remedy, each.code) for each in in_order(found))


def _translated(folder: Path, text: PackText) -> Iterator[ContentError]:
    """Look at what the pack says in its further languages; whether it is easy to read, only in its first."""
    listed = cover_of(text, Reading()).languages
    try:
        for each in untranslated(folder, text):
            if each.code not in LACKS or _language_of(each) in listed:
                yield each
        for tag in languages_in(folder / text.folder):
            if (folder / labels_name(tag)).is_file():
                yield from _read_in(folder, text, tag, listed=tag in listed)
    except ContentError as error:
        yield error


def _read_in(folder: Path, text: PackText, tag: str, *, listed: bool) -> Iterator[ContentError]:
    for law in under_each_law(text):
        for each in read_treatment(read_pack(folder, f"{law.id}.{tag}")).problems:
            # A label that came later stands in the pack's own language until it is translated.
            if listed or each.code != "missing-label":
                yield each


def _language_of(error: ContentError) -> str:
    """Give the language of the file that an error is in; nothing for any other file."""
    name = error.where.rpartition(":")[0].rpartition("/")[2]
    return name.removeprefix("language.").removesuffix(".yaml") if name.startswith("language.") else ""


def _variant(folder: Path, text: PackText, on: date | None) -> Iterator[ContentError]:
    read = read_treatment(text)
    yield from read.problems
    if read.treatment and not read.problems:
        yield from left_out_in_vain(text, read_treatment(replace(text, variants=())).files)
        yield from _quality(folder, read.treatment, Pages(read.files), on)
        yield from find_unreached(read.treatment, read.places)


def _quality(folder: Path, treatment: Treatment, pages: Pages, on: date | None) -> Iterator[ContentError]:
    reading = Reading()
    wording = read_wording(folder, treatment.language, reading)
    facts = read_facts(folder, reading)
    yield from reading.problems
    yield from faults(treatment, pages, wording, facts, on)


def _unused(folder: Path, packs: tuple[str, ...]) -> Iterator[ContentError]:
    """Name the shared sources that no pack cites under any law; not while a pack cannot be read."""
    place = folder / SHARED / SOURCES
    if not packs or not place.is_file():
        return
    cited: set[str] = set()
    try:
        for pack in packs:
            for text in under_each_law(read_pack(folder, pack)):
                cited.update(each.id for each in load(text).sources)
        shared = by_id(parse(read_text(place), place.as_posix()))
    except ContentError:
        return
    for name, node in shared.items():
        if name not in cited:
            what = f"no pack cites the source '{name}'."
            yield node.wrong("unused-source", what, "Cite it where it belongs, or delete it.")


def _home_of(pack: Path) -> tuple[Path, str]:
    """Give the folder of forms that a pack's folder lies in, as it was named, and the pack's name."""
    # The current folder, or one that is named from below, has to be looked up.
    named = pack if pack.name and pack.name != ".." else pack.resolve()
    return named.parent, named.name


def _strays(folder: Path, packs: tuple[str, ...]) -> Iterator[ContentError]:
    for inside in sorted(folder.iterdir()):
        if inside.is_dir() and inside.name not in (*packs, SHARED) and any(inside.glob("*.yaml")):
            what = f"there is no {COVER}, so this is no pack."
            yield ContentError("file-missing", f"{inside.as_posix()}/{COVER}:1", what, "Add it.")
    if not packs:
        what = "there is no pack."
        yield ContentError(
            "forms-missing", f"{folder.as_posix()}:1", what, "Name the folder that holds them."
        )


def counts_in(folder: Path, on: date | None = None) -> dict[str, dict[str, float]]:
    """Count what each pack of a checked folder holds, by pack id, with its worst school grade."""
    home, texts = _texts(folder)
    found: dict[str, dict[str, float]] = {}
    for text in texts:
        treatment = load(text)
        worst = max(grade.worst for _, grade in graded(treatment, _wording(home, treatment)))
        extra = {"cases": case_count(text), "IPDAS criteria of 12": met(treatment, on), "worst grade": worst}
        found[text.folder] = {**counts(treatment), **extra}
    return found


def grades_in(folder: Path) -> dict[str, dict[str, Grades]]:
    """Grade every passage for patients in a checked folder, by pack id, then by file and record."""
    home, texts = _texts(folder)
    found: dict[str, dict[str, Grades]] = {}
    for text in texts:
        treatment = load(text)
        each = graded(treatment, _wording(home, treatment))
        found[text.folder] = {f"{passage.file} {passage.id}".strip(): grade for passage, grade in each}
    return found


def _texts(folder: Path) -> tuple[Path, list[PackText]]:
    """Give the folder of forms, and the texts of the packs that are meant: one, or all."""
    if (folder / COVER).is_file():
        home, name = _home_of(folder)
        return home, [read_pack(home, name)]
    return folder, [read_pack(folder, each) for each in packs_in(folder)]


def _wording(home: Path, treatment: Treatment) -> Wording:
    return read_wording(home, treatment.language, Reading())


def counts(treatment: Treatment) -> dict[str, int]:
    """Count what a pack holds; `recalled` are the statements that nobody has checked against a source yet."""
    return {
        "questions": len(tuple(treatment.questionnaire)),
        "rules": len(treatment.rules),
        "risks": len(treatment.risks),
        "options": len(treatment.options),
        "outcomes": len(treatment.outcomes),
        "ingredients": len(treatment.ingredients),
        "sources": len(treatment.sources),
        "recalled": len(treatment.recalled),
    }
