"""Draw the same ink on pads of several sizes and print its strokes: `python -m tests.helpers.inked`.

QT_SCALE_FACTOR says how dense the screen is.
"""

from __future__ import annotations

import json
import os
import sys
from math import cos, sin

from consult_app.assets import resource

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("FONTCONFIG_FILE", str(resource("fonts/fonts.conf")))

from PySide6.QtWidgets import QApplication

from consult_app.domain.ink import Ink
from consult_app.ui import theme
from consult_app.ui.widgets.signature_pad import SignaturePad
from tests.helpers.pointers import Pen

SIZES = ((676, 190), (677, 191), (1201, 333), (300, 676))
"""As usual, odd, on a large screen, and upright."""
# A pen tells places between pixels.
PLACES = [
    (140 + 0.9137 * each + 35.77 * sin(each / 7), 75.31 + 40.13 * cos(each / 11)) for each in range(120)
]


def samples(ink: Ink | None) -> list[list[tuple[float, float, int]]]:
    """Give the strokes' samples: millimetres across and down, milliseconds."""
    assert ink is not None
    return [[(each.x_mm, each.y_mm, each.t_ms) for each in stroke.points] for stroke in ink.strokes]


def main() -> None:
    """Draw and print, as JSON: how dense the screen is, and the strokes on each pad."""
    application = QApplication([])
    theme.apply(application)
    drawn = []
    for size in SIZES:
        pad = SignaturePad()
        pad.resize(*size)
        pad.show()
        Pen(pad).stroke(PLACES)
        drawn.append(samples(pad.ink()))
        pad.close()
    sys.stdout.write(json.dumps({"ratio": application.devicePixelRatio(), "drawn": drawn}))


if __name__ == "__main__":
    main()
