"""The three things that matter most to this patient, by a rule that anybody can repeat.

Reasons not to treat come first, then risks that matter to this patient and those added by hand, then what
else was found, then the gravest risks. Within each, the order is that of the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from consult_app.domain.compose.findings import heading
from consult_app.domain.compose.sentences import joined
from consult_app.domain.compose.telling import Telling
from consult_app.domain.consultation import RiskTalk
from consult_app.domain.document import Phrase
from consult_app.domain.screening import Finding
from consult_app.domain.treatment import Harm, Risk, Severity

MOST = 3
"""So many things can be kept in mind."""


def foremost(telling: Telling) -> tuple[Phrase, ...]:
    """Give at most three; in a refusal only what came up, no risk of what is not done."""
    return tuple(islice(_in_order(telling), MOST))


def _in_order(telling: Telling) -> Iterator[Phrase]:
    stops = [each for each in telling.findings if each.rule.severity is Severity.STOP]
    others = [each for each in telling.findings if each.rule.severity is not Severity.STOP]
    talks = telling.draft.risks
    material = [each for each in telling.risks if _matters(talks.get(each.id, RiskTalk()))]
    yield from (_of_finding(each, telling) for each in stops)
    yield from (_of_risk(each, telling) for each in material)
    yield from (Phrase("", lead=each) for each in telling.draft.own_risks)
    yield from (_of_finding(each, telling) for each in others)
    if not telling.refused:
        grave = (each for each in telling.risks if each.harm is Harm.SERIOUS and each not in material)
        yield from (_of_risk(each, telling) for each in grave)


def _matters(talk: RiskTalk) -> bool:
    return talk.matters or bool(talk.words)


def _of_finding(finding: Finding, telling: Telling) -> Phrase:
    rule = finding.rule
    return Phrase(f"{rule.why} {rule.advice}", f"{heading(finding, telling.words)}.", telling.mark(rule))


def _of_risk(risk: Risk, telling: Telling) -> Phrase:
    flag = telling.words("risk.red_flag") if risk.red_flag else ""
    return Phrase(joined(risk.text, risk.what_to_do, flag), f"{risk.name}.", telling.mark(risk))
