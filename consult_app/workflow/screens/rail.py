"""The step rail: where the conversation stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from consult_app.domain.consultation import Consented, Draft, Ground, Sealed, State
from consult_app.domain.questionnaire import Step
from consult_app.domain.screening import SEX
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
    if conversation.draft.sequel is not None:
        return _short(state)
    missing, marks = Counter(gap.step for gap in conversation.gaps), _marks(conversation)
    # Who is here was asked before there was anything to be seen.
    seen = {Step.PATIENT.value, *conversation.draft.seen}
    locked = not isinstance(state, Draft)
    over = {Step.SIGN: isinstance(state, Consented | Sealed), Step.DONE: isinstance(state, Sealed)}
    steps = tuple(
        RailStep(
            step,
            missing[step],
            over.get(step, locked or (not missing[step] and step.value in seen)),
            marks.get(step),
        )
        for step in PATH
    )
    done = sum(each.done for each in steps)
    return RailScreen(steps, done / len(steps), locked)


def _short(state: State) -> RailScreen:
    """What follows a sealed record is written, read and signed in one place."""
    over = (isinstance(state, Consented | Sealed), isinstance(state, Sealed))
    steps = tuple(
        RailStep(step, 0, done, None) for step, done in zip((Step.SIGN, Step.DONE), over, strict=True)
    )
    return RailScreen(steps, sum(over) / len(over), locked=True)


def _marks(conversation: Conversation) -> dict[Step, Severity]:
    """Map each step to its gravest finding; findings come gravest first."""
    marks: dict[Step, Severity] = {}
    for finding in conversation.assessment.findings:
        if finding.unasked:
            continue
        for ground in _changeable(finding.grounds):
            step = step_of(conversation.treatment, ground.fact) or Step.PATIENT
            marks.setdefault(step, finding.rule.severity)
    if conversation.misunderstood:
        marks.setdefault(Step.UNDERSTANDING, Severity.CAUTION)
    return marks


def _changeable(grounds: tuple[Ground, ...]) -> tuple[Ground, ...]:
    """Leave out questions that are not asked because no sex is recorded: they stand on no page."""
    return grounds[:1] if grounds[:1] == (Ground(SEX, None),) else grounds
