"""Whether a condition got weaker: whether there are answers with which the new one says less than the old.

All answers that make a difference are tried. Where those are too many, it counts as weaker: nobody has shown
that it is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, islice, pairwise, product
from math import prod

from consult_app.content.answerable import cuts
from consult_app.content.facts import is_whole
from consult_app.domain.condition import (
    ALWAYS,
    AllOf,
    AnyOf,
    Atom,
    Condition,
    Facts,
    Value,
    atoms,
    evaluate,
    facts_named,
    values_named,
)
from consult_app.domain.derived import answers_behind
from consult_app.domain.questionnaire import OTHER, Kind, Question, misfit

_MOST = 20_000
_NOT_APPLICABLE = "not applicable"
_State = Value | None
"""An answer, or None for unanswered; no choice has the id _NOT_APPLICABLE, because it holds a space."""


def weaker(
    old: Condition, new: Condition, before: Mapping[str, Question], after: Mapping[str, Question]
) -> bool:
    """Whether the new condition is less true than the old one for any answers; true counts above not known.

    `before` and `after` are the facts that each can read.
    """
    old, new = _without_common(old, new)
    names = tuple(dict.fromkeys((*facts_named(old), *facts_named(new))))
    if any(name in before and name in after and before[name].kind is not after[name].kind for name in names):
        return True
    facts = {**before, **after}
    both = (*atoms(old), *atoms(new))
    states = [_states(name, facts, tuple(each for each in both if each.fact == name)) for name in names]
    if prod(map(len, states)) > _MOST:
        return True
    return any(_less(old, new, dict(zip(names, each, strict=True))) for each in product(*states))


def _less(old: Condition, new: Condition, states: Mapping[str, _State]) -> bool:
    facts = Facts(
        {name: value for name, value in states.items() if value not in (None, _NOT_APPLICABLE)},
        frozenset(name for name, value in states.items() if value == _NOT_APPLICABLE),
    )
    return evaluate(new, facts).truth.value < evaluate(old, facts).truth.value


def _without_common(old: Condition, new: Condition) -> tuple[Condition, Condition]:
    """Leave out what stands in both: it is as strong as it was, and saves trying."""
    match old, new:
        case AllOf(before), AllOf(after):
            return AllOf(_rest(before, after)), AllOf(_rest(after, before))
        case AnyOf(before), AnyOf(after):
            return AnyOf(_rest(before, after)), AnyOf(_rest(after, before))
        case _:
            return old, new


def _rest(conditions: tuple[Condition, ...], others: tuple[Condition, ...]) -> tuple[Condition, ...]:
    return tuple(each for each in conditions if each not in others)


def _states(name: str, facts: Mapping[str, Question], said: tuple[Atom, ...]) -> list[_State]:
    states: list[_State] = [*islice(_values(facts[name], said), _MOST), None]
    behind = answers_behind(name) or (name,)
    if any(facts[each].when != ALWAYS for each in behind):
        states.append(_NOT_APPLICABLE)
    return states


def _values(question: Question, said: tuple[Atom, ...]) -> Iterator[Value]:
    """Give the answers between which the conditions can tell."""
    match question.kind:
        case Kind.YES_NO:
            yield from (True, False)
        case Kind.NUMBER | Kind.SCALE:
            yield from _numbers(question, said)
        case _:
            offered = [each.id for each in question.choices] + [OTHER] * question.own_words
            told_apart = {
                tuple(choice in values_named(each, each.fact) for each in said): choice for choice in offered
            }
            yield from _chosen(question.kind, tuple(told_apart.values()))


def _chosen(kind: Kind, choices: tuple[str, ...]) -> Iterator[Value]:
    if kind is Kind.CHOICE:
        yield from choices
        return
    for count in range(len(choices) + 1):
        yield from combinations(choices, count)


def _numbers(question: Question, said: tuple[Atom, ...]) -> Iterator[float]:
    """Give the ends of all intervals, and a number on each side of them."""
    ends = sorted({end for each in said for end in cuts(each)})
    near = {*ends, *(end - 1 for end in ends), *(end + 1 for end in ends)}
    if not is_whole(question):
        near |= {(low + high) / 2 for low, high in pairwise(ends)}
    yield from (number for number in sorted(near) if misfit(question, number) is None)
