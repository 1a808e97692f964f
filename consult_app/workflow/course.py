"""A course of sessions: what a new consultation takes over from the one before it, and what it does not.

Answers are taken over to be asked again. Whatever somebody decided, discussed, understood or signed is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from consult_app.domain.changes import Change
from consult_app.domain.condition import Value
from consult_app.domain.consultation import Draft, Portion, Sealed, Voided
from consult_app.domain.questionnaire import Question, Step, misfit
from consult_app.domain.since import Since, Thing, news_of
from consult_app.domain.treatment import TOGETHER, Goal, Treatment, for_goal
from consult_app.errors import ContentError, NotReadyError, VaultError
from consult_app.workflow.consulting import Conversation, begin, resume
from consult_app.workflow.packs import begun_today, course_of
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.sequels import is_withdrawn
from consult_app.workflow.speaking import speaking_as

_ASKED_AGAIN = (Step.MATTERS, Step.HISTORY, Step.SCREENING)


class Dropped(Enum):
    """Why something of last time was not taken over."""

    GONE = "gone"
    ASKED_DIFFERENTLY = "asked_differently"
    MISFIT = "misfit"
    AREA = "area"
    INGREDIENT = "ingredient"


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of last time that was not taken over: in words of the pack, and why."""

    words: str
    why: Dropped


@dataclass(frozen=True, slots=True)
class Carried:
    """A session that was begun, the consultation it follows, what could not be taken over from it.

    `changes` are those of the content since then. `again` where nobody agreed to that one, since it was ended
    before or the patient said no, or not today: this one is in its place.
    """

    conversation: Conversation
    earlier: Draft
    losses: tuple[Loss, ...]
    changes: tuple[Change, ...] = ()
    again: bool = False


def next_session(services: Services, vault: Vault, earlier_id: str) -> Carried:
    """Begin the session after a sealed consultation, or one in place of what nobody agreed to.

    It is kept, and judged by today's pack at once; answers are asked again, also those given an hour ago.

    ContentError where today's content no longer has that treatment or its goal.
    """
    treatment, state = resume(services, vault, earlier_id)
    if not isinstance(state, Sealed | Voided) or state.draft.sequel is not None:
        raise NotReadyError(("sealed",))
    if is_withdrawn(vault.sequels(earlier_id)):
        raise VaultError("withdrawn", "This consent was taken back.", "Begin a new consultation.")
    earlier = Conversation.about(treatment, state.draft)
    pack = _pack_today(services, vault, state.draft.treatment)
    today = services.library.treatment(pack)
    if state.draft.goal not in {each.id for each in today.goals}:
        what = "the goal of the last session is no longer in it."
        raise ContentError("goal-missing", f"{pack}:1", what, "Begin a new consultation instead.")
    patient = vault.patient(state.draft.patient.id)
    begun = begin(services, vault, pack, state.draft.goal, patient)
    changes = services.compare(treatment, begun.treatment)
    draft, losses = carry_over(earlier, begun.treatment, begun.draft, changes)
    draft = speaking_as(services, vault, draft, state.draft.language)
    again = isinstance(state, Voided) or state.document.kind.refuses
    if again:
        draft = replace(draft, signers=state.draft.signers, since=_since_before(state.draft, changes))
    vault.keep(draft, f"carried over from {earlier_id}")
    return Carried(begun.going_on(draft), state.draft, losses, changes, again)


def carry_over(
    earlier: Conversation, today: Treatment, fresh: Draft, changes: tuple[Change, ...] = ()
) -> tuple[Draft, tuple[Loss, ...]]:
    """Take over into a fresh draft what still fits today's pack; gives also what does not.

    Only what was asked then counts, and only under the same words: the answer to another question is none.
    The mixture is a proposal: amounts, lots and expiry dates are those of the day.
    """
    answers, losses = _answers(earlier, today)
    goal = next(each for each in today.goals if each.id == fresh.goal)
    areas, gone_areas = _areas(earlier, goal)
    mixture, gone_ingredients = _mixture(earlier, today, goal)
    since = _since(earlier, answers, changes, tuple(_unsaid(earlier, today)))
    draft = fresh.following(earlier.draft, answers, areas, mixture, since)
    return draft, (*losses, *gone_areas, *gone_ingredients)


