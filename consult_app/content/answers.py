"""Read answers from a file: lenient about form, strict about meaning. No error repeats what was answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from consult_app.content import keys
from consult_app.content.facts import given_questions
from consult_app.content.node import Node, Shape
from consult_app.content.parse import parse
from consult_app.content.suggestion import did_you_mean, listed
from consult_app.domain.condition import NOT_SURE, Value
from consult_app.domain.consultation import Patient, Sex
from consult_app.domain.entry import Entry
from consult_app.domain.questionnaire import DAY, Choice, Kind, Misfit, Question, misfit
from consult_app.domain.screening import AGE, GIVEN_FACTS, SEX
from consult_app.domain.treatment import Treatment
from consult_app.errors import ContentError

_YES_NO = {"yes": True, "true": True, "y": True, "no": False, "false": False, "n": False}
_UNSURE = ("not sure", "unsure", "unknown", Sex.NOT_RECORDED.value.replace("_", " "))
_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:\.[0-9]{1,6})?", re.ASCII)
_PATIENT = "patient"

Given = dict[str, Value]
Answers = dict[str, Value]


def read_answers(text: str, where: str, treatment: Treatment, on: date) -> tuple[Given, Answers]:
    """Read a file of answers: facts known without asking, and answers to questions, each by id.

    `on` is the day for which an age follows from a birth date. ContentError with file and line for what
    is unknown or does not fit; `null` and `not recorded` facts stay out.
    """
    return split(AnswerReader(treatment, on).read(_parsed(text, where)))


def _parsed(text: str, where: str) -> Node:
    """Parse a file of answers; where nothing stands, nothing is answered yet."""
    try:
        return parse(text, where, plain_words=True)
    except ContentError as error:
        if error.code != "empty":
            raise
        return Node(where, 1, Shape.MAPPING)


def split(values: Mapping[str, Value | None]) -> tuple[Given, Answers]:
    """Tell facts known without asking from answers, leaving out what is not answered."""
    said = {name: value for name, value in values.items() if value is not None}
    given = {name: value for name, value in said.items() if name in (*GIVEN_FACTS, DAY) and value != NOT_SURE}
    return given, {name: value for name, value in said.items() if name not in (*GIVEN_FACTS, DAY)}


class AnswerReader:
    """Reads answers to the questions of one treatment, as they are understood on one day."""

    def __init__(self, treatment: Treatment, on: date) -> None:
        self._on = on
        given = given_questions(treatment.goals, treatment.ingredients)
        self._questions: dict[str, Question] = {each.id: each for each in (*given, *treatment.questionnaire)}

    def read(self, node: Node) -> dict[str, Value | None]:
        """Read a mapping of ids to answers, also nested in answers, given and patient; None is unanswered."""
        node.only(*node.fields)
        values: dict[str, Value | None] = {}
        for name, written in node.fields.items():
            if name in keys.NESTED and written.shape is Shape.MAPPING:
                found = self.read(written)
            elif name == _PATIENT and written.shape is Shape.MAPPING:
                found = self._patient(written)
            else:
                found = {name: self.value(self._question(name, node), written)}
            if again := values.keys() & found.keys():
                what = f"{listed(sorted(again))}: answered twice."
                raise written.wrong("duplicate-key", what, "Keep one of the two.")
            values |= found
        return values

    def value(self, question: Question, node: Node) -> Value | None:
        """Read one answer; None where null says that there is none."""
        if node.empty:
            return None
        value = _value(question, node)
        # Of what is known without asking, "unknown" is no answer: it is simply not known.
        given = value == NOT_SURE and question.id in GIVEN_FACTS
        wrong = None if given else misfit(question, value)
        if wrong is not None:
            what = f"the answer to {question.id} does not fit: {_WHAT[wrong]}."
            raise node.wrong("misfit", what, _remedy(question))
        return value

    def _question(self, name: str, node: Node) -> Question:
        if name not in self._questions:
            key = Node(node.file, node.lines[name], Shape.SCALAR)
            known = (*self._questions, *keys.NESTED, _PATIENT)
            raise key.wrong(
                "unknown-question", f"there is no question '{name[:60]}'.", did_you_mean(name, known)
            )
        return self._questions[name]

    def _patient(self, node: Node) -> dict[str, Value | None]:
        node.only(*keys.PATIENT)
        found: dict[str, Value | None] = {}
        if age := node.optional("age"):
            found[AGE] = self.value(self._questions[AGE], age)
        if sex := node.optional("sex"):
            found[SEX] = self.value(self._questions[SEX], sex)
        if born := node.optional("birth_date"):
            if age:
                raise born.wrong(
                    "duplicate-key", "age and birth date are both given.", "Keep one of the two."
                )
            years = Patient("", "", "", born.date()).age_on(self._on)
            if misfit(self._questions[AGE], years):
                raise born.wrong("misfit", "nobody can be born on that day.", "Correct the year.")
            found[AGE] = years
        return found


def _value(question: Question, node: Node) -> Value:
    if question.kind is Kind.CHOICES:
        return _several(question, node)
    if question.kind is Kind.ENTRIES:
        return _entries(question, node)
    word = node.text()
    if choice := _choice(question, word):
        return choice
    if question.kind is not Kind.TEXT and _unsure(word):
        return NOT_SURE
    return _said(question, node, word)


def _said(question: Question, node: Node, word: str) -> Value:
    match question.kind:
        case Kind.YES_NO:
            return _YES_NO.get(word.casefold(), word)
        case Kind.NUMBER | Kind.SCALE if _NUMBER.fullmatch(word):
            return float(word) if "." in word else int(word)
        case Kind.DATE:
            return node.date().isoformat()
        case _:
            return word


def _several(question: Question, node: Node) -> Value:
    words = [each.text() for each in ((node,) if node.shape is Shape.SCALAR else node.items())]
    if len(words) == 1 and not _choice(question, words[0]) and _unsure(words[0]):
        return NOT_SURE
    return tuple(dict.fromkeys(_choice(question, each) or each for each in words))


def _entries(question: Question, node: Node) -> Value:
    items = node.parts if node.shape is Shape.LIST else (node,)
    entries = tuple(dict.fromkeys(_entry(question, each) for each in items))
    if len(entries) == 1 and items[0].shape is Shape.SCALAR and _unsure(entries[0].name):
        return NOT_SURE
    return entries


def _entry(question: Question, node: Node) -> Entry:
    """Read a thing of a list; where only its name is known, that may stand alone."""
    if node.shape is Shape.SCALAR:
        return Entry(node.text())
    parts = [each.value for each in question.entry]
    node.only("name", *parts)
    return Entry(node.field("name").text(), **{each: node.said(each) for each in parts})


def _choice(question: Question, word: str) -> str:
    """Give the id of the choice that a word names whatever its capitals; no text where it names none."""
    return next((each.id for each in question.choices if each.id == word.casefold()), "")


def _unsure(word: str) -> bool:
    return " ".join(word.casefold().replace("_", " ").split()) in _UNSURE


_WHAT = {
    Misfit.KIND: "it is of another kind",
    Misfit.CHOICE: "it is none of the choices",
    Misfit.LOW: "it is too low",
    Misfit.HIGH: "it is too high",
    Misfit.DATE: "it is no date",
    Misfit.ALONE: "one of the choices stands alone",
    Misfit.EMPTY: "nothing is chosen",
    Misfit.UNSURE: "it cannot be answered with not sure",
}


def _remedy(question: Question) -> str:
    unsure = ", or not sure" if question.may_be_unsure else ""
    return f"Write {_wanted(question)}{unsure}; leave it out where it is not answered."


def _wanted(question: Question) -> str:
    match question.kind:
        case Kind.YES_NO:
            return "true or false"
        case Kind.NUMBER | Kind.SCALE:
            ends = zip(("from", "to"), question.bounds, strict=True)
            number = "a number" if question.kind is Kind.NUMBER else "a whole number"
            return " ".join((number, *(f"{word} {end:g}" for word, end in ends if end is not None)))
        case Kind.CHOICE:
            return f"one of {_choices(question.choices)}"
        case Kind.CHOICES:
            return f"some of {_choices(question.choices)}" + (", or own words" if question.own_words else "")
        case Kind.DATE:
            return "a date such as 2026-05-31"
        case Kind.TEXT | Kind.ENTRIES:  # pragma: no branch - no other kind exists
            return "some words"


def _choices(choices: Iterable[Choice]) -> str:
    return listed(each.id for each in choices)
