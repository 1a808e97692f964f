"""The answers behind a finding, in words."""

from __future__ import annotations

from consult_app.domain.condition import chosen
from consult_app.domain.consultation import Ground
from consult_app.domain.rule_words import names_for
from consult_app.domain.screening import GOAL
from consult_app.domain.treatment import TOGETHER, Treatment
from consult_app.domain.wording import Words


def ground_text(treatment: Treatment, ground: Ground, words: Words) -> str:
    """Say an answer behind a finding.

    The question and what was answered, or the fact known without asking.
    """
    try:
        question = treatment.questionnaire.question(ground.fact)
    except KeyError:
        name = words(f"fact.{ground.fact}")
        value = ground.value
        if value is None:
            return f"{name}: {words('answer.unanswered')}"
        if ground.fact == GOAL and isinstance(value, tuple):
            value = TOGETHER.join(chosen(value))
        names = names_for(ground.fact, treatment, words)
        each_value = value if isinstance(value, tuple) else (value,)
        return f"{name}: {', '.join(names.get(str(each), str(each)) for each in each_value)}"
    return f"{question.text} {words.answer(question, ground.value)}"
