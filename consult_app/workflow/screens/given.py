"""What was given in a session: the plan or what was written down, to be completed or corrected."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from consult_app.domain.account import Account, given_of
from consult_app.domain.given import Agreed, Given, planned
from consult_app.domain.questionnaire import Choice
from consult_app.workflow.accounts import agreed, sealed_consent
from consult_app.workflow.consulting import Conversation, resume
from consult_app.workflow.packs import treatment_name
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, may
from consult_app.workflow.screens.ingredients import IngredientCard, ingredients_screen


@dataclass(frozen=True, slots=True)
class GivenScreen:
    """A session to write down: what its consent plans, what stands, and what can be chosen.

    `before` is the account that is corrected, `None` the first time. `ingredients` are all of the goal,
    `people` the names of those who may treat.
    """

    agreed: Agreed
    treatment: str
    now: datetime
    given: Given
    before: Account | None
    ingredients: tuple[IngredientCard, ...]
    areas: tuple[Choice, ...]
    people: tuple[str, ...]
    may_treat: bool = True


def read_given(services: Services, vault: Vault, consultation: str) -> GivenScreen:
    """Read the session of a sealed consent; NotReadyError for any other."""
    sealed = sealed_consent(vault, consultation)
    treatment, _ = resume(services, vault, consultation)
    draft, now, me = sealed.draft, services.now(), vault.staff.me
    before = given_of(vault.accounts(draft.patient.id), consultation)
    by = me.clinician.name if may(me, Right.TREAT) else draft.clinician.name
    given = before.told if before and isinstance(before.told, Given) else planned(draft, by, now)
    given = replace(given, at=given.at.astimezone(now.tzinfo))
    goal = next(each for each in treatment.goals if each.id == draft.goal)
    return GivenScreen(
        agreed(vault, sealed),
        treatment_name(draft.treatment, {each.id: each.name for each in services.library.packs()}),
        now,
        given,
        before,
        _cards(Conversation.about(treatment, draft)),
        tuple(Choice(each.id, each.name) for each in goal.areas),
        _people(vault, given.by, draft.clinician.name),
        may(me, Right.TREAT),
    )


def _cards(conversation: Conversation) -> tuple[IngredientCard, ...]:
    screen = ingredients_screen(conversation)
    return (*(each.card for each in screen.mixture), *screen.available)


def _people(vault: Vault, *named: str) -> tuple[str, ...]:
    """Name everybody who may treat, and whoever is named already though they left."""
    may_treat = (each.clinician.name for each in vault.staff.everybody() if may(each, Right.TREAT))
    return tuple(dict.fromkeys((*may_treat, *named)))
