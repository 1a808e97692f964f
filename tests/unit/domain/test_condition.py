"""Conditions: truth tables of Kleene's logic, its laws, and the facts that decide."""

from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.condition import (
    ALWAYS,
    NOT_SURE,
    AllOf,
    Among,
    AnyOf,
    Between,
    Facts,
    Is,
    Judgement,
    Not,
    Truth,
    evaluate,
    facts_named,
    ready,
    values_named,
)

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
FACTS = Facts({"yes": True, "no": False, "unsure": NOT_SURE}, frozenset({"hidden"}))
ATOMS = {T: Is("yes", True), F: Is("no", True), U: Is("never-asked", True)}
TABLE_AND = {(T, T): T, (T, U): U, (T, F): F, (U, U): U, (U, F): F, (F, F): F}
TABLE_OR = {(T, T): T, (T, U): T, (T, F): T, (U, U): U, (U, F): U, (F, F): F}


def truth(condition, facts=FACTS):
    return evaluate(condition, facts).truth


def test_all_of_follows_kleenes_table_in_both_orders():
    for (a, b), wanted in TABLE_AND.items():
        assert truth(AllOf((ATOMS[a], ATOMS[b]))) is wanted
        assert truth(AllOf((ATOMS[b], ATOMS[a]))) is wanted


def test_any_of_follows_kleenes_table_in_both_orders():
    for (a, b), wanted in TABLE_OR.items():
        assert truth(AnyOf((ATOMS[a], ATOMS[b]))) is wanted
        assert truth(AnyOf((ATOMS[b], ATOMS[a]))) is wanted


def test_the_opposite_of_unknown_is_unknown():
    assert [truth(Not(ATOMS[each])) for each in (T, U, F)] == [F, U, T]


def test_of_nothing_all_hold_and_none_does():
    assert truth(ALWAYS) is T
    assert truth(AnyOf(())) is F


def test_not_sure_is_unknown_and_so_is_its_opposite():
    assert truth(Is("unsure", True)) is U
    assert truth(Not(Is("unsure", True))) is U
    assert truth(Not(Is("never-asked", "x"))) is U


def test_a_question_rightly_never_asked_makes_its_atoms_false():
    assert truth(Is("hidden", True)) is F
    assert truth(Among("hidden", ("a",))) is F
    assert truth(Between("hidden", 0, 1)) is F
    assert truth(Not(Is("hidden", True))) is T


def test_one_is_no_yes():
    assert truth(Is("n", True), Facts({"n": 1})) is F
    assert truth(Is("n", 1), Facts({"n": True})) is F
    assert truth(Is("n", 1), Facts({"n": 1.0})) is T


def test_several_choices_contain_or_do_not():
    facts = Facts({"many": ("a", "b"), "one": "a"})
    assert truth(Is("many", "b"), facts) is T
    assert truth(Is("many", "c"), facts) is F
    assert truth(Among("many", ("c", "b")), facts) is T
    assert truth(Among("many", ("c",)), facts) is F
    assert truth(Among("one", ("a", "c")), facts) is T


def test_an_interval_includes_its_ends_and_reads_numbers_only():
    for value, wanted in ((17, F), (18, T), (65, T), (65.5, F), (True, F), ("20", F), (("20",), F)):
        assert truth(Between("n", 18, 65), Facts({"n": value})) is wanted
    assert truth(Between("n", None, 17), Facts({"n": -5})) is T
    assert truth(Between("n", 18, None), Facts({"n": 900})) is T


def test_grounds_are_the_facts_that_decided_in_order_each_once():
    mixed = AnyOf((Is("no", True), Is("yes", True), AllOf((Is("yes", True), Is("never-asked", True)))))
    assert evaluate(mixed, FACTS) == Judgement(T, ("yes",))
    opened = AllOf((Is("yes", True), Is("b", True), Not(Is("a", 1)), Is("b", False)))
    assert evaluate(opened, FACTS) == Judgement(U, ("b", "a"))
    assert evaluate(AllOf((Is("yes", True), Is("no", False))), FACTS) == Judgement(T, ("yes", "no"))


def test_values_named_lists_what_a_fact_is_compared_with():
    condition = AllOf(
        (Among("b", ("x", "y")), Not(AnyOf((Is("a", True), Is("b", "y")))), Between("b", 1), Is("c", "z"))
    )
    assert values_named(condition, "b") == ("x", "y")
    assert values_named(condition, "a") == ("True",)
    assert values_named(condition, "d") == ()


def test_facts_named_lists_all_that_is_read():
    condition = AllOf((Not(Is("b", 1)), AnyOf((Among("a", ("x",)), Between("c", 1), Is("b", 2)))))
    assert facts_named(condition) == ("b", "a", "c")


NAMES = st.sampled_from(["a", "b", "c", "d"])
VALUES = st.one_of(st.booleans(), st.integers(0, 3), st.sampled_from(["x", "y"]), st.just(NOT_SURE))
KNOWN = st.dictionaries(NAMES, VALUES)
LEAVES = st.one_of(
    st.builds(Is, NAMES, st.one_of(st.booleans(), st.integers(0, 3), st.sampled_from(["x", "y"]))),
    st.builds(Among, NAMES, st.tuples(st.sampled_from(["x", "y"]))),
    st.builds(Between, NAMES, st.integers(0, 2), st.none() | st.integers(1, 3)),
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(AllOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(CONDITIONS, KNOWN, st.frozensets(NAMES))
def test_a_condition_made_ready_judges_like_the_condition_itself(condition, known, never):
    asked = {name: value for name, value in known.items() if name not in never}
    assert ready(condition)(asked, never) is evaluate(condition, Facts(asked, never)).truth


@given(CONDITIONS, KNOWN)
def test_double_negation_changes_nothing(condition, known):
    assert evaluate(Not(Not(condition)), Facts(known)) == evaluate(condition, Facts(known))


@given(st.lists(CONDITIONS, max_size=3), KNOWN)
def test_de_morgan(conditions, known):
    facts = Facts(known)
    left = Not(AllOf(tuple(conditions)))
    right = AnyOf(tuple(Not(each) for each in conditions))
    assert evaluate(left, facts) == evaluate(right, facts)


@given(CONDITIONS, KNOWN, KNOWN)
def test_learning_more_never_takes_a_certain_judgement_back(condition, known, more):
    open_before = {name: value for name, value in more.items() if known.get(name, NOT_SURE) == NOT_SURE}
    before, after = evaluate(condition, Facts(known)), evaluate(condition, Facts({**known, **open_before}))
    assert before.truth is U or after.truth is before.truth


@given(CONDITIONS, KNOWN)
def test_only_facts_that_are_read_decide_and_unknown_ones_are_open(condition, known):
    judged = evaluate(condition, Facts(known))
    assert set(judged.grounds) <= set(facts_named(condition))
    if judged.truth is U:
        assert judged.grounds
        assert all(known.get(each, NOT_SURE) == NOT_SURE for each in judged.grounds)
