"""What a document tells of: one treatment, what was said about it, and the words for both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from consult_app.domain.consultation import Draft, Origin
from consult_app.domain.document import DocumentKind
from consult_app.domain.questionnaire import Question, Section, Step
from consult_app.domain.readiness import refuses, takes_time
from consult_app.domain.screening import Assessment, Finding, shown_risks
from consult_app.domain.treatment import (
    Certainty,
    Citation,
    Cited,
    Outcome,
    Risk,
    Treatment,
    Verification,
    for_goal,
)
from consult_app.domain.wording import Words


@dataclass(frozen=True, slots=True)
class Telling:
    """The three values that every part of a document speaks of, and what the patient decided."""

    treatment: Treatment
    draft: Draft
    assessment: Assessment
    words: Words = field(init=False)
    kind: DocumentKind = field(init=False)
    refused: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", Words(self.treatment.labels))
        refused = DocumentKind.NOT_TODAY if takes_time(self.draft) else DocumentKind.REFUSAL
        kind = refused if refuses(self.draft) else DocumentKind.CONSENT
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "refused", kind.refuses)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Leave out of a refusal what was never asked: it is no finding but a gap in the conversation."""
        return tuple(each for each in self.assessment.findings if not (self.refused and each.unasked))

    @property
    def risks(self) -> tuple[Risk, ...]:
        """Give the risks that may apply, in the order in which they are told."""
        return shown_risks(self.treatment, self.assessment.facts)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Give what can be expected for the goal."""
        return for_goal(self.treatment.outcomes, self.draft.goal)

    def sections(self, *steps: Step) -> Iterator[tuple[Section, tuple[Question, ...]]]:
        """Give the sections of some steps with those of their questions that were shown, where any was."""
        visible = set(self.assessment.visible)
        for section in self.treatment.questionnaire.sections:
            shown = tuple(each for each in section.questions if each.id in visible)
            if section.step in steps and shown:
                yield section, shown

    def questions(self, step: Step) -> Iterator[Question]:
        """Give the questions of a step that were shown."""
        return (question for _, questions in self.sections(step) for question in questions)

    def earlier(self, question: str) -> bool:
        """Whether the answer is one of last time: in a refusal one may stand that was not asked again."""
        return self.draft.origins.get(question) is Origin.EARLIER

    def said(self, question: Question) -> str:
        """Write an answer as it was given."""
        answer = self.words.answer(question, self.draft.answers.get(question.id))
        return self.words("answer.earlier", answer=answer) if self.earlier(question.id) else answer

    def mark(self, record: Cited) -> str:
        """Name a statement, the numbers of its sources, and how certain it is: `ae-bruise [2,7] low`."""
        citation, words = record.citation, self.words
        graded = citation.certainty is not Certainty.NOT_GRADED
        opinion = citation.certainty is Certainty.OPINION
        recalled = citation.verified is Verification.RECALLED
        parts = (
            record.id,
            self._numbers(citation),
            words("mark.opinion" if opinion else f"certainty.{citation.certainty.value}") if graded else "",
            words("mark.recalled") if recalled else "",
        )
        return " ".join(part for part in parts if part)

    def _numbers(self, citation: Citation) -> str:
        """Number the sources as the list at the end does."""
        order = {each.id: number for number, each in enumerate(self.treatment.sources, 1)}
        numbers = ",".join(str(order[each]) for each in citation.sources if each in order)
        return f"[{numbers}]" if numbers else ""
