"""Find what no answer can reach: questions never asked, rules that never or always fire, contradictions."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.content.conditions import Places
from consult_app.content.possible import Possible
from consult_app.domain.condition import ALWAYS, AllOf, AnyOf, Condition, Not
from consult_app.domain.derived import read_by
from consult_app.domain.treatment import Advice, Note, Risk, Statement, Treatment
from consult_app.errors import ContentError


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What to say of a condition that comes out one way only; `{0}` is the id of its record."""

    code: str
    what: str
    remedy: str


_NEVER_ASKED = _Verdict(
    "unreachable-question",
    "{0} can never be asked: no answers make its condition true.",
    "Correct the condition, or delete the question.",
)
_ALWAYS_ASKED = _Verdict(
    "always-asked",
    "the condition of {0} is true whatever is answered.",
    "Delete the condition, or correct it.",
)
_NEVER_FIRES = _Verdict(
    "rule-never",
    "{0} can never fire: no answers make its condition true.",
    "Correct the condition, or delete the rule.",
)
_ALWAYS_FIRES = _Verdict(
    "rule-always",
    "{0} fires whatever is answered.",
    "Correct the condition: a rule must be able to keep silent.",
)
_NEVER_SHOWN = _Verdict(
    "never-shown",
    "{0} can never be shown: no answers make its condition true.",
    "Correct the condition, or delete the record.",
)
_ALWAYS_SHOWN = _Verdict(
    "always-true",
    "the condition of {0} is true whatever is answered.",
    "Delete the condition, or correct it.",
)
_CONTRADICTION = _Verdict(
    "contradiction",
    "this part of the condition of {0} can never be true.",
    "Correct it, or delete the part.",
)


def find_unreached(treatment: Treatment, places: Places) -> list[ContentError]:
    """Name every condition that comes out one way only, and every part of one that can never be true.

    What hangs on a question that is never asked is passed over: that mistake is named already.
    """
    looking = _Looking(Possible(treatment), places)
    found: list[ContentError] = []
    never: set[str] = set()
    for question in treatment.questionnaire:
        if never.isdisjoint(read_by(question.when)):
            wrong = looking.at(question.id, question.when, _NEVER_ASKED, _ALWAYS_ASKED)
            found += wrong
            if all(each.code != _NEVER_ASKED.code for each in wrong):
                continue
        never.add(question.id)
    for rule in treatment.rules:
        if never.isdisjoint(read_by(rule.when)):
            found += looking.at(rule.id, rule.when, _NEVER_FIRES, _ALWAYS_FIRES)
    others: tuple[Risk | Statement | Advice | Note, ...] = (
        *treatment.risks,
        *treatment.statements,
        *treatment.advice,
        *treatment.notes,
    )
    for shown in others:
        if never.isdisjoint(read_by(shown.when)):
            found += looking.at(shown.id, shown.when, _NEVER_SHOWN, _ALWAYS_SHOWN)
    return found


class _Looking:
    """Looks at conditions one by one."""

    def __init__(self, possible: Possible, places: Places) -> None:
        self._possible = possible
        self._places = places

    def at(self, record: str, when: Condition, never: _Verdict, always: _Verdict) -> list[ContentError]:
        """Name what is wrong with the condition of a record."""
        if when is ALWAYS:
            return []
        if not self._possible.true(when):
            return [self._wrong(when, never, record)]
        parts = self._contradictions(when, possible=True)
        wrong = [self._wrong(part, _CONTRADICTION, record) for part in parts]
        return wrong if self._possible.untrue(when) else [self._wrong(when, always, record), *wrong]

    def _contradictions(self, condition: Condition, *, possible: bool) -> list[Condition]:
        """Give the smallest parts that can never be true; `possible` says whether the whole can."""
        # Where all can be true, each can.
        sound = possible and isinstance(condition, AllOf)
        found: list[Condition] = []
        for part in _operands(condition):
            can = sound or self._possible.true(part)
            inside = self._contradictions(part, possible=can)
            found += inside if inside or can else [part]
        return found

    def _wrong(self, part: Condition, verdict: _Verdict, record: str) -> ContentError:
        return self._places.of(part).wrong(verdict.code, verdict.what.format(record), verdict.remedy)


def _operands(condition: Condition) -> tuple[Condition, ...]:
    match condition:
        case AllOf(operands) | AnyOf(operands):
            return operands
        case Not(inner):
            return (inner,)
        case _:
            return ()
