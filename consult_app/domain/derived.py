"""Facts that follow from answers: body mass index, days and weeks since a day, classes of medicines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeGuard

from consult_app.domain.condition import Condition, Value, facts_named
from consult_app.domain.entry import entries_of
from consult_app.domain.medicines import Medicines

BMI = "patient.bmi"
"""Weight in kg by the square of height in metres, with one decimal."""
HEIGHT, WEIGHT = "q-height", "q-weight"
"""The questions for height in cm and weight in kg."""
DAYS, WEEKS, CLASSES = ".days", ".weeks", ".classes"
"""What is added to the id of a date question, and of a question for medicines."""
ENDINGS = (DAYS, WEEKS, CLASSES)


def body_mass_index(height_cm: float, weight_kg: float) -> float:
    """Give kg per square metre, rounded to one decimal as it is read out."""
    return round(weight_kg / (height_cm / 100) ** 2, 1)


def days_since(day: date, today: date) -> int:
    """Count the days that have passed; below zero for a day to come."""
    return (today - day).days


def weeks_since(day: date, today: date) -> int:
    """Count whole weeks that have passed; below zero for a day to come."""
    return days_since(day, today) // 7


def answers_behind(fact: str) -> tuple[str, ...]:
    """Name the questions from whose answers a fact follows; none where it is an answer itself, or given."""
    if fact == BMI:
        return (HEIGHT, WEIGHT)
    for ending in ENDINGS:
        if fact.endswith(ending):
            return (fact.removesuffix(ending),)
    return ()


def read_by(condition: Condition) -> tuple[str, ...]:
    """List the facts that a condition reads, and the questions from whose answers these follow."""
    return tuple(name for fact in facts_named(condition) for name in (fact, *answers_behind(fact)))


def bmi_of(known: Mapping[str, Value]) -> float | None:
    """Give the body mass index; None while height or weight is not known."""
    height, weight = known.get(HEIGHT), known.get(WEIGHT)
    if _is_number(height) and _is_number(weight):
        return body_mass_index(height, weight)
    return None


def time_of(fact: str, value: Value, today: Value | None) -> int | None:
    """Give the days or the weeks since an answered day; None where either day is not known."""
    if isinstance(value, str) and isinstance(today, str):
        since = weeks_since if fact.endswith(WEEKS) else days_since
        return since(date.fromisoformat(value), date.fromisoformat(today))
    return None


def classes_of(value: Value, medicines: Medicines) -> tuple[str, ...] | None:
    """Give the classes of the medicines that were entered; None for "not sure"."""
    if not isinstance(value, tuple):
        return None
    return medicines.recognise(each.name for each in entries_of(value))


def _is_number(value: Value | None) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
