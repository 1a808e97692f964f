"""Play a sample consultation through the very same workflow as a real one, into a throw-away vault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import sin

from consult_app.domain.consultation import Consented, Draft, Reviewed, Sealed, Way
from consult_app.domain.ink import Ink, Point, Stroke
from consult_app.domain.proof import Proof
from consult_app.domain.questionnaire import Step
from consult_app.domain.sample import Sample
from consult_app.workflow.consulting import Conversation, begin, override
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.practice import found, sheet
from consult_app.workflow.sealing import review, seal, sign


@dataclass(frozen=True, slots=True)
class Played:
    """What a played consultation leaves: the sealed record, its files, and the proof of the consent."""

    conversation: Conversation
    sealed: Sealed
    consent: bytes
    aftercare: bytes
    proof: Proof


def play(services: Services, sample: Sample) -> Played:
    """Play a sample from first run to sealed record; every act is kept as in the room."""
    passphrase = services.new_secret()
    vault, _ = found(services, sample.practice, sample.clinician, passphrase)
    try:
        # What is played needs no sheet on paper.
        vault.note_recovery_key_kept()
        return _play(services, vault, sample, passphrase)
    finally:
        vault.close()


def _play(services: Services, vault: Vault, sample: Sample, passphrase: str) -> Played:
    conversation = begin(
        services, vault, sample.pack, sample.goal, replace(sample.patient, id=services.new_id()), sample=True
    )
    for draft in said(services, conversation, sample):
        vault.keep(draft, "sample")
        conversation = conversation.going_on(draft)
    reviewed, _ = review(services, conversation, sheet(vault, conversation.draft), anchor=str(vault.anchor()))
    vault.keep(reviewed, "reviewed")
    state: Reviewed | Consented = reviewed
    while isinstance(state, Reviewed):
        state = sign(services, state, Way.DRAWN, scribble(state.next_role.value))
        vault.keep(state, "signed")
    sealed = seal(services, vault, conversation.treatment, state, passphrase)
    consent = vault.pdf(sealed.draft.id)
    proof = services.verify(consent, services.vaults.known_signers())
    return Played(conversation, sealed, consent, vault.aftercare(sealed.draft.id), proof)


def said(
    services: Services, conversation: Conversation, sample: Sample, steps: Iterable[Step] = Step
) -> Iterator[Draft]:
    """Give one draft after the other, as the sample's words are said and the steps are gone through."""
    yield (draft := conversation.draft.treating(sample.areas))
    for question, value in sample.answers.items():
        yield (draft := draft.answering(question, value))
    yield (draft := draft.mixing(sample.mixture))
    for option, choice in sample.options.items():
        yield (draft := draft.deciding(option, choice))
    for risk, talk in sample.risks.items():
        yield (draft := draft.weighing(risk, talk))
    yield (draft := draft.adding_risks(sample.own_risks))
    yield (draft := draft.exchanging(sample.exchanges))
    for step in steps:
        yield (draft := draft.seeing(step.value))
    for rule, reason in sample.overrides:
        yield (draft := override(services, conversation.going_on(draft), rule, reason))


def scribble(seed: str) -> Ink:
    """Draw something that looks like handwriting; the same for the same seed."""
    pace = 3 + len(seed) % 4
    strokes = (
        Stroke(tuple(_loop(i, pace) for i in range(120))),
        Stroke(tuple(Point(8 + i * 0.9, 15.5 + sin(i / 9) * 0.4, i * 9, 0.4) for i in range(60))),
    )
    return Ink(strokes, 80.0, 22.0)


def _loop(i: int, pace: int) -> Point:
    fade = 1 - i / 220
    return Point(
        8 + i * 0.42 + sin(i / pace) * 1.6,
        10 + sin(i / (pace - 1.3)) * 4.6 * fade - sin(i / 23) * 2,
        i * 8,
        0.35 + 0.3 * abs(sin(i / 7)),
    )
