"""Medicines by name: what a person calls them, and the classes they belong to. Unknown is never silent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

UNRECOGNISED = "unrecognised"
"""The class of every entry that holds a word which is no name we know."""

_WORD = re.compile(r"[^\W_]+")
_DOSE = re.compile(r"[0-9]+[a-z%]{0,4}")


def words_of(text: str) -> tuple[str, ...]:
    """Split into words without accents or capitals: `St. John's wort` and `st johns wort` are the same."""
    if text.isascii():
        return tuple(_WORD.findall(text.lower().replace("'", "")))
    flat = unicodedata.normalize("NFKD", text).casefold().replace("'", "").replace("\u2019", "")
    return tuple(_WORD.findall("".join(each for each in flat if not unicodedata.combining(each))))


@dataclass(frozen=True, slots=True)
class MedicineClass:
    """A class of medicines, with generic and brand names; `sources` stand behind the class."""

    id: str
    name: str
    names: tuple[str, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Medicines:
    """All classes, and the words beside a name that say nothing about what it is (tablet, daily …)."""

    classes: tuple[MedicineClass, ...] = ()
    beside: tuple[str, ...] = ()
    _by_name: Mapping[tuple[str, ...], tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _beside: frozenset[str] = field(init=False, repr=False, compare=False)
    _longest: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Looked up at every answer, while somebody waits.
        found: dict[tuple[str, ...], tuple[str, ...]] = {}
        for each in self.classes:
            for name in each.names:
                words = words_of(name)
                found[words] = (*found.get(words, ()), each.id)
        object.__setattr__(self, "_by_name", found)
        object.__setattr__(
            self, "_beside", frozenset(word for text in self.beside for word in words_of(text))
        )
        object.__setattr__(self, "_longest", max(map(len, found), default=0))

    def recognise(self, entries: Iterable[str]) -> tuple[str, ...]:
        """Name the classes that the entries belong to, each once, in the order of the classes.

        UNRECOGNISED stands last where an entry names nothing known, or something unknown as well.
        """
        found: set[str] = set()
        for entry in entries:
            found |= self._of(words_of(entry))
        order = (*(each.id for each in self.classes), UNRECOGNISED)
        return tuple(each for each in order if each in found)

    def _of(self, words: tuple[str, ...]) -> set[str]:
        found: set[str] = set()
        unknown, place = False, 0
        while place < len(words):
            length = self._name_at(words, place)
            if length:
                found.update(self._by_name[words[place : place + length]])
            elif words[place] not in self._beside and not _DOSE.fullmatch(words[place]):
                unknown = True
            place += max(length, 1)
        return found | {UNRECOGNISED} if unknown or not found else found

    def _name_at(self, words: tuple[str, ...], place: int) -> int:
        """Give the number of words of the longest name that begins here; 0 where none does."""
        for length in range(min(self._longest, len(words) - place), 0, -1):
            if words[place : place + length] in self._by_name:
                return length
        return 0
