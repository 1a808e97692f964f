from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton, QRadioButton, QScrollArea

from consult_app.domain.consultation import OptionTalk, Wish
from consult_app.ui import theme
from consult_app.ui.pages.options_page import OptionsPage
from consult_app.ui.widgets.option_cells import OptionCells
from consult_app.ui.widgets.option_heads import OptionHeads
from consult_app.ui.widgets.option_names import OptionNames
from consult_app.ui.widgets.option_turner import OptionTurner
from consult_app.ui.widgets.source_line import SourceLine
from tests.helpers.screens import named, option, options, shown, tab_order, unfit_controls, words_on


@pytest.fixture
def page(qtbot):
    made = OptionsPage()
    made.resize(720, 620)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.display(options(option("a", Wish.CHOSEN, "It fits."), option("b"), option("c")))
    return made


def test_a_decision_is_told_with_its_reason(page, qtbot):
    with qtbot.waitSignal(page.decided) as told:
        named(page, QRadioButton, "Option a Not chosen").click()
    assert told.args == ["a", OptionTalk(Wish.DECLINED, "It fits.")]


def test_a_reason_is_asked_for_once_there_is_a_decision(page, qtbot):
    names = [each.accessibleName() for each in shown(page, QPlainTextEdit)]
    assert names == ["Option a: why, in the patient’s words"]
    reason = named(page, QPlainTextEdit, names[0])
    reason.moveCursor(QTextCursor.MoveOperation.End)
    with qtbot.waitSignal(page.decided) as told:
        qtbot.keyClicks(reason, " Well.")
        page.flush()
    assert told.args == ["a", OptionTalk(Wish.CHOSEN, "It fits. Well.")]


def test_a_second_click_takes_a_decision_back_with_its_reason(page, qtbot):
    qtbot.keyClicks(named(page, QPlainTextEdit, "Option a: why, in the patient’s words"), " Well.")
    with qtbot.assertNotEmitted(page.decided, wait=0), qtbot.waitSignal(page.undecided) as told:
        named(page, QRadioButton, "Option a Chosen").click()
        page.flush()
    assert told.args == ["a"]
    page.display(options(option("a"), option("b"), option("c")))
    assert not named(page, QRadioButton, "Option a Chosen").isChecked()
    with qtbot.waitSignal(page.decided) as told:
        named(page, QRadioButton, "Option a Not chosen").click()
    assert told.args == ["a", OptionTalk(Wish.DECLINED)]


def test_rows_keep_their_height_while_the_other_options_are_built(page, qtbot):
    page.display(options(option("a"), option("b"), option("c"), option("d", benefit="Long words. " * 40)))
    first = cells(page)[0]
    before = list(first._heights)
    page._table._growing.finish()
    assert list(first._heights) == before
    assert before[1] > before[0]


def test_the_standing_is_told_in_words(page):
    assert "1 of 3 talked through, one is chosen." in words_on(page)
    page.display(options(option("a"), option("b", Wish.DECLINED), option("c")))
    assert "1 of 3 talked through, none is chosen yet." in words_on(page)


def cells(page):
    return shown(page, OptionCells)


def strip(page):
    return page.findChild(QScrollArea)


def corner(page):
    return shown(page, OptionTurner)[0].accessibleName()


def many(count, **changes):
    return options(*(option(each, **changes) for each in "abcdefghij"[:count]))


def test_rows_stand_level_across_all_options(page):
    long = "A gain that takes many words to tell, and so needs more than one line. " * 3
    page.display(options(option("a", benefit=long), option("d"), option("e")))
    first, *others = cells(page)
    assert all(each.height() == first.height() for each in others)
    assert first._heights == others[0]._heights
    assert first._heights[1] == first.wanted(first.width())[1] > others[0].wanted(first.width())[1]


