"""For how long the event loop does not come round: `python -m tests.benchmarks.event_loop [passes]`.

Each pass is a process of its own with a fresh heap, as the program is; the best of them counts, because a
busy machine makes work dearer and never cheaper.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault(
    "FONTCONFIG_FILE", str(Path(__file__).resolve().parents[2] / "resources/fonts/fonts.conf")
)

_PASSES, _WANTED_MS = 3, 50


def main(passes: int) -> None:
    """Run the passes and print the best of each act."""
    taken: dict[str, list[float]] = {}
    for _ in range(passes):
        ran = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.event_loop", "pass"], check=True, stdout=subprocess.PIPE
        )
        for act, ms in json.loads(ran.stdout):
            taken.setdefault(act, []).append(ms)
    print(f"Longest turn of the event loop, work of its thread, best of {passes}, off-screen:")
    for act, times in taken.items():
        over = f"  (wanted: at most {_WANTED_MS})" if min(times) > _WANTED_MS else ""
        print(f"  {act:<30} {min(times):>4.0f} ms{over}")


def measure() -> None:
    """Walk once; print acts and milliseconds for whoever runs the passes."""
    from PySide6.QtWidgets import QApplication

    from consult_app.ui import theme
    from tests.helpers import loop_acts
    from tests.helpers.loop_watch import LoopWatch, WorkMs
    from tests.helpers.window import Walk, quick_services

    application = QApplication([])
    theme.apply(application)
    watch = LoopWatch(WorkMs())
    with TemporaryDirectory(prefix="consult-bench-") as folder:
        walk = loop_acts.entered(Walk(quick_services(Path(folder) / "vault")))
        acts = loop_acts
        for each in (acts.first_visits, acts.usual_acts, acts.dressing, acts.trying_on, acts.signing):
            each(walk, watch)
        walk.close()
    print(json.dumps([[each.act, each.length] for each in watch.turns]))


if __name__ == "__main__":
    if sys.argv[1:] == ["pass"]:
        measure()
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else _PASSES)
