"""The mesotherapy pack: whole, covering what its sources name, in plain words and without false comfort."""

import re
from dataclasses import fields
from functools import cache

import pytest

from consult_app.assets import forms_folder
from consult_app.content.check import check, counts_in
from consult_app.content.library import Library
from consult_app.domain.frequency import NotKnown, Rate
from consult_app.domain.questionnaire import Kind, Step
from consult_app.domain.screening import AGE, SEX, screen, shown_risks
from consult_app.domain.treatment import (
    AGREE,
    DECLINE,
    NOT_TODAY,
    OptionKind,
    Severity,
    Verification,
    for_goal,
)
from tests.helpers.seeds import AVOIDED_AFTERWARDS, CONTRAINDICATIONS, SIDE_EFFECTS, words
from tests.helpers.seeds import patient_words as words_of_patients

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
    assert check(forms_folder()) == ()


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


# Honest


@pytest.mark.parametrize(
    "comfort",
    [
        "completely safe",
        "perfectly safe",
        "totally safe",
        "is safe",
        "risk-free",
        "risk free",
        "no risk",
        "no side effects",
        "no reported",
        "virtually",
        "non-existent",
        "nonexistent",
        "guarantee",
        "painless",
        "harmless",
        "miracle",
        "proven",
        "at worst",
        "little to no",
    ],
)
def test_no_false_comfort_stands_anywhere(comfort):
    exempt = "The FDA does not check if it is safe"
    assert [
        each
        for each in patient_words()
        if comfort in re.sub(r"\s+", " ", each.replace("’", "'")).lower()
        and not (comfort == "is safe" and exempt in each)
    ] == []


def test_that_a_death_was_reported_is_said():
    assert "death" in next(each.text for each in pack().risks if each.id == "ae-death").lower()


def test_numbers_are_people_out_of_people_and_never_per_cent():
    assert [each for each in patient_words() if re.search(r"%|per ?cent", each)] == []


COUNT = re.compile(r"\d[\d,.]* (?:in|of|out of) (?:every )?\d")


def test_a_number_of_people_has_a_source_behind_it():
    for each in cited():
        if any(COUNT.search(text) for text in words(each)):
            assert each.citation.sources, each.id


def test_a_rate_was_read_in_its_source():
    for each in cited():
        frequencies = [getattr(each, field.name) for field in fields(each)]
        if any(isinstance(frequency, Rate) for frequency in frequencies):
            assert each.citation.verified is Verification.READ, each.id
            assert each.citation.sources, each.id


HOW_OFTEN = re.compile(r"\b(very )?(rare|rarely|common|commonly|uncommon|seldom|unlikely)\b", re.IGNORECASE)


def test_what_nobody_counted_is_called_neither_rare_nor_common():
    for risk in pack().risks:
        if isinstance(risk.frequency, NotKnown):
            assert not HOW_OFTEN.search(f"{risk.name} {risk.text}"), risk.id


def test_only_what_the_patient_declares_stands_without_a_source():
    uncited = [each.id for each in cited() if not each.citation.sources]
    assert all(each.startswith("st-") for each in uncited)


# Plain


def sentences(text):
    return [each for each in re.split(r"(?<=[.!?:;])\s+", text) if each]


def test_sentences_are_short():
    long = [
        each for text in patient_words() for each in sentences(text) if len(each.split()) > LONGEST_SENTENCE
    ]
    assert long == []


@pytest.mark.parametrize(
    "word", ["contraindicat", "adverse", "etiolog", "iatrogenic", "sequela", "dyschromia"]
)
def test_words_of_the_trade_are_not_used(word):
    assert [each for each in patient_words() if word in each.lower()] == []


def test_questions_end_as_questions_or_say_what_to_write():
    for question in pack().questionnaire:
        assert question.text[-1] in "?.:", question.id
        assert question.text[0].isupper() or question.text[0].isdigit(), question.id
