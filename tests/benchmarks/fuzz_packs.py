"""Damage the packs at random and read them: `python -m tests.benchmarks.fuzz_packs`, or `make fuzz`.

Reading must give a treatment or named mistakes, never another exception, and never take over a second.
Exits 1 at the first violation, and leaves the damaged pack in a file of its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from random import SystemRandom as Chance

from consult_app.assets import forms_folder
from consult_app.content.loader import read_treatment
from consult_app.content.reading import Reading
from consult_app.content.text import PackText
from consult_app.content.wording import read_wording
from tests.helpers.mutations import look, mutated, packs_to_damage

LONGEST_S = 1.0
_PROCESSES = 2


@dataclass(slots=True)
class Tally:
    """What came of the mutations so far; `broken` is the file that shows a violation."""

    mutations: int = 0
    refused: int = 0
    valid: int = 0
    slowest_ms: float = 0.0
    broken: str = ""


def main() -> int:
    """Run two processes until the time is over or one finds a violation."""
    parser = argparse.ArgumentParser(description="Damage the packs at random and read them.")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=None, help="repeat the mutations of an earlier run")
    parser.add_argument("--out", type=Path, default=Path("build"), help="folder for what shows a violation")
    chosen = parser.parse_args()
    seed = Chance().randrange(2**32) if chosen.seed is None else chosen.seed
    print(f"seed {seed}: to repeat, --seed {seed}", flush=True)
    ends = time.monotonic() + chosen.minutes * 60
    stop = multiprocessing.Event()
    with multiprocessing.Pool(_PROCESSES, initializer=_begin, initargs=(stop,)) as pool:
        tallies = pool.starmap(fuzz, [(seed + each, ends, chosen.out) for each in range(_PROCESSES)], 1)
    print(f"{sum(each.mutations for each in tallies):,} mutations")
    print(f"{sum(each.refused for each in tallies):,} refused with clean errors")
    print(f"{sum(each.valid for each in tallies):,} still valid")
    print(f"slowest reading {max(each.slowest_ms for each in tallies):.0f} ms")
    broken = [each.broken for each in tallies if each.broken]
    for place in broken:
        print(f"VIOLATION: {place}")
    return int(bool(broken))


_stopped: Callable[[], bool] = bool
_stop: Callable[[], None] = lambda: None  # noqa: E731  each process gets its own


def _begin(stop: multiprocessing.synchronize.Event) -> None:
    global _stopped, _stop
    _stopped, _stop = stop.is_set, stop.set


def fuzz(seed: int, ends: float, out: Path) -> Tally:
    """Damage and read until a moment of the monotonic clock."""
    random, tally = Random(seed), Tally()  # noqa: S311  nothing is kept secret
    packs = packs_to_damage()
    wording = read_wording(forms_folder(), "en", Reading())
    for each in packs:
        read_treatment(each)
    # What is parsed once stays; looking through it for rubbish costs a third of the time.
    gc.freeze()
    while time.monotonic() < ends and not _stopped():
        whole = random.choice(packs)
        text = mutated(random, whole)
        # Not the clock on the wall: another program on the machine is no fault of the pack.
        began = time.process_time()
        try:
            read = read_treatment(text)
            took = time.process_time() - began
            valid = look(read, text, whole, wording)
        except Exception:  # noqa: BLE001  every other exception is what this looks for
            tally.broken = _kept(text, seed, tally.mutations, out, traceback.format_exc())
            _stop()
            return tally
        tally.mutations += 1
        tally.slowest_ms = max(tally.slowest_ms, took * 1000)
        tally.valid += valid
        tally.refused += not valid
        if took > LONGEST_S:
            tally.broken = _kept(text, seed, tally.mutations, out, f"reading took {took:.2f} s")
            _stop()
            return tally
    return tally


def _kept(text: PackText, seed: int, number: int, out: Path, why: str) -> str:
    """Write down what broke the promise; gives the file's name."""
    out.mkdir(parents=True, exist_ok=True)
    place = out / f"fuzz-{seed}-{number}.json"
    said = {
        "why": why,
        "where": text.where,
        "labels": {text.labels_file: text.labels},
        "cases": text.cases,
        "files": dict(text.files),
        "beside": dict(text.beside),
    }
    place.write_text(json.dumps(said, indent=1), encoding="utf-8")
    print(why, file=sys.stderr, flush=True)
    return place.as_posix()


if __name__ == "__main__":
    sys.exit(main())
