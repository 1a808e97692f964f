"""What the real program says by itself to a screen reader, heard over the accessibility bus."""

from __future__ import annotations

import pytest

from tests.helpers import histories
from tests.helpers.announcements import Said
from tests.helpers.desktop import Desktop
from tests.helpers.visitor import Visitor
from tests.helpers.window import PASSPHRASE, quick_services

LOCK = "For the clinician"
ASKED = "Are you pregnant, or could you be?"
STOP = Said(
    "Reason not to treat: Pregnant, or may be. Do not treat. We can look at it again after the pregnancy.",
    urgent=True,
)


@pytest.fixture
def desktop(tmp_path):
    histories.begun(quick_services(tmp_path / "data" / "consult"))
    with Desktop(tmp_path) as desktop:
        yield desktop


@pytest.fixture
def visitor(desktop):
    visitor = Visitor(desktop, desktop.open())
    visitor.enter(PASSPHRASE)
    visitor.click(next(each for each in visitor.tree.showing() if each.startswith("History, ")))
    visitor.tree.find(f"{ASKED} Yes")
    return visitor


def test_a_new_stop_is_said_at_once_and_never_to_the_patient(visitor):
    heard = visitor.desktop.listen()
    visitor.press(f"{ASKED} Yes")
    assert heard.await_words("Pregnant") == STOP
    visitor.press(f"{ASKED} No")
    visitor.click("Show to patient")
    visitor.click("Hand over")
    visitor.press(f"{ASKED} Yes")
    visitor.hold(LOCK, until="Passphrase")
    assert heard.so_far() == [STOP]
    visitor.type("Passphrase", PASSPHRASE)
    visitor.click("Unlock")
    heard.await_words("Pregnant", times=2)
