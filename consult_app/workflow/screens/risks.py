"""Risks: each with its number or not known, and how it was talked through."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.consultation import RiskTalk
from consult_app.domain.frequency import IconArray
from consult_app.domain.screening import shown_risks
from consult_app.domain.treatment import Harm, Risk
from consult_app.domain.wording import Words
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.expectations import figures
from consult_app.workflow.screens.findings import Behind, behind


@dataclass(frozen=True, slots=True)
class RiskCard:
    """A risk as shown."""

    id: str
    name: str
    text: str
    harm: Harm
    harm_words: str
    frequency: str
    icons: IconArray | None
    onset: str
    duration: str
    what_to_do: str
    red_flag: bool
    talk: RiskTalk
    behind: Behind


@dataclass(frozen=True, slots=True)
class RisksScreen:
    """The risks that can apply; `discussed` of them were talked through."""

    lead: str
    risks: tuple[RiskCard, ...]
    own_risks: tuple[str, ...]
    discussed: int


def risks_screen(conversation: Conversation) -> RisksScreen:
    """Show the risks that can apply."""
    shown = shown_risks(conversation.treatment, conversation.assessment.facts)
    cards = tuple(_card(conversation, risk) for risk in shown)
    return RisksScreen(
        Words(conversation.treatment.labels)("risks.lead"),
        cards,
        conversation.draft.own_risks,
        sum(card.talk.discussed for card in cards),
    )


def _card(conversation: Conversation, risk: Risk) -> RiskCard:
    words = Words(conversation.treatment.labels)
    return RiskCard(
        risk.id,
        risk.name,
        risk.text,
        risk.harm,
        words(f"harm.{risk.harm.value}"),
        words.frequency(risk.frequency),
        figures(risk.frequency),
        risk.onset,
        risk.duration,
        risk.what_to_do,
        risk.red_flag,
        conversation.draft.risks.get(risk.id, RiskTalk()),
        behind(conversation.treatment, risk.citation),
    )
