"""Measure what a person waits for: `python -m tests.benchmarks`, or `make bench`.

Machines are shared and noisy: look at ratios within one run, and at medians.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from compileall import compile_dir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from consult_app.domain.consultation import Clinician, Consented, Practice, Reviewed, Way
from consult_app.store.cost import LEAST
from consult_app.store.place import Place
from consult_app.workflow.consulting import Conversation, begin
from consult_app.workflow.demo import said, scribble
from consult_app.workflow.ports import Services, Vault
from consult_app.workflow.sealing import review, seal, sign
from tests.helpers.window import PASSPHRASE, quick_services, sample_of

_STARTS = 5
_SEALS = 10

T = TypeVar("T")


def main() -> None:
    """Run all measurements."""
    _starting()
    print()
    for each in ("answer_latency", "event_loop", "inking", "judging", "paper", "auditing"):
        subprocess.run([sys.executable, "-m", f"tests.benchmarks.{each}"], check=True)
        print(flush=True)
    _sealing()


def _starting() -> None:
    """Time from process start to first painted window, beside an empty main window, in turn."""
    with TemporaryDirectory(prefix="consult-bench-") as home:
        environment = {**os.environ, "XDG_DATA_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        # As installed: compiled once, not at every start.
        compile_dir(str(Path(__file__).parents[2] / "consult_app"), quiet=1)
        vaults = Place(Path(home) / "consult", cost=LEAST)
        vaults.create(Practice("Bench"), Clinician("", "Bench", "Physician"), PASSPHRASE)[0].close()
        taken: dict[str, list[float]] = {"floor": [], "app": []}
        for _ in range(_STARTS + 1):
            for what, times in taken.items():
                times.append(_start(what, environment))
    # The first round warms the disk's cache.
    floor, app = taken["floor"][1:], taken["app"][1:]
    ratio = statistics.median(app) / statistics.median(floor)
    print(f"Start to first painted window, off-screen, {_STARTS} runs in turn:")
    print(f"  empty QMainWindow  median {statistics.median(floor):.0f} ms")
    print(f"  consult-app        median {statistics.median(app):.0f} ms")
    print(f"  ratio              {ratio:.2f}  (wanted: at most 2.6)")


def _start(what: str, environment: dict[str, str]) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.first_paint", what, str(time.monotonic())]
    ended = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, timeout=60)
    return float(ended.stdout)


def _sealing() -> None:
    """Time each part of compose, render, seal, verify and store, warm."""
    with TemporaryDirectory(prefix="consult-bench-") as folder:
        bound = quick_services(Path(folder) / "vault")
        sample = sample_of(bound)
        vault, _ = bound.vaults.create(sample.practice, sample.clinician, PASSPHRASE)
        secret = bound.new_secret()
        pkcs12, fingerprint = bound.make_key(sample.clinician.name, secret, bound.now(), None)
        vault.keep_signing_key(pkcs12, secret, fingerprint)
        parts: dict[str, list[float]] = {"compose and render": [], "seal, verify and store": []}
        for _ in range(_SEALS + 1):
            _seal_once(bound, vault, parts)
        vault.close()
    print(f"From the last answer to the sealed record, warm, {_SEALS} runs:")
    for part, times in parts.items():
        print(f"  {part:<24} median {statistics.median(times[1:]):.0f} ms")


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
