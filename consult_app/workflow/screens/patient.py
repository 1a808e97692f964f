"""The patient: who is here, and what for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from consult_app.domain.consultation import Draft, Patient, Practice, State
from consult_app.domain.treatment import TOGETHER, Goal

if TYPE_CHECKING:
    from consult_app.workflow.consulting import Conversation
    from consult_app.workflow.ports import Library, PackSummary


@dataclass(frozen=True, slots=True)
class Offer:
    """A treatment that can be begun, with its goals.

    `law` names the jurisdiction it was written for where that is not the practice's.
    """

    pack: str
    name: str
    version: str
    unapproved: bool
    goals: tuple[Goal, ...]
    law: str = ""


@dataclass(frozen=True, slots=True)
class PatientScreen:
    """Who is here. `offers` are for a new consultation; an open one has `treatment` and `goal` instead.

    `locked` once signing began; `today` bounds the birth date. With `approved_only`, drafts were left out.
    """

    patient: Patient | None
    offers: tuple[Offer, ...]
    treatment: str
    goal: str
    locked: bool
    today: date
    approved_only: bool = False


def new_patient_screen(library: Library, practice: Practice, today: date) -> PatientScreen:
    """Show an empty page with every treatment that the practice may begin; raises ContentError."""
    treatments = (library.treatment(each.id) for each in under_law(library.packs(), practice.jurisdiction))
    offers = tuple(
        Offer(
            each.id,
            each.name,
            each.version,
            each.unapproved(today),
            each.goals,
            each.jurisdiction if each.jurisdiction != practice.jurisdiction else "",
        )
        for each in treatments
        if not (practice.approved_only and each.unapproved(today))
    )
    return PatientScreen(
        None, offers, "", "", locked=False, today=today, approved_only=practice.approved_only
    )


def under_law(packs: Iterable[PackSummary], jurisdiction: str) -> tuple[PackSummary, ...]:
    """Give each pack once: its variant for the jurisdiction, or as it was written where there is none."""
    chosen: dict[str, PackSummary] = {}
    for each in packs:
        pack, _, variant = each.id.partition(".")
        if each.jurisdiction == jurisdiction or not variant:
            chosen[pack] = each
    return tuple(chosen.values())


def treatment_name(treatment: str, names: Mapping[str, str]) -> str:
    """Name a treatment, or several together, by the names of packs; an id that no pack has names itself."""
    return f" {TOGETHER} ".join(names.get(each, each) for each in treatment.split(TOGETHER))


def patient_screen(conversation: Conversation, state: State, today: date) -> PatientScreen:
    """Show the patient of a consultation."""
    treatment, draft = conversation.treatment, conversation.draft
    goal = next((each.name for each in treatment.goals if each.id == draft.goal), draft.goal)
    return PatientScreen(
        draft.patient, (), treatment.name, goal, locked=not isinstance(state, Draft), today=today
    )
