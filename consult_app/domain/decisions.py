"""What a patient agreed to beside the treatment: each can be taken back by itself."""

from __future__ import annotations

from collections.abc import Mapping

from consult_app.domain.condition import Value
from consult_app.domain.consultation import Draft
from consult_app.domain.questionnaire import Kind, Question, Step
from consult_app.domain.screening import assess
from consult_app.domain.treatment import TREATMENT_DECISION, Treatment


def agreed_to(treatment: Treatment, draft: Draft) -> Mapping[str, Value]:
    """Give the decisions that said yes to something, as they were answered, in the order of the form."""
    visible = assess(treatment, draft).visible
    steps = treatment.questionnaire.steps
    asked = (treatment.questionnaire.question(each) for each in visible if steps[each] is Step.DECISIONS)
    return {each.id: draft.answers[each.id] for each in asked if _says_yes(each, draft.answers.get(each.id))}


def _says_yes(question: Question, answer: Value | None) -> bool:
    """Tell yes from no where the content tells them apart: by yes or no, or by a choice that stands alone."""
    if question.id == TREATMENT_DECISION:
        return False
    if question.kind is Kind.YES_NO:
        return answer is True
    alone = {each.id for each in question.choices if each.alone}
    return question.kind is Kind.CHOICES and isinstance(answer, tuple) and not alone.issuperset(answer)
