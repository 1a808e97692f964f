"""A clinical lead stands behind the words of a treatment, as the user who they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from consult_app.domain.audit import Act
from consult_app.domain.treatment import Approval, Treatment
from consult_app.workflow.ports import Vault
from consult_app.workflow.rights import Right, demand


def approve_as_user(vault: Vault, on: date, approve: Callable[[Approval], Treatment]) -> Treatment:
    """Approve in the name of whoever unlocked, and enter which very words; RightError unless they lead."""
    me = vault.staff.me
    demand(me, Right.APPROVE)
    treatment = approve(Approval(me.clinician.name, me.clinician.role, me.clinician.registration, on))
    vault.note(Act.APPROVED, f"{treatment.id}@{treatment.version}", treatment.digest)
    return treatment
