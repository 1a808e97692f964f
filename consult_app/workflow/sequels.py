"""What follows a sealed record: what can be begun about it, and how each is begun."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from consult_app.domain.condition import Value
from consult_app.domain.consultation import ConsultationLine, Draft, Sealed, Stage, State, Way
from consult_app.domain.questionnaire import Step
from consult_app.domain.screening import assess
from consult_app.domain.sequel import First, Sequel, SequelKind, Wait
from consult_app.domain.treatment import Treatment
from consult_app.errors import NotReadyError, VaultError
from consult_app.workflow.consulting import resume
from consult_app.workflow.cooling_off import days_for, first_day
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.rights import Right, demand
from consult_app.workflow.taken_back import still_agreed_to

_LOOKED_THROUGH = (Step.HISTORY, Step.SCREENING)


@dataclass(frozen=True, slots=True)
class AfterScreen:
    """What followed a sealed record, first to last, and what can follow it now.

    `first` is the record that it follows itself, if it does.
    """

    followed: tuple[ConsultationLine, ...]
    offered: tuple[SequelKind, ...]
    first: First | None = None

    @property
    def withdrawn(self) -> bool:
        """Whether the consent was taken back."""
        return is_withdrawn(self.followed)


def read_after(vault: Vault, treatment: Treatment, record: Sealed) -> AfterScreen:
    """Read what followed a record."""
    demand(vault.staff.me, Right.READ)
    followed = vault.sequels(record.draft.id)
    sequel = record.draft.sequel
    agreed = still_agreed_to(vault, treatment, record)
    return AfterScreen(followed, may_follow(record, followed, agreed), sequel.first if sequel else None)


def may_follow(
    record: Sealed, followed: Iterable[ConsultationLine], agreed: Collection[str] = ()
) -> tuple[SequelKind, ...]:
    """Name what can follow a record: to a refusal, or after a withdrawal, something can only be added.

    `agreed` is what was agreed to beside the treatment and still counts.
    """
    if record.draft.sequel is not None:
        return ()
    if record.document.kind.refuses or is_withdrawn(followed):
        return (SequelKind.AMENDMENT,)
    return tuple(each for each in SequelKind if each is not SequelKind.DECISION or agreed)


def is_withdrawn(followed: Iterable[ConsultationLine]) -> bool:
    """Whether the consent that these follow was taken back."""
    return withdrawn_on(followed) is not None


def is_open(line: ConsultationLine) -> bool:
    """Whether something is still being written or signed: it was neither sealed nor ended."""
    return line.stage not in (Stage.SEALED, Stage.VOIDED)


def goes_on(screen: AfterScreen, line: ConsultationLine) -> bool:
    """Whether something that follows a record can be gone on with: after a withdrawal, only what is added."""
    return is_open(line) and (line.sequel is SequelKind.AMENDMENT or not screen.withdrawn)


def withdrawn_on(followed: Iterable[ConsultationLine]) -> date | None:
    """Give the day on which the consent that these follow was taken back, if it was."""
    days = (each.day for each in sealed_of(followed) if each.sequel is SequelKind.WITHDRAWAL)
    return next(days, None)


def demand_open(vault: Vault, draft: Draft) -> None:
    """Refuse to seal what goes on with a consent, or takes it back again, once it was taken back."""
    sequel = draft.sequel
    if sequel is None or sequel.kind is SequelKind.AMENDMENT:
        return
    if is_withdrawn(vault.sequels(sequel.first.id)):
        raise VaultError("withdrawn", "This consent was taken back.", "Begin a new consultation.")


def sealed_of(followed: Iterable[ConsultationLine]) -> tuple[ConsultationLine, ...]:
    """Leave out what is still being written or signed."""
    return tuple(each for each in followed if each.stage is Stage.SEALED)


def begin_sequel(
    services: Services, vault: Vault, consultation: str, kind: SequelKind
) -> tuple[Treatment, State]:
    """Begin what follows a sealed record, kept before its first word, or go on with what is open already.

    NotReadyError where it cannot follow that record.
    """
    treatment, record = resume(services, vault, consultation)
    followed = vault.sequels(consultation)
    agreed = still_agreed_to(vault, treatment, record) if isinstance(record, Sealed) else {}
    if not isinstance(record, Sealed) or kind not in may_follow(record, followed, agreed):
        raise NotReadyError((kind.value,))
    for each in followed:
        if each.sequel is kind and is_open(each):
            return resume(services, vault, each.id)
    draft = _begun(services, vault, treatment, record, kind)
    vault.begin(draft, vault.bundle(draft.pack_digest))
    return treatment, draft


def _begun(services: Services, vault: Vault, treatment: Treatment, record: Sealed, kind: SequelKind) -> Draft:
    """Begin with the people of today and the content of that day; of what was said, only what is asked."""
    said = record.draft
    signature = record.signatures[0]
    on_paper = signature.way is Way.PAPER
    quoted = First(said.id, record.document.title, record.sha256, signature.at, on_paper)
    asked = kind is SequelKind.CONFIRMATION
    return Draft(
        id=services.new_id(),
        # Of the patient of that record, also where they are listed as somebody else by now.
        patient=replace(vault.patient(said.patient.id), id=said.patient.id),
        clinician=vault.clinician(),
        practice=vault.practice(),
        treatment=said.treatment,
        pack_version=said.pack_version,
        pack_digest=said.pack_digest,
        day=services.now().date(),
        goal=said.goal,
        areas=said.areas,
        answers=_asked(vault, treatment, record, kind),
        sample=said.sample,
        large=said.large,
        language=said.language,
        translation=said.translation,
        # Whoever saw or heard it is named anew: it was another moment.
        signers=replace(said.signers, witness=None),
        sequel=Sequel(kind, quoted, wait=_wait(vault, record) if asked else None),
    )


def on_the_day(draft: Draft, today: date) -> Draft:
    """Have what follows a record bear the day on which it is signed, also where it was begun before."""
    return draft if draft.sequel is None else draft.dated(today)


def _asked(vault: Vault, treatment: Treatment, record: Sealed, kind: SequelKind) -> dict[str, Value]:
    """Give of what was said what is looked at again: the health on the day, or what can be taken back."""
    if kind is SequelKind.DECISION:
        return still_agreed_to(vault, treatment, record)
    return _answers(treatment, record.draft) if kind is SequelKind.CONFIRMATION else {}


def _answers(treatment: Treatment, said: Draft) -> dict[str, Value]:
    """Give what was said about health, as far as it was asked."""
    visible, steps = assess(treatment, said).visible, treatment.questionnaire.steps
    looked_at = (each for each in visible if steps[each] in _LOOKED_THROUGH and each in said.answers)
    return {each: said.answers[each] for each in looked_at}


def _wait(vault: Vault, record: Sealed) -> Wait | None:
    days = days_for(vault.preferences(), record.draft.treatment)
    return Wait(days, first_day(record.at, days)) if days else None


def with_newest_file(vault: Vault, record: Sealed) -> Sealed:
    """Give a record with digest, length and seals of its newest file."""
    newest = vault.revisions(record.draft.id)[-1]
    return replace(record, sha256=newest.sha256, length=newest.length, seals=newest.seals)
