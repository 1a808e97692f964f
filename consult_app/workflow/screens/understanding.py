"""Understanding: questions to check it, teach-back in the patient's words, and what the patient asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consult_app.domain.consultation import Exchange
from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Gap, Lack
from consult_app.domain.screening import shown_risks
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.questions import QuestionsScreen, questions_screen
from consult_app.workflow.screens.review import GapLine


@dataclass(frozen=True, slots=True)
class UnderstandingScreen:
    """The check of understanding and the questions that the patient asked.

    `open_risks` are those about which the patient still has questions.
    """

    questions: QuestionsScreen
    exchanges: tuple[Exchange, ...]
    open_risks: tuple[GapLine, ...] = ()


def understanding_screen(
    conversation: Conversation, before: QuestionsScreen | None = None
) -> UnderstandingScreen:
    """Show the check of understanding; `before` as for its questions."""
    return UnderstandingScreen(
        questions_screen(conversation, Step.UNDERSTANDING, before),
        conversation.draft.exchanges,
        tuple(_open_risks(conversation)),
    )


def _open_risks(conversation: Conversation) -> Iterator[GapLine]:
    for risk in shown_risks(conversation.treatment, conversation.assessment.facts):
        talk = conversation.draft.risks.get(risk.id)
        if talk is not None and talk.has_questions:
            yield GapLine(Gap(Step.RISKS, Lack.RISK, risk.id), risk.name)
