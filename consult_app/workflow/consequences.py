"""What an act did to the findings, for the log: ids only, never a word that was said."""

from __future__ import annotations

from collections.abc import Mapping

from consult_app.domain.screening import Assessment, Finding


def logged(action: str, before: Assessment, after: Assessment) -> str:
    """Say what was done, and which findings came, opened again, or left the panel because of it."""
    return "; ".join((action, *_consequences(_shown(before), _shown(after))))


def _consequences(before: Mapping[str, Finding], after: Mapping[str, Finding]) -> tuple[str, ...]:
    came = tuple(
        f"finding {'raised' if finding.certain else 'opened'} {rule}"
        for rule, finding in after.items()
        if rule not in before or before[rule].certain is not finding.certain
    )
    return (*came, *(f"finding withdrawn {rule}" for rule in before if rule not in after))


def _shown(assessment: Assessment) -> dict[str, Finding]:
    """Map the findings that have a card; those that only wait for questions have none."""
    return {each.rule.id: each for each in assessment.findings if not each.unasked or each.settled}
