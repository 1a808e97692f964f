"""Question pages: what applies, what hangs on what, and which answer raised a finding."""

from dataclasses import replace

import pytest

from consult_app.domain.body import Region
from consult_app.domain.condition import NOT_SURE
from consult_app.domain.consultation import Origin
from consult_app.domain.entry import Part
from consult_app.domain.names import Names
from consult_app.domain.questionnaire import Kind, Question, Step
from consult_app.domain.treatment import Severity
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.screens.questions import areas_question, questions_screen
from tests.helpers import rooms
from tests.helpers.sample import answered, checking, draft, sample


def screen(step=Step.HISTORY, **changes):
    return questions_screen(Conversation.about(sample(), draft(**changes)), step)


def rows(shown):
    return {row.question.id: row for card in shown.cards for row in card.rows}


def test_a_page_has_the_sections_of_its_step_with_answers():
    shown = screen()
    assert shown.step is Step.HISTORY
    assert [(card.id, card.title, card.note) for card in shown.cards] == [("s-history", "Your health", "")]
    assert [row.question.id for row in shown.cards[0].rows] == [
        *("q-preg", "q-weeks", "q-allergy", "q-smoke", "q-medicines"),
    ]
    assert rows(shown)["q-smoke"].value == "never"
    assert rows(shown)["q-medicines"].value is None


def test_hidden_questions_keep_their_place_and_follow_ups_are_marked():
    found = rows(screen())
    assert not found["q-weeks"].shown
    assert rows(screen(answers=answered(q_preg=True)))["q-weeks"].shown
    assert [name for name, row in found.items() if row.follow_up] == ["q-weeks"]


def test_an_answer_is_marked_with_the_gravest_finding_that_rests_on_it():
    shown = rows(screen(answers=answered(q_preg=NOT_SURE, q_smoke="daily")))
    assert shown["q-preg"].mark is Severity.STOP
    assert shown["q-smoke"].mark is Severity.ASK_MORE
    assert shown["q-allergy"].mark is None


def test_a_question_without_an_answer_has_no_mark():
    assert rows(screen(answers=answered(q_preg=None)))["q-preg"].mark is None


@pytest.mark.parametrize(
    ("said", "mark"),
    [("never", Severity.CAUTION), (NOT_SURE, Severity.CAUTION), ("nobody", None), (None, None)],
)
def test_what_was_not_understood_is_marked_until_the_answer_is_what_was_explained(said, mark):
    conversation = Conversation.about(checking(), draft(answers=answered(u_often=said)))
    row = rows(questions_screen(conversation, Step.UNDERSTANDING))["u-often"]
    assert row.mark is mark
    assert row.question.misses(row.value) is (mark is not None)


def test_where_no_choice_is_called_right_none_is_wrong():
    assert not any(each.misses("daily") for each in sample().questionnaire)


def test_a_card_with_nothing_to_ask_is_not_shown():
    shown = screen(Step.DECISIONS, answers={})
    assert shown.cards[0].shown
    decisions = shown.cards[0]
    assert [row.shown for row in decisions.rows] == [True, False]
    assert not type(decisions)("x", "X", "", decisions.rows[1:]).shown


def test_what_matters_begins_with_the_areas_of_the_goal():
    shown = screen(Step.MATTERS)
    assert [card.id for card in shown.cards] == ["areas", "s-matters"]
    [row] = shown.cards[0].rows
    assert shown.cards[0].title == "Fresher-looking skin"
    assert (row.question.kind, row.value, row.shown, row.follow_up, row.mark) == (
        *(Kind.CHOICES, ("cheeks",), True, False, None),
    )
    assert [choice.id for choice in row.question.choices] == ["cheeks", "forehead"]
    assert shown.cards[1].note == "In your own words."


def test_no_areas_are_no_answer():
    shown = screen(Step.MATTERS, areas=())
    assert shown.cards[0].rows[0].value is None


def test_the_areas_are_those_of_the_goal_and_always_known():
    question = areas_question(sample(), "body")
    assert [(each.id, each.label) for each in question.choices] == [("thighs", "Thighs")]
    assert question.text == sample().labels["who.areas"]
    assert not question.may_be_unsure


