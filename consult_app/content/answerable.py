"""Whether one answer can agree with all that is said of it: a few answers stand for all the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import floor, inf, nextafter

from consult_app.content.facts import is_whole
from consult_app.domain.condition import Atom, Between, holds, values_named
from consult_app.domain.questionnaire import OTHER, Kind, Question, misfit

Said = tuple[tuple[Atom, bool], ...]
"""What is said of one fact: atoms that hold, and with False such that do not."""

_Known = bool | float | str | tuple[str, ...]


def answerable(question: Question, said: Said) -> bool:
    """Whether one answer agrees with everything that is said of it."""
    return any(
        all(holds(atom, value) is wanted for atom, wanted in said) for value in _answers(question, said)
    )


def _answers(question: Question, said: Said) -> Iterable[_Known]:
    """Give answers enough: if any agrees, one of these does."""
    match question.kind:
        case Kind.YES_NO:
            return (True, False)
        case Kind.CHOICE:
            return tuple(each.id for each in question.choices)
        case Kind.CHOICES:
            return _selections(question, said)
        case _:
            return _numbers(question, said)


def _selections(question: Question, said: Said) -> Iterator[tuple[str, ...]]:
    """Give each choice that stands alone, and all others together but for those that must not be chosen."""
    excluded = {value for atom, wanted in said if not wanted for value in values_named(atom, atom.fact)}
    together = [each.id for each in question.choices if not each.alone]
    if question.own_words:
        together.append(OTHER)
    if chosen := tuple(each for each in together if each not in excluded):
        yield chosen
    for choice in question.choices:
        if choice.alone:
            yield (choice.id,)


def _numbers(question: Question, said: Said) -> Iterator[float]:
    """Give the numbers that atoms name, and their neighbours: no atom tells apart what lies between those."""
    whole = is_whole(question)
    for atom, _ in said:
        for cut in cuts(atom):
            near = floor(cut) if whole else cut
            beside = (near - 1, near + 1) if whole else (nextafter(cut, -inf), nextafter(cut, inf))
            yield from (number for number in (near, *beside) if misfit(question, number) is None)


def cuts(atom: Atom) -> tuple[float, ...]:
    """Name the numbers at which an atom on a number can change."""
    if isinstance(atom, Between):
        return tuple(each for each in (atom.low, atom.high) if each is not None)
    return tuple(map(float, values_named(atom, atom.fact)))
