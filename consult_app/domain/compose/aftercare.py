"""The aftercare sheet that the patient takes home."""

from __future__ import annotations

from datetime import datetime

from consult_app.domain.compose.running import draft_mark, running
from consult_app.domain.consultation import Draft
from consult_app.domain.document import (
    PLAIN,
    Block,
    Bullets,
    Document,
    DocumentKind,
    Heading,
    Notice,
    Paragraph,
    Sheet,
    Tone,
)
from consult_app.domain.screening import assess, may_apply
from consult_app.domain.treatment import Advice, AdviceKind, Treatment, Verification
from consult_app.domain.wording import Words


def compose_aftercare(treatment: Treatment, draft: Draft, at: datetime, sheet: Sheet = PLAIN) -> Document:
    """Compose the aftercare sheet that the patient takes home."""
    words = Words(treatment.labels)
    facts = assess(treatment, draft).facts
    advice = [each for each in treatment.advice if may_apply(each.when, facts)]
    blocks: list[Block] = [
        Heading(words("aftercare.title", treatment=treatment.name), 1),
        *draft_mark(treatment, draft, words),
        Paragraph(words("aftercare.lead")),
    ]
    for kind in AdviceKind:
        lines = [each for each in advice if each.kind is kind]
        if not lines:
            continue
        blocks.append(Heading(words(f"aftercare.{kind.value}")))
        if kind is AdviceKind.RED_FLAG:
            phone = draft.practice.number_to_ring or words("aftercare.no_phone")
            text = words("aftercare.ring.text", phone=phone)
            blocks.append(Notice(words("aftercare.ring"), text, Tone.STOP))
        blocks.append(Bullets(tuple(_said(each, words) for each in lines)))
    blocks.append(Paragraph(words("aftercare.basis"), quiet=True))
    title = words("aftercare.title", treatment=treatment.name)
    return Document(
        draft.id,
        DocumentKind.AFTERCARE,
        treatment.language,
        title,
        at,
        running(treatment, draft, words),
        tuple(blocks),
        sheet=sheet,
    )


def _said(advice: Advice, words: Words) -> str:
    """Say of words that nobody has checked them against a source yet."""
    text = f"{advice.text} {advice.how_long}".strip()
    recalled = advice.citation.verified is Verification.RECALLED
    return f"{text} {words('recalled')}" if recalled else text
