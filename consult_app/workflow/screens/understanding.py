"""Understanding: questions to check it, teach-back in the patient's words, and what the patient asked."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.consultation import Exchange
from consult_app.domain.questionnaire import Step
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.questions import QuestionsScreen, questions_screen


@dataclass(frozen=True, slots=True)
class UnderstandingScreen:
    """The check of understanding and the questions that the patient asked."""

    questions: QuestionsScreen
    exchanges: tuple[Exchange, ...]


def understanding_screen(conversation: Conversation) -> UnderstandingScreen:
    """Show the check of understanding."""
    return UnderstandingScreen(
        questions_screen(conversation, Step.UNDERSTANDING), conversation.draft.exchanges
    )
