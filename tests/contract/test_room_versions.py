"""One room has a newer program: the others say so, go on with what is open, and lose nothing."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing

import pytest

from consult_app.errors import VaultError
from consult_app.store import migrations, replica
from consult_app.store.codec import decoded
from consult_app.store.database import Database
from tests.helpers.answering import answered
from tests.helpers.consultations import PASSPHRASE, draft
from tests.helpers.newer_program import NEWER


def refused(code):
    return pytest.raises(VaultError, check=lambda error: error.code == code)


def newer_program(place, begins):
    """Work in a room with the newer program, in a process of its own; gives what waited, and the log."""
    command = [sys.executable, "-m", "tests.helpers.newer_program", str(place.folder), begins]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_the_older_room_says_that_it_must_be_updated_and_keeps_what_is_said(
    first, other_place, practice_place
):
    first.open("i-1")
    assert newer_program(other_place, "i-2") == ["0", "True"]
    with refused("room-behind"):
        first.look()
    # What is open goes on, and is told that it waits; what needs the others does not begin.
    said = answered(draft())
    with refused("room-behind"):
        first.keep(said, "answer")
    assert first.open("i-1") == said
    first.note("read", "i-1")
    with refused("room-behind"):
        first.begin(draft("i-3"), "bundle")
    first.close()
    with refused("room-behind"):
        practice_place.unlock(PASSPHRASE)

    # The update: it follows, and what waited is sent once.
    assert newer_program(practice_place, "i-4") == ["0", "True"]
    assert newer_program(other_place, "i-5") == ["0", "True"]


def test_what_waited_is_there_after_the_update(first, other_place, practice_place):
    first.open("i-1")
    newer_program(other_place, "i-2")
    said = answered(draft()).answering("q-text", "said in the older room")
    with refused("room-behind"):
        first.keep(said, "answer")
    first.close()
    newer_program(practice_place, "i-4")
    # Read past the vault, which this program cannot open any more.
    keys = first.staff.keys
    for place in (practice_place, other_place):
        newer_program(place, f"i-{place.folder.name}")
        database = Database(place.folder / "vault.db", *keys.of_database)
        with closing(database), database.reading() as connection:
            row = connection.execute("SELECT body FROM consultation WHERE id = ?", ("i-1",)).fetchone()
        assert decoded(row[0]) == said


def test_the_newer_program_says_that_it_needs_the_server_once(first, practice_place, cluster, monkeypatch):
    first.close()
    with monkeypatch.context() as newer:
        for module in (migrations, replica):
            newer.setattr(module, "STEPS", NEWER)
        cluster.stop()
        try:
            with refused("room-ahead"):
                practice_place.unlock(PASSPHRASE)
        finally:
            cluster.start()
    # Nothing was changed: the program that was there before opens it.
    practice_place.unlock(PASSPHRASE).close()
