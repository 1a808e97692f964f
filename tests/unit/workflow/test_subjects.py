"""What is open is listed in the words of the pack."""

from dataclasses import replace

from consult_app.domain.questionnaire import Step
from consult_app.domain.screening import AREAS
from consult_app.workflow.consulting import Conversation
from consult_app.workflow.subjects import Place, open_places, subject_words
from tests.helpers.sample import draft, sample


def test_subjects_are_called_as_the_pack_calls_them():
    treatment = sample()
    question = next(iter(treatment.questionnaire))
    rule, option, risk = treatment.rules[0], treatment.options[0], treatment.risks[0]
    assert subject_words(treatment, question.id) == question.text
    assert subject_words(treatment, rule.id) == rule.title
    assert subject_words(treatment, option.id) == option.name
    assert subject_words(treatment, risk.id) == risk.name
    assert subject_words(treatment, AREAS) == ""


def test_open_places_follow_the_path_and_leave_out_what_has_no_words():
    treatment = sample()
    bare = Conversation.about(treatment, replace(draft(), answers={}, areas=(), risks={}))
    places = open_places(bare)
    assert places[0].step is Step.MATTERS
    assert [list(Step).index(each.step) for each in places] == sorted(
        list(Step).index(each.step) for each in places
    )
    question = next(iter(treatment.questionnaire))
    assert Place(Step.MATTERS, question.id, question.text) in places
    assert all(each.words for each in places)
    assert len(places) < len(bare.gaps)
