"""A treatment: all clinical content of one pack, decoded and immutable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Protocol, TypeVar

from consult_app.domain.body import Region
from consult_app.domain.condition import ALWAYS, Condition, Test, ready
from consult_app.domain.derived import read_by
from consult_app.domain.frequency import Frequency
from consult_app.domain.questionnaire import Questionnaire

TREATMENT_DECISION = "d-treatment"
AGREE, DECLINE, NOT_TODAY = "agree", "decline", "not_today"
TOGETHER = "+"
"""Stands between the ids of treatments, and of goals, that are talked through in one consultation."""


def in_language(treatment: str, language: str) -> str:
    """Name a treatment, or several together, in a language that was translated to."""
    return TOGETHER.join(f"{each}.{language}" for each in treatment.split(TOGETHER))


class Severity(Enum):
    """What a rule asks for, gravest first."""

    STOP = "stop"
    CAUTION = "caution"
    ASK_MORE = "ask_more"


class Verification(Enum):
    """How far the fact behind a statement was checked (`verified` in the collected facts)."""

    READ = "read"
    SEED = "seed"
    RECALLED = "recalled"
    DECLARED = "declared"
    """What a patient decides or says of herself: nothing that could be checked."""


class Certainty(Enum):
    """GRADE certainty of evidence; opinion and not graded are kept apart from it."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"
    OPINION = "opinion"
    NOT_GRADED = "not_graded"


@dataclass(frozen=True, slots=True)
class Citation:
    """What stands behind a statement: fact ids, source ids, how far checked, how certain."""

    sources: tuple[str, ...]
    verified: Verification
    certainty: Certainty = Certainty.NOT_GRADED
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A publication, label or regulator's page; `read` says how much of it was actually seen."""

    id: str
    title: str
    authors: str
    year: str
    address: str
    read: str


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the body that can be treated, and the regions of the drawings that it covers, if any."""

    id: str
    name: str
    regions: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """What a treatment is for, and where.

    `problem` says what it is about, also if nothing is done; `decision` what has to be decided.
    """

    id: str
    name: str
    areas: tuple[Area, ...]
    problem: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason to stop, take care or ask more. `why` and `advice` are plain words for the room.

    `about` names the treatment that it concerns, where several are talked through and it is not all of them.
    """

    id: str
    severity: Severity
    title: str
    why: str
    advice: str
    when: Condition
    citation: Citation
    about: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known of one time in a course, in words; `facts` are those that say so."""

    when: str
    what: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What can be expected; treated beside untreated, each a rate or not known. No goals means every goal.

    `course` tells the times of which something is known, in order; nothing is known between them.
    """

    id: str
    title: str
    text: str
    treated: Frequency
    untreated: Frequency
    citation: Citation
    size: str = ""
    sessions: str = ""
    onset: str = ""
    duration: str = ""
    upkeep: str = ""
    goals: tuple[str, ...] = ()
    course: tuple[Moment, ...] = ()


class OptionKind(Enum):
    """Where an option stands: the treatment itself, an alternative, or doing nothing."""

    TREATMENT = "treatment"
    ALTERNATIVE = "alternative"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Option:
    """A way to go; every option has the same fields so that all can stand side by side.

    `recovery` says what it is like and how much time it takes, `status` who approved it, `offered` whether
    this practice does it. No goals means every goal.
    """

    id: str
    kind: OptionKind
    name: str
    what: str
    benefit: str
    benefit_rate: Frequency
    lasts: str
    recovery: str
    risks: str
    citation: Citation
    sessions: str = ""
    cost: str = ""
    status: str = ""
    offered: bool = True
    goals: tuple[str, ...] = ()


class Status(Enum):
    """Regulatory status of an ingredient for this use, in the pack's jurisdiction."""

    APPROVED = "approved"
    OFF_LABEL = "off_label"
    COMPOUNDED = "compounded"
    NOT_APPROVED = "not_approved"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A substance that can be part of the mixture. No goals means every goal."""

    id: str
    name: str
    drug_class: str
    plain: str
    status: Status
    status_text: str
    allergens: str
    avoid: str
    citation: Citation
    goals: tuple[str, ...] = ()


class Harm(Enum):
    """How grave a risk is when it happens."""

    MILD = "mild"
    MODERATE = "moderate"
    SERIOUS = "serious"


@dataclass(frozen=True, slots=True)
class Risk:
    """An unwanted effect: how often (or not known), when it starts, how long it lasts, what to do."""

    id: str
    name: str
    text: str
    harm: Harm
    frequency: Frequency
    onset: str
    duration: str
    what_to_do: str
    citation: Citation
    red_flag: bool = False
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of the consent form or of the refusal, printed where its condition is true."""

    id: str
    text: str
    citation: Citation
    refusal: bool = False
    when: Condition = ALWAYS


class AdviceKind(Enum):
    """The parts of an aftercare sheet."""

    DO = "do"
    AVOID = "avoid"
    NORMAL = "normal"
    RED_FLAG = "red_flag"


@dataclass(frozen=True, slots=True)
class Advice:
    """A line of the aftercare sheet; `how_long` says for how long, or that this was not tested."""

    id: str
    kind: AdviceKind
    text: str
    how_long: str
    citation: Citation
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Note:
    """What the clinician should know while preparing: depth, angle, needle. Never shown to the patient."""

    id: str
    title: str
    text: str
    citation: Citation
    when: Condition = ALWAYS


