"""Read questions.yaml: sections and their questions, each question seeing only those before it."""

from __future__ import annotations

from consult_app.content import keys
from consult_app.content.conditions import Conditions
from consult_app.content.node import Node
from consult_app.content.reading import Reading
from consult_app.domain.condition import ALWAYS
from consult_app.domain.derived import HEIGHT, WEIGHT
from consult_app.domain.entry import Part
from consult_app.domain.medicines import Medicines
from consult_app.domain.questionnaire import OTHER, Choice, Kind, Question, Questionnaire, Section, Step
from consult_app.domain.screening import GIVEN_FACTS
from consult_app.domain.treatment import AGREE, DECLINE, NOT_TODAY, TREATMENT_DECISION

_DECISIONS = f"{AGREE}, {DECLINE} and {NOT_TODAY}"
_UNITS = {HEIGHT: "cm", WEIGHT: "kg"}


def read_questionnaire(
    node: Node, reading: Reading, conditions: Conditions, medicines: Medicines
) -> Questionnaire:
    """Read all sections in order; what has a mistake is noted and left out."""
    sections: list[tuple[Node, str]] = []
    with reading.noting():
        for item in node.items():
            with reading.noting():
                sections.append((item, reading.define("section", item.field("id"))))
                _define_questions(item, reading)
    read: list[Section] = []
    for item, name in sections:
        with reading.noting():
            read.append(_section(item, name, reading, conditions))
        for written in _ids(item):
            conditions.excuse(written)
    if TREATMENT_DECISION not in reading.ids("question") and not reading.is_unread("question"):
        with reading.noting():
            what = f"the question '{TREATMENT_DECISION}' is missing."
            raise node.wrong("missing-decision", what, f"Add it with the choices {_DECISIONS}.")
    return Questionnaire(tuple(read), medicines)


def _ids(section: Node) -> tuple[str, ...]:
    questions = section.fields.get("questions", section).parts
    return tuple(each.fields["id"].raw for each in questions if "id" in each.fields)


def _define_questions(section: Node, reading: Reading) -> None:
    """Take all ids down first: a question that comes later is not one that does not exist."""
    for item in section.field("questions").items():
        with reading.noting():
            written = item.field("id")
            if reading.define("question", written) in GIVEN_FACTS:
                remedy = "Give the question another id."
                raise written.wrong("duplicate-id", f"'{written.raw}' is known without asking.", remedy)


def _section(node: Node, name: str, reading: Reading, conditions: Conditions) -> Section:
    step = node.field("step").one_of(Step)
    questions: list[Question] = []
    for item in node.field("questions").items():
        with reading.noting():
            question = _question(item, step, reading, conditions)
            conditions.add(question)
            questions.append(question)
        if "id" in item.fields:
            conditions.excuse(item.fields["id"].raw)
    node.only(*keys.SECTION)
    if step not in keys.ASKED_AT:
        remedy = f"Use one of: {', '.join(each.value for each in keys.ASKED_AT)}."
        raise node.field("step").wrong("bad-step", f"nothing is asked at the step {step.value}.", remedy)
    return Section(name, step, node.field("title").text(), tuple(questions), node.said("note"))


def _question(node: Node, step: Step, reading: Reading, conditions: Conditions) -> Question:
    node.only(*keys.QUESTION)
    kind = node.field("kind").one_of(Kind)
    question = Question(
        id=node.field("id").id(),
        kind=kind,
        text=node.field("text").text(),
        help=node.said("help"),
        choices=_choices(node, kind),
        when=conditions.when(node),
        required=node.flag("required", default=True),
        unit=node.said("unit"),
        low=_number(node, "low"),
        high=_number(node, "high"),
        own_words=node.flag("own_words", default=False),
        medicines=node.flag("medicines", default=False),
        entry=_entry(node, kind),
        low_words=_end(node, kind, "low_words"),
        high_words=_end(node, kind, "high_words"),
        sources=reading.refer_to_each("source", node.optional("sources")),
        may_be_unsure=node.flag(
            "may_be_unsure", default=kind is not Kind.TEXT and step is not Step.DECISIONS
        ),
    )
    _check_kind(node, question)
    _check_right(node, question, step)
    _check_decision(node, question, step)
    return question


def _choices(node: Node, kind: Kind) -> tuple[Choice, ...]:
    written = node.optional("choices")
    if kind not in (Kind.CHOICE, Kind.CHOICES):
        if written is not None:
            what = f"a question of kind {kind.value} has no choices."
            raise written.wrong("bad-choices", what, "Delete them, or make the kind choice or choices.")
        return ()
    choices: list[Choice] = []
    for item in node.field("choices").items():
        choice = _choice(item)
        if any(each.id == choice.id for each in choices):
            what = f"the choice '{choice.id}' stands here twice."
            raise item.wrong("duplicate-id", what, "Give one another id.")
        choices.append(choice)
    if len(choices) + (kind is Kind.CHOICES) <= 1:
        raise node.field("choices").wrong("bad-choices", "there are too few choices.", "Write at least two.")
    return tuple(choices)


