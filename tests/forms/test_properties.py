"""What must hold of every pack that ships, whatever is answered."""

from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult_app.assets import forms_folder
from consult_app.content.library import Library
from consult_app.domain.condition import NOT_SURE, Truth, evaluate
from consult_app.domain.questionnaire import DAY
from consult_app.domain.screening import AREAS, INGREDIENTS, SEX, screen, shown_risks
from tests.helpers.random_answers import changed, some_answers, some_facts

pytestmark = pytest.mark.untraced

PACKS = ("mesotherapy", "deoxycholic_acid")
# A seed says all: what is drawn from it is the same on every machine.
SEEDS = st.integers(0, 2**32 - 1)
SHARES = st.sampled_from([0.2, 0.5, 0.9, 1.0])
some = settings(max_examples=150, deadline=None)


@cache
def pack(name):
    return Library(forms_folder()).treatment(name)


def drawn(name, seed, share):
    """Give a source of chance with facts and answers that it drew."""
    random = Random(seed)  # noqa: S311  nothing is kept secret
    return random, some_facts(random, pack(name)), some_answers(random, pack(name), share)


def certain(assessment):
    return {each.rule.id for each in assessment.findings if each.certain}


def found(assessment):
    return {each.rule.id for each in assessment.findings}


@pytest.mark.parametrize("name", PACKS)
@some
@given(SEEDS, SHARES)
def test_an_assessment_after_another_is_the_same_as_one_afresh(name, seed, share):
    random, facts, answers = drawn(name, seed, share)
    before = screen(pack(name), facts, answers)
    for _ in range(5):
        if random.random() < 0.2:
            facts = some_facts(random, pack(name)) | {DAY: random.choice(["2028-03-06", "2028-03-07"])}
        answers = changed(random, pack(name), answers)
        afresh = screen(pack(name), facts, answers)
        before = screen(pack(name), facts, answers, before=before)
        assert before == afresh
        assert before.judged == afresh.judged


@pytest.mark.parametrize("name", PACKS)
@some
@given(SEEDS, SHARES)
def test_answering_more_keeps_what_is_certain_and_what_is_excluded(name, seed, share):
    random, facts, answers = drawn(name, seed, share)
    less = {key: value for key, value in answers.items() if random.random() < 0.6}
    less = {key: NOT_SURE if random.random() < 0.1 else value for key, value in less.items()}
    known = {key: value for key, value in facts.items() if key not in (SEX, AREAS, INGREDIENTS)}
    before, after = screen(pack(name), known, less), screen(pack(name), facts, answers)
    assert certain(before) <= certain(after)
    assert found(after) <= found(before)


@pytest.mark.parametrize("name", PACKS)
@some
@given(SEEDS, SHARES)
def test_the_order_of_answering_does_not_matter_and_judging_again_changes_nothing(name, seed, share):
    random, facts, answers = drawn(name, seed, share)
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    once, again = screen(pack(name), facts, answers), screen(pack(name), facts, answers)
    turned = screen(pack(name), dict(reversed(facts.items())), dict(shuffled))
    assert once == again == turned
    assert [each.grounds for each in once.findings] == [each.grounds for each in turned.findings]


@pytest.mark.parametrize("name", PACKS)
@some
@given(SEEDS, SHARES)
def test_a_finding_stands_on_what_is_said_or_still_open(name, seed, share):
    _, facts, answers = drawn(name, seed, share)
    assessment = screen(pack(name), facts, answers)
    for finding in assessment.findings:
        truth = evaluate(finding.rule.when, assessment.facts).truth
        assert truth is (Truth.TRUE if finding.certain else Truth.UNKNOWN)
        assert finding.grounds
        if finding.certain:
            values = [each.value for each in finding.grounds]
            assert any(value is not None and value != NOT_SURE for value in values), finding.rule.id
    for finding in assessment.findings:
        for ground in finding.grounds:
            assert ground.value in (None, answers.get(ground.fact), facts.get(ground.fact))


@pytest.mark.parametrize("name", PACKS)
@some
@given(SEEDS, SHARES)
def test_what_is_hidden_is_not_used(name, seed, share):
    random, facts, answers = drawn(name, seed, share)
    assessment = screen(pack(name), facts, answers)
    hidden = answers.keys() - set(assessment.visible)
    assert not hidden & assessment.facts.known.keys()
    without = {key: value for key, value in answers.items() if key not in hidden or random.random() < 0.5}
    assert screen(pack(name), facts, without) == assessment


@pytest.mark.parametrize("name", PACKS)
@some
@given(SEEDS)
def test_with_everything_answered_nothing_is_missing_and_risks_only_go_away(name, seed):
    _, facts, answers = drawn(name, seed, 1.0)
    nothing, everything = screen(pack(name), facts, {}), screen(pack(name), facts, answers)
    assert everything.missing == ()
    shown = [each.id for each in shown_risks(pack(name), everything.facts)]
    assert set(shown) <= {each.id for each in shown_risks(pack(name), nothing.facts)}
