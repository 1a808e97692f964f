"""The program may die at any moment: what it acknowledged is there, and no word of it in the clear."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from consult_app.store.place import Place
from tests.helpers.answering import CANARY, FAST
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft

ROOT = Path(__file__).parents[2]
KILLS = 20


@pytest.fixture
def begun(tmp_path):
    """A closed vault with a consultation just begun."""
    place = Place(tmp_path / "vault", FAST)
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.begin(draft(), "bundle")
    vault.close()
    return place


def killed_after(place, act, answers):
    """Let another process answer, kill it after so many answers; give the last revision acknowledged."""
    command = [sys.executable, "-m", "tests.helpers.answering", act, str(place.folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        acknowledged = [process.stdout.readline() for _ in range(answers)]
        process.kill()
        acknowledged += process.stdout.readlines()
    whole = [line for line in acknowledged if line.endswith("\n")]
    return int(whole[-1])


def test_no_acknowledged_answer_is_lost_when_killed(begun):
    chance = random.Random(20)  # noqa: S311  the same moments each time
    for _ in range(KILLS):
        acknowledged = killed_after(begun, "answer", chance.randrange(1, 80))
        vault = begun.unlock(PASSPHRASE)
        state = vault.open("i-1")
        assert state.revision >= acknowledged
        # One more may be on disk, of which nobody was told; it is whole.
        assert state.revision <= acknowledged + 1
        assert state.answers["q-text"] == f"{CANARY} {state.revision} " * 40
        with vault._database.reading() as connection:
            events = connection.exec_driver_sql("SELECT count(*), max(revision) FROM event").one()
            assert tuple(events) == (state.revision + 1, state.revision)
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        vault.close()


def test_no_file_shows_a_word_after_a_kill(begun):
    killed_after(begun, "leak", 50)
    files = list(begun.folder.iterdir())
    assert {"vault.db", "vault.db-wal", "signers.json", "keys.json"} <= {file.name for file in files}
    for file in files:
        content = file.read_bytes().lower()
        for form in ("utf-8", "utf-16-le", "utf-16-be"):
            assert CANARY.lower().encode(form) not in content
        assert CANARY.lower() not in file.name.lower()
    vault = begun.unlock(PASSPHRASE)
    assert vault.patients(CANARY)[0].family_name == CANARY
    vault.close()
