"""Vaults with a past: what was done before the window is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from consult_app.domain.consultation import Consented, Draft, Reviewed, Sealed, Way
from consult_app.domain.questionnaire import Step
from consult_app.domain.sequel import SequelKind
from consult_app.domain.signers import Signers
from consult_app.domain.treatment import DECLINE, TREATMENT_DECISION, Treatment
from consult_app.store.failure import failure
from consult_app.store.vault import LocalVault
from consult_app.workflow.consulting import Conversation, begin
from consult_app.workflow.demo import play, scribble
from consult_app.workflow.ports import Services, Vault, Vaults
from consult_app.workflow.practice import found
from consult_app.workflow.sealing import review, seal, sign
from consult_app.workflow.sequels import begin_sequel
from tests.helpers.window import PASSPHRASE, sample_of


def founded(services: Services) -> None:
    """Set the vault up, and no more."""
    sample = sample_of(services)
    vault, _ = found(services, sample.practice, sample.clinician, PASSPHRASE)
    vault.note_recovery_key_kept()
    vault.close()


def begun(services: Services) -> None:
    """Leave a consultation that was just begun."""
    vault, _ = _begin(services)
    vault.close()


def refused(services: Services) -> None:
    """Leave a consultation in which the patient said "not today", ready for review."""
    vault, talk = _begin(services)
    vault.keep(_refusing(services, talk), "answered")
    vault.close()


def reviewed(services: Services) -> None:
    """Leave a refusal that was laid out and that nobody has signed."""
    vault, talk = _begin(services)
    state, _ = review(services, talk.going_on(_refusing(services, talk)))
    vault.keep(state, "reviewed")
    vault.close()


def to_be_signed(
    services: Services, count: int, signers: Signers, *, keeps_ink: bool = False
) -> tuple[str, ...]:
    """Leave some refusals that were laid out, to be signed by those named; gives their ids, first to last."""
    vault, first = _begin(services)
    sample, ids = sample_of(services), []
    for place in range(count):
        talk = (
            begin(services, vault, sample.pack, sample.goal, first.draft.patient, sample=first.draft.sample)
            if place
            else first
        )
        draft = _refusing(services, talk).naming_signers(signers)
        state, _ = review(services, talk.going_on(draft), keeps_ink=keeps_ink)
        vault.keep(state, "reviewed")
        ids.append(draft.id)
    vault.close()
    return tuple(ids)


def signed(services: Services) -> None:
    """Leave a refusal that both have signed and nobody has sealed."""
    vault, talk = _begin(services)
    _sign(services, vault, talk)
    vault.close()


def without_key(services: Services) -> None:
    """Take the user's signing key out of the vault."""
    vault = services.vaults.unlock(PASSPHRASE)
    assert isinstance(vault, LocalVault)
    with vault._database.writing() as connection:
        connection.execute("DELETE FROM setting WHERE name LIKE 'signing-key:%'")
    vault.close()


def sealed(services: Services) -> Sealed:
    """Leave a sealed refusal; gives the record."""
    vault, talk = _begin(services)
    record = seal(services, vault, talk.treatment, _sign(services, vault, talk), PASSPHRASE)
    vault.close()
    return record


def consented(services: Services) -> Sealed:
    """Leave a sealed consent to the sample's treatment; gives the record."""
    return play(replace(services, new_secret=lambda: PASSPHRASE), sample_of(services)).sealed


def following(
    services: Services, vault: Vault, record: Sealed, kind: SequelKind, **said: object
) -> tuple[Treatment, Consented]:
    """Have what follows a record signed by everybody; gives it with its treatment."""
    treatment, begun = begin_sequel(services, vault, record.draft.id, kind)
    assert isinstance(begun, Draft)
    assert begun.sequel is not None
    written = begun.adding(begun.sequel.saying(**said))
    vault.keep(written, "written")
    state: Reviewed | Consented
    state, _ = review(services, Conversation.about(treatment, written))
    vault.keep(state, "reviewed")
    while isinstance(state, Reviewed):
        state = sign(services, state, Way.DRAWN, scribble(state.next_role.value))
        vault.keep(state, "signed")
    return treatment, state


def _begin(services: Services) -> tuple[Vault, Conversation]:
    sample = sample_of(services)
    vault, _ = found(services, sample.practice, sample.clinician, PASSPHRASE)
    vault.note_recovery_key_kept()
    patient = replace(sample.patient, id=services.new_id())
    return vault, begin(services, vault, sample.pack, sample.goal, patient)


def _refusing(services: Services, talk: Conversation) -> Draft:
    answers = sample_of(services).answers
    draft = talk.draft
    for section in talk.treatment.questionnaire.sections:
        for question in section.questions if section.step is Step.DECISIONS else ():
            if question.id in answers:
                draft = draft.answering(question.id, answers[question.id])
    return draft.answering(TREATMENT_DECISION, DECLINE)


def _sign(services: Services, vault: Vault, talk: Conversation) -> Consented:
    state: Reviewed | Consented
    state, _ = review(services, talk.going_on(_refusing(services, talk)))
    vault.keep(state, "reviewed")
    while isinstance(state, Reviewed):
        state = sign(services, state, Way.DRAWN, scribble("signature"))
        vault.keep(state, "signed")
    return state


class OtherVaults:
    """The real place, but for what a test changes about unlocking."""

    def __init__(self, place: Vaults, unlock: Callable[[str, str], Vault]) -> None:
        self._place = place
        self.unlock = unlock

    def __getattr__(self, name: str) -> object:
        return getattr(self._place, name)


class StarvedVault:
    """The real vault on a disk that is full as long as `full` says so."""

    def __init__(self, vault: LocalVault) -> None:
        self._vault = vault
        self.full = False

    def __getattr__(self, name: str) -> object:
        return getattr(self._vault, name)

    def keep(self, state: Draft | Reviewed | Consented, action: str) -> None:
        """Keep, where there is room."""
        if self.full:
            raise failure("vault-full")
        self._vault.keep(state, action)