def _since(
    earlier: Conversation, answers: dict[str, Value], changes: tuple[Change, ...], unsaid: tuple[str, ...]
) -> Since:
    """Keep of the consent before what the next form is to be compared with."""
    draft, treatment = earlier.draft, earlier.treatment
    names = {area.id: area.name for goal in treatment.goals for area in goal.areas}
    return Since(
        draft.day,
        draft.pack_version,
        answers,
        tuple(Thing(each, names[each]) for each in draft.areas),
        tuple(
            Thing(each.ingredient, treatment.ingredient(each.ingredient).name, each.amount)
            for each in draft.mixture
        ),
        news_of(changes),
        unsaid,
    )


def _since_before(ended: Draft, changes: tuple[Change, ...]) -> Since | None:
    """Keep comparing with the consent before what was ended or declined: to that itself nobody agreed."""
    before = ended.since
    return replace(before, news=tuple(dict.fromkeys((*before.news, *news_of(changes))))) if before else None


def _pack_today(services: Services, vault: Vault, treatment: str) -> str:
    """Name the pack, or the packs together, with which a treatment is begun today."""
    parts = course_of(treatment).split(TOGETHER)
    found = begun_today(treatment, services.library.packs(), vault.practice().jurisdiction)
    return TOGETHER.join(now.id if now is not None else part for part, now in zip(parts, found, strict=True))


def _answers(earlier: Conversation, today: Treatment) -> tuple[dict[str, Value], tuple[Loss, ...]]:
    asked = {
        question.id: question
        for section in today.questionnaire.sections
        if section.step in _ASKED_AGAIN
        for question in section.questions
    }
    kept: dict[str, Value] = {}
    losses: list[Loss] = []
    for question in _answered(earlier):
        value = earlier.draft.answers[question.id]
        why = _unfit(question, asked.get(question.id), value)
        if why is None:
            kept[question.id] = value
        else:
            losses.append(Loss(question.text, why))
    return kept, tuple(losses)


def _answered(earlier: Conversation) -> Iterator[Question]:
    """Walk over the questions that were asked and answered last time, and are to be asked again."""
    visible = set(earlier.assessment.visible)
    for section in earlier.treatment.questionnaire.sections:
        for question in section.questions if section.step in _ASKED_AGAIN else ():
            if question.id in visible and question.id in earlier.draft.answers:
                yield question


def _unsaid(earlier: Conversation, today: Treatment) -> Iterator[str]:
    """Name what had no answer last time and is asked in the same words today: one now is another one."""
    said = {each.id for each in _answered(earlier)}
    asked = {each.id: each for each in earlier.treatment.questionnaire}
    for section in today.questionnaire.sections:
        for question in section.questions if section.step in _ASKED_AGAIN else ():
            then = asked.get(question.id)
            if then is not None and then.id not in said and _same_words(then, question):
                yield question.id


def _same_words(then: Question, now: Question) -> bool:
    return (now.text, now.kind, now.unit) == (then.text, then.kind, then.unit)


def _unfit(then: Question, now: Question | None, value: Value) -> Dropped | None:
    if now is None:
        return Dropped.GONE
    if not _same_words(then, now):
        return Dropped.ASKED_DIFFERENTLY
    return Dropped.MISFIT if misfit(now, value) or _relabelled(then, now, value) else None


def _relabelled(then: Question, now: Question, value: Value) -> bool:
    """Whether a choice that was taken has other words today."""
    taken = {value} if isinstance(value, str) else set(value) if isinstance(value, tuple) else set()
    labels = {each.id: each.label for each in now.choices}
    return any(labels.get(each.id) != each.label for each in then.choices if each.id in taken)


def _areas(earlier: Conversation, goal: Goal) -> tuple[tuple[str, ...], tuple[Loss, ...]]:
    still = {each.id for each in goal.areas}
    names = {area.id: area.name for each in earlier.treatment.goals for area in each.areas}
    kept = tuple(each for each in earlier.draft.areas if each in still)
    gone = tuple(Loss(names[each], Dropped.AREA) for each in earlier.draft.areas if each not in still)
    return kept, gone


def _mixture(
    earlier: Conversation, today: Treatment, goal: Goal
) -> tuple[tuple[Portion, ...], tuple[Loss, ...]]:
    still = {each.id for each in for_goal(today.ingredients, goal.id)}
    names = {each.id: each.name for each in earlier.treatment.ingredients}
    kept = tuple(
        replace(each, amount="", lot="", expiry="")
        for each in earlier.draft.mixture
        if each.ingredient in still
    )
    gone = tuple(
        Loss(names[each.ingredient], Dropped.INGREDIENT)
        for each in earlier.draft.mixture
        if each.ingredient not in still
    )
    return kept, gone
