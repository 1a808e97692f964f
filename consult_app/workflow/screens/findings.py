"""The findings beside every page: verdict, cards, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from consult_app.domain.compose import ground_text
from consult_app.domain.consultation import Ground
from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Gap, Lack
from consult_app.domain.rule_words import Naming, by_its_texts, condition_words
from consult_app.domain.screening import AREAS, INGREDIENTS, Advisability, Finding, advisability
from consult_app.domain.treatment import Citation, Severity, Treatment, Verification
from consult_app.domain.wording import Words
from consult_app.workflow.consulting import Conversation

_GIVEN_AT = {AREAS: Step.MATTERS, INGREDIENTS: Step.INGREDIENTS}


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind a statement, in words.

    Certainty, sources (authors, year), whether nobody checked it yet.
    """

    certainty: str
    sources: tuple[str, ...]
    recalled: bool


@dataclass(frozen=True, slots=True)
class GroundLine:
    """An answer behind a finding; `step` is where it can be changed, `None` for the patient's details."""

    fact: str
    text: str
    step: Step | None


@dataclass(frozen=True, slots=True)
class FindingCard:
    """A finding as shown.

    Rule in words, answers behind it, what to do, sources, the clinician's answer (`begun` is one that is
    still being written), and which of several treatments it is `about`.
    """

    rule: str
    severity: Severity
    certain: bool
    settled: bool
    reason_needed: bool
    title: str
    why: str
    advice: str
    grounds: tuple[GroundLine, ...]
    behind: Behind
    reason: str
    clinician: str
    about: str = ""
    rule_words: str = ""
    begun: str = ""


@dataclass(frozen=True, slots=True)
class FindingsScreen:
    """The panel: cards for what fired or is unsure; `unasked` rules wait for answers not given yet.

    `findings` are those behind the cards, for the next screen.
    """

    verdict: Advisability
    cards: tuple[FindingCard, ...]
    unsettled: int
    unasked: int
    missing: int
    next_gap: Gap | None
    findings: tuple[Finding, ...] = field(default=(), repr=False, compare=False)


def findings_screen(conversation: Conversation, before: FindingsScreen | None = None) -> FindingsScreen:
    """Show the findings; rules that only wait for unasked questions are counted, not shown as cards.

    A finding that stands as in an earlier screen of the same consultation has the same card again.
    """
    findings = conversation.assessment.findings
    shown = tuple(each for each in findings if not each.unasked or each.settled)
    found = conversation.gaps
    unconfirmed = sum(gap.lack is Lack.CONFIRM for gap in found)
    return FindingsScreen(
        _verdict(conversation, unconfirmed),
        _cards(conversation, shown, before),
        sum(not each.settled for each in shown),
        len(findings) - len(shown),
        len(conversation.assessment.missing) + unconfirmed,
        found[0] if found else None,
        shown,
    )


def _cards(
    talk: Conversation, findings: tuple[Finding, ...], before: FindingsScreen | None
) -> tuple[FindingCard, ...]:
    # Judging gives a finding that nothing touched as the same object again; those of `before` are alive.
    known = dict(zip(map(id, before.findings), before.cards, strict=True)) if before else {}
    naming = cache(lambda: by_its_texts(talk.treatment))

    def card(finding: Finding) -> FindingCard:
        same = known.get(id(finding))
        if same is not None and same.begun == talk.draft.reasons.get(finding.rule.id, ""):
            return same
        return _card(talk, finding, naming())

    return tuple(map(card, findings))


def _verdict(conversation: Conversation, unconfirmed: int) -> Advisability:
    """Sum up; with answers of last time that were not asked again, nothing counts as clear yet."""
    verdict = advisability(conversation.assessment)
    clear = verdict in (Advisability.GO_ON, Advisability.TAKE_CARE)
    return Advisability.STILL_OPEN if unconfirmed and clear else verdict


def behind(treatment: Treatment, citation: Citation) -> Behind:
    """Say what stands behind a statement."""
    return Behind(
        Words(treatment.labels)(f"certainty.{citation.certainty.value}"),
        tuple(
            f"{source.authors} ({source.year}). {source.title}."
            for source in map(treatment.source, citation.sources)
        ),
        citation.verified is Verification.RECALLED,
    )


def step_of(treatment: Treatment, fact: str) -> Step | None:
    """Say at which step a fact can be changed; None for the patient's own details."""
    return _GIVEN_AT.get(fact) or treatment.questionnaire.steps.get(fact)


def _card(talk: Conversation, finding: Finding, naming: Naming) -> FindingCard:
    treatment, rule, given = talk.treatment, finding.rule, finding.override
    return FindingCard(
        rule.id,
        rule.severity,
        finding.certain,
        finding.settled,
        finding.reason_needed,
        rule.title,
        rule.why,
        rule.advice,
        tuple(_line(treatment, ground) for ground in finding.grounds),
        behind(treatment, rule.citation),
        given.reason if given else "",
        given.clinician if given else "",
        Words(treatment.labels)("finding.about", treatment=rule.about) if rule.about else "",
        condition_words(rule.when, naming),
        talk.draft.reasons.get(rule.id, ""),
    )


def _line(treatment: Treatment, ground: Ground) -> GroundLine:
    text = ground_text(treatment, ground, Words(treatment.labels))
    return GroundLine(ground.fact, text, step_of(treatment, ground.fact))
