"""Risks: each with its number or not known, and how it was talked through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consult_app.domain.consultation import RiskTalk
from consult_app.domain.frequency import IconArray, Rate
from consult_app.domain.screening import shown_risks
from consult_app.domain.treatment import Harm, Risk
from consult_app.domain.wording import Words
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.expectations import figures
from consult_app.workflow.screens.findings import Behind, behind


@dataclass(frozen=True, slots=True)
class RiskCard:
    """A risk as shown; `share` is how many people it happens to, `None` where nobody has counted."""

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
    share: float | None = None

    @property
    def grave(self) -> bool:
        """Whether it is serious, or a sign that help is needed at once."""
        return self.harm is Harm.SERIOUS or self.red_flag


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


def weightiest_first(risks: Iterable[RiskCard]) -> tuple[RiskCard, ...]:
    """Sort by what matters: to this patient first, then what is grave, then how often; not known comes last.

    Equals stay in the order of the pack.
    """
    return tuple(sorted(risks, key=_weight))


def _weight(risk: RiskCard) -> tuple[bool, bool, bool, float]:
    return not risk.talk.matters, not risk.grave, risk.share is None, -(risk.share or 0)


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
        risk.frequency.share if isinstance(risk.frequency, Rate) else None,
    )
