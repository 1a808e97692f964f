from __future__ import annotations

import logging
import threading

import pytest
from PySide6.QtWidgets import QWidget

from consult_app.errors import VaultError
from consult_app.ui.jobs import Jobs


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


def never(_: object) -> None:
    pytest.fail("must not be called")


def test_results_come_in_order_and_in_the_gui_thread(qtbot, jobs):
    got: list[tuple[int, int, bool]] = []
    for number in range(50):
        jobs.run(
            lambda number=number: (number, threading.get_ident()),
            lambda result: got.append((*result, threading.get_ident() == threading.main_thread().ident)),
            never,
        )
    qtbot.waitUntil(lambda: len(got) == 50)
    assert [each[0] for each in got] == list(range(50))
    assert {each[1] for each in got}.isdisjoint({threading.main_thread().ident})
    assert len({each[1] for each in got}) == 1
    assert all(each[2] for each in got)


def test_an_expected_failure_is_told_and_the_next_job_still_runs(qtbot, jobs):
    failures, results = [], []

    def full():
        raise VaultError("vault-full")

    jobs.run(full, never, failures.append)
    jobs.run(lambda: 7, results.append, never)
    qtbot.waitUntil(lambda: results == [7])
    assert [each.code for each in failures] == ["vault-full"]


def test_a_bug_is_announced_and_logged_without_its_words(qtbot, jobs, caplog):
    def bug():
        name = "Maya Lindqvist"
        raise ValueError(name)

    with caplog.at_level(logging.ERROR), qtbot.waitSignal(jobs.crashed) as crashed:
        jobs.run(bug, never, never)
    assert crashed.args == ["ValueError"]
    assert "ValueError" in caplog.text
    assert "test_jobs.py" in caplog.text
    assert "Maya" not in caplog.text


def test_closing_waits_for_queued_work_and_delivers_it(qtbot):
    jobs = Jobs()
    release, done, failures = threading.Event(), [], []

    def slow():
        release.wait(5)
        return "kept"

    def refused():
        raise VaultError("vault-read-only")

    jobs.run(slow, done.append, never)
    jobs.run(refused, never, failures.append)
    release.set()
    jobs.close()
    assert done == ["kept"]
    assert [each.code for each in failures] == ["vault-read-only"]


def test_what_is_done_aside_holds_nothing_up_and_is_waited_for_at_the_end(qtbot):
    jobs = Jobs()
    release, done = threading.Event(), []

    def slow():
        release.wait(5)
        return "pages"

    jobs.aside.run(slow, done.append, never)
    jobs.run(lambda: "kept", done.append, never)
    qtbot.waitUntil(lambda: done == ["kept"])
    release.set()
    jobs.close()
    assert done == ["kept", "pages"]


def test_a_bug_aside_is_announced_like_any_other(qtbot, jobs):
    with qtbot.waitSignal(jobs.crashed) as crashed:
        jobs.aside.run(lambda: 1 // 0, never, never)
    assert crashed.args == ["ZeroDivisionError"]


def test_what_can_wait_begins_when_all_is_painted_and_before_anything_asked_for_later(qtbot, jobs):
    order: list[str] = []
    widget = Painted(order)
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    order.clear()
    jobs.run_once_painted(lambda: order.append("kept"), never_mind, never)
    widget.update()
    qtbot.waitUntil(lambda: "kept" in order)
    assert order == ["painted", "kept"]
    order.clear()
    jobs.run_once_painted(lambda: order.append("kept"), never_mind, never)
    jobs.run(lambda: order.append("read"), never_mind, never)
    qtbot.waitUntil(lambda: "read" in order)
    assert order == ["kept", "read"]


def test_closing_does_what_was_put_off(qtbot):
    jobs, done = Jobs(), []
    jobs.run_once_painted(lambda: "kept", done.append, never)
    jobs.close()
    assert done == ["kept"]


class Painted(QWidget):
    """Notes that it was painted."""

    def __init__(self, order):
        super().__init__()
        self._order = order

    def paintEvent(self, event):
        self._order.append("painted")


def never_mind(_: object) -> None:
    """Nobody waits for it."""
