"""What no answer can reach: each mistake at its line, near misses silent, the same as trying everything."""

from dataclasses import replace
from itertools import chain, combinations, islice, product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from consult_app.assets import forms_folder
from consult_app.content import possible
from consult_app.content.check import check
from consult_app.content.loader import read_treatment
from consult_app.content.possible import Possible
from consult_app.content.reach import find_unreached
from consult_app.content.text import packs_in, read_pack
from consult_app.domain.condition import (
    ALWAYS,
    AllOf,
    Among,
    AnyOf,
    Between,
    Is,
    Not,
    Truth,
    evaluate,
    facts_named,
)
from consult_app.domain.questionnaire import Choice, Kind, Question, Questionnaire, Section, Step, ask
from tests.helpers.sample import copy_forms, sample, sample_text

QUESTIONS = """\
  - {id: q-a, kind: yes_no, text: A}
  - {id: q-b, kind: yes_no, text: B, when: {q-a: true}}
  - {id: q-c, kind: yes_no, text: C, when: {q-b: true}}
  - {id: q-n, kind: number, text: Number, low: 18, high: 40}
  - {id: q-pain, kind: scale, text: Pain, low_words: None, high_words: Worst}
  - {id: q-day, kind: date, text: Day, when: {q-a: true}}
  - {id: q-taken, kind: entries, text: Taken, medicines: true}
  - {id: q-height, kind: number, text: H, unit: cm, low: 100, high: 250, when: {q-a: true}}
  - {id: q-weight, kind: number, text: W, unit: kg, low: 30, high: 300}
"""
CLASSES = """\
beside: [tablet]
classes:
- id: thinner
  name: Thinners
  sources: [s-label]
  medicines:
  - {name: warfarin}
"""
ONLY_FACE = "  goals: [face]\n  status: approved\n"


def pack(*, questions="", rule="{q-a: true}", risk="{q-a: true}"):
    """The sample with some questions more, and the conditions of one rule and one risk written anew."""
    text = sample_text()
    files = dict(text.files)
    start = "- id: s-understanding\n"
    files["questions.yaml"] = files["questions.yaml"].replace(start, QUESTIONS + questions + start)
    old = "    patient.age:\n      at_most: 17\n"
    files["rules.yaml"] = files["rules.yaml"].replace(old, f"    {rule}\n")
    files["risks.yaml"] = files["risks.yaml"].replace("    ingredients: ing-lidocaine\n", f"    {risk}\n")
    files["ingredients.yaml"] = files["ingredients.yaml"].replace("  status: approved\n", ONLY_FACE)
    return replace(text, files=files, beside={"medicines.yaml": CLASSES})


def found(text):
    """Each mistake as its code and the words of its line."""
    read = read_treatment(text)
    assert not read.problems
    errors = find_unreached(read.treatment, read.places)
    assert all(each.what and each.remedy and "{" not in each.what for each in errors)
    return [(each.code, line_at(text, each.where)) for each in errors]


def line_at(text, where):
    file, _, line = where.rpartition(":")
    return text.files[file.rpartition("/")[2]].split("\n")[int(line) - 1].strip()


def test_the_sample_and_the_shipped_packs_have_nothing_that_cannot_be_reached(tmp_path):
    texts = [sample_text(), *(read_pack(forms_folder(), each) for each in packs_in(forms_folder()))]
    for text in (*texts, pack()):
        assert found(text) == []
    assert check(copy_forms(tmp_path)) == ()


