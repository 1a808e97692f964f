"""The words of a pack record by record: what is graded and searched for banned phrases together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from consult_app.content.text import COVER
from consult_app.domain.treatment import Outcome, Treatment

RULES, RISKS, OUTCOMES = "rules.yaml", "risks.yaml", "outcomes.yaml"
OPTIONS, INGREDIENTS, QUESTIONS = "options.yaml", "ingredients.yaml", "questions.yaml"
STATEMENTS, AFTERCARE, NOTES = "statements.yaml", "aftercare.yaml", "notes.yaml"

WORDS: dict[str, tuple[str, ...]] = {
    RULES: ("title", "why", "advice"),
    OUTCOMES: ("title", "text", "size", "sessions", "onset", "duration", "upkeep"),
    OPTIONS: ("name", "what", "benefit", "lasts", "sessions", "recovery", "risks", "cost", "status"),
    INGREDIENTS: ("name", "drug_class", "plain", "status_text", "allergens", "avoid"),
    RISKS: ("name", "text", "onset", "duration", "what_to_do"),
    STATEMENTS: ("text",),
    AFTERCARE: ("text", "how_long"),
    NOTES: ("title", "text"),
}
"""The fields of each record that a person reads."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of one record: the file and id by which it is found, and its parts in reading order.

    `names` are titles and names alone: too few words to be graded.
    """

    file: str
    id: str
    parts: tuple[str, ...]
    names: bool = False

    @property
    def graded(self) -> bool:
        """Whether a patient reads it as text."""
        return self.file != NOTES and not self.names


def passages(treatment: Treatment) -> Iterator[Passage]:
    """Give every record's words, in the order of the files."""
    yield Passage(COVER, "", (treatment.name, treatment.summary))
    for goal in treatment.goals:
        yield Passage(COVER, goal.id, _said((goal.name, goal.problem, goal.decision)))
        yield Passage(COVER, goal.id, tuple(area.name for area in goal.areas), names=True)
    for section in treatment.questionnaire.sections:
        yield Passage(QUESTIONS, section.id, _said((section.title, section.note)), names=not section.note)
        for question in section.questions:
            labels = (choice.label for choice in question.choices)
            said = (question.text, question.help, *labels, question.low_words, question.high_words)
            yield Passage(QUESTIONS, question.id, _said(said))
    records: dict[str, Iterable[object]] = {
        RULES: treatment.rules,
        OUTCOMES: treatment.outcomes,
        OPTIONS: treatment.options,
        INGREDIENTS: treatment.ingredients,
        RISKS: treatment.risks,
        STATEMENTS: treatment.statements,
        AFTERCARE: treatment.advice,
        NOTES: treatment.notes,
    }
    for file, found in records.items():
        for record in found:
            words = _said(str(getattr(record, name)) for name in WORDS[file])
            if isinstance(record, Outcome):
                words += tuple(f"{each.when}: {each.what}" for each in record.course)
            yield Passage(file, str(record.id), words)  # type: ignore[attr-defined]


def _said(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(part for part in parts if part)
