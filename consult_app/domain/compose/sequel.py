"""A document that follows a sealed record: what all of them have in common."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from consult_app.domain.compose.amendment import amended
from consult_app.domain.compose.confirmation import confirmed
from consult_app.domain.compose.decision import decision_taken_back
from consult_app.domain.compose.finished import finished
from consult_app.domain.compose.first_page import who
from consult_app.domain.compose.running import draft_mark
from consult_app.domain.compose.signing import on_behalf, signature_block
from consult_app.domain.compose.telling import Telling
from consult_app.domain.compose.withdrawal import withdrawn
from consult_app.domain.document import (
    PLAIN,
    Block,
    Columns,
    Document,
    DocumentKind,
    Fields,
    Heading,
    Paragraph,
    Role,
    Sheet,
)
from consult_app.domain.sequel import Sequel, SequelKind

_SAID = {
    SequelKind.CONFIRMATION: confirmed,
    SequelKind.WITHDRAWAL: withdrawn,
    SequelKind.DECISION: decision_taken_back,
    SequelKind.AMENDMENT: amended,
}


def compose_sequel(telling: Telling, sequel: Sequel, at: datetime, sheet: Sheet = PLAIN) -> Document:
    """Compose what follows a sealed record: who, which record, what is said, and who signs."""
    kind = DocumentKind(sequel.kind.value)
    title = telling.words(f"sequel.{kind.value}.title", treatment=telling.treatment.name)
    # Where on the body, and what the treatment is, stands in the form.
    people = next(who(telling, at))
    blocks: tuple[Block, ...] = (
        Heading(title, 1),
        *draft_mark(telling.treatment, telling.draft, telling.words),
        people,
        *on_behalf(telling),
        *_said_of(telling, sequel),
        *_first(telling, sequel),
        *_signatures(telling, sequel),
    )
    return finished(telling, kind, title, blocks, at=at, sheet=sheet)


def _said_of(telling: Telling, sequel: Sequel) -> Iterator[Block]:
    return _SAID[sequel.kind](telling, sequel)


def _first(telling: Telling, sequel: Sequel) -> Iterator[Block]:
    """Name the record that this follows, so that nobody can put another in its place."""
    words, first = telling.words, sequel.first
    signed = words.date(first.signed.date()) if first.on_paper else words.time(first.signed)
    yield Heading(words("sequel.first"))
    yield Fields(
        (
            (words("sequel.title"), first.title),
            (words("sequel.signed"), signed),
            (words("sequel.id"), first.id),
            (words("sequel.digest"), first.sha256),
        )
    )
    yield Paragraph(words("sequel.stays"))


def _signatures(telling: Telling, sequel: Sequel) -> Iterator[Block]:
    """Give the places to sign; who rang or wrote is not there to do it."""
    yield Columns(2)
    for role in telling.draft.signers.roles:
        if not sequel.is_from_afar or role not in (Role.PATIENT, Role.PROXY):
            yield signature_block(telling, role, f"sequel.{sequel.kind.value}.declaration")
    yield Columns(1)
