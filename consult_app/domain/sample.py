"""A sample consultation: everything that is said in it, ready to be played."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from consult_app.domain.condition import Value
from consult_app.domain.consultation import (
    Clinician,
    Exchange,
    OptionTalk,
    Patient,
    Portion,
    Practice,
    RiskTalk,
)


@dataclass(frozen=True, slots=True)
class Sample:
    """What a made-up patient and clinician say; `overrides` are rule ids with the reason for going on."""

    pack: str
    patient: Patient
    clinician: Clinician
    practice: Practice
    day: date
    goal: str
    areas: tuple[str, ...]
    answers: Mapping[str, Value]
    overrides: tuple[tuple[str, str], ...]
    options: Mapping[str, OptionTalk]
    mixture: tuple[Portion, ...]
    risks: Mapping[str, RiskTalk]
    own_risks: tuple[str, ...]
    exchanges: tuple[Exchange, ...]