IMPOSSIBLE = [
    "all: [q-a: true, q-a: false]",
    "all: [q-a: true, not: {q-a: true}]",
    # a follow-up without what it hangs on, near and far
    "all: [q-b: true, q-a: false]",
    "all: [q-c: true, not: {q-a: true}]",
    "all: [q-b: true, not: {any: [q-a: true, q-n: 18]}]",
    # numbers
    "all: [patient.age: {at_most: 17}, patient.age: {at_least: 18}]",
    "patient.age: {at_least: 17.2, at_most: 17.8}",
    "patient.age: 17.5",
    "all: [q-n: {at_least: 30}, not: {q-n: {at_least: 20}}]",
    "not: {q-n: {at_least: 18}}",
    "all: [q-n: 20, q-n: 21]",
    "q-pain: {at_least: 3.2, at_most: 3.8}",
    "all: [q-pain: 3, q-pain: {at_least: 4}]",
    # choices
    "all: [q-smoke: never, q-smoke: daily]",
    "all: [q-smoke: [never, sometimes], q-smoke: daily]",
    "not: {q-smoke: [never, sometimes, daily]}",
    "all: [q-allergy: none, q-allergy: latex]",
    "all: [q-allergy: none, q-allergy: other]",
    "not: {q-allergy: [latex, lidocaine, none, other]}",
    # what is given
    "all: [goal: face, goal: body]",
    "all: [goal: face, areas: thighs]",
    "all: [areas: cheeks, areas: thighs]",
    "all: [goal: body, ingredients: ing-lidocaine]",
    "all: [areas: thighs, ingredients: ing-lidocaine]",
    "all: [goal: body, not: {ingredients: ing-hyaluronan}]",
    "all: [patient.sex: male, q-preg: true]",
    "not: {patient.sex: [female, male, other]}",
    # what follows from answers
    "all: [q-day.weeks: {at_most: 3}, q-day.weeks: {at_least: 4}]",
    "all: [q-day.weeks: {at_least: 0}, q-a: false]",
    "all: [q-taken.classes: thinner, not: {q-taken.classes: [thinner, unrecognised]}]",
    "not: {q-taken.classes: [thinner, unrecognised]}",
    "all: [patient.bmi: {at_least: 30}, patient.bmi: {at_most: 29.9}]",
    "all: [patient.bmi: {at_least: 30}, q-a: false]",
]
POSSIBLE = [
    "all: [q-a: true, not: {q-b: true}]",
    # what is hidden is not so, and its opposite is
    "all: [q-a: false, not: {q-b: true}]",
    "all: [q-a: false, not: {q-b: false}, not: {q-b: true}]",
    "all: [q-a: false, not: {q-n: 18}, not: {q-day.weeks: {at_least: 0}}]",
    "all: [q-a: false, not: {patient.bmi: {at_least: 0}}]",
    "all: [q-c: false, q-a: true]",
    "all: [patient.age: {at_most: 17}, not: {patient.age: {at_most: 16}}]",
    "patient.age: 130",
    "patient.age: {at_most: 0}",
    "q-n: 18",
    "q-n: {at_least: 40}",
    "q-pain: {at_least: 10}",
    "all: [q-pain: 3, not: {q-pain: {at_least: 4}}]",
    "all: [q-n: {at_least: 20}, not: {q-n: {at_least: 20.5}}, not: {q-n: 20}]",
    "all: [not: {q-n: 18}, not: {q-n: {at_least: 18.5}}]",
    "all: [q-smoke: [never, sometimes], q-smoke: [sometimes, daily]]",
    "all: [q-allergy: latex, q-allergy: lidocaine, q-allergy: other, not: {q-allergy: none}]",
    "all: [q-allergy: [latex, none], not: {q-allergy: latex}]",
    "not: {q-allergy: [latex, lidocaine, none]}",
    "all: [areas: cheeks, areas: forehead, goal: face]",
    "all: [ingredients: ing-lidocaine, ingredients: ing-hyaluronan]",
    "all: [ingredients: ing-lidocaine, not: {ingredients: ing-hyaluronan}]",
    "all: [patient.sex: other, q-preg: true]",
    "not: {q-preg: true}",
    "patient.sex: [female, male]",
    "q-day.weeks: {at_most: -1}",
    "all: [q-taken.classes: thinner, q-taken.classes: unrecognised]",
    "all: [patient.bmi: {at_least: 30}, patient.bmi: {at_most: 30}]",
    # it need not be certain in between
    "any: [q-a: true, q-b: true]",
    "not: {all: [q-a: true, q-c: false]}",
]
CERTAIN = [
    "any: [q-a: true, q-a: false]",
    "patient.age: {at_least: 0}",
    "any: [patient.age: {at_most: 17}, patient.age: {at_least: 18}]",
    "q-n: {at_least: 18}",
    "q-n: {at_least: 18, at_most: 40}",
    "q-pain: {at_least: 0, at_most: 10}",
    "q-smoke: [never, sometimes, daily]",
    "q-allergy: [latex, lidocaine, none, other]",
    "goal: [face, body]",
    "any: [ingredients: ing-hyaluronan, goal: face]",
    "q-taken.classes: [thinner, unrecognised]",
    "any: [patient.age: {at_least: 0}, q-a: true]",
]
UNCERTAIN = [
    "any: [q-b: true, q-b: false]",
    "q-n: {at_least: 18.5}",
    "patient.age: {at_least: 1}",
    "q-smoke: [never, sometimes]",
    "q-allergy: [latex, lidocaine, none]",
    "areas: [cheeks, forehead]",
    "q-day.weeks: {at_least: -1000}",
    # somebody's sex may go unrecorded, and what hangs on it unasked
    "patient.sex: [female, male, other]",
    "any: [patient.sex: male, not: {patient.sex: male}]",
    "any: [patient.sex: male, q-preg: true, q-preg: false]",
]


