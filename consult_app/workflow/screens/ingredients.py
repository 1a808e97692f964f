"""Ingredients: the mixture, what can be added to it, and what clashes with the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consult_app.domain.condition import values_named
from consult_app.domain.consultation import Portion
from consult_app.domain.screening import INGREDIENTS, may_apply
from consult_app.domain.treatment import Ingredient, Severity, Status, for_goal
from consult_app.domain.wording import Words
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.findings import Behind, behind


@dataclass(frozen=True, slots=True)
class IngredientCard:
    """An ingredient in plain words with its approval status for this use."""

    id: str
    name: str
    drug_class: str
    plain: str
    status: Status
    status_words: str
    status_text: str
    allergens: str
    avoid: str
    behind: Behind


@dataclass(frozen=True, slots=True)
class Clash:
    """A finding that rests on an ingredient: its title, and how grave it is."""

    title: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class PortionRow:
    """An ingredient of the mixture with its amounts, and what it clashes with, the gravest first."""

    portion: Portion
    card: IngredientCard
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class NoteCard:
    """What the clinician should know while preparing."""

    title: str
    text: str
    behind: Behind


@dataclass(frozen=True, slots=True)
class IngredientsScreen:
    """The mixture, the ingredients that can still be added, and notes for the clinician.

    `areas` are the names of those to be treated; what has expired is told by `day`.
    """

    mixture: tuple[PortionRow, ...]
    available: tuple[IngredientCard, ...]
    day: date
    areas: tuple[str, ...] = ()
    notes: tuple[NoteCard, ...] = ()


def ingredients_screen(conversation: Conversation) -> IngredientsScreen:
    """Show the mixture."""
    cards = {each.id: _card(conversation, each) for each in conversation.treatment.ingredients}
    mixed = {portion.ingredient for portion in conversation.draft.mixture}
    rows = tuple(
        PortionRow(portion, cards[portion.ingredient], _clashes(conversation, portion.ingredient))
        for portion in conversation.draft.mixture
    )
    fitting = for_goal(conversation.treatment.ingredients, conversation.draft.goal)
    return IngredientsScreen(
        rows,
        tuple(cards[each.id] for each in fitting if each.id not in mixed),
        conversation.draft.day,
        _areas(conversation),
        tuple(
            NoteCard(each.title, each.text, behind(conversation.treatment, each.citation))
            for each in conversation.treatment.notes
            if may_apply(each.when, conversation.assessment.facts)
        ),
    )


def _card(conversation: Conversation, ingredient: Ingredient) -> IngredientCard:
    return IngredientCard(
        ingredient.id,
        ingredient.name,
        ingredient.drug_class,
        ingredient.plain,
        ingredient.status,
        Words(conversation.treatment.labels)(f"status.{ingredient.status.value}"),
        ingredient.status_text,
        ingredient.allergens,
        ingredient.avoid,
        behind(conversation.treatment, ingredient.citation),
    )


def _areas(conversation: Conversation) -> tuple[str, ...]:
    draft = conversation.draft
    goal = next(each for each in conversation.treatment.goals if each.id == draft.goal)
    return tuple(area.name for area in goal.areas if area.id in draft.areas)


def _clashes(conversation: Conversation, ingredient: str) -> tuple[Clash, ...]:
    return tuple(
        Clash(finding.rule.title, finding.rule.severity)
        for finding in conversation.assessment.findings
        if ingredient in values_named(finding.rule.when, INGREDIENTS)
        and any(ground.fact == INGREDIENTS for ground in finding.grounds)
    )
