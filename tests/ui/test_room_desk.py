"""Several rooms at their start pages: what one does is seen in the other; a server that is gone is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel

from consult_app.domain.rooms import Rooms
from consult_app.domain.users import UserRole
from consult_app.errors import VaultError
from consult_app.store import room_server
from consult_app.ui import room_desk
from consult_app.ui.main_window import MainWindow
from consult_app.ui.pages.start_page import StartPage
from consult_app.ui.room_desk import RoomDesk
from consult_app.ui.widgets import away_strip
from consult_app.ui.widgets.away_strip import AwayStrip
from tests.helpers.accessible import unnamed
from tests.helpers.answering import answered
from tests.helpers.consultations import CLINICIAN, PRACTICE, draft
from tests.helpers.desk import Desk
from tests.helpers.in_rooms import PracticePlace, cut, impatient, mended
from tests.helpers.postgres import PASSWORD, Cluster
from tests.helpers.rotating import BO, BOS
from tests.helpers.window import PASSPHRASE, until


@pytest.fixture(scope="module")
def cluster():
    made = Cluster()
    yield made
    made.remove()


@pytest.fixture
def desk(qapp, tmp_path, cluster, monkeypatch):
    impatient(monkeypatch)
    monkeypatch.setattr(room_desk, "EVERY_MS", 20)
    desk = Desk(tmp_path / "vault")
    place = PracticePlace(tmp_path / "vault", desk.clock, cluster.emptied())
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    vault.note_recovery_key_kept()
    vault.close()
    desk.services = replace(desk.services, vaults=place)
    yield desk
    desk.close()
    place.let_go()


@pytest.fixture
def elsewhere(desk, tmp_path):
    place = desk.services.vaults.another(tmp_path / "other", PASSPHRASE)
    vault = place.unlock(PASSPHRASE)
    yield vault
    vault.close()
    place.let_go()


def begun(vault, given_name, consultation):
    """Begin a consultation in another room."""
    one = draft(consultation)
    patient = replace(one.patient, id=f"p-{consultation}", given_name=given_name)
    vault.begin(replace(one, patient=patient), "bundle")


def test_what_another_room_does_is_seen_by_itself_and_the_keyboard_stays_where_it_is(desk, elsewhere):
    begun(elsewhere, "Adele", "i-1")
    desk.unlocked()
    page = desk.app.stage.page("start")
    assert isinstance(page, StartPage)
    until(lambda: page._rows.rowCount() == 1)
    page._list.setCurrentIndex(page._rows.index(0))
    begun(elsewhere, "Berta", "i-2")
    until(lambda: page._rows.rowCount() == 2)
    assert page._rows.row(page._list.currentIndex()).patient.given_name == "Adele"


def test_a_server_that_is_gone_is_said_until_it_is_back(desk):
    hands = desk.unlocked()
    vault = desk.app.controller.door.vault
    cut(vault)
    until(lambda: "The practice’s server cannot be reached" in hands.words())
    mended(vault)
    until(lambda: "The practice’s server cannot be reached" not in hands.words())


def test_a_server_that_is_gone_is_said_on_every_page_and_announced_once(desk, monkeypatch):
    heard = []
    monkeypatch.setattr(away_strip, "announce", lambda _widget, words: heard.append(words))
    hands = desk.unlocked()
    cut(desk.app.controller.door.vault)
    hands.reads("The practice’s server cannot be reached", "New consultation")
    desk.app.controller.desk.find_patient()
    hands.reads("What is the consultation about?", "The practice’s server cannot be reached")
    assert unnamed(desk.app.window) == []
    desk.app.controller.lock()
    until(lambda: "The practice’s server cannot be reached" not in hands.words())
    assert len([each for each in heard if "cannot be reached" in each]) == 1


def as_bo(desk, elsewhere):
    """Open the program as somebody who treats, and whose role another room can change."""
    elsewhere.staff.add(replace(BO, role=UserRole.CLINICIAN), BOS)
    # This machine hears of it from whoever unlocks it next.
    desk.services.vaults.unlock(PASSPHRASE, CLINICIAN.id).close()
    hands = desk.open()
    desk.app.controller.door.unlock(BOS, BO.id)
    hands.reads("New consultation")
    return hands


def become_administrator(desk, elsewhere):
    elsewhere.staff.correct(replace(BO, role=UserRole.ADMINISTRATOR))
    vault = desk.app.controller.door.vault
    until(lambda: vault.staff.me.role is UserRole.ADMINISTRATOR)


def test_who_became_an_administrator_while_typing_comes_in_and_sees_nothing_of_it(desk, elsewhere):
    """What was begun about a patient was brought back to them, and was refused, and so were they."""
    hands = as_bo(desk, elsewhere)
    desk.app.controller.desk.find_patient()
    hands.type("Given name", "Quilla")
    become_administrator(desk, elsewhere)
    desk.app.controller.lock()
    hands.reads("Unlock")
    desk.app.controller.door.unlock(BOS, BO.id)
    hands.reads("As an administrator you look after users")
    assert "Quilla" not in hands.words()
    assert "failed" not in desk.heard


def test_who_became_an_administrator_while_answering_is_told_what_is_kept(desk, elsewhere):
    hands = as_bo(desk, elsewhere)
    keeping = desk.app.controller.consultation._keeping
    become_administrator(desk, elsewhere)
    keeping.keep(desk.app.controller.door.vault, answered(draft()), "answer")
    hands.reads("You are an administrator now", "What was answered since is not.")
    assert keeping.behind


class Asked:
    """A controller whose vault answers as it is told."""

    def __init__(self, *answers):
        self.answers, self.looks, self.door, self.vault_if_open = list(answers), 0, self, "open"

    def ask_aside(self, _work, done, failed):
        self.looks += 1
        answer = self.answers.pop(0)
        if isinstance(answer, VaultError):
            failed(answer)
        else:
            done(answer)


def test_a_vault_of_this_machine_alone_is_asked_once(qapp):
    desk = RoomDesk(Asked(None))
    desk.look()
    assert not desk._timer.isActive()


def test_nobody_is_asked_while_the_vault_is_locked(qapp):
    asked = Asked()
    asked.vault_if_open = None
    RoomDesk(asked).look()
    assert asked.looks == 0


def test_what_is_heard_after_it_was_locked_concerns_nobody(qapp):
    asked = Asked()
    desk = RoomDesk(asked)
    heard = []
    desk.changed.connect(lambda: heard.append("changed"))
    asked.ask_aside = lambda _work, done, _failed: setattr(asked, "answer", done)
    desk.look()
    asked.vault_if_open = None
    asked.answer(Rooms(changed=True))
    assert heard == []
    assert not desk._timer.isActive()


def test_what_is_wrong_is_said_once_and_the_next_look_comes(qapp):
    wrong = VaultError("server-altered")
    desk = RoomDesk(Asked(wrong, wrong, Rooms(), wrong))
    heard = []
    desk.failed.connect(heard.append)
    for _ in range(4):
        desk.look()
    assert heard == [wrong, wrong]
    assert desk._timer.isActive()
    desk.stop()


def test_two_rooms_with_one_consultation_are_said(qtbot):
    page = StartPage()
    qtbot.addWidget(page)
    page.show_rooms(Rooms(apart=1))
    assert page._rooms.accessibleName() == "Somebody else changed the same consultation meanwhile"
    page.show_rooms(Rooms())
    assert page._rooms.accessibleName() == ""


def rooms_settings(hands):
    hands.click("Settings")
    dialog = hands.dialog()
    dialog.click("Section Several rooms")
    return dialog


@pytest.mark.parametrize("unencrypted", [False, True])
def test_the_settings_say_that_the_way_to_the_server_is_not_encrypted(desk, monkeypatch, unencrypted):
    monkeypatch.setattr(room_server, "is_open", lambda _address: unencrypted)
    dialog = rooms_settings(desk.unlocked())
    dialog.reads("practice_")
    assert ("Not encrypted, as its address says" in dialog.words()) is unencrypted


@pytest.mark.parametrize(
    ("why", "title", "remedy"),
    [
        ("server-gone", "The practice’s server cannot be reached", ""),
        (
            "server-password",
            "The rooms have another password",
            "Type it in the settings, under Several rooms",
        ),
        ("server-open", "The way to the practice’s server is not encrypted", "to switch TLS on"),
        ("server-full", "The practice’s server has no room left", "to make room"),
        (
            "database-missing",
            "The practice’s database is not on its server",
            "Ask whoever looks after the server",
        ),
    ],
)
def test_why_a_room_goes_on_without_the_server_is_said_above_the_page(qtbot, why, title, remedy):
    strip = AwayStrip()
    qtbot.addWidget(strip)
    strip.display(Rooms(away=True, why=why))
    said = strip.accessibleName()
    assert said.startswith(f"{title}. ")
    assert remedy in said
    assert "A consultation that was begun goes on" in said


def test_another_password_is_made_here_and_typed_in_the_other_room(desk, elsewhere):
    hands = desk.unlocked()
    dialog = rooms_settings(hands)
    dialog.reads("practice_")
    dialog.click("Change the rooms’ password")
    asked = dialog.dialog()
    assert unnamed(asked.window) == []
    asked.click("Change it")
    asked.reads("Type the password.")
    asked.type("Password of the owner of the server’s database", "guessed")
    asked.click("Change it")
    asked.reads("The server does not take this password")
    asked.type("Password of the owner of the server’s database", PASSWORD)
    asked.click("Change it")
    asked.reads("It is not shown again")
    made = next(each.text() for each in asked.window.findChildren(QLabel) if each.text().count("-") == 4)
    asked.click("Close")
    until(lambda: elsewhere.look().why == "server-password")
    elsewhere.practice_server.take_password(made)
    assert not elsewhere.look().away


def test_a_room_whose_password_was_changed_says_so_and_takes_the_new_one(desk, elsewhere):
    hands = desk.unlocked()
    made = elsewhere.practice_server.change_password(PASSWORD)
    until(lambda: "The rooms have another password" in hands.words())
    dialog = rooms_settings(hands)
    dialog.click("Type the new password")
    asked = dialog.dialog()
    asked.type("New password of the rooms", "guessed")
    asked.click("Use it")
    asked.reads("It is not the one that was made last")
    asked.type("New password of the rooms", made)
    asked.click("Use it")
    dialog.reads("The server lets this room in again")
    dialog.click("Cancel")
    until(lambda: "The rooms have another password" not in hands.words())


def test_the_server_is_emptied_from_the_settings(desk):
    dialog = rooms_settings(desk.unlocked())
    dialog.click("Empty the server of what was before")
    asked = dialog.dialog()
    asked.type("Password of the owner of the server’s database", PASSWORD)
    asked.click("Empty it")
    dialog.reads("The server holds nothing of what was before")


def test_what_waits_for_the_server_is_counted_and_its_return_is_said_once(qtbot, monkeypatch):
    heard = []
    monkeypatch.setattr(away_strip, "announce", lambda _widget, words: heard.append(words))
    window = MainWindow()
    qtbot.addWidget(window)
    page = QLabel("A page")
    window.show_full(page)
    window.show()
    window.show_rooms(Rooms())
    for waiting in (0, 2, 2):
        window.show_rooms(Rooms(away=True, waiting=waiting))
    [strip] = window.findChildren(AwayStrip)
    assert strip.accessibleName().endswith("has to wait. Waiting here: 2")
    assert not strip.grab().isNull()
    until(lambda: page.mapTo(window, QPoint()).y() >= strip.height() > 0)
    window.show_rooms(Rooms())
    window.show_rooms(Rooms())
    assert strip.isHidden()
    assert len(heard) == 2
    assert heard[1] == "The practice’s server can be reached again."