@pytest.mark.parametrize("when", IMPOSSIBLE)
def test_what_can_never_be_true_is_named(when):
    assert found(pack(rule=when)) == [("rule-never", when)]
    assert found(pack(risk=when)) == [("never-shown", when)]
    question = f"  - id: q-x\n    kind: yes_no\n    text: X\n    when:\n      {when}\n"
    assert found(pack(questions=question)) == [("unreachable-question", when)]
    assert found(pack(rule=f"any: [q-a: true, {{{when}}}]")) == [
        ("contradiction", f"any: [q-a: true, {{{when}}}]")
    ]


@pytest.mark.parametrize("when", CERTAIN)
def test_what_is_always_true_is_named(when):
    assert found(pack(rule=when)) == [("rule-always", when)]
    assert found(pack(risk=when)) == [("always-true", when)]
    question = f"  - id: q-x\n    kind: yes_no\n    text: X\n    when:\n      {when}\n"
    assert found(pack(questions=question)) == [("always-asked", when)]


@pytest.mark.parametrize("when", [*POSSIBLE, *UNCERTAIN])
def test_what_can_be_either_is_not_named(when):
    assert found(pack(rule=when, risk=when)) == []


def test_the_smallest_part_that_contradicts_is_named_at_its_line():
    rule = """\
any:
    - q-a: true
    - all:
      - q-n: 20
      - not:
          any:
          - q-n:
              at_least: 30
          - all:
            - q-smoke: never
            - not:
                q-smoke: [never, daily]
    - all:
      - q-n: 20
      - not:
          all:
          - patient.age: 30
          - patient.age: 31
    - all: [q-b: true, q-a: false]"""
    assert found(pack(rule=rule)) == [
        ("contradiction", "- all:"),
        ("contradiction", "all:"),
        ("contradiction", "- all: [q-b: true, q-a: false]"),
    ]
    text = pack(rule=rule)
    read = read_treatment(text)
    lines = [each.where for each in find_unreached(read.treatment, read.places)]
    top = text.files["rules.yaml"].split("\n").index("    any:") + 1
    assert lines == [f"forms/sample/rules.yaml:{top + each}" for each in (8, 15, 18)]


def test_a_contradiction_is_named_beside_the_rule_that_always_fires_by_it():
    rule = "not: {all: [q-b: true, q-a: false]}"
    assert found(pack(rule=rule)) == [("rule-always", rule), ("contradiction", rule)]


def test_a_part_that_cannot_be_true_is_named_alone_though_what_is_around_it_cannot_either():
    rule = "any: [q-a: true, all: [q-n: 20, any: [q-n: 21, all: [q-a: true, q-a: false]]]]"
    assert found(pack(rule=rule)) == [("contradiction", rule)]


def test_what_hangs_on_a_question_that_is_never_asked_is_passed_over():
    questions = """\
  - {id: q-x, kind: date, text: X, when: {all: [q-a: true, q-a: false]}}
  - {id: q-y, kind: yes_no, text: Why, when: {q-x.weeks: 3}}
"""
    never = ("unreachable-question", questions.split("\n", maxsplit=1)[0].strip())
    for when in ("{q-y: true}", "{q-x.weeks: 3}", "{any: [q-a: true, q-y: true]}"):
        assert found(pack(questions=questions, rule=when, risk=when)) == [never]


@pytest.mark.parametrize(
    ("file", "record"),
    [
        ("statements.yaml", "id: st-voluntary"),
        ("aftercare.yaml", "id: ac-cool"),
        ("notes.yaml", "id: cn-deep"),
    ],
)
def test_every_kind_of_record_is_looked_at(file, record):
    text = pack()
    note = "- id: cn-deep\n  title: T\n  text: T\n  cites:\n    sources: [s-label]\n    verified: read\n"
    body = text.files.get(file, note)
    for when, code in ((IMPOSSIBLE[0], "never-shown"), (CERTAIN[0], "always-true")):
        files = {**text.files, file: body.replace(record, f"{record}\n  when:\n    {when}")}
        assert found(replace(text, files=files)) == [(code, when)]


