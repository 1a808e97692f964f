"""Which screen belongs to which step."""

from __future__ import annotations

from collections.abc import Callable

from consult_app.domain.consultation import State
from consult_app.domain.questionnaire import Step
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.expectations import ExpectationsScreen, expectations_screen
from consult_app.workflow.screens.ingredients import IngredientsScreen, ingredients_screen
from consult_app.workflow.screens.options import OptionsScreen, options_screen
from consult_app.workflow.screens.patient import PatientScreen, patient_screen
from consult_app.workflow.screens.questions import QuestionsScreen, questions_screen
from consult_app.workflow.screens.review import ReviewScreen, review_screen
from consult_app.workflow.screens.risks import RisksScreen, risks_screen
from consult_app.workflow.screens.understanding import UnderstandingScreen, understanding_screen

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


_CONTENT: dict[Step, Callable[[Conversation], Screen]] = {
    Step.OPTIONS: options_screen,
    Step.INGREDIENTS: ingredients_screen,
    Step.RISKS: risks_screen,
}
_ASKING: dict[Step, Callable[[Conversation, QuestionsScreen | None], Screen]] = {
    Step.EXPECTATIONS: expectations_screen,
    Step.UNDERSTANDING: understanding_screen,
}


def page_screen(conversation: Conversation, state: State, step: Step, before: Screen | None = None) -> Screen:
    """Show the page of a step; `before` is the same page as it was shown last in this consultation."""
    if step is Step.PATIENT:
        return patient_screen(conversation, state, conversation.draft.day)
    if step in (Step.SIGN, Step.DONE):
        return review_screen(conversation, state)
    if step in _CONTENT:
        return _CONTENT[step](conversation)
    if step in _ASKING:
        return _ASKING[step](conversation, _questions(before))
    return questions_screen(conversation, step, _questions(before))


def _questions(screen: Screen | None) -> QuestionsScreen | None:
    if isinstance(screen, ExpectationsScreen | UnderstandingScreen):
        return screen.questions
    return screen if isinstance(screen, QuestionsScreen) else None
