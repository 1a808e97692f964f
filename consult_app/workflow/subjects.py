"""Where something can be said, in the words of the pack: for the palette and for what was undone."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.questionnaire import Step
from consult_app.domain.treatment import Treatment
from consult_app.workflow.consulting import Conversation


@dataclass(frozen=True, slots=True)
class Place:
    """A question, finding, option or risk that is still open, and the step where it is settled."""

    step: Step
    subject: str
    words: str


def open_places(conversation: Conversation) -> tuple[Place, ...]:
    """List what is open and has words of its own, in the order of the path."""
    named = subjects(conversation.treatment)
    return tuple(
        Place(gap.step, gap.subject, named[gap.subject]) for gap in conversation.gaps if gap.subject in named
    )


def subject_words(treatment: Treatment, subject: str) -> str:
    """Say what an act was about in the pack's own words; empty for what has none there."""
    return subjects(treatment).get(subject, "")


def subjects(treatment: Treatment) -> dict[str, str]:
    """Map every question, rule, option, risk and ingredient to its words."""
    return {
        **{each.id: each.text for each in treatment.questionnaire},
        **{each.id: each.title for each in treatment.rules},
        **{each.id: each.name for each in treatment.options},
        **{each.id: each.name for each in treatment.risks},
        **{each.id: each.name for each in treatment.ingredients},
    }
