"""The aftercare sheet that the patient takes home: what the pack says for this goal, place and mixture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from consult_app.domain.compose.closing import short_source_list
from consult_app.domain.compose.finished import finished
from consult_app.domain.compose.mixture import lots
from consult_app.domain.compose.running import draft_remark
from consult_app.domain.compose.sentences import joined
from consult_app.domain.compose.telling import Telling
from consult_app.domain.consultation import Draft
from consult_app.domain.document import (
    PLAIN,
    Block,
    Bullets,
    Columns,
    Document,
    DocumentKind,
    Heading,
    Notice,
    Paragraph,
    Phrase,
    Sheet,
    Tone,
)
from consult_app.domain.screening import assess, may_apply
from consult_app.domain.treatment import Advice, AdviceKind, Cited, Treatment
from consult_app.domain.wording import Words


def compose_aftercare(treatment: Treatment, draft: Draft, at: datetime, sheet: Sheet = PLAIN) -> Document:
    """Compose the aftercare sheet that the patient takes home."""
    telling = Telling(treatment, draft, assess(treatment, draft))
    words = telling.words
    title = words("aftercare.title", treatment=treatment.name)
    advice = tuple(each for each in treatment.advice if may_apply(each.when, telling.assessment.facts))
    blocks: tuple[Block, ...] = (
        Heading(title, 1),
        *draft_remark(treatment, draft, words),
        Paragraph(joined(words("aftercare.lead"), words("aftercare.basis"))),
        whom_to_ring(draft, words),
        *lots(telling),
        *_parts(telling, advice),
        *short_source_list(telling, _cited(telling, advice)),
    )
    return finished(telling, DocumentKind.AFTERCARE, title, blocks, at=at, sheet=sheet)


def whom_to_ring(draft: Draft, words: Words) -> Notice:
    """Say whom to ring when something is wrong: the practice's number for emergencies goes before its own."""
    phone = draft.practice.number_to_ring or words("aftercare.no_phone")
    return Notice(words("aftercare.ring"), words("aftercare.ring.text", phone=phone), Tone.STOP)


def _parts(telling: Telling, advice: tuple[Advice, ...]) -> Iterator[Block]:
    """Give each kind of advice that there is: what stands out, then for how long or when."""
    for kind in AdviceKind:
        lines = tuple(
            Phrase(each.how_long, each.text, telling.mark(each)) for each in advice if each.kind is kind
        )
        if lines:
            yield Heading(telling.words(f"aftercare.{kind.value}"))
            yield Columns(2)
            yield Bullets(lines)
            yield Columns(1)


def _cited(telling: Telling, advice: tuple[Advice, ...]) -> Iterator[str]:
    """Name what the marks on the sheet point to."""
    mixed = {portion.ingredient for portion in telling.draft.mixture}
    ingredients = (each for each in telling.treatment.ingredients if each.id in mixed)
    records: tuple[Cited, ...] = (*advice, *ingredients)
    for record in records:
        yield from record.citation.sources
