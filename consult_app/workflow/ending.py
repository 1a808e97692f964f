"""A consultation that is ended before it is complete."""

from __future__ import annotations

from consult_app.domain.consultation import Ending, Unsealed, Voided
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand


def void(services: Services, vault: Vault, state: Unsealed, reason: str) -> Voided:
    """End a consultation for a reason, and keep it as it stands, for ever.

    NotReadyError without a reason, RightError for an assistant.
    """
    me = vault.staff.me
    demand(me, Right.SIGN)
    ended = state.voiding(Ending(reason, me.clinician.name, services.now()))
    vault.keep(ended, "void")
    return ended
