"""What both declare and sign, and who and what stands behind the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consult_app.domain.compose.signing import signature_block
from consult_app.domain.compose.telling import Telling
from consult_app.domain.condition import Truth, evaluate
from consult_app.domain.document import (
    Block,
    Bullets,
    Columns,
    DocumentKind,
    Fields,
    Heading,
    Paragraph,
    Phrase,
    WithdrawalPlace,
)
from consult_app.domain.treatment import Cited, Reviewer, Source, Statement, for_goal
from consult_app.domain.wording import Words


def statements(telling: Telling) -> Iterator[Block]:
    """Give the sentences of the form whose condition is true."""
    said = tuple(Phrase(each.text, mark=telling.mark(each)) for each in _true(telling))
    if said:
        yield Heading(telling.words("part.statements"))
        yield Columns(2)
        yield Bullets(said)
        yield Columns(1)


def _true(telling: Telling) -> Iterator[Statement]:
    facts = telling.assessment.facts
    for each in telling.treatment.statements:
        if each.refusal == telling.refused and evaluate(each.when, facts).truth is Truth.TRUE:
            yield each


def signatures(telling: Telling, kind: DocumentKind) -> Iterator[Block]:
    """Give the places to sign: first whoever decides, last the clinician who explained."""
    yield Columns(2)
    for each in telling.draft.signers.roles:
        yield signature_block(telling, each, f"{kind.value}.declaration")
    yield Columns(1)


def withdrawal(telling: Telling) -> Iterator[Block]:
    """Say that the patient may change their mind, and keep the place where that will stand."""
    words = telling.words
    if not telling.refused:
        yield WithdrawalPlace(words("withdrawal.title"), words("withdrawal.text"), words("withdrawal.place"))


def sources(telling: Telling) -> Iterator[Block]:
    """List the sources of the form."""
    return source_list(telling, _cited(telling))


def source_list(telling: Telling, cited: Iterable[str]) -> Iterator[Block]:
    """List sources with the numbers that the marks give, and say how much of each was read."""
    words, listed = telling.words, _numbered(telling, cited)
    if not listed:
        return
    letters = {read: _letters(i) for i, read in enumerate(dict.fromkeys(each.read for _, each in listed))}
    lines = (
        words(
            "sources.line",
            number=number,
            authors=each.authors,
            title=each.title,
            year=each.year,
            read=letters[each.read],
        )
        for number, each in listed
    )
    how_read = "; ".join(f"{letter}: {read}" for read, letter in letters.items())
    yield Heading(words("part.sources"))
    yield Paragraph(f"{words('sources.lead')} {words('sources.read', read=how_read)}", quiet=True)
    yield Columns(2)
    yield Bullets(tuple(_led(each) for each in lines), quiet=True, language=telling.treatment.written_in)
    yield Columns(1)


def short_source_list(telling: Telling, cited: Iterable[str]) -> Iterator[Block]:
    """Name sources by author and year only: the sheet is for the patient, the form has the rest."""
    words, listed = telling.words, _numbered(telling, cited)
    if listed:
        lines = (words("sources.short", number=n, authors=each.authors, year=each.year) for n, each in listed)
        yield Heading(words("part.sources"), 3)
        yield Columns(2)
        yield Bullets(tuple(_led(each) for each in lines), quiet=True, language=telling.treatment.written_in)
        yield Columns(1)


def _numbered(telling: Telling, cited: Iterable[str]) -> list[tuple[int, Source]]:
    wanted = set(cited)
    return [(n, each) for n, each in enumerate(telling.treatment.sources, 1) if each.id in wanted]


def _led(line: str) -> Phrase:
    """Let the number stand out."""
    lead, _, text = line.partition(" ")
    return Phrase(text, lead)


def _letters(index: int) -> str:
    """Count in letters: a to z, then aa."""
    before, last = divmod(index, 26)
    return (_letters(before - 1) if before else "") + chr(ord("a") + last)


def _cited(telling: Telling) -> Iterator[str]:
    treatment, goal = telling.treatment, telling.draft.goal
    mixed = {portion.ingredient for portion in telling.draft.mixture}
    records: tuple[Cited, ...] = (
        *(finding.rule for finding in telling.findings),
        *telling.outcomes,
        *for_goal(treatment.options, goal),
        *(each for each in treatment.ingredients if each.id in mixed),
        *telling.risks,
        *_true(telling),
    )
    for record in records:
        yield from record.citation.sources


def mark_legend(telling: Telling) -> Block:
    """Say how to read the small marks."""
    return Paragraph(telling.words("mark.legend"), quiet=True)


def _translated(telling: Telling) -> Iterator[tuple[str, str]]:
    """Say who translated the words, and who compared them with the original."""
    words, made = telling.words, telling.treatment.translation
    if made is None or made.on is None:
        return
    checked = "; ".join(_reader(each, words) for each in made.checked) or words("about.nobody")
    by = words("about.translation.by", translator=made.translator, day=words.date(made.on), checked=checked)
    yield words("about.translation"), by


def _reader(reviewer: Reviewer, words: Words) -> str:
    return f"{reviewer.name}, {reviewer.role}, {words.date(reviewer.on)}"


def about(telling: Telling) -> Iterator[Block]:
    """Say who stands behind the words, until when, and who paid: a reader may want to know."""
    words, governance = telling.words, telling.treatment.governance
    nobody, approval = words("about.nobody"), governance.approval
    approved = nobody
    if approval is not None:
        approved = words(
            "about.approval",
            name=approval.name,
            role=approval.role,
            registration=approval.registration,
            day=words.date(approval.on),
        )
    reviewers = "; ".join(_reader(each, words) for each in governance.reviewers)
    yield Heading(words("part.about"))
    yield Columns(2)
    yield Fields(
        (
            (words("about.approved"), approved),
            (words("about.author"), governance.author),
            *_translated(telling),
            (words("about.reviewers"), reviewers or nobody),
            (words("about.published"), words.date(governance.published)),
            (words("about.review_by"), words.date(governance.review_by)),
            (words("about.update_policy"), governance.update_policy),
            (words("about.funding"), governance.funding),
            (words("about.conflicts"), governance.conflicts),
        ),
        told=True,
    )
