"""Values of a treatment in the words of its authors: conditions, rates, yes and no."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum

from consult_app.domain import rule_words
from consult_app.domain.condition import AllOf, Among, AnyOf, Between, Condition, Is, Not
from consult_app.domain.frequency import Frequency, NotKnown, Rate
from consult_app.domain.rule_words import Naming
from consult_app.domain.wording import Words

NOTHING = "nothing"


def condition_words(condition: Condition) -> str:
    """Say a condition in words, its facts by their ids: `q-skin is sore and patient.age is at most 17`."""
    return rule_words.condition_words(condition, _BY_ID)


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


_BY_ID = Naming(
    str,
    lambda _fact, value: _single(value),
    Words(
        {
            "rule.is": "{fact} is {value}",
            "rule.not": "not ({condition})",
            "rule.and": "and",
            "rule.or": "or",
            "rule.either": "or",
            "rule.at_most": "at most {high}",
            "rule.at_least": "at least {low}",
            "rule.between": "from {low} to {high}",
            "rule.always": "always",
            "rule.never": "never",
        }
    ),
)