def test_an_area_can_be_pressed_where_it_lies():
    face, body = sample().goals
    placed = replace(body.areas[0], regions=(Region.BACK_CALF_LEFT,))
    question = areas_question(replace(sample(), goals=(face, replace(body, areas=(placed,)))), "body")
    assert question.choices[0].regions == (Region.BACK_CALF_LEFT,)


def test_a_step_without_questions_is_an_empty_page():
    shown = screen(Step.SCREENING)
    assert shown.cards == ()


def test_an_answer_says_where_it_is_from():
    found = rows(screen(origins={"q-smoke": Origin.PATIENT}))
    assert (found["q-smoke"].origin, found["q-preg"].origin) == (Origin.PATIENT, None)


def test_areas_say_whose_they_are():
    for origins, origin in (({}, None), ({"areas": Origin.PATIENT}, Origin.PATIENT)):
        [row] = screen(Step.MATTERS, origins=origins).cards[0].rows
        assert row.origin is origin


def test_lists_are_completed_from_medicines_and_reactions_from_what_is_given_too():
    asked = rooms.treatment(
        (
            Question("taken", Kind.ENTRIES, "?", medicines=True, entry=(Part.DOSE,)),
            Question("harmed", Kind.ENTRIES, "?", entry=(Part.REACTION,)),
            Question("own", Kind.ENTRIES, "?"),
        )
    )
    found = rows(questions_screen(rooms.conversation(asked), Step.HISTORY))
    medicines = asked.questionnaire.medicines
    given = tuple(each.name for each in asked.ingredients)
    assert found["taken"].names == Names(medicines, asks=True)
    assert found["harmed"].names == Names(medicines, given)
    assert found["own"].names is None


@pytest.fixture
def talk():
    return rooms.conversation(rooms.treatment(rooms.yes_no_questions(12), a_card=4), {"q1": True, "q8": True})


def changed(before, after):
    """Name the rows that are not the same objects any more."""
    assert all(
        (card is known) is all(row is same for row, same in zip(card.rows, known.rows, strict=True))
        for card, known in zip(after.cards, before.cards, strict=True)
    )
    known = rows(before)
    return [name for name, row in rows(after).items() if row is not known[name]]


@pytest.mark.parametrize(
    ("said", "touched"),
    [
        (lambda draft: draft.answering("q1", value=False), ["q1"]),
        (lambda draft: draft.answering("q1", value=1), ["q1"]),
        (lambda draft: draft.answering("q1", value=True, origin=Origin.PATIENT), ["q1"]),
        (lambda draft: draft.clearing("q8"), ["q8", "q9"]),
        (lambda draft: draft.answering("q0", value=True), ["q0"]),
        (lambda draft: draft.answering("q3", value=True), ["q3", "q4"]),
        (lambda draft: draft.seeing("history"), []),
    ],
)
def test_an_answer_leaves_the_rows_that_it_does_not_touch(talk, said, touched):
    before = questions_screen(talk, Step.HISTORY)
    on = talk.going_on(said(talk.draft))
    after = questions_screen(on, Step.HISTORY, before)
    assert changed(before, after) == touched
    assert after == questions_screen(on, Step.HISTORY)
    assert [type(row.value) for row in rows(after).values()] == [
        type(row.value) for row in rows(questions_screen(on, Step.HISTORY)).values()
    ]


def test_the_areas_stay_the_same_card_until_they_change():
    conversation = Conversation.about(sample(), draft())
    before = questions_screen(conversation, Step.MATTERS)
    later = conversation.going_on(conversation.draft.answering("q-expect", "Sleep"))
    after = questions_screen(later, Step.MATTERS, before)
    assert [card is known for card, known in zip(after.cards, before.cards, strict=True)] == [True, False]
    moved = questions_screen(later.going_on(later.draft.treating(("forehead",))), Step.MATTERS, after)
    assert [card is known for card, known in zip(moved.cards, after.cards, strict=True)] == [False, True]
