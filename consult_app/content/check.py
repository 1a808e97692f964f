"""Check packs before they are used: every mistake at once, each with its place and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from consult_app.content.cases import case_count, run_cases
from consult_app.content.loader import in_order, load, read_treatment
from consult_app.content.reach import find_unreached
from consult_app.content.text import COVER, SHARED, packs_in, read_pack
from consult_app.domain.treatment import (
    Advice,
    Ingredient,
    Option,
    Outcome,
    Risk,
    Rule,
    Statement,
    Treatment,
    Verification,
)
from consult_app.errors import ContentError

_Cited = Rule | Outcome | Option | Ingredient | Risk | Statement | Advice


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake: `where` is file and line."""

    where: str
    what: str
    remedy: str


def check(folder: Path) -> tuple[Problem, ...]:
    """Check the pack in a folder, or all packs of a folder of forms; problems by file and line, each once."""
    found = in_order(list(_problems(folder)))
    return tuple(Problem(each.where, each.what, each.remedy) for each in found)


def _problems(folder: Path) -> Iterator[ContentError]:
    try:
        if (folder / COVER).is_file():
            yield from _pack(folder.resolve().parent, folder.resolve().name)
            return
        packs = packs_in(folder)
    except ContentError as error:
        yield error
        return
    for pack in packs:
        yield from _pack(folder, pack)
    yield from _strays(folder, packs)


def _pack(folder: Path, pack: str) -> Iterator[ContentError]:
    try:
        text = read_pack(folder, pack)
    except ContentError as error:
        yield error
        return
    read = read_treatment(text)
    yield from read.problems
    if read.treatment and not read.problems:
        unreached = find_unreached(read.treatment, read.places)
        yield from unreached
        # No case can make a rule fire that nothing reaches.
        if not unreached:
            yield from run_cases(text, read.treatment)


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


def counts_in(folder: Path) -> dict[str, dict[str, int]]:
    """Count what each pack of a checked folder holds, by pack id."""
    one = (folder / COVER).is_file()
    home = folder.resolve().parent if one else folder
    texts = [read_pack(home, each) for each in ((folder.resolve().name,) if one else packs_in(folder))]
    return {text.folder: counts(load(text)) | {"cases": case_count(text)} for text in texts}


def counts(treatment: Treatment) -> dict[str, int]:
    """Count what a pack holds; `recalled` are the statements that nobody has checked against a source yet."""
    cited: tuple[_Cited, ...] = (
        *treatment.rules,
        *treatment.outcomes,
        *treatment.options,
        *treatment.ingredients,
        *treatment.risks,
        *treatment.statements,
        *treatment.advice,
    )
    return {
        "questions": len(tuple(treatment.questionnaire)),
        "rules": len(treatment.rules),
        "risks": len(treatment.risks),
        "options": len(treatment.options),
        "ingredients": len(treatment.ingredients),
        "sources": len(treatment.sources),
        "recalled": sum(each.citation.verified is Verification.RECALLED for each in cited),
    }
