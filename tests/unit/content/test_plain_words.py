"""Values and conditions in words."""

from datetime import date

import pytest

from consult_app.content.plain_words import condition_words, value_words
from consult_app.domain.condition import ALWAYS, AllOf, Among, AnyOf, Between, Is, Not
from consult_app.domain.frequency import NOT_KNOWN, Rate
from consult_app.domain.questionnaire import Choice
from consult_app.domain.treatment import Area, Citation, Reviewer, Severity, Verification

PREGNANT, SMOKES = Is("q-preg", True), Is("q-smoke", "daily")


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (ALWAYS, "always"),
        (AnyOf(()), "never"),
        (PREGNANT, "q-preg is yes"),
        (Is("q-preg", False), "q-preg is no"),
        (Is("q-weeks", 12), "q-weeks is 12"),
        (SMOKES, "q-smoke is daily"),
        (Among("q-allergy", ("latex",)), "q-allergy is latex"),
        (Among("q-allergy", ("latex", "food", "other")), "q-allergy is latex, food or other"),
        (Between("patient.age", None, 17), "patient.age is at most 17"),
        (Between("patient.bmi", 30.5), "patient.bmi is at least 30.5"),
        (Between("patient.age", 18, 65), "patient.age is from 18 to 65"),
        (Not(PREGNANT), "not (q-preg is yes)"),
        (AllOf((PREGNANT,)), "q-preg is yes"),
        (AllOf((PREGNANT, SMOKES)), "q-preg is yes and q-smoke is daily"),
        (
            AllOf((PREGNANT, AnyOf((SMOKES, Is("goal", "face"))), AnyOf((SMOKES,)))),
            "q-preg is yes and (q-smoke is daily or goal is face) and q-smoke is daily",
        ),
        (Not(AnyOf((PREGNANT, SMOKES))), "not (q-preg is yes or q-smoke is daily)"),
    ],
)
def test_a_condition_is_said(condition, words):
    assert condition_words(condition) == value_words(condition) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        ("", "nothing"),
        ((), "nothing"),
        ("Bruises", "Bruises"),
        (True, "yes"),
        (False, "no"),
        (12, "12"),
        (2.5, "2.5"),
        (0, "0"),
        (Severity.ASK_MORE, "ask_more"),
        (date(2026, 11, 22), "2026-11-22"),
        (NOT_KNOWN, "not known"),
        (Rate(0.5, 1000), "0.5 in 1000"),
        (("a", "b"), "a, b"),
        (Choice("latex", "Latex"), "latex, Latex"),
        (Choice("none", "Nothing", alone=True), "none, Nothing, yes"),
        (
            (Area("cheeks", "Cheeks"), Reviewer("Ann", "Reader", date(2026, 1, 2))),
            "cheeks, Cheeks, Ann, Reader, 2026-01-02",
        ),
        (Citation(("s-a", "s-b"), Verification.READ), "s-a, s-b, read"),
    ],
)
def test_a_value_is_said(value, words):
    assert value_words(value) == words
