"""Read wording.en.yaml: phrases that nobody may use, and names that count as easy to read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from consult_app.content import keys
from consult_app.content.node import Node
from consult_app.content.parse import parse
from consult_app.content.readability import Names
from consult_app.content.reading import Reading
from consult_app.content.text import read_text
from consult_app.domain.medicines import Medicines, words_of

Phrase = tuple[str, ...]
"""Words without capitals, in order."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Banned phrases with what to say instead, and the names that count as easy words."""

    banned: tuple[tuple[Phrase, str], ...] = ()
    exempt: frozenset[Phrase] = frozenset()

    def exempting(self, medicines: Medicines) -> Names:
        """Give the exempt names with those of all medicines."""
        return Names((*self.exempt, *(words_of(name) for each in medicines.classes for name in each.names)))

    def banned_in(self, text: str) -> tuple[tuple[str, str], ...]:
        """Name the banned phrases in a text, each with what to say instead."""
        said = words_of(text)
        there = frozenset(said)
        return tuple(
            (" ".join(phrase), instead)
            for phrase, instead in self.banned
            if there.issuperset(phrase) and _stands_in(phrase, said)
        )


def read_wording(folder: Path, language: str, reading: Reading) -> Wording:
    """Read the wording of a language from a folder of forms; every mistake is noted."""
    place = folder / f"wording.{language}.yaml"
    with reading.noting():
        node = parse(read_text(place), place.as_posix())
        node.only(*keys.WORDING)
        exempt = frozenset(words_of(each.text()) for each in node.field("exempt").items())
        return Wording(tuple(_banned(each) for each in node.field("banned").items()), exempt)
    return Wording()


def _banned(node: Node) -> tuple[Phrase, str]:
    node.only(*keys.BANNED)
    phrase = node.field("phrase")
    words = words_of(phrase.text())
    if not words:
        raise phrase.wrong("empty", "no word stands here.", "Write the phrase, or delete the entry.")
    return words, node.field("instead").text()


def _stands_in(phrase: Phrase, said: Phrase) -> bool:
    last = len(said) - len(phrase) + 1
    return any(said[start : start + len(phrase)] == phrase for start in range(last))
