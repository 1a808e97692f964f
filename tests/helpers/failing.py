"""Drawing, signing, sealing and storing, made to fail at one step: by an exception, or by being killed.

Of a consent, and of each document that can follow one.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, cast

from consult_app.domain.consultation import (
    Consented,
    Draft,
    Reviewed,
    Sealed,
    Signature,
    Stage,
    State,
    Way,
)
from consult_app.domain.ink import Ink
from consult_app.domain.proof import Verdict
from consult_app.domain.sequel import SequelKind, Told
from consult_app.errors import ConsultError
from consult_app.services import services as real_services
from consult_app.store.cost import Cost
from consult_app.store.place import Place
from consult_app.store.vault import LocalVault
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.demo import scribble
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.practice import found
from consult_app.workflow.sealing import SEALS, review, seal, sign
from consult_app.workflow.sequels import begin_sequel
from tests.helpers.fakes import fake_services
from tests.helpers.sample import draft, sample

PASSPHRASE = "copper lantern drifts seven"
CONSENT, AFTER = "c-1", "s-1"
"""The ids of the consent, and of what follows it."""
LIVES = (None, *SequelKind)
"""What is brought to its end: the consent itself, or what follows it."""
_SAID: dict[SequelKind, dict[str, object]] = {
    SequelKind.CONFIRMATION: {"changed": False},
    SequelKind.WITHDRAWAL: {"told": Told.HERE},
    SequelKind.DECISION: {"told": Told.HERE, "decisions": ("d-photos",)},
    SequelKind.AMENDMENT: {"words": "It was lot B."},
}
_FAST = Cost(64, 1, 1)
_WATCHED = ("render", "attach", "seal", "verify", "written", "now")
_VAULT = ("begin", "open", "keep", "store", "pdf", "signing_key", "sequels", "revisions")


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
    """A vault with acts that are two steps each."""

    def __init__(self, vault: LocalVault, steps: Steps, acts: tuple[str, ...]) -> None:
        self._vault, self._steps, self._acts = vault, steps, acts

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._vault, name)
        return self._steps.around(found) if name in self._acts else found


class _SteppingRaw:
    """The driver's connection; each statement, and beginning and keeping a transaction, is a step."""

    def __init__(self, raw: Any, steps: Steps) -> None:
        self._raw, self._steps = raw, steps

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def execute(self, *given: Any) -> Any:
        self._steps.step()
        return self._raw.execute(*given)

    def executemany(self, *given: Any) -> Any:
        self._steps.step()
        return self._raw.executemany(*given)


def bound(folder: Path) -> Services:
    """Bind real adapters about the sample pack, with passphrases that are cheap to check."""
    made, real = fake_services(sample()), real_services(folder)
    names = {each.name for each in fields(made)} - {"library", "new_id", "vaults"}
    adapters = {name: getattr(real, name) for name in names}
    return replace(made, vaults=Place(folder, _FAST, real.now), new_id=lambda: AFTER, **adapters)


def begin(folder: Path, life: SequelKind | None = None) -> None:
    """Set a vault up with a consultation that is reviewed and waits for the first stroke.

    Where something follows it, it is sealed.
    """
    services, said = bound(folder), draft()
    vault, _ = found(services, said.practice, said.clinician, PASSPHRASE)
    said = replace(said, clinician=vault.clinician())
    vault.begin(said, services.library.bundle("sample"))
    reviewed, _ = review(services, Conversation.about(sample(), said))
    vault.keep(reviewed, "reviewed")
    if life is not None:
        _to_the_end(services, vault, vault.open(CONSENT), lambda _: None)
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


def go_on(services: Services, vault: Vault, life: SequelKind | None, told: Callable[[str], None]) -> None:
    """Begin what follows where it was not; draw and sign what is not signed yet, then seal.

    Tells "drawn", "signed" and "sealed" where the window would.
    """
    state = vault.open(CONSENT)
    if life is not None:
        state = _followed(services, vault, life)
    _to_the_end(services, vault, state, told)


def _followed(services: Services, vault: Vault, kind: SequelKind) -> State:
    """Give what follows the consent; begun and laid out where it is not yet."""
    begun = vault.sequels(CONSENT)
    state = vault.open(AFTER) if begun else begin_sequel(services, vault, CONSENT, kind)[1]
    if not isinstance(state, Draft):
        return state
    assert state.sequel is not None
    said = state.adding(state.sequel.saying(**_SAID[kind]))
    vault.keep(said, "what follows")
    reviewed, _ = review(services, Conversation.about(sample(), said))
    vault.keep(reviewed, "reviewed")
    return reviewed


def _to_the_end(services: Services, vault: Vault, state: State, told: Callable[[str], None]) -> None:
    while isinstance(state, Reviewed):
        if not state.signatures and state.read_back is None:
            state = state.reading_back(services.now())
            vault.keep(state, "right patient")
        whole = scribble(state.next_role.value)
        for count in range(len(_strokes(state.drawn)) + 1, len(whole.strokes) + 1):
            state = state.drawing(replace(whole, strokes=whole.strokes[:count]))
            vault.keep(state, "drawn")
            told("drawn")
        signed = sign(services, state, Way.DRAWN, state.drawn, by=vault.staff.me)
        vault.keep(signed, "signed")
        state = signed
        told("signed")
    if isinstance(state, Consented):
        seal(services, vault, sample(), state, PASSPHRASE)
        told("sealed")


