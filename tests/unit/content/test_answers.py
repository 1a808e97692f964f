"""Files of answers: lenient about form, strict about meaning, and never repeating what was answered."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.content.answers import AnswerReader, read_answers
from consult_app.content.loader import load
from consult_app.content.parse import parse
from consult_app.domain.condition import NOT_SURE
from consult_app.domain.entry import Entry
from consult_app.domain.questionnaire import Kind, Question, misfit
from consult_app.domain.screening import GIVEN_FACTS
from consult_app.errors import ContentError
from tests.helpers.sample import sample, sample_text

ON = date(2026, 11, 23)


def read(text):
    return read_answers(text, "a.yaml", sample(), ON)


def refused(text):
    with pytest.raises(ContentError) as caught:
        read(text)
    assert caught.value.remedy
    return caught.value


@pytest.mark.parametrize(
    ("written", "name", "value"),
    [
        ("q-preg: yes", "q-preg", True),
        ("q-preg: No", "q-preg", False),
        ("q-preg: TRUE", "q-preg", True),
        ("q-preg: false", "q-preg", False),
        ('q-preg: "yes"', "q-preg", True),
        ("q-preg: not sure", "q-preg", NOT_SURE),
        ("q-preg: not_sure", "q-preg", NOT_SURE),
        ("q-preg: Unsure", "q-preg", NOT_SURE),
        ("q-preg: unknown", "q-preg", NOT_SURE),
        ("q-weeks: 12", "q-weeks", 12),
        ('q-weeks: "12"', "q-weeks", 12),
        ("q-weeks: 12.5", "q-weeks", 12.5),
        ("q-smoke: Daily", "q-smoke", "daily"),
        ("q-smoke: not sure", "q-smoke", NOT_SURE),
        ("q-allergy: latex", "q-allergy", ("latex",)),
        ("q-allergy: [LATEX, latex, some cream]", "q-allergy", ("latex", "some cream")),
        ("q-allergy: not sure", "q-allergy", NOT_SURE),
        ("q-allergy: [Not Sure]", "q-allergy", NOT_SURE),
        ("q-medicines: aspirin 100 mg", "q-medicines", (Entry("aspirin 100 mg"),)),
        ("q-medicines: [aspirin, aspirin, zinc]", "q-medicines", (Entry("aspirin"), Entry("zinc"))),
        ("q-medicines: {name: aspirin}", "q-medicines", (Entry("aspirin"),)),
        ("q-medicines: [not sure]", "q-medicines", NOT_SURE),
        ("q-medicines: not sure", "q-medicines", NOT_SURE),
        ("q-medicines: [{name: not sure}]", "q-medicines", (Entry("not sure"),)),
        ("q-event: 2027-01-02", "q-event", "2027-01-02"),
        ("q-event: unknown", "q-event", NOT_SURE),
        ("q-expect: not sure", "q-expect", "not sure"),
        ("answers:\n  q-smoke: never", "q-smoke", "never"),
    ],
)
def test_an_answer_may_be_written_in_many_ways(written, name, value):
    given_facts, answers = read(written)
    assert given_facts == {}
    assert answers == {name: value}
    assert type(answers[name]) is type(value)


@pytest.mark.parametrize(
    ("written", "name", "value"),
    [
        ("patient.age: 40", "patient.age", 40),
        ("patient: {age: 40}", "patient.age", 40),
        ("patient: {birth_date: 1986-11-24}", "patient.age", 39),
        ("patient: {birth_date: 1986-11-23}", "patient.age", 40),
        ("patient: {sex: FEMALE}", "patient.sex", "female"),
        ("given: {goal: face}", "goal", "face"),
        ("areas: cheeks", "areas", ("cheeks",)),
        ("ingredients: [ing-lidocaine]", "ingredients", ("ing-lidocaine",)),
    ],
)
def test_facts_known_without_asking_are_told_apart(written, name, value):
    assert read(written) == ({name: value}, {})


@pytest.mark.parametrize(
    "written",
    ["q-smoke: null", "q-smoke: ~", "q-smoke:", "patient.sex: unknown", "patient: {sex: not_recorded}"],
)
def test_null_is_unanswered_and_an_unknown_fact_stays_unknown(written):
    assert read(written) == ({}, {})


@pytest.mark.parametrize("text", ["", "\n", "{}", "# nothing yet\n", "answers: {}"])
def test_where_nothing_stands_nothing_is_answered(text):
    assert read(text) == ({}, {})


def test_everything_may_stand_together():
    text = "patient:\n  age: 17\nanswers:\n  q-preg: no\nq-smoke: daily\ngiven:\n  goal: body\n"
    assert read(text) == ({"patient.age": 17, "goal": "body"}, {"q-preg": False, "q-smoke": "daily"})


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("\nq-smok: never", "unknown-question", 2),
        ("\npatient: {ages: 3}", "unknown-key", 2),
        ("q-smoke: never\n\nanswers:\n  q-smoke: daily", "duplicate-key", 4),
        ("q-smoke: never\nq-smoke: daily", "duplicate-key", 2),
        ("patient: {age: 30, birth_date: 1990-01-01}", "duplicate-key", 1),
        ("patient: {birth_date: 2030-01-01}", "misfit", 1),
        ("patient: {birth_date: 1790-01-01}", "misfit", 1),
        ("patient: {birth_date: long ago}", "not-date", 1),
        ("patient.age: 200", "misfit", 1),
        ("\nq-preg: maybe", "misfit", 2),
        ("q-preg: 1", "misfit", 1),
        ("q-weeks: many", "misfit", 1),
        ("q-weeks: 0", "misfit", 1),
        ("q-weeks: 43", "misfit", 1),
        ("q-weeks: [1]", "wrong-shape", 1),
        ("q-smoke: now and then", "misfit", 1),
        ("q-allergy: [none, latex]", "misfit", 1),
        ("q-allergy: []", "misfit", 1),
        ("q-allergy: [[a]]", "wrong-shape", 1),
        ("q-event: tomorrow", "not-date", 1),
        ("d-treatment: not sure", "misfit", 1),
        ("areas: nose", "misfit", 1),
        ("q-expect: {a: b}", "wrong-shape", 1),
        ("\nq-medicines: [{name: aspirin, doze: 5 mg}]", "unknown-key", 2),
        ("q-medicines: [{dose: 5 mg}]", "unknown-key", 1),
        ("q-medicines: [[aspirin]]", "wrong-shape", 1),
        ("q-medicines: []", "misfit", 1),
        ("- q-smoke", "wrong-shape", 1),
        ("answers: 3", "unknown-question", 1),
        ("a: b: c", "not-yaml", 1),
    ],
)
def test_what_does_not_fit_is_refused_at_its_line(text, code, line):
    error = refused(text)
    assert (error.code, error.where) == (code, f"a.yaml:{line}")


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("q-preg: maybe", "Write true or false, or not sure; leave it out where it is not answered."),
        ("q-weeks: 50", "Write a number from 1 to 42, or not sure; leave it out where it is not answered."),
        (
            "q-smoke: a",
            "Write one of never, sometimes, daily, or not sure; leave it out where it is not answered.",
        ),
        (
            "q-allergy: []",
            (
                "Write some of latex, lidocaine, none, or own words, or not sure; "
                "leave it out where it is not answered."
            ),
        ),
        ("areas: nose", "Write some of cheeks, forehead, thighs; leave it out where it is not answered."),
        ("q-medicines: []", "Write some words, or not sure; leave it out where it is not answered."),
    ],
)
def test_the_remedy_says_what_fits(text, remedy):
    assert refused(text).remedy == remedy


def test_a_question_that_may_not_be_unsure_says_what_it_wants():
    question = Question("q-day", Kind.DATE, "When?", may_be_unsure=False)
    node = parse("not sure", "a.yaml")
    with pytest.raises(ContentError, match="Write a date such as 2026-05-31; leave it out"):
        AnswerReader(sample(), ON).value(question, node)


def test_an_unknown_id_is_answered_with_the_nearest():
    assert refused("q-smok: never").remedy == "Did you mean 'q-smoke'?"


@pytest.mark.parametrize(
    "text",
    [
        "q-smoke: SECRET",
        "q-preg: SECRET",
        "q-event: SECRET",
        "patient: {birth_date: SECRET}",
        "areas: SECRET",
    ],
)
def test_no_error_repeats_what_was_answered(text):
    error = refused(text)
    assert "SECRET" not in f"{error} {error.args}"


WORDS = st.sampled_from(
    ["yes", "no", "12", "never", "latex", "not sure", "null", "2020-01-01", "[latex]", "[a, b]"]
)
IDS = st.sampled_from([*(each.id for each in sample().questionnaire), *GIVEN_FACTS])


@given(st.dictionaries(IDS, WORDS, max_size=6))
def test_what_is_read_fits_its_question(written):
    text = "\n".join(f"{name}: {value}" for name, value in written.items()) or "{}"
    try:
        _, answers = read(text)
    except ContentError:
        return
    for name, value in answers.items():
        assert misfit(sample().questionnaire.question(name), value) is None


SCALE = "  - {id: q-pain, kind: scale, text: Pain, low_words: None, high_words: Worst}\n"
PARTS = "kind: entries\n    entry: [dose, since]"


def read_more(text):
    whole = sample_text()
    questions = whole.files["questions.yaml"].replace("kind: entries", PARTS)
    questions = questions.replace("- id: s-understanding\n", f"{SCALE}- id: s-understanding\n")
    return read_answers(
        text, "a.yaml", load(replace(whole, files={**whole.files, "questions.yaml": questions})), ON
    )


def test_things_of_a_list_say_the_parts_that_are_asked_about_them():
    text = "q-medicines:\n- name: Warfarin\n  dose: 5 mg\n  since: 2020\n- zinc\n"
    assert read_more(text)[1] == {"q-medicines": (Entry("Warfarin", "5 mg", "2020"), Entry("zinc"))}


def test_what_is_not_asked_about_a_thing_is_no_part_of_it():
    with pytest.raises(ContentError) as caught:
        read_more("q-medicines:\n- name: Warfarin\n  reaktion: a rash\n")
    assert caught.value.code == "unknown-key"


def test_a_point_of_a_scale_is_a_whole_number():
    assert read_more("q-pain: 7")[1] == {"q-pain": 7}
    assert read_more("q-pain: not sure")[1] == {"q-pain": NOT_SURE}
    for wrong in ("7.5", "11", "-1", "a lot"):
        with pytest.raises(ContentError) as caught:
            read_more(f"q-pain: {wrong}")
        assert caught.value.remedy.startswith("Write a whole number from 0 to 10, or not sure;")
