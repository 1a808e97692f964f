"""The conversation: begin or resume it, apply what was said, know what is missing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from consult_app.domain.audit import Act
from consult_app.domain.consultation import Draft, Override, Patient, State
from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Gap, gaps
from consult_app.domain.screening import Assessment, Finding, assess
from consult_app.domain.treatment import Treatment
from consult_app.domain.users import User
from consult_app.errors import ContentError, NotReadyError, RenderError, VaultError
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand
from consult_app.workflow.speaking import speaking_as


@dataclass(frozen=True, slots=True)
class Conversation:
    """A treatment, what was said about it so far, the judgement that follows, and what is still missing."""

    treatment: Treatment
    draft: Draft
    assessment: Assessment
    gaps: tuple[Gap, ...]

    @staticmethod
    def about(treatment: Treatment, draft: Draft, before: Assessment | None = None) -> Conversation:
        """Judge a draft; an earlier assessment by the same treatment makes it quicker."""
        assessment = assess(treatment, draft, before)
        return Conversation(treatment, draft, assessment, gaps(treatment, draft, assessment))

    def going_on(self, draft: Draft) -> Conversation:
        """Go on with a new draft."""
        return Conversation.about(self.treatment, draft, self.assessment)

    def finding(self, rule_id: str) -> Finding:
        """Find a finding by its rule; KeyError where it did not fire."""
        return {each.rule.id: each for each in self.assessment.findings}[rule_id]

    @property
    def misunderstood(self) -> tuple[str, ...]:
        """Name the questions whose answers show that something has to be explained once more."""
        questions, said = self.treatment.questionnaire, self.draft.answers
        return tuple(
            each
            for each in self.assessment.visible
            if questions.steps[each] is Step.UNDERSTANDING and questions.question(each).misses(said.get(each))
        )


def begin(  # noqa: PLR0913 - who, what and where
    services: Services, vault: Vault, pack_id: str, goal: str, patient: Patient, *, sample: bool = False
) -> Conversation:
    """Begin a consultation: kept, with its pack, before the first question.

    With a patient who is made up it is always a `sample`. ContentError for a draft where the practice works
    with approved content only.
    """
    demand(vault.staff.me, Right.READ)
    treatment = services.library.treatment(pack_id)
    practice, today = vault.practice(), services.now().date()
    if practice.approved_only and treatment.unapproved(today):
        what = f"{treatment.name} {treatment.version} is not clinically approved."
        raise ContentError("approved-only", f"{pack_id}:1", what)
    draft = Draft(
        id=services.new_id(),
        patient=patient,
        clinician=vault.clinician(),
        practice=practice,
        treatment=treatment.id,
        pack_version=treatment.version,
        pack_digest=treatment.digest,
        day=today,
        goal=goal,
        sample=sample or vault.is_sample(patient.id),
        large=vault.preferences().large_print,
    )
    _demand_printable(services, patient)
    vault.begin(draft, services.library.bundle(pack_id))
    if wished := vault.preferences().language:
        draft = _begun_in(services, vault, draft, wished)
    return Conversation.about(treatment, draft)


def _begun_in(services: Services, vault: Vault, draft: Draft, language: str) -> Draft:
    """Have the documents in the language that the practice speaks to patients, where the pack has it."""
    try:
        spoken = speaking_as(services, vault, draft, language)
    except ContentError:
        # A mistake in a translation: it is told where the language is chosen, and ends no consultation.
        return draft
    if spoken.language:
        vault.keep(spoken, f"documents in {language}")
        return spoken
    return draft


def keep_patient(services: Services, vault: Vault, patient: Patient) -> None:
    """Keep a patient's details; RenderError for a name that could not be printed when it comes to signing."""
    _demand_printable(services, patient)
    vault.keep_patient(patient)


def _demand_printable(services: Services, patient: Patient) -> None:
    if lacking := services.unprintable(patient.name + patient.record_number):
        codes = ", ".join(f"U+{ord(each):04X}" for each in lacking)
        raise RenderError("glyph-missing", f"These characters cannot be printed: {codes}.")


def resume(services: Services, vault: Vault, consultation_id: str) -> tuple[Treatment, State]:
    """Open a consultation with the very pack that it was made with."""
    demand(vault.staff.me, Right.READ)
    state = vault.open(consultation_id)
    note_reading(vault, Act.OPENED, consultation_id)
    draft = state if isinstance(state, Draft) else state.draft
    return services.library.restore(vault.bundle(draft.pack_digest)), state


def find_patients(vault: Vault, text: str) -> tuple[Patient, ...]:
    """Look for known patients by name or record number."""
    demand(vault.staff.me, Right.READ)
    return vault.patients(text)


def note_reading(vault: Vault, act: Act, subject: str) -> None:
    """Enter in the log that something is read; a full disk must not keep anybody from reading."""
    with suppress(VaultError):
        vault.note(act, subject)


def override(
    services: Services, conversation: Conversation, rule_id: str, reason: str, by: User | None = None
) -> Draft:
    """Answer a finding in a user's name, else in the treating clinician's.

    NotReadyError without the reason it takes, RightError for a user who may not.
    """
    if by is not None:
        demand(by, Right.OVERRIDE)
    finding = conversation.finding(rule_id)
    if finding.reason_needed and not reason.strip():
        raise NotReadyError(("reason",))
    draft = conversation.draft
    return draft.overriding(
        Override(
            rule_id,
            finding.certain,
            finding.grounds,
            (by.clinician if by else draft.clinician).name,
            reason.strip(),
            services.now(),
        )
    )
