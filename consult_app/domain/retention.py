"""How long records are kept by a practice's own rule, and what is known of those that were destroyed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from consult_app.domain.backup import Backup
from consult_app.domain.consultation import Patient
from consult_app.domain.folding import foldings

MOST_YEARS = 100
MOST_AGE = 30
"""Beyond that nobody calls anybody a minor."""
_LEAST_LETTERS = 3
_AROUND = ".,;:!?()'\"“”‘’"
_OWNER = re.compile("['’]s?$")


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """Years after the last contact; for whoever was younger than `minors_until` then, after that age."""

    years: int
    minors_until: int = 0
    minors_years: int = 0


class Ground(Enum):
    """Why all about a patient is to be destroyed."""

    PERIOD = "period"
    WISH = "wish"
    ORDER = "order"
    RETURNED = "returned"
    """It was destroyed before, and came back with a backup."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Contact:
    """A real patient by id, when they were born, and the last day on which anything was recorded."""

    patient: str
    born: date
    last: date


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody (`by`, a user's id) wants all about a patient destroyed; `why` never names the patient."""

    id: str
    patient: str
    ground: Ground
    why: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Hold:
    """That nothing about a patient may be destroyed, whatever the rule says, and why."""

    patient: str
    why: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much is kept about a patient, kind by kind, and from which entry of the log on."""

    consultations: int = 0
    signed: int = 0
    aftercare: int = 0
    photographs: int = 0
    accounts: int = 0
    lots: int = 0
    acts: int = 0
    first_entry: int = 0


@dataclass(frozen=True, slots=True)
class Copies:
    """Where it still lies: `backups` that were found, `others` that were made, folders put `aside`.

    `server` names the one of a practice with several rooms, which keeps what came before until it is emptied.
    """

    backups: tuple[Backup, ...] = ()
    others: int = 0
    aside: int = 0
    server: str = ""


@dataclass(frozen=True, slots=True)
class Destruction:
    """What a certificate says: by names who proposed it and who carried it out, and nothing of the record."""

    proposal: Proposal
    proposed_by: str
    at: datetime
    by: str
    holdings: Holdings
    copies: Copies


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate in the list of them; `by` and `proposed_by` are users' ids, or names to be shown."""

    destruction: str
    patient: str
    at: datetime
    by: str
    proposed_by: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A patient who was destroyed at some time, and is there again with a backup that was put back."""

    patient: str
    at: datetime


def kept_until(rule: RetentionRule, born: date, last_contact: date) -> date:
    """Give the last day on which the rule keeps a record."""
    until = _later(last_contact, rule.years)
    if rule.minors_until and last_contact < _later(born, rule.minors_until):
        until = max(until, _later(born, rule.minors_until + rule.minors_years))
    return until


def names_patient(words: str, patient: Patient) -> bool:
    """Whether words hold a name or the record number of a patient, however accented or cased."""
    number = patient.record_number.strip()
    return repeats_name(words, f"{patient.given_name} {patient.family_name}") or (
        bool(number) and bool(foldings(number) & _words(words))
    )


def repeats_name(words: str, who: str) -> bool:
    """Whether words hold one by which somebody is looked for, however accented or cased."""
    return bool({each for each in _words(who) if len(each) >= _LEAST_LETTERS} & _words(words))


def _words(text: str) -> frozenset[str]:
    """Give the words of a text as they are searched, without what stands around them or says whose it is."""
    parts = (_OWNER.sub("", each.strip(_AROUND)) for each in text.split())
    return frozenset(key for part in parts for key in foldings(part))


def holding(backups: Iterable[Backup], first_entry: int) -> tuple[Backup, ...]:
    """Choose the backups made once something about a patient was there, by the length of their logs."""
    return tuple(each for each in backups if each.entries >= first_entry)


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        # Born on 29 February, grown up on 1 March.
        return date(day.year + years, 3, 1)
