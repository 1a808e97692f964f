from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPlainTextEdit

from consult_app.domain.frequency import IconArray as Figures
from consult_app.domain.questionnaire import Step
from consult_app.ui.pages.expectations_page import ExpectationsPage
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.course_line import CourseLine
from consult_app.ui.widgets.fact_strip import FactStrip
from consult_app.ui.widgets.icon_array import IconArray
from consult_app.ui.widgets.outcome_panel import OutcomePanel, alike
from consult_app.workflow.screens.expectations import Arm
from tests.helpers.screens import expectations, named, outcome, shown, unfit_controls, words_on

SOME = Arm("With this treatment: 23 in 100", Figures(23, 100))
FEW = Arm("Without it: 4 in 1,000", Figures(4, 1000))


@pytest.fixture
def page(qtbot):
    made = ExpectationsPage()
    made.resize(802, 620)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def arrays(page):
    return [each.accessibleName() for each in shown(page, IconArray)]


def test_what_is_hoped_for_stands_beside_what_is_likely(page):
    page.display(expectations(outcome("a"), hoped_for="To look rested."))
    assert "“To look rested.”" in words_on(page)
    assert "Outcome a: A little" in words_on(page)


def test_a_hope_that_was_not_said_is_said_to_be_missing(page):
    page.display(expectations(outcome("a")))
    assert "Not said yet" in words_on(page)


def test_both_arms_are_drawn_out_of_the_same_number_of_people(page):
    page.display(expectations(outcome("a", SOME, FEW)))
    assert arrays(page) == ["230 of 1000 people", "4 of 1000 people"]


def test_an_arm_that_is_not_known_has_no_figures(page):
    page.display(expectations(outcome("a", SOME)))
    assert arrays(page) == ["23 of 100 people"]
    assert "Without it: not known" in words_on(page)
    assert alike(SOME.icons, None) == (SOME.icons, None)


def test_figures_go_when_the_number_goes(page):
    page.display(expectations(outcome("a", SOME, FEW)))
    page.display(expectations(outcome("a")))
    assert arrays(page) == []


def test_where_neither_arm_is_known_one_line_says_so(page):
    page.display(expectations(replace(outcome("a"), uncounted="How many get this is not known.")))
    said = words_on(page)
    assert "How many get this is not known." in said
    assert "Without it: not known" not in said
    page.display(expectations(outcome("a", SOME)))
    assert "How many get this is not known." not in words_on(page)


COURSE = (("First", "Three sessions"), ("At 12 weeks", "Better"), ("At year 3", "Still better"))


def test_a_course_is_told_time_by_time(page, qtbot):
    page.display(expectations(replace(outcome("a"), course_name="Over time", course=COURSE), outcome("b")))
    [line] = shown(page, CourseLine)
    said = "Over time. First: Three sessions. At 12 weeks: Better. At year 3: Still better"
    assert line.accessibleName() == said
    beside = line.height()
    line.grab()
    page.resize(420, 620)
    qtbot.waitUntil(lambda: line.height() > beside)
    line.grab()
    page.display(expectations(outcome("a")))
    assert shown(page, CourseLine) == []


def test_what_is_not_known_stands_in_one_line(page):
    page.display(expectations(outcome("a")))
    assert "Not known: How long it lasts; Keeping it up" in words_on(page)
    assert "How much: a little; How many sessions: three" in words_on(page)


def test_an_outcome_of_which_all_or_nothing_is_known_shows_no_empty_rows(page, qtbot):
    page.display(expectations(replace(outcome("a"), details=()), replace(outcome("b"), unknown="")))
    qtbot.waitUntil(lambda: len(shown(page, OutcomePanel)) == 2)
    all_open, all_known = shown(page, OutcomePanel)
    assert shown(all_open, FactStrip) == []
    assert "Not known:" in words_on(all_open)
    assert len(shown(all_known, FactStrip)) == 1
    assert "Not known:" not in words_on(all_known)


def test_a_short_hope_takes_no_more_room_than_it_needs(page, qtbot):
    page.display(expectations(*(outcome(each) for each in "abcdef"), hoped_for="To look rested."))
    hoped, likely = (
        next(each for each in shown(page, Card) if text in words_on(each)) for text in ("Hoped for", "Likely")
    )
    qtbot.waitUntil(lambda: hoped.y() == likely.y() and hoped.height() < likely.height() - 100)


def test_what_was_agreed_is_told(page, qtbot):
    page.display(expectations(outcome("a")))
    box = named(page, QPlainTextEdit, "Why?")
    with qtbot.waitSignal(page.answered) as told:
        qtbot.keyClicks(box, "So")
        page.flush()
    assert told.args == [f"{Step.EXPECTATIONS.value}-why", "So"]
    page.reveal(f"{Step.EXPECTATIONS.value}-why")


def test_outcomes_come_one_a_turn_and_all_at_once_for_a_jump(page, qtbot):
    many = [outcome(each) for each in "abcdef"]
    page.display(expectations(*many))
    assert len(page.findChildren(OutcomePanel)) == 1
    page.display(expectations(*many, hoped_for="To look rested."))
    assert len(page.findChildren(OutcomePanel)) == 2
    page.activateWindow()
    page.reveal(f"{Step.EXPECTATIONS.value}-why")
    assert len(page.findChildren(OutcomePanel)) == 6
    qtbot.waitUntil(named(page, QPlainTextEdit, "Why?").hasFocus)


def test_display_tells_nobody(page, qtbot):
    with qtbot.assertNotEmitted(page.answered, wait=0), qtbot.assertNotEmitted(page.cleared, wait=0):
        page.display(expectations(outcome("a", SOME, FEW), outcome("b"), hoped_for="More."))
        page.display(expectations(outcome("b")))


def test_every_control_has_a_name_and_room_for_a_finger(page):
    page.display(expectations(outcome("a", SOME, FEW), outcome("b")))
    assert list(unfit_controls(page)) == []
