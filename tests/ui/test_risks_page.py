from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
)

from consult_app.domain.consultation import RiskTalk
from consult_app.domain.frequency import IconArray as Figures
from consult_app.domain.treatment import Harm
from consult_app.ui import theme
from consult_app.ui.pages.risks_page import RisksPage
from consult_app.ui.widgets.icon_array import IconArray
from consult_app.ui.widgets.risk_body import RiskBody
from consult_app.ui.widgets.risk_head import RiskHead
from consult_app.ui.widgets.risk_panel import RiskPanel
from tests.helpers.screens import named, risk, risks, shown, spoken, unfit_controls, words_on

MATTERS = RiskTalk(discussed=True, matters=True, words="A wedding.")


@pytest.fixture
def page(qtbot):
    made = RisksPage()
    made.resize(802, 620)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.display(risks(risk("a", icons=Figures(3, 100)), risk("b", MATTERS), risk("c", red_flag=True)))
    named(made, QPushButton, "Open Risk b").click()
    return made


@pytest.fixture
def mixed(qtbot):
    """A page entered anew, with risks of every kind."""
    made = RisksPage()
    made.resize(802, 620)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.display(MIXED)
    qtbot.waitUntil(lambda: not made._growing.busy)
    return made


MIXED = risks(
    replace(risk("mild"), harm=Harm.MILD),
    replace(risk("often", icons=Figures(30, 100)), harm=Harm.MILD, share=0.3),
    risk("grave", icons=Figures(1, 100)),
    replace(risk("asked", RiskTalk(has_questions=True), red_flag=True), harm=Harm.MILD),
    replace(risk("own", RiskTalk(discussed=True, matters=True)), harm=Harm.MILD),
)


def order(page):
    QApplication.processEvents()
    heads = sorted(shown(page, RiskHead), key=lambda each: each.mapTo(page, QPoint(0, 0)).y())
    return [spoken(each).split()[-1] for each in heads]


def pill(page, words):
    return named(page, QRadioButton, f"Show {words}")


def test_a_risk_is_discussed(page, qtbot):
    with qtbot.waitSignal(page.weighed) as told:
        named(page, QRadioButton, "Risk a Discussed").click()
    assert told.args == ["a", RiskTalk(discussed=True)]


def test_questions_about_a_risk_leave_it_open_and_marked(page, qtbot):
    with qtbot.waitSignal(page.weighed) as told:
        named(page, QRadioButton, "Risk b Has questions").click()
    open_yet = RiskTalk(matters=True, words="A wedding.", has_questions=True)
    assert told.args == ["b", open_yet]
    page.display(risks(risk("a"), risk("b", open_yet), risk("c")))
    assert named(page, QRadioButton, "Risk b Has questions").isChecked()
    page.display(risks(risk("a"), risk("b", MATTERS), risk("c")))
    assert named(page, QRadioButton, "Risk b Discussed").isChecked()


def test_questions_about_a_risk_are_still_marked_when_the_page_is_seen_again(qtbot):
    again = RisksPage()
    qtbot.addWidget(again)
    again.display(risks(risk("a", RiskTalk(has_questions=True))))
    assert named(again, QRadioButton, "Risk a Has questions").isChecked()
    with qtbot.waitSignal(again.weighed) as told:
        named(again, QRadioButton, "Risk a Has questions").click()
    assert told.args == ["a", RiskTalk()]


def test_a_second_click_takes_discussed_back(page, qtbot):
    with qtbot.waitSignal(page.weighed) as told:
        named(page, QRadioButton, "Risk b Discussed").click()
    assert told.args == ["b", RiskTalk(discussed=False, matters=True, words="A wedding.")]


