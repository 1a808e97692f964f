"""Conditions over facts, judged in three-valued logic (Kleene): true, false, or not known.

Unanswered and "not sure" are UNKNOWN; a question rightly never asked makes its atoms FALSE.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

from consult_app.domain.entry import Entry


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

Value = NotSure | bool | int | float | str | tuple[str | Entry, ...]
"""An answer: yes/no, a number, a choice id or text (dates as ISO 8601), several, or not sure.

Several are choice ids, or entries; in the first records entries are plain text too.
"""


def chosen(value: Value | None) -> tuple[str, ...]:
    """Give the choices of an answer; none where it is of another kind."""
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, tuple) else ()


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


Atom = Is | Among | Between
"""A condition on one fact."""

Condition = Atom | Not | AllOf | AnyOf

ALWAYS = AllOf(())


@dataclass(frozen=True, slots=True)
class Judgement:
    """A truth value and the facts that decided it, in the order in which the condition names them."""

    truth: Truth
    grounds: tuple[str, ...]


def evaluate(condition: Condition, facts: Facts) -> Judgement:
    """Judge a condition, naming the facts that decided it (the open ones where it stays unknown)."""
    if isinstance(condition, Atom):
        truth = _atom(condition, facts.known, facts.not_applicable)
        return Judgement(truth, (condition.fact,))
    match condition:
        case Not(inner):
            judged = evaluate(inner, facts)
            return Judgement(_OPPOSITE[judged.truth], judged.grounds)
        case AllOf(conditions):
            return _combine([evaluate(each, facts) for each in conditions], Truth.FALSE)
        case AnyOf(conditions):  # pragma: no branch - no other kind exists
            return _combine([evaluate(each, facts) for each in conditions], Truth.TRUE)


def holds(condition: Atom, value: bool | float | str | tuple[str | Entry, ...]) -> bool:
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


Test = Callable[[Mapping[str, Value], AbstractSet[str]], Truth]
"""A condition made ready to be judged many times: what is known, and what was rightly never asked."""


def ready(condition: Condition) -> Test:
    """Make a condition ready; its test gives the truth that `evaluate` gives, without its grounds, sooner."""
    match condition:
        case Not(inner):
            negated = ready(inner)
            return lambda known, never: _OPPOSITE[negated(known, never)]
        case AllOf(conditions):
            return _ready_several(tuple(map(ready, conditions)), Truth.FALSE)
        case AnyOf(conditions):
            return _ready_several(tuple(map(ready, conditions)), Truth.TRUE)
        case Is() | Among() | Between():  # pragma: no branch - no other kind exists
            return _ready_atom(condition)


def _ready_several(tests: tuple[Test, ...], decisive: Truth) -> Test:
    agreed = _OPPOSITE[decisive]

    def several(known: Mapping[str, Value], never: AbstractSet[str]) -> Truth:
        found = agreed
        for test in tests:
            truth = test(known, never)
            if truth is decisive:
                return decisive
            if truth is Truth.UNKNOWN:
                found = truth
        return found

    return several


def _ready_atom(condition: Atom) -> Test:
    fact, atom = condition.fact, partial(_atom, condition)
    if not isinstance(condition, Is) or not isinstance(condition.value, bool):
        return atom
    wanted = condition.value

    def yes_or_no(known: Mapping[str, Value], never: AbstractSet[str]) -> Truth:
        # Most conditions ask for a yes or a no.
        value = known.get(fact)
        if value is True or value is False:
            return Truth.TRUE if value is wanted and fact not in never else Truth.FALSE
        return atom(known, never)

    return yes_or_no


def atoms(condition: Condition) -> Iterator[Atom]:
    """Give every atom of a condition, in order."""
    match condition:
        case Not(inner):
            yield from atoms(inner)
        case AllOf(conditions) | AnyOf(conditions):
            for each in conditions:
                yield from atoms(each)
        case Is() | Among() | Between():  # pragma: no branch - no other kind exists
            yield condition


def facts_named(condition: Condition) -> tuple[str, ...]:
    """List every fact that a condition reads, in order, each once."""
    return _distinct(each.fact for each in atoms(condition))


def values_named(condition: Condition, fact: str) -> tuple[str, ...]:
    """List the values that a condition compares a fact with."""
    return _distinct(value for each in atoms(condition) if each.fact == fact for value in _values(each))


def _values(atom: Atom) -> tuple[str, ...]:
    match atom:
        case Is(_, value):
            return (str(value),)
        case Among(_, values):
            return values
        case Between():  # pragma: no branch - no other kind exists
            return ()


def _combine(judged: list[Judgement], decisive: Truth) -> Judgement:
    """Fold operands: one decisive operand decides; else one unknown leaves it open; else all agree."""
    for truth in (decisive, Truth.UNKNOWN):
        deciding = [each for each in judged if each.truth is truth]
        if deciding:
            return Judgement(truth, _distinct(name for each in deciding for name in each.grounds))
    return Judgement(_OPPOSITE[decisive], _distinct(name for each in judged for name in each.grounds))


def _atom(condition: Atom, known: Mapping[str, Value], never: AbstractSet[str]) -> Truth:
    if condition.fact in never:
        return Truth.FALSE
    value = known.get(condition.fact, NOT_SURE)
    if isinstance(value, NotSure):
        return Truth.UNKNOWN
    return Truth.TRUE if holds(condition, value) else Truth.FALSE


def _same(value: bool | float | str, wanted: bool | float | str) -> bool:
    return isinstance(value, bool) == isinstance(wanted, bool) and value == wanted


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