def test_cases_wait_until_everything_can_be_reached(tmp_path):
    rules = copy_forms(tmp_path) / "sample" / "rules.yaml"
    words = rules.read_text(encoding="utf-8").replace("at_most: 17", "at_most: 130")
    rules.write_text(words, encoding="utf-8")
    [problem] = check(tmp_path)
    assert problem.where == f"{tmp_path.as_posix()}/sample/rules.yaml:19"
    assert problem.what == "ci-minor fires whatever is answered."


def test_a_goal_without_ingredients_leaves_them_unknown():
    lidocaine = sample().ingredient("ing-lidocaine")
    treatment = replace(sample(), ingredients=(replace(lidocaine, goals=("face",)),))
    named = Is("ingredients", lidocaine.id)
    assert not Possible(treatment).true(AllOf((Is("goal", "body"), Not(named))))
    assert Possible(treatment).untrue(AnyOf((Is("goal", "face"), named)))
    assert not Possible(treatment).untrue(AnyOf((Is("goal", "face"), Is("goal", "body"), named)))


def one_hole_too_few(pigeons):
    """Say that each sits in a hole of its own, although there is one too few."""
    holes = tuple(Choice(f"h-{each}", "Hole") for each in range(pigeons - 1))
    names = [f"q-{each}" for each in range(pigeons)]
    apart = AllOf(
        tuple(
            Not(AllOf((Is(one, hole.id), Is(other, hole.id))))
            for one, other in combinations(names, 2)
            for hole in holes
        )
    )
    questions = tuple(Question(each, Kind.CHOICE, each, choices=holes) for each in names)
    return Possible(asking(questions)), apart


def test_a_search_that_takes_too_long_names_nothing(monkeypatch):
    few, apart = one_hole_too_few(3)
    assert not few.true(apart)
    monkeypatch.setattr(possible, "_STEPS", 5)
    assert few.true(apart)


def test_no_search_takes_much_longer_than_it_may():
    many, apart = one_hole_too_few(9)
    assert many.true(apart)


# All that can be said, tried one by one

AREAS = {"face": ("cheeks", "forehead"), "body": ("thighs",)}
MIXTURES = {"face": ("ing-hyaluronan", "ing-lidocaine"), "body": ("ing-hyaluronan",)}
NUMBERS = (0, 0.5, 1, 1.5, 2)


def asking(questions):
    [hyaluronan, lidocaine] = sample().ingredients
    return replace(
        sample(),
        questionnaire=Questionnaire((Section("s-all", Step.HISTORY, "All", questions),)),
        ingredients=(hyaluronan, replace(lidocaine, goals=("face",))),
        rules=(),
        risks=(),
        statements=(),
        advice=(),
    )


def subsets(values):
    return list(chain.from_iterable(combinations(values, size) for size in range(1, len(values) + 1)))


def answers_to(question):
    match question.kind:
        case Kind.YES_NO:
            return (True, False)
        case Kind.NUMBER:
            return tuple(each for each in NUMBERS if question.low <= each <= question.high)
        case Kind.CHOICE:
            return tuple(each.id for each in question.choices)
    own = ("of my own",) if question.own_words else ()
    return [("none",), *subsets((*(each.id for each in question.choices if not each.alone), *own))]


def givens(read):
    """Give all that can be given, of the facts that matter."""
    for goal, places in AREAS.items():
        ages = (0, 17, 18, 130) if "patient.age" in read else (40,)
        sexes = ("female", "male", "other", None) if "patient.sex" in read else ("female",)
        areas = subsets(places) if "areas" in read else [places]
        mixtures = subsets(MIXTURES[goal]) if "ingredients" in read else [MIXTURES[goal]]
        for age, sex, chosen, mixture in product(ages, sexes, areas, mixtures):
            known = {"patient.age": age, "goal": goal, "areas": chosen, "ingredients": mixture}
            yield known if sex is None else {**known, "patient.sex": sex}


def reading(treatment, pool):
    """Name all facts that conditions hang on."""
    read = set(facts_named(AllOf(pool)))
    for question in reversed(tuple(treatment.questionnaire)):
        if question.id in read:
            read |= set(facts_named(question.when))
    return read


def situations(treatment, pool):
    """Give the facts of everything that can be given and answered, as far as conditions read it."""
    read = reading(treatment, pool)
    asked = [each for each in treatment.questionnaire if each.id in read]
    narrow = Questionnaire((Section("s-read", Step.HISTORY, "Read", tuple(asked)),))
    for known in givens(read):
        for said in product(*map(answers_to, asked)):
            yield ask(narrow, known, dict(zip((each.id for each in asked), said, strict=True))).facts


def outcomes(condition, facts):
    return {evaluate(condition, each).truth for each in facts}


