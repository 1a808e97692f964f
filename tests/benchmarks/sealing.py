"""Time from the last answer to the sealed record: the first one of a process, and the ones after it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from consult_app.domain.consultation import Consented, Reviewed, Way
from consult_app.workflow.consulting import Conversation, begin
from consult_app.workflow.demo import said, scribble
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.practice import found
from consult_app.workflow.sealing import review, seal, sign
from tests.helpers.window import PASSPHRASE, quick_services, sample_of

_SEALS = 10

T = TypeVar("T")


def main() -> None:
    """Time each part of compose, render, seal, verify and store."""
    with TemporaryDirectory(prefix="consult-bench-") as folder:
        bound = quick_services(Path(folder) / "vault")
        sample = sample_of(bound)
        vault, _ = found(bound, sample.practice, sample.clinician, PASSPHRASE)
        parts: dict[str, list[float]] = {"compose and render": [], "seal, verify and store": []}
        for _ in range(_SEALS + 1):
            _seal_once(bound, vault, parts)
        vault.close()
    print(f"From the last answer to the sealed record, {_SEALS} runs after one that loads what it needs:")
    for part, times in parts.items():
        first, warm = times[0], statistics.median(times[1:])
        print(f"  {part:<24} first {first:.0f} ms, then median {warm:.0f} ms")
    print("  (wanted of the second: at most 500 ms warm, 2500 ms at first)")


def _seal_once(bound: Services, vault: Vault, parts: dict[str, list[float]]) -> None:
    sample = sample_of(bound)
    conversation = begin(bound, vault, sample.pack, sample.goal, sample.patient)
    for draft in said(bound, conversation, sample):
        conversation = Conversation.about(conversation.treatment, draft)
    vault.keep(conversation.draft, "bench")
    state: Reviewed | Consented = _timed(parts["compose and render"], lambda: review(bound, conversation)[0])
    vault.keep(state, "bench")
    while isinstance(state, Reviewed):
        state = sign(bound, state, Way.DRAWN, scribble(state.next_role.value))
        vault.keep(state, "bench")
    signed = state
    _timed(
        parts["seal, verify and store"],
        lambda: seal(bound, vault, conversation.treatment, signed, PASSPHRASE),
    )


def _timed(times: list[float], act: Callable[[], T]) -> T:
    start = time.perf_counter()
    done = act()
    times.append((time.perf_counter() - start) * 1000)
    return done


if __name__ == "__main__":
    main()
