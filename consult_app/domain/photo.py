"""Photographs for the record: of which session and of what they are, and whether they may be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from consult_app.domain.consultation import Draft

PHOTO_DECISION = "d-photo-record"
"""The question by which a patient agrees to photographs for the record; its statement is in the consent."""
OTHER_USES = "d-photo-other"
"""The question for what else photographs may be used."""


class Taken(Enum):
    """When in the course a photograph was taken."""

    BEFORE = "before"
    AFTER = "after"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph of a session: `place` says of what, `at` (aware) when it was put in and `by` by whom.

    `sha256` and `length` are those of the picture as it is kept.
    """

    id: str
    consultation: str
    taken: Taken
    place: str
    at: datetime
    by: str
    sha256: str
    length: int


class Removal(Enum):
    """Why a photograph is taken out of the record."""

    TAKEN_BACK = "taken_back"
    """The patient took back what they agreed to."""
    WRONG = "wrong"
    """It shows somebody else, or something else than it says."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class RemovedPhoto:
    """That a photograph was there, and why, when (aware) and by whom it was taken out."""

    photo: str
    consultation: str
    why: Removal
    words: str
    at: datetime
    by: str


def may_keep(draft: Draft) -> bool:
    """Whether the patient agreed to photographs for the record; nothing said is no."""
    return draft.answers.get(PHOTO_DECISION) is True
