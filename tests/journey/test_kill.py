"""The program may be killed at any moment: what it said to be kept is there, and it goes on from there."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from consult_app.domain.consultation import Draft
from tests.helpers.window import PASSPHRASE, Walk, quick_services

ROOT = Path(__file__).parents[2]
KILLS = 20


@pytest.fixture
def begun(qapp, tmp_path):
    """The services of a closed vault with a consultation just begun."""
    bound = quick_services(tmp_path / "vault")
    walk = Walk(bound)
    walk.found()
    walk.begin()
    walk.close()
    return bound


@pytest.fixture
def program(begun):
    """Runs the program as often as it is asked to, on standard input."""
    command = [sys.executable, "-m", "tests.helpers.answering_window", str(begun.vaults.folder)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.stdin.close()


def killed_after(program, answers):
    """Let the program answer, kill it after so many answers; give where it began and what it acknowledged."""
    program.stdin.write("run\n")
    program.stdin.flush()
    running, began = int(program.stdout.readline()), int(program.stdout.readline())
    printed = [program.stdout.readline() for _ in range(answers)]
    os.kill(running, signal.SIGKILL)
    printed += iter(program.stdout.readline, "killed\n")
    return began, [json.loads(line) for line in printed]


def kept(bound):
    """What the vault holds."""
    vault = bound.vaults.unlock(PASSPHRASE)
    [line] = vault.consultations()
    state = vault.open(line.id)
    vault.close()
    assert isinstance(state, Draft)
    return state


@pytest.mark.untraced
def test_no_answer_that_was_said_to_be_kept_is_lost_when_the_program_is_killed(begun, program):
    chance = random.Random(20)  # noqa: S311  the same moments each time
    before = kept(begun)
    for _ in range(KILLS):
        began, acknowledged = killed_after(program, chance.randrange(1, 25))
        assert began == before.revision
        state = kept(begun)
        revision = acknowledged[-1][0]
        # One more may be on disk, of which nobody was told; it is whole.
        assert revision <= state.revision <= revision + 1
        told = dict(before.answers) | {question: value for _, question, value in acknowledged}
        differing = {key for key in told if state.answers.get(key) != told[key]}
        assert len(differing) <= state.revision - revision
        before = state
