"""Who works in a practice, and as what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from consult_app.domain.consultation import Clinician

if TYPE_CHECKING:
    from collections.abc import Iterable

_FREE = 2
"""So many mistakes cost nothing."""
LONGEST_WAIT_S = 300


def wait_after(failures: int) -> int:
    """Give the seconds until the next try after so many wrong passphrases: each wait is twice the last."""
    return 0 if failures <= _FREE else min(2 ** min(failures - _FREE, 10), LONGEST_WAIT_S)


class UserRole(Enum):
    """What somebody may do: a lead may all, an assistant neither sign nor go on against a finding.

    An administrator looks after users, backups and settings, and reads nothing about a patient.
    """

    LEAD = "lead"
    CLINICIAN = "clinician"
    ASSISTANT = "assistant"
    ADMINISTRATOR = "administrator"

    @property
    def reads(self) -> bool:
        """Whether it comes with patients, their consultations and papers."""
        return self is not UserRole.ADMINISTRATOR

    @property
    def lets_in(self) -> bool:
        """Whether somebody in it decides who may unlock; one such user has to be left."""
        return self in {UserRole.LEAD, UserRole.ADMINISTRATOR}


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who unlocks the vault: as printed, and what they may do."""

    clinician: Clinician
    role: UserRole

    @property
    def id(self) -> str:
        """What the log names them by."""
        return self.clinician.id


@dataclass(frozen=True, slots=True)
class UserName:
    """What can be read of a user before anything is unlocked."""

    id: str
    name: str


def meant(said: str, users: Iterable[UserName]) -> tuple[UserName, ...]:
    """Give those who can be meant by a name or an id, an id first; without a word everybody."""
    named = tuple(each for each in users if not said or said in {each.id, each.name})
    return tuple(each for each in named if said and each.id == said) or named
