"""Read wording.en.yaml: phrases that nobody may use, and names that count as easy to read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from consult_app.content import keys
from consult_app.content.node import Node
from consult_app.content.parse import parse
from consult_app.content.readability import EasyNames
from consult_app.content.reading import Reading
from consult_app.content.text import read_text
from consult_app.domain.medicines import Medicines, Phrase, words_of


@dataclass(frozen=True, slots=True)
class Wording:
    """Banned phrases, as words without marks, with what to say instead; names that count as easy words."""

    banned: tuple[tuple[str, str], ...] = ()
    exempt: frozenset[Phrase] = frozenset()

    def exempting(self, medicines: Medicines) -> EasyNames:
        """Give the exempt names with those of all medicines."""
        return _easy_names(self.exempt, medicines)

    def banned_in(self, text: str) -> tuple[tuple[str, str], ...]:
        """Name the banned phrases in a text, each with what to say instead."""
        said = _said(text)
        return tuple(each for each in self.banned if f" {each[0]} " in said)


@lru_cache(maxsize=4)
def _easy_names(exempt: frozenset[Phrase], medicines: Medicines) -> EasyNames:
    names = (words_of(name) for each in medicines.classes for name in each.names)
    return EasyNames(exempt.union(names))


@lru_cache(maxsize=20_000)
def _said(text: str) -> str:
    """Give the words without marks, so that a phrase stands in them between two spaces."""
    return f" {' '.join(words_of(text))} "


def read_wording(folder: Path, language: str, reading: Reading) -> Wording:
    """Read the wording of a language from a folder of forms; every mistake is noted."""
    place = folder / f"wording.{language}.yaml"
    with reading.noting():
        node = parse(read_text(place), place.as_posix())
        node.only(*keys.WORDING)
        exempt = frozenset(words_of(each.text()) for each in node.field("exempt").items())
        return Wording(tuple(_banned(each) for each in node.field("banned").items()), exempt)
    return Wording()


def _banned(node: Node) -> tuple[str, str]:
    node.only(*keys.BANNED)
    phrase = node.field("phrase")
    words = words_of(phrase.text())
    if not words:
        raise phrase.wrong("empty", "no word stands here.", "Write the phrase, or delete the entry.")
    return " ".join(words), node.field("instead").text()
