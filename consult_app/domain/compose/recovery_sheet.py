"""The sheet with the recovery key: whose vault it opens, since when, and the key, to be typed again."""

from __future__ import annotations

from consult_app.domain.consultation import Practice
from consult_app.domain.document import (
    PLAIN,
    Block,
    Document,
    DocumentKind,
    Fields,
    Heading,
    Notice,
    Paragraph,
    Phrase,
    Ranked,
    Running,
    Sheet,
    Tone,
)
from consult_app.domain.recovery import RecoveryKey
from consult_app.domain.treatment import Treatment
from consult_app.domain.wording import Words


def compose_recovery_sheet(
    treatment: Treatment, key: RecoveryKey, practice: Practice, sheet: Sheet = PLAIN
) -> Document:
    """Compose it in the words of a pack; the key's groups are numbered, as the program speaks of them."""
    words = Words(treatment.labels)
    title = words("recovery.title")
    facts = (
        (words("who.practice"), practice.name),
        (words("recovery.vault"), key.vault),
        (words("recovery.made"), words.time(key.made)),
    )
    blocks: tuple[Block, ...] = (
        Heading(title, 1),
        Notice(words("recovery.lock_away"), words("recovery.opens"), Tone.CARE),
        Fields(facts),
        Heading(words("recovery.key")),
        Ranked(tuple(Phrase(" ".join(group)) for group in key.groups)),
        Heading(words("recovery.use")),
        *(Paragraph(words(f"recovery.{each}")) for each in ("use.text", "signs", "check", "replaced")),
    )
    head = Running(practice.name, title, key.vault, "", words("page.number"))
    return Document(
        key.vault,
        DocumentKind.RECOVERY,
        treatment.language,
        title,
        key.made,
        head,
        blocks,
        sheet=sheet,
    )
