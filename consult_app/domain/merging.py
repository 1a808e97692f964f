"""One person who is kept as two patients: how that is noticed, how they become one, and two again.

Nobody is given a score. Two are alike by a rule that can be said in a sentence, and a person decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import product
from typing import TYPE_CHECKING

from consult_app.domain.folding import foldings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from consult_app.domain.consultation import Patient

DETAILS = ("given_name", "family_name", "birth_date", "sex", "record_number")
"""What is chosen, each by itself, where two patients become one."""
_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 3
"""Fewer letters than these are met by chance."""


@dataclass(frozen=True, slots=True)
class Parted:
    """That two patients who were joined are two again: when (aware), by whom, and why."""

    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Two patients who are one person from then on, listed as `kept` and called as `chosen`.

    `absorbed` and `kept` are as they were until then; `chosen` has the id of `kept`. `at` is aware.
    """

    id: str
    absorbed: Patient
    kept: Patient
    chosen: Patient
    why: str
    at: datetime
    by: str
    parted: Parted | None = None

    def parting(self, now: Patient) -> Patient:
        """Give `kept` as they are without the other: what was corrected since stays, detail by detail."""
        back = {
            each: getattr(self.kept, each)
            for each in DETAILS
            if getattr(now, each) == getattr(self.chosen, each)
        }
        return replace(now, **back)


def alike(one: Patient, other: Patient) -> bool:
    """Whether two patients may be one person.

    They have the same record number; or the same birth date and names that differ by a letter, a beginning
    or a part, also where given and family name changed places, or where one has but one name.
    """
    if one.id == other.id:
        return False
    if one.record_number.strip() and foldings(one.record_number) & foldings(other.record_number):
        return True
    if one.birth_date != other.birth_date:
        return False
    names = (one.given_name, one.family_name, other.given_name, other.family_name)
    if not all(each.strip() for each in names):
        return _similar(one.name, other.name)
    straight = _similar(one.given_name, other.given_name) and _similar(one.family_name, other.family_name)
    return straight or (
        _similar(one.given_name, other.family_name) and _similar(one.family_name, other.given_name)
    )


def differing(one: Patient, other: Patient) -> tuple[str, ...]:
    """Name the details in which two patients differ."""
    return tuple(each for each in DETAILS if getattr(one, each) != getattr(other, each))


def choosing(kept: Patient, absorbed: Patient, of_absorbed: Collection[str]) -> Patient:
    """Give a patient with some details of another one, named as in `DETAILS`."""
    return replace(kept, **{each: getattr(absorbed, each) for each in DETAILS if each in of_absorbed})


def first_pair(patients: Iterable[Patient]) -> tuple[Patient, Patient] | None:
    """Give the first two in a list who may be one person; they share a birth date or a record number."""
    met: dict[object, list[Patient]] = {}
    for each in patients:
        number = foldings(each.record_number) if each.record_number.strip() else ()
        for key in (each.birth_date, *number):
            for earlier in met.setdefault(key, []):
                if alike(earlier, each):
                    return earlier, each
            met[key].append(each)
    return None


def _similar(one: str, other: str) -> bool:
    """Whether two names are the same but for a letter, or one is a part or a beginning of the other."""
    ways = list(product(foldings(one), foldings(other)))
    return any(_near(*both) for both in ways) or any(_words(mine) & _words(theirs) for mine, theirs in ways)


def _words(name: str) -> frozenset[str]:
    return frozenset(each for each in _WORD.findall(name) if len(each) >= _SHORTEST)


def _near(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    if len(short) < _SHORTEST:
        return False
    return long.startswith(short) or (len(long) > _SHORTEST and _one_slip(short, long))


def _one_slip(short: str, long: str) -> bool:
    """Whether one letter is missing, another one, or has changed places with the next."""
    start = next((at for at, (mine, its) in enumerate(zip(short, long, strict=False)) if mine != its), 0)
    mine, its = short[start:], long[start:]
    if len(short) < len(long):
        return mine == its[1:]
    return mine[1:] == its[1:] or (mine[1::-1] == its[:2] and mine[2:] == its[2:])
