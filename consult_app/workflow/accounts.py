"""What happened in and after a session, written down for ever: what was given, and what went wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, tzinfo

from consult_app.domain.account import Account, given_of, standing
from consult_app.domain.complication import Complication, Grade, lacking
from consult_app.domain.consultation import Sealed, Stage
from consult_app.domain.given import Agreed, Given, holes
from consult_app.domain.sequel import SequelKind
from consult_app.errors import NotReadyError, VaultError
from consult_app.workflow.cooling_off import days_for, first_day
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand


def give(services: Services, vault: Vault, consultation: str, given: Given, why: str = "") -> Account:
    """Write down what was given, or correct what was written; a correction needs to say `why`.

    NotReadyError names what is missing, RightError is for an assistant.
    """
    demand(vault.staff.me, Right.TREAT)
    sealed = sealed_consent(vault, consultation)
    before = given_of(vault.accounts(sealed.draft.patient.id), consultation)
    found = holes(given, agreed(vault, sealed), services.now())
    _demand(tuple(each.hole.value for each in found), before, why)
    account = Account("", consultation, services.now(), vault.staff.me.id, given, why=why.strip())
    return _keep(services, vault, account, before)


def note_complication(  # noqa: PLR0913 - what, of which session, in place of which
    services: Services,
    vault: Vault,
    consultation: str,
    complication: Complication,
    *,
    replaces: str = "",
    why: str = "",
) -> Account:
    """Write down a complication, or correct one; how grave it is only a clinician says, or changes."""
    sealed = sealed_consent(vault, consultation)
    accounts = vault.accounts(sealed.draft.patient.id)
    before = next((each for each in standing(accounts) if each.id == replaces), None)
    if replaces and before is None:
        raise VaultError("changed-elsewhere")
    was = before.told.grade if before and isinstance(before.told, Complication) else Grade.NOT_GRADED
    if complication.grade is not was:
        demand(vault.staff.me, Right.GRADE)
    treated = treated_on(sealed, given_of(accounts, consultation))
    missing = lacking(complication, treated, services.now())
    _demand(tuple(each.value for each in missing), before, why)
    account = Account("", consultation, services.now(), vault.staff.me.id, complication, why=why.strip())
    return _keep(services, vault, account, before)


def agreed(vault: Vault, sealed: Sealed) -> Agreed:
    """Say what was consented to, and whether that was taken back since."""
    followed = [each for each in vault.sequels(sealed.draft.id) if each.stage is Stage.SEALED]
    taken_back = (each.updated for each in followed if each.sequel is SequelKind.WITHDRAWAL)
    confirmed = (each.day for each in followed if each.sequel is SequelKind.CONFIRMATION)
    preferences = vault.preferences()
    days = days_for(preferences, sealed.draft.treatment)
    # Whoever confirms before the days are over says why, in the document.
    from_day = min((first_day(sealed.at, days), *confirmed)) if days else None
    return Agreed(sealed.draft, sealed.at, next(taken_back, None), preferences.days_valid, from_day)


def treated_on(sealed: Sealed, given: Account | None) -> date:
    """Give the day of the treatment: that of the consent where nobody wrote down another."""
    return given.told.at.date() if given and isinstance(given.told, Given) else sealed.draft.day


def sealed_consent(vault: Vault, consultation: str) -> Sealed:
    """Open a sealed consent; NotReadyError for anything else."""
    demand(vault.staff.me, Right.READ)
    state = vault.open(consultation)
    if not isinstance(state, Sealed) or state.draft.sequel is not None:
        raise NotReadyError(("sealed",))
    return state


def with_names(vault: Vault, patient_id: str, zone: tzinfo | None) -> tuple[Account, ...]:
    """Read all accounts of a patient, with names instead of the ids of users, and times in a zone."""
    name_of = vault.staff.name_of
    return tuple(
        replace(
            each, by=name_of(each.by) or each.by, at=each.at.astimezone(zone), told=_in_zone(each.told, zone)
        )
        for each in vault.accounts(patient_id)
    )


def _in_zone(told: Given | Complication, zone: tzinfo | None) -> Given | Complication:
    return replace(told, at=told.at.astimezone(zone)) if isinstance(told, Given) else told


def _demand(missing: tuple[str, ...], before: Account | None, why: str) -> None:
    unsaid = ("why",) if before is not None and not why.strip() else ()
    if missing or unsaid:
        raise NotReadyError((*missing, *unsaid))


def _keep(services: Services, vault: Vault, account: Account, before: Account | None) -> Account:
    whole = replace(account, id=services.new_id(), replaces=before.id if before else "")
    vault.tell(whole)
    return whole
