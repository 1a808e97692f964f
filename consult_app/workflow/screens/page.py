"""Which screen belongs to which step."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.consultation import Draft, Patient, State
from consult_app.domain.questionnaire import Step
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.expectations import ExpectationsScreen, expectations_screen
from consult_app.workflow.screens.ingredients import IngredientsScreen, ingredients_screen
from consult_app.workflow.screens.options import OptionsScreen, options_screen
from consult_app.workflow.screens.questions import QuestionsScreen, questions_screen
from consult_app.workflow.screens.review import ReviewScreen, review_screen
from consult_app.workflow.screens.risks import RisksScreen, risks_screen
from consult_app.workflow.screens.understanding import UnderstandingScreen, understanding_screen


@dataclass(frozen=True, slots=True)
class PatientScreen:
    """The patient's details in an open consultation; they are locked once signing began."""

    patient: Patient
    locked: bool


Screen = (
    PatientScreen
    | QuestionsScreen
    | ExpectationsScreen
    | OptionsScreen
    | IngredientsScreen
    | RisksScreen
    | UnderstandingScreen
    | ReviewScreen
)


def page_screen(conversation: Conversation, state: State, step: Step) -> Screen:
    """Show the page of a step."""
    match step:
        case Step.PATIENT:
            return PatientScreen(conversation.draft.patient, not isinstance(state, Draft))
        case Step.MATTERS | Step.HISTORY | Step.SCREENING | Step.DECISIONS:
            return questions_screen(conversation, step)
        case Step.EXPECTATIONS:
            return expectations_screen(conversation)
        case Step.OPTIONS:
            return options_screen(conversation)
        case Step.INGREDIENTS:
            return ingredients_screen(conversation)
        case Step.RISKS:
            return risks_screen(conversation)
        case Step.UNDERSTANDING:
            return understanding_screen(conversation)
        case Step.SIGN | Step.DONE:
            return review_screen(conversation, state)
