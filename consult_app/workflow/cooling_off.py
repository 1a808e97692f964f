"""The days that a practice waits between signing and treatment."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

from consult_app.domain.preferences import Preferences
from consult_app.domain.treatment import TOGETHER
from consult_app.workflow.packs import course_of


def first_day(signed: datetime, days: int, zone: tzinfo | None = None) -> date:
    """Give the first day on which may be treated: signed on the 1st with 7 days between, that is the 8th.

    Days are those of the practice: of `zone`, or of this machine's zone with its summer time.
    """
    return signed.astimezone(zone).date() + timedelta(days=days)


def days_for(preferences: Preferences, treatment: str) -> int:
    """Give the days that a practice waits before a treatment; of several together, the most."""
    parts = course_of(treatment).split(TOGETHER)
    return max(preferences.waits.get(each, preferences.days_between) for each in parts)