def test_why_a_risk_matters_is_asked_and_told(page, qtbot):
    with qtbot.waitSignal(page.weighed) as told:
        named(page, QCheckBox, "Risk a: matters to this patient").click()
    assert told.args == ["a", RiskTalk(matters=True)]
    page.display(risks(risk("a", RiskTalk(matters=True)), risk("b", MATTERS), risk("c")))
    with qtbot.waitSignal(page.weighed) as told:
        qtbot.keyClicks(named(page, QPlainTextEdit, "Risk a: why it matters"), "I sing.")
        page.flush()
    assert told.args == ["a", RiskTalk(matters=True, words="I sing.")]


def test_words_go_when_a_risk_no_longer_matters(page, qtbot):
    with qtbot.waitSignal(page.weighed) as told:
        named(page, QCheckBox, "Risk b: matters to this patient").click()
    assert told.args == ["b", RiskTalk(discussed=True)]
    page.display(risks(risk("a"), risk("b", RiskTalk(discussed=True)), risk("c")))
    assert not shown(page, QPlainTextEdit)


def test_what_is_not_known_has_words_and_no_figures(page):
    assert [each.accessibleName() for each in shown(page, IconArray)] == ["3 of 100 people"]
    assert words_on(page).count("How often: not known") == 2


def test_warning_signs_are_marked(page):
    assert words_on(page).count("Warning sign: get help at once") == 1


def test_the_standing_is_told_in_words(page):
    assert "1 of 3 discussed Not known is not rare." in words_on(page)


def test_a_risk_that_applies_again_takes_its_place(page, qtbot):
    page.display(risks(risk("c")))
    page.display(risks(risk("a"), risk("c")))
    assert len(shown(page, RiskPanel)) == 2
    qtbot.waitUntil(lambda: order(page) == ["a", "c"])


def test_risks_of_this_patient_are_told(page, qtbot):
    with qtbot.waitSignal(page.own_risks_changed) as told:
        qtbot.keyClicks(named(page, QLineEdit, "Risks of this patient: line 1"), "Works in the sun")
        page.flush()
    assert told.args == [("Works in the sun",)]


def test_a_risk_is_revealed(page, qtbot):
    page.activateWindow()
    page.reveal("c")
    qtbot.waitUntil(lambda: named(page, QRadioButton, "Risk c Discussed").hasFocus())


def test_display_tells_nobody(page, qtbot):
    with (
        qtbot.assertNotEmitted(page.weighed, wait=0),
        qtbot.assertNotEmitted(page.own_risks_changed, wait=0),
    ):
        page.display(risks(risk("a", MATTERS), risk("d"), own=("One", "Two")))
        page.display(risks(risk("d", RiskTalk(discussed=True))))


def test_every_control_has_a_name_and_room_for_a_finger(page):
    assert list(unfit_controls(page)) == []


def test_what_matters_comes_first_then_what_is_grave_then_what_is_frequent(mixed):
    assert order(mixed) == ["own", "grave", "asked", "often", "mild"]


def test_nothing_moves_while_risks_are_answered_until_the_page_is_entered_again(mixed, qtbot):
    qtbot.mouseClick(named(mixed, QCheckBox, "Risk mild: matters to this patient"), Qt.MouseButton.LeftButton)
    mild, *others = MIXED.risks
    answered = risks(replace(mild, talk=RiskTalk(discussed=True, matters=True)), *others)
    mixed.display(answered)
    assert order(mixed) == ["own", "grave", "asked", "often", "mild"]
    assert named(mixed, QRadioButton, "Risk mild Discussed").isChecked()
    mixed.hide()
    mixed.display(answered)
    mixed.show()
    assert order(mixed) == ["mild", "own", "grave", "asked", "often"]
    assert len(shown(mixed, RiskBody)) == 3


def test_what_was_discussed_is_folded_and_opens_again(mixed, qtbot):
    head = named(mixed, QPushButton, "Open Risk own")
    said = "Serious, Discussed, Matters to the patient, How often: not known"
    assert head.accessibleDescription() == said
    qtbot.mouseClick(head, Qt.MouseButton.LeftButton)
    assert named(mixed, QRadioButton, "Risk own Discussed").isChecked()
    qtbot.mouseClick(named(mixed, QPushButton, "Fold Risk own"), Qt.MouseButton.LeftButton)
    assert "Risk own Discussed" not in [spoken(each) for each in shown(mixed, QRadioButton)]


