"""Something unwanted that happened after a treatment, and what was done about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum


class Grade(Enum):
    """How grave it was.

    The four words are those in everyday clinical use, `recalled`: no source in the collected facts defines
    them. NOT_GRADED is what an assistant writes down until a clinician has looked.
    """

    NOT_GRADED = "not_graded"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"
    LIFE_THREATENING = "life_threatening"


class Ending(Enum):
    """What came of it, as far as is known."""

    GOING_ON = "going_on"
    OVER = "over"
    LASTING = "lasting"


@dataclass(frozen=True, slots=True)
class Complication:
    """What happened, when it began (time of day where known), how grave, what was done and what came of it.

    `risk` is the id of the risk of the pack that it is, empty for another; `what` are its words either way.
    `reported` says to whom it was reported, and under which number.
    """

    what: str
    began: date
    time: str = ""
    risk: str = ""
    grade: Grade = Grade.NOT_GRADED
    action: str = ""
    ending: Ending = Ending.GOING_ON
    follow_up: str = ""
    reported: str = ""


class Lacking(Enum):
    """What a complication cannot be kept without."""

    WHAT = "what"
    BEGAN = "began"
    TIME = "time"
    ACTION = "action"


GRAVE = frozenset({Grade.SEVERE, Grade.LIFE_THREATENING})
"""Those of which a reporting scheme wants to hear."""


def lacking(complication: Complication, treated: date, now: datetime) -> tuple[Lacking, ...]:
    """Name what is missing; it began neither before the day of the treatment nor after today."""
    return tuple(_lacking(complication, treated, now))


def _lacking(complication: Complication, treated: date, now: datetime) -> Iterator[Lacking]:
    if not complication.what.strip():
        yield Lacking.WHAT
    if not treated <= complication.began <= now.date():
        yield Lacking.BEGAN
    if complication.time and not _is_time(complication.time):
        yield Lacking.TIME
    if not complication.action.strip():
        yield Lacking.ACTION


def _is_time(text: str) -> bool:
    try:
        datetime.strptime(text, "%H:%M")  # noqa: DTZ007 - a time of day alone has no zone
    except ValueError:
        return False
    return True
