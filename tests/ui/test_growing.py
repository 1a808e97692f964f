"""A page is built over several turns of the event loop, and at once where somebody wants to go there."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from consult_app.domain.questionnaire import Step
from consult_app.ui.growing import Growing
from consult_app.ui.pages.questions_page import QuestionsPage
from consult_app.ui.widgets.question_card import QuestionCard
from consult_app.workflow.screens.questions import questions_screen
from tests.helpers import rooms
from tests.helpers.paints import come_to_rest

_RGB = QImage.Format.Format_RGB32


def three_parts():
    built: list[int] = []

    def grow():
        built.append(len(built))
        return len(built) < 3

    return built, grow


def test_as_many_parts_are_built_in_a_turn_as_it_lasts(qapp):
    built, grow = three_parts()
    owner = QObject()
    growing = Growing(grow, owner, turn_ms=1000)
    growing.start()
    assert (built, growing.busy) == ([0], True)
    qapp.processEvents()
    assert (built, growing.busy) == ([0, 1, 2], False)


def test_one_part_is_built_a_turn_where_each_takes_as_long_as_that(qtbot, qapp):
    built, grow = three_parts()
    owner = QObject()
    growing = Growing(grow, owner, turn_ms=0)
    growing.start()
    qapp.processEvents()
    assert (built, growing.busy) == ([0, 1], True)
    qtbot.waitUntil(lambda: not growing.busy)
    assert built == [0, 1, 2]
    built.clear()
    growing.start()
    growing.finish()
    growing.finish()
    assert built == [0, 1, 2]


def page_of(qtbot, talk):
    page = QuestionsPage(Step.HISTORY)
    qtbot.addWidget(page)
    page.resize(800, 600)
    with qtbot.waitExposed(page):
        page.show()
    page.display(questions_screen(talk, Step.HISTORY))
    return page


def test_cards_come_one_by_one_with_the_answers_given_meanwhile(qtbot):
    talk = rooms.conversation(rooms.treatment(rooms.yes_no_questions(60)))
    page = page_of(qtbot, talk)
    assert len(page.findChildren(QuestionCard)) < 5
    page.display(questions_screen(talk.going_on(talk.draft.answering("q50", value=True)), Step.HISTORY))
    page.flush()
    qtbot.waitUntil(lambda: len(page.findChildren(QuestionCard)) == 5)
    last = page.findChildren(QuestionCard)[-1]
    assert last.control("q50").current == "yes"


def test_who_is_led_to_a_question_does_not_wait_for_its_card(qtbot):
    page = page_of(qtbot, rooms.conversation(rooms.treatment(rooms.yes_no_questions(60))))
    page.reveal("q58")
    assert len(page.findChildren(QuestionCard)) == 5
    qtbot.waitUntil(
        lambda: page.focusWidget() is not None and "number 58" in page.focusWidget().accessibleName()
    )


def test_what_is_kept_while_a_page_grows_is_what_it_would_paint_anew(qtbot):
    talk = rooms.conversation(rooms.treatment(rooms.mixed_questions(40)))
    page = page_of(qtbot, talk)

    def same():
        # A scroll bar follows a turn later.
        come_to_rest()
        kept, anew = page.screen().grabWindow(page.winId()), page.grab()
        return kept.toImage().convertToFormat(_RGB) == anew.toImage().convertToFormat(_RGB)

    qtbot.waitUntil(lambda: len(page.findChildren(QuestionCard)) == 4)
    qtbot.waitUntil(same)
    for question in ("q3", "q0"):
        talk = talk.going_on(talk.draft.answering(question, value=True))
        page.display(questions_screen(talk, Step.HISTORY))
        qtbot.waitUntil(same)
    talk = talk.going_on(talk.draft.clearing("q3"))
    page.display(questions_screen(talk, Step.HISTORY))
    qtbot.waitUntil(same)
    page.resize(560, 600)
    qtbot.waitUntil(same)
