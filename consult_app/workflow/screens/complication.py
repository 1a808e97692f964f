"""A complication to be written down or corrected: what it can be, and where it is reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from consult_app.domain.account import Account, given_of, standing
from consult_app.domain.complication import Complication
from consult_app.domain.consultation import Draft
from consult_app.domain.questionnaire import Choice
from consult_app.domain.screening import assess, shown_risks
from consult_app.domain.treatment import Risk
from consult_app.errors import VaultError
from consult_app.workflow.accounts import sealed_consent, treated_on
from consult_app.workflow.consulting import resume
from consult_app.workflow.packs import treatment_name
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, may


@dataclass(frozen=True, slots=True)
class ComplicationScreen:
    """A session after which something went wrong.

    `risks` are those that its consent told, with what each says to do; `before` is the account that is
    corrected. `jurisdiction` is the practice's today; `given`, whether what was given is written down.
    """

    draft: Draft
    treatment: str
    treated: date
    now: datetime
    complication: Complication
    before: Account | None
    risks: tuple[Risk, ...]
    jurisdiction: str
    may_grade: bool
    given: bool = False

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The risks as choices."""
        return tuple(Choice(each.id, each.name) for each in self.risks)


def read_complication(
    services: Services, vault: Vault, consultation: str, account: str = ""
) -> ComplicationScreen:
    """Read a session for a new complication, or the one that is to be corrected.

    NotReadyError unless its consent is sealed, VaultError "changed-elsewhere" where that stands no more.
    """
    sealed = sealed_consent(vault, consultation)
    treatment, _ = resume(services, vault, consultation)
    draft, now = sealed.draft, services.now()
    accounts = vault.accounts(draft.patient.id)
    before = next((each for each in standing(accounts) if each.id == account), None)
    if account and before is None:
        raise VaultError("changed-elsewhere")
    kept = before.told if before else None
    given = given_of(accounts, consultation)
    return ComplicationScreen(
        draft,
        treatment_name(draft.treatment, {each.id: each.name for each in services.library.packs()}),
        treated_on(sealed, given),
        now,
        kept if isinstance(kept, Complication) else Complication("", now.date()),
        before,
        shown_risks(treatment, assess(treatment, draft).facts),
        vault.practice().jurisdiction,
        may(vault.staff.me, Right.GRADE),
        given is not None,
    )
