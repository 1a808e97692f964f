"""Decisions that a patient took back by themselves, while the consent to the treatment stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from consult_app.domain.condition import Value
from consult_app.domain.consultation import Sealed, Stage
from consult_app.domain.decisions import agreed_to
from consult_app.domain.sequel import SequelKind
from consult_app.domain.treatment import Treatment
from consult_app.workflow.ports import Vault


def taken_back(vault: Vault, consultation: str) -> Mapping[str, date]:
    """Give the decisions of a sealed consent that were taken back since, each with its first day."""
    days: dict[str, date] = {}
    for line in vault.sequels(consultation):
        if line.sequel is SequelKind.DECISION and line.stage is Stage.SEALED:
            state = vault.open(line.id)
            said = state.draft.sequel if isinstance(state, Sealed) else None
            for each in said.decisions if said else ():
                days.setdefault(each, line.day)
    return days


def still_agreed_to(vault: Vault, treatment: Treatment, record: Sealed) -> dict[str, Value]:
    """Give what was agreed to beside the treatment and still counts."""
    gone = taken_back(vault, record.draft.id)
    return {each: said for each, said in agreed_to(treatment, record.draft).items() if each not in gone}
