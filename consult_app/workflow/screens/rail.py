"""The step rail: where the conversation stands."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.consultation import Consented, Draft, Sealed, State
from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Gap
from consult_app.domain.treatment import Severity
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.findings import step_of

PATH = tuple(Step)


@dataclass(frozen=True, slots=True)
class RailStep:
    """A step.

    How many things are missing in it, whether it was seen, and the gravest finding that rests
    on it.
    """

    step: Step
    missing: int
    done: bool
    mark: Severity | None


@dataclass(frozen=True, slots=True)
class RailScreen:
    """All steps in order; `progress` is the share of them that is done; `locked` once signing began."""

    steps: tuple[RailStep, ...]
    progress: float
    locked: bool


def rail_screen(conversation: Conversation, state: State) -> RailScreen:
    """Show how far the conversation is."""
    found, marks = conversation.gaps, _marks(conversation)
    seen = set(conversation.draft.seen)
    steps = tuple(_step(step, state, found, seen, marks) for step in PATH)
    done = sum(each.done for each in steps)
    return RailScreen(steps, done / len(steps), not isinstance(state, Draft))


def _step(
    step: Step, state: State, found: tuple[Gap, ...], seen: set[str], marks: dict[Step, Severity]
) -> RailStep:
    if step is Step.SIGN:
        return RailStep(step, 0, isinstance(state, Consented | Sealed), None)
    if step is Step.DONE:
        return RailStep(step, 0, isinstance(state, Sealed), None)
    if not isinstance(state, Draft):
        return RailStep(step, 0, done=True, mark=marks.get(step))
    missing = sum(gap.step is step for gap in found)
    return RailStep(step, missing, missing == 0 and step.value in seen, marks.get(step))


def _marks(conversation: Conversation) -> dict[Step, Severity]:
    """Map each step to its gravest finding; findings come gravest first."""
    marks: dict[Step, Severity] = {}
    for finding in conversation.assessment.findings:
        if finding.unasked:
            continue
        for ground in finding.grounds:
            step = step_of(conversation.treatment, ground.fact) or Step.PATIENT
            marks.setdefault(step, finding.rule.severity)
    return marks
