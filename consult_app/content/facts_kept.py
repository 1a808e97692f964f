"""Read facts.yaml: the collected facts that packs name, and how far each was checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from consult_app.content import keys
from consult_app.content.node import Node
from consult_app.content.parse import parse
from consult_app.content.reading import Reading
from consult_app.content.text import read_text
from consult_app.domain.treatment import Verification

FACTS = "facts.yaml"
_SURER = (Verification.RECALLED, Verification.SEED, Verification.READ)


@dataclass(frozen=True, slots=True)
class KeptFacts:
    """The mark of each fact, by id, and its topic."""

    marks: Mapping[str, Verification]
    topics: Mapping[str, str]

    def weaker(self, fact: str, mark: Verification) -> bool:
        """Whether a fact was checked less than a mark says."""
        return mark in _SURER and _SURER.index(self.marks[fact]) < _SURER.index(mark)


def read_facts(folder: Path, reading: Reading) -> KeptFacts | None:
    """Read the facts of a folder of forms; None where it keeps none. Every mistake is noted."""
    place = folder / FACTS
    if not place.is_file():
        return None
    with reading.noting():
        found = reading.each("fact", parse(read_text(place), place.as_posix()), _fact)
        return KeptFacts({name: mark for name, mark, _ in found}, {name: topic for name, _, topic in found})
    return None


def _fact(node: Node, name: str) -> tuple[str, Verification, str]:
    node.only(*keys.FACT)
    return name, node.field("verified").one_of(Verification), node.field("topic").text()
