"""What stands on every page of a document, and the remark that it is a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from consult_app.domain.compose.sentences import sentence
from consult_app.domain.consultation import Draft
from consult_app.domain.document import Block, Notice, Paragraph, Phrase, Running, Tone
from consult_app.domain.treatment import Treatment
from consult_app.domain.wording import Words

LONGEST_RUNNING_NAME = 44
"""The most characters of a name at the head of each page."""

SHORT_DIGEST = 12
"""How many characters of a pack's digest are printed."""


def running(treatment: Treatment, draft: Draft, words: Words) -> Running:
    """Say who, what and which version."""
    patient = words(
        "page.patient",
        name=short_name(draft.patient.name),
        birth_date=words.date(draft.patient.birth_date),
        record=draft.patient.record_number or words("not_recorded"),
    )
    return Running(
        patient,
        treatment.name,
        version(treatment, words),
        mark(treatment, draft, words),
        words("page.number"),
    )


def version(treatment: Treatment, words: Words) -> str:
    """Say by which version of a pack a document was made."""
    return words("page.version", version=treatment.version, digest=treatment.digest[:SHORT_DIGEST])


def draft_mark(treatment: Treatment, draft: Draft, words: Words) -> Iterator[Block]:
    """Say of an unapproved pack that no patient may be treated by it."""
    if treatment.unapproved(draft.day):
        yield Notice(words("mark.draft"), words("mark.draft.text"), Tone.CARE)
    if treatment.unchecked:
        yield Notice(words("mark.translation"), words("mark.translation.text"), Tone.CARE)


def draft_remark(treatment: Treatment, draft: Draft, words: Words) -> Iterator[Block]:
    """Say the same in a line, on a sheet with no room for more than the band along its top."""
    if treatment.unapproved(draft.day):
        yield Paragraph(Phrase(words("mark.draft.text"), sentence(words("mark.draft"))))


def short_name(name: str) -> str:
    """Cut a very long name where room is short, so that what stands beside it is read."""
    return name if len(name) <= LONGEST_RUNNING_NAME else f"{name[: LONGEST_RUNNING_NAME - 1]}…"


def mark(treatment: Treatment, draft: Draft, words: Words) -> str:
    """Say of each page where it is no real patient's, or nobody stands behind its words."""
    marks = (
        words("mark.sample") if draft.sample else "",
        words("mark.draft") if treatment.unapproved(draft.day) else "",
        *unchecked(treatment),
    )
    return " · ".join(mark for mark in marks if mark)


def unchecked(treatment: Treatment) -> Iterator[str]:
    """Say of a translation that nobody checked it: in its language, and in the one it was made from."""
    if treatment.translation is not None and treatment.unchecked:
        yield treatment.labels["mark.translation"]
        yield treatment.translation.beside


def with_translation(running: Running, spoken: Treatment) -> Running:
    """Say along the edges of a page which translation stands on it too, and if nobody checked it."""
    marks = (running.mark, *unchecked(spoken))
    version = f"{running.version} · {spoken.language} {spoken.digest[:SHORT_DIGEST]}"
    return replace(running, mark=" · ".join(filter(None, marks)), version=version)
