"""Why a patient of another program's file stays out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Fault(Enum):
    """Why a line stays out."""

    CELLS = "cells"
    """It has more or fewer cells than the first one."""
    NO_NAME = "no_name"
    NAME = "name"
    """A name that is none: a formula, a number, several lines, or far too long."""
    NUMBER = "number"
    """A record number that is a formula, several lines, or far too long."""
    NO_DATE = "no_date"
    TWO_DIGITS = "two_digits"
    """The year has two digits, and could be of either century."""
    NO_SUCH_DAY = "no_such_day"
    UNREADABLE_DATE = "unreadable_date"
    ORDER = "order"
    """Day or month first: nobody said."""
    FUTURE = "future"
    TOO_OLD = "too_old"
    SAME_DAY = "same_day"
    """Far too many have this birth date."""
    SAME_NUMBER = "same_number"
    """Far too many have this record number."""
    UNPRINTABLE = "unprintable"
    """It has characters that no document could show."""
    LOST = "lost"
    """A letter was lost before the file was saved: what stands in its place is the sign for that."""
    NO_DAY = "no_day"
    """Only the year of the birth is said, or year and month."""
    TWICE = "twice"
    """It says two things of one patient."""
    BROKEN = "broken"
    """A part of it cannot be read."""
    NO_DETAILS = "no_details"
    """It says something else than the details of a patient."""
    OUT_OF_USE = "out_of_use"
    """The other program has another entry for this person, or none any more."""
    DIED = "died"
    SAMPLE = "sample"
    """It is marked as nobody real."""
    UNKNOWN = "unknown"
    """It says that something changes its meaning, and what that is nobody knows here."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that stays out, and why."""

    line: int
    fault: Fault
