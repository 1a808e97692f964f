"""Every kind of document printed as pictures at three scales of the screen, and compared with its file.

`make prints` prints the largest share of pixels that differ, and leaves with 1 where that is too much.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from consult_app.assets import resource
from consult_app.domain.document import PaperSize, Sheet
from consult_app.pdf import render
from tests.helpers.random_consultations import dice, documents, pack, some_draft

PACK = "mesotherapy"
SCALES = ("1", "1.5", "2")
MOST = 0.005
"""The share of pixels that may differ."""


def different(file: Path, scale: str) -> float:
    """Print the first pages of a file in a process of its own whose screen has that scale."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.helpers.raster_process", scale, str(file)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    return float(told.stdout.splitlines()[-1])


def main() -> int:
    """Print a table: a row for each kind and paper, a column for each scale."""
    treatment, worst = pack(PACK), 0.0
    draft = some_draft(dice("prints"), treatment)
    print(f"{'differing pixels at scale':<32}" + "".join(f"{each:>10}" for each in SCALES))
    with TemporaryDirectory(prefix="consult-prints-") as folder:
        for paper in PaperSize:
            for kind, document in documents(treatment, draft, Sheet(paper)).items():
                file = Path(folder) / f"{kind}.pdf"
                file.write_bytes(render(document, treatment.labels, fonts=resource("fonts")))
                shares = [different(file, each) for each in SCALES]
                worst = max(worst, *shares)
                cells = "".join(f"{each:>9.3%} " for each in shares)
                print(f"{kind + ', ' + paper.value:<32}{cells}", flush=True)
    print(f"at most {worst:.3%}; wanted: at most {MOST:.1%}")
    return 1 if worst > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
