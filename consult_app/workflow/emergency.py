"""Reading about a patient without the right to: one patient, for a written reason, and never quietly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from consult_app.domain.audit import Act
from consult_app.domain.consultation import ConsultationLine, Draft, Patient, Sealed
from consult_app.domain.retention import repeats_name
from consult_app.errors import ConsultError, NotReadyError, RightError
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.packs import treatment_name
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand
from consult_app.workflow.sealing import lay_draft, preview

LEAST = 10
"""A reason has so many letters at least."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Who is meant, by name or record number and by birth date, and why it cannot wait."""

    who: str
    born: date
    reason: str


@dataclass(frozen=True, slots=True)
class EmergencyScreen:
    """A patient and what there is about them, newest first."""

    sought: Sought
    patient: Patient
    lines: tuple[ConsultationLine, ...]


def find_in_emergency(services: Services, vault: Vault, sought: Sought) -> EmergencyScreen:
    """Find the one patient who is meant; what is told of them is entered first.

    NotReadyError "reason", ConsultError "reason-names-patient", RightError "emergency-nobody" unless exactly
    one is meant.
    """
    reason = _demand_reason(vault, sought)
    with vault.reading_in_emergency(reason):
        # By both: of a name that many have, a list of patients gives no more than is shown.
        typed = f"{sought.who} {sought.born.isoformat()}"
        meant = [each for each in vault.patients(typed) if each.birth_date == sought.born]
        if not sought.who.strip() or len(meant) != 1:
            raise RightError("emergency-nobody")
        [patient] = meant
        vault.note(Act.EMERGENCY, patient.id, reason)
        names = {each.id: each.name for each in services.library.packs()}
        lines = tuple(
            replace(each, treatment=treatment_name(each.treatment, names))
            for each in vault.consultations({patient.id})
        )
    return EmergencyScreen(sought, patient, lines)


def read_in_emergency(services: Services, vault: Vault, sought: Sought, consultation: str) -> bytes:
    """Give a consultation as pages to read: as sealed, or laid out as it stands; entered first."""
    reason = _demand_reason(vault, sought)
    with vault.reading_in_emergency(reason):
        vault.note(Act.EMERGENCY, consultation, reason)
        state = vault.open(consultation)
        if isinstance(state, Sealed):
            return vault.pdf(consultation)
        digest = state.pack_digest if isinstance(state, Draft) else state.draft.pack_digest
        treatment = services.library.restore(vault.bundle(digest))
    if isinstance(state, Draft):
        return lay_draft(services, Conversation.about(treatment, state))
    return preview(services, treatment, state)


def acknowledge(vault: Vault, numbers: Iterable[int]) -> None:
    """Enter that a clinical lead has seen what was read in an emergency."""
    demand(vault.staff.me, Right.OVERSEE)
    for number in numbers:
        vault.note(Act.EMERGENCY_SEEN, str(number))


def _demand_reason(vault: Vault, sought: Sought) -> str:
    demand(vault.staff.me, Right.EMERGENCY)
    reason = sought.reason.strip()
    if len(reason) < LEAST:
        raise NotReadyError(("reason",))
    if repeats_name(reason, sought.who):
        # The log keeps it for good, also when the records are destroyed.
        raise ConsultError(
            "reason-names-patient",
            "The reason names the patient.",
            "Write it without name and record number.",
        )
    return reason
