"""The first page: who, what, where, what was decided, and the three things that matter most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType

from consult_app.domain.compose.foremost import foremost
from consult_app.domain.compose.sentences import joined
from consult_app.domain.compose.signing import on_behalf, others
from consult_app.domain.compose.telling import Telling
from consult_app.domain.document import Block, BodyMap, Columns, Fields, Heading, Notice, Paragraph, Ranked
from consult_app.domain.questionnaire import Question, Step
from consult_app.domain.treatment import TREATMENT_DECISION

NONE_YET: Mapping[str, date] = MappingProxyType({})
"""No decision was taken back so far."""


def who(telling: Telling, at: datetime) -> Iterator[Block]:
    """Say who, with whom, when, what for and where, with the areas on the body."""
    words, draft = telling.words, telling.draft
    goal = next(each for each in telling.treatment.goals if each.id == draft.goal)
    areas = tuple(area for area in goal.areas if area.id in draft.areas)
    practice = joined(draft.practice.name, *draft.practice.address.splitlines(), by=", ")
    clinician = joined(draft.clinician.name, draft.clinician.role, draft.clinician.registration, by=", ")
    named = ", ".join(area.name for area in areas)
    yield Fields(
        (
            (words("who.patient"), draft.patient.name),
            (words("who.birth_date"), words.date(draft.patient.birth_date)),
            (words("who.record"), draft.patient.record_number or words("not_recorded")),
            (words("who.clinician"), clinician),
            (words("who.practice"), practice or words("not_recorded")),
            (words("who.day"), words.time(at)),
            (words("who.treatment"), telling.treatment.name),
            (words("who.goal"), goal.name),
            (words("who.areas"), named or words("not_recorded")),
            *others(telling),
        )
    )
    yield from on_behalf(telling)
    regions = tuple(region for area in areas for region in area.regions)
    if regions:
        yield BodyMap(regions, words("who.map", areas=named))
    yield Paragraph(telling.treatment.summary)


def decisions(telling: Telling, taken_back: Mapping[str, date] = NONE_YET) -> Iterator[Block]:
    """Give each decision by itself, the one about the treatment before all others.

    With the day of those that were `taken_back` since.
    """
    questions = tuple(telling.questions(Step.DECISIONS))
    if not questions:
        return
    yield Heading(telling.words("part.decisions"))
    for each in questions:
        if each.id == TREATMENT_DECISION:
            yield Notice(each.text, telling.said(each))
    others = tuple(
        (each.text, _counts(telling, each, taken_back.get(each.id)))
        for each in questions
        if each.id != TREATMENT_DECISION
    )
    if others:
        yield Columns(2)
        yield Fields(others)
        yield Columns(1)


def _counts(telling: Telling, question: Question, taken_back: date | None) -> str:
    said, words = telling.said(question), telling.words
    return words("summary.taken_back", day=words.date(taken_back), answer=said) if taken_back else said


def what_matters_most(telling: Telling) -> Iterator[Block]:
    """Name the three things that matter most, then say how to read the small marks."""
    points = foremost(telling)
    if points:
        yield Heading(telling.words("part.foremost"))
        yield Ranked(points)
    yield Paragraph(telling.words("mark.legend"), quiet=True)
