"""How a form on paper says when something holds: by the numbers of its questions and by letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, count
from string import ascii_uppercase

from consult_app.domain.compose.telling import Telling
from consult_app.domain.condition import AllOf, Among, AnyOf, Condition, Facts, Is, Not, Truth, evaluate
from consult_app.domain.questionnaire import OTHER, Question, Section, Step
from consult_app.domain.rule_words import Naming, by_numbers, condition_words
from consult_app.domain.screening import INGREDIENTS, may_apply
from consult_app.domain.treatment import Statement

_LETTERS = [each for each in ascii_uppercase if each not in "IO"]
"""Without those that pass for a word or a number."""

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is to be ticked where it holds: statements of the same words, and when that is.

    `ingredients` are those of which one has to be in the mixture, where it hangs on nothing else; it has a
    letter then.
    """

    statements: tuple[Statement, ...]
    when: Condition
    ingredients: frozenset[str] = _NONE
    letter: str = ""


def asked_in(telling: Telling, *steps: Step) -> list[tuple[Section, list[Question]]]:
    """Give the sections of some steps with the questions that may be asked; none without any."""
    sections = (
        (section, [each for each in section.questions if may_apply(each.when, telling.assessment.facts)])
        for section in telling.treatment.questionnaire.sections
        if section.step in steps
    )
    return [(section, questions) for section, questions in sections if questions]


@dataclass(frozen=True, slots=True)
class Pointing:
    """What numbers and letters a form uses; words for conditions by them."""

    telling: Telling
    numbers: Mapping[str, int]
    sentences: tuple[Sentence, ...]

    def only_if(self, condition: Condition) -> str:
        """Say when a question or statement applies, as far as the goal leaves it open."""
        facts = self.telling.assessment.facts
        if evaluate(condition, facts).truth is Truth.TRUE:
            return ""
        words, open_still = self.telling.words, _still_open(condition, facts)
        if isinstance(open_still, Not):
            return words("blank.not_if", condition=self._said(open_still.condition))
        return words("blank.only_if", condition=self._said(open_still))

    def letters(self, ingredient: str) -> tuple[str, ...]:
        """Give the letters of the sentences that hold where an ingredient is in the mixture."""
        return tuple(each.letter for each in self.sentences if ingredient in each.ingredients)

    def _said(self, condition: Condition) -> str:
        """Say a condition; of all choices but "none of these" only that it is something else."""
        naming = self._naming
        none = _all_but(condition, self.telling.treatment.questionnaire)
        if isinstance(condition, Among) and none:
            fact = naming.fact(condition.fact)
            return naming.joint("some", fact=fact, value=naming.value(condition.fact, none))
        return condition_words(condition, naming)

    @property
    def _naming(self) -> Naming:
        return by_numbers(self.telling.treatment, self.numbers)


def pointing(telling: Telling, *parts: tuple[Step, ...]) -> Pointing:
    """Number the questions in the order of the parts, and give letters to what hangs on ingredients."""
    asked = (each.id for steps in parts for _, questions in asked_in(telling, *steps) for each in questions)
    numbers = {name: number for number, name in enumerate(asked, 1)}
    return Pointing(telling, numbers, tuple(_lettered(_sentences(telling))))


def said_to_all(telling: Telling) -> Iterator[Statement]:
    """Give the statements that hold whatever is answered."""
    facts = telling.assessment.facts
    return (each for each in statements(telling) if evaluate(each.when, facts).truth is Truth.TRUE)


def statements(telling: Telling) -> Iterator[Statement]:
    """Give the statements that may hold."""
    for each in telling.treatment.statements:
        if not each.refusal and may_apply(each.when, telling.assessment.facts):
            yield each


def _sentences(telling: Telling) -> Iterator[Sentence]:
    """Put statements of the same words together where all of them hang on ingredients alone."""
    facts = telling.assessment.facts
    some = [each for each in statements(telling) if evaluate(each.when, facts).truth is not Truth.TRUE]
    together: dict[str, list[Statement]] = {}
    for each in some:
        together.setdefault(each.text, []).append(each)
    for same in together.values():
        whens = [_still_open(each.when, facts) for each in same]
        if ingredients := _any_of(whens):
            yield Sentence(tuple(same), AnyOf(tuple(whens)), ingredients)
        else:
            yield from (Sentence((each,), each.when) for each in same)


def _lettered(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    letters = _letters()
    for each in sentences:
        yield replace(each, letter=next(letters)) if each.ingredients else each


def _letters() -> Iterator[str]:
    """Give A to Z, then A2 and so on."""
    return (f"{each}{turn}" if turn > 1 else each for turn in count(1) for each in _LETTERS)


def _all_but(condition: Condition, questionnaire: Iterable[Question]) -> str:
    """Give the choice that means none where a condition names all others of its question; empty where not."""
    for each in questionnaire:
        if isinstance(condition, Among) and each.id == condition.fact:
            none = [choice.id for choice in each.choices if choice.alone]
            others = {choice.id for choice in each.choices if not choice.alone}
            others |= {OTHER} if each.own_words else _NONE
            if len(none) == 1 and others <= set(condition.values):
                return none[0]
    return ""


def _any_of(conditions: Iterable[Condition]) -> frozenset[str]:
    """Give the ingredients of which any one makes one of the conditions hold; none where it is not so simple.

    That some other one is not there may be asked as well, where that one makes the sentence hold too.
    """
    plain = _NONE
    later: list[tuple[Condition, Condition]] = []
    for each in chain.from_iterable(map(_alternatives, conditions)):
        match each:
            case Is(fact, value) if fact == INGREDIENTS:
                plain |= {str(value)}
            case Among(fact, values) if fact == INGREDIENTS:
                plain |= {str(value) for value in values}
            case AllOf((wanted, Not(other))):
                later.append((wanted, other))
            case _:
                return _NONE
    for wanted, other in later:
        one, without = _any_of((wanted,)), _any_of((other,))
        if not one or not without or not without <= plain:
            return _NONE
        plain |= one
    return plain


def _alternatives(condition: Condition) -> Iterator[Condition]:
    """Give the conditions of which one is enough."""
    match condition:
        case AnyOf(inners) | AllOf((_,) as inners):
            for each in inners:
                yield from _alternatives(each)
        case _:
            yield condition


def _still_open(condition: Condition, facts: Facts) -> Condition:
    match condition:
        case AllOf(inners):
            waiting = (each for each in inners if evaluate(each, facts).truth is not Truth.TRUE)
            return AllOf(tuple(_still_open(each, facts) for each in waiting))
        case AnyOf(inners):
            waiting = (each for each in inners if evaluate(each, facts).truth is not Truth.FALSE)
            return AnyOf(tuple(_still_open(each, facts) for each in waiting))
        case _:
            return condition
