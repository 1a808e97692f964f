"""Which packs a practice works with today, and what treatments are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from consult_app.domain.treatment import TOGETHER
from consult_app.workflow.ports import PackSummary


def under_law(packs: Iterable[PackSummary], jurisdiction: str) -> tuple[PackSummary, ...]:
    """Give each pack once: its variant for the jurisdiction, or as it was written where there is none."""
    chosen: dict[str, PackSummary] = {}
    for each in packs:
        pack, _, variant = each.id.partition(".")
        if each.jurisdiction == jurisdiction or not variant:
            chosen[pack] = each
    return tuple(chosen.values())


def treatment_name(treatment: str, names: Mapping[str, str]) -> str:
    """Name a treatment, or several together, by the names of packs; an id that no pack has names itself."""
    return f" {TOGETHER} ".join(names.get(each, each) for each in treatment.split(TOGETHER))


def course_of(treatment: str) -> str:
    """Name the course that a consultation belongs to: its treatment, whatever law it was written for."""
    return TOGETHER.join(each.partition(".")[0] for each in treatment.split(TOGETHER))


def begun_today(
    treatment: str, packs: Iterable[PackSummary], jurisdiction: str
) -> Sequence[PackSummary | None]:
    """Give for each part of a treatment the pack it is begun with today; `None` where there is none."""
    today = {course_of(each.id): each for each in under_law(packs, jurisdiction)}
    return [today.get(each) for each in course_of(treatment).split(TOGETHER)]
