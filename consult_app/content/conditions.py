"""Read conditions and check that each can be judged: the fact is known by then and the value fits it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from consult_app.content import keys
from consult_app.content.facts import derived_questions
from consult_app.content.node import Node, Shape
from consult_app.content.reading import Reading
from consult_app.content.suggestion import did_you_mean
from consult_app.domain.condition import ALWAYS, AllOf, Among, AnyOf, Between, Condition, Is, Not
from consult_app.domain.derived import BMI, ENDINGS, HEIGHT, WEIGHT
from consult_app.domain.medicines import Medicines
from consult_app.domain.questionnaire import OTHER, Kind, Misfit, Question, misfit

_NUMBERS = (Kind.NUMBER, Kind.SCALE)
_READABLE = (Kind.YES_NO, Kind.CHOICE, Kind.CHOICES, *_NUMBERS)


class Places:
    """Where each part of each condition stands; of parts that say the same, each has its own place."""

    def __init__(self) -> None:
        # Found by identity. The part is kept as well: what is gone gives its identity to another.
        self._nodes: dict[int, tuple[Condition, Node]] = {}

    def note(self, part: Condition, node: Node) -> None:
        """Take down where a part was read."""
        self._nodes[id(part)] = (part, node)

    def of(self, part: Condition) -> Node:
        """Give the node that a part was read from; KeyError for one that was not read."""
        return self._nodes[id(part)][1]


class Conditions:
    """Reads conditions over the given facts and the questions added so far: they refer backwards only."""

    def __init__(
        self, reading: Reading, given: Iterable[Question], medicines: Medicines | None = None
    ) -> None:
        self._reading = reading
        self._medicines = medicines or Medicines()
        self.places = Places()
        self._known = {each.id: each for each in given}
        self._broken: set[str] = set()

    def add(self, question: Question) -> None:
        """Let the conditions that follow read this question, and what follows from its answer."""
        self._known[question.id] = question
        self._known |= {each.id: each for each in derived_questions(question, self._known, self._medicines)}

    def excuse(self, fact: str) -> None:
        """Let conditions read a fact that could not be added: its own mistake is noted already."""
        if fact not in self._known:
            self._broken |= {fact, *(fact + ending for ending in ENDINGS)}
        if fact in (HEIGHT, WEIGHT) and fact not in self._known:
            self._broken.add(BMI)

    def when(self, node: Node) -> Condition:
        """Read the `when` of a record; ALWAYS where it was left out or holds a mistake, which is noted."""
        written = node.optional("when")
        if written is not None:
            with self._reading.noting():
                return self.read(written)
        return ALWAYS

    def read(self, node: Node) -> Condition:
        """Read a condition and note where it stands; ContentError where it cannot be judged."""
        read = self._read(node)
        self.places.note(read, node)
        return read

    def _read(self, node: Node) -> Condition:
        if node.shape is not Shape.MAPPING or len(node.fields) != 1:
            what = "a condition is one key: a fact, or any, all or not."
            raise node.wrong("bad-condition", what, "Combine several under `all:` or `any:`, one to a line.")
        [(key, value)] = node.fields.items()
        match key:
            case "all":
                return AllOf(self._several(value))
            case "any":
                return AnyOf(self._several(value))
            case "not":
                return Not(self.read(value))
        where = replace(node, line=node.lines[key], shape=Shape.SCALAR, raw=key)
        if key in self._broken or (key not in self._known and self._reading.is_unread("question")):
            return ALWAYS
        return self._atom(self._question(where), value)

    def _several(self, node: Node) -> tuple[Condition, ...]:
        if not node.items():
            raise node.wrong("bad-condition", "no condition stands here.", "Write at least one.")
        return tuple(self.read(each) for each in node.items())

    def _question(self, fact: Node) -> Question:
        if fact.raw in self._reading.ids("question") and fact.raw not in self._known:
            remedy = "Move this after it, or move the question up: conditions refer backwards only."
            raise fact.wrong("forward-reference", f"'{fact.raw}' is not asked before this.", remedy)
        if fact.raw not in self._known:
            remedy = did_you_mean(fact.raw, (*self._known, *keys.COMBINED))
            raise fact.wrong("unknown-fact", f"there is no fact '{fact.raw[:60]}'.", remedy)
        question = self._known[fact.raw]
        if question.kind not in _READABLE:
            what = f"'{fact.raw}' holds free words or a date, which no condition can judge."
            remedy = "Ask what matters with a kind of yes_no or choice."
            if question.derives:
                remedy = f"Name what follows from it: {', '.join(question.derives)}."
            raise fact.wrong("unreadable-fact", what, remedy)
        return question

    def _atom(self, question: Question, node: Node) -> Condition:
        match node.shape:
            case Shape.SCALAR:
                return Is(question.id, _value(question, node))
            case Shape.LIST:
                return Among(question.id, _choices(question, node))
            case Shape.MAPPING:  # pragma: no branch - no other shape exists
                return _between(question, node)


def _value(question: Question, node: Node) -> bool | float | str:
    match question.kind:
        case Kind.YES_NO:
            return node.boolean()
        case Kind.NUMBER | Kind.SCALE:
            return _bound(question, node)
        case _:
            return _choice(question, node)


def _choice(question: Question, node: Node) -> str:
    known = [each.id for each in question.choices]
    if question.own_words:
        known.append(OTHER)
    choice = node.text()
    if choice not in known:
        what = f"'{choice[:60]}' is no choice of {question.id}."
        raise node.wrong("unknown-choice", what, did_you_mean(choice, known))
    return choice


def _choices(question: Question, node: Node) -> tuple[str, ...]:
    if question.kind not in (Kind.CHOICE, Kind.CHOICES):
        remedy = "Write a single value."
        raise node.wrong("bad-condition", f"a list of values does not fit {question.id}.", remedy)
    choices = tuple(_choice(question, each) for each in node.items())
    if not choices or len(set(choices)) < len(choices):
        raise node.wrong("bad-condition", "a list needs values, each once.", "Write each choice once.")
    return choices


def _between(question: Question, node: Node) -> Between:
    if question.kind not in _NUMBERS:
        what = f"at_least and at_most do not fit {question.id}, which is no number."
        raise node.wrong("bad-condition", what, "Name a choice, or true or false.")
    node.only(*keys.BETWEEN)
    low, high = (_bound(question, end) if (end := node.optional(name)) else None for name in keys.BETWEEN)
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        raise node.wrong(
            "bad-interval", "no number can lie there.", "Write at_least, at_most or both, low to high."
        )
    return Between(question.id, low, high)


def _bound(question: Question, node: Node) -> float:
    number = node.number()
    if misfit(question, number) in (Misfit.LOW, Misfit.HIGH):
        what = f"{question.id} can never be {number}."
        low, high = question.bounds
        raise node.wrong("bad-interval", what, f"It lies between {low} and {high}.")
    return number
