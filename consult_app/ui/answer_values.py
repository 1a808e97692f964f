"""Answers as controls hold them, large and usual ones alike: by a button, as a number, a day, a text."""

from collections.abc import Mapping
from datetime import date

from consult_app.domain.condition import NOT_SURE, Value
from consult_app.domain.questionnaire import TOP, Kind, Question

UNSURE, YES, NO = "?", "yes", "no"
ASKED_APART = (Kind.NUMBER, Kind.DATE, Kind.ENTRIES)
"""Kinds whose control has no place for "not sure": it stands beside."""


def by_button(question: Question) -> dict[str, Value]:
    """Give what each button of a question means of which one at most is chosen."""
    own: dict[str, Value] = {each.id: each.id for each in question.choices}
    if question.kind is Kind.YES_NO:
        own = {YES: True, NO: False}
    elif question.kind is Kind.SCALE:
        own = {str(point): point for point in range(TOP + 1)}
    return {**own, UNSURE: NOT_SURE}


def button_of(value: Value | None, meanings: Mapping[str, Value]) -> str | None:
    """Give the id of the button that means an answer."""
    # A yes is not the number 1, although Python calls them equal.
    return next(
        (
            key
            for key, each in meanings.items()
            if each == value and isinstance(each, bool) is isinstance(value, bool)
        ),
        None,
    )


def number_of(value: Value | None) -> float | None:
    """Give a number as it is; a yes is none."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def day_of(value: Value | None) -> date | None:
    """Give the day that an answer names."""
    return date.fromisoformat(value) if isinstance(value, str) else None


def text_of(value: Value | None) -> str:
    """Give words as they are, and none for any other answer."""
    return value if isinstance(value, str) else ""
