"""Several treatments in one consultation: what they share is asked once, what differs stays apart.

The result is a treatment like any other. A record that two packs have word for word stands in it once; one
that only shares its id gets that of its pack in front (`deoxycholic_acid:u-approved`), and so do the
conditions that name it. A rule of one treatment alone says which one it is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from consult_app.domain.condition import (
    ALWAYS,
    AllOf,
    Among,
    AnyOf,
    Between,
    Condition,
    Is,
    Not,
    facts_named,
)
from consult_app.domain.derived import ENDINGS
from consult_app.domain.questionnaire import Question, Questionnaire, Section
from consult_app.domain.screening import GIVEN_FACTS
from consult_app.domain.treatment import TOGETHER, Cited, Goal, Governance, Rule, Treatment

GIVEN = frozenset(GIVEN_FACTS)
Names = Mapping[str, str]
"""New ids by the old ones."""


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


_R = TypeVar("_R", bound=_HasId)


def combined(treatments: Iterable[Treatment]) -> Treatment:
    """Put treatments together; they must speak one language and use the same labels.

    ValueError for fewer than one.
    """
    every = tuple(treatments)
    if not every:
        raise ValueError("there is no treatment to combine")
    return reduce(_both, every)


def combined_digest(digests: Iterable[str]) -> str:
    """Give the digest of packs that are put together; one alone keeps its own."""
    return reduce(lambda one, two: sha256(f"{one}{TOGETHER}{two}".encode()).hexdigest(), digests)


def _both(first: Treatment, other: Treatment) -> Treatment:
    first, other = _asked_alike(first, other), _asked_alike(other, first)
    second = _renamed_treatment(other, _clashes(first, other))
    names = f"{first.name} {TOGETHER} {other.name}"
    return replace(
        first,
        id=f"{first.id}{TOGETHER}{other.id}",
        name=names,
        version=f"{first.version} {TOGETHER} {other.version}",
        digest=combined_digest((first.digest, other.digest)),
        summary=f"{first.summary} {other.summary}",
        goals=tuple(_goal(one, two) for one in first.goals for two in second.goals),
        questionnaire=_questionnaire(first.questionnaire, second.questionnaire),
        rules=_rules(first, second),
        outcomes=_joined(first.outcomes, second.outcomes),
        options=_joined(first.options, second.options),
        ingredients=_joined(first.ingredients, second.ingredients),
        risks=_joined(first.risks, second.risks),
        statements=_joined(first.statements, second.statements),
        advice=_joined(first.advice, second.advice),
        notes=_joined(first.notes, second.notes),
        sources=_joined(first.sources, second.sources),
        governance=_governance(first.governance, second.governance),
    )


def _asked_alike(treatment: Treatment, beside: Treatment) -> Treatment:
    """Ask a question for either reason where both have it word for word and only ask it for other reasons.

    Only where the reasons are known without asking: what another question decides may come too late.
    """
    others = {each.id: each for each in beside.questionnaire}

    def alike(question: Question) -> Question:
        other = others.get(question.id)
        if other is None or other.when == question.when or replace(other, when=question.when) != question:
            return question
        if not GIVEN.issuperset((*facts_named(question.when), *facts_named(other.when))):
            return question
        # The same order of reasons in both packs, or the two would differ again.
        reasons = sorted((question.when, other.when), key=repr)
        return replace(question, when=ALWAYS if ALWAYS in reasons else AnyOf(tuple(reasons)))

    sections = tuple(
        replace(each, questions=tuple(map(alike, each.questions)))
        for each in treatment.questionnaire.sections
    )
    return replace(treatment, questionnaire=replace(treatment.questionnaire, sections=sections))


def _clashes(first: Treatment, second: Treatment) -> Names:
    """Give new ids to what the second has under an id of the first, but not word for word."""
    own = {each.id: each for each in _identified(first)}
    return {
        each.id: f"{second.id}:{each.id}"
        for each in _identified(second)
        if each.id in own and own[each.id] != each
    }


def _identified(treatment: Treatment) -> tuple[Cited | Question, ...]:
    return (*treatment.cited, *treatment.questionnaire)


def _renamed_treatment(treatment: Treatment, names: Names) -> Treatment:
    def anew(records: tuple[_R, ...]) -> tuple[_R, ...]:
        return tuple(_renamed(each, names) for each in records)

    sections = tuple(
        replace(each, questions=tuple(_renamed(question, names) for question in each.questions))
        for each in treatment.questionnaire.sections
    )
    return replace(
        treatment,
        questionnaire=replace(treatment.questionnaire, sections=sections),
        rules=anew(treatment.rules),
        outcomes=anew(treatment.outcomes),
        options=anew(treatment.options),
        ingredients=anew(treatment.ingredients),
        risks=anew(treatment.risks),
        statements=anew(treatment.statements),
        advice=anew(treatment.advice),
        notes=anew(treatment.notes),
    )


def _renamed(record: _R, names: Names) -> _R:
    changes: dict[str, Any] = {"id": names.get(record.id, record.id)}
    if (when := getattr(record, "when", None)) is not None:
        changes["when"] = _condition(when, names)
    return replace(record, **changes)  # type: ignore[type-var]  # every record is a dataclass


def _condition(condition: Condition, names: Names) -> Condition:
    match condition:
        case Not(inner):
            return Not(_condition(inner, names))
        case AllOf(conditions):
            return AllOf(tuple(_condition(each, names) for each in conditions)) if conditions else condition
        case AnyOf(conditions):
            return AnyOf(tuple(_condition(each, names) for each in conditions))
        case Is(fact, value):
            return Is(_fact(fact, names), names.get(value, value) if isinstance(value, str) else value)
        case Among(fact, values):
            return Among(_fact(fact, names), tuple(names.get(each, each) for each in values))
        case Between(fact, low, high):  # pragma: no branch - no other kind exists
            return Between(_fact(fact, names), low, high)


def _fact(fact: str, names: Names) -> str:
    for ending in ENDINGS:
        if fact.endswith(ending) and fact.removesuffix(ending) in names:
            return names[fact.removesuffix(ending)] + ending
    return names.get(fact, fact)


def _goal(first: Goal, second: Goal) -> Goal:
    return Goal(
        f"{first.id}{TOGETHER}{second.id}",
        f"{first.name} {TOGETHER} {second.name}",
        _joined(first.areas, second.areas),
        f"{first.problem} {second.problem}".strip(),
        f"{first.decision} {second.decision}".strip(),
    )


def _questionnaire(first: Questionnaire, second: Questionnaire) -> Questionnaire:
    """Ask each question once; a section of the second alone follows the last one of its step."""
    sections = list(first.sections)
    asked = {each.id for each in first}
    for whole in second.sections:
        # A question can stand in a section of another name in the first.
        section = replace(whole, questions=tuple(each for each in whole.questions if each.id not in asked))
        if not section.questions:
            continue
        at = next((i for i, each in enumerate(sections) if each.id == section.id), None)
        if at is not None:
            questions = (*sections[at].questions, *section.questions)
            sections[at] = replace(sections[at], questions=questions)
        else:
            sections.insert(_place(sections, section), section)
    return replace(first, sections=tuple(sections))


def _place(sections: list[Section], section: Section) -> int:
    order = list(type(section.step))
    earlier = [i for i, each in enumerate(sections) if order.index(each.step) <= order.index(section.step)]
    return earlier[-1] + 1 if earlier else 0


def _rules(first: Treatment, second: Treatment) -> tuple[Rule, ...]:
    """Say of a rule that only one treatment has which one that is."""
    shared = {each.id for each in first.rules} & {each.id for each in second.rules}

    def about(treatment: Treatment) -> tuple[Rule, ...]:
        return tuple(
            each if each.id in shared or each.about else replace(each, about=treatment.name)
            for each in treatment.rules
        )

    return _joined(about(first), about(second))


def _joined(first: tuple[_R, ...], second: tuple[_R, ...]) -> tuple[_R, ...]:
    there = {each.id for each in first}
    return (*first, *(each for each in second if each.id not in there))


def _governance(first: Governance, second: Governance) -> Governance:
    """Take the stricter of both: approved where both are, due for review when the first of them is."""
    approvals = [each.approval for each in (first, second) if each.approval]
    return Governance(
        author=_listed(first.author, second.author),
        reviewers=tuple(dict.fromkeys((*first.reviewers, *second.reviewers))),
        published=max(first.published, second.published),
        review_by=min(first.review_by, second.review_by),
        update_policy=_listed(first.update_policy, second.update_policy),
        funding=_listed(first.funding, second.funding),
        conflicts=_listed(first.conflicts, second.conflicts),
        approval=max(approvals, key=lambda each: each.on) if len(approvals) > 1 else None,
    )


def _listed(first: str, second: str) -> str:
    return first if first == second else f"{first} {second}"
