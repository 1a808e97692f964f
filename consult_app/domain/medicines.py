"""Medicines by name: what a person calls them, and the classes they belong to. Unknown is never silent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

UNRECOGNISED = "unrecognised"
"""The class of every entry that holds a word which is no name we know."""

Phrase = tuple[str, ...]
"""Words without accents or capitals, in order."""

_WORD = re.compile(r"[^\W_]+")
# A word, or a mark; not one between digits: 1/2 and 1,000 are numbers.
_TOKEN = re.compile(r"[^\W_]+|[;&]|(?<![0-9])[,/+]|[,/+](?![0-9])")
_DOSE = re.compile("[0-9]+[a-z%\u03bc]{0,4}")
_AND, _PLUS = ("and", "y", "e"), "plus"
"""What joins two things, in every language that medicines are named in."""
_COUNTS = ("one", "two", "three", "half", "dos", "tres", "medio", "media")
"""Numbers before a form. Not the Spanish for one: it is also an article."""


def words_of(text: str) -> Phrase:
    """Split into words without accents or capitals: `St. John's wort` and `st johns wort` are the same."""
    return tuple(_WORD.findall(_flat(text)))


def _flat(text: str) -> str:
    if text.isascii():
        return text.lower().replace("'", "")
    flat = unicodedata.normalize("NFKD", text).casefold().replace("'", "").replace("\u2019", "")
    return "".join(each for each in flat if not unicodedata.combining(each))


def _parted(text: str) -> tuple[Phrase, Mapping[int, str]]:
    """Split into words, and give the marks that part two things by the place of the word that follows."""
    words: list[str] = []
    marks: dict[int, str] = {}
    for token in _TOKEN.findall(_flat(text)):
        if _WORD.match(token):
            words.append(token)
        else:
            marks[len(words)] = token
    return tuple(words), marks


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine by its generic name, and all that it is called beside that."""

    name: str
    brands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MedicineClass:
    """A class of medicines; `sources` stand behind the class."""

    id: str
    name: str
    medicines: tuple[Medicine, ...]
    sources: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Give all generic and brand names."""
        return tuple(name for each in self.medicines for name in (each.name, *each.brands))


@dataclass(frozen=True, slots=True)
class Name:
    """A name that is known.

    `generic` is the medicine where the name is not that itself; `groups` are its classes in plain words.
    """

    text: str
    generic: str = ""
    groups: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """Give it as it begins a line."""
        return self.text[:1].upper() + self.text[1:]

    @property
    def behind(self) -> str:
        """Say what it stands for: `→ rivaroxaban · Blood thinners`."""
        generic = (f"\u2192 {self.generic}",) if self.generic else ()
        return " \u00b7 ".join((*generic, *self.groups))

    @property
    def meaning(self) -> str:
        """Say it with what it stands for: `Xarelto → rivaroxaban · Blood thinners`."""
        between = " " if self.generic or not self.groups else " \u00b7 "
        return f"{self.text}{between}{self.behind}".strip()


@dataclass(frozen=True, slots=True)
class Medicines:
    """All classes, and the words beside a name that say nothing about what it is (daily, mg …).

    `forms` (cream, inhaler …) say nothing beside a name, and without one that something has not been named.
    `elsewhere` are names in other languages than the one that is spoken: they are known, and not offered.
    """

    classes: tuple[MedicineClass, ...] = ()
    beside: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    _by_name: Mapping[Phrase, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    _names: Mapping[Phrase, Name] = field(init=False, repr=False, compare=False)
    _offered: Mapping[Phrase, Name] = field(init=False, repr=False, compare=False)
    _beside: frozenset[str] = field(init=False, repr=False, compare=False)
    _forms: frozenset[str] = field(init=False, repr=False, compare=False)
    _longest: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Looked up at every answer, while somebody waits.
        found: dict[Phrase, tuple[str, ...]] = {}
        for each in self.classes:
            for name in each.names:
                words = words_of(name)
                found[words] = (*found.get(words, ()), each.id)
        object.__setattr__(self, "_by_name", found)
        names, elsewhere = _named(self.classes), frozenset(map(words_of, self.elsewhere))
        object.__setattr__(self, "_names", names)
        offered = {words: name for words, name in names.items() if words not in elsewhere}
        object.__setattr__(self, "_offered", offered)
        object.__setattr__(self, "_beside", frozenset((*_AND, *_COUNTS, *_all_words(self.beside))))
        # After a name alone, "plus" is part of what it is called, as in a stronger kind.
        object.__setattr__(self, "_forms", frozenset((_PLUS, *_all_words(self.forms))))
        object.__setattr__(self, "_longest", max(map(len, found), default=0))

    @property
    def offered(self) -> Mapping[Phrase, Name]:
        """Give the names to choose from in the language that is spoken, by their words."""
        return self._offered

    def named(self, entry: str) -> tuple[Name, ...]:
        """Give the names that are known in what was entered."""
        words = (each for piece in self._pieces(entry) for each in piece if each in self._names)
        return tuple(self._names[each] for each in dict.fromkeys(words))

    def recognise(self, entries: Iterable[str]) -> tuple[str, ...]:
        """Name the classes that the entries belong to, each once, in the order of the classes.

        UNRECOGNISED stands last where an entry names nothing known, or something unknown as well.
        """
        found: set[str] = set()
        for entry in entries:
            found |= self._of(entry)
        order = (*(each.id for each in self.classes), UNRECOGNISED)
        return tuple(each for each in order if each in found)

    def _of(self, entry: str) -> set[str]:
        found: set[str] = set()
        unknown = False
        for piece in self._pieces(entry):
            classes = [self._by_name[each] for each in piece if each in self._by_name]
            found.update(*classes)
            passed = self._beside | self._forms if classes else self._beside
            unknown = unknown or any(
                each not in self._by_name and each[0] not in passed and not _DOSE.fullmatch(each[0])
                for each in piece
            )
        return found | {UNRECOGNISED} if unknown or not found else found

    def _pieces(self, entry: str) -> list[list[Phrase]]:
        """Part an entry at its marks, "and" and "plus" into things, each its names and other words in order.

        A name wins over what would part it: `calcium and vitamin d` is one thing where that is a name.
        """
        words, marks = _parted(entry)
        pieces: list[list[Phrase]] = [[]]
        place = 0
        while place < len(words):
            length = self._name_at(words, place)
            ends = place in marks and not (marks[place] == "," and self._is_amount(words, place))
            if ends or (not length and words[place] in (*_AND, _PLUS)):
                pieces.append([])
            length = max(length, 1)
            pieces[-1].append(words[place : place + length])
            place += length
        return pieces

    def _is_amount(self, words: Phrase, place: int) -> bool:
        """Whether a count of a form begins here, as in `…, one tablet a day`: how much of what is before."""
        count, form = (*words[place : place + 2], "")[:2]
        return (count in _COUNTS or count.isdecimal()) and form in self._forms

    def _name_at(self, words: Phrase, place: int) -> int:
        """Give the number of words of the longest name that begins here; 0 where none does."""
        for length in range(min(self._longest, len(words) - place), 0, -1):
            if words[place : place + length] in self._by_name:
                return length
        return 0


def _named(classes: tuple[MedicineClass, ...]) -> dict[Phrase, Name]:
    """Take down what each name means; one that stands in several classes means all of them."""
    found: dict[Phrase, Name] = {}
    for group in classes:
        for medicine in group.medicines:
            for text in (medicine.name, *medicine.brands):
                words = words_of(text)
                before = found.get(words) or Name(text, "" if text == medicine.name else medicine.name)
                found[words] = replace(before, groups=tuple(dict.fromkeys((*before.groups, group.name))))
    return found


def _all_words(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in words_of(text))
