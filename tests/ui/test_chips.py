import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit

from consult_app.domain.questionnaire import Choice
from consult_app.ui import theme
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.chips import Chips
from tests.helpers.layout import layout_faults
from tests.helpers.signals import told

CHOICES = (Choice("one", "One"), Choice("two", "Two"), Choice("none", "None", alone=True))


@pytest.fixture
def chips(qtbot):
    made = Chips("Which?")
    qtbot.addWidget(made)
    made.set_choices(CHOICES, own_words=True, unsure="Not sure")
    made.resize(400, 200)
    with qtbot.waitExposed(made):
        made.show()
    return made


def chip(chips, text):
    return next(each for each in chips.findChildren(QCheckBox) if each.text() == text and not each.isHidden())


def click(qtbot, chips, text):
    qtbot.mouseClick(chip(chips, text), Qt.MouseButton.LeftButton)


def test_ticks_are_told_in_the_order_offered(qtbot, chips):
    changed = told(chips.changed)
    click(qtbot, chips, "Two")
    click(qtbot, chips, "One")
    assert changed == [(("two",),), (("one", "two"),)]


def test_an_alone_choice_takes_back_all_others(qtbot, chips):
    chips.set_value(("one", "two", "own"))
    changed = told(chips.changed)
    click(qtbot, chips, "None")
    click(qtbot, chips, "One")
    assert changed == [(("none",),), (("one",),)]


def test_not_sure_stands_for_all_others(qtbot, chips):
    chips.set_value(("one", "own"))
    unsure, changed = told(chips.unsure_chosen), told(chips.changed)
    click(qtbot, chips, "Not sure")
    assert (unsure, changed) == ([()], [])
    assert chips.value() == ()
    click(qtbot, chips, "Two")
    assert not chip(chips, "Not sure").isChecked()
    click(qtbot, chips, "Not sure")
    click(qtbot, chips, "Not sure")
    assert changed[-1] == ((),)


def test_words_of_ones_own_become_a_pill(qtbot, chips):
    changed = told(chips.changed)
    field = chips.findChild(QLineEdit)
    chips.set_value(("none",))
    qtbot.keyClicks(field, "straw ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert changed == [(("straw",),)]
    assert field.text() == ""
    click(qtbot, chips, "straw")
    assert changed[-1] == ((),)


def test_words_being_typed_are_told_soon_and_not_taken_away(qtbot, chips):
    field = chips.findChild(QLineEdit)
    field.setFocus()
    with qtbot.waitSignal(chips.changed) as heard:
        qtbot.keyClicks(field, "straw")
    chips.set_value(heard.args[0])
    assert field.text() == "straw"
    qtbot.keyClicks(field, "berry")
    changed = told(chips.changed)
    chips.flush()
    assert changed == [(("strawberry",),)]


def test_leaving_the_field_keeps_its_words(qtbot, chips):
    field = chips.findChild(QLineEdit)
    field.setFocus()
    qtbot.keyClicks(field, "latex")
    chip(chips, "One").setFocus()
    assert chips.value() == ("latex",)
    assert chip(chips, "latex").isChecked()


def test_showing_a_value_tells_nobody(chips):
    heard = told(chips.changed) + told(chips.unsure_chosen)
    chips.set_value(("two", "own"))
    chips.set_value((), unsure=True)
    assert heard == []
    assert chip(chips, "Not sure").isChecked()


def test_pills_flow_into_rows_and_follow_the_text_size(chips, qapp):
    assert chips.heightForWidth(120) > chips.heightForWidth(800)
    height = chips.heightForWidth(800)
    theme.apply(qapp, "light", 1.3)
    assert chips.heightForWidth(800) > height


def test_everything_is_named_and_large_enough(chips):
    assert chip(chips, "One").accessibleName() == "Which? One"
    assert chips.findChild(QLineEdit).accessibleName() == "Which? Add other…"
    assert all(each.height() >= 40 for each in chips.findChildren(QCheckBox))


def test_a_mark_is_painted(chips):
    chips.set_value(("one",))
    plain = chips.grab().toImage()
    chips.set_tone(Tone.STOP)
    assert chips.grab().toImage() != plain


def test_a_word_that_is_too_long_goes_on_in_the_next_line(chips):
    word = "Swelling of both lips that came back twice and then went away by itself after some days"
    before = chips.heightForWidth(400)
    chips.set_value((word,))
    own, one = chip(chips, word), chip(chips, "One")
    assert own.width() == 400
    assert own.height() > one.height()
    assert chips.heightForWidth(400) >= before + own.height()
    assert layout_faults(chips) == []
