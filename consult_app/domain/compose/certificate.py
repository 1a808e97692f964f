"""The certificate of a destruction: what kind and how many, when, who and why, and nothing of the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from consult_app.domain.compose.sentences import joined
from consult_app.domain.consultation import Practice
from consult_app.domain.document import (
    PLAIN,
    Block,
    Bullets,
    Document,
    DocumentKind,
    Fields,
    Heading,
    Paragraph,
    Running,
    Sheet,
    Table,
)
from consult_app.domain.retention import Destruction, Holdings
from consult_app.domain.treatment import Treatment
from consult_app.domain.wording import Words

COUNTED = tuple(each.name for each in fields(Holdings) if each.name != "first_entry")
"""The kinds of things that are counted, as the labels have them."""


def compose_certificate(
    treatment: Treatment, destruction: Destruction, practice: Practice, sheet: Sheet = PLAIN
) -> Document:
    """Compose it in the words of a pack; times of the destruction are aware."""
    words, proposal = Words(treatment.labels), destruction.proposal
    title = words("destruction.title")
    blocks: tuple[Block, ...] = (
        Heading(title, 1),
        Paragraph(words("destruction.text")),
        *_people(words, destruction, practice),
        *_counted(words, destruction.holdings),
        *_left(words, destruction),
    )
    head = Running(practice.name, title, proposal.id, "", words("page.number"))
    return Document(
        proposal.id,
        DocumentKind.DESTRUCTION,
        treatment.language,
        title,
        destruction.at,
        head,
        blocks,
        sheet=sheet,
    )


def _people(words: Words, destruction: Destruction, practice: Practice) -> Iterator[Block]:
    proposal = destruction.proposal
    ground = words(f"destruction.ground.{proposal.ground.value}")
    rows = (
        (words("who.practice"), joined(practice.name, practice.address.replace("\n", ", "), by=", ")),
        (words("destruction.patient"), proposal.patient),
        (words("destruction.number"), proposal.id),
        (words("destruction.proposed"), f"{destruction.proposed_by}, {words.time(proposal.at)}"),
        (words("destruction.carried_out"), f"{destruction.by}, {words.time(destruction.at)}"),
        (words("destruction.ground"), ground),
        *(((words("destruction.why"), proposal.why),) if proposal.why else ()),
    )
    yield Fields(rows)


def _counted(words: Words, holdings: Holdings) -> Iterator[Block]:
    yield Heading(words("destruction.what"))
    rows = tuple((words(f"destruction.kind.{each}"), f"{getattr(holdings, each):,}") for each in COUNTED)
    yield Table((words("destruction.kind"), words("destruction.count")), rows, (4, 1))
    yield Paragraph(words("destruction.details"))


def _left(words: Words, destruction: Destruction) -> Iterator[Block]:
    copies = destruction.copies
    yield Heading(words("destruction.left"))
    yield Paragraph(words("destruction.log"))
    yield Heading(words("destruction.copies"))
    if copies.backups:
        yield Paragraph(words("destruction.copies.found"))
        zone = destruction.at.tzinfo
        yield Bullets(
            tuple(f"{each.name}, {words.time(each.at.astimezone(zone))}" for each in copies.backups)
        )
    else:
        yield Paragraph(words("destruction.copies.none"))
    if copies.others:
        yield Paragraph(words("destruction.copies.others", count=copies.others))
    if copies.aside:
        yield Paragraph(words("destruction.copies.aside", count=copies.aside))
    if copies.server:
        yield Paragraph(words("destruction.copies.server", server=copies.server))
    yield Paragraph(words("destruction.copies.papers"))
