"""The program may die at any moment: what it acknowledged is there, and no word of it in the clear."""

import subprocess
import sys
from pathlib import Path

import pytest

from consult_app.store.migrations import STEPS
from consult_app.store.place import Place
from tests.helpers import kills
from tests.helpers.answering import CANARY, FAST
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft

ROOT = Path(__file__).parents[2]


@pytest.fixture
def begun(tmp_path):
    """A closed vault with a consultation just begun."""
    place = Place(tmp_path / "vault", FAST)
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.begin(draft(), "bundle")
    vault.close()
    return place


@pytest.mark.untraced
@pytest.mark.parametrize(
    ("kind", "times", "least", "seen"),
    [
        (kills.answering, 20, 20, set()),
        (kills.backing_up, 4, 0, set()),
        (
            kills.migrating,
            len(STEPS) - 1,
            5 * (len(STEPS) - 1),
            {f"schema {version}" for version in range(1, len(STEPS))},
        ),
    ],
)
def test_nothing_acknowledged_is_lost_when_killed_and_it_opens_and_is_sound(
    tmp_path, kind, times, least, seen
):
    tally = kind(times, tmp_path)
    assert tally.whole, tally
    assert tally.kills == times
    assert tally.acknowledged >= least
    assert seen <= tally.outcomes


def test_what_is_lost_is_counted_as_lost():
    tally = kills.Tally()
    tally.note([1, 2, 3], 2, sound=True)
    assert (tally.acknowledged, tally.lost, tally.whole) == (3, 1, False)


def killed_after(place, act, answers):
    """Let another process answer, and kill it after so many answers."""
    command = [sys.executable, "-m", "tests.helpers.answering", act, str(place.folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for _ in range(answers):
            assert process.stdout.readline()
        process.kill()


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
