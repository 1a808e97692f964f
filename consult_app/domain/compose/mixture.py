"""What will be injected."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.domain.compose.sentences import sentence
from consult_app.domain.compose.telling import Telling
from consult_app.domain.consultation import Portion
from consult_app.domain.document import Block, Bullets, Columns, Heading, Paragraph, Phrase, Table, Text


def mixture(telling: Telling) -> Iterator[Block]:
    """Give each ingredient with its approval, amount, lot and place."""
    words, portions = telling.words, telling.draft.mixture
    if not portions:
        return
    yield Heading(words("part.mixture"))
    yield Paragraph(words("mixture.lead"))
    head = tuple(words(f"mixture.{name}") for name in ("name", "status", "amount", "lot", "site"))
    yield Table(head, tuple(_portion(each, telling) for each in portions), (0.291, 0.314, 0.08, 0.185, 0.13))


def _portion(portion: Portion, telling: Telling) -> tuple[Text, ...]:
    words, none = telling.words, telling.words("not_recorded")
    ingredient = telling.treatment.ingredient(portion.ingredient)
    return (
        Phrase(ingredient.plain, sentence(ingredient.name), telling.mark(ingredient)),
        f"{words(f'status.{ingredient.status.value}')}. {ingredient.status_text}",
        portion.amount or none,
        words("mixture.lot_expiry", lot=portion.lot or none, expiry=portion.expiry or none),
        portion.site or none,
    )


def lots(telling: Telling, most: int | None = None) -> Iterator[Block]:
    """Give each ingredient in one line, with how much of which lot was to go where; `most` so many."""
    words, portions = telling.words, telling.draft.mixture
    if not portions:
        return
    yield Heading(words("part.lots"))
    yield Columns(2)
    shown = portions[:most]
    more = len(portions) - len(shown)
    rest = (words("mixture.more", count=more),) if more else ()
    yield Bullets((*(_lot(each, telling) for each in shown), *rest))
    yield Columns(1)


def _lot(portion: Portion, telling: Telling) -> Phrase:
    words, none = telling.words, telling.words("not_recorded")
    ingredient = telling.treatment.ingredient(portion.ingredient)
    lot = words("mixture.lot_expiry", lot=portion.lot or none, expiry=portion.expiry or none)
    said = words("mixture.lot_line", amount=portion.amount or none, lot=lot, site=portion.site or none)
    return Phrase(said, sentence(ingredient.name), telling.mark(ingredient))