def _strokes(ink: Ink | None) -> tuple[object, ...]:
    return ink.strokes if ink else ()


def go_on_stepping(folder: Path, life: SequelKind | None, steps: Steps, told: Callable[[str], None]) -> None:
    """Do it so that each act and each statement to the database is a step."""
    with unlocked(folder) as (services, vault):
        watch_statements(vault, steps)
        watched: dict[str, Any] = {name: steps.around(getattr(services, name)) for name in _WATCHED}
        go_on(replace(services, **watched), stepping(vault, steps, _VAULT), life, told)


def watch_statements(vault: LocalVault, steps: Steps) -> None:
    """Make each statement to the database a step."""
    vault._database._raw = _SteppingRaw(vault._database._connected(), steps)


def stepping(vault: LocalVault, steps: Steps, acts: tuple[str, ...]) -> Vault:
    """Give a vault with acts that are two steps each."""
    return cast("Vault", _Stepping(vault, steps, acts))


def judge(folder: Path, life: SequelKind | None, told: list[str]) -> list[str]:
    """Look at a vault after a failure, go on to the end, and look again; names all that is wrong."""
    with unlocked(folder) as (services, vault):
        before = _state(vault, life)
        wrong = [*_judge_told(before, told), *_judge_records(services, vault, life)]
        given, drawn = _written(before)
        try:
            go_on(services, vault, life, lambda _: None)
        except ConsultError as error:
            return [*wrong, f"it could not be resumed: {error.code}"]
        end = _state(vault, life)
        if not isinstance(end, Sealed):
            return [*wrong, "it could not be resumed"]
        if end.signatures[: len(given)] != given:
            wrong.append("a signature changed")
        if _strokes(end.signatures[len(given)].ink if drawn else None)[: len(drawn)] != drawn:
            wrong.append("a stroke changed")
        wrong += _judge_records(services, vault, life)
        followed = len(vault.sequels(CONSENT))
        with vault._database.reading() as connection:
            count = connection.value("SELECT count(*) FROM sealed")
            if (count, followed) != ((1, 0) if life is None else (2, 1)):
                wrong.append(f"{count} records, {followed} that follow")
            if connection.value("PRAGMA integrity_check") != "ok":
                wrong.append("the database is damaged")
    return wrong


def _state(vault: Vault, life: SequelKind | None) -> State | None:
    """Give what is brought to its end; nothing where it was not even begun."""
    if life is None:
        return vault.open(CONSENT)
    return vault.open(AFTER) if vault.sequels(CONSENT) else None


def _written(state: State | None) -> tuple[tuple[Signature, ...], tuple[object, ...]]:
    """Give the signatures that a state has, and the strokes of the next one."""
    if isinstance(state, Reviewed):
        return state.signatures, _strokes(state.drawn)
    return (state.signatures, ()) if isinstance(state, Consented | Sealed) else ((), ())


def _judge_told(state: State | None, told: list[str]) -> Iterator[str]:
    """Compare what the vault has with what was said to be kept."""
    signatures, drawn = _written(state)
    signed = told.count("signed")
    if len(signatures) < signed:
        yield "a signature that was told is lost"
    # Who has signed meanwhile, of which nobody was told, has drawn all of it.
    last = drawn if len(signatures) == signed else _strokes(signatures[-1].ink) if signatures else ()
    if len(last) < len(told) - 1 - max((i for i, word in enumerate(told) if word != "drawn"), default=-1):
        yield "a stroke that was told is lost"
    if "sealed" in told and not isinstance(state, Sealed):
        yield "sealed was said of what is not"


def _judge_records(services: Services, vault: LocalVault, life: SequelKind | None) -> Iterator[str]:
    """Compare each sealed record with its file; the consent says it was taken back exactly when it was."""
    for each in (CONSENT,) if life is None else (CONSENT, *(line.id for line in vault.sequels(CONSENT))):
        record = vault.open(each)
        if isinstance(record, Sealed):
            withdrawn = each == CONSENT and _is_sealed_withdrawal(vault)
            if not _is_as_sealed(services, vault, record, withdrawn=withdrawn):
                yield "a record is not what was sealed"


def _is_sealed_withdrawal(vault: Vault) -> bool:
    return any(
        each.sequel is SequelKind.WITHDRAWAL and each.stage is Stage.SEALED for each in vault.sequels(CONSENT)
    )


def _is_as_sealed(services: Services, vault: LocalVault, record: Sealed, *, withdrawn: bool) -> bool:
    first = services.verify(vault.original(record.draft.id), vault.signers())
    newest = services.verify(vault.pdf(record.draft.id), vault.signers())
    whole = all(each.verdict is Verdict.INTACT and each.known for each in (first, newest))
    same = (record.sha256, record.length) == (first.sha256, first.length)
    signed = tuple(each.role for each in record.signatures) == record.document.signers
    seals = (len(first.signatures), len(newest.signatures)) == (SEALS, SEALS + withdrawn)
    return whole and same and signed and seals and (newest.withdrawal is not None) == withdrawn
