"""Plain dicts of a treatment and of a judgement, for machines to read; the order never changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from consult_app.content.facts import given_questions
from consult_app.content.library import PackSummary
from consult_app.content.plain_words import frequency_words
from consult_app.domain.changes import Change
from consult_app.domain.compose import ground_text
from consult_app.domain.condition import ALWAYS, NotSure, Value, facts_named
from consult_app.domain.consultation import Ground
from consult_app.domain.questionnaire import Question, Section
from consult_app.domain.screening import Assessment, Finding, advisability
from consult_app.domain.treatment import Goal, Source, Treatment
from consult_app.domain.wording import Words

Plain = dict[str, Any]


def describe_packs(packs: tuple[PackSummary, ...]) -> list[Plain]:
    """Tell which packs there are."""
    return [
        {
            "id": each.id,
            "name": each.name,
            "version": each.version,
            "digest": each.digest,
            "language": each.language,
            "status": "approved" if each.approved else "draft",
            "review_by": each.review_by.isoformat(),
        }
        for each in packs
    ]


def describe_treatment(treatment: Treatment) -> Plain:
    """Tell what a pack holds: questions with kinds and choices, rules with the facts they read, risks."""
    given = given_questions(treatment.goals, treatment.ingredients)
    return {
        "id": treatment.id,
        "name": treatment.name,
        "version": treatment.version,
        "digest": treatment.digest,
        "language": treatment.language,
        "status": "approved" if treatment.governance.approved else "draft",
        "review_by": treatment.governance.review_by.isoformat(),
        "goals": [_goal(each) for each in treatment.goals],
        "facts": [{"id": each.id, "kind": each.kind.value, "choices": _choices(each)} for each in given],
        "questions": [
            _question(question, section)
            for section in treatment.questionnaire.sections
            for question in section.questions
        ],
        "rules": [
            {
                "id": each.id,
                "severity": each.severity.value,
                "title": each.title,
                "reads": list(facts_named(each.when)),
            }
            for each in treatment.rules
        ],
        "risks": [
            {"id": each.id, "name": each.name, "frequency": frequency_words(each.frequency)}
            for each in treatment.risks
        ],
        "options": [each.id for each in treatment.options],
        "ingredients": [each.id for each in treatment.ingredients],
        "aftercare": [each.id for each in treatment.advice],
    }


def describe_screening(
    treatment: Treatment, assessment: Assessment, on: date, answered: Sequence[str] = ()
) -> Plain:
    """Tell a judgement: findings in order, with answers and sources behind each, then what is missing.

    An answer to a question that is not asked changes nothing; that is told, so that nobody takes it
    for heard.
    """
    return {
        "pack": treatment.id,
        "version": treatment.version,
        "digest": treatment.digest,
        "on": on.isoformat(),
        "findings": [_finding(treatment, each) for each in assessment.findings],
        "missing": [
            {"id": each, "question": treatment.questionnaire.question(each).text}
            for each in assessment.missing
        ],
        "not_asked": [each for each in answered if each not in assessment.visible],
        "verdict": advisability(assessment).value,
    }


def describe_changes(changes: tuple[Change, ...]) -> list[Plain]:
    """Tell what changed between two versions of a pack."""
    return [
        {
            "kind": each.kind,
            "id": each.id,
            "name": each.name,
            "change": each.how.value,
            "weaker": each.weaker,
            "fields": [
                {"field": change.field, "old": change.old, "new": change.new} for change in each.differences
            ],
        }
        for each in changes
    ]


def _goal(goal: Goal) -> Plain:
    areas = [
        {"id": each.id, "name": each.name, "regions": [region.value for region in each.regions]}
        for each in goal.areas
    ]
    return {"id": goal.id, "name": goal.name, "areas": areas}


def _question(question: Question, section: Section) -> Plain:
    return {
        "id": question.id,
        "kind": question.kind.value,
        "step": section.step.value,
        "section": section.id,
        "text": question.text,
        "choices": _choices(question),
        "required": question.required,
        "when": question.when != ALWAYS,
        "unit": question.unit,
        "low": question.bounds[0],
        "high": question.bounds[1],
        "low_words": question.low_words,
        "high_words": question.high_words,
        "entry": [each.value for each in question.entry],
        "own_words": question.own_words,
        "derives": list(question.derives),
        "may_be_unsure": question.may_be_unsure,
    }


def _choices(question: Question) -> list[Plain]:
    return [{"id": each.id, "label": each.label} for each in question.choices]


def _finding(treatment: Treatment, finding: Finding) -> Plain:
    rule = finding.rule
    sources = {each.id: each for each in treatment.sources}
    return {
        "rule": rule.id,
        "severity": rule.severity.value,
        "title": rule.title,
        "about": rule.about or treatment.name,
        "certain": finding.certain,
        "state": "certain" if finding.certain else "open",
        "why": rule.why,
        "advice": rule.advice,
        "answers": [_ground(treatment, each) for each in finding.grounds],
        "certainty": rule.citation.certainty.value,
        "sources": [_source(sources[each], rule.citation.verified.value) for each in rule.citation.sources],
    }


def _source(source: Source, verified: str) -> Plain:
    return {
        "id": source.id,
        "title": source.title,
        "authors": source.authors,
        "year": source.year,
        "address": source.address,
        "read": source.read,
        "verified": verified,
    }


def _ground(treatment: Treatment, ground: Ground) -> Plain:
    words = ground_text(treatment, ground, Words(treatment.labels))
    return {"id": ground.fact, "value": _plain(ground.value), "words": words}


def _plain(value: Value | None) -> object:
    """Give lists for several, `not_sure` for not sure, null for unanswered."""
    match value:
        case NotSure():
            return "not_sure"
        case tuple():
            return list(value)
        case _:
            return value
