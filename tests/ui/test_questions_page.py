from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QPlainTextEdit, QRadioButton

from consult_app.domain.condition import NOT_SURE
from consult_app.domain.entry import Entry
from consult_app.domain.questionnaire import Question, Step
from consult_app.ui import theme
from consult_app.ui.pages.questions_page import QuestionsPage
from consult_app.ui.widgets.question_card import QuestionCard
from consult_app.workflow.screens.questions import questions_screen
from tests.helpers import rooms
from tests.helpers.layout import layout_faults
from tests.helpers.paints import Paints
from tests.helpers.signals import told

ANSWERS = {
    "yes-no": True,
    "follow": NOT_SURE,
    "few": "good",
    "long": "two",
    "several": ("one", "own words"),
    "number": 64,
    "day": "2026-11-22",
    "text": "Because",
    "entries": ("One", "Two"),
    "taken": (Entry("Warfarin", "5 mg", "2020"),),
    "scale": 7,
}
NOT_SURE_EVERYWHERE = {key: NOT_SURE for key in ANSWERS if key != "text"}


def screen(answers=None, step=Step.HISTORY, questions=None):
    asked = rooms.treatment(questions or rooms.questions_of_every_kind(), step)
    return questions_screen(rooms.conversation(asked, answers), step)


@pytest.fixture
def page(qtbot):
    made = QuestionsPage(Step.HISTORY)
    qtbot.addWidget(made)
    made.display(screen())
    made.resize(800, 600)
    with qtbot.waitExposed(made):
        made.show()
    return made


def named(page, kind, name):
    return next(each for each in page.findChildren(kind) if each.accessibleName() == name)


def shown(page, kind):
    return [each for each in page.findChildren(kind) if each.isVisible()]


def test_showing_answers_tells_nobody(page):
    answered, cleared = told(page.answered), told(page.cleared)
    for answers in (ANSWERS, NOT_SURE_EVERYWHERE, None, ANSWERS):
        page.display(screen(answers))
        page.flush()
    assert answered == cleared == []


