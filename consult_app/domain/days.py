"""Dates as people write them, read."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def parse_day(text: str) -> date:
    """Read 2026-11-22, 22.11.2026, 22/11/2026, 11/22/2026 or 22 Nov 2026.

    ValueError for anything else, for days that do not exist, and for slashes that could mean two days.
    """
    text = text.strip()
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return date(*(int(part) for part in found.groups()))
    if found := re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", text):
        day, month, year = (int(part) for part in found.groups())
        return date(year, month, day)
    if found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        return _from_slashes(*(int(part) for part in found.groups()))
    if found := re.fullmatch(r"(\d{1,2})\.? ([a-z]{3,9})\.?,? (\d{4})", text.lower()):
        return date(int(found[3]), _month(found[2]), int(found[1]))
    raise ValueError("not a date")


def parse_expiry(text: str) -> date:
    """Read a use-by date as the last day on which it holds.

    2027-03, 03/2027, 03.2027 or March 2027 hold to the end of the month; else as `parse_day`.
    """
    text = text.strip().lower()
    if found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", text):
        return _month_end(int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d{1,2})[-/.] ?(\d{4})", text):
        return _month_end(int(found[2]), int(found[1]))
    if found := re.fullmatch(r"([a-z]{3,9})\.?,? (\d{4})", text):
        return _month_end(int(found[2]), _month(found[1]))
    return parse_day(text)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _from_slashes(first: int, second: int, year: int) -> date:
    """Tell day from month where only one reading is a date."""
    if first == second or second > 12:  # noqa: PLR2004 - months in a year
        return date(year, first, second)
    if first > 12:  # noqa: PLR2004 - months in a year
        return date(year, second, first)
    raise ValueError("day or month first?")


def _month(word: str) -> int:
    if word[:3] not in _MONTHS:
        raise ValueError("not a month")
    return _MONTHS.index(word[:3]) + 1
