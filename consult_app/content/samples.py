"""Read a sample consultation: what a made-up patient and clinician say."""

from __future__ import annotations

from datetime import date

from consult_app.content.answers import AnswerReader
from consult_app.content.node import Node
from consult_app.content.parse import parse
from consult_app.content.suggestion import did_you_mean
from consult_app.domain.condition import Value
from consult_app.domain.consultation import (
    Clinician,
    Exchange,
    OptionTalk,
    Patient,
    Portion,
    Practice,
    RiskTalk,
    Sex,
    Wish,
)
from consult_app.domain.sample import Sample
from consult_app.domain.treatment import Treatment

_KEYS = (
    "patient",
    "clinician",
    "practice",
    "day",
    "goal",
    "areas",
    "answers",
    "overrides",
    "options",
    "mixture",
    "risks",
    "own_risks",
    "exchanges",
)


def read_sample(text: str, where: str, treatment: Treatment) -> Sample:
    """Read a sample for a treatment; ContentError with file and line for what does not fit."""
    node = parse(text, where)
    node.only(*_KEYS)
    day = node.field("day").date()
    goal = _known(node.field("goal"), tuple(each.id for each in treatment.goals))
    areas = tuple(area.id for each in treatment.goals if each.id == goal for area in each.areas)
    return Sample(
        pack=treatment.id,
        patient=_patient(node.field("patient")),
        clinician=_clinician(node.field("clinician")),
        practice=_practice(node.field("practice")),
        day=day,
        goal=goal,
        areas=tuple(_known(each, areas) for each in node.field("areas").items()),
        answers=_answers(node.field("answers"), treatment, day),
        overrides=_overrides(node.field("overrides"), treatment),
        options=_options(node.field("options"), treatment),
        mixture=_mixture(node.field("mixture"), treatment),
        risks=_risks(node.field("risks"), treatment),
        own_risks=tuple(each.text() for each in _items(node, "own_risks")),
        exchanges=tuple(
            Exchange(each.field("question").text(), each.field("answer").text())
            for each in _items(node, "exchanges")
        ),
    )


def _items(node: Node, name: str) -> tuple[Node, ...]:
    found = node.optional(name)
    return found.items() if found else ()


def _patient(node: Node) -> Patient:
    node.only("given_name", "family_name", "birth_date", "sex", "record_number")
    return Patient(
        "",
        node.field("given_name").text(),
        node.field("family_name").text(),
        node.field("birth_date").date(),
        node.field("sex").one_of(Sex),
        node.said("record_number"),
    )


def _clinician(node: Node) -> Clinician:
    node.only("name", "role", "registration")
    return Clinician("", node.field("name").text(), node.field("role").text(), node.said("registration"))


def _practice(node: Node) -> Practice:
    node.only("name", "address", "phone")
    return Practice(node.field("name").text(), node.said("address"), node.said("phone"))


def _answers(node: Node, treatment: Treatment, day: date) -> dict[str, Value]:
    read = AnswerReader(treatment, day).read(node)
    return {name: value for name, value in read.items() if value is not None}


def _overrides(node: Node, treatment: Treatment) -> tuple[tuple[str, str], ...]:
    rules = tuple(each.id for each in treatment.rules)
    return tuple((_known(each.field("rule"), rules), each.said("reason")) for each in node.items())


def _options(node: Node, treatment: Treatment) -> dict[str, OptionTalk]:
    node.only(*(each.id for each in treatment.options))
    return {
        name: OptionTalk(each.field("wish").one_of(Wish), each.said("reason"))
        for name, each in node.fields.items()
    }


def _mixture(node: Node, treatment: Treatment) -> tuple[Portion, ...]:
    known = tuple(each.id for each in treatment.ingredients)
    return tuple(
        Portion(
            _known(each.field("ingredient"), known),
            each.said("amount"),
            each.said("lot"),
            each.said("expiry"),
            each.said("site"),
        )
        for each in node.items()
    )


def _risks(node: Node, treatment: Treatment) -> dict[str, RiskTalk]:
    node.only(*(each.id for each in treatment.risks))
    return {
        name: RiskTalk(
            each.flag("discussed", default=False), each.flag("matters", default=False), each.said("words")
        )
        for name, each in node.fields.items()
    }


def _known(node: Node, known: tuple[str, ...]) -> str:
    """Give an id that the treatment has; ContentError otherwise."""
    name = node.text()
    if name not in known:
        raise node.wrong("unknown-id", f"the treatment has no '{name[:60]}'.", did_you_mean(name, known))
    return name
