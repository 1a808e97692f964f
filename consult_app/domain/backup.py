"""Backups: how old the last good one is, when the next one is due, and which old ones may go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

EVERY = timedelta(days=1)
"""So often one is made while the program runs."""
LATE = timedelta(days=3)
"""A last good backup that is older is worth a warning."""

DAYS, WEEKS, MONTHS = 7, 5, 12
"""Of so many days, weeks and months the last backup is kept."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was opened and checked after it was made.

    `sound` is whether the log in it was whole; `entries` is how many it has; `megabytes` what it takes.
    `store` is its vault, and `users` are those whose passphrases of that time open it.
    """

    name: str
    at: datetime
    entries: int
    sound: bool = True
    megabytes: int = 0
    store: str = ""
    users: tuple[str, ...] = ()


def newest_of_each(backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """Choose the newest backup of each vault, newest first: a folder can hold those of several."""
    newest: dict[str, Backup] = {}
    for each in sorted(backups, key=lambda each: each.at, reverse=True):
        newest.setdefault(each.store, each)
    return tuple(newest.values())


def is_due(last: datetime | None, now: datetime) -> bool:
    """Whether another backup is due; one from the future was made by a clock that was wrong."""
    return last is None or now - last >= EVERY or last > now


def is_late(last: datetime | None, now: datetime) -> bool:
    """Whether the last good backup is so old, or missing, that somebody should do something about it.

    Of one from the future nobody knows how old it is.
    """
    return last is None or abs(now - last) >= LATE


def kept(times: Iterable[datetime]) -> frozenset[datetime]:
    """Choose which backups stay: the newest, and the last of each of the newest days, weeks, months."""
    newest_first = sorted(times, reverse=True)
    rules: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
        (1, lambda at: (at.toordinal(), at.hour, at.minute, at.second)),
        (DAYS, lambda at: (at.toordinal(),)),
        (WEEKS, lambda at: at.isocalendar()[:2]),
        (MONTHS, lambda at: (at.year, at.month)),
    )
    chosen: set[datetime] = set()
    for count, period in rules:
        last_of: dict[tuple[int, ...], datetime] = {}
        for at in newest_first:
            last_of.setdefault(period(at), at)
        chosen.update(list(last_of.values())[:count])
    return frozenset(chosen)
