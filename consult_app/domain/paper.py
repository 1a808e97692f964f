"""What leaves the vault: papers that are printed, saved or enclosed, and what is still to be printed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

_MOST_BYTES = 127
"""So much of a passphrase counts in an encrypted PDF (ISO 32000-2, 7.6.4.3.3)."""


class Paper(Enum):
    """A file of a sealed record."""

    CONSENT = "consent"
    AFTERCARE = "aftercare"
    SUMMARY = "summary"
    RECORD = "record"

    @property
    def is_original(self) -> bool:
        """Whether a second print has to say that it is a copy."""
        return self is Paper.CONSENT

    @property
    def is_for_patient(self) -> bool:
        """Whether it is made to be taken home, and handing it over is recorded."""
        return self in (Paper.AFTERCARE, Paper.SUMMARY)


class Deed(Enum):
    """What is done with a paper; what is WANTED waits until it is PRINTED or DROPPED."""

    WANTED = "wanted"
    PRINTED = "printed"
    DROPPED = "dropped"
    SAVED = "saved"
    ENCLOSED = "enclosed"
    GIVEN = "given"


class Reason(Enum):
    """Why a signed document is printed once more."""

    SPOILED = "spoiled"
    PATIENT = "patient"
    ELSEWHERE = "elsewhere"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Handing:
    """One deed; `copies` only of what is printed, `reason` only of what is printed again."""

    deed: Deed
    paper: Paper
    copies: int = 0
    reason: Reason | None = None

    @property
    def action(self) -> str:
        """The act for the log, by ids only."""
        words = ("paper", self.deed.value, self.paper.value, str(self.copies))
        return " ".join((*words, self.reason.value) if self.reason else words)


@dataclass(frozen=True, slots=True)
class Handed:
    """A deed as the log has it: when (aware), and who did it: by id, or by name to be shown."""

    at: datetime
    who: str
    handing: Handing


def read_handing(action: str) -> Handing:
    """Read what `Handing.action` wrote."""
    _, deed, paper, copies, *reason = action.split(" ")
    return Handing(Deed(deed), Paper(paper), int(copies), Reason(reason[0]) if reason else None)


def waiting(handings: Iterable[Handing]) -> tuple[Paper, ...]:
    """List the papers that are still to be printed, given all deeds of a record, oldest first."""
    wanted: dict[Paper, None] = {}
    for each in handings:
        if each.deed is Deed.WANTED:
            wanted[each.paper] = None
        elif each.deed in (Deed.PRINTED, Deed.DROPPED):
            wanted.pop(each.paper, None)
    return tuple(wanted)


def given(handed: Iterable[Handed], paper: Paper) -> Handed | None:
    """Find when a paper was given to the patient first; what was printed for them was given."""
    deeds = (Deed.GIVEN, Deed.PRINTED)
    ways = (each for each in handed if each.handing.paper is paper and each.handing.deed in deeds)
    return next(ways, None) if paper.is_for_patient else None


def prints(handings: Iterable[Handing], paper: Paper) -> int:
    """Count how often a paper came out of a printer."""
    return sum(each.copies for each in handings if each.deed is Deed.PRINTED and each.paper is paper)


def spelt(passphrase: str) -> str:
    """Spell a passphrase as encrypted PDFs have it, so that every keyboard means the same."""
    return unicodedata.normalize("NFKC", passphrase)


def fits_envelope(passphrase: str) -> bool:
    """Whether every program that opens encrypted PDFs takes it: some cut a longer one off, some refuse it."""
    return all(len(each.encode()) <= _MOST_BYTES for each in (passphrase, spelt(passphrase)))