class _ForGoals(Protocol):
    @property
    def goals(self) -> tuple[str, ...]: ...


_G = TypeVar("_G", bound=_ForGoals)


def for_goal(records: Iterable[_G], goal: str) -> tuple[_G, ...]:
    """Give the records that concern a goal or several together: those that name it or name none."""
    wanted = goal.split(TOGETHER)
    return tuple(each for each in records if not each.goals or not set(wanted).isdisjoint(each.goals))


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person who read a pack and when."""

    name: str
    role: str
    on: date


@dataclass(frozen=True, slots=True)
class Translation:
    """Who put a pack into another language, and who compared it with the words that it was made from.

    `beside` and `beside_text` say in the `original` language that nobody stands behind it.
    """

    translator: str = ""
    on: date | None = None
    checked: tuple[Reviewer, ...] = ()
    beside: str = ""
    beside_text: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved the very words of a pack, and when."""

    name: str
    role: str
    registration: str
    on: date


@dataclass(frozen=True, slots=True)
class Governance:
    """Who stands behind a pack, until when, and who paid. Without an approval it is a draft."""

    author: str
    reviewers: tuple[Reviewer, ...]
    published: date
    review_by: date
    update_policy: str
    funding: str
    conflicts: str
    approval: Approval | None = None

    @property
    def approved(self) -> bool:
        """Whether a clinical lead stands behind these very words."""
        return self.approval is not None


Cited = Rule | Outcome | Option | Ingredient | Risk | Statement | Advice | Note


@dataclass(frozen=True, slots=True)
class Treatment:
    """Everything that a pack says.

    `digest` is the SHA-256 of its files; `labels` are shared patient words. `sources` are those cited.
    """

    id: str
    name: str
    version: str
    digest: str
    language: str
    jurisdiction: str
    summary: str
    goals: tuple[Goal, ...]
    questionnaire: Questionnaire
    rules: tuple[Rule, ...]
    outcomes: tuple[Outcome, ...]
    options: tuple[Option, ...]
    ingredients: tuple[Ingredient, ...]
    risks: tuple[Risk, ...]
    statements: tuple[Statement, ...]
    advice: tuple[Advice, ...]
    sources: tuple[Source, ...]
    governance: Governance
    hoped_for: str
    labels: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    translation: Translation | None = None
    _source_by_id: Mapping[str, Source] = field(init=False, repr=False, compare=False)
    _rules_by_fact: Mapping[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    _recalled: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _tests: tuple[tuple[Rule, Test], ...] = field(init=False, repr=False, compare=False)

    @property
    def written_in(self) -> str:
        """The language of what nobody translates, such as titles of sources."""
        return (self.translation.original if self.translation else "") or self.language

    def __post_init__(self) -> None:
        recalled = (each.id for each in self.cited if each.citation.verified is Verification.RECALLED)
        object.__setattr__(self, "_recalled", tuple(recalled))
        object.__setattr__(self, "_tests", tuple((rule, ready(rule.when)) for rule in self.rules))
        # Looked up for every statement on every screen.
        object.__setattr__(self, "_source_by_id", {each.id: each for each in self.sources})
        reading: dict[str, set[str]] = {}
        for rule in self.rules:
            for name in read_by(rule.when):
                reading.setdefault(name, set()).add(rule.id)
        by_fact = {fact: frozenset(rules) for fact, rules in reading.items()}
        object.__setattr__(self, "_rules_by_fact", by_fact)

    def rules_reading(self, facts: Iterable[str]) -> frozenset[str]:
        """Name the rules that read any of the facts."""
        return frozenset[str]().union(*(self._rules_by_fact.get(fact, ()) for fact in facts))

    def tests(self) -> tuple[tuple[Rule, Test], ...]:
        """Give each rule with the test of its condition."""
        return self._tests

    def source(self, source_id: str) -> Source:
        """Find a source by id; KeyError where the pack has none."""
        return self._source_by_id[source_id]

    @property
    def cited(self) -> tuple[Cited, ...]:
        """Every record that something stands behind, in the order of the pack's files."""
        return (
            *self.rules,
            *self.outcomes,
            *self.options,
            *self.ingredients,
            *self.risks,
            *self.statements,
            *self.advice,
            *self.notes,
        )

    @property
    def recalled(self) -> tuple[str, ...]:
        """The ids of what nobody has checked against a source yet."""
        return self._recalled

    def unapproved(self, on: date) -> bool:
        """Whether "draft, not clinically approved" must show.

        So it must without an approval, past the review date, and where something is only recalled.
        """
        return not self.governance.approved or on > self.governance.review_by or bool(self._recalled)

    @property
    def unchecked(self) -> bool:
        """Whether "translation not checked" must show: this is one, and nobody approved it."""
        return self.translation is not None and not self.governance.approved

    def option(self, option_id: str) -> Option:
        """Find an option by id; KeyError where the pack has none."""
        return {each.id: each for each in self.options}[option_id]

    def ingredient(self, ingredient_id: str) -> Ingredient:
        """Find an ingredient by id; KeyError where the pack has none."""
        return {each.id: each for each in self.ingredients}[ingredient_id]

    def rule(self, rule_id: str) -> Rule:
        """Find a rule by id; KeyError where the pack has none."""
        return {each.id: each for each in self.rules}[rule_id]
