"""A treatment: all clinical content of one pack, decoded and immutable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from consult_app.domain.condition import ALWAYS, Condition
from consult_app.domain.frequency import Frequency
from consult_app.domain.questionnaire import Questionnaire

TREATMENT_DECISION = "d-treatment"
AGREE, DECLINE, NOT_TODAY = "agree", "decline", "not_today"


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
    """A part of the body that can be treated."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Goal:
    """What a treatment is for, and where."""

    id: str
    name: str
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason to stop, take care or ask more. `why` and `advice` are plain words for the room."""

    id: str
    severity: Severity
    title: str
    why: str
    advice: str
    when: Condition
    citation: Citation


@dataclass(frozen=True, slots=True)
class Outcome:
    """What can be expected; treated beside untreated, each a rate or not known."""

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


class OptionKind(Enum):
    """Where an option stands: the treatment itself, an alternative, or doing nothing."""

    TREATMENT = "treatment"
    ALTERNATIVE = "alternative"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Option:
    """A way to go; every option has the same fields so that all can stand side by side."""

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


class Status(Enum):
    """Regulatory status of an ingredient for this use, in the pack's jurisdiction."""

    APPROVED = "approved"
    OFF_LABEL = "off_label"
    COMPOUNDED = "compounded"
    NOT_APPROVED = "not_approved"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A substance that can be part of the mixture."""

    id: str
    name: str
    drug_class: str
    plain: str
    status: Status
    status_text: str
    allergens: str
    avoid: str
    citation: Citation


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


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person who read a pack and when."""

    name: str
    role: str
    on: date


@dataclass(frozen=True, slots=True)
class Governance:
    """Who stands behind a pack, until when, and who paid."""

    approved: bool
    author: str
    reviewers: tuple[Reviewer, ...]
    published: date
    review_by: date
    update_policy: str
    funding: str
    conflicts: str


@dataclass(frozen=True, slots=True)
class Treatment:
    """Everything that a pack says.

    `digest` is the SHA-256 of its files; `labels` are shared patient words.
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
    _source_by_id: Mapping[str, Source] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Looked up for every statement on every screen.
        object.__setattr__(self, "_source_by_id", {each.id: each for each in self.sources})

    def source(self, source_id: str) -> Source:
        """Find a source by id; KeyError where the pack has none."""
        return self._source_by_id[source_id]

    def unapproved(self, on: date) -> bool:
        """Whether "draft, not clinically approved" must show: not approved, or past its review date."""
        return not self.governance.approved or on > self.governance.review_by

    def option(self, option_id: str) -> Option:
        """Find an option by id; KeyError where the pack has none."""
        return {each.id: each for each in self.options}[option_id]

    def ingredient(self, ingredient_id: str) -> Ingredient:
        """Find an ingredient by id; KeyError where the pack has none."""
        return {each.id: each for each in self.ingredients}[ingredient_id]

    def rule(self, rule_id: str) -> Rule:
        """Find a rule by id; KeyError where the pack has none."""
        return {each.id: each for each in self.rules}[rule_id]
