"""Every pack, under every law: honest and in plain words."""

import re
from dataclasses import fields

import pytest

from consult_app.assets import forms_folder
from consult_app.content.library import Library
from consult_app.domain.frequency import NotKnown, Rate
from consult_app.domain.treatment import Verification
from tests.helpers.seeds import patient_words, words

LIBRARY = Library(forms_folder())
LONGEST_SENTENCE = 25


@pytest.fixture(params=[each.id for each in LIBRARY.packs()])
def pack(request):
    return LIBRARY.treatment(request.param)


# Honest


def test_every_check_of_understanding_knows_what_was_explained(pack):
    """Else a wrong answer would be taken down, printed and signed, and nobody told."""
    asked = [each for each in pack.questionnaire if each.id.startswith("u-") and each.choices]
    assert asked
    assert [each.id for each in asked if sum(choice.right for choice in each.choices) != 1] == []


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
def test_no_false_comfort_stands_anywhere(pack, comfort):
    exempt = "The FDA does not check if it is safe"
    assert [
        each
        for each in patient_words(pack)
        if comfort in re.sub(r"\s+", " ", each.replace("’", "'")).lower()
        and not (comfort == "is safe" and exempt in each)
    ] == []


def test_numbers_are_people_out_of_people_and_never_per_cent(pack):
    assert [each for each in patient_words(pack) if re.search(r"%|per ?cent", each)] == []


COUNT = re.compile(r"\d[\d,.]* (?:in|of|out of) (?:every )?\d")


def test_a_number_of_people_has_a_source_behind_it(pack):
    for each in pack.cited:
        if any(COUNT.search(text) for text in words(each)):
            assert each.citation.sources, each.id


def test_a_rate_was_read_in_its_source(pack):
    for each in pack.cited:
        frequencies = [getattr(each, field.name) for field in fields(each)]
        if any(isinstance(frequency, Rate) for frequency in frequencies):
            assert each.citation.verified is Verification.READ, each.id
            assert each.citation.sources, each.id


HOW_OFTEN = re.compile(r"\b(very )?(rare|rarely|common|commonly|uncommon|seldom|unlikely)\b", re.IGNORECASE)


def test_what_nobody_counted_is_called_neither_rare_nor_common(pack):
    for risk in pack.risks:
        if isinstance(risk.frequency, NotKnown):
            assert not HOW_OFTEN.search(f"{risk.name} {risk.text}"), risk.id


def test_only_what_the_patient_declares_stands_without_a_source(pack):
    uncited = [each.id for each in pack.cited if not each.citation.sources]
    assert all(each.startswith("st-") for each in uncited)


# Plain


def sentences(text):
    return [each for each in re.split(r"(?<=[.!?:;])\s+", text) if each]


def test_sentences_are_short(pack):
    long = [
        each
        for text in patient_words(pack)
        for each in sentences(text)
        if len(each.split()) > LONGEST_SENTENCE
    ]
    assert long == []


@pytest.mark.parametrize(
    "word", ["contraindicat", "adverse", "etiolog", "iatrogenic", "sequela", "dyschromia"]
)
def test_words_of_the_trade_are_not_used(pack, word):
    assert [each for each in patient_words(pack) if word in each.lower()] == []


def test_questions_end_as_questions_or_say_what_to_write(pack):
    for question in pack.questionnaire:
        assert question.text[-1] in "?.:", question.id
        assert question.text[0].isupper() or question.text[0].isdigit(), question.id
