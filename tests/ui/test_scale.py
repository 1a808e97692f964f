"""A point from 0 to 10, by click, arrow keys and digits."""

import pytest
from PySide6.QtCore import Qt

from consult_app.ui import theme
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.choice_group import ChoiceButton
from consult_app.ui.widgets.scale import Scale
from tests.helpers.signals import told


@pytest.fixture
def scale(qtbot):
    made = Scale("How sore?", "Not at all", "As sore as can be", unsure="Not sure")
    qtbot.addWidget(made)
    made.resize(760, made.heightForWidth(760))
    with qtbot.waitActive(made):
        made.show()
    return made


def points(scale):
    return scale.findChildren(ChoiceButton)


def press(qtbot, scale, *keys):
    for key in keys:
        qtbot.keyClick(scale.focusWidget(), key)


def test_a_click_chooses_a_point_and_another_takes_it_back(qtbot, scale):
    chosen, cleared = told(scale.chosen), told(scale.cleared)
    qtbot.mouseClick(points(scale)[7], Qt.MouseButton.LeftButton)
    assert scale.accessibleName() == "How sore?: 7 out of 10"
    qtbot.mouseClick(points(scale)[7], Qt.MouseButton.LeftButton)
    assert (chosen, cleared) == ([("7",)], [()])
    assert scale.accessibleName() == "How sore?"


def test_showing_a_point_tells_nobody(scale):
    chosen, cleared = told(scale.chosen), told(scale.cleared)
    for each in ("0", "10", "?", None):
        scale.set_current(each)
    assert chosen == cleared == []


def test_points_are_read_out_and_the_ends_explained(scale):
    assert [each.accessibleName() for each in points(scale)] == [
        *(f"How sore? {point}" for point in range(11)),
        "How sore? Not sure",
    ]
    said = [each.accessibleDescription() for each in points(scale)]
    assert said == ["Not at all", *[""] * 9, "As sore as can be", ""]


def test_digits_choose_and_one_and_nought_together_are_ten(qtbot, scale):
    chosen = told(scale.chosen)
    points(scale)[0].setFocus()
    press(qtbot, scale, Qt.Key.Key_4, Qt.Key.Key_1, Qt.Key.Key_0, Qt.Key.Key_0)
    assert chosen == [("4",), ("1",), ("10",), ("0",)]
    press(qtbot, scale, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: not scale._one.isActive())
    press(qtbot, scale, Qt.Key.Key_0)
    assert chosen[-2:] == [("1",), ("0",)]
    assert points(scale)[0].hasFocus()


def test_a_digit_again_does_not_take_the_answer_back(qtbot, scale):
    cleared = told(scale.cleared)
    points(scale)[0].setFocus()
    press(qtbot, scale, Qt.Key.Key_4, Qt.Key.Key_4)
    assert (scale.current, cleared) == ("4", [])


def test_arrow_keys_move_and_space_chooses(qtbot, scale):
    chosen = told(scale.chosen)
    points(scale)[0].setFocus()
    press(qtbot, scale, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Space)
    assert chosen == [("1",)]


def test_other_keys_are_not_taken(qtbot, scale):
    chosen = told(scale.chosen)
    points(scale)[0].setFocus()
    press(qtbot, scale, Qt.Key.Key_A)
    assert chosen == []


@pytest.mark.parametrize("text", [1.0, 1.3, 2.0])
@pytest.mark.parametrize("width", [900, 520, 300])
def test_points_are_large_enough_and_apart_at_every_size(scale, qapp, width, text):
    theme.apply(qapp, "light", text)
    scale.resize(width, scale.heightForWidth(width))
    places = [each.geometry() for each in points(scale)]
    assert all(min(each.width(), each.height()) >= (24 if width == 300 else 40) for each in places)
    assert [each for each in places if not scale.rect().contains(each)] == []
    assert [(a, b) for a in places for b in places if a is not b and a.intersects(b)] == []
    on_one_line = (width, text) in {(900, 1.0), (900, 1.3), (900, 2.0), (520, 1.0)}
    assert len({each.y() for each in places[:11]}) == (1 if on_one_line else 2)


def test_without_not_sure_there_are_only_points(qtbot):
    made = Scale("How sore?", "Not at all", "Very")
    qtbot.addWidget(made)
    assert len(points(made)) == 11
    assert made.sizeHint().height() > 40


def test_it_is_painted_in_the_tone_of_what_rests_on_it(scale):
    scale.set_current("7")
    plain = scale.grab().toImage()
    scale.set_tone(Tone.STOP)
    assert scale.grab().toImage() != plain
