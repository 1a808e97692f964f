"""The mesotherapy pack: whole, covering what its sources name, in plain words and without false comfort."""

from functools import cache

import pytest

from consult_app.assets import forms_folder
from consult_app.content.check import counts_in
from consult_app.content.library import Library
from consult_app.domain.questionnaire import Kind, Step
from consult_app.domain.screening import AGE, SEX, screen, shown_risks
from consult_app.domain.treatment import (
    AGREE,
    DECLINE,
    NOT_TODAY,
    OptionKind,
    Severity,
    for_goal,
)
from tests.helpers.seeds import AVOIDED_AFTERWARDS, CONTRAINDICATIONS, SIDE_EFFECTS
from tests.helpers.seeds import patient_words as words_of_patients
from tests.helpers.shipped import problems

LONGEST_SENTENCE = 25
WOMAN = {AGE: 40, SEX: "female"}


@cache
def pack():
    return Library(forms_folder()).treatment("mesotherapy")


@cache
def counted():
    return counts_in(forms_folder())["mesotherapy"]


def cited():
    treatment = pack()
    return (
        *treatment.rules,
        *treatment.outcomes,
        *treatment.options,
        *treatment.ingredients,
        *treatment.risks,
        *treatment.statements,
        *treatment.advice,
    )


def patient_words():
    return words_of_patients(pack())


# Whole


def test_checking_finds_nothing():
    assert problems() == ()


@pytest.mark.parametrize(
    ("what", "least"),
    [("rules", 20), ("options", 5), ("ingredients", 6), ("risks", 12), ("sources", 20), ("cases", 40)],
)
def test_there_is_enough_of_everything(what, least):
    assert counted()[what] >= least


def test_there_are_enough_questions_about_history():
    history = [
        question
        for section in pack().questionnaire.sections
        if section.step is Step.HISTORY
        for question in section.questions
    ]
    assert len(history) >= 25


def test_every_step_that_asks_has_questions():
    asking = {section.step for section in pack().questionnaire.sections}
    assert asking == {
        *(Step.MATTERS, Step.HISTORY, Step.SCREENING, Step.EXPECTATIONS, Step.UNDERSTANDING, Step.DECISIONS)
    }


def test_expectations_statements_and_aftercare_are_there():
    assert pack().outcomes
    assert {each.refusal for each in pack().statements} == {True, False}
    assert len({each.kind for each in pack().advice}) == 4


@pytest.mark.parametrize(
    "goal", ["facial-rejuvenation", "cellulite", "localised-fat", "localised-pain", "hair-loss"]
)
def test_doing_nothing_stands_among_the_options_of_every_goal(goal):
    assert goal in {each.id for each in pack().goals}
    kinds = [each.kind for each in for_goal(pack().options, goal)]
    assert OptionKind.NOTHING in kinds
    assert kinds.count(OptionKind.TREATMENT) == 1


def test_the_decision_can_be_yes_no_or_not_today():
    question = pack().questionnaire.question("d-treatment")
    assert question.kind is Kind.CHOICE
    assert {AGREE, DECLINE, NOT_TODAY} <= {each.id for each in question.choices}


def test_understanding_is_checked_in_the_patients_own_words():
    taught = [
        question
        for section in pack().questionnaire.sections
        if section.step is Step.UNDERSTANDING
        for question in section.questions
        if question.kind is Kind.TEXT
    ]
    assert len(taught) >= 2


def test_nothing_is_approved():
    assert not pack().governance.approved
    assert pack().governance.reviewers == ()


@pytest.mark.parametrize(
    ("part", "beginning"),
    [("rules", "ci-"), ("risks", "ae-"), ("options", "alt-"), ("ingredients", "ing-"), ("statements", "st-")],
)
def test_ids_say_what_they_are(part, beginning):
    assert all(each.id.startswith(beginning) for each in getattr(pack(), part))


# What the sources name


@pytest.mark.parametrize("named", CONTRAINDICATIONS)
def test_each_contraindication_is_asked_and_found(named):
    answers, rule = CONTRAINDICATIONS[named]
    found = {each.rule.id: each for each in screen(pack(), WOMAN, answers).findings}
    assert found[rule].certain
    assert found[rule].rule.severity is not Severity.ASK_MORE
    assert found[rule].rule.citation.sources


@pytest.mark.parametrize("named", CONTRAINDICATIONS)
def test_each_contraindication_is_open_until_it_is_asked(named):
    _, rule = CONTRAINDICATIONS[named]
    found = {each.rule.id: each for each in screen(pack(), WOMAN, {}).findings}
    assert not found[rule].certain


@pytest.mark.parametrize("named", SIDE_EFFECTS)
def test_each_side_effect_is_talked_through_with_everybody(named):
    shown = {each.id: each for each in shown_risks(pack(), screen(pack(), WOMAN, {}).facts)}
    risk = shown[SIDE_EFFECTS[named]]
    assert risk.what_to_do
    assert risk.citation.sources


@pytest.mark.parametrize("named", AVOIDED_AFTERWARDS)
def test_what_to_avoid_afterwards_stands_on_the_sheet(named):
    known = {each.id for each in pack().advice}
    assert known >= set(AVOIDED_AFTERWARDS[named])


def test_that_a_death_was_reported_is_said():
    assert "death" in next(each.text for each in pack().risks if each.id == "ae-death").lower()
