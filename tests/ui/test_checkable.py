"""A state that a screen reader turns over is heard exactly like a click."""

import pytest
from PySide6.QtGui import QAccessible, QAccessibleActionInterface

from consult_app.domain.questionnaire import Choice
from consult_app.ui.widgets.chips import Chips
from consult_app.ui.widgets.choice_flow import ChoiceFlow
from consult_app.ui.widgets.large_button import LargeButton
from consult_app.ui.widgets.large_choice import LargeTick
from consult_app.ui.widgets.segments import Segments
from consult_app.ui.widgets.tick_box import TickBox
from tests.helpers.signals import told


def toggle(button):
    actions = QAccessible.queryAccessibleInterface(button).actionInterface()
    assert actions.actionNames()[0] == QAccessibleActionInterface.toggleAction()
    actions.doAction(actions.actionNames()[0])


def heard(button):
    clicked = []

    def note(on):
        clicked.append(on)

    button.clicked.connect(note)
    return clicked


@pytest.fixture(params=["tick", "large tick", "button"])
def button(request, qtbot):
    made = {
        "tick": lambda: TickBox("So it is"),
        "large tick": lambda: LargeTick("So it is", "So it is"),
        "button": lambda: LargeButton("So it is"),
    }[request.param]()
    made.setCheckable(True)
    qtbot.addWidget(made)
    return made


def test_toggling_is_a_click(button):
    clicked = heard(button)
    toggle(button)
    assert button.isChecked()
    toggle(button)
    assert clicked == [True, False]


def test_a_click_is_told_once_and_showing_a_state_not_at_all(button):
    clicked = heard(button)
    button.setChecked(True)
    assert clicked == []
    button.click()
    assert clicked == [False]


def test_a_screen_reader_answers_and_takes_back(qtbot):
    group = Segments("Is it so?")
    qtbot.addWidget(group)
    group.set_choices([("yes", "Yes"), ("no", "No")])
    chosen, cleared = told(group.chosen), told(group.cleared)
    yes, no = group._buttons
    toggle(no)
    assert (group.current, chosen, no.isChecked()) == ("no", [("no",)], True)
    toggle(yes)
    assert (group.current, chosen[1:], no.isChecked()) == ("yes", [("yes",)], False)
    toggle(yes)
    assert (group.current, cleared, yes.isChecked()) == (None, [()], False)


def test_choices_are_heard_as_radio_buttons_though_they_can_be_taken_back(qtbot):
    group = Segments("Is it so?")
    qtbot.addWidget(group)
    group.set_choices([("yes", "Yes"), ("no", "No")])
    yes, no = group._buttons
    heard_as = [QAccessible.queryAccessibleInterface(each).role() for each in (yes, no)]
    assert heard_as == [QAccessible.Role.RadioButton] * 2
    yes.click()
    yes.click()
    assert not yes.isChecked()


def test_what_is_always_chosen_stays_so_whatever_a_screen_reader_toggles(qtbot):
    flow = ChoiceFlow("Which?")
    qtbot.addWidget(flow)
    flow.set_choices([("a", "A"), ("b", "B")])
    flow.set_current("a")
    toggle(flow._buttons[0])
    assert (flow.current, flow._buttons[0].isChecked()) == ("a", True)


def test_a_screen_reader_ticks_chips(qtbot):
    chips = Chips("Which ones?")
    qtbot.addWidget(chips)
    chips.set_choices((Choice("one", "One"), Choice("none", "None", alone=True)), own_words=False, unsure="")
    changed = told(chips.changed)
    one, none = chips._chips["one"], chips._chips["none"]
    toggle(one)
    toggle(none)
    assert changed == [(("one",),), (("none",),)]
    assert not one.isChecked()
