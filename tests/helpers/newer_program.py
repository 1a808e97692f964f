# ruff: noqa: T201  printing is how it reports
"""A program of its own that is newer by one step of the schema: it opens a room, and works there.

Prints how many acts waited there before, and whether the log is whole.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from consult_app.store import connecting, examining, migrations, replica, rescue
from consult_app.store.cost import Cost
from consult_app.store.place import Place
from tests.helpers.consultations import PASSPHRASE, draft

NEWER = (*migrations.STEPS, ("CREATE TABLE newer (number INTEGER PRIMARY KEY) STRICT",))


def main(folder: str, begins: str) -> None:
    """Open the room in a folder, look, and begin a consultation."""
    for module in (migrations, replica, connecting, examining, rescue):
        module.__dict__["STEPS"] = NEWER
    vault = Place(Path(folder), Cost(64, 1, 1), lambda: datetime.now(UTC)).unlock(PASSPHRASE)
    try:
        rooms = vault.look()
        assert rooms is not None
        vault.begin(draft(begins), "bundle")
        print(f"{rooms.waiting} {vault.check_log().sound}")
    finally:
        vault.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
