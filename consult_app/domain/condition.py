"""Conditions over facts, judged in three-valued logic (Kleene): true, false, or not known.

Unanswered and "not sure" are UNKNOWN; a question rightly never asked makes its atoms FALSE.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import Enum


class Truth(Enum):
    """The three truth values."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


_OPPOSITE = {Truth.FALSE: Truth.TRUE, Truth.UNKNOWN: Truth.UNKNOWN, Truth.TRUE: Truth.FALSE}


@dataclass(frozen=True, slots=True)
class NotSure:
    """The answer "not sure": asked, answered, and still unknown."""


NOT_SURE = NotSure()

Value = NotSure | bool | int | float | str | tuple[str, ...]
"""An answer: yes/no, a number, a choice id or text (dates as ISO 8601), several choice ids, or not sure."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a condition is judged.

    `known` maps fact ids to values; `not_applicable` holds questions that were rightly never asked.
    """

    known: Mapping[str, Value] = field(default_factory=dict)
    not_applicable: AbstractSet[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Is:
    """The fact equals the value, or contains it where several were chosen."""

    fact: str
    value: bool | int | float | str


@dataclass(frozen=True, slots=True)
class Among:
    """The fact is, or contains, at least one of the values."""

    fact: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """The number lies in the closed interval; `None` leaves that end open."""

    fact: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """The condition does not hold; the opposite of unknown is unknown."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every condition holds; of none, true."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one condition holds; of none, false."""

    conditions: tuple[Condition, ...]


Condition = Is | Among | Between | Not | AllOf | AnyOf

ALWAYS = AllOf(())


@dataclass(frozen=True, slots=True)
class Judgement:
    """A truth value and the facts that decided it, in the order in which the condition names them."""

    truth: Truth
    grounds: tuple[str, ...]


def evaluate(condition: Condition, facts: Facts) -> Judgement:
    """Judge a condition, naming the facts that decided it (the open ones where it stays unknown)."""
    if isinstance(condition, Is | Among | Between):
        return Judgement(_atom(condition, facts), (condition.fact,))
    match condition:
        case Not(inner):
            judged = evaluate(inner, facts)
            return Judgement(_OPPOSITE[judged.truth], judged.grounds)
        case AllOf(conditions):
            return _combine([evaluate(each, facts) for each in conditions], Truth.FALSE)
        case AnyOf(conditions):  # pragma: no branch - no other kind exists
            return _combine([evaluate(each, facts) for each in conditions], Truth.TRUE)


def holds(condition: Is | Among | Between, value: bool | float | str | tuple[str, ...]) -> bool:
    """Whether a known value, not "not sure", is as the condition on its fact says."""
    match condition:
        case Is(_, wanted):
            # `True == 1` in Python; an answer of 1 is not a yes.
            return wanted in value if isinstance(value, tuple) else _same(value, wanted)
        case Among(_, wanted_values):
            return bool(set(wanted_values) & set(value if isinstance(value, tuple) else (value,)))
        case Between(_, low, high):  # pragma: no branch - no other kind exists
            return (
                isinstance(value, int | float)
                and not isinstance(value, bool)
                and (low is None or value >= low)
                and (high is None or value <= high)
            )


def facts_named(condition: Condition) -> tuple[str, ...]:
    """List every fact that a condition reads, in order, each once."""
    match condition:
        case Not(inner):
            return facts_named(inner)
        case AllOf(conditions) | AnyOf(conditions):
            return _distinct(name for each in conditions for name in facts_named(each))
        case Is() | Among() | Between():  # pragma: no branch - no other kind exists
            return (condition.fact,)


def values_named(condition: Condition, fact: str) -> tuple[str, ...]:
    """List the values that a condition compares a fact with."""
    match condition:
        case Not(inner):
            return values_named(inner, fact)
        case AllOf(conditions) | AnyOf(conditions):
            return _distinct(value for each in conditions for value in values_named(each, fact))
        case Is(name, value) if name == fact:
            return (str(value),)
        case Among(name, values) if name == fact:
            return values
        case _:
            return ()


def _combine(judged: list[Judgement], decisive: Truth) -> Judgement:
    """Fold operands: one decisive operand decides; else one unknown leaves it open; else all agree."""
    for truth in (decisive, Truth.UNKNOWN):
        deciding = [each for each in judged if each.truth is truth]
        if deciding:
            return Judgement(truth, _distinct(name for each in deciding for name in each.grounds))
    return Judgement(_OPPOSITE[decisive], _distinct(name for each in judged for name in each.grounds))


def _atom(condition: Is | Among | Between, facts: Facts) -> Truth:
    if condition.fact in facts.not_applicable:
        return Truth.FALSE
    value = facts.known.get(condition.fact, NOT_SURE)
    if isinstance(value, NotSure):
        return Truth.UNKNOWN
    return Truth.TRUE if holds(condition, value) else Truth.FALSE


def _same(value: bool | float | str, wanted: bool | float | str) -> bool:
    return isinstance(value, bool) == isinstance(wanted, bool) and value == wanted


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