@pytest.mark.parametrize(
    ("name", "question", "value"),
    [
        ("Is it so? Yes", "yes-no", True),
        ("Is it so? No", "yes-no", False),
        ("Is it so? Not sure", "yes-no", NOT_SURE),
        ("Which of few? Bad", "few", "bad"),
        ("Which of few? Not sure", "few", NOT_SURE),
        ("Which of these? Another thing", "long", "two"),
        ("Which ones? One thing", "several", ("one",)),
        ("Which ones? Not sure", "several", NOT_SURE),
        ("How many? Not sure", "number", NOT_SURE),
        ("When? Not sure", "day", NOT_SURE),
        ("What else? Not sure", "entries", NOT_SURE),
        ("How sore is it? 0", "scale", 0),
        ("How sore is it? 10", "scale", 10),
        ("How sore is it? Not sure", "scale", NOT_SURE),
    ],
)
def test_a_click_answers_its_question_and_another_takes_it_back(qtbot, page, name, question, value):
    answered, cleared = told(page.answered), told(page.cleared)
    button = named(page, QAbstractButton, name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert answered == [(question, value)]
    page.display(screen({question: value}))
    assert button.isChecked()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert cleared == [(question,)]


@pytest.mark.parametrize(
    ("name", "text", "told_as"),
    [
        ("How many? kg", "64", ("number", 64)),
        ("When?", "22.11.2026", ("day", "2026-11-22")),
        ("What else?: line 1", "One", ("entries", (Entry("One"),))),
        ("Which ones? Add other…", "own", ("several", ("own",))),
    ],
)
def test_typing_answers_its_question_and_emptying_takes_it_back(qtbot, page, name, text, told_as):
    answered, cleared = told(page.answered), told(page.cleared)
    field = named(page, QLineEdit, name)
    qtbot.keyClicks(field, text)
    page.flush()
    assert answered == [told_as]
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    page.flush()
    assert cleared == [told_as[:1]]


def test_free_text_is_told_without_the_spaces_around_it(qtbot, page):
    answered, cleared = told(page.answered), told(page.cleared)
    box = named(page, QPlainTextEdit, "Why?")
    qtbot.keyClicks(box, " Because ")
    page.flush()
    box.selectAll()
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    page.flush()
    assert (answered, cleared) == ([("text", "Because")], [("text",)])


def test_a_follow_up_appears_and_goes_and_keeps_its_answer(page):
    button = named(page, QRadioButton, "And is that so too? Yes")
    assert not button.isVisible()
    height = page.findChild(QuestionCard).height()
    page.display(screen({"yes-no": True, "follow": True}))
    assert button.isVisible()
    assert button.isChecked()
    page.display(screen({"yes-no": False, "follow": True}))
    assert not button.isVisible()
    assert page.findChild(QuestionCard).heightForWidth(page.findChild(QuestionCard).width()) <= height


def test_the_same_widgets_stay_while_answers_change(page):
    before = page.findChildren(QAbstractButton)
    page.display(screen({"yes-no": True}))
    page.display(screen({"yes-no": False, "several": ("two",)}))
    assert page.findChildren(QAbstractButton) == before


def test_other_questions_make_other_cards(qtbot, page):
    page.display(screen(questions=rooms.yes_no_questions(3)))
    qtbot.waitUntil(lambda: len(page.findChildren(QRadioButton)) == 9)
    assert len(shown(page, QRadioButton)) == 9


def test_a_mark_is_painted_beside_the_question(page):
    page.display(screen({"yes-no": False}))
    plain = page.findChild(QuestionCard).grab().toImage()
    page.display(screen({"yes-no": True}))
    assert page.findChild(QuestionCard).grab().toImage() != plain


def test_reveal_scrolls_to_a_question_and_gives_it_the_keyboard(qtbot, page):
    page.reveal("entries")
    field = named(page, QLineEdit, "What else?: line 1")
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    assert page.viewport().rect().contains(field.mapTo(page.viewport(), field.rect().center()))
    lit = page.findChild(QuestionCard).grab().toImage()
    qtbot.waitUntil(lambda: page.findChild(QuestionCard).grab().toImage() != lit)


def test_reveal_passes_over_a_question_that_is_not_shown(page):
    page.reveal("follow")
    page.reveal("nothing")
    assert page.verticalScrollBar().value() == 0


def test_an_answer_does_not_scroll_the_page(qtbot, page):
    page.verticalScrollBar().setValue(200)
    page.display(screen({"text": "Because"}))
    assert page.verticalScrollBar().value() == 200


def test_every_control_is_named_and_large_enough(page):
    page.display(screen(ANSWERS))
    controls = shown(page, QAbstractButton) + shown(page, QLineEdit) + shown(page, QPlainTextEdit)
    assert len(controls) > 20
    assert [each for each in controls if not each.accessibleName()] == []
    assert [each.accessibleName() for each in controls if min(each.width(), each.height()) < 40] == []


def test_tab_goes_through_the_whole_page_and_comes_round(qtbot, page):
    first = named(page, QRadioButton, "Is it so? Yes")
    first.setFocus()
    seen = []
    while page.focusWidget() not in seen:
        seen.append(page.focusWidget())
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.focusWidget() is first
    assert len(seen) >= 12


def test_help_is_read_out_as_description(page):
    assert page.findChild(QuestionCard).control("yes-no").accessibleDescription() == "A hint"


def test_cards_grow_with_text_size_and_in_narrow_windows(qtbot, page, qapp):
    card = page.findChild(QuestionCard)
    height = card.heightForWidth(700)
    assert card.heightForWidth(320) > height
    theme.apply(qapp, "light", 1.3)
    assert card.heightForWidth(700) > height


def test_a_card_whose_questions_do_not_apply_is_hidden(qtbot):
    follow = rooms.questions_of_every_kind()[:2]
    asked = rooms.treatment(follow, a_card=1)
    page = QuestionsPage(Step.HISTORY)
    qtbot.addWidget(page)
    page.display(questions_screen(rooms.conversation(asked), Step.HISTORY))
    qtbot.waitUntil(lambda: len(page.findChildren(QuestionCard)) == 2)
    assert [card.isHidden() for card in page.findChildren(QuestionCard)] == [False, True]


def test_areas_are_asked_where_matters_are_talked_over(qtbot):
    page = QuestionsPage(Step.MATTERS)
    qtbot.addWidget(page)
    page.display(screen(step=Step.MATTERS))
    answered = told(page.answered)
    page.show()
    qtbot.mouseClick(page.findChildren(QCheckBox)[0], Qt.MouseButton.LeftButton)
    assert answered == [("areas", ("here",))]


def test_a_day_is_shown_in_words(page):
    page.display(screen({"day": date(2026, 11, 22).isoformat()}))
    assert named(page, QLineEdit, "When?").text() == "22 Nov 2026"


def test_questions_without_a_title_or_not_sure_are_fine(qtbot):
    plain = Question("p", rooms.questions_of_every_kind()[0].kind, "Sure?", may_be_unsure=False)
    page = QuestionsPage(Step.HISTORY)
    qtbot.addWidget(page)
    page.display(screen(questions=(plain,)))
    assert [each.text() for each in page.findChildren(QRadioButton)] == ["Yes", "No"]


@pytest.mark.parametrize(
    "answers",
    [
        {"text": "One more line.\n" * 8},
        {"several": tuple(f"Of my own {i}" for i in range(9))},
        {"entries": ("One", "Two", "Three")},
    ],
    ids=lambda each: next(iter(each)),
)
def test_what_was_answered_out_of_sight_has_its_room_when_it_is_shown(qtbot, qapp, page, answers):
    page.hide()
    page.display(screen(answers))
    with qtbot.waitExposed(page):
        page.show()
    qapp.processEvents()
    assert layout_faults(page) == []


@pytest.fixture
def talk():
    return rooms.conversation(rooms.treatment(rooms.yes_no_questions(12), a_card=5))


@pytest.fixture
def long_page(qtbot, talk):
    page = QuestionsPage(Step.HISTORY)
    qtbot.addWidget(page)
    page.resize(900, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.display(questions_screen(talk, Step.HISTORY))
    qtbot.waitUntil(lambda: len(page.findChildren(QuestionCard)) == 3)
    return page


def painted_by(page, talk, answer):
    """Give the places of the cards that are painted for an answer."""
    cards = page.findChildren(QuestionCard)
    before = questions_screen(talk, Step.HISTORY)
    page.display(before)
    after = questions_screen(talk.going_on(talk.draft.answering(*answer)), Step.HISTORY, before)
    return [cards.index(card) for card in Paints(cards).during(lambda: page.display(after))]


def test_an_answer_paints_its_card_alone(long_page, talk):
    assert painted_by(long_page, talk, ("q6", False)) == [1]
