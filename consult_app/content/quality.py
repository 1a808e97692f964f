"""What makes a pack fit for patients beyond being readable by the program: words, sources, dates, facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from consult_app.content.facts_kept import KeptFacts
from consult_app.content.ipdas import lacks
from consult_app.content.node import Node
from consult_app.content.passages import STATEMENTS, Passage, passages
from consult_app.content.readability import Grades, grades
from consult_app.content.shared import by_id
from consult_app.content.suggestion import did_you_mean
from consult_app.content.text import COVER, SOURCES
from consult_app.content.wording import Wording
from consult_app.domain.treatment import Cited, Treatment, Verification
from consult_app.errors import ContentError

HIGHEST_GRADE = 8.0
"""The school grade that no passage for patients may pass, by either measure."""
LONGEST_SENTENCE = 25
"""The most words of a sentence."""

_NEGATION = r"(?:not|never|no|nobody|nothing|none|cannot|without|\w+n['\u2019]t)"
_NEGATIVE = (
    r"(?:uncommon|unlikely|unusual|unsafe|unknown|impossible|unable|without|not|never|nobody|nothing|none)"
)
_BETWEEN = r"(?: (?!and\b|or\b|but\b|nor\b|if\b)\w+)"
_DOUBLE = re.compile(rf"\b{_NEGATION}{_BETWEEN}{{0,2}} {_NEGATIVE}\b", re.IGNORECASE)
_NOTHING = ("nothing", "none", "not read")
"""How `read:` begins of a source of which nothing was read."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the records of a pack stand: the parsed files by name, shared records in their places."""

    files: Mapping[str, Node]

    @property
    def cover(self) -> Node:
        """The node of pack.yaml."""
        return self.files[COVER]

    def at(self, file: str, record: str) -> Node:
        """Give the place of a record; the file's beginning where it has none of its own."""
        if file == COVER:
            return _goals(self.cover).get(record, self.cover)
        node = self.files[file]
        inside = (each.fields["questions"] for each in node.parts if "questions" in each.fields)
        found = by_id(node) | {key: each for part in inside for key, each in by_id(part).items()}
        return found.get(record, node)


def faults(
    treatment: Treatment, pages: Pages, wording: Wording, facts: KeptFacts | None, on: date | None
) -> Iterator[ContentError]:
    """Name what is wrong with a pack that can be read; `on` is today, None where that does not matter."""
    yield from _governed(treatment, pages.cover, on)
    for lack in lacks(treatment, on):
        yield pages.at(lack.file, lack.record).wrong("ipdas", lack.what, lack.remedy)
    exempt = wording.exempting(treatment.questionnaire.medicines)
    for passage in passages(treatment):
        place = pages.at(passage.file, passage.id)
        yield from _banned(passage, place, wording)
        if passage.graded:
            yield from _hard(passage, place, grades(passage.parts, exempt))
    yield from _cited(treatment, pages, facts)
    yield from _unused(treatment, pages)


def graded(treatment: Treatment, wording: Wording) -> tuple[tuple[Passage, Grades], ...]:
    """Grade every passage that patients read."""
    exempt = wording.exempting(treatment.questionnaire.medicines)
    return tuple((each, grades(each.parts, exempt)) for each in passages(treatment) if each.graded)


def _governed(treatment: Treatment, cover: Node, on: date | None) -> Iterator[ContentError]:
    governance = cover.field("governance")
    if on is not None and on > treatment.governance.review_by:
        remedy = "Read every statement again, then set `published` and `review_by` anew."
        yield governance.field("review_by").wrong("review-past", "the review date is past.", remedy)
    if stale := governance.optional("approved"):
        remedy = "Delete the line; `consult-app forms approve` records an approval."
        yield stale.wrong("approved-key", "a pack cannot say of itself that it is approved.", remedy)


def _banned(passage: Passage, place: Node, wording: Wording) -> Iterator[ContentError]:
    name = f"'{passage.id}'" if passage.id else "the summary"
    for part in passage.parts:
        for phrase, instead in wording.banned_in(part):
            # The line of the very words, where they stand in a field of the record itself.
            at = next((each for each in place.fields.values() if each.raw.strip() == part), place)
            yield at.wrong(
                "banned-phrase", f"{name} says '{phrase}', which promises too much.", f"Say: {instead}"
            )


