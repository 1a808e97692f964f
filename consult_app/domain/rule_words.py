"""A condition as a sentence: for a clinician with the questions' own texts, for an author with their ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from consult_app.domain.condition import AllOf, Among, AnyOf, Atom, Between, Condition, Is, Not
from consult_app.domain.derived import BMI, ENDINGS
from consult_app.domain.questionnaire import OTHER
from consult_app.domain.screening import SEX
from consult_app.domain.treatment import Treatment
from consult_app.domain.wording import Words


@dataclass(frozen=True, slots=True)
class Naming:
    """How facts and values of facts are called, and the words between them.

    Those are labels `rule.…`; `joints` names others for what joins the parts of a condition.
    """

    fact: Callable[[str], str]
    value: Callable[[str, bool | float | str], str]
    words: Words
    joints: str = "rule"

    def joint(self, label: str, **parts: str) -> str:
        """Give the words between the parts of a condition."""
        return self.words(f"{self.joints}.{label}", **parts)


def condition_words(condition: Condition, naming: Naming) -> str:
    """Say a condition."""
    words = naming.words
    match condition:
        case Not(inner):
            return naming.joint("not", condition=condition_words(inner, naming))
        case AllOf(inners):
            return _joined(inners, naming, naming.joint("and")) or words("rule.always")
        case AnyOf(inners):
            return _joined(inners, naming, naming.joint("or")) or words("rule.never")
        case Is() | Among() | Between():  # pragma: no branch - no other kind exists
            return naming.joint("is", fact=naming.fact(condition.fact), value=_value(condition, naming))


def by_its_texts(treatment: Treatment) -> Naming:
    """Call facts by the questions' texts, and values by the choices' labels."""
    return _called(treatment, {each.id: each.text for each in treatment.questionnaire}, "{name}")


def by_numbers(treatment: Treatment, numbers: Mapping[str, int]) -> Naming:
    """Call facts by the numbers that the questions have on a form; whatever has a name is quoted."""
    words = Words(treatment.labels)
    called = {name: words("blank.question", number=str(number)) for name, number in numbers.items()}
    texts = {each.id: each.text for each in treatment.questionnaire}
    naming = _called(treatment, texts | called, treatment.labels["blank.quoted"])

    def value(name: str, said: bool | float | str) -> str:  # noqa: FBT001 - a value of any kind
        named = naming.value(name, said)
        return words("blank.quoted", name=named) if isinstance(said, str) else named

    return replace(naming, value=value, joints="blank")


def names_for(fact: str, treatment: Treatment, words: Words) -> Mapping[str, str]:
    """Name the values of a fact that is known without a question, and of what a medicine belongs to."""
    if fact == SEX:
        return words.sexes
    names = {each.id: each.name for each in treatment.questionnaire.medicines.classes}
    names |= {each.id: each.name for each in treatment.ingredients}
    names |= {area.id: area.name for goal in treatment.goals for area in goal.areas}
    return names | {goal.id: goal.name for goal in treatment.goals}


def _called(treatment: Treatment, called: Mapping[str, str], other: str) -> Naming:
    """Call questions as told, and facts that are given by their labels, put into other words."""
    words = Words(treatment.labels)
    questions = {each.id: each for each in treatment.questionnaire}

    def fact(name: str) -> str:
        for ending in ENDINGS:
            if name.endswith(ending):
                return words(f"rule{ending}", question=called[name.removesuffix(ending)])
        if name == BMI:
            return words("rule.bmi")
        return called[name] if name in called else other.format(name=words(f"fact.{name}"))

    def value(name: str, said: bool | float | str) -> str:  # noqa: FBT001 - a value of any kind
        if isinstance(said, bool):
            return words("answer.yes" if said else "answer.no").lower()
        if not isinstance(said, str):
            return f"{said:.15g}"
        choices = questions[name].choices if name in questions else ()
        labels = {OTHER: words("rule.other")} | {each.id: each.label for each in choices}
        return (labels if choices else names_for(name, treatment, words)).get(said, said)

    return Naming(fact, value, words)


def _value(atom: Atom, naming: Naming) -> str:
    match atom:
        case Is(fact, value):
            return naming.value(fact, value)
        case Among(fact, values):
            *others, last = (naming.value(fact, each) for each in values)
            return f"{', '.join(others)} {naming.words('rule.either')} {last}" if others else last
        case Between(fact, low, high):  # pragma: no branch - no other kind exists
            return _between(low, high, lambda end: naming.value(fact, end), naming.words)


def _between(low: float | None, high: float | None, said: Callable[[float], str], words: Words) -> str:
    if high is None:
        return words("rule.at_least", low="" if low is None else said(low))
    if low is None:
        return words("rule.at_most", high=said(high))
    return words("rule.between", low=said(low), high=said(high))


def _joined(conditions: tuple[Condition, ...], naming: Naming, word: str) -> str:
    if len(conditions) == 1:
        return condition_words(conditions[0], naming)
    return f" {word} ".join(_within(each, naming) for each in conditions)


def _within(condition: Condition, naming: Naming) -> str:
    """Put what is made of several in brackets: `and` and `or` side by side would leave it open."""
    said = condition_words(condition, naming)
    several = isinstance(condition, AllOf | AnyOf) and len(condition.conditions) > 1
    return f"({said})" if several else said
