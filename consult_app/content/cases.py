"""Run the cases of a pack: for these answers exactly these findings; each rule fires and keeps silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consult_app.content import keys
from consult_app.content.answers import AnswerReader, split
from consult_app.content.loader import records
from consult_app.content.node import Node
from consult_app.content.parse import parse
from consult_app.content.reading import Reading
from consult_app.content.suggestion import did_you_mean
from consult_app.content.text import CASES, PackText
from consult_app.domain.condition import Value
from consult_app.domain.questionnaire import DAY
from consult_app.domain.screening import screen
from consult_app.domain.treatment import Treatment
from consult_app.errors import ContentError

_RULES = "rules.yaml"
_MOST = 8
"""The most differences that are told of one case."""


@dataclass(slots=True)
class _Seen:
    """Which rules fired in some case, and which kept silent in some."""

    fired: set[str] = field(default_factory=set)
    silent: set[str] = field(default_factory=set)


def run_cases(text: PackText, treatment: Treatment) -> list[ContentError]:
    """Run all cases of a pack without mistakes; a difference is a ContentError at the case or rule."""
    where = f"{text.where}/{CASES}"
    if text.cases is None:
        what = "there are no cases."
        return [ContentError("file-missing", f"{where}:1", what, "Add the file, with cases for each rule.")]
    reading, seen = Reading(), _Seen()
    with reading.noting():
        node = parse(text.cases, where)
        node.only(*keys.CASES)
        # An age that follows from a birth date must not follow from today as well.
        written = node.optional("on")
        on = written.date() if written else treatment.governance.published
        reader = AnswerReader(treatment, on)
        baseline = reader.read(node.field("baseline"))
        for item in node.field("cases").items():
            with reading.noting():
                _run(item, {DAY: on.isoformat(), **baseline}, reader, treatment, seen)
        # Where the file itself has a mistake, no case was run, and that says nothing of the rules.
        for item in records(text, _RULES, reading).items():
            reading.problems.extend(_unseen(item, item.field("id").raw, seen))
    return reading.problems


def case_count(text: PackText) -> int:
    """Count the cases of a checked pack."""
    return len(parse(text.cases or "cases: []", text.where).field("cases").items())


def _run(
    node: Node, baseline: Mapping[str, Value | None], reader: AnswerReader, treatment: Treatment, seen: _Seen
) -> None:
    node.only(*keys.CASE)
    node.field("name").text()
    given = node.optional("given")
    values = {**baseline, **(reader.read(given) if given else {})}
    for item in _list(node, "unanswered"):
        if values.pop(item.text(), None) is None:
            what = f"'{item.raw[:60]}' is not answered anyway."
            raise item.wrong("unknown-question", what, did_you_mean(item.raw, values))
    assessment = screen(treatment, *split(values))
    found = {each.rule.id: each.certain for each in assessment.findings}
    seen.fired |= {rule for rule, certain in found.items() if certain}
    seen.silent |= {rule.id for rule in treatment.rules} - found.keys()
    wanted = dict.fromkeys(_rules(node, "certain", treatment), True)
    wanted |= dict.fromkeys(_rules(node, "open", treatment), False)
    if found != wanted:
        what = f"'{node.field('name').text()[:60]}': {_difference(wanted, found)}."
        raise node.wrong("case-differs", what, "Correct the case, or the rule.")


def _list(node: Node, name: str) -> tuple[Node, ...]:
    found = node.optional(name)
    return found.items() if found else ()


def _rules(node: Node, name: str, treatment: Treatment) -> tuple[str, ...]:
    known = [each.id for each in treatment.rules]
    for item in _list(node, name):
        if item.text() not in known:
            raise item.wrong(
                "unknown-rule", f"there is no rule '{item.raw[:60]}'.", did_you_mean(item.raw, known)
            )
    return tuple(each.text() for each in _list(node, name))


def _difference(wanted: Mapping[str, bool], found: Mapping[str, bool]) -> str:
    states = {True: "certain", False: "open", None: "silent"}
    differing = [
        f"{rule} should be {states[wanted.get(rule)]} but is {states[found.get(rule)]}"
        for rule in sorted({**wanted, **found})
        if wanted.get(rule) is not found.get(rule)
    ]
    more = len(differing) - _MOST
    return "; ".join((*differing[:_MOST], *((f"and {more} more",) if more > 0 else ())))


def _unseen(item: Node, rule: str, seen: _Seen) -> list[ContentError]:
    lacks = (("fires", seen.fired), ("keeps silent", seen.silent))
    return [
        item.wrong("rule-untested", f"{rule} {verb} in no case.", f"Add a case to {CASES} in which it does.")
        for verb, rules in lacks
        if rule not in rules
    ]