def _hard(passage: Passage, place: Node, grade: Grades) -> Iterator[ContentError]:
    name = f"'{passage.id}'" if passage.id else "the summary"
    if grade.worst > HIGHEST_GRADE:
        what = f"{name} takes {grade.worst:g} years of school to read"
        detail = f" (Flesch-Kincaid {grade.flesch_kincaid:g}, SMOG {grade.smog:g})."
        remedy = "Use shorter sentences and words of one or two syllables."
        yield place.wrong("hard-to-read", what + detail, remedy)
    if grade.longest > LONGEST_SENTENCE:
        what = f"{name} has a sentence of {grade.longest} words."
        yield place.wrong("long-sentence", what, f"Keep to {LONGEST_SENTENCE}.")
    for part in passage.parts:
        if found := _DOUBLE.search(part):
            what = f"{name} has a double negative: '{found[0]}'."
            yield place.wrong("double-negative", what, "Say it the other way round.")


def _cited(treatment: Treatment, pages: Pages, facts: KeptFacts | None) -> Iterator[ContentError]:
    files = (name for name in pages.files if name not in (COVER, SOURCES))
    found = {key: (name, node) for name in files for key, node in by_id(pages.files[name]).items()}
    for record in treatment.cited:
        file, node = found[record.id]
        yield from _declared(record, file, node)
        yield from _read(record, node, treatment)
        if facts is not None:
            yield from _backed(record, node, facts)


def _unused(treatment: Treatment, pages: Pages) -> Iterator[ContentError]:
    """Name the sources of the pack's own that nothing in it cites; what packs share is looked at apart."""
    cited = {name for each in treatment.cited for name in each.citation.sources}
    cited.update(name for each in treatment.questionnaire for name in each.sources)
    for name, node in by_id(pages.files[SOURCES]).items():
        if name not in cited:
            what = f"nothing in the pack cites the source '{name}'."
            yield node.wrong("unused-source", what, "Cite it where it belongs, or delete it.")


def _declared(record: Cited, file: str, node: Node) -> Iterator[ContentError]:
    """Hold what is declared, recalled and read apart."""
    citation = record.citation
    declared = citation.verified is Verification.DECLARED
    if declared and (file != STATEMENTS or citation.sources):
        what = f"'{record.id}' is no declaration: it says something that can be checked."
        yield node.field("cites").wrong("not-declared", what, "Write `verified: read`, seed or recalled.")
    if not declared and not citation.sources:
        what = f"'{record.id}' has no source."
        remedy = "Name one, or write `verified: declared` where a patient only says what she decides."
        yield node.field("cites").wrong("no-source", what, remedy)


def _read(record: Cited, node: Node, treatment: Treatment) -> Iterator[ContentError]:
    """Refuse a mark of having been checked where nothing was read of any source."""
    citation = record.citation
    unread = all(treatment.source(each).read.casefold().startswith(_NOTHING) for each in citation.sources)
    if citation.sources and unread and citation.verified is not Verification.RECALLED:
        what = f"'{record.id}' is marked {citation.verified.value}, but nothing was read of its sources."
        remedy = "Write `verified: recalled`, or read one and say in `read:` how much."
        yield node.field("cites").wrong("recalled-unmarked", what, remedy)


def _backed(record: Cited, node: Node, facts: KeptFacts) -> Iterator[ContentError]:
    """Compare a record with the collected facts that it names: it cannot be surer than they are."""
    written = node.field("cites").optional("facts")
    for item in written.items() if written else ():
        if item.text() not in facts.marks:
            what = f"there is no fact '{item.raw[:60]}'."
            yield item.wrong("unknown-fact", what, did_you_mean(item.raw, facts.marks))
        elif facts.weaker(item.text(), record.citation.verified):
            mark = facts.marks[item.text()].value
            what = f"'{record.id}' is marked {record.citation.verified.value}, the fact '{item.raw}' {mark}."
            yield item.wrong("mark-too-good", what, f"Write `verified: {mark}`.")


def _goals(cover: Node) -> dict[str, Node]:
    goals = cover.fields.get("goals")
    return by_id(goals) if goals else {}
