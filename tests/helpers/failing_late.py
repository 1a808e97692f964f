"""A timestamp that comes late, over real records, made to fail at one step.

Before the right answer the clock gives a wrong one of each kind, so that what a failure leaves is there too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from enum import Enum
from itertools import chain, repeat
from pathlib import Path
from typing import Any

from consult_app.domain.consultation import Sealed
from consult_app.domain.proof import Verdict
from consult_app.domain.sequel import SequelKind
from consult_app.domain.time_server import Behind, TimeServer
from consult_app.errors import SigningError
from consult_app.signing.archive_time import Clockwork, read_material
from consult_app.store.vault import LocalVault
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.timing import come_back, fail, next_errand, run
from tests.helpers import failing
from tests.helpers.failing import CONSENT, Steps, stepping, unlocked
from tests.helpers.time_authority import clock

_WATCHED = ("stamp_time", "verify")
_VAULT = ("untimed", "pdf", "preferences", "behind_seals", "add_time", "note")
Answer = Callable[[bytes], bytes]


class Late(Enum):
    """What a timestamp is put over."""

    SEAL = "timestamp"
    WITHDRAWAL = "timestamp over a withdrawal"


def begin(folder: Path, life: Late) -> None:
    """Set a vault up in which a record waits for its timestamp; or had it, and was withdrawn after."""
    failing.begin(folder, SequelKind.WITHDRAWAL)
    with unlocked(folder) as (services, vault):
        address, trusted = "http://127.0.0.1:1/tsa", clock().trusted
        chosen = replace(vault.preferences(), time_address=address, time_certificate=trusted)
        vault.keep_preferences(chosen)
        if life is Late.WITHDRAWAL:
            _see(_asking(services, clock().stamp), vault, lambda _: None)
            failing.go_on(services, vault, SequelKind.WITHDRAWAL, lambda _: None)


def go_on_stepping(folder: Path, _: Late, steps: Steps, told: Callable[[str], None]) -> None:
    """Do it so that each act, each statement to the database, each question and each answer is a step."""
    with unlocked(folder) as (services, vault):
        failing.watch_statements(vault, steps)
        answers = chain(_wrong(), repeat(clock().stamp))

        def ask(question: bytes) -> bytes:
            return next(answers)(question)

        bound = _asking(services, steps.around(ask))
        watched: dict[str, Any] = {name: steps.around(getattr(bound, name)) for name in _WATCHED}
        _see(replace(bound, **watched), stepping(vault, steps, _VAULT), told)


def judge(folder: Path, life: Late, told: list[str]) -> list[str]:
    """Look at a vault after a failure, go on to the end, and look again; names all that is wrong."""
    with unlocked(folder) as (services, vault):
        wrong = [*_judge_files(services, vault, life)]
        if _count(services, vault) < told.count("timed") + (life is Late.WITHDRAWAL):
            wrong.append("a timestamp that was told is lost")
        _see(_asking(services, clock().stamp), vault, lambda _: None)
        wrong += _judge_files(services, vault, life)
        if vault.untimed():
            wrong.append("it could not be resumed")
        # The consent, twice where it was withdrawn after the first; and what took it back.
        if _count(services, vault) != (1 if life is Late.SEAL else 3):
            wrong.append("there are more or less timestamps than there should be")
        with vault._database.reading() as connection:
            if connection.value("PRAGMA integrity_check") != "ok":
                wrong.append("the database is damaged")
    return wrong


def _wrong() -> Iterator[Answer]:
    """Give each kind of wrong answer, as a server might; also that there is none."""
    made = clock()
    forged = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)}
    ended = clock(until=datetime(2026, 6, 1, tzinfo=UTC))

    def silent(_: bytes) -> bytes:
        raise SigningError("time-unreachable", "The timestamp server cannot be reached.")

    yield silent
    yield lambda _: b"<html>Sign in to the hotel's network</html>"
    yield lambda question: made.stamp(question, nonce=1)
    yield lambda question: made.stamp(question, message_imprint=forged)
    yield lambda question: made.stamp(question)[:-9]
    yield clock("RSA").stamp
    yield ended.stamp


def _asking(services: Services, ask: Answer) -> Services:
    def stamp(pdf: bytes, server: TimeServer, behind: Behind) -> tuple[bytes, str]:
        return Clockwork(server, ask).stamp(pdf, read_material(behind))

    return replace(services, stamp_time=stamp)


def _see(services: Services, vault: Vault, told: Callable[[str], None]) -> None:
    """Send for what waits until nothing does; a failure is noted, and asked again."""
    while (errand := next_errand(vault)) is not None:
        try:
            fetched = run(services, errand)
        except SigningError as error:
            fail(vault, errand, error.code)
            continue
        come_back(vault, errand, *fetched)
        told("timed")


def _records(vault: LocalVault) -> tuple[str, ...]:
    return (CONSENT, *(each.id for each in vault.sequels(CONSENT)))


def _count(services: Services, vault: LocalVault) -> int:
    return sum(len(services.verify(vault.pdf(each), frozenset()).times) for each in _records(vault))


def _judge_files(services: Services, vault: LocalVault, life: Late) -> Iterator[str]:
    """Require each file to go on from the first one, byte for byte, and all that is in it to be known."""
    for each in _records(vault):
        record, first, newest = vault.open(each), vault.original(each), vault.pdf(each)
        proof = services.verify(newest, vault.signers())
        seals = 2 if (each, life) == (CONSENT, Late.WITHDRAWAL) else 1
        whole = proof.verdict is Verdict.INTACT and proof.known and all(time.known for time in proof.times)
        if not isinstance(record, Sealed) or not newest.startswith(first) or record.length != len(first):
            yield "a record is not what was sealed"
        if not whole or len(proof.signatures) != seals or len(proof.times) > seals:
            yield "a file with a timestamp is not what it should be"
