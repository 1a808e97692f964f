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


def lot_key(lot: str) -> str:
    """Give what a lot is searched by: its letters and digits, whatever their case and what stands between."""
    plain = unicodedata.normalize("NFKC", lot).casefold()
    return "".join(each for each in plain if each.isalnum())
