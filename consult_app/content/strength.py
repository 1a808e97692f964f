"""Whether a condition got weaker: whether there are answers with which the new one says less than the old.

All answers that make a difference are tried. Where those are too many, it counts as weaker: nobody has shown
that it is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, islice, pairwise, product
from math import prod

from consult_app.content.facts import derived_questions, given_questions
from consult_app.domain.condition import (
    ALWAYS,
    AllOf,
    Among,
    AnyOf,
    Between,
    Condition,
    Facts,
    Is,
    Not,
    Value,
    evaluate,
    facts_named,
)
from consult_app.domain.derived import WEEKS, answers_behind
from consult_app.domain.questionnaire import OTHER, Kind, Question
from consult_app.domain.screening import AGE
from consult_app.domain.treatment import Treatment

_MOST = 20_000
_NOT_APPLICABLE = "not applicable"
_Atom = Is | Among | Between
_State = Value | None
"""An answer, or None for unanswered; no choice has the id _NOT_APPLICABLE, because it holds a space."""


def facts_of(treatment: Treatment) -> dict[str, Question]:
    """Give every fact that conditions of a treatment can read, in the form of a question."""
    known = {each.id: each for each in given_questions(treatment.goals, treatment.ingredients)}
    for question in treatment.questionnaire:
        known[question.id] = question
        for each in derived_questions(question, known, treatment.questionnaire.medicines):
            known[each.id] = each
    return known


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
    states = [_states(name, facts, (*_atoms(old, name), *_atoms(new, name))) for name in names]
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


def _states(name: str, facts: Mapping[str, Question], atoms: tuple[_Atom, ...]) -> list[_State]:
    states: list[_State] = [*islice(_values(facts[name], atoms), _MOST), None]
    behind = answers_behind(name) or (name,)
    if any(facts[each].when != ALWAYS for each in behind):
        states.append(_NOT_APPLICABLE)
    return states


def _values(question: Question, atoms: tuple[_Atom, ...]) -> Iterator[Value]:
    """Give the answers between which the conditions can tell."""
    match question.kind:
        case Kind.YES_NO:
            yield from (True, False)
        case Kind.NUMBER:
            yield from _numbers(question, atoms)
        case _:
            offered = [each.id for each in question.choices] + [OTHER] * question.own_words
            told_apart = {tuple(choice in _choices(each) for each in atoms): choice for choice in offered}
            yield from _chosen(question.kind, tuple(told_apart.values()))


def _chosen(kind: Kind, choices: tuple[str, ...]) -> Iterator[Value]:
    if kind is Kind.CHOICE:
        yield from choices
        return
    for count in range(len(choices) + 1):
        yield from combinations(choices, count)


def _choices(atom: _Atom) -> tuple[str, ...]:
    return atom.values if isinstance(atom, Among) else (str(atom.value),) if isinstance(atom, Is) else ()


def _numbers(question: Question, atoms: tuple[_Atom, ...]) -> Iterator[float]:
    """Give the ends of all intervals, and a number on each side of them."""
    ends = sorted({end for each in atoms for end in _ends(each)})
    near = {*ends, *(end - 1 for end in ends), *(end + 1 for end in ends)}
    if question.id != AGE and not question.id.endswith(WEEKS):
        near |= {(low + high) / 2 for low, high in pairwise(ends)}
    for number in sorted(near):
        if (question.low is None or number >= question.low) and (
            question.high is None or number <= question.high
        ):
            yield number


def _ends(atom: _Atom) -> Iterator[float]:
    within = (atom.low, atom.high) if isinstance(atom, Between) else ()
    exact = (atom.value,) if isinstance(atom, Is) else ()
    yield from (each for each in (*within, *exact) if isinstance(each, int | float))


def _atoms(condition: Condition, fact: str) -> tuple[_Atom, ...]:
    match condition:
        case Not(inner):
            return _atoms(inner, fact)
        case AllOf(inners) | AnyOf(inners):
            return tuple(atom for each in inners for atom in _atoms(each, fact))
        case Is() | Among() | Between():  # pragma: no branch - no other kind exists
            return (condition,) if condition.fact == fact else ()
