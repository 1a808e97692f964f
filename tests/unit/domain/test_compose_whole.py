"""Nothing told, asked or decided is lost on its way into the form, and first comes what matters most."""

import re
from dataclasses import replace

import pytest

from consult_app.domain.body import Region
from consult_app.domain.compose import compose_consent
from consult_app.domain.compose.closing import _letters
from consult_app.domain.compose.large_print import in_large_print
from consult_app.domain.consultation import RiskTalk
from consult_app.domain.document import (
    PLAIN,
    BodyMap,
    Columns,
    Fields,
    Heading,
    Phrase,
    Ranked,
    Sheet,
    Table,
    texts,
)
from consult_app.domain.fingerprint import code, content_digest
from consult_app.domain.screening import assess, shown_risks
from consult_app.domain.treatment import for_goal
from consult_app.domain.wording import Words
from tests.helpers.sample import NOW, answered, draft, sample


def consent(treatment=None, sheet=PLAIN, **changes):
    treatment, held = treatment or sample(), draft(**changes)
    return compose_consent(treatment, held, assess(treatment, held), NOW, sheet)


def printed(document):
    return " ".join(text for block in document.blocks for text in texts(block))


def told():
    """Everything in a consultation that its form must hold, word by word."""
    treatment, held = sample(), draft(answers=answered(q_preg=True, q_smoke="daily"))
    words, assessment = Words(treatment.labels), assess(treatment, held)
    for question_id in set(assessment.visible) & set(held.answers):
        question = treatment.questionnaire.question(question_id)
        yield from (question.text, words.answer(question, held.answers.get(question_id)))
    for finding in assessment.findings:
        yield from (finding.rule.id, finding.rule.title, finding.rule.why, finding.rule.advice)
    for risk in shown_risks(treatment, assessment.facts):
        yield from (risk.id, risk.name, risk.text, risk.onset, risk.duration, risk.what_to_do)
        yield words.frequency(risk.frequency)
    for option in for_goal(treatment.options, held.goal):
        yield from (option.id, option.name, option.what, option.benefit, option.lasts, option.recovery)
        yield from (option.risks, option.sessions, option.cost, option.status)
        yield from (held.options[option.id].reason,)
    for outcome in for_goal(treatment.outcomes, held.goal):
        yield from (outcome.id, outcome.title, outcome.text, words.rate(outcome.treated))
    for portion in held.mixture:
        ingredient = treatment.ingredient(portion.ingredient)
        yield from (ingredient.id, ingredient.name, ingredient.plain, ingredient.status_text)
        yield from (portion.amount, portion.lot, portion.expiry, portion.site)


@pytest.mark.parametrize("large", [False, True])
def test_everything_told_asked_and_decided_is_in_the_form(large):
    held = answered(q_preg=True, q_smoke="daily")
    text = printed(consent(sheet=Sheet(large=large), answers=held)).casefold()
    lost = [each for each in told() if each.casefold() not in text]
    assert lost == []


def foremost(document):
    found = [each for each in document.blocks if isinstance(each, Ranked)]
    return [each.lead for each in found[0].items] if found else []


def test_reasons_not_to_treat_come_before_what_matters_to_the_patient_and_that_before_the_rest():
    talks = {"ae-bruise": RiskTalk(discussed=True, matters=True)}
    document = consent(answers=answered(q_preg=True, q_smoke="daily"), risks=talks, own_risks=("A scar",))
    assert foremost(document) == ["Reason not to treat: Pregnancy.", "Bruises.", "A scar"]


def test_without_stops_other_findings_follow_what_matters_and_then_the_gravest_risks():
    talks = {"ae-bruise": RiskTalk(words="I have a wedding")}
    leads = foremost(consent(answers=answered(q_smoke="daily"), risks=talks))
    assert leads == ["Bruises.", "Ask more: Smoking.", "Infection."]


def test_a_refusal_names_no_risk_of_what_is_not_done():
    assert foremost(consent(answers={"d-treatment": "decline"}, mixture=())) == []


def test_of_risks_not_all_talked_about_each_says_so():
    one = {"ae-bruise": RiskTalk(discussed=True)}
    assert "Not talked about yet." in printed(consent(risks=one))
    assert "Talked about." in printed(consent(risks=one))
    assert "We talked about all." in printed(consent())
    assert "Talked about." not in printed(consent())


def test_treated_areas_are_drawn_where_they_lie_on_a_drawing():
    goals = tuple(
        replace(goal, areas=tuple(replace(area, regions=(Region.FACE_CHEEK_LEFT,)) for area in goal.areas))
        for goal in sample().goals
    )
    drawn = [each for each in consent(replace(sample(), goals=goals)).blocks if isinstance(each, BodyMap)]
    assert [each.regions for each in drawn] == [(Region.FACE_CHEEK_LEFT,)]
    bare = tuple(
        replace(goal, areas=tuple(replace(area, regions=()) for area in goal.areas)) for goal in goals
    )
    assert not any(isinstance(each, BodyMap) for each in consent(replace(sample(), goals=bare)).blocks)


def test_in_large_print_nothing_stands_side_by_side():
    document = consent(sheet=Sheet(large=True))
    assert not any(isinstance(each, Table | Columns) for each in document.blocks)
    place = document.blocks.index(Heading("Bruises.", 3))
    fields = document.blocks[place + 1]
    assert isinstance(fields, Fields)
    name, value = fields.rows[0]
    assert name == "What can happen"
    assert isinstance(value, Phrase)
    assert value.lead == ""


def test_a_row_that_nothing_stands_out_in_is_headed_by_its_first_cell():
    table = Table(("What", "How"), (("Skin", "Soft"),))
    assert tuple(in_large_print((table, Columns(2)))) == (
        Heading("Skin", 3),
        Fields((("How", "Soft"),), told=True),
    )


def test_sources_are_read_under_letters_of_any_number():
    assert [_letters(each) for each in (0, 25, 26, 27, 52)] == ["a", "z", "aa", "ab", "ba"]


def test_the_code_names_the_document_and_a_digest_that_any_word_changes():
    document = consent()
    assert re.fullmatch("CONSULT:C-1:[0-9A-F]{16}", code(document))
    assert content_digest(document) == content_digest(consent())
    assert content_digest(document).upper().startswith(code(document)[-16:])
    other = replace(document, blocks=(*document.blocks[:-1], Heading("Another")))
    assert content_digest(other) != content_digest(document)
    assert content_digest(replace(document, sheet=Sheet(large=True))) == content_digest(document)