def _choice(node: Node) -> Choice:
    node.only(*keys.CHOICE)
    return Choice(
        node.field("id").id(),
        node.field("label").text(),
        alone=node.flag("alone", default=False),
        right=node.flag("right", default=False),
    )


def _number(node: Node, name: str) -> float | None:
    found = node.optional(name)
    return found.number() if found else None


def _entry(node: Node, kind: Kind) -> tuple[Part, ...]:
    written = node.optional("entry")
    if written is None:
        return ()
    if kind is not Kind.ENTRIES:
        remedy = "Delete it, or make the kind entries."
        raise written.wrong("bad-entry", "'entry' fits only the kind entries.", remedy)
    parts = tuple(each.one_of(Part) for each in written.items())
    if len(set(parts)) < len(parts):
        raise written.wrong("bad-entry", "a part of an entry stands here twice.", "Keep one of the two.")
    return parts


def _end(node: Node, kind: Kind, name: str) -> str:
    """Read what an end of a scale means: a number alone says nothing to a patient."""
    if kind is Kind.SCALE:
        return node.field(name).text()
    if written := node.optional(name):
        remedy = "Delete it, or make the kind scale."
        raise written.wrong("bad-scale", f"'{name}' fits only the kind scale.", remedy)
    return ""


def _check_kind(node: Node, question: Question) -> None:
    """Refuse keys that the kind gives no meaning to, and bounds that nothing fits between."""
    for name in ("low", "high", "unit"):
        if question.kind is not Kind.NUMBER and (written := node.optional(name)):
            remedy = "Delete it, or make the kind number."
            raise written.wrong("bad-bounds", f"'{name}' fits only the kind number.", remedy)
    if question.low is not None and question.high is not None and question.low > question.high:
        raise node.field("low").wrong("bad-bounds", "low is above high.", "Swap the two.")
    _check_derived(node, question)
    if question.own_words and question.kind is not Kind.CHOICES:
        remedy = "Delete it, or make the kind choices."
        raise node.field("own_words").wrong("bad-choices", "own_words fits only the kind choices.", remedy)
    if question.own_words and any(each.id == OTHER for each in question.choices):
        what = f"the choice '{OTHER}' stands for own words already."
        raise node.field("choices").wrong("bad-choices", what, "Delete that choice.")
    if question.kind is not Kind.CHOICES and any(each.alone for each in question.choices):
        what = "alone fits only the kind choices."
        raise node.field("choices").wrong("bad-choices", what, "Delete it: only one can be given anyway.")


def _check_right(node: Node, question: Question, step: Step) -> None:
    """Hold a right answer to where understanding is checked: of a history none is right or wrong."""
    checks = step is Step.UNDERSTANDING and question.kind is Kind.CHOICE
    if any(each.right for each in question.choices) and not checks:
        what = "right fits only the kind choice at the step understanding."
        raise node.field("choices").wrong("bad-choices", what, "Delete it.")


def _check_derived(node: Node, question: Question) -> None:
    """Refuse what nothing can follow from: medicines that are not entries, a height that is not in cm."""
    if question.medicines and question.kind is not Kind.ENTRIES:
        remedy = "Delete it, or make the kind entries."
        raise node.field("medicines").wrong("bad-kind", "medicines fits only the kind entries.", remedy)
    unit = _UNITS.get(question.id, question.unit)
    if question.id in _UNITS and (question.kind is not Kind.NUMBER or question.unit != unit):
        what = f"from '{question.id}' the body mass index follows, so it must be a number in {unit}."
        raise node.wrong("bad-unit", what, f"Write `kind: number` and `unit: {unit}`, or give it another id.")


def _check_decision(node: Node, question: Question, step: Step) -> None:
    """Hold the one decision that the program itself has to understand to its form."""
    fits = (
        step is Step.DECISIONS
        and question.kind is Kind.CHOICE
        and sorted(each.id for each in question.choices) == sorted((AGREE, DECLINE, NOT_TODAY))
        and question.when == ALWAYS
        and question.required
        and not question.may_be_unsure
    )
    if question.id == TREATMENT_DECISION and not fits:
        what = f"'{TREATMENT_DECISION}' must be a required choice that is always asked."
        raise node.wrong(
            "bad-decision", what, f"Give it exactly the choices {_DECISIONS}, at the step decisions."
        )
