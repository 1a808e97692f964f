"""What has changed since the consent before, in words for the patient."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.domain.changes import How
from consult_app.domain.compose.telling import Telling
from consult_app.domain.document import Block, Bullets, Columns, Fields, Heading, Paragraph, Text
from consult_app.domain.since import Exchanged, Since, Thing, changed_answers, exchanged


def since(telling: Telling) -> Iterator[Block]:
    """Say what is different today, or that nothing is; nothing at all where no consent came before."""
    before, words = telling.draft.since, telling.words
    if before is None or telling.refused:
        return
    day = words.date(before.day)
    yield Heading(words("since.title", day=day))
    yield Paragraph(words("since.text", day=day))
    parts = (
        *_answers(telling, before),
        *_part(telling, "since.areas", _areas(telling, before)),
        *_part(telling, "since.mixture", _mixture(telling, before)),
        *_told(telling, before),
    )
    if parts:
        yield Columns(2)
        yield from parts
        yield Columns(1)
    else:
        yield Paragraph(words("since.nothing"))


def _answers(telling: Telling, before: Since) -> Iterator[Block]:
    words, now = telling.words, telling.draft.answers
    asked = {each.id: each for each in telling.treatment.questionnaire}
    visible = set(telling.assessment.visible)
    rows: tuple[tuple[str, Text], ...] = tuple(
        (
            asked[each].text,
            words(
                "since.was_now",
                # The sentence has a full stop of its own.
                was=words.answer(asked[each], before.answers.get(each)).removesuffix("."),
                now=words.answer(asked[each], now.get(each)).removesuffix("."),
            ),
        )
        for each in changed_answers(before, now)
        if each in asked and each in visible
    )
    if rows:
        yield Heading(words("since.answers"), 3)
        yield Fields(rows)


def _areas(telling: Telling, before: Since) -> Exchanged:
    draft = telling.draft
    names = {area.id: area.name for goal in telling.treatment.goals for area in goal.areas}
    return exchanged(before.areas, (Thing(each, names[each]) for each in draft.areas))


def _mixture(telling: Telling, before: Since) -> Exchanged:
    treatment = telling.treatment
    now = (
        Thing(each.ingredient, treatment.ingredient(each.ingredient).name, each.amount)
        for each in telling.draft.mixture
    )
    return exchanged(before.mixture, now)


def _part(telling: Telling, label: str, found: Exchanged) -> Iterator[Block]:
    words = telling.words
    lines = (
        words("since.added", names=", ".join(found.added)) if found.added else "",
        words("since.gone", names=", ".join(found.gone)) if found.gone else "",
        *(words("since.amount", name=name, was=was, now=now) for name, was, now in found.other),
    )
    if found:
        yield Heading(words(label), 3)
        yield Bullets(tuple(each for each in lines if each))


def _told(telling: Telling, before: Since) -> Iterator[Block]:
    words = telling.words
    labels = {How.ADDED: "since.added", How.CHANGED: "since.changed", How.REMOVED: "since.gone"}
    lines = tuple(
        words(label, names="; ".join(names))
        for how, label in labels.items()
        if (names := [each.name for each in before.news if each.how is how])
    )
    if lines:
        yield Heading(words("since.told"), 3)
        yield Bullets(lines)