def test_options_that_do_not_fit_are_turned_to(page, qtbot):
    page.display(many(10))
    assert corner(page) == "1–2 of 10"
    assert not named(page, QPushButton, "Options before these").isEnabled()
    qtbot.mouseClick(named(page, QPushButton, "Options after these"), Qt.MouseButton.LeftButton)
    assert corner(page) == "3–4 of 10"
    for _ in range(9):
        named(page, QPushButton, "Options after these").click()
    assert corner(page) == "9–10 of 10"
    assert not named(page, QPushButton, "Options after these").isEnabled()
    qtbot.mouseClick(named(page, QPushButton, "Options before these"), Qt.MouseButton.LeftButton)
    assert corner(page) == "7–8 of 10"


@pytest.fixture
def laptop(page):
    """The page as a laptop shows it, where a third option fits if no column is needed for names."""
    page.resize(802, 620)
    QApplication.processEvents()
    return page


def test_on_a_laptop_three_are_seen_at_once_below_the_names_of_the_rows(laptop, qtbot):
    laptop.display(many(10))
    assert corner(laptop) == "1–3 of 10"
    qtbot.mouseClick(named(laptop, QPushButton, "Options after these"), Qt.MouseButton.LeftButton)
    assert corner(laptop) == "4–6 of 10"
    assert strip(laptop).horizontalScrollBar().value() == 3 * cells(laptop)[0].width()
    [names], [heads] = shown(laptop, OptionNames), shown(laptop, OptionHeads)
    assert names.width() > 3 * cells(laptop)[0].width() - 2
    first = cells(laptop)[0]
    assert [*first._heights] == [
        each + names.lead for each in map(max, *(each.wanted(first.width()) for each in cells(laptop)))
    ]
    assert heads.geometry().bottom() < strip(laptop).y()
    assert shown(laptop, OptionTurner)[0].geometry().bottom() < heads.y()


def test_at_another_width_whole_options_stay_in_view(page, laptop, qtbot):
    laptop.display(many(10))
    page._table._growing.finish()
    named(laptop, QPushButton, "Options after these").click()
    laptop.resize(720, 620)
    qtbot.waitUntil(lambda: corner(page) == "4–5 of 10")
    assert strip(page).horizontalScrollBar().value() == 3 * cells(page)[0].width()


def test_what_lies_over_the_columns_takes_no_click(laptop, qtbot):
    laptop.display(many(3))
    assert corner(laptop) == ""
    chosen = named(laptop, QRadioButton, "Option c Chosen")
    laptop.ensureWidgetVisible(chosen)
    QApplication.processEvents()
    hit = laptop.childAt(chosen.mapTo(laptop, chosen.rect().center()))
    with qtbot.waitSignal(laptop.decided) as decided:
        qtbot.mouseClick(hit, Qt.MouseButton.LeftButton)
    assert decided.args == ["c", OptionTalk(Wish.CHOSEN, "")]


def test_the_way_to_other_options_and_the_heads_stay_in_view_on_a_laptop(laptop, qtbot):
    laptop.display(many(4, benefit="A gain that takes many words to tell, and so more than one line. " * 9))
    bar, turner = laptop.verticalScrollBar(), shown(laptop, OptionTurner)[0]
    qtbot.waitUntil(lambda: bar.maximum() > 400)
    bar.setValue(400)
    assert turner.mapTo(laptop, QPoint(0, 0)).y() == 0
    assert shown(laptop, OptionHeads)[0].mapTo(laptop, QPoint(0, 0)).y() == turner.height()
    laptop.grab()


def test_options_that_all_fit_share_the_width_and_need_no_arrows(page):
    page.display(many(2))
    assert corner(page) == ""
    assert shown(page, QPushButton) == shown(page, SourceLine)
    assert len({each.width() for each in cells(page)}) == 1


def test_in_a_narrow_page_one_option_is_seen_at_a_time(page, qtbot):
    page.resize(430, 620)
    page.display(many(3))
    qtbot.waitUntil(lambda: corner(page) == "1 of 3")
    assert cells(page)[0].width() == strip(page).viewport().width()


