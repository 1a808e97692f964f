"""Answers of last time in a page of questions: each asked again, none waved through unseen."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QRadioButton

from consult_app.domain.consultation import Origin
from consult_app.domain.questionnaire import Kind, Question, Step
from consult_app.ui.pages.questions_page import QuestionsPage
from consult_app.ui.pages.screening_page import ScreeningPage
from consult_app.ui.widgets.question_card import QuestionCard
from consult_app.ui.widgets.verdict_card import VerdictCard
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.findings import findings_screen
from consult_app.workflow.screens.questions import questions_screen
from tests.helpers import rooms
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.signals import told

MANY = rooms.yes_no_questions(30)


def conversation(questions=MANY, confirmed=(), step=Step.HISTORY):
    about = rooms.treatment(questions, step, a_card=30)
    answers = {each.id: ("words" if each.kind is Kind.TEXT else False) for each in questions}
    talk = rooms.conversation(about, answers)
    asked = [each.id for each in questions if each.id not in confirmed]
    return Conversation.about(about, replace(talk.draft, origins=dict.fromkeys(asked, Origin.EARLIER)))


def screen(*given, **more):
    return questions_screen(conversation(*given, **more), Step.HISTORY)


@pytest.fixture
def page(qtbot):
    made = QuestionsPage(Step.HISTORY)
    made.resize(802, 600)
    qtbot.addWidget(made)
    made.display(screen())
    with qtbot.waitExposed(made):
        made.show()
    return made


def buttons(page, text):
    return [each for each in page.findChildren(QAbstractButton) if each.isVisible() and text in each.text()]


def test_an_answer_of_last_time_stands_where_it_was_with_a_button_to_let_it_stand(page, qtbot):
    still = buttons(page, "Still so")
    assert still[0].accessibleName() == f"{MANY[0].text} Still so"
    confirmed, answered = told(page.confirmed), told(page.answered)
    qtbot.mouseClick(still[0], Qt.MouseButton.LeftButton)
    assert (confirmed, answered) == ([((MANY[0].id,),)], [])


def test_once_it_was_asked_again_the_row_is_like_any_other(page, qtbot):
    [card] = page.findChildren(QuestionCard)
    before, height = len(buttons(page, "Still so")), card.sizeHint().height()
    page.display(screen(confirmed=("q0",)))
    assert len(buttons(page, "Still so")) == before - 1
    page.display(screen(confirmed=[each.id for each in MANY]))
    assert buttons(page, "Still so") == []
    assert buttons(page, "still so") == []
    assert card.sizeHint().height() < height
    page.display(screen(confirmed=("q0",)))
    assert len(buttons(page, "Still so")) == before - 1


def test_all_of_a_card_stand_only_once_each_was_on_screen(page, qtbot):
    shown = [row for card in screen().cards for row in card.rows if row.shown]
    [every] = buttons(page, "still so")
    assert every.text() == f"All {len(shown)} still so"
    assert not every.isEnabled()
    confirmed = told(page.confirmed)
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    page.grab()
    assert not every.isEnabled()
    qtbot.mouseClick(every, Qt.MouseButton.LeftButton)
    assert confirmed == []
    for value in range(0, page.verticalScrollBar().maximum() + 100, 100):
        page.verticalScrollBar().setValue(value)
        page.repaint()
    assert every.isEnabled()
    qtbot.mouseClick(every, Qt.MouseButton.LeftButton)
    assert confirmed == [(tuple(row.question.id for row in shown),)]


def test_the_keyboard_goes_from_an_answer_to_its_button_and_on(page, qtbot):
    names = []
    first = next(each for each in page.findChildren(QRadioButton) if each.accessibleName().endswith(" No"))
    first.setFocus()
    for _ in range(3):
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        names.append(page.focusWidget().accessibleName())
    assert names == [f"{MANY[0].text} Still so", f"{MANY[1].text} No", f"{MANY[1].text} Still so"]
    with qtbot.waitSignal(page.confirmed) as confirmed:
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    assert confirmed.args == [("q1",)]


def test_every_kind_of_answer_leads_to_its_button(page, qtbot):
    questions = rooms.questions_of_every_kind()[2:]
    page.display(screen(questions))
    [card] = [each for each in page.findChildren(QuestionCard) if each.isVisible()]
    for question in questions:
        button = card._again.button(question.id)
        before = button.previousInFocusChain()
        while not (before.focusPolicy() & Qt.FocusPolicy.TabFocus and before.isVisible()):
            before = before.previousInFocusChain()
        place = card.place_of(question.id)
        assert place.contains(before.mapTo(card, before.rect().center()))


def test_a_single_answer_needs_no_button_for_all(page):
    page.display(screen(confirmed=[each.id for each in MANY[1:]]))
    assert len(buttons(page, "Still so")) == 1
    assert buttons(page, "still so") == []


@pytest.mark.parametrize("width", [802, 420])
def test_the_button_never_lies_on_the_control_or_outside_the_card(page, qtbot, width):
    questions = (
        *MANY[:2],
        Question("t", Kind.TEXT, "Why?"),
        Question("o", Kind.TEXT, "And?", required=False),
    )
    page.resize(width, 600)
    page.display(screen(questions))
    qtbot.waitUntil(lambda: len(buttons(page, "Still so")) == 4)
    [card] = [each for each in page.findChildren(QuestionCard) if each.isVisible()]
    qtbot.waitUntil(lambda: card.height() == card.heightForWidth(card.width()))
    for question in questions:
        again, control = card._again.button(question.id), card.control(question.id)
        assert not again.geometry().intersects(control.geometry())
        assert card.rect().contains(again.geometry())
        assert card.place_of(question.id).contains(again.geometry())
    assert unnamed(page) == []
    assert too_small(page) == []


def test_on_the_screening_page_it_is_the_same(qtbot):
    page = ScreeningPage()
    qtbot.addWidget(page)
    talk = conversation(step=Step.SCREENING)
    page.display(questions_screen(talk, Step.SCREENING), findings_screen(talk), "Dr A")
    with qtbot.waitExposed(page):
        page.show()
    with qtbot.waitSignal(page.confirmed) as confirmed:
        qtbot.mouseClick(buttons(page, "Still so")[0], Qt.MouseButton.LeftButton)
    assert confirmed.args == [("q0",)]


def test_the_verdict_says_that_answers_are_to_be_asked_again(qtbot):
    about = replace(rooms.treatment(MANY), rules=())
    talk = conversation()
    card = VerdictCard()
    qtbot.addWidget(card)
    card.display(findings_screen(Conversation.about(about, talk.draft)))
    assert card.accessibleName() == "Still open. Answers of last time to ask again"
