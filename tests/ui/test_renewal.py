"""After locking the process is a new one, which knows where somebody was and nothing else."""

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QDialog

from consult_app.domain.questionnaire import Step
from consult_app.ui import renewal
from consult_app.ui.left import Left, read_left
from consult_app.ui.prints_left import read_prints
from tests.helpers import histories, sitting
from tests.helpers.window import until

HERE = Left("0b6c", Step.HISTORY, "m-why")


def run(script):
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize("left", [HERE, Left("0b6c", Step.SIGN)])
def test_a_place_is_told_in_one_line(left):
    assert read_left(left.told) == left


@pytest.mark.parametrize("told", ["", "0b6c", "0b6c nowhere", "0b6c history m-why more"])
def test_what_is_no_such_line_is_no_place(told):
    assert read_left(told) is None


def test_the_same_process_begins_anew_and_is_told_once_where_it_was():
    said = run(
        "import os\n"
        "from consult_app.domain.questionnaire import Step\n"
        "from consult_app.ui.left import Left\n"
        "from consult_app.ui.renewal import left_before, renew\n"
        "left = left_before()\n"
        "print(os.getpid(), left.told if left else 'nowhere', flush=True)\n"
        "if left is None: renew(Left('0b6c', Step.HISTORY))\n"
        "print(left_before(), 'CONSULT_LEFT' in os.environ)\n"
    )
    first, nowhere, second, *left = said
    assert (nowhere, left) == ("nowhere", ["0b6c", "history", "None", "False"])
    assert first == second


def test_a_print_on_its_way_is_told_to_the_process_that_comes_after():
    said = run(
        "from consult_app.domain.paper import Paper, Reason\n"
        "from consult_app.ui.prints_left import Print\n"
        "from consult_app.ui.renewal import prints_before, renew\n"
        "form = Print('0b6c', Paper.CONSENT, 2, Reason.PATIENT, 'Office', 'Office-7')\n"
        "sent = (form, Print('0b6d', None))\n"
        "before = prints_before()\n"
        "print(before == sent, flush=True)\n"
        "if not before: renew(None, sent)\n"
        "print(prints_before())\n"
    )
    assert said == ["False", "True", "()"]


@pytest.mark.parametrize(
    "told", ["", "{", "1", "[1]", "[[]]", '[["0b6c", "poem", 1, "", "", ""]]', '[["0b6c", "consent", 1]]']
)
def test_what_tells_of_no_print_is_none(told):
    assert read_prints(told) == ()


def test_where_the_program_cannot_be_started_it_is_left_to_end(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    monkeypatch.setenv("CONSULT_LEFT", "")
    renewal.renew(None)
    assert renewal.left_before() is None


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do it in other ways")
@pytest.mark.parametrize(
    "keeping",
    [
        "from consult_app.private_memory import keep_memory_private as keep; keep()",
        "from consult_app.cli.saying import secret_of; secret_of('Passphrase: ')",
    ],
)
def test_a_crash_leaves_no_copy_of_memory_and_no_other_process_reads_it(keeping):
    said = run(
        "import ctypes, resource\n"
        f"{keeping}\n"
        "print(*resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))\n"
    )
    assert said == ["0", "0", "0"]


def test_once_it_is_locked_and_closed_it_may_begin_anew(desk, qtbot):
    histories.begun(desk.services)
    hands = desk.opened()
    with qtbot.waitSignal(desk.app.shut):
        hands.click("Lock")
    vault = desk.services.vaults.unlock(sitting.PASSPHRASE)
    assert desk.app.controller.left == Left(vault.consultations()[0].id, Step.MATTERS, "areas")
    vault.close()


def test_as_long_as_something_is_told_it_does_not(desk, qtbot):
    histories.begun(desk.services)
    hands = desk.opened()
    told = []
    desk.app.shut.connect(lambda: told.append("shut"))
    desk.app.controller.door.closed.connect(lambda: told.append("closed"))
    hands.click("Lock")
    dialog = QDialog(desk.app.window)
    dialog.show()
    until(lambda: "closed" in told)
    assert told == ["closed"]


def test_leaving_the_program_is_no_locking(desk):
    histories.begun(desk.services)
    desk.opened()
    told = []
    desk.app.shut.connect(lambda: told.append("shut"))
    desk.close()
    assert told == []


def test_whoever_unlocks_comes_back_to_the_same_question(desk):
    histories.begun(desk.services)
    hands = desk.opened()
    hands.go_to(Step.MATTERS)
    desk.app.controller.consultation.reveal("m-why", Step.MATTERS)
    until(lambda: desk.app.stage.asked("at") == "m-why")
    hands.click("Lock")
    until(lambda: desk.app.stage.at_door)
    left = desk.app.controller.left
    assert (left.step, left.subject) == (Step.MATTERS, "m-why")
    desk.close()
    hands = desk.open()
    desk.app.left = left
    revealed = []
    until(lambda: desk.app._controller is not None)
    desk.app.controller.consultation.revealed.connect(revealed.append)
    sitting.unlock(hands)
    until(lambda: revealed == ["m-why"])
    hands.reads("Why are you thinking about this treatment now?")
