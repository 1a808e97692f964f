"""The consent form, or the record of a refusal or of more time, in the order of the conversation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from consult_app.domain.compose.answers import history, own_words, understanding
from consult_app.domain.compose.closing import about, signatures, sources, statements, withdrawal
from consult_app.domain.compose.expectations import expectations, options
from consult_app.domain.compose.findings import findings
from consult_app.domain.compose.finished import finished
from consult_app.domain.compose.first_page import decisions, what_matters_most, who
from consult_app.domain.compose.mixture import mixture
from consult_app.domain.compose.risks import risks
from consult_app.domain.compose.running import draft_mark
from consult_app.domain.compose.since import since
from consult_app.domain.compose.telling import Telling
from consult_app.domain.consultation import Draft
from consult_app.domain.document import PLAIN, Block, Document, Heading, Paragraph, Sheet
from consult_app.domain.screening import Assessment
from consult_app.domain.treatment import Treatment


def compose_consent(
    treatment: Treatment, draft: Draft, assessment: Assessment, at: datetime, sheet: Sheet = PLAIN
) -> Document:
    """Compose what patient and clinician sign: a consent, or the record of a refusal or of more time."""
    telling = Telling(treatment, draft, assessment)
    kind = telling.kind
    title = telling.words(f"{kind.value}.title", treatment=treatment.name)
    blocks: tuple[Block, ...] = (
        Heading(title, 1),
        *draft_mark(treatment, draft, telling.words),
        *_what_follows(telling),
        *who(telling, at),
        *decisions(telling),
        *what_matters_most(telling),
        *since(telling),
        *own_words(telling),
        *history(telling),
        *findings(telling),
        *expectations(telling),
        *options(telling),
        *mixture(telling),
        *risks(telling),
        *understanding(telling),
        *statements(telling),
        *signatures(telling, kind),
        *withdrawal(telling),
        *sources(telling),
        *about(telling),
    )
    return finished(telling, kind, title, blocks, at=at, sheet=sheet)


def _what_follows(telling: Telling) -> Iterator[Block]:
    """Say at once that nothing is done, and what the patient can still do."""
    if telling.refused:
        yield Paragraph(telling.words(f"{telling.kind.value}.next"))
