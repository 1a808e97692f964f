"""What stands around every page of an open consultation."""

from dataclasses import dataclass

from consult_app.domain.consultation import Patient
from consult_app.domain.questionnaire import Step
from consult_app.workflow.screens.findings import FindingsScreen
from consult_app.workflow.screens.rail import PATH, RailScreen
from consult_app.workflow.screens.story import Earlier


@dataclass(frozen=True, slots=True)
class Room:
    """Who is here, for what, and how far they are; `saved` is the time of the last save in words.

    `earlier` are the complications of earlier sessions.
    """

    patient: Patient
    treatment_name: str
    clinician_name: str
    unapproved: bool
    sample: bool
    step: Step
    rail: RailScreen
    findings: FindingsScreen
    saved: str
    earlier: tuple[Earlier, ...] = ()

    @property
    def is_near_the_end(self) -> bool:
        """Whether what comes after talking will soon be wanted."""
        return PATH.index(self.step) >= PATH.index(Step.RISKS)
