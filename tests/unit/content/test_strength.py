"""Whether a condition got weaker: tried against the answers that make a difference."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult_app.content.facts import facts_of
from consult_app.content.strength import weaker
from consult_app.domain.condition import (
    ALWAYS,
    AllOf,
    Among,
    AnyOf,
    Between,
    Facts,
    Is,
    Not,
    evaluate,
    facts_named,
)
from consult_app.domain.medicines import Medicine, MedicineClass, Medicines
from consult_app.domain.questionnaire import Choice, Kind, Question, Questionnaire, Section, Step
from tests.helpers.sample import sample

LETTERS = tuple(Choice(each, each.upper()) for each in "abcdefghijklmnopqrstuvwxyz")
FACTS = {
    each.id: each
    for each in (
        Question("yes", Kind.YES_NO, ""),
        Question("again", Kind.YES_NO, "", when=Is("yes", True)),
        Question("one", Kind.CHOICE, "", choices=LETTERS[:4]),
        Question("some", Kind.CHOICES, "", choices=LETTERS[:4], own_words=True),
        Question("many", Kind.CHOICES, "", choices=LETTERS),
        Question("hours", Kind.NUMBER, "", low=0, high=24),
        Question("pain", Kind.SCALE, ""),
        Question("patient.age", Kind.NUMBER, ""),
        Question("q-last", Kind.DATE, "", when=Is("yes", True)),
        Question("q-last.weeks", Kind.NUMBER, ""),
        *(Question(f"y{number}", Kind.YES_NO, "") for number in range(12)),
    )
}
YES, AGAIN = Is("yes", True), Is("again", True)


def is_weaker(old, new):
    return weaker(old, new, FACTS, FACTS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (YES, Is("yes", False)),
        (YES, AllOf((YES, AGAIN))),
        (AnyOf((YES, AGAIN)), YES),
        (AnyOf((YES, AGAIN)), AnyOf((AGAIN,))),
        (ALWAYS, YES),
        (Not(AGAIN), Is("again", False)),  # rightly never asked: not yes, but not no either
        (Between("pain", 4), Between("pain", 5)),
        (Is("one", "a"), Is("one", "b")),
        (Among("one", ("a", "b")), Is("one", "a")),
        (Not(Is("one", "a")), Among("one", ("b", "c"))),  # misses d
        (Among("some", ("a", "other")), Is("some", "a")),
        (Is("some", "a"), AllOf((Is("some", "a"), Is("some", "b")))),
        (Is("some", "a"), AllOf((Is("some", "a"), Not(Is("some", "b"))))),
        (Between("hours", None, 4), Between("hours", None, 3)),
        (Between("hours", 4), Between("hours", 4, 23)),
        (Is("hours", 4), Between("hours", 5)),
        (Not(Between("hours", 5)), Between("hours", None, 4)),  # misses four and a half
        (Between("q-last.weeks", None, 4), Between("q-last.weeks", None, 3)),
        (AllOf((YES, Is("one", "a"))), AllOf((YES, Is("one", "b")))),
    ],
)
def test_what_is_less_true_for_some_answers_is_weaker(old, new):
    assert is_weaker(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (YES, YES),
        (YES, ALWAYS),
        (YES, AnyOf((YES, AGAIN))),
        (AllOf((YES, AGAIN)), AllOf((AGAIN,))),
        (AnyOf((YES, AGAIN)), AnyOf((AGAIN, YES))),
        (Is("again", False), Not(AGAIN)),
        (Is("one", "a"), Among("one", ("a", "b"))),
        (Not(Is("one", "a")), Among("one", ("b", "c", "d"))),
        (AllOf((Is("some", "a"), Is("some", "b"))), Is("some", "b")),
        (Between("hours", None, 3), Between("hours", None, 4)),
        (Between("hours", 0, 24), Not(Is("hours", 25))),
        (Between("pain", 4), Between("pain", 3.5)),  # whole points
        (Not(Between("patient.age", 18)), Between("patient.age", None, 17)),  # whole years
        (AllOf((Is("one", "a"), Is("one", "b"))), Is("one", "d")),  # was never true
        (
            Among("many", tuple("abcdefghijklmnopqrstuvwxy")),
            Among("many", tuple("abcdefghijklmnopqrstuvwxyz")),
        ),
    ],
)
def test_what_is_as_true_for_all_answers_is_not(old, new):
    assert not is_weaker(old, new)


def test_where_there_is_too_much_to_try_it_counts_as_weaker():
    every = tuple(Is(f"y{number}", True) for number in range(12))
    assert is_weaker(AllOf(every), Not(AnyOf(tuple(Not(each) for each in every))))
    # What stands in both is not tried.
    assert not is_weaker(AllOf((*every, YES)), AllOf(every))
    letters = tuple(Is("many", each.id) for each in LETTERS)
    assert is_weaker(AnyOf(letters), Not(AllOf(tuple(Not(each) for each in letters))))


def test_a_question_of_another_kind_counts_as_weaker():
    after = {**FACTS, "yes": Question("yes", Kind.CHOICE, "", choices=LETTERS)}
    assert weaker(YES, Is("yes", "a"), FACTS, after)
    assert not weaker(AGAIN, AnyOf((AGAIN, Is("yes", "a"))), {"again": FACTS["again"]}, after)


ATOMS = st.sampled_from(
    [
        *(Is(name, value) for name in ("yes", "again") for value in (True, False)),
        *(Is(name, value) for name in ("one", "some") for value in "abc"),
        *(Among("some", ("a", "b")), Among("one", ("c", "d"))),
        *(Between("hours", 3), Between("hours", None, 4), Between("hours", 4, 5)),
    ]
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=2).map(lambda each: AllOf(tuple(each))),
        st.lists(inner, min_size=1, max_size=2).map(lambda each: AnyOf(tuple(each))),
    ),
    max_leaves=4,
)
SAID = st.fixed_dictionaries(
    {},
    optional={
        "yes": st.booleans(),
        "again": st.booleans(),
        "one": st.sampled_from("abcd"),
        "some": st.sets(st.sampled_from(["a", "b", "c", "d", "other"])).map(tuple),
        "hours": st.integers(0, 48).map(lambda each: each / 2),
    },
)


@settings(max_examples=150, deadline=None)
@given(CONDITIONS, CONDITIONS, SAID, st.sets(st.just("again")))
def test_no_answers_are_missed_by_what_is_not_weaker(old, new, said, never_asked):
    facts = Facts({name: value for name, value in said.items() if name not in never_asked}, never_asked)
    if evaluate(new, facts).truth.value < evaluate(old, facts).truth.value:
        assert is_weaker(old, new)


def test_every_fact_of_a_treatment_is_known():
    treatment = sample()
    known = facts_of(treatment)
    for rule in treatment.rules:
        assert known.keys() >= set(facts_named(rule.when))
    assert known["q-event.weeks"].kind is Kind.NUMBER


def test_what_follows_from_answers_is_known():
    from dataclasses import replace

    questions = (
        Question("q-height", Kind.NUMBER, "", unit="cm"),
        Question("q-weight", Kind.NUMBER, "", unit="kg"),
        Question("q-medicines", Kind.ENTRIES, "", medicines=True),
    )
    asked = Questionnaire(
        (Section("s", Step.HISTORY, "", questions),),
        Medicines((MedicineClass("nsaid", "pain", (Medicine("x"),)),)),
    )
    known = facts_of(replace(sample(), questionnaire=asked))
    assert known["patient.bmi"].kind is Kind.NUMBER
    classes = Is("q-medicines.classes", "nsaid")
    assert [each.id for each in known["q-medicines.classes"].choices] == ["nsaid", "unrecognised"]
    either = Among("q-medicines.classes", ("nsaid", "unrecognised"))
    assert weaker(either, classes, known, known)
    assert not weaker(classes, either, known, known)
    assert weaker(Between("patient.bmi", 30), Between("patient.bmi", 31), known, known)
