"""What was begun about a consent that was taken back meanwhile: it cannot go on, so it is ended."""

from __future__ import annotations

from contextlib import suppress

from consult_app.domain.consultation import Draft, Sealed, State, Voided
from consult_app.domain.sequel import SequelKind
from consult_app.domain.treatment import Treatment
from consult_app.domain.wording import Words
from consult_app.errors import NotReadyError, VaultError
from consult_app.workflow.consulting import resume
from consult_app.workflow.ending import void
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, may
from consult_app.workflow.sequels import is_open, is_withdrawn


def reopen(services: Services, vault: Vault, consultation: str) -> tuple[Treatment, State]:
    """Open a consultation; one that was overtaken is ended first, also where the program died before it was.

    An assistant, who ends nothing, sees it as it stands.
    """
    treatment, state = resume(services, vault, consultation)
    if may(vault.staff.me, Right.SIGN):
        return treatment, _ended(services, vault, treatment, state)
    return treatment, state


def end_overtaken(services: Services, vault: Vault, treatment: Treatment, withdrawal: Sealed) -> None:
    """End what is open about a consent now that it is taken back; what the disk does not take waits."""
    said = withdrawal.draft.sequel
    if said is None or said.kind is not SequelKind.WITHDRAWAL:
        return
    with suppress(VaultError):
        for line in vault.sequels(said.first.id):
            if is_open(line):
                _ended(services, vault, treatment, vault.open(line.id))


def end_asked_again(services: Services, vault: Vault, consultation: str) -> str:
    """End a confirmation after which the consent does not hold any more; gives the id of that consent.

    RightError for an assistant, NotReadyError for what is no confirmation that is still being written.
    """
    treatment, state = resume(services, vault, consultation)
    if (
        not isinstance(state, Draft)
        or state.sequel is None
        or state.sequel.kind is not SequelKind.CONFIRMATION
    ):
        raise NotReadyError(("confirmation",))
    void(services, vault, state, Words(treatment.labels)("sequel.asked_again"))
    return state.sequel.first.id


def _ended(services: Services, vault: Vault, treatment: Treatment, state: State) -> State:
    """End a state that is overtaken; something can be corrected or added all the same."""
    if isinstance(state, Sealed | Voided):
        return state
    said = state.sequel if isinstance(state, Draft) else state.draft.sequel
    if said is None or said.kind is SequelKind.AMENDMENT or not is_withdrawn(vault.sequels(said.first.id)):
        return state
    return void(services, vault, state, Words(treatment.labels)("sequel.overtaken"))
