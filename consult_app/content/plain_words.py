"""Values of a treatment in the words of its authors: conditions, rates, yes and no."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum

from consult_app.domain.condition import AllOf, Among, AnyOf, Between, Condition, Is, Not
from consult_app.domain.frequency import Frequency, NotKnown, Rate

NOTHING = "nothing"


def condition_words(condition: Condition) -> str:
    """Say a condition in words, its facts by their ids: `q-skin is sore and patient.age is at most 17`."""
    match condition:
        case Is(fact, value):
            return f"{fact} is {value_words(value)}"
        case Among(fact, values):
            return f"{fact} is {_either(values)}"
        case Between(fact, low, high):
            return f"{fact} is {_between(low, high)}"
        case Not(inner):
            return f"not ({condition_words(inner)})"
        case AllOf(inners):
            return _joined(inners, " and ") or "always"
        case AnyOf(inners):  # pragma: no branch - no other kind exists
            return _joined(inners, " or ") or "never"


def frequency_words(frequency: Frequency) -> str:
    """Say a frequency the way packs write it."""
    return f"{frequency.count:.15g} in {frequency.of}" if isinstance(frequency, Rate) else "not known"


def value_words(value: object) -> str:
    """Say any value of a treatment; what is empty is `nothing`."""
    match value:
        case None | "" | ():
            return NOTHING
        case Rate() | NotKnown():
            return frequency_words(value)
        case Is() | Among() | Between() | Not() | AllOf() | AnyOf():
            return condition_words(value)
        case tuple():
            return ", ".join(value_words(each) for each in value)
        case _ if is_dataclass(value):
            values = ((each.default, getattr(value, each.name)) for each in fields(value))
            # What is as if nothing had been written about it goes without saying.
            return ", ".join(value_words(each) for default, each in values if each != default)
        case _:
            return _single(value)


def _single(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return f"{value:.15g}"
        case Enum():
            return str(value.value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _either(values: tuple[str, ...]) -> str:
    *others, last = values
    return f"{', '.join(others)} or {last}" if others else last


def _between(low: float | None, high: float | None) -> str:
    if low is None:
        return f"at most {value_words(high)}"
    if high is None:
        return f"at least {value_words(low)}"
    return f"from {value_words(low)} to {value_words(high)}"


def _joined(conditions: tuple[Condition, ...], word: str) -> str:
    if len(conditions) == 1:
        return condition_words(conditions[0])
    return word.join(_within(each) for each in conditions)


def _within(condition: Condition) -> str:
    """Put what is made of several in brackets: `and` and `or` side by side would leave it open."""
    said = condition_words(condition)
    several = isinstance(condition, AllOf | AnyOf) and len(condition.conditions) > 1
    return f"({said})" if several else said
