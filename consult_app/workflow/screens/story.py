"""What happened after each consent of a patient: what was given, and what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from consult_app.domain.account import Account, given_of, replaced_by, standing
from consult_app.domain.complication import Complication
from consult_app.domain.consultation import ConsultationLine, Draft
from consult_app.domain.given import Departure, Given, departures
from consult_app.domain.reporting import Hint, reporting_hint
from consult_app.domain.treatment import Treatment
from consult_app.workflow.packs import treatment_name
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand


@dataclass(frozen=True, slots=True)
class GivenStory:
    """What was given, what of that departs from the plan, and what stood there before it was corrected."""

    account: Account
    given: Given
    departures: tuple[Departure, ...]
    earlier: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class ComplicationStory:
    """A complication, where it should be reported, and what stood there before it was corrected."""

    account: Account
    complication: Complication
    hint: Hint | None
    earlier: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A sealed consent with what came of it; `names` are those of ingredients and areas, by id."""

    line: ConsultationLine
    number: int
    goal: str
    names: dict[str, str]
    given: GivenStory | None = None
    complications: tuple[ComplicationStory, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """A complication of an earlier session, as it is to be known before the next one."""

    complication: Complication
    treatment: str


def story(  # noqa: PLR0913, PLR0917 - where it is told, and of what
    accounts: Sequence[Account],
    jurisdiction: str,
    line: ConsultationLine,
    number: int,
    treatment: Treatment,
    draft: Draft,
) -> Story:
    """Tell what came of a consent."""
    goal = next(each.name for each in treatment.goals if each.id == draft.goal)
    given = _given(accounts, draft)
    return Story(
        line, number, goal, names_of(treatment), given, _complications(accounts, draft.id, jurisdiction)
    )


def names_of(treatment: Treatment) -> dict[str, str]:
    """Name ingredients and areas by their ids."""
    areas = {area.id: area.name for goal in treatment.goals for area in goal.areas}
    return {**{each.id: each.name for each in treatment.ingredients}, **areas}


def earlier_complications(services: Services, vault: Vault, patient_id: str) -> tuple[Earlier, ...]:
    """Give all complications of a patient, the last one first: to be known before the next treatment."""
    demand(vault.staff.me, Right.READ)
    accounts = standing(vault.accounts(patient_id))
    lines = {each.id: each for each in vault.consultations((patient_id,))}
    names = {each.id: each.name for each in services.library.packs()}
    found = [
        Earlier(each.told, treatment_name(lines[each.consultation].treatment, names))
        for each in accounts
        if isinstance(each.told, Complication)
    ]
    return tuple(sorted(found, key=lambda each: each.complication.began, reverse=True))


def _given(accounts: Sequence[Account], draft: Draft) -> GivenStory | None:
    account = given_of(accounts, draft.id)
    if account is None or not isinstance(account.told, Given):
        return None
    return GivenStory(account, account.told, departures(account.told, draft), replaced_by(account, accounts))


def _complications(
    accounts: Sequence[Account], consultation: str, jurisdiction: str
) -> tuple[ComplicationStory, ...]:
    found = [
        ComplicationStory(
            each, each.told, reporting_hint(each.told.grade, jurisdiction), replaced_by(each, accounts)
        )
        for each in standing(accounts)
        if each.consultation == consultation and isinstance(each.told, Complication)
    ]
    return tuple(sorted(found, key=lambda each: (each.complication.began, each.complication.time)))
