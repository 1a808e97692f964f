"""The real program on two real screens, one of them the patient's: what is shown and said there."""

from __future__ import annotations

import pytest

from consult_app.domain.consultation import Origin
from consult_app.domain.screening import AREAS
from consult_app.store.cost import LEAST
from tests.helpers import histories
from tests.helpers.announcements import Said
from tests.helpers.atspi import wait
from tests.helpers.monitors import Monitors
from tests.helpers.visitor import Visitor
from tests.helpers.window import PASSPHRASE, quick_services

LOCK, END = "For the clinician", "End patient mode"
ASKED = "Are you pregnant, or could you be?"
STOP = Said(
    "Reason not to treat: Pregnant, or may be. Do not treat. We can look at it again after the pregnancy.",
    urgent=True,
)
WHY = "Why are you thinking about this treatment now? You can write here."


@pytest.fixture(scope="module")
def bound(tmp_path_factory):
    """The services of a vault with a consultation that was just begun."""
    folder = tmp_path_factory.mktemp("two-screens")
    services = quick_services(folder / "data" / "consult", cost=LEAST)
    histories.begun(services)
    return services


@pytest.fixture(scope="module")
def room(bound):
    """The program in its room, on the first of two screens."""
    with Monitors(bound.vaults.folder.parents[1]) as monitors:
        visitor = Visitor(monitors, monitors.open())
        visitor.enter(PASSPHRASE)
        yield visitor


@pytest.fixture
def patients(room):
    """The second screen, given to the patient; gives where it is."""
    area = room.desktop.turn_back()
    go_to(room, "What matters")
    room.click("Show to patient")
    room.tree.await_words("On which screen DUMMY1 (1024 × 768)")
    room.click("Hand over")
    room.tree.find(LOCK)
    assert_only_theirs(room, area)
    return area


def go_to(room, step):
    room.click(next(each for each in room.tree.showing() if each.startswith(step)))


def assert_only_theirs(room, area, *, alone=False):
    """The patient's window fills its screen; no other is there, or anywhere if the patient is alone."""
    desktop = room.desktop

    def theirs():
        others = desktop.windows() - {area}
        return (
            area in desktop.windows()
            and len(others) == (0 if alone else 1)
            and not any(each.meets(area) for each in others)
            and len(desktop.on_top(area)) == 1
        )

    assert wait(theirs), f"{area} is not the patient's only: {desktop.windows()}, {desktop.on_top(area)}"
    assert (END in room.tree.text()) is not alone


def assert_no_way_out(room):
    """Keys of the window manager that lead elsewhere do nothing; the program stays open."""
    for keys in ("super+F2", "ctrl+alt+Right", "alt+Tab", "alt+F4", "ctrl+q", "Escape", "super+d"):
        room.desktop.key(keys)
    assert room.desktop.xdotool("get_desktop") == "0"
    assert room.tree.find(LOCK).showing
    assert END not in room.tree.text()


def unlock(room):
    room.hold(LOCK, until="Passphrase")
    room.type("Passphrase", PASSPHRASE)
    room.click("Unlock")
    room.tree.find("Show to patient")


def test_the_windows_keys_that_are_caught_do_something_otherwise(room):
    room.desktop.key("super+F2")
    assert wait(lambda: room.desktop.xdotool("get_desktop") == "1")
    room.desktop.key("super+F1")
    assert wait(lambda: room.desktop.xdotool("get_desktop") == "0")


def test_nothing_is_lost_when_the_second_screen_is_turned_and_then_unplugged(room, patients, bound):
    desktop = room.desktop
    room.click("Where Forehead")
    room.tree.await_words("Where do you want to be treated?: Forehead")
    assert_only_theirs(room, desktop.plug_in(768, 1024))
    room.click("Next")
    room.type(WHY, "I look tired")
    near = desktop.unplug()
    assert_only_theirs(room, near, alone=True)
    assert_no_way_out(room)
    room.type(WHY, "I look tired in photographs")
    unlock(room)
    room.click("Lock")
    room.tree.find("Unlock")
    kept = saved(bound)
    assert kept.areas == ("forehead",)
    assert kept.answers["m-why"] == "I look tired in photographs"
    assert kept.origins[AREAS] is kept.origins["m-why"] is Origin.PATIENT
    room.type("Passphrase", PASSPHRASE)
    room.click("Unlock")
    room.tree.find("Show to patient")


def saved(bound):
    vault = bound.vaults.unlock(PASSPHRASE)
    [line] = vault.consultations()
    kept = vault.open(line.id)
    vault.close()
    return kept


def test_a_turned_screen_that_goes_dark_for_a_moment_comes_back_to_the_patient(room, patients):
    room.desktop.unplug()
    assert_only_theirs(room, room.desktop.plug_in(768, 1024))
    assert_only_theirs(room, room.desktop.turn_both())
    assert_only_theirs(room, room.desktop.turn_back())
    room.click(END)
    room.tree.find("Show to patient")


def test_a_second_screen_that_mirrors_the_first_is_all_the_patients(room, patients):
    mirror = room.desktop.plug_in(mirroring=True)
    assert_only_theirs(room, mirror, alone=True)
    assert_no_way_out(room)
    unlock(room)


def test_a_new_stop_is_said_at_once_to_those_who_hear_the_screen_but_not_to_the_patient(room):
    room.desktop.turn_back()
    go_to(room, "History, ")
    room.tree.find(f"{ASKED} Yes")
    heard = room.desktop.listen()
    room.press(f"{ASKED} Yes")
    assert heard.await_words("Pregnant") == STOP
    room.press(f"{ASKED} No")
    room.click("Show to patient")
    room.click("Hand over")
    room.tree.find(LOCK)
    room.press(f"{ASKED} Yes")
    room.tree.await_words(f"{ASKED}: Yes")
    assert heard.so_far() == [STOP]
    room.click(END)
    room.tree.find("Show to patient")
    assert heard.await_words("Pregnant", times=2) == STOP
