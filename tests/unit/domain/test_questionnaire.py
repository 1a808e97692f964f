"""Which questions are asked, what rules see of the answers, and which answers fit."""

from math import inf, nan

import pytest

from consult_app.domain.condition import NOT_SURE, Is
from consult_app.domain.entry import Entry
from consult_app.domain.questionnaire import (
    OTHER,
    Choice,
    Kind,
    Misfit,
    Question,
    Questionnaire,
    Section,
    Step,
    ask,
    misfit,
)

CHOICES = (Choice("a", "A"), Choice("b", "B"), Choice("none", "None", alone=True))
FIRST = Question("q1", Kind.YES_NO, "First?")
SECOND = Question("q2", Kind.NUMBER, "Second?", when=Is("q1", True))
THIRD = Question(
    "q3", Kind.CHOICES, "Third?", choices=CHOICES, when=Is("q2", 1), own_words=True, required=False
)


def questionnaire():
    return Questionnaire(
        (
            Section("s1", Step.HISTORY, "One", (FIRST, SECOND)),
            Section("s2", Step.HISTORY, "Two", (THIRD,)),
        )
    )


def test_questions_come_in_order_and_are_found_by_id():
    assert [each.id for each in questionnaire()] == ["q1", "q2", "q3"]
    assert questionnaire().question("q3") is THIRD
    with pytest.raises(KeyError):
        questionnaire().question("q4")


def test_nothing_answered_asks_only_what_surely_applies():
    asked = ask(questionnaire(), {}, {})
    assert (asked.visible, asked.missing) == (("q1",), ("q1",))
    assert not asked.facts.not_applicable


def test_a_question_whose_condition_is_false_does_not_apply_and_what_hangs_on_it_neither():
    asked = ask(questionnaire(), {}, {"q1": False, "q2": 1})
    assert asked.facts.not_applicable == {"q2", "q3"}
    assert "q2" not in asked.facts.known
    assert asked.missing == ()


def test_not_sure_neither_shows_nor_settles_what_hangs_on_it():
    asked = ask(questionnaire(), {}, {"q1": NOT_SURE})
    assert asked.visible == ("q1",)
    assert not asked.facts.not_applicable


def test_hidden_answers_are_not_used():
    asked = ask(questionnaire(), {"age": 3}, {"q2": 1, "q3": ("a",)})
    assert dict(asked.facts.known) == {"age": 3}


def test_a_question_that_need_not_be_answered_is_not_missing():
    asked = ask(questionnaire(), {}, {"q1": True, "q2": 1})
    assert asked.visible == ("q1", "q2", "q3")
    assert asked.missing == ()


@pytest.mark.parametrize(
    ("answer", "fact"),
    [
        (("a",), ("a",)),
        (("a", "my own"), ("a", "my own", OTHER)),
        (NOT_SURE, NOT_SURE),
    ],
)
def test_rules_see_own_words_as_the_choice_other(answer, fact):
    assert ask(questionnaire(), {}, {"q1": True, "q2": 1, "q3": answer}).facts.known["q3"] == fact


SEVERAL = Question("q", Kind.CHOICES, "?", choices=CHOICES)
OWN = Question("q", Kind.CHOICES, "?", choices=CHOICES, own_words=True)
ONE = Question("q", Kind.CHOICE, "?", choices=CHOICES)
NUMBER = Question("q", Kind.NUMBER, "?", low=1, high=9)
ANY_NUMBER = Question("q", Kind.NUMBER, "?")
TEXT = Question("q", Kind.TEXT, "?", may_be_unsure=False)
DAY = Question("q", Kind.DATE, "?")
ENTRIES = Question("q", Kind.ENTRIES, "?")
SCALE = Question("q", Kind.SCALE, "?")


@pytest.mark.parametrize(
    ("question", "value", "wanted"),
    [
        (FIRST, True, None),
        (FIRST, 1, Misfit.KIND),
        (FIRST, NOT_SURE, None),
        (TEXT, NOT_SURE, Misfit.UNSURE),
        (NUMBER, 1, None),
        (NUMBER, 9.0, None),
        (NUMBER, 0.5, Misfit.LOW),
        (NUMBER, 10, Misfit.HIGH),
        (NUMBER, True, Misfit.KIND),
        (NUMBER, "3", Misfit.KIND),
        (ANY_NUMBER, nan, Misfit.KIND),
        (ANY_NUMBER, inf, Misfit.KIND),
        (ANY_NUMBER, -1e9, None),
        (SEVERAL, ("a", "b"), None),
        (SEVERAL, "a", Misfit.KIND),
        (SEVERAL, (1,), Misfit.KIND),
        (SEVERAL, (), Misfit.EMPTY),
        (SEVERAL, ("a", " "), Misfit.EMPTY),
        (SEVERAL, ("a", "own"), Misfit.CHOICE),
        (SEVERAL, ("none",), None),
        (SEVERAL, ("none", "a"), Misfit.ALONE),
        (OWN, ("a", "own"), None),
        (OWN, ("none", "own"), Misfit.ALONE),
        (SEVERAL, (Entry("a"),), Misfit.KIND),
        (ENTRIES, (Entry("anything"), Entry("else", dose="5 mg")), None),
        (ENTRIES, ("anything", "else"), None),
        (ENTRIES, (), Misfit.EMPTY),
        (ENTRIES, (Entry(" ", dose="5 mg"),), Misfit.EMPTY),
        (ENTRIES, "anything", Misfit.KIND),
        (SCALE, 0, None),
        (SCALE, 10, None),
        (SCALE, 7.0, None),
        (SCALE, 7.5, Misfit.KIND),
        (SCALE, True, Misfit.KIND),
        (SCALE, -1, Misfit.LOW),
        (SCALE, 11, Misfit.HIGH),
        (ONE, "a", None),
        (ONE, "c", Misfit.CHOICE),
        (ONE, ("a",), Misfit.KIND),
        (DAY, "2026-02-28", None),
        (DAY, "2026-02-30", Misfit.DATE),
        (TEXT, "words", None),
        (TEXT, "  ", Misfit.EMPTY),
        (TEXT, 3, Misfit.KIND),
    ],
)
def test_an_answer_fits_or_says_why_not(question, value, wanted):
    assert misfit(question, value) is wanted