def test_by_keyboard_a_risk_opens_and_its_answer_is_next(mixed, qtbot):
    mixed.activateWindow()
    head = named(mixed, QPushButton, "Open Risk own")
    head.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(head, Qt.Key.Key_Space)
    qtbot.keyClick(head, Qt.Key.Key_Tab)
    assert named(mixed, QRadioButton, "Risk own Discussed").hasFocus()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Serious 2", ["grave", "asked"]),
        ("Not yet discussed 4", ["grave", "asked", "often", "mild"]),
        ("Has questions 1", ["asked"]),
        ("Matters 1", ["own"]),
    ],
)
def test_a_filter_shows_some_and_a_second_click_all(mixed, qtbot, words, found):
    qtbot.mouseClick(pill(mixed, words), Qt.MouseButton.LeftButton)
    assert order(mixed) == found
    qtbot.mouseClick(pill(mixed, words), Qt.MouseButton.LeftButton)
    assert len(order(mixed)) == 5
    assert pill(mixed, "All 5").isChecked()


def test_what_is_answered_stays_in_sight_though_the_filter_names_it_no_more(mixed, qtbot):
    qtbot.mouseClick(pill(mixed, "Not yet discussed 4"), Qt.MouseButton.LeftButton)
    mild, *others = MIXED.risks
    mixed.display(risks(replace(mild, talk=RiskTalk(discussed=True)), *others))
    assert order(mixed) == ["grave", "asked", "often", "mild"]
    assert pill(mixed, "Not yet discussed 3").isChecked()


def test_a_filter_that_finds_nothing_says_so(page, qtbot):
    qtbot.mouseClick(pill(page, "Has questions 0"), Qt.MouseButton.LeftButton)
    assert "No risk is like this." in words_on(page)
    page.activateWindow()
    page.reveal("c")
    qtbot.waitUntil(lambda: named(page, QRadioButton, "Risk c Discussed").hasFocus())
    assert "No risk is like this." not in words_on(page)


def test_in_a_narrow_page_the_filters_take_more_lines(mixed, qtbot):
    mixed.resize(420, 620)
    qtbot.waitUntil(lambda: pill(mixed, "Matters 1").y() > pill(mixed, "All 5").y())
    assert pill(mixed, "Matters 1").parentWidget().rect().contains(pill(mixed, "Matters 1").geometry())


def test_larger_text_makes_heads_and_filters_higher(mixed):
    before = [named(mixed, QPushButton, "Open Risk own").height(), pill(mixed, "All 5").height()]
    try:
        theme.apply(QApplication.instance(), "contrast", 1.3)
        mixed.grab()
        after = [named(mixed, QPushButton, "Open Risk own").height(), pill(mixed, "All 5").height()]
    finally:
        theme.apply(QApplication.instance())
    assert all(low < high for low, high in zip(before, after, strict=True))


def test_a_page_without_risks_is_all_discussed(page):
    page.display(risks())
    assert "0 of 0 discussed" in words_on(page)


def unfolded(page):
    return [each.is_open for each in page._panels.values()].count(True)


def test_open_risks_below_the_edge_come_one_by_one_and_all_at_once_for_a_jump(mixed, qtbot):
    many = risks(*(risk(each) for each in "abcdefghijkl"))
    mixed.display(many)
    assert unfolded(mixed) == 2
    qtbot.waitUntil(lambda: unfolded(mixed) == 12)
    mixed.display(risks())
    mixed.display(many)
    mixed.activateWindow()
    mixed.reveal("l")
    assert unfolded(mixed) == 12
    qtbot.waitUntil(lambda: named(mixed, QRadioButton, "Risk l Discussed").hasFocus())
