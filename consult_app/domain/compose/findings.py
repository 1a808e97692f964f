"""The points that the rules raised, each with the answers behind it and what was decided about it."""

from __future__ import annotations

from collections.abc import Iterator

from consult_app.domain.compose.grounds import ground_text
from consult_app.domain.compose.telling import Telling
from consult_app.domain.consultation import Override
from consult_app.domain.document import Block, Columns, Heading, Notice, Paragraph, Phrase, Text, Tone
from consult_app.domain.screening import Finding
from consult_app.domain.treatment import Severity
from consult_app.domain.wording import Words


def findings(telling: Telling) -> Iterator[Block]:
    """Give every finding; say so where there was none."""
    words, found = telling.words, telling.findings
    if telling.refused and not found:
        return
    yield Heading(words("part.findings"))
    if telling.refused:
        yield Paragraph(words("findings.at_refusal"))
    elif not found:
        yield Paragraph(words("findings.none"))
    # The odd one out would leave half of the line empty: then the first and gravest takes all of it.
    alone = len(found) % 2
    yield from (finding_notice(each, telling) for each in found[:alone])
    yield Columns(2)
    yield from (finding_notice(each, telling) for each in found[alone:])
    yield Columns(1)


def heading(finding: Finding, words: Words) -> str:
    """Name a finding with how grave it is and whether it is certain."""
    state = "certain" if finding.certain else "open"
    return f"{words(f'severity.{finding.rule.severity.value}.{state}')}: {finding.rule.title}"


def finding_notice(finding: Finding, telling: Telling) -> Notice:
    """Say what was found, the answers behind it, what to do, and what was decided about it."""
    words, rule = telling.words, finding.rule
    grounds = "; ".join(ground_text(telling.treatment, each, words) for each in finding.grounds)
    more: list[Text] = [
        words("finding.grounds", grounds=grounds),
        words("finding.advice", advice=rule.advice),
    ]
    if rule.about:
        more.insert(0, words("finding.about", treatment=rule.about))
    if finding.override:
        more.append(_override(finding.override, words))
    tone = Tone.STOP if rule.severity is Severity.STOP else Tone.CARE
    return Notice(heading(finding, words), Phrase(rule.why, mark=telling.mark(rule)), tone, tuple(more))


def _override(override: Override, words: Words) -> Text:
    label = "finding.override" if override.reason else "finding.noted"
    text = words(label, clinician=override.clinician, time=words.time(override.at))
    return Phrase(override.reason, text) if override.reason else text
