"""Options side by side, every one with the same rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from consult_app.domain.compose import interests_of
from consult_app.domain.consultation import Wish
from consult_app.domain.treatment import Option, OptionKind, for_goal
from consult_app.domain.wording import Words
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.findings import Behind, behind

_ROWS = ("lasts", "sessions", "recovery", "risks", "cost", "status")
_FIRST = (OptionKind.TREATMENT, OptionKind.NOTHING, OptionKind.ALTERNATIVE)
"""What is planned and doing nothing stand first, beside each other; the pack orders the rest."""


class Row(NamedTuple):
    """A row of the comparison: what it is about (the field of an option), its name, and its text."""

    about: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class OptionCard:
    """An option with the rows of the comparison, and what the patient decided about it.

    `elsewhere` says that this practice does not offer it.
    """

    id: str
    kind: OptionKind
    name: str
    what: str
    rows: tuple[Row, ...]
    wish: Wish | None
    reason: str
    behind: Behind
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class OptionsScreen:
    """All options; `open` were not talked through yet, `chosen` says whether one was chosen.

    A `second_opinion` is offered, and `interests` of the practice are told, for all of them.
    """

    options: tuple[OptionCard, ...]
    open: int
    chosen: bool
    second_opinion: str = ""
    interests: str = ""


def options_screen(conversation: Conversation) -> OptionsScreen:
    """Show all options in equal detail, what is planned and doing nothing first."""
    options = sorted(
        for_goal(conversation.treatment.options, conversation.draft.goal),
        key=lambda each: _FIRST.index(each.kind),
    )
    # Packs of old records lack the last; what one option says, every other is asked too.
    told = tuple(name for name in _ROWS if any(getattr(each, name) for each in options))
    cards = tuple(_card(conversation, each, told) for each in options)
    words = Words(conversation.treatment.labels)
    interests = interests_of(conversation.draft.practice, words)
    return OptionsScreen(
        cards,
        sum(card.wish is None for card in cards),
        any(card.wish is Wish.CHOSEN for card in cards),
        words("option.second_opinion"),
        f"{interests.lead} {interests.text}".strip(),
    )


def _card(conversation: Conversation, option: Option, told: tuple[str, ...]) -> OptionCard:
    words = Words(conversation.treatment.labels)
    talk = conversation.draft.options.get(option.id)
    return OptionCard(
        option.id,
        option.kind,
        option.name,
        option.what,
        _rows(words, option, told),
        talk.wish if talk else None,
        talk.reason if talk else "",
        behind(conversation.treatment, option.citation),
        "" if option.offered else words("option.not_offered"),
    )


def _rows(words: Words, option: Option, told: tuple[str, ...]) -> tuple[Row, ...]:
    """Give the rows, the same for every option."""
    rate = words("option.rate", rate=words.rate(option.benefit_rate))
    texts = {"benefit": f"{option.benefit} {rate}"}
    texts |= {name: getattr(option, name) or words("not_recorded") for name in told}
    return tuple(Row(name, words(f"option.{name}"), text) for name, text in texts.items())
