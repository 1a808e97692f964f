"""The patient: who is here, and what for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from consult_app.domain.consultation import Draft, Patient, State
from consult_app.domain.treatment import Goal

if TYPE_CHECKING:
    from consult_app.workflow.consulting import Conversation
    from consult_app.workflow.ports import Library


@dataclass(frozen=True, slots=True)
class Offer:
    """A treatment that can be begun, with its goals."""

    pack: str
    name: str
    version: str
    unapproved: bool
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class PatientScreen:
    """Who is here. `offers` are for a new consultation; an open one has `treatment` and `goal` instead.

    `locked` once signing began; `today` bounds the birth date.
    """

    patient: Patient | None
    offers: tuple[Offer, ...]
    treatment: str
    goal: str
    locked: bool
    today: date


def new_patient_screen(library: Library, today: date) -> PatientScreen:
    """Show an empty page with every treatment that can be begun; raises ContentError."""
    treatments = (library.treatment(each.id) for each in library.packs())
    offers = tuple(
        Offer(each.id, each.name, each.version, each.unapproved(today), each.goals) for each in treatments
    )
    return PatientScreen(None, offers, "", "", locked=False, today=today)


def patient_screen(conversation: Conversation, state: State, today: date) -> PatientScreen:
    """Show the patient of a consultation."""
    treatment, draft = conversation.treatment, conversation.draft
    goal = next((each.name for each in treatment.goals if each.id == draft.goal), draft.goal)
    return PatientScreen(
        draft.patient, (), treatment.name, goal, locked=not isinstance(state, Draft), today=today
    )
