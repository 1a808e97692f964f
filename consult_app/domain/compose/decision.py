"""Decisions taken back: which, what was said before, and that the treatment itself stays agreed to."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.domain.compose.telling import Telling
from consult_app.domain.compose.withdrawal import how_told
from consult_app.domain.document import Block, Fields, Notice, Paragraph, Tone
from consult_app.domain.sequel import Sequel


def decision_taken_back(telling: Telling, sequel: Sequel) -> Iterator[Block]:
    """Name each decision that no longer counts, and say what stays."""
    words, question = telling.words, telling.treatment.questionnaire.question
    label = "sequel.decision_withdrawal"
    yield Notice(words(f"{label}.says"), words(f"{label}.says.text"), Tone.CARE)
    chosen = [question(each) for each in telling.draft.answers if each in sequel.decisions]
    if chosen:
        yield Fields(tuple((each.text, words(f"{label}.now", answer=telling.said(each))) for each in chosen))
    yield from how_told(telling, sequel)
    yield Paragraph(words(f"{label}.kept"))
