"""Where each collected fact is used; run as a module, it writes that into docs/content-decisions.md.

Only the column "used in" is written; a reason for leaving a fact out is a person's.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from consult_app.assets import forms_folder
from consult_app.content.library import Library
from consult_app.content.parse import parse
from consult_app.content.text import FILES, packs_in, read_pack, read_text
from consult_app.content.variants import variants_of

TABLE = Path(__file__).parents[2] / "docs" / "content-decisions.md"
ROW = re.compile(r"^\| ([a-z0-9]+-[a-z0-9-]+) \| (.*?) \| (.*?) ?\|$")

Use = tuple[str, str]
"""A place (a pack, `shared`, or a pack under another law) and a record."""


@cache
def facts() -> dict[str, str]:
    """The topic of each collected fact, by id, in their order."""
    kept = parse(read_text(forms_folder() / "facts.yaml"), "facts.yaml")
    return {each.fields["id"].raw: each.fields["topic"].raw for each in kept.parts}


@cache
def uses() -> dict[str, dict[Use, None]]:
    """Where each fact is used, in the order of packs and records."""
    found: dict[str, dict[Use, None]] = {fact: {} for fact in facts()}
    for name in sorted(packs_in(forms_folder()), reverse=True):
        shared, here = _included(name), _cited_in(name)
        for record, fact in here:
            found[fact][("shared" if record in shared else name, record)] = None
        for law in variants_of(read_pack(forms_folder(), name).files, "jurisdiction"):
            for record, fact in _cited_in(f"{name}.{law}"):
                if (record, fact) not in here:
                    found[fact][(f"{name}.{law}", record)] = None
    return found


def _included(name: str) -> set[str]:
    text = read_pack(forms_folder(), name)
    nodes = (parse(text.files[file], file) for file in FILES if file in text.files)
    return {each.fields["include"].raw for node in nodes for each in node.parts if "include" in each.fields}


def _cited_in(name: str) -> dict[tuple[str, str], None]:
    cited = Library(forms_folder()).treatment(name).cited
    return {(each.id, fact): None for each in cited for fact in each.citation.facts}


def written(places: dict[Use, None]) -> str:
    """Write where a fact is used, place by place, what is shared first."""
    by_place: dict[str, list[str]] = {}
    for place, record in places:
        by_place.setdefault(place, []).append(record)
    order = sorted(by_place, key=lambda place: place != "shared")
    return "; ".join(f"{place}: {', '.join(by_place[place])}" for place in order)


def main() -> None:
    """Write the column anew."""
    lines = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        row = ROW.match(line)
        lines.append(f"| {row[1]} | {written(uses()[row[1]])} | {row[3]} |" if row else line)
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
