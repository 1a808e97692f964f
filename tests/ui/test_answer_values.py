"""An answer is shown by the control that means it, and by no other."""

from datetime import date

import pytest

from consult_app.domain.condition import NOT_SURE
from consult_app.domain.questionnaire import Choice, Kind, Question
from consult_app.ui.answer_values import button_of, by_button, day_of, number_of, text_of

YES_NO = Question("q", Kind.YES_NO, "So?")
SCALE = Question("q", Kind.SCALE, "How much?")
CHOICE = Question("q", Kind.CHOICE, "Which?", choices=(Choice("one", "One"), Choice("1", "The first")))


@pytest.mark.parametrize(
    ("question", "value", "button"),
    [
        (YES_NO, True, "yes"),
        (YES_NO, False, "no"),
        (YES_NO, 1, None),
        (SCALE, 1, "1"),
        (SCALE, 10.0, "10"),
        (SCALE, True, None),
        (CHOICE, "one", "one"),
        (CHOICE, "gone", None),
        *((each, NOT_SURE, "?") for each in (YES_NO, SCALE, CHOICE)),
        *((each, None, None) for each in (YES_NO, SCALE, CHOICE)),
    ],
)
def test_one_button_means_an_answer(question, value, button):
    meanings = by_button(question)
    assert button_of(value, meanings) == button
    assert button is None or meanings[button] == value


def test_what_is_not_of_a_kind_is_not_shown_as_one():
    assert [number_of(each) for each in (7, 1.5, True, "7", NOT_SURE, None)] == [
        7,
        1.5,
        None,
        None,
        None,
        None,
    ]
    assert [day_of(each) for each in ("2026-11-22", NOT_SURE, None)] == [date(2026, 11, 22), None, None]
    assert [text_of(each) for each in ("a", NOT_SURE, 3, None)] == ["a", "", "", ""]
