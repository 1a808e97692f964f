"""Whoever signed has signed: through kills at any moment, and however quickly one comes after the other."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from consult_app.domain.consultation import Consented, Way
from consult_app.domain.document import Role
from consult_app.domain.questionnaire import Step
from consult_app.domain.signers import Interpreter, Proxy, Signers, Why, Witness
from consult_app.workflow.demo import scribble
from tests.helpers import histories
from tests.helpers.signing_window import STROKES, counts, ink
from tests.helpers.window import PASSPHRASE, Walk, quick_services, until

ROOT = Path(__file__).parents[2]
FOUR = Signers(
    Proxy("Eva Sample", "Mother", "by law", Why.MINOR),
    Interpreter("Ivo Babel", "Czech"),
    Witness("Wanda See"),
)
MOST_KILLS = 30


@pytest.fixture
def program(tmp_path):
    """The services of a vault with one document for four signers; runs the program as often as asked."""
    bound = quick_services(tmp_path / "vault")
    [mine] = histories.to_be_signed(bound, 1, FOUR)
    command = [sys.executable, "-m", "tests.helpers.signing_window", str(bound.vaults.folder)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield bound, mine, process
        process.stdin.close()


def killed_after(process, acts):
    """Let people draw and sign, kill it after so many acts; give what it acknowledged last."""
    process.stdin.write("run\n")
    process.stdin.flush()
    running = int(process.stdout.readline())
    told = [process.stdout.readline() for _ in range(acts)]
    os.kill(running, signal.SIGKILL)
    told += iter(process.stdout.readline, "killed\n")
    return tuple(json.loads([each for each in told if each.endswith("]\n")][-1]))


def kept(bound, consultation):
    vault = bound.vaults.unlock(PASSPHRASE)
    state = vault.open(consultation)
    vault.close()
    return state


def test_no_stroke_and_no_signature_that_was_kept_is_lost_when_the_program_is_killed(program):
    bound, mine, process = program
    chance = random.Random(6)  # noqa: S311  the same moments each time
    for _ in range(MOST_KILLS):
        told = killed_after(process, chance.randrange(1, 9))
        state = kept(bound, mine)
        signed, strokes = counts(state)
        # One act more may be on disk, of which nobody was told; it is whole.
        assert told <= (signed, strokes) <= max((told[0], told[1] + 1), (told[0] + (told[1] == STROKES), 0))
        assert [each.role for each in state.signatures] == list(FOUR.roles[:signed])
        assert [each.ink for each in state.signatures] == [ink(each, STROKES) for each in range(signed)]
        if isinstance(state, Consented):
            break
        assert state.drawn == ink(signed, strokes)
    assert isinstance(state, Consented)
    assert all(earlier.at <= later.at for earlier, later in pairwise(state.signatures))


def stands_at(walk):
    talk = walk.controller.consultation.conversation
    return "" if talk is None else talk.draft.id


def test_ten_documents_one_after_the_other_two_signatures_at_once_and_all_are_there_in_order(qapp, tmp_path):
    bound = quick_services(tmp_path / "vault")
    ids = histories.to_be_signed(bound, 10, Signers())
    walk = Walk(bound)
    walk.app.start()
    walk.act(lambda: walk.controller.door.unlock(PASSPHRASE), "listed")
    for each in ids:
        walk.controller.open(each)
        until(lambda each=each: stands_at(walk) == each)
        page = walk.app.window.page(Step.SIGN)
        page.patient_read_back.emit(True)
        for who in ("patient", "clinician"):
            # Not even a turn of the event loop lies between them.
            page.signed.emit(Way.DRAWN, scribble(f"{who} {each}"), "")
    until(lambda: not walk.controller.consultation.behind and walk.seen.get("kept", ("",)) != ("",))
    walk.close()
    given = []
    for each in ids:
        state = kept(bound, each)
        assert isinstance(state, Consented)
        assert [signature.role for signature in state.signatures] == [Role.PATIENT, Role.CLINICIAN]
        drawn = [signature.ink for signature in state.signatures]
        assert drawn == [scribble(f"patient {each}"), scribble(f"clinician {each}")]
        given += [signature.at for signature in state.signatures]
    assert given == sorted(given)
    vault = bound.vaults.unlock(PASSPHRASE)
    logged = [entry.subject for entry in reversed(vault.entries(0, 500)) if entry.action == "signed"]
    vault.close()
    assert logged == [each for each in ids for _ in range(2)]
