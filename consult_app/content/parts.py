"""Read the records of a pack, each from its node to its value in the domain."""

from __future__ import annotations

import re

from consult_app.content import keys
from consult_app.content.conditions import Conditions
from consult_app.content.keys import Record, texts
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
    Moment,
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

RATE = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,6})?) in ([0-9]{1,3}(?:,[0-9]{3}){1,3}|[0-9]{1,9})", re.ASCII)
"""How a frequency is written, where it is known."""
UNKNOWN_RATE = "not known"
"""How it is written where it is not."""


class Parts:
    """Reads records whose ids and conditions are checked in one reading."""

    def __init__(self, reading: Reading, conditions: Conditions) -> None:
        self._reading = reading
        self._conditions = conditions

    def rule(self, node: Node, name: str) -> Rule:
        """Read an item of rules.yaml."""
        node.only(*keys.RULE)
        node.field("when")
        return Rule(
            id=name,
            severity=node.field("severity").one_of(Severity),
            when=self._conditions.when(node),
            citation=citation(node, self._reading),
            **_texts(node, keys.RULE),
        )

    def outcome(self, node: Node, name: str) -> Outcome:
        """Read an item of outcomes.yaml."""
        node.only(*keys.OUTCOME)
        cited = citation(node, self._reading)
        return Outcome(
            id=name,
            treated=rate(node.field("treated")),
            untreated=rate(node.field("untreated")),
            citation=cited,
            goals=goals(node, self._reading),
            course=_course(node, cited.facts),
            **_texts(node, keys.OUTCOME),
        )

    def option(self, node: Node, name: str) -> Option:
        """Read an item of options.yaml; all have the same keys, so that none looks better by silence."""
        node.only(*keys.OPTION)
        return Option(
            id=name,
            kind=node.field("kind").one_of(OptionKind),
            benefit_rate=rate(node.field("benefit_rate")),
            citation=citation(node, self._reading),
            offered=node.flag("offered", default=True),
            goals=goals(node, self._reading),
            **_texts(node, keys.OPTION),
        )

    def risk(self, node: Node, name: str) -> Risk:
        """Read an item of risks.yaml."""
        node.only(*keys.RISK)
        return Risk(
            id=name,
            harm=node.field("harm").one_of(Harm),
            frequency=rate(node.field("frequency")),
            red_flag=node.flag("red_flag", default=False),
            when=self._conditions.when(node),
            citation=citation(node, self._reading),
            **_texts(node, keys.RISK),
        )

    def statement(self, node: Node, name: str) -> Statement:
        """Read an item of statements.yaml; one that only defines or decides something needs no source."""
        node.only(*keys.STATEMENT)
        return Statement(
            id=name,
            citation=citation(node, self._reading, may_lack_source=True),
            refusal=node.flag("refusal", default=False),
            when=self._conditions.when(node),
            **_texts(node, keys.STATEMENT),
        )

    def advice(self, node: Node, name: str) -> Advice:
        """Read an item of aftercare.yaml."""
        node.only(*keys.ADVICE)
        return Advice(
            id=name,
            kind=node.field("kind").one_of(AdviceKind),
            citation=citation(node, self._reading),
            when=self._conditions.when(node),
            **_texts(node, keys.ADVICE),
        )

    def note(self, node: Node, name: str) -> Note:
        """Read an item of notes.yaml."""
        node.only(*keys.NOTE)
        return Note(
            id=name,
            citation=citation(node, self._reading),
            when=self._conditions.when(node),
            **_texts(node, keys.NOTE),
        )


def read_ingredient(node: Node, name: str, reading: Reading) -> Ingredient:
    """Read an item of ingredients.yaml."""
    node.only(*keys.INGREDIENT)
    return Ingredient(
        id=name,
        status=node.field("status").one_of(Status),
        citation=citation(node, reading),
        goals=goals(node, reading),
        **_texts(node, keys.INGREDIENT),
    )


def read_source(node: Node, name: str) -> Source:
    """Read an item of sources.yaml."""
    node.only(*keys.SOURCE)
    return Source(id=name, **_texts(node, keys.SOURCE))


def _texts(node: Node, record: Record) -> dict[str, str]:
    """Read all keys of a record that hold plain text."""
    said = {name: node.field(name).text() for name in texts(record, required=True)}
    return said | {name: node.said(name) for name in texts(record, required=False)}


def _course(node: Node, cited: tuple[str, ...]) -> tuple[Moment, ...]:
    """Read the times of a course; ContentError for one that no cited fact tells of."""
    listed = node.optional("course")
    return tuple(_moment(each, cited) for each in listed.items()) if listed else ()


def _moment(node: Node, cited: tuple[str, ...]) -> Moment:
    node.only(*keys.MOMENT)
    facts = tuple(each.text() for each in node.field("facts").items())
    if not facts or not set(facts) <= set(cited):
        raise node.field("facts").wrong(
            "moment-without-fact",
            "no cited fact tells of this time.",
            "Name at least one id of `facts` of `cites` of this record.",
        )
    return Moment(facts=facts, **_texts(node, keys.MOMENT))


def goals(node: Node, reading: Reading) -> tuple[str, ...]:
    """Read the goals that a record concerns; none means every goal."""
    return reading.refer_to_each("goal", node.optional("goals"))


def citation(node: Node, reading: Reading, *, may_lack_source: bool = False) -> Citation:
    """Read what stands behind a record; ContentError where nothing does."""
    cites = node.field("cites")
    cites.only(*keys.CITES)
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
    if written == UNKNOWN_RATE:
        return NOT_KNOWN
    found = RATE.fullmatch(written)
    if not found:
        what = f"'{written[:60]}' is no frequency."
        raise node.wrong("bad-rate", what, "Write it as `11 in 100` or `0.5 in 1,000`, or write `not known`.")
    count, of = found[1], int(found[2].replace(",", ""))
    if of == 0 or float(count) > of:
        raise node.wrong(
            "bad-rate", "more people than there are cannot be affected.", "Swap the two numbers."
        )
    return Rate(float(count) if "." in count else int(count), of)
