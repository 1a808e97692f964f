"""Where somebody was when the program was locked."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.questionnaire import Step


@dataclass(frozen=True, slots=True)
class Left:
    """A place in a consultation, by ids alone: it outlives the process that knew what they stand for."""

    consultation: str
    step: Step
    subject: str = ""

    @property
    def told(self) -> str:
        """Say it in one line."""
        return f"{self.consultation} {self.step.value} {self.subject}".strip()


def read_left(told: str) -> Left | None:
    """Read it back; None where it is no such line."""
    try:
        consultation, step, *subject = told.split()
        return Left(consultation, Step(step), *subject)
    except (ValueError, TypeError):
        return None
