import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from consult_app.domain.consultation import Exchange
from consult_app.domain.questionnaire import Step
from consult_app.domain.readiness import Gap, Lack
from consult_app.ui.pages.understanding_page import UnderstandingPage
from consult_app.ui.widgets.exchange_row import ExchangeRow
from consult_app.ui.widgets.gap_button import GapButton
from consult_app.ui.widgets.question_card import QuestionCard
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.questions import questions_screen
from consult_app.workflow.screens.understanding import UnderstandingScreen
from tests.helpers.hands import Hands
from tests.helpers.sample import answered, checking, draft
from tests.helpers.screens import named, shown, tab_order, understanding, unfit_controls, words_on

SWIM = Exchange("Can I swim?", "Not for two days.")


@pytest.fixture
def page(qtbot):
    made = UnderstandingPage()
    made.resize(802, 620)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.display(understanding())
    return made


def rows(page):
    return shown(page, ExchangeRow)


def test_what_was_not_understood_is_to_be_explained_once_more(page):
    hands = Hands(page)
    page.resize(440, 620)

    def ask(said):
        talk = Conversation.about(checking(), draft(answers=answered(u_often=said)))
        page.display(UnderstandingScreen(questions_screen(talk, Step.UNDERSTANDING), (), ()))
        hands.settled()
        card = hands.find(QuestionCard, "Did we explain it well?")
        return "Explain this once more, then ask again" in hands.words(), card.place_of("u-often").height()

    (_, before), (missed, marked), after = ask(None), ask("never"), ask("nobody")
    assert missed
    assert marked > before
    assert after == (False, before)


def test_a_question_is_added_with_its_answer(page, qtbot):
    named(page, QPushButton, "Add a question").click()
    with qtbot.waitSignal(page.exchanged) as told:
        qtbot.keyClicks(named(page, QLineEdit, "The patient asked"), SWIM.question)
        page.flush()
    assert told.args == [(Exchange(SWIM.question, ""),)]
    page.display(understanding(Exchange(SWIM.question, "")))
    with qtbot.waitSignal(page.exchanged) as told:
        qtbot.keyClicks(named(page, QPlainTextEdit, "We answered"), SWIM.answer)
        page.flush()
    assert told.args == [(SWIM,)]


def test_a_row_being_written_does_not_vanish(page):
    page.display(understanding(SWIM))
    named(page, QPushButton, "Add a question").click()
    page.display(understanding(SWIM))
    assert [row.exchange() for row in rows(page)] == [SWIM, Exchange("", "")]


def test_a_question_is_removed(page, qtbot):
    page.display(understanding(SWIM))
    with qtbot.waitSignal(page.exchanged) as told:
        named(page, QPushButton, "Remove this question").click()
    assert told.args == [()]
    assert rows(page) == []


def test_other_exchanges_take_the_place_of_those_shown(page, qtbot):
    page.display(understanding(SWIM))
    other = Exchange("And run?", "Tomorrow.")
    with qtbot.assertNotEmitted(page.exchanged, wait=0):
        page.display(understanding(other, SWIM))
    assert [row.exchange() for row in rows(page)] == [other, SWIM]


def test_answers_are_told(page, qtbot):
    with qtbot.waitSignal(page.answered) as told:
        qtbot.keyClicks(named(page, QPlainTextEdit, "Why?"), "So")
        page.flush()
    assert told.args == ["understanding-why", "So"]
    page.activateWindow()
    page.reveal("understanding-why")
    qtbot.waitUntil(lambda: named(page, QPlainTextEdit, "Why?").hasFocus())


def test_risks_with_open_questions_are_named_and_lead_there(page, qtbot):
    page.display(understanding(open_risks=("a", "b")))
    assert "Questions about risks are still open" in words_on(page)
    lines = shown(page, GapButton)
    assert [each.accessibleName() for each in lines] == ["Risk a", "Risk b"]
    with qtbot.waitSignal(page.jump_requested) as told:
        qtbot.mouseClick(lines[1], Qt.MouseButton.LeftButton)
    assert told.args == [Gap(Step.RISKS, Lack.RISK, "b")]
    page.display(understanding(open_risks=("b",)))
    assert [each.accessibleName() for each in shown(page, GapButton)] == ["Risk b"]
    page.display(understanding())
    assert "Questions about risks are still open" not in words_on(page)


def test_every_control_has_a_name_and_room_for_a_finger(page):
    page.display(understanding(SWIM))
    assert list(unfit_controls(page)) == []


def test_tab_goes_down_the_page(page):
    page.display(understanding(SWIM))
    order = tab_order(page, named(page, QPlainTextEdit, "Why?"))
    page.display(understanding(SWIM, open_risks=("a",)))
    assert tab_order(page, named(page, GapButton, "Risk a"))[:2] == ["Risk a", "Why?"]
    names = ["Why?", "The patient asked", "Remove this question", "We answered", "Add a question"]
    assert order == names
