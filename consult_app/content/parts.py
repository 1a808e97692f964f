"""Read the records of a pack, each from its node to its value in the domain."""

from __future__ import annotations

import re

from consult_app.content.conditions import Conditions
from consult_app.content.node import Node
from consult_app.content.reading import Reading
from consult_app.domain.frequency import NOT_KNOWN, Frequency, Rate
from consult_app.domain.treatment import (
    Advice,
    AdviceKind,
    Certainty,
    Citation,
    Harm,
    Ingredient,
    Note,
    Option,
    OptionKind,
    Outcome,
    Risk,
    Rule,
    Severity,
    Source,
    Statement,
    Status,
    Verification,
)

_RATE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?) in ([0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,9})", re.ASCII)


class Parts:
    """Reads records whose ids and conditions are checked in one reading."""

    def __init__(self, reading: Reading, conditions: Conditions) -> None:
        self._reading = reading
        self._conditions = conditions

    def rule(self, node: Node, name: str) -> Rule:
        """Read an item of rules.yaml."""
        node.only("id", "severity", "title", "why", "advice", "when", "cites")
        node.field("when")
        return Rule(
            id=name,
            severity=node.field("severity").one_of(Severity),
            title=node.field("title").text(),
            why=node.field("why").text(),
            advice=node.field("advice").text(),
            when=self._conditions.when(node),
            citation=citation(node, self._reading),
        )

    def outcome(self, node: Node, name: str) -> Outcome:
        """Read an item of outcomes.yaml."""
        details = ("size", "sessions", "onset", "duration", "upkeep")
        node.only("id", "goals", "title", "text", "treated", "untreated", *details, "cites")
        return Outcome(
            id=name,
            title=node.field("title").text(),
            text=node.field("text").text(),
            treated=rate(node.field("treated")),
            untreated=rate(node.field("untreated")),
            citation=citation(node, self._reading),
            goals=goals(node, self._reading),
            **{each: node.said(each) for each in details},
        )

    def option(self, node: Node, name: str) -> Option:
        """Read an item of options.yaml; all have the same keys, so that none looks better by silence."""
        words = ("name", "what", "benefit", "lasts", "recovery", "risks")
        # Packs of records that are older than these have none; `forms check` demands them.
        later = ("sessions", "cost", "status")
        node.only("id", "kind", "goals", "offered", *words, *later, "benefit_rate", "cites")
        return Option(
            id=name,
            kind=node.field("kind").one_of(OptionKind),
            benefit_rate=rate(node.field("benefit_rate")),
            citation=citation(node, self._reading),
            offered=node.flag("offered", default=True),
            goals=goals(node, self._reading),
            **{each: node.field(each).text() for each in words},
            **{each: node.said(each) for each in later},
        )

    def risk(self, node: Node, name: str) -> Risk:
        """Read an item of risks.yaml."""
        words = ("name", "text", "onset", "duration", "what_to_do")
        node.only("id", *words, "harm", "frequency", "red_flag", "when", "cites")
        return Risk(
            id=name,
            harm=node.field("harm").one_of(Harm),
            frequency=rate(node.field("frequency")),
            red_flag=node.flag("red_flag", default=False),
            when=self._conditions.when(node),
            citation=citation(node, self._reading),
            **{each: node.field(each).text() for each in words},
        )

    def statement(self, node: Node, name: str) -> Statement:
        """Read an item of statements.yaml; one that only defines or decides something needs no source."""
        node.only("id", "text", "refusal", "when", "cites")
        return Statement(
            id=name,
            text=node.field("text").text(),
            citation=citation(node, self._reading, may_lack_source=True),
            refusal=node.flag("refusal", default=False),
            when=self._conditions.when(node),
        )

    def advice(self, node: Node, name: str) -> Advice:
        """Read an item of aftercare.yaml."""
        node.only("id", "kind", "text", "how_long", "when", "cites")
        return Advice(
            id=name,
            kind=node.field("kind").one_of(AdviceKind),
            text=node.field("text").text(),
            how_long=node.field("how_long").text(),
            citation=citation(node, self._reading),
            when=self._conditions.when(node),
        )

    def note(self, node: Node, name: str) -> Note:
        """Read an item of notes.yaml."""
        node.only("id", "title", "text", "when", "cites")
        return Note(
            id=name,
            title=node.field("title").text(),
            text=node.field("text").text(),
            citation=citation(node, self._reading),
            when=self._conditions.when(node),
        )


def read_ingredient(node: Node, name: str, reading: Reading) -> Ingredient:
    """Read an item of ingredients.yaml."""
    words = ("name", "drug_class", "plain", "status_text", "allergens", "avoid")
    node.only("id", "goals", *words, "status", "cites")
    return Ingredient(
        id=name,
        status=node.field("status").one_of(Status),
        citation=citation(node, reading),
        goals=goals(node, reading),
        **{each: node.field(each).text() for each in words},
    )


def read_source(node: Node, name: str) -> Source:
    """Read an item of sources.yaml."""
    words = ("title", "authors", "year", "address", "read")
    node.only("id", *words)
    return Source(id=name, **{each: node.field(each).text() for each in words})


def goals(node: Node, reading: Reading) -> tuple[str, ...]:
    """Read the goals that a record concerns; none means every goal."""
    return reading.refer_to_each("goal", node.optional("goals"))


def citation(node: Node, reading: Reading, *, may_lack_source: bool = False) -> Citation:
    """Read what stands behind a record; ContentError where nothing does."""
    cites = node.field("cites")
    cites.only("sources", "verified", "certainty", "facts")
    written = cites.field("sources")
    if not written.items() and not may_lack_source:
        raise written.wrong(
            "no-source", "no source stands behind this.", "Name at least one id of sources.yaml."
        )
    certainty, facts = cites.optional("certainty"), cites.optional("facts")
    return Citation(
        sources=reading.refer_to_each("source", written),
        verified=cites.field("verified").one_of(Verification),
        certainty=certainty.one_of(Certainty) if certainty else Certainty.NOT_GRADED,
        facts=tuple(each.text() for each in facts.items()) if facts else (),
    )


def rate(node: Node) -> Frequency:
    """Read `not known`, or `11 in 100`: never a frequency word, and never more than all."""
    written = node.text()
    if written == "not known":
        return NOT_KNOWN
    found = _RATE.fullmatch(written)
    if not found:
        what = f"'{written[:60]}' is no frequency."
        raise node.wrong("bad-rate", what, "Write it as `11 in 100` or `0.5 in 1,000`, or write `not known`.")
    count, of = found[1], int(found[2].replace(",", ""))
    if of == 0 or float(count) > of:
        raise node.wrong(
            "bad-rate", "more people than there are cannot be affected.", "Swap the two numbers."
        )
    return Rate(float(count) if "." in count else int(count), of)
