"""What stood on the screen and was told to nobody yet when the vault was locked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from consult_app.domain.complication import Complication
from consult_app.domain.consultation import Clinician, Practice, Way
from consult_app.domain.document import Role
from consult_app.domain.given import Given
from consult_app.domain.ink import Ink
from consult_app.domain.preferences import Preferences


@dataclass(frozen=True, slots=True)
class NewPatient:
    """A new consultation's first page as typed; nothing of it need be right.

    `known` is the id of a patient who was found, `sex` a value of `Sex` or empty, `goals` pack and goal each.
    """

    known: str = ""
    given_name: str = ""
    family_name: str = ""
    born: str = ""
    record_number: str = ""
    sex: str = ""
    goals: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsBegun:
    """Settings that were changed and not saved: their `keys`, and the parts that hold the values.

    `machine` has those of the machine, by name.
    """

    section: str
    keys: tuple[str, ...]
    practice: Practice
    clinician: Clinician
    preferences: Preferences
    machine: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignatureBegun:
    """A signature that was not given yet.

    It belongs to one document, named by its digest, and to nobody but whoever signs next as `role`. That
    name and birth date were read back is no part of it: whoever comes back reads them again.
    """

    role: Role
    way: Way
    ink: Ink | None = None
    typed: str = ""
    reason: str = ""
    witness: str = ""
    consultation: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class AccountBegun:
    """What was given, or what went wrong, in a session, as far as it was typed; `replaces` and `why` too."""

    consultation: str
    given: Given | None = None
    complication: Complication | None = None
    replaces: str = ""
    why: str = ""

    @property
    def place(self) -> tuple[str, bool, str]:
        """Name the page that it belongs to."""
        return self.consultation, self.given is not None, self.replaces


class Place(Enum):
    """Where words are typed that are told all at once: a dialog, or a part of a page."""

    USER = "user"
    RETENTION = "retention"
    REMOVAL = "removal"
    """Why a photograph is taken out."""
    PHOTOS = "photos"
    MERGE = "merge"
    """Which details stay of two entries, and why they are one person."""
    PARTING = "parting"
    """Why they are two people after all."""
    EMERGENCY = "emergency"
    ENDING = "ending"
    """Why a consultation is ended."""
    SEARCH = "search"
    """Whom somebody looks for on the start page."""
    LOG = "log"
    """What somebody looks for in the log."""
    PALETTE = "palette"
    PRINT = "print"
    """How a paper is to be printed; about a consultation and one of its papers."""


@dataclass(frozen=True, slots=True)
class WordsBegun:
    """What was typed and chosen in one place, by the names of its fields.

    `about` is the id of what it was opened for; empty for nothing in particular.
    """

    place: Place
    about: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """All of it, of one user; the vault gives it back once.

    `aside` are accounts on pages that were left before: each comes back with its page. `words` are those of
    dialogs, the one that lay on top last.
    """

    patient: NewPatient | None = None
    settings: SettingsBegun | None = None
    signature: SignatureBegun | None = None
    account: AccountBegun | None = None
    aside: tuple[AccountBegun, ...] = ()
    words: tuple[WordsBegun, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return self != Unfinished()
