"""Screening: the one pure function that judges what was said against the rules of a treatment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from consult_app.domain.condition import ALWAYS, Condition, Facts, Truth, Value, evaluate
from consult_app.domain.consultation import AREAS_ID, Draft, Ground, Override, Sex
from consult_app.domain.derived import answers_behind
from consult_app.domain.questionnaire import DAY, Questionnaire, ask
from consult_app.domain.treatment import TOGETHER, Risk, Rule, Severity, Treatment

AGE, SEX, GOAL, AREAS, INGREDIENTS = "patient.age", "patient.sex", "goal", AREAS_ID, "ingredients"
_GRAVITY = {severity: gravity for gravity, severity in enumerate(Severity)}
GIVEN_FACTS = (AGE, SEX, GOAL, AREAS, INGREDIENTS)
"""Facts that are known without a question; conditions may name them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired (certain) or that cannot be excluded yet (open), with the answers behind it.

    `unasked` says that it is open only because questions have not been answered yet. A sex that is not
    recorded is no such question: nothing along the way asks for it.
    """

    rule: Rule
    certain: bool
    grounds: tuple[Ground, ...]
    override: Override | None = None
    unasked: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        waits = not self.certain and all(each.value is None and each.fact != SEX for each in self.grounds)
        object.__setattr__(self, "unasked", waits)

    @property
    def settled(self) -> bool:
        """Whether a clinician has answered it, with a reason where it takes one."""
        return self.override is not None and (bool(self.override.reason) or not self.reason_needed)

    @property
    def reason_needed(self) -> bool:
        """Whether going on takes a written reason: against a stop, or with something still open."""
        return self.rule.severity is Severity.STOP or not self.certain


@dataclass(frozen=True, slots=True)
class Assessment:
    """A judgement of a draft: the facts used, questions shown and missing, findings in fixed order.

    `judged` and `overrides` serve the next judgement: what no changed fact touches need not be judged again.
    """

    facts: Facts
    visible: tuple[str, ...]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]
    judged: Mapping[str, Finding | None] = field(default_factory=dict, repr=False, compare=False)
    overrides: tuple[Override, ...] = field(default=(), repr=False, compare=False)


class Advisability(Enum):
    """The verdict on top of the findings."""

    GO_ON = "go_on"
    TAKE_CARE = "take_care"
    STILL_OPEN = "still_open"
    DO_NOT_PROCEED = "do_not_proceed"


def given_facts(draft: Draft) -> dict[str, Value]:
    """Collect what is known without asking; what is not recorded stays out, so it stays unknown."""
    facts: dict[str, Value] = {
        DAY: draft.day.isoformat(),
        AGE: draft.patient.age_on(draft.day),
        GOAL: draft.goal,
    }
    if draft.patient.sex is not Sex.NOT_RECORDED:
        facts[SEX] = draft.patient.sex.value
    if draft.areas:
        facts[AREAS] = draft.areas
    if draft.mixture:
        facts[INGREDIENTS] = tuple(dict.fromkeys(portion.ingredient for portion in draft.mixture))
    return facts


def assess(treatment: Treatment, draft: Draft, before: Assessment | None = None) -> Assessment:
    """Judge a draft: same treatment and draft, same assessment, on any machine and any day.

    `before` is an earlier assessment by the same treatment; it makes this one quicker, never different.
    """
    return screen(treatment, given_facts(draft), draft.answers, draft.overrides, before)


def screen(
    treatment: Treatment,
    given: Mapping[str, Value],
    answers: Mapping[str, Value],
    overrides: tuple[Override, ...] = (),
    before: Assessment | None = None,
) -> Assessment:
    """Judge facts and answers without a consultation around them; `before` as in `assess`.

    Among the given facts DAY, an ISO 8601 date, is the day from which weeks are counted back.
    """
    asked = ask(treatment.questionnaire, _apart(given), answers)
    judged: dict[str, Finding | None] = {}
    changed = frozenset[str]() if before is None else _changed(before.facts, asked.facts)
    # With the sex, questions come to be asked that rules do not name it for.
    if before is not None and before.overrides == overrides and SEX not in changed:
        touched = treatment.rules_reading(changed)
        judged = {rule: finding for rule, finding in before.judged.items() if rule not in touched}
    known, never = asked.facts.known, asked.facts.not_applicable
    for rule, test in treatment.tests():
        if rule.id not in judged:
            silent = test(known, never) is Truth.FALSE
            judged[rule.id] = None if silent else _finding(treatment, rule, asked.facts, answers, overrides)
    # Sorting is stable, so rules of equal gravity and certainty keep the pack's order.
    findings = [finding for rule in treatment.rules if (finding := judged[rule.id]) is not None]
    findings.sort(key=lambda each: (_GRAVITY[each.rule.severity], not each.certain))
    return Assessment(asked.facts, asked.visible, asked.missing, tuple(findings), judged, overrides)


def _apart(given: Mapping[str, Value]) -> Mapping[str, Value]:
    """Give the goals of several treatments as several, so that a condition finds its own among them."""
    goal = given.get(GOAL)
    if isinstance(goal, str) and TOGETHER in goal:
        return {**given, GOAL: tuple(goal.split(TOGETHER))}
    return given


def advisability(assessment: Assessment) -> Advisability:
    """Sum up the findings; an override settles a finding but takes no warning away."""
    findings = assessment.findings
    if any(each.rule.severity is Severity.STOP and each.certain for each in findings):
        return Advisability.DO_NOT_PROCEED
    if any(not each.certain and not each.settled for each in findings):
        return Advisability.STILL_OPEN
    return Advisability.TAKE_CARE if findings else Advisability.GO_ON


def shown_risks(treatment: Treatment, facts: Facts) -> tuple[Risk, ...]:
    """Give the risks to talk through: all but those that cannot apply. Unknown is not no."""
    return tuple(risk for risk in treatment.risks if may_apply(risk.when, facts))


def may_apply(condition: Condition, facts: Facts) -> bool:
    """Whether a condition holds or may hold: unknown is not no."""
    return condition is ALWAYS or evaluate(condition, facts).truth is not Truth.FALSE


def _changed(before: Facts, now: Facts) -> frozenset[str]:
    """Name the facts that are known differently, or have come to apply or not."""
    old, new = before.known, now.known
    # A yes is not the number 1, although Python calls them equal.
    differing = (
        name
        for name in old.keys() | new.keys()
        if old.get(name) != new.get(name) or type(old.get(name)) is not type(new.get(name))
    )
    return frozenset(differing) | (before.not_applicable ^ now.not_applicable)


def _finding(
    treatment: Treatment,
    rule: Rule,
    facts: Facts,
    answers: Mapping[str, Value],
    overrides: tuple[Override, ...],
) -> Finding:
    judged = evaluate(rule.when, facts)
    certain = judged.truth is Truth.TRUE
    # What follows from answers is shown as those answers: a person can see and correct them.
    behind = dict.fromkeys(name for fact in judged.grounds for name in (answers_behind(fact) or (fact,)))
    known = facts.known
    unknown = [name for name in behind if name not in known]
    if unknown and all(_waits_for_sex(treatment.questionnaire, name, facts) for name in unknown):
        # It comes first, since a person is led to what stands first.
        behind = {SEX: None, **behind}
    # Rules read own words as the choice `other`; people read what was said.
    grounds = tuple(
        Ground(name, answers.get(name, known[name]) if name in known else None) for name in behind
    )
    override = next(
        (
            each
            for each in overrides
            if each.rule == rule.id and each.certain == certain and each.grounds == grounds
        ),
        None,
    )
    return Finding(rule, certain, grounds, override)


def _waits_for_sex(questionnaire: Questionnaire, name: str, facts: Facts) -> bool:
    """Whether an unanswered question is not asked because nobody recorded the patient's sex."""
    if name in facts.not_applicable or name not in questionnaire.steps:
        return False
    judged = evaluate(questionnaire.question(name).when, facts)
    return judged.truth is Truth.UNKNOWN and SEX in judged.grounds
