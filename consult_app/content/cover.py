"""Read pack.yaml: what a pack is, what it is for, and who stands behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from consult_app.content import keys
from consult_app.content.keys import texts
from consult_app.content.node import Node
from consult_app.content.reading import Reading
from consult_app.domain.body import Region
from consult_app.domain.treatment import Area, Goal, Governance, Reviewer

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cover:
    """What pack.yaml says."""

    id: str
    name: str
    version: str
    language: str
    languages: tuple[str, ...]
    jurisdiction: str
    summary: str
    hoped_for: Node
    goals: tuple[Goal, ...]
    governance: Governance


def read_cover(node: Node, folder: str, reading: Reading) -> Cover:
    """Read pack.yaml of the pack in the folder; mistakes in goals and governance are noted one by one."""
    node.only(*keys.COVER)
    name, languages = node.field("id"), _languages(node)
    language = languages[0]
    if name.id() != folder:
        what = f"the id '{name.raw}' is not the name of the folder '{folder}'."
        raise name.wrong("wrong-folder", what, "Make the two the same.")
    for each in languages:
        if not LANGUAGE.fullmatch(each.text()):
            raise each.wrong("bad-language", "this is no language tag.", "Write en, or de-CH.")
    return Cover(
        id=name.raw,
        language=language.raw,
        languages=tuple(each.raw for each in languages),
        hoped_for=node.field("hoped_for"),
        goals=_goals(node.field("goals"), reading),
        governance=_governance(node.field("governance")),
        **{each: node.field(each).text() for each in texts(keys.COVER, required=True)},
    )


def _languages(node: Node) -> tuple[Node, ...]:
    """Give the languages that the pack is there in, its own first."""
    listed = node.optional("languages")
    if listed is None:
        return (node.field("language"),)
    if not listed.items():
        raise listed.wrong("bad-language", "there is no language.", "Write at least `[en]`.")
    return listed.parts


def _goals(node: Node, reading: Reading) -> tuple[Goal, ...]:
    goals = reading.each("goal", node, _goal)
    names: dict[str, str] = {}
    for area in (area for goal in goals for area in goal.areas):
        if names.setdefault(area.id, area.name) != area.name:
            what = f"the area '{area.id}' has two names in two goals."
            raise node.wrong("duplicate-id", what, "Use one name, or two ids.")
    if not node.parts:
        raise node.wrong("no-goals", "there is no goal.", "Write at least one, with its areas.")
    return goals


def _goal(node: Node, name: str) -> Goal:
    node.only(*keys.GOAL)
    areas: dict[str, Area] = {}
    taken: dict[Region, str] = {}
    for item in node.field("areas").items():
        area = _area(item, taken)
        if area.id in areas:
            raise item.wrong(
                "duplicate-id", f"the area '{area.id}' stands here twice.", "Keep one of the two."
            )
        areas[area.id] = area
    if not areas:
        raise node.field("areas").wrong("no-areas", f"the goal '{name}' has no area.", "Write at least one.")
    problem, decision = node.said("problem"), node.said("decision")
    return Goal(name, node.field("name").text(), tuple(areas.values()), problem, decision)


def _area(node: Node, taken: dict[Region, str]) -> Area:
    """Read an area; `taken` are the regions of the goal's other areas: a press on one must mean one area."""
    node.only(*keys.AREA)
    name = node.field("id").id()
    listed = node.optional("regions")
    regions: list[Region] = []
    for each in listed.items() if listed else ():
        region = each.one_of(Region)
        if region in taken:
            what = f"the region '{region.value}' is already that of '{taken[region]}'."
            raise each.wrong("region-taken", what, "Keep it in one of the two areas.")
        taken[region] = name
        regions.append(region)
    return Area(name, node.field("name").text(), tuple(regions))


def _governance(node: Node) -> Governance:
    node.only(*keys.GOVERNANCE)
    node.flag("approved", default=False)
    words = {each: node.field(each).text() for each in texts(keys.GOVERNANCE, required=True)}
    governance = Governance(
        author=words["author"],
        reviewers=tuple(read_reviewer(each) for each in node.field("reviewers").items()),
        published=node.field("published").date(),
        review_by=node.field("review_by").date(),
        update_policy=words["update_policy"],
        funding=words["funding"],
        conflicts=words["conflicts"],
    )
    if governance.review_by < governance.published:
        raise node.field("review_by").wrong(
            "bad-dates", "review_by is before published.", "Correct one of them."
        )
    return governance


def read_reviewer(node: Node) -> Reviewer:
    """Read who read something, as what, and when."""
    node.only(*keys.REVIEWER)
    day: date = node.field("on").date()
    return Reviewer(node.field("name").text(), node.field("role").text(), day)
