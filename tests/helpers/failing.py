"""Signing, sealing and storing, made to fail at one step: by an exception, or by the process being killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, cast

from sqlalchemy import event

from consult_app.domain.consultation import Consented, Reviewed, Sealed, Way
from consult_app.domain.proof import Verdict
from consult_app.services import services as real_services
from consult_app.store.cost import Cost
from consult_app.store.place import Place
from consult_app.store.vault import LocalVault
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.demo import scribble
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.practice import found
from consult_app.workflow.sealing import SEALS, review, seal, sign
from tests.helpers.fakes import fake_services
from tests.helpers.sample import draft, sample

PASSPHRASE = "copper lantern drifts seven"
RECORD = "c-1"
_FAST = Cost(64, 1, 1)
_WATCHED = ("render", "attach", "seal", "verify", "written", "now")
_VAULT = ("open", "keep", "store", "pdf", "signing_key")


class ForcedError(Exception):
    """What is thrown at a step."""


@dataclass(slots=True)
class Steps:
    """Counts steps, and fails at one of them; 0 for none."""

    fatal: int = 0
    kill: bool = False
    count: int = 0

    def step(self, *_: object) -> None:
        """Go one step on."""
        self.count += 1
        if self.count == self.fatal:
            if self.kill:
                os.kill(os.getpid(), signal.SIGKILL)
            raise ForcedError

    def around(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """Step before and after an act: either nothing of it was done, or all of it and nobody knows."""

        def stepping(*given: Any, **named: Any) -> Any:
            self.step()
            result = act(*given, **named)
            self.step()
            return result

        return stepping


class _Stepping:
    """A vault each of whose acts is two steps."""

    def __init__(self, vault: LocalVault, steps: Steps) -> None:
        self._vault, self._steps = vault, steps

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._vault, name)
        return self._steps.around(found) if name in _VAULT else found


def bound(folder: Path) -> Services:
    """Bind real adapters about the sample pack, with passphrases that are cheap to check."""
    made, real = fake_services(sample()), real_services(folder)
    names = {each.name for each in fields(made)} - {"library", "new_id", "vaults"}
    return replace(
        made, vaults=Place(folder, _FAST, real.now), **{name: getattr(real, name) for name in names}
    )


def begin(folder: Path) -> None:
    """Set a vault up with a consultation that is reviewed and waits for its first signature."""
    services, said = bound(folder), draft()
    vault, _ = found(services, said.practice, said.clinician, PASSPHRASE)
    said = replace(said, clinician=vault.clinician())
    vault.begin(said, services.library.bundle("sample"))
    reviewed, _ = review(services, Conversation.about(sample(), said))
    vault.keep(reviewed, "reviewed")
    vault.close()


@contextmanager
def unlocked(folder: Path) -> Iterator[tuple[Services, LocalVault]]:
    """Open the vault."""
    services = bound(folder)
    vault = cast("LocalVault", services.vaults.unlock(PASSPHRASE))
    try:
        yield services, vault
    finally:
        vault.close()


def go_on(services: Services, vault: Vault, told: Callable[[str], None]) -> None:
    """Sign what is not signed yet, then seal; tells "signed" and "sealed" where the window would."""
    state = vault.open(RECORD)
    while isinstance(state, Reviewed):
        state = sign(services, state, Way.DRAWN, scribble(state.next_role.value))
        vault.keep(state, "signed")
        told("signed")
    if isinstance(state, Consented):
        seal(services, vault, sample(), state, PASSPHRASE)
        told("sealed")


def go_on_stepping(folder: Path, steps: Steps, told: Callable[[str], None]) -> None:
    """Do it so that each act and each statement to the database is a step."""
    with unlocked(folder) as (services, vault):
        for moment in ("before_cursor_execute", "commit"):
            event.listen(vault._database._engine, moment, steps.step)
        watched: dict[str, Any] = {name: steps.around(getattr(services, name)) for name in _WATCHED}
        go_on(replace(services, **watched), cast("Vault", _Stepping(vault, steps)), told)


def judge(folder: Path, told: list[str]) -> list[str]:
    """Look at a vault after a failure, go on to the end, and look again; names all that is wrong."""
    wrong = []
    with unlocked(folder) as (services, vault):
        state = vault.open(RECORD)
        signed = len(state.signatures) if isinstance(state, Reviewed | Consented | Sealed) else 0
        if signed < told.count("signed"):
            wrong.append("a signature that was told is lost")
        if "sealed" in told and not isinstance(state, Sealed):
            wrong.append("sealed was said of what is not")
        if isinstance(state, Sealed):
            wrong += _judge_sealed(services, vault, state)
        before = state.signatures if isinstance(state, Reviewed | Consented | Sealed) else ()
        go_on(services, vault, lambda _: None)
        end = vault.open(RECORD)
        if not isinstance(end, Sealed):
            return [*wrong, "it could not be resumed"]
        if end.signatures[: len(before)] != before:
            wrong.append("a signature changed")
        wrong += _judge_sealed(services, vault, end)
        with vault._database.reading() as connection:
            count = connection.exec_driver_sql("SELECT count(*) FROM sealed").scalar_one()
            if count != 1:
                wrong.append(f"{count} records")
            if connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() != "ok":
                wrong.append("the database is damaged")
    return wrong


def _judge_sealed(services: Services, vault: LocalVault, record: Sealed) -> list[str]:
    pdf = vault.pdf(RECORD)
    proof = services.verify(pdf, vault.signers())
    whole = proof.verdict is Verdict.INTACT and proof.known and len(proof.signatures) == SEALS
    same = (record.sha256, record.length) == (proof.sha256, proof.length)
    signed = tuple(each.role for each in record.signatures) == record.document.signers
    return [] if whole and same and signed else ["a record is not what was sealed"]
