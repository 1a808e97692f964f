"""Try the program out: a made-up consultation, talked through half-way, among the real ones."""

from __future__ import annotations

from dataclasses import replace

from consult_app.domain.consultation import Draft
from consult_app.domain.questionnaire import Step
from consult_app.domain.treatment import Treatment
from consult_app.workflow.consulting import begin
from consult_app.workflow.demo import said
from consult_app.workflow.ports import Services, Vault

GONE_THROUGH = tuple(Step)[: tuple(Step).index(Step.UNDERSTANDING)]
"""The steps that are done already: what is left is to check understanding, to decide and to sign."""


def try_sample(services: Services, vault: Vault) -> tuple[Treatment, Draft]:
    """Begin the sample consultation, kept as an open draft and marked as a sample for good."""
    sample = services.sample()
    patient = replace(sample.patient, id=services.new_id())
    conversation = begin(services, vault, sample.pack, sample.goal, patient, sample=True)
    treatment = conversation.treatment
    done = {
        question.id
        for section in treatment.questionnaire.sections
        if section.step in GONE_THROUGH
        for question in section.questions
    }
    answers = {key: value for key, value in sample.answers.items() if key in done}
    half = replace(sample, answers=answers, exchanges=())
    *_, draft = said(services, conversation, half, GONE_THROUGH)
    vault.keep(draft, "sample")
    return treatment, draft
