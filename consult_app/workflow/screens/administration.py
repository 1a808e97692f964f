"""The start page of an administrator: everything of the practice, and nothing of any patient."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from consult_app.domain.users import User
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand
from consult_app.workflow.safety import Safety, read_safety


@dataclass(frozen=True, slots=True)
class AdministrationScreen:
    """Who is here, everybody who may unlock, and how safe what is kept would be."""

    practice: str
    name: str
    now: datetime
    users: tuple[User, ...]
    safety: Safety


def read_administration(services: Services, vault: Vault) -> AdministrationScreen:
    """Read it; RightError for whoever decides about no users."""
    me, now = vault.staff.me, services.now()
    demand(me, Right.STAFF)
    return AdministrationScreen(
        vault.practice().name, me.clinician.name, now, vault.staff.everybody(), read_safety(vault, now)
    )
