"""Lots: how they are searched, and who got them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import Enum


class LotState(Enum):
    """What is known of a lot at a patient.

    PLANNED stands in the sealed consent, and nobody wrote down what was given; CORRECTED stood in a record
    that was corrected since.
    """

    GIVEN = "given"
    PLANNED = "planned"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class LotUse:
    """A lot at a patient in a session; `areas` and `ingredient` are ids of the pack with that digest."""

    state: LotState
    lot: str
    product: str
    ingredient: str
    amount: str
    site: str
    areas: tuple[str, ...]
    day: date
    consultation: str
    patient_id: str
    patient: str
    birth_date: date
    record_number: str
    treatment: str
    pack: str
    sample: bool = False


TAKEN_FOR = (("o", "0"), ("i", "1"), ("l", "1"))
"""What is read and written for one another on a vial: in a recall nobody may be missed for it."""

_ALIKE = {"0": "0o", "1": "1il"}
_MOST_SPELLINGS = 40


def alike(key: str) -> str:
    """Give a key in which it does not matter which of those somebody typed."""
    for written, meant in TAKEN_FOR:
        key = key.replace(written, meant)
    return key


def spellings(key: str) -> tuple[str, ...]:
    """Give every key that this one may be taken for, or how each begins where there are too many of them."""
    found = [""]
    for each in alike(key):
        longer = [before + one for before in found for one in _ALIKE.get(each, each)]
        if len(longer) > _MOST_SPELLINGS:
            break
        found = longer
    return tuple(found)


def lot_key(lot: str) -> str:
    """Give what a lot is searched by: its letters and digits, whatever their case and what stands between."""
    plain = unicodedata.normalize("NFKC", lot).casefold()
    return "".join(each for each in plain if each.isalnum())
