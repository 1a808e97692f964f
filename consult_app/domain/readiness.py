"""What is still missing before review, named and in the order of the path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from consult_app.domain.consultation import Draft, Origin, Wish
from consult_app.domain.questionnaire import Step
from consult_app.domain.screening import AREAS, INGREDIENTS, Assessment, shown_risks
from consult_app.domain.treatment import (
    AGREE,
    DECLINE,
    NOT_TODAY,
    TREATMENT_DECISION,
    OptionKind,
    Treatment,
    for_goal,
)

_ORDER = {step: place for place, step in enumerate(Step)}


class Lack(Enum):
    """The kinds of things that can be missing."""

    AREAS = "areas"
    ANSWER = "answer"
    CONFIRM = "confirm"
    FINDING = "finding"
    SEEN = "seen"
    OPTION = "option"
    CHOICE = "choice"
    CHOICE_DIFFERS = "choice_differs"
    MIXTURE = "mixture"
    AMOUNT = "amount"
    RISK = "risk"
    ASKED = "asked"
    SIGNER = "signer"
    SEQUEL = "sequel"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing: at which step, of which kind, and its id (question, rule, option …)."""

    step: Step
    lack: Lack
    subject: str = ""


def refuses(draft: Draft) -> bool:
    """Whether the patient decided against treatment, for good or for today."""
    return draft.answers.get(TREATMENT_DECISION) in (DECLINE, NOT_TODAY)


def takes_time(draft: Draft) -> bool:
    """Whether the patient has decided neither way yet and goes home to think."""
    return draft.answers.get(TREATMENT_DECISION) == NOT_TODAY


def gaps(treatment: Treatment, draft: Draft, assessment: Assessment) -> tuple[Gap, ...]:
    """Name what is missing before the document may be reviewed.

    A refusal is a full record of what was said so far: it needs its decisions and nothing else. What follows
    a sealed record needs what it says itself.
    """
    if draft.sequel is not None:
        blanks = draft.sequel.blanks(draft.day)
        return (*(Gap(Step.SIGN, Lack.SEQUEL, each.value) for each in blanks), *_signers(draft))
    unanswered = _unanswered(treatment, assessment)
    if refuses(draft):
        return (*(gap for gap in unanswered if gap.step is Step.DECISIONS), *_signers(draft))
    found = (
        *_areas(draft),
        *unanswered,
        *_unconfirmed(treatment, draft, assessment),
        *_findings(assessment),
        *(() if Step.EXPECTATIONS.value in draft.seen else (Gap(Step.EXPECTATIONS, Lack.SEEN),)),
        *_options(treatment, draft),
        *_mixture(draft),
        *_risks(treatment, draft, assessment),
        *_asked(draft),
        *_signers(draft),
    )
    return tuple(sorted(found, key=lambda gap: _ORDER[gap.step]))


def _areas(draft: Draft) -> Iterator[Gap]:
    if not draft.areas:
        yield Gap(Step.MATTERS, Lack.AREAS)


def _unanswered(treatment: Treatment, assessment: Assessment) -> tuple[Gap, ...]:
    steps = treatment.questionnaire.steps
    return tuple(_no_answer(steps[name], name) for name in assessment.missing)


@lru_cache(maxsize=5_000)
def _no_answer(step: Step, question: str) -> Gap:
    """Name a missing answer; hundreds are named again at each answer, and nearly all were named before."""
    return Gap(step, Lack.ANSWER, question)


def _unconfirmed(treatment: Treatment, draft: Draft, assessment: Assessment) -> Iterator[Gap]:
    """Name answers of an earlier consultation that were not asked again in this one."""
    if Origin.EARLIER not in draft.origins.values():
        return
    visible = set(assessment.visible)
    for section in treatment.questionnaire.sections:
        for question in section.questions:
            if question.id in visible and draft.origins.get(question.id) is Origin.EARLIER:
                yield Gap(section.step, Lack.CONFIRM, question.id)


def _findings(assessment: Assessment) -> Iterator[Gap]:
    """Name unsettled findings, but not those that only wait for what is named as missing already."""
    named = {*assessment.missing, AREAS, INGREDIENTS}
    for finding in assessment.findings:
        waits = finding.unasked and named.issuperset([ground.fact for ground in finding.grounds])
        if not finding.settled and not waits:
            yield Gap(Step.SCREENING, Lack.FINDING, finding.rule.id)


def _options(treatment: Treatment, draft: Draft) -> Iterator[Gap]:
    for option in for_goal(treatment.options, draft.goal):
        if option.id not in draft.options:
            yield Gap(Step.OPTIONS, Lack.OPTION, option.id)
    chosen = [key for key, talk in draft.options.items() if talk.wish is Wish.CHOSEN]
    if not chosen:
        yield Gap(Step.OPTIONS, Lack.CHOICE)
    elif draft.answers.get(TREATMENT_DECISION) == AGREE and not own_options(treatment, draft) <= set(chosen):
        yield Gap(Step.OPTIONS, Lack.CHOICE_DIFFERS, chosen[0])


def own_options(treatment: Treatment, draft: Draft) -> frozenset[str]:
    """Name the options that are the treatments themselves: one for each that is talked through."""
    options = for_goal(treatment.options, draft.goal)
    return frozenset(each.id for each in options if each.kind is OptionKind.TREATMENT)


def _mixture(draft: Draft) -> Iterator[Gap]:
    if not draft.mixture:
        yield Gap(Step.INGREDIENTS, Lack.MIXTURE)
    for portion in draft.mixture:
        if not portion.amount.strip():
            yield Gap(Step.INGREDIENTS, Lack.AMOUNT, portion.ingredient)


def _risks(treatment: Treatment, draft: Draft, assessment: Assessment) -> Iterator[Gap]:
    for risk in shown_risks(treatment, assessment.facts):
        talk = draft.risks.get(risk.id)
        if talk is None or not talk.discussed:
            yield Gap(Step.RISKS, Lack.RISK, risk.id)


def _asked(draft: Draft) -> Iterator[Gap]:
    """Name once that the patient waits for answers; the questions themselves are the patient's words."""
    if any(each.question and not each.answer for each in draft.exchanges):
        yield Gap(Step.UNDERSTANDING, Lack.ASKED)


def _signers(draft: Draft) -> Iterator[Gap]:
    """Name what is still to be said about those who sign beside or instead of the patient."""
    for each in draft.signers.lacking:
        yield Gap(Step.SIGN, Lack.SIGNER, each)
