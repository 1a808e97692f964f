import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton

from consult_app.domain.consultation import OptionTalk, Wish
from consult_app.ui import theme
from consult_app.ui.pages.options_page import OptionsPage
from consult_app.ui.widgets.option_facts import OptionFacts
from consult_app.ui.widgets.option_panel import OptionPanel
from tests.helpers.screens import named, option, options, shown, unfit_controls, words_on


@pytest.fixture
def page(qtbot):
    made = OptionsPage()
    made.resize(802, 620)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.display(options(option("a", Wish.CHOSEN, "It fits."), option("b"), option("c")))
    return made


def panels(page):
    return shown(page, OptionPanel)


def test_a_decision_is_told_with_its_reason(page, qtbot):
    with qtbot.waitSignal(page.decided) as told:
        named(page, QRadioButton, "Option a Not chosen").click()
    assert told.args == ["a", OptionTalk(Wish.DECLINED, "It fits.")]


def test_a_reason_is_asked_for_once_there_is_a_decision(page, qtbot):
    names = [each.accessibleName() for each in shown(page, QLineEdit)]
    assert names == ["Option a: why, in the patient’s words"]
    reason = named(page, QLineEdit, names[0])
    reason.end(False)
    with qtbot.waitSignal(page.decided) as told:
        qtbot.keyClicks(reason, " Well.")
        page.flush()
    assert told.args == ["a", OptionTalk(Wish.CHOSEN, "It fits. Well.")]


def test_a_second_click_takes_a_decision_back_with_its_reason(page, qtbot):
    qtbot.keyClicks(named(page, QLineEdit, "Option a: why, in the patient’s words"), " Well.")
    with qtbot.assertNotEmitted(page.decided, wait=0), qtbot.waitSignal(page.undecided) as told:
        named(page, QRadioButton, "Option a Chosen").click()
        page.flush()
    assert told.args == ["a"]
    page.display(options(option("a"), option("b"), option("c")))
    assert not named(page, QRadioButton, "Option a Chosen").isChecked()
    with qtbot.waitSignal(page.decided) as told:
        named(page, QRadioButton, "Option a Not chosen").click()
    assert told.args == ["a", OptionTalk(Wish.DECLINED)]


def test_the_standing_is_told_in_words(page):
    assert "1 of 3 talked through, one is chosen." in words_on(page)
    page.display(options(option("a"), option("b", Wish.DECLINED), option("c")))
    assert "1 of 3 talked through, none is chosen yet." in words_on(page)


def test_rows_of_neighbours_stand_level(page, qtbot):
    long = "A gain that takes many words to tell, and so needs more than one line. " * 3
    page.display(options(option("a", benefit=long), option("d"), option("e")))
    qtbot.waitUntil(lambda: panels(page)[0].y() == panels(page)[1].y())
    first, second, third = (each.findChild(OptionFacts) for each in panels(page))
    assert first.heightForWidth(300) == second.heightForWidth(300) > third.heightForWidth(300)


def test_options_stand_below_each_other_where_there_is_little_room(page, qtbot):
    page.resize(480, 620)
    qtbot.waitUntil(lambda: panels(page)[0].x() == panels(page)[1].x())
    first, second = panels(page)[:2]
    assert first.geometry().bottom() < second.y()


def test_larger_text_needs_more_room(page, qtbot):
    facts = page.findChild(OptionFacts)
    before = facts.heightForWidth(300)
    try:
        theme.apply(QApplication.instance(), "light", 1.3)
        assert facts.heightForWidth(300) > before
    finally:
        theme.apply(QApplication.instance())


def test_an_option_is_revealed(page, qtbot):
    page.activateWindow()
    page.reveal("c")
    qtbot.waitUntil(lambda: named(page, QRadioButton, "Option c Chosen").hasFocus())
    page.reveal("")
    qtbot.waitUntil(lambda: named(page, QRadioButton, "Option a Chosen").hasFocus())


def test_display_tells_nobody(page, qtbot):
    with qtbot.assertNotEmitted(page.decided, wait=0), qtbot.assertNotEmitted(page.undecided, wait=0):
        page.display(options(option("a"), option("b", Wish.CHOSEN, "Because."), option("c")))
        page.display(options(option("x")))
    assert len(panels(page)) == 1


def test_every_control_has_a_name_and_room_for_a_finger(page):
    assert list(unfit_controls(page)) == []
