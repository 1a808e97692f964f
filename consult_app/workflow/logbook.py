"""The log, to be read: in parts, as is asked for, and as a table. All of it is entered in the log too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo

from consult_app.domain.audit import Act, Entry, Wanted
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand, may
from consult_app.workflow.tables import csv_table

PART = 1000
"""So many entries are given at once: a few hundredths of a second."""
HEAD = ("number", "time (UTC)", "who", "what", "whose or about", "why", "machine")


@dataclass(frozen=True, slots=True)
class LogPart:
    """What was found in a part of the log, newest first, and before which number the next part begins.

    `before` is 0 where nothing is left.
    """

    entries: tuple[Entry, ...]
    before: int


@dataclass(frozen=True, slots=True)
class LogScreen:
    """The newest part; `named` says that patients are named in it."""

    newest: LogPart
    named: bool


def open_log(services: Services, vault: Vault) -> LogScreen:
    """Show the log; that it is read is entered, which is the first thing to be seen then."""
    demand(vault.staff.me, Right.LOG)
    vault.note(Act.LOG_READ)
    named = may(vault.staff.me, Right.READ)
    return LogScreen(read_part(services, vault, Wanted()), named)


def read_part(services: Services, vault: Vault, wanted: Wanted, before: int = 0) -> LogPart:
    """Look through the part before an entry for what is wanted, by days and times of this place."""
    demand(vault.staff.me, Right.LOG)
    return _part(vault, wanted, before, services.now().tzinfo)


def found_in_log(vault: Vault, wanted: Wanted) -> tuple[Entry, ...]:
    """Give all that is wanted, first to last, by days of UTC; that it leaves the vault is entered first."""
    demand(vault.staff.me, Right.LOG)
    vault.note(Act.LOG_EXPORTED)
    return tuple(reversed([each for part in _parts(vault, wanted) for each in part.entries]))


def log_csv(entries: Iterable[Entry], *, named: bool) -> bytes:
    """Write entries as a table; patients are `named` in it, or stand there by their numbers in the log."""
    shown = (each if named else replace(each, whose="") for each in entries)
    return csv_table((HEAD, *map(row_of, shown)))


def row_of(entry: Entry) -> tuple[str, ...]:
    """Give an entry as it stands in a table, under HEAD."""
    time = f"{entry.at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    about = entry.whose or entry.subject
    return (str(entry.number), time, entry.who, entry.action, about, entry.reason, entry.machine)


def _parts(vault: Vault, wanted: Wanted) -> Iterator[LogPart]:
    yield (part := _part(vault, wanted, 0, UTC))
    while part.before:
        yield (part := _part(vault, wanted, part.before, UTC))


def _part(vault: Vault, wanted: Wanted, before: int, zone: tzinfo | None) -> LogPart:
    found, before = vault.search_log(wanted, before, PART)
    here = (replace(each, at=each.at.astimezone(zone)) for each in found)
    return LogPart(tuple(each for each in here if wanted.fits(each)), before)
