"""A document of one consultation from its blocks, in large print where that is wished."""

from __future__ import annotations

from datetime import datetime

from consult_app.domain.compose.large_print import in_large_print
from consult_app.domain.compose.running import running
from consult_app.domain.compose.telling import Telling
from consult_app.domain.document import Block, Document, DocumentKind, Sheet, SignatureBlock


def finished(  # noqa: PLR0913 - what a document consists of
    telling: Telling, kind: DocumentKind, title: str, blocks: tuple[Block, ...], *, at: datetime, sheet: Sheet
) -> Document:
    """Give the document; its signers are those of its signature blocks, in order."""
    if sheet.large:
        blocks = tuple(in_large_print(blocks))
    return Document(
        telling.draft.id,
        kind,
        telling.treatment.language,
        title,
        at,
        running(telling.treatment, telling.draft, telling.words),
        blocks,
        tuple(each.role for each in blocks if isinstance(each, SignatureBlock)),
        sheet,
    )
