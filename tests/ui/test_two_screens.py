"""Where the patient's window and the main one belong, and that they stay there."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from consult_app.ui import two_screens
from consult_app.ui.two_screens import TwoScreens, places
from tests.helpers.window import until

NEAR, FAR, THIRD = QRect(0, 0, 800, 800), QRect(800, 0, 600, 400), QRect(1400, 0, 600, 400)


@pytest.mark.parametrize(
    ("screens", "expected"),
    [
        ({"near": NEAR, "far": FAR}, ("far", "near")),
        ({"near": NEAR}, ("near", "near")),
        ({"near": NEAR, "third": THIRD}, ("near", "near")),
        ({"far": FAR}, ("far", "far")),
        ({"near": NEAR, "far": NEAR}, ("far", "far")),
        ({"near": NEAR, "far": QRect(700, 0, 800, 600)}, ("far", "far")),
        ({"far": FAR, "third": THIRD}, ("far", "third")),
        ({"near": NEAR, "far": NEAR, "third": THIRD}, ("far", "third")),
        ({"third": THIRD}, ("third", "third")),
        ({}, ("far", "far")),
    ],
)
def test_the_patient_keeps_the_screen_and_the_main_window_gets_one_that_shows_nothing_of_it(
    screens, expected
):
    assert places(screens, "far", "near") == expected


class Pair:
    """Both windows, and screens that are what a test says; only the first of them is there for Qt."""

    def __init__(self, qtbot, qapp, monkeypatch):
        monkeypatch.setattr(two_screens, "SETTLE_MS", 0)
        monkeypatch.setattr(two_screens, "areas", lambda: self.areas)
        self.near = qapp.primaryScreen().name()
        self.areas = {self.near: NEAR, "far": FAR}
        self.main, self.window = QWidget(), QWidget()
        for each in (self.main, self.window):
            qtbot.addWidget(each)
        self.main.setGeometry(100, 100, 300, 300)
        self.main.show()
        self.told = []

    def give(self, name="far"):
        self.window.setGeometry(self.areas[name])
        self.window.show()
        self.screens = TwoScreens(self.main, self.window, name)
        self.screens.met.connect(lambda: self.told.append("met"))
        self.screens.parted.connect(lambda: self.told.append("parted"))
        self.screens.settle()

    def arrange(self, **areas):
        self.areas = {self.near if name == "near" else name: area for name, area in areas.items()}
        self.screens.settle()


@pytest.fixture
def pair(qtbot, qapp, monkeypatch):
    return Pair(qtbot, qapp, monkeypatch)


def test_a_turned_screen_is_filled_again(pair):
    pair.give()
    pair.arrange(near=NEAR, far=QRect(800, 0, 400, 600))
    assert pair.window.geometry() == QRect(800, 0, 400, 600)
    assert pair.told == []


def test_a_screen_that_is_back_soon_is_the_patients_again(pair):
    pair.give()
    pair.arrange(near=NEAR)
    pair.arrange(near=NEAR)
    assert pair.told == ["met"]
    assert pair.window.geometry() == NEAR
    pair.arrange(near=NEAR, far=FAR)
    assert pair.told == ["met", "parted"]
    assert pair.window.geometry() == FAR


def test_one_that_stayed_away_is_not(pair, monkeypatch):
    monkeypatch.setattr(two_screens, "SOON_MS", 0)
    pair.give()
    pair.arrange(near=NEAR)
    pair.arrange(near=NEAR, far=FAR)
    assert pair.told == ["met"]
    assert pair.window.geometry() == NEAR


def test_the_main_window_is_brought_back_from_the_patients_screen(pair):
    pair.give()
    pair.main.showMaximized()
    pair.main.setGeometry(FAR)
    until(lambda: not pair.main.geometry().intersects(FAR))
    assert pair.main.isMaximized()
    assert pair.told == []


def test_nor_may_an_edge_of_it_be_there(pair):
    pair.give()
    pair.main.move(750, 0)
    until(lambda: NEAR.contains(pair.main.geometry()))
    assert pair.told == []


def test_where_it_cannot_be_brought_back_the_screen_is_all_the_patients(pair, monkeypatch):
    pair.give()
    monkeypatch.setattr(pair.main, "setGeometry", lambda area: None)
    pair.main.move(900, 0)
    until(lambda: pair.told == ["met"])


def test_a_patients_window_that_was_put_on_the_first_screen_is_believed(pair):
    pair.give()
    pair.window.move(0, 0)
    until(lambda: pair.told == ["met"])
    assert pair.window.pos().x() == 0


def test_on_the_same_screen_only_the_patients_window_is_kept_in_place(pair):
    pair.give(pair.near)
    pair.arrange(near=QRect(0, 0, 400, 600), far=FAR)
    assert pair.window.geometry() == QRect(0, 0, 400, 600)
    assert pair.told == []


def test_a_window_that_was_taken_back_stays_where_it_is(pair):
    pair.give()
    pair.window.hide()
    pair.arrange(near=NEAR)
    assert pair.window.geometry() == FAR
    assert pair.told == []


def test_a_new_screen_is_watched_too(pair, qapp):
    pair.give()
    pair.areas = {pair.near: NEAR}
    qapp.screenAdded.emit(qapp.primaryScreen())
    until(lambda: pair.told == ["met"])
