"""What follows from answers: body mass index, days, weeks, classes; unknown where an answer is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.condition import NOT_SURE, Between, Is, Truth, evaluate
from consult_app.domain.derived import (
    BMI,
    HEIGHT,
    WEIGHT,
    answers_behind,
    bmi_of,
    body_mass_index,
    classes_of,
    days_since,
    time_of,
    weeks_since,
)
from consult_app.domain.entry import Entry
from consult_app.domain.medicines import Medicine, MedicineClass, Medicines
from consult_app.domain.questionnaire import DAY, Kind, Question, Questionnaire, Section, Step, ask

MEDICINES = Medicines((MedicineClass("nsaid", "Pain pills", (Medicine("ibuprofen"),)),))
TODAY = "2026-11-23"


@pytest.mark.parametrize(
    ("height", "weight", "index"),
    [
        (200, 99.79, 24.9),
        (200, 99.81, 25.0),
        (200, 119.79, 29.9),
        (200, 119.81, 30.0),
        (100, 24.94, 24.9),
        (100, 24.96, 25.0),
        (100, 18.4499, 18.4),
        (100, 18.4501, 18.5),
        (170, 72.25, 25.0),
        (170.5, 70, 24.1),
    ],
)
def test_the_body_mass_index_is_rounded_to_one_decimal(height, weight, index):
    assert body_mass_index(height, weight) == index


@pytest.mark.parametrize("weight", [24.95, 29.95, 34.95, 39.95, 18.45])
def test_the_index_on_a_boundary_is_one_of_its_two_neighbours(weight):
    """A double cannot hold 24.95; what is read out is 24.9 or 25.0, and rules read what is read out."""
    low = int(weight * 10) / 10
    assert body_mass_index(100, weight) in (low, round(low + 0.1, 1))


@pytest.mark.parametrize(
    "known",
    [
        {},
        {HEIGHT: 170},
        {WEIGHT: 70},
        {HEIGHT: NOT_SURE, WEIGHT: 70},
        {HEIGHT: 170, WEIGHT: NOT_SURE},
        {HEIGHT: True, WEIGHT: 70},
        {HEIGHT: "170", WEIGHT: 70},
    ],
)
def test_without_both_numbers_there_is_no_index(known):
    assert bmi_of(known) is None


@pytest.mark.parametrize(
    ("day", "today", "weeks"),
    [
        ("2026-11-23", TODAY, 0),
        ("2026-11-17", TODAY, 0),
        ("2026-11-16", TODAY, 1),
        ("2026-11-24", TODAY, -1),
        ("2026-11-30", TODAY, -1),
        ("2026-12-01", TODAY, -2),
        ("2024-02-29", "2024-03-07", 1),
        ("2024-02-28", "2024-03-06", 1),
        ("2023-02-28", "2023-03-06", 0),
        ("2024-02-29", "2025-02-28", 52),
        ("2000-02-29", "2400-02-29", 20871),
    ],
)
def test_weeks_since_a_day_are_whole_and_negative_for_a_day_to_come(day, today, weeks):
    assert time_of("q-last.weeks", day, today) == weeks


@pytest.mark.parametrize(
    ("day", "days"), [(TODAY, 0), ("2026-11-22", 1), ("2026-11-24", -1), ("2026-12-07", -14)]
)
def test_days_since_a_day_are_negative_for_a_day_to_come(day, days):
    assert time_of("q-last.days", day, TODAY) == days


@given(st.dates(date(1900, 1, 1), date(2300, 1, 1)), st.dates(date(1900, 1, 1), date(2300, 1, 1)))
def test_a_week_has_seven_days(day, today):
    assert 0 <= days_since(day, today) - 7 * weeks_since(day, today) < 7


@given(st.dates(date(1900, 1, 1), date(2300, 1, 1)), st.integers(-200, 200))
def test_a_week_more_is_a_week_more(day, weeks):
    assert weeks_since(day, day + timedelta(weeks=weeks)) == weeks


@pytest.mark.parametrize(("value", "today"), [(NOT_SURE, TODAY), (TODAY, None), (TODAY, NOT_SURE)])
@pytest.mark.parametrize("fact", ["q-last.days", "q-last.weeks"])
def test_without_both_days_neither_is_known(fact, value, today):
    assert time_of(fact, value, today) is None


def test_classes_follow_from_entries_and_not_from_not_sure():
    assert classes_of(("Ibuprofen",), MEDICINES) == ("nsaid",)
    assert classes_of((Entry("Ibuprofen", dose="warfarin"),), MEDICINES) == ("nsaid",)
    assert classes_of(NOT_SURE, MEDICINES) is None


@pytest.mark.parametrize(
    ("fact", "answers"),
    [
        (BMI, (HEIGHT, WEIGHT)),
        ("q-last.days", ("q-last",)),
        ("q-last.weeks", ("q-last",)),
        ("q-meds.classes", ("q-meds",)),
        ("q-weeks", ()),
        ("patient.age", ()),
    ],
)
def test_the_answers_behind_a_fact_are_named(fact, answers):
    assert answers_behind(fact) == answers


# In a questionnaire

HIDING = Question("q-hide", Kind.YES_NO, "Hide?")
SHOWN = Is("q-hide", value=False)
QUESTIONS = (
    HIDING,
    Question(HEIGHT, Kind.NUMBER, "Height?", unit="cm", when=SHOWN),
    Question(WEIGHT, Kind.NUMBER, "Weight?", unit="kg", when=SHOWN),
    Question("q-last", Kind.DATE, "When?", when=SHOWN),
    Question("q-meds", Kind.ENTRIES, "What?", when=SHOWN, medicines=True),
)
QUESTIONNAIRE = Questionnaire((Section("s", Step.HISTORY, "S", QUESTIONS),), MEDICINES)
ANSWERS = {HEIGHT: 200, WEIGHT: 120, "q-last": "2026-11-16", "q-meds": (Entry("Ibuprofen", "400 mg"),)}
DERIVED = {
    BMI: Between(BMI, 30, None),
    "q-last.days": Between("q-last.days", 7, 7),
    "q-last.weeks": Between("q-last.weeks", None, 1),
    "q-meds.classes": Is("q-meds.classes", "nsaid"),
}


def truths(answers):
    facts = ask(QUESTIONNAIRE, {DAY: TODAY}, answers).facts
    return {name: evaluate(condition, facts).truth for name, condition in DERIVED.items()}


def test_what_follows_from_answers_is_known_with_them():
    assert set(truths({"q-hide": False, **ANSWERS}).values()) == {Truth.TRUE}


def test_what_follows_from_a_hidden_question_does_not_apply():
    assert set(truths({"q-hide": True, **ANSWERS}).values()) == {Truth.FALSE}


def test_what_follows_from_a_question_that_may_yet_be_asked_is_unknown():
    assert set(truths(ANSWERS).values()) == {Truth.UNKNOWN}


def test_what_follows_from_no_answer_is_unknown():
    assert set(truths({"q-hide": False}).values()) == {Truth.UNKNOWN}


def test_what_follows_from_not_sure_is_unknown():
    unsure = dict.fromkeys(ANSWERS, NOT_SURE)
    assert set(truths({"q-hide": False, **unsure}).values()) == {Truth.UNKNOWN}


@pytest.mark.parametrize("name", [HEIGHT, WEIGHT])
def test_the_index_is_unknown_where_one_of_the_two_is_not_sure(name):
    assert truths({"q-hide": False, **ANSWERS, name: NOT_SURE})[BMI] is Truth.UNKNOWN


def test_a_question_hangs_on_what_follows_from_another():
    thin = Question("q-thin", Kind.YES_NO, "Thin?", when=DERIVED[BMI])
    asked = Questionnaire((Section("s", Step.HISTORY, "S", (*QUESTIONS, thin)),))
    assert asked.follows("q-thin")
