# ruff: noqa: T201  printing is how it reports
"""A program of its own that makes backups one after the other, printing the name of each good one."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from consult_app.store.place import Place
from tests.helpers.answering import FAST
from tests.helpers.consultations import PASSPHRASE


def main(folder: Path, target: Path) -> None:
    """Make them until killed, each a minute after the last by a clock of its own."""
    minutes = count(1 + len(list(target.iterdir())))
    start = datetime.now(UTC).replace(microsecond=0)
    place = Place(folder, FAST, lambda: start + timedelta(minutes=next(minutes)))
    vault = place.unlock(PASSPHRASE)
    print("ready", flush=True)
    while True:
        print(vault.backing_up(str(target)).run().name, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
