"""A word typed into every field of every page, looked for in all files that were written: `make leaks`.

`python -m tests.benchmarks.leaks [PAGE ...]` kills the program after these pages, one run each.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.helpers.leaks import search

_STOPS = ("new-patient", "stop-opened", "who-signs", "signed", "share", "complication", "the end")


def main(stops: tuple[str, ...]) -> int:
    """Print what was found, run after run; gives 1 where anything was."""
    wrong = 0
    heads = ("killed after", "pages", "fields", "files", "unpacked", "MB", "kept", "hits")
    print(_line(heads), " written elsewhere")
    for stop in stops:
        with TemporaryDirectory(prefix="consult-leaks-") as folder:
            outcome = search(Path(folder) / "place", stop)
        wrong += bool(outcome.hits)
        counts = (len(outcome.scenes), outcome.typed, outcome.files, outcome.streams)
        size = round(outcome.size / 1e6, 1)
        elsewhere = ", ".join(sorted(set(outcome.outside)))
        print(_line((stop, *counts, size, outcome.kept, len(outcome.hits))), "", elsewhere, flush=True)
        for each in outcome.hits:
            print(f"  FOUND in {each}")
    return 1 if wrong else 0


def _line(cells: tuple[object, ...]) -> str:
    first, *rest = map(str, cells)
    return f"{first:<16}" + "".join(f"{each:>9}" for each in rest)


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:]) or _STOPS))
