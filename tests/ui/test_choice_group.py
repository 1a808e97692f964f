import pytest
from PySide6.QtCore import Qt

from consult_app.ui import theme
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.choice_group import ChoiceButton
from consult_app.ui.widgets.radio_list import RadioList
from consult_app.ui.widgets.segments import Segments
from tests.helpers.signals import told

CHOICES = [("yes", "Yes"), ("no", "No"), ("?", "Not sure")]


@pytest.fixture(params=[Segments, RadioList])
def group(request, qtbot):
    made = request.param("Is it so?")
    qtbot.addWidget(made)
    made.set_choices(CHOICES)
    made.resize(400, 200)
    with qtbot.waitExposed(made):
        made.show()
    return made


def buttons(group):
    return [each for each in group.findChildren(ChoiceButton) if not each.isHidden()]


def test_a_click_chooses_and_tells(qtbot, group):
    chosen = told(group.chosen)
    qtbot.mouseClick(buttons(group)[1], Qt.MouseButton.LeftButton)
    assert chosen == [("no",)]
    assert [each.isChecked() for each in buttons(group)] == [False, True, False]


def test_a_second_click_takes_the_answer_back(qtbot, group):
    cleared, chosen = told(group.cleared), told(group.chosen)
    for _ in range(2):
        qtbot.mouseClick(buttons(group)[0], Qt.MouseButton.LeftButton)
    assert (chosen, cleared) == ([("yes",)], [()])
    assert group.current is None
    assert not any(each.isChecked() for each in buttons(group))


def test_showing_an_answer_tells_nobody(group):
    chosen, cleared = told(group.chosen), told(group.cleared)
    for each in ("yes", "no", "no", None):
        group.set_current(each)
    assert chosen == cleared == []


def test_each_choice_is_read_out_with_its_question(group):
    assert [each.accessibleName() for each in buttons(group)] == [
        "Is it so? Yes",
        "Is it so? No",
        "Is it so? Not sure",
    ]


def test_arrow_keys_move_and_space_chooses(qtbot, group):
    chosen = told(group.chosen)
    first, second, last = buttons(group)
    group.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    assert chosen == []
    qtbot.keyClick(second, Qt.Key.Key_Space)
    assert chosen == [("no",)]
    qtbot.keyClick(second, Qt.Key.Key_Left)
    qtbot.keyClick(first, Qt.Key.Key_Up)
    assert last.hasFocus()


def test_tab_stops_once_a_group_at_the_chosen_one(group):
    def stops():
        return [bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus) for each in buttons(group)]

    assert stops() == [True, False, False]
    group.set_current("?")
    assert stops() == [False, False, True]


def test_tab_comes_back_to_the_chosen_one_wherever_the_arrows_went(qtbot, group):
    first, second, _ = buttons(group)
    group.set_current("yes")
    group.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    second.clearFocus()
    assert first.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert not second.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_every_choice_is_large_enough_for_a_finger(group):
    assert all(each.height() >= 40 for each in buttons(group))


def test_other_choices_replace_the_first_ones(group, qtbot):
    group.set_choices([("a", "A"), ("b", "B")])
    qtbot.waitUntil(lambda: [each.text() for each in group.findChildren(ChoiceButton)] == ["A", "B"])


def test_a_mark_and_a_larger_text_change_what_is_painted(group, qapp):
    group.set_current("yes")
    plain = group.grab().toImage()
    group.set_tone(Tone.STOP)
    marked = group.grab().toImage()
    assert marked != plain
    height = group.sizeHint().height()
    theme.apply(qapp, "light", 1.3)
    assert group.sizeHint().height() > height


def test_long_choices_wrap(qtbot):
    made = RadioList("Which?")
    qtbot.addWidget(made)
    made.set_choices([("a", "word " * 60)])
    assert made.heightForWidth(200) > made.heightForWidth(600) > 44


def test_what_was_offered_before_is_out_of_sight_at_once(group):
    group.set_choices(CHOICES[:2])
    assert [each.text() for each in buttons(group)] == ["Yes", "No"]
