"""Consultations about the sample pack on their way to a sealed record, in fakes."""

from __future__ import annotations

from dataclasses import dataclass

from consult_app.domain.consultation import Consented, Draft, Reviewed, Way
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.demo import scribble
from consult_app.workflow.ports import Services
from consult_app.workflow.practice import found
from consult_app.workflow.sealing import review, sign
from tests.helpers.fakes import FakeVault, fake_services
from tests.helpers.sample import draft, sample

PASSPHRASE = "a long passphrase"


@dataclass(frozen=True, slots=True)
class Bench:
    """Services and an unlocked vault that holds a consultation of the sample pack."""

    services: Services
    vault: FakeVault
    conversation: Conversation


def bench(whole: Draft | None = None) -> Bench:
    """Begin with a consultation in which nothing is missing, or with the one given."""
    services = fake_services(sample())
    said = whole or draft()
    vault, _ = found(services, said.practice, said.clinician, PASSPHRASE)
    assert isinstance(vault, FakeVault)
    vault.begin(said, services.library.bundle("sample"))
    return Bench(services, vault, Conversation.about(sample(), said))


def reviewed(on: Bench, *, keeps_ink: bool = False) -> Reviewed:
    """Review, and keep that."""
    state, _ = review(on.services, on.conversation, keeps_ink=keeps_ink)
    on.vault.keep(state, "reviewed")
    return state


def consented(on: Bench) -> Consented:
    """Review and let everybody sign, each kept."""
    state: Reviewed | Consented = reviewed(on)
    while isinstance(state, Reviewed):
        state = sign(on.services, state, Way.DRAWN, scribble(state.next_role.value))
        on.vault.keep(state, "signed")
    return state
