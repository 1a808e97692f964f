"""Measure what a person waits for: `python -m tests.benchmarks`, or `make bench`.

Machines are shared and noisy: look at ratios within one run, and at medians.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from compileall import compile_dir
from pathlib import Path
from tempfile import TemporaryDirectory

from consult_app.domain.consultation import Clinician, Practice
from consult_app.store.cost import LEAST
from consult_app.store.place import Place
from tests.helpers.window import PASSPHRASE

_STARTS = 5


def main() -> None:
    """Run all measurements."""
    _starting()
    print()
    for each in (
        "answer_latency",
        "event_loop",
        "inking",
        "judging",
        "paper",
        "auditing",
        "lots",
        "size",
        "sealing",
    ):
        subprocess.run([sys.executable, "-m", f"tests.benchmarks.{each}"], check=True)
        print(flush=True)


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


if __name__ == "__main__":
    main()
