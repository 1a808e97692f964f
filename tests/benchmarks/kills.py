"""kill -9 at any moment of what changes a vault: `python -m tests.benchmarks.kills [PERCENT]`."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.helpers.kills import KINDS


def main(percent: int = 100) -> int:
    """Print what came of the kills, as a table; gives 1 where anything was lost."""
    wrong = 0
    print(
        f"{'killed while':<36} {'kills':>6} {'done before':>12} {'acknowledged':>13} {'lost':>5}"
        f" {'did not open':>13} {'not sound':>10}  seen"
    )
    for name, (kind, kills) in KINDS.items():
        with TemporaryDirectory(prefix="consult-kills-") as folder:
            tally = kind(max(1, kills * percent // 100), Path(folder))
        wrong += not tally.whole
        print(
            f"{name:<36} {tally.kills:>6} {tally.done:>12} {tally.acknowledged:>13} {tally.lost:>5}"
            f" {tally.shut:>13} {tally.unsound:>10}  {', '.join(sorted(tally.outcomes))}",
            flush=True,
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
