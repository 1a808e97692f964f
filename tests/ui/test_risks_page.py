import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QRadioButton

from consult_app.domain.consultation import RiskTalk
from consult_app.domain.frequency import IconArray as Figures
from consult_app.ui.pages.risks_page import RisksPage
from consult_app.ui.widgets.icon_array import IconArray
from consult_app.ui.widgets.risk_panel import RiskPanel
from tests.helpers.screens import named, risk, risks, shown, tab_order, unfit_controls, words_on

MATTERS = RiskTalk(discussed=True, matters=True, words="A wedding.")


@pytest.fixture
def page(qtbot):
    made = RisksPage()
    made.resize(802, 620)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.display(risks(risk("a", icons=Figures(3, 100)), risk("b", MATTERS), risk("c", red_flag=True)))
    return made


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
    by_name = {each.findChild(QRadioButton).accessibleName(): each for each in shown(page, RiskPanel)}
    assert sorted(by_name) == ["Risk a Discussed", "Risk c Discussed"]
    qtbot.waitUntil(lambda: by_name["Risk a Discussed"].y() < by_name["Risk c Discussed"].y())


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


def test_tab_goes_down_the_page(page):
    order = tab_order(page, named(page, QRadioButton, "Risk a Discussed"))
    firsts = ["Risk a Discussed", "Risk b Discussed", "Risk c Discussed", "Risks of this patient: line 1"]
    assert [name for name in order if name in firsts] == firsts
