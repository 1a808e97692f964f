"""How long it takes from a pen's sample until it is painted: `python -m tests.benchmarks.inking`.

A stroke of ten thousand samples is drawn on the pad; the first and the last hundred are told apart, because a
pad that slows down with the length of a signature does so at its end.
"""

from __future__ import annotations

import os
import statistics
import time
from math import cos, sin
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault(
    "FONTCONFIG_FILE", str(Path(__file__).resolve().parents[2] / "resources/fonts/fonts.conf")
)

from PySide6.QtWidgets import QApplication

from consult_app.ui import theme
from consult_app.ui.widgets.signature_pad import SignaturePad
from tests.helpers.pointers import Pen

_SAMPLES, _WARM = 10_000, 200


def main() -> None:
    """Draw and print."""
    app = QApplication([])
    theme.apply(app)
    pad = SignaturePad()
    pad.resize(676, 190)
    pad.show()
    app.processEvents()
    pen = Pen(pad)
    pen.press(*_place(0), 0)
    taken = []
    for sample in range(1, _SAMPLES + _WARM):
        at = _place(sample)
        start = time.thread_time()
        pen.move(*at, 8 * sample)
        app.processEvents()
        taken.append((time.thread_time() - start) * 1000)
    pen.release(*_place(_SAMPLES + _WARM), 8 * (_SAMPLES + _WARM))
    pad.close()
    taken = taken[_WARM:]
    ordered = sorted(taken)
    print(
        f"Signature pad, {_SAMPLES:,} samples in one stroke, off-screen, until painted, work of its thread:"
    )
    print(f"  median {statistics.median(taken):.2f} ms (wanted: at most 0.3)")
    print(f"  p99    {ordered[int(len(ordered) * 0.99)]:.2f} ms (wanted: at most 1)")
    ratio = statistics.median(taken[-100:]) / statistics.median(taken[:100])
    print(f"  last hundred against the first: {ratio:.2f} times (flat is 1)")


def _place(sample: int) -> tuple[float, float]:
    """Scribble loops that wander over the pad."""
    turn = sample / 7
    return 338 + 250 * sin(turn / 61) + 40 * sin(turn), 95 + 50 * cos(turn / 37) + 30 * cos(turn)


if __name__ == "__main__":
    main()
