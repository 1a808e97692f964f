"""The patient: who is here, and what for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from consult_app.domain.consultation import ConsultationLine, Draft, Patient, Practice, State
from consult_app.domain.treatment import TOGETHER, Goal
from consult_app.workflow.packs import begun_today, under_law
from consult_app.workflow.rights import Right, demand

if TYPE_CHECKING:
    from consult_app.workflow.consulting import Conversation
    from consult_app.workflow.ports import Library, PackSummary, Services, Vault


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
    `chosen` are the pairs of pack and goal to begin with; `begins` where nothing is open yet.
    """

    patient: Patient | None
    offers: tuple[Offer, ...]
    treatment: str
    goal: str
    locked: bool
    today: date
    approved_only: bool = False
    chosen: tuple[tuple[str, str], ...] = ()
    begins: bool = False


def new_patient_screen(
    library: Library,
    practice: Practice,
    today: date,
    patient: Patient | None = None,
    chosen: tuple[tuple[str, str], ...] = (),
) -> PatientScreen:
    """Show every treatment that the practice may begin, empty or for a known patient; raises ContentError."""
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
        patient,
        offers,
        "",
        "",
        locked=False,
        today=today,
        approved_only=practice.approved_only,
        chosen=chosen,
        begins=True,
    )


def read_new_patient(services: Services, vault: Vault, patient_id: str = "") -> PatientScreen:
    """Show the page for a new consultation of a known patient, or of anybody where no id is given.

    What the consultation was about that was touched last (the patient's, or anybody's) is chosen already.
    """
    demand(vault.staff.me, Right.READ)
    patient = vault.patient(patient_id) if patient_id else None
    practice, library = vault.practice(), services.library
    last = _last(vault, patient_id) if patient_id else vault.latest()
    chosen: tuple[tuple[str, str], ...] = ()
    if last is not None:
        state = vault.open(last.id)
        draft = state if isinstance(state, Draft) else state.draft
        chosen = chosen_of(draft, library.packs(), practice.jurisdiction)
    return new_patient_screen(library, practice, services.now().date(), patient, chosen)


def _last(vault: Vault, patient_id: str) -> ConsultationLine | None:
    return next((each for each in vault.consultations((patient_id,)) if not each.sequel), None)


def chosen_of(draft: Draft, packs: Iterable[PackSummary], jurisdiction: str) -> tuple[tuple[str, str], ...]:
    """Give what a consultation was about, as it would be chosen today: pairs of pack and goal."""
    today = begun_today(draft.treatment, packs, jurisdiction)
    parts = zip(today, draft.goal.split(TOGETHER), strict=True)
    return tuple((pack.id, goal) for pack, goal in parts if pack is not None)


def patient_screen(conversation: Conversation, state: State, today: date) -> PatientScreen:
    """Show the patient of a consultation."""
    treatment, draft = conversation.treatment, conversation.draft
    goal = next((each.name for each in treatment.goals if each.id == draft.goal), draft.goal)
    return PatientScreen(
        draft.patient, (), treatment.name, goal, locked=not isinstance(state, Draft), today=today
    )