def atoms(questions):
    """Any condition on one fact: given, or asked before."""
    bounds = st.sampled_from([(0, None), (None, 1), (1, 2), (2, None)])
    options = [
        st.sampled_from([Between("patient.age", None, 17), Between("patient.age", 18), Is("patient.age", 0)]),
        st.sampled_from([Is("patient.sex", "male"), Among("patient.sex", ("female", "male", "other"))]),
        st.sampled_from([Is("goal", "face"), Is("goal", "body"), Is("areas", "thighs")]),
        st.sampled_from([Is("areas", "cheeks"), Is("ingredients", "ing-lidocaine")]),
    ]
    for question in questions:
        values = [each.id for each in question.choices] + ["other"] * question.own_words
        match question.kind:
            case Kind.YES_NO:
                atom = st.booleans().map(lambda value, name=question.id: Is(name, value))
            case Kind.NUMBER:
                atom = bounds.map(lambda ends, name=question.id: Between(name, *ends))
            case _:
                some = st.lists(st.sampled_from(values), min_size=1, max_size=2, unique=True)
                atom = some.map(
                    lambda chosen, name=question.id: (
                        Among(name, tuple(chosen)) if len(chosen) > 1 else Is(name, chosen[0])
                    )
                )
        # Contradictions need the same fact again, and what it hangs on.
        options += [atom, atom, atom]
        if question.when is not ALWAYS:
            options += [st.just(question.when), st.just(Not(question.when))]
    return st.one_of(options)


def conditions(questions, leaves):
    def combined(inner):
        several = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(several.map(AllOf), several.map(AnyOf), inner.map(Not))

    return st.recursive(atoms(questions), combined, max_leaves=leaves)


@st.composite
def questionnaires(draw):
    questions = []
    for number in range(draw(st.integers(2, 4))):
        hanging = draw(st.sampled_from([False, True, True])) if questions else False
        kind = draw(st.sampled_from([Kind.YES_NO, Kind.YES_NO, Kind.NUMBER, Kind.CHOICE, Kind.CHOICES]))
        alone = [Choice("none", "None", alone=True)] if kind is Kind.CHOICES else []
        choices = [Choice("a", "A"), *alone] if alone else [Choice("a", "A"), Choice("b", "B")]
        questions.append(
            Question(
                f"q-{number}",
                kind,
                "Q",
                choices=tuple(choices) if kind in (Kind.CHOICE, Kind.CHOICES) else (),
                when=draw(conditions(questions[-2:], 2)) if hanging else ALWAYS,
                low=0 if kind is Kind.NUMBER else None,
                high=2 if kind is Kind.NUMBER else None,
                own_words=bool(alone) and draw(st.booleans()),
            )
        )
    return tuple(questions)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_it_finds_the_same_as_trying_everything(data):
    questions = data.draw(questionnaires())
    treatment = asking(questions)
    drawn = data.draw(st.lists(conditions(questions[-2:], 3), min_size=1, max_size=2))
    pool = (*drawn, *(each.when for each in questions[-2:]))
    facts = list(islice(situations(treatment, pool), 601))
    assume(len(facts) <= 600)
    looking = Possible(treatment)
    for one, other in product(pool, repeat=2):
        for condition in (AllOf((one, other)), AllOf((one, Not(other))), AnyOf((one, Not(other)))):
            truths = outcomes(condition, facts)
            assert looking.true(condition) == (Truth.TRUE in truths)
            if "patient.sex" in reading(treatment, (condition,)):
                # What hangs on it may be held for possible although it is not, never the other way round.
                assert looking.untrue(condition) or truths == {Truth.TRUE}
            else:
                assert looking.untrue(condition) == (truths != {Truth.TRUE})


def test_trying_everything_tells_what_is_hidden_from_what_is_unknown():
    hidden = (Question("q-0", Kind.YES_NO, "Q"), Question("q-1", Kind.YES_NO, "Q", when=Is("q-0", True)))
    no = Not(Is("q-1", True))
    assert outcomes(no, situations(asking(hidden), (no,))) == {Truth.TRUE, Truth.FALSE}
    recorded = Among("patient.sex", ("female", "male", "other"))
    assert outcomes(recorded, situations(asking(hidden), (recorded,))) == {Truth.TRUE, Truth.UNKNOWN}


def test_no_rule_asks_for_more_than_a_scale_has():
    [problem] = read_treatment(pack(rule="{q-pain: {at_least: 11}}")).problems
    assert (problem.code, problem.remedy) == ("bad-interval", "It lies between 0 and 10.")
