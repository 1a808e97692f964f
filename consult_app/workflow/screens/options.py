"""Options side by side, every one with the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from consult_app.domain.consultation import Wish
from consult_app.domain.treatment import Option, OptionKind, for_goal
from consult_app.domain.wording import Words
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.findings import Behind, behind


@dataclass(frozen=True, slots=True)
class OptionCard:
    """An option with the rows of the comparison, and what the patient decided about it.

    `elsewhere` says that this practice does not offer it.
    """

    id: str
    kind: OptionKind
    name: str
    what: str
    rows: tuple[tuple[str, str], ...]
    wish: Wish | None
    reason: str
    behind: Behind
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class OptionsScreen:
    """All options; `open` were not talked through yet, `chosen` says whether one was chosen."""

    options: tuple[OptionCard, ...]
    open: int
    chosen: bool


def options_screen(conversation: Conversation) -> OptionsScreen:
    """Show all options in equal detail."""
    cards = tuple(
        _card(conversation, each)
        for each in for_goal(conversation.treatment.options, conversation.draft.goal)
    )
    return OptionsScreen(
        cards, sum(card.wish is None for card in cards), any(card.wish is Wish.CHOSEN for card in cards)
    )


def _card(conversation: Conversation, option: Option) -> OptionCard:
    words = Words(conversation.treatment.labels)
    talk = conversation.draft.options.get(option.id)
    return OptionCard(
        option.id,
        option.kind,
        option.name,
        option.what,
        tuple((words(f"option.{name}"), text) for name, text in _rows(words, option)),
        talk.wish if talk else None,
        talk.reason if talk else "",
        behind(conversation.treatment, option.citation),
        "" if option.offered else words("option.not_offered"),
    )


def _rows(words: Words, option: Option) -> Iterator[tuple[str, str]]:
    """Give the rows, the same for every option; packs of old records lack the last."""
    rate = words("option.rate", rate=words.rate(option.benefit_rate))
    yield "benefit", f"{option.benefit} {rate}"
    for name in ("lasts", "sessions", "recovery", "risks", "cost", "status"):
        if text := getattr(option, name):
            yield name, text
