"""Every act can be taken back and done again; history only grows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.condition import NOT_SURE
from consult_app.domain.consultation import (
    Draft,
    Exchange,
    Ground,
    OptionTalk,
    Origin,
    Override,
    Portion,
    RiskTalk,
    Sex,
    Wish,
)
from consult_app.domain.questionnaire import Step
from consult_app.domain.screening import AREAS, INGREDIENTS
from consult_app.workflow.undoing import EXCHANGES, LANGUAGE, LARGE_PRINT, OWN_RISKS, Act, Acts
from tests.helpers.sample import NOW, draft

BLANK = replace(draft(), answers={}, options={}, risks={}, mixture=(), areas=(), exchanges=(), own_risks=())


def override(rule):
    return Override(rule, certain=True, grounds=(Ground("q", value=True),), clinician="Dr", reason="", at=NOW)


IDS = st.sampled_from(["a", "b", "c"])
WORDS = st.text(max_size=4)
VALUES = st.one_of(st.booleans(), st.just(NOT_SURE), st.integers(), WORDS, st.tuples(WORDS))
ACTS = st.one_of(
    st.tuples(st.just("answering"), IDS, VALUES, st.sampled_from([None, *Origin])),
    st.tuples(st.just("clearing"), IDS),
    st.tuples(st.just("confirming"), IDS),
    st.tuples(st.just("treating"), st.tuples(WORDS)),
    st.tuples(st.just("overriding"), st.builds(override, IDS)),
    st.tuples(st.just("withdrawing_override"), IDS),
    st.tuples(st.just("deciding"), IDS, st.builds(OptionTalk, st.sampled_from(Wish), WORDS)),
    st.tuples(st.just("undeciding"), IDS),
    st.tuples(st.just("mixing"), st.tuples(st.builds(Portion, IDS, WORDS))),
    st.tuples(st.just("weighing"), IDS, st.builds(RiskTalk, st.booleans())),
    st.tuples(st.just("adding_risks"), st.tuples(WORDS)),
    st.tuples(st.just("exchanging"), st.tuples(st.builds(Exchange, WORDS, WORDS))),
    st.tuples(st.just("printing"), st.fixed_dictionaries({"large": st.booleans()})),
    st.tuples(st.just("speaking"), st.fixed_dictionaries({"language": st.sampled_from(("", "ar"))})),
    st.tuples(st.just("seeing"), IDS),
    st.tuples(
        st.just("correcting"), st.builds(lambda sex: replace(BLANK.patient, sex=sex), st.sampled_from(Sex))
    ),
)


def done(draft: Draft, act) -> Draft:
    name, *given_to = act
    named = given_to.pop() if name == "printing" else {}
    return getattr(draft, name)(*given_to, **named)


def content(draft: Draft) -> Draft:
    """The draft without what taking back leaves alone."""
    return replace(draft, revision=0, seen=(), patient=BLANK.patient)


def said(acts, start=BLANK):
    """Do everything; gives the acts that can be taken back and every content that stood, in order."""
    now, history, stood = start, Acts(), [content(start)]
    for each in acts:
        after = done(now, each)
        grown = history.doing(Act(each[0], Step.HISTORY, now, after))
        if grown is not history:
            stood.append(content(after))
        now, history = after, grown
    return now, history, stood


@given(st.lists(ACTS, max_size=8))
def test_taking_everything_back_ends_where_it_began_and_doing_it_again_where_it_ended(acts):
    now, history, stood = said(acts)
    shown = [content(now)]
    while turn := history.back(now):
        assert turn.draft.revision == now.revision + 1
        now, history = turn.draft, turn.acts
        shown.append(content(now))
    assert shown == stood[::-1]
    while turn := history.again(now):
        assert turn.draft.revision == now.revision + 1
        now, history = turn.draft, turn.acts
    assert content(now) == stood[-1]


@given(st.lists(ACTS, max_size=5), ACTS)
def test_what_was_seen_and_whose_name_it_is_stay(acts, last):
    now, history, _ = said(
        [*acts, last, ("seeing", "risks"), ("correcting", replace(BLANK.patient, id="p2"))]
    )
    if turn := history.back(now):
        assert (turn.draft.seen, turn.draft.patient) == (now.seen, now.patient)


def test_after_another_act_nothing_is_left_to_do_again():
    now, history, _ = said([("answering", "a", True)])
    turn = history.back(now)
    assert turn.action == "undone answering"
    assert turn.acts.again(turn.draft).action == "redone answering"
    after = turn.draft.answering("b", value=False)
    forked = turn.acts.doing(Act("answered b", Step.HISTORY, turn.draft, after))
    assert forked.again(after) is None


def test_looking_at_a_page_between_takes_nothing_away_from_what_can_be_done_again():
    now, history, _ = said([("answering", "a", True)])
    turn = history.back(now)
    seen = turn.draft.seeing("risks")
    assert turn.acts.doing(Act("seen", Step.RISKS, turn.draft, seen)) is turn.acts


def test_where_nothing_was_done_nothing_is_taken_back():
    assert Acts().back(BLANK) is None
    assert Acts().again(BLANK) is None


@pytest.mark.parametrize(
    ("act", "subject"),
    [
        (("answering", "q-a", True), "q-a"),
        (("treating", ("face",)), AREAS),
        (("mixing", (Portion("i"),)), INGREDIENTS),
        (("adding_risks", ("x",)), OWN_RISKS),
        (("exchanging", (Exchange("x", "y"),)), EXCHANGES),
        (("printing", {"large": True}), LARGE_PRINT),
        (("speaking", {"language": "ar"}), LANGUAGE),
        (("overriding", override("r-a")), "r-a"),
        (("weighing", "ae-a", RiskTalk(discussed=True)), "ae-a"),
        (("deciding", "o-b", OptionTalk(Wish.CHOSEN)), "o-b"),
    ],
)
def test_an_act_knows_what_it_was_about(act, subject):
    before = BLANK.deciding("o-a", OptionTalk(Wish.CHOSEN))
    assert Act(f"said {subject}", Step.HISTORY, before, done(before, act)).subject == subject


def test_a_letting_stand_is_about_its_question():
    before = BLANK.answering("q-a", value=True, origin=Origin.EARLIER)
    assert Act("confirmed q-a", Step.HISTORY, before, before.confirming("q-a")).subject == "q-a"
