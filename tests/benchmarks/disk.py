"""What a bad disk costs: full, read-only, failing, with flipped bits and swapped pages: `make disk`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.helpers import bad_disk, damage

_FAILING = {
    "full (RLIMIT_FSIZE)": bad_disk.limited,
    "full (tmpfs of 3 MiB)": bad_disk.full,
    "read-only": bad_disk.read_only,
    "an error for each write (EIO)": bad_disk.with_errors,
}
_DAMAGED = {"bits flipped": (damage.flips, 300), "pages swapped": (damage.swaps, 50)}


def main(percent: int = 100) -> int:
    """Print what came of each; gives 1 where anything was lost, or damage was not found."""
    wrong = 0
    print(f"{'the disk is':<32}{'acknowledged':>13}{'lost':>6}  {'said':<16}{'goes on'}")
    for name, fail in _FAILING.items():
        if fail is not bad_disk.limited and (os.getuid() or sys.platform != "linux"):
            print(f"{name:<32} needs root on Linux, to mount a disk: not tried")
            continue
        with TemporaryDirectory(prefix="consult-disk-") as folder:
            outcome = fail(Path(folder) / "disk")
        wrong += bool(outcome.lost) or not outcome.goes_on
        print(
            f"{name:<32}{outcome.acknowledged:>13}{outcome.lost:>6}  {outcome.said:<16}"
            f"{'yes' if outcome.goes_on else 'NO'}",
            flush=True,
        )
    for what, (endure, times) in _DAMAGED.items():
        count = max(1, times * percent // 100)
        with TemporaryDirectory(prefix="consult-disk-") as folder:
            damaged = endure(count, Path(folder))
        wrong += not damaged.whole
        by = ", ".join(f"{name} {found}" for name, found in damaged.found.items() if name)
        print(
            f"{count} {what} in {damaged.pages} pages: found {count - damaged.unfound} (first by: {by}),"
            f" not found {damaged.unfound}, read wrong {damaged.wrong}",
            flush=True,
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
