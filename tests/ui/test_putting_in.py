"""Photographs are put in one by one: others' work comes between, and nobody who locks loses any."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QObject, Signal

from consult_app.domain.photo import PHOTO_DECISION, Taken
from consult_app.errors import ConsultError
from consult_app.ui import putting_in
from consult_app.ui.putting_in import Coming, PuttingIn
from consult_app.workflow.sealing import seal
from tests.helpers.sample import ANSWERS, draft, sample
from tests.helpers.sealing import PASSPHRASE, bench, consented
from tests.helpers.signals import told


class Worker(QObject):
    """Does one job whenever it is told to, as the program's one worker does in its time."""

    locking = Signal()

    def __init__(self, services, vault):
        super().__init__()
        self._bound = services, vault
        self.jobs = []

    def ask_aside(self, work, done, failed):
        self.jobs.append((work, done, failed))

    def do_next(self):
        work, done, failed = self.jobs.pop(0)
        try:
            result = work(*self._bound)
        except ConsultError as error:
            failed(error)
        else:
            done(result)

    def do_all(self):
        while self.jobs:
            self.do_next()


@pytest.fixture
def on(monkeypatch):
    monkeypatch.setattr(putting_in, "photo_from", bytes)
    made = bench(draft(answers={**ANSWERS, PHOTO_DECISION: True}))
    seal(made.services, made.vault, sample(), consented(made), PASSPHRASE)
    return made


@pytest.fixture
def worker(qapp, on):
    return Worker(on.services, on.vault)


@pytest.fixture
def put(worker):
    made = PuttingIn(worker, worker)
    made.seen, made.over = told(made.moved), told(made.ended)
    return made


def coming(*contents):
    """Give photographs with these contents; what is no content cannot be used."""

    def read(content):
        if content is None:
            raise ConsultError("picture-unusable", "It is damaged.")
        return content

    return [Coming(partial(read, each), "c-1", Taken.BEFORE, "Cheeks") for each in contents]


def test_never_more_than_one_waits_in_the_worker_and_it_is_said_how_far_it_is(put, worker, on):
    put.add(coming(b"1", b"2", b"3"))
    asked = []
    for _ in range(3):
        asked.append(len(worker.jobs))
        worker.do_next()
    assert asked == [1, 1, 1]
    assert put.seen == [(0, 3), (1, 3), (2, 3)]
    assert put.over == [(None,)]
    assert len(on.vault.photos("p-1")) == 3


def test_what_comes_meanwhile_is_put_in_behind_it(put, worker, on):
    put.add(coming(b"1", b"2"))
    worker.do_next()
    put.add(coming(b"3"))
    worker.do_all()
    assert put.seen == [(0, 2), (1, 2), (2, 3)]
    assert [on.vault.photo(each.id) for each in on.vault.photos("p-1")] == [b"1", b"2", b"3"]
    put.add(coming(b"4"))
    assert put.seen[-1] == (0, 1)


def test_what_is_no_picture_keeps_no_other_out(put, worker, on):
    put.add(coming(b"1", None, b"3"))
    worker.do_all()
    [(error,)] = put.over
    assert (error.code, error.what) == ("picture-unusable-some", "1 of 3 files were left out. It is damaged.")
    assert len(on.vault.photos("p-1")) == 2


def test_what_fails_for_all_ends_it(put, worker, on):
    put.add([*coming(b"1"), Coming(lambda: b"2", "c-1", Taken.BEFORE, " "), *coming(b"3")])
    worker.do_all()
    [(error,)] = put.over
    assert error.missing == ("place",)
    assert len(on.vault.photos("p-1")) == 1


def test_whoever_locks_loses_none(put, worker, on):
    put.add(coming(b"1", b"2", None, b"4"))
    worker.locking.emit()
    # The vault is closed behind what waits in the worker by then.
    assert len(worker.jobs) == 4
    worker.do_all()
    assert len(on.vault.photos("p-1")) == 3
    assert put.over == []


def test_after_a_bug_nothing_waits_for_what_never_comes(put, worker, on):
    put.add(coming(b"1", b"2"))
    late = worker.jobs.pop()
    put.forget()
    put.forget()
    assert put.over == [(None,)]
    put.add(coming(b"3"))
    late[1](None)
    worker.do_all()
    assert [on.vault.photo(each.id) for each in on.vault.photos("p-1")] == [b"3"]
