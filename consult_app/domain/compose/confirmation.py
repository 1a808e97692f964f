"""Confirmed on the day: whether the wait is over, what has changed since, and what was said then."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.domain.compose.answers import history
from consult_app.domain.compose.telling import Telling
from consult_app.domain.document import Block, Fields, Heading, Notice, Paragraph, Quote, Tone
from consult_app.domain.sequel import Sequel


def confirmed(telling: Telling, sequel: Sequel) -> Iterator[Block]:
    """Say how long it was thought over, what has changed, and which answers were looked through again."""
    yield Heading(telling.words("sequel.confirmation.asked"))
    yield from _change(telling, sequel)
    yield from _wait(telling, sequel)
    # In place of the heading that the form has there.
    answers = tuple(history(telling))[1:]
    if answers:
        yield Heading(telling.words("sequel.confirmation.answers"))
        yield Paragraph(telling.words("sequel.confirmation.answers.text"))
        yield from answers


def _change(telling: Telling, sequel: Sequel) -> Iterator[Block]:
    words = telling.words
    answer = {None: "answer.unanswered", False: "answer.no", True: "answer.yes"}[sequel.changed]
    yield Notice(words("sequel.confirmation.changed"), words(answer))
    if sequel.changed:
        yield Quote(sequel.words, words("sequel.confirmation.what"))
        clinician = telling.draft.clinician.name
        yield Quote(sequel.judgement, words("sequel.confirmation.judgement", clinician=clinician))


def _wait(telling: Telling, sequel: Sequel) -> Iterator[Block]:
    words, wait = telling.words, sequel.wait
    if wait is None:
        yield Fields(((words("sequel.confirmation.days"), words("sequel.confirmation.no_wait")),))
        return
    yield Fields(
        (
            (words("sequel.confirmation.days"), str(wait.days)),
            (words("sequel.confirmation.from"), words.date(wait.first_day)),
        )
    )
    if sequel.is_early(telling.draft.day):
        yield Notice(words("sequel.confirmation.early"), sequel.early, Tone.CARE)