def test_arrow_keys_wheel_and_tab_scroll_sideways(page, qtbot):
    page.display(many(10))
    page.activateWindow()
    strip(page).setFocus()
    qtbot.keyClick(strip(page), Qt.Key.Key_Right)
    assert corner(page) == "2–3 of 10"
    bar = strip(page).horizontalScrollBar()
    bar.setValue(0)
    turn(strip(page), QPoint(0, -120))
    assert bar.value() == 0
    turn(strip(page), QPoint(0, -120), Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == 120
    turn(strip(page), QPoint(120, 0))
    assert bar.value() == 0
    third = named(page, QRadioButton, "Option c Chosen")
    while not third.hasFocus():
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert corner(page) == "2–3 of 10"


def turn(strip, by, keys=Qt.KeyboardModifier.NoModifier):
    middle = QPointF(strip.viewport().rect().center())
    event = QWheelEvent(
        middle, middle, QPoint(), by, Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(strip.viewport(), event)


def test_names_of_rows_and_options_stay_in_view(page, qtbot):
    long = "A gain that takes many words to tell, and so needs more than one line. " * 9
    page.display(many(4, benefit=long))
    [heads], [names] = shown(page, OptionHeads), shown(page, OptionNames)
    bar = page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 400)
    bar.setValue(400)
    assert heads.mapTo(page, QPoint(0, 0)).y() == 0
    named(page, QPushButton, "Options after these").click()
    assert (
        names.mapTo(page, QPoint(0, 0)).x() == shown(page, OptionTurner)[0].mapTo(page, QPoint(0, 0)).x() + 1
    )
    bar.setValue(0)
    assert heads.y() == 0


def test_a_long_reason_makes_all_columns_higher(page, qtbot):
    before = cells(page)[0].parentWidget().height()
    reason = named(page, QPlainTextEdit, "Option a: why, in the patient’s words")
    qtbot.keyClicks(reason, "Because of very many things that take a good many words to tell. " * 4)
    columns = {each.parentWidget().height() for each in cells(page)}
    assert len(columns) == 1
    assert columns.pop() > before
    page.flush()


def test_an_option_is_read_out_whole_and_its_controls_after_it(page):
    assert cells(page)[0].accessibleName().startswith("Option a. What it is.. Benefit: Little")
    order = tab_order(page, named(page, QRadioButton, "Option a Chosen"))
    wanted = [
        "Option a Chosen",
        "Option a: why, in the patient’s words",
        "Option b Chosen",
        "Option c Chosen",
    ]
    assert [name for name in order if name in wanted] == wanted


def test_the_head_says_what_is_chosen_and_what_is_not_offered_here(page):
    [heads] = shown(page, OptionHeads)

    def seen():
        return heads.grab().toImage()

    page.display(options(option("a"), option("b")))
    plain = seen()
    page.display(options(option("a", Wish.CHOSEN), option("b")))
    assert seen() != plain
    low = heads.height()
    page.display(options(option("a"), replace(option("b"), elsewhere="Not offered here")))
    assert heads.height() >= low
    assert seen() != plain


def test_larger_text_needs_more_room(page):
    before = cells(page)[0].height()
    try:
        theme.apply(QApplication.instance(), "contrast", 1.3)
        assert cells(page)[0].height() > before
        page.grab()
    finally:
        theme.apply(QApplication.instance())


def test_an_option_is_revealed(page, qtbot):
    page.activateWindow()
    page.reveal("c")
    qtbot.waitUntil(lambda: named(page, QRadioButton, "Option c Chosen").hasFocus())
    page.reveal("")
    qtbot.waitUntil(lambda: named(page, QRadioButton, "Option a Chosen").hasFocus())


def test_options_come_one_a_turn_and_all_at_once_for_a_jump(page, qtbot):
    page.display(many(10))
    assert len(page.findChildren(OptionCells)) < 6
    page.display(many(10, benefit="Much"))
    page.activateWindow()
    page.reveal("j")
    qtbot.waitUntil(lambda: named(page, QRadioButton, "Option j Chosen").hasFocus())
    assert len(cells(page)) == 10


def test_display_tells_nobody(page, qtbot):
    with qtbot.assertNotEmitted(page.decided, wait=0), qtbot.assertNotEmitted(page.undecided, wait=0):
        page.display(options(option("a"), option("b", Wish.CHOSEN, "Because."), option("c")))
        page.display(options(option("x")))
    assert len(cells(page)) == 1


def test_every_control_has_a_name_and_room_for_a_finger(page):
    assert list(unfit_controls(page)) == []
