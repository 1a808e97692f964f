"""One page for the patient: who, when, what was decided, what matters most, whom to ring, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from consult_app.domain.compose.aftercare import whom_to_ring
from consult_app.domain.compose.finished import finished
from consult_app.domain.compose.first_page import NONE_YET, decisions
from consult_app.domain.compose.foremost import foremost
from consult_app.domain.compose.mixture import lots
from consult_app.domain.compose.running import draft_remark
from consult_app.domain.compose.sentences import joined
from consult_app.domain.compose.telling import Telling
from consult_app.domain.consultation import Draft
from consult_app.domain.document import (
    PLAIN,
    Block,
    Document,
    DocumentKind,
    Fields,
    Heading,
    Paragraph,
    Ranked,
    Sheet,
)
from consult_app.domain.screening import assess
from consult_app.domain.treatment import Treatment

MOST_LOTS = 4
"""So many ingredients are named; who wants more of them has the form."""

LONGEST = 160
"""The most characters of a thing that matters most: the form has all of it."""


def compose_summary(  # noqa: PLR0913 - what was decided, and what became of it
    treatment: Treatment,
    draft: Draft,
    at: datetime,
    treat_from: date | None = None,
    sheet: Sheet = PLAIN,
    *,
    withdrawn: date | None = None,
    taken_back: Mapping[str, date] = NONE_YET,
) -> Document:
    """Compose the page; `treat_from` is the first day of treatment where the practice waits before it.

    `withdrawn` is the day on which the consent was taken back, if it was; `taken_back` the days of single
    decisions.
    """
    telling = Telling(treatment, draft, assess(treatment, draft))
    title = telling.words("summary.title", treatment=treatment.name)
    blocks: tuple[Block, ...] = (
        Heading(title, 1),
        *draft_remark(treatment, draft, telling.words),
        _who(telling, at),
        *decisions(telling, taken_back),
        *_foremost(telling),
        *(() if telling.refused else lots(telling, MOST_LOTS)),
        *_next(telling, treat_from, withdrawn),
    )
    return finished(telling, DocumentKind.SUMMARY, title, blocks, at=at, sheet=sheet)


def _who(telling: Telling, at: datetime) -> Fields:
    words, draft = telling.words, telling.draft
    goal = next(each for each in telling.treatment.goals if each.id == draft.goal)
    areas = ", ".join(area.name for area in goal.areas if area.id in draft.areas)
    rows = (
        (words("who.patient"), draft.patient.name),
        (words("who.clinician"), joined(draft.clinician.name, draft.practice.name, by=", ")),
        (words("who.day"), words.time(at)),
        (words("who.goal"), joined(goal.name, areas, by=": ")),
    )
    return Fields(rows)


def _foremost(telling: Telling) -> Iterator[Block]:
    points = tuple(
        replace(each, text=_short(each.text), lead=_short(each.lead)) for each in foremost(telling)
    )
    if points:
        yield Heading(telling.words("part.foremost"))
        yield Ranked(points)


def _next(telling: Telling, treat_from: date | None, withdrawn: date | None) -> Iterator[Block]:
    words, practice = telling.words, telling.draft.practice
    yield Heading(words("summary.next"))
    if telling.refused:
        phone = practice.number_to_ring or words("aftercare.no_phone")
        yield Paragraph(joined(words(f"{telling.kind.value}.next"), words("summary.questions", phone=phone)))
    else:
        day = words("summary.from", day=words.date(treat_from)) if treat_from else ""
        said = joined(words("summary.agreed"), day)
        yield Paragraph(words("summary.withdrawn", day=words.date(withdrawn)) if withdrawn else said)
        yield whom_to_ring(telling.draft, words)
    yield Paragraph(words("summary.form"))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
