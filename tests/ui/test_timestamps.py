"""Timestamps at the real window: asked for by themselves, never in the way, said where a record is shown."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from threading import enumerate as enumerate_threads

import pytest

from consult_app.domain.sequel import SequelKind, Told
from consult_app.domain.time_server import TimeServer
from consult_app.errors import SigningError
from consult_app.ui.jobs import ERRAND, Errands
from consult_app.ui.seal_settings import time_facts
from consult_app.workflow.checking import check
from consult_app.workflow.consulting import begin
from consult_app.workflow.sealing import seal
from consult_app.workflow.timing import NO_TIMES, Times
from tests.helpers import histories
from tests.helpers.desk import Desk
from tests.helpers.time_authority import NAME, Served, clock, serving
from tests.helpers.window import PASSPHRASE, until

pytestmark = pytest.mark.usefixtures("no_printer")


@pytest.fixture
def server():
    with serving() as served:
        yield served


def choose(desk: Desk, server: TimeServer) -> None:
    """Choose a server, as in the settings of an earlier day."""
    vault = desk.services.vaults.unlock(PASSPHRASE)
    kept = replace(vault.preferences(), time_address=server.address, time_certificate=server.certificates)
    vault.keep_preferences(kept)
    vault.close()


def waiting(desk: Desk) -> int:
    """Count what waits, once the program is closed."""
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    count = len(vault.untimed())
    vault.close()
    return count


def test_what_waits_is_asked_for_when_the_vault_is_opened_and_is_said_where_the_record_is_shown(desk, server):
    histories.sealed(desk.services)
    choose(desk, server.trusting(clock()))
    hands = desk.opened()
    hands.reads("Timestamp", f"by {NAME} (trusted on this device)")
    assert len(server.asked) == 2
    assert waiting(desk) == 0


def test_a_consent_taken_back_after_its_timestamp_is_seen_once_more(desk, server, monkeypatch):
    def begin_real(*of, sample):
        """For samples nobody is asked."""
        assert sample
        return begin(*of)

    monkeypatch.setattr("consult_app.workflow.demo.begin", begin_real)
    record = histories.consented(desk.services)
    choose(desk, server.trusting(clock()))
    desk.opened().reads("Timestamp", f"by {NAME} (trusted on this device)")
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    taken = histories.following(desk.services, vault, record, SequelKind.WITHDRAWAL, told=Told.HERE)
    seal(desk.services, vault, *taken, PASSPHRASE)
    vault.close()
    assert waiting(desk) == 2
    asked = len(server.asked)
    desk.unlocked()
    told: list[Times] = []
    desk.app.desks.times.changed.connect(told.append)
    desk.app.desks.times.tell()
    until(lambda: told and told[-1].waiting == 0)
    assert len(server.asked) == asked + 2
    desk.close()
    vault = desk.services.vaults.unlock(PASSPHRASE)
    proof = check(desk.services, vault.pdf(record.draft.id), vault)
    vault.close()
    assert (proof.stands, len(proof.times), proof.seen_whole) == (True, 2, True)


def test_a_server_is_chosen_in_the_settings_and_asked_at_once(desk, server, tmp_path, monkeypatch):
    histories.sealed(desk.services)
    hands, dialog = desk.in_settings("Timestamps")
    dialog.reads("Nobody is asked: choose an address and a certificate.")
    dialog.type("Address of the timestamp server", "time.example.org")
    dialog.click("Save")
    dialog.reads("An address begins with https:// or http://")
    dialog.type("Address of the timestamp server", server.address)
    file = tmp_path / "root.pem"
    file.write_text(clock().trusted)
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getOpenFileName", lambda *_: (str(file), ""))
    dialog.click("Choose a certificate")
    dialog.reads(f"CN={NAME} Root")
    assert server.asked == []
    dialog.click("Save")
    until(lambda: len(server.asked) == 2)
    hands.open_row(0)
    hands.reads("Timestamp", f"by {NAME} (trusted on this device)")
    assert waiting(desk) == 0


def test_one_that_is_gone_is_said_in_the_settings_and_asked_again_on_wish(desk, server):
    histories.sealed(desk.services)
    answer, server.answer = server.answer, lambda _: b"<html>nothing</html>"
    choose(desk, server.trusting(clock()))
    hands = desk.unlocked()
    until(desk.app.desks.times._timer.isActive)
    hands.click("Settings")
    dialog = hands.dialog()
    dialog.click("Section Timestamps")
    dialog.reads("Sealed documents that wait", "1", "What the timestamp server answered is no timestamp")
    asked = len(server.asked)
    server.answer = answer
    dialog.click("Ask the server now")
    dialog.reads("Sealed documents that wait", "None")
    assert len(server.asked) == asked + 2
    dialog.click("Cancel")
    hands.open_row(0)
    hands.reads("Timestamp", f"by {NAME}")


def test_a_failed_server_is_left_alone_and_asked_again_by_the_timer(desk, server):
    histories.sealed(desk.services)
    server.answer, answer = (lambda _: b""), server.answer
    choose(desk, server.trusting(clock()))
    desk.unlocked()
    times = desk.app.desks.times
    until(times._timer.isActive)
    assert times._timer.interval() == 60_000
    asked = len(server.asked)
    times.look()
    assert len(server.asked) == asked
    times._timer.timeout.emit()
    until(lambda: len(server.asked) == asked + 1 and times._timer.isActive())
    assert times._timer.interval() == 120_000
    server.answer = answer
    desk.close()
    desk.opened().reads("Timestamp", f"by {NAME} (trusted on this device)")
    assert len(server.asked) == asked + 3
    assert waiting(desk) == 0


def test_one_that_hangs_is_in_the_way_of_nothing_not_even_of_closing(desk, server: Served):
    server.hangs = Event()
    histories.sealed(desk.services)
    choose(desk, server.trusting(clock()))
    hands = desk.opened()
    until(lambda: len(server.asked) == 1)
    hands.reads("Timestamp", "Waiting. It is added by itself")
    desk.app.controller.lock()
    assert waiting(desk) == 1
    # It is still waited for, and closing did not.
    assert ERRAND in [each.name for each in enumerate_threads()]
    assert not server.hangs.is_set()


def test_without_an_address_not_one_connection_is_attempted(desk, monkeypatch):
    histories.sealed(desk.services)
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("something was sent"))
    hands = desk.opened()
    hands.reads("Genuine")
    assert "Timestamp" not in hands.words()
    assert desk.app.desks.times._out is False


def test_what_is_said_of_timestamps():
    assert time_facts(NO_TIMES) == (("Timestamps", "Nobody is asked: choose an address and a certificate."),)
    assert time_facts(Times(chosen=True)) == (("Sealed documents that wait", "None"),)
    assert "while somebody who reads records" in time_facts(Times(chosen=True, waiting=None))[0][1]
    _, (name, why) = time_facts(Times(chosen=True, waiting=3, failed="time-expired"))
    assert name == "Last try"
    assert why.startswith("A certificate of the timestamp server has ended.")


def test_an_errand_comes_back_in_words_as_a_failure_or_not_at_all(qtbot, caplog):
    errands, got = Errands(), []
    errands.crashed.connect(got.append)
    errands.run(lambda: 7, got.append, got.append)
    qtbot.waitUntil(lambda: got == [7])
    refusal = SigningError("time-other")

    def refuse() -> int:
        raise refusal

    errands.run(refuse, got.append, got.append)
    qtbot.waitUntil(lambda: got == [7, refusal])
    errands.run(lambda: 1 // 0, got.append, got.append)
    qtbot.waitUntil(lambda: got[2:] == ["ZeroDivisionError"])
    assert [each.getMessage().split(" at ")[0] for each in caplog.records] == ["ZeroDivisionError in a job"]
    caplog.clear()
    begun, go = Event(), Event()

    def late() -> int:
        begun.set()
        go.wait()
        return 8

    errands.run(late, got.append, got.append)
    begun.wait()
    errands.close()
    go.set()
    qtbot.wait(1)
    assert got[3:] == []
