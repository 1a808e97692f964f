"""What changed between two versions of a pack: nothing is missed, what weakens a rule is marked."""

from dataclasses import fields, replace

import pytest

from consult_app.content.diff import diff
from consult_app.content.loader import load
from consult_app.domain.body import Region
from consult_app.domain.changes import Change, Difference, How
from consult_app.domain.condition import AllOf, Between, Is
from consult_app.domain.frequency import Rate
from consult_app.domain.medicines import Medicine, MedicineClass, Medicines
from consult_app.domain.questionnaire import Questionnaire
from consult_app.domain.treatment import Note, Severity
from tests.helpers.sample import sample, sample_text


def changed(**changes):
    """What changed in the sample when some of its fields did."""
    return diff(sample(), replace(sample(), **changes))


def with_first(name, **changes):
    first, *others = getattr(sample(), name)
    return {name: (replace(first, **changes), *others)}


def asked(**changes):
    """The questionnaire of the sample with changes in the question whether somebody is pregnant."""
    questionnaire = sample().questionnaire
    return Questionnaire(
        tuple(
            replace(
                section,
                questions=tuple(
                    replace(each, **changes) if each.id == "q-preg" else each for each in section.questions
                ),
            )
            for section in questionnaire.sections
        )
    )


def test_the_same_words_are_no_change_whatever_the_comments():
    files = {name: f"# Another comment.\n{text}" for name, text in sample_text().files.items()}
    again = load(replace(sample_text(), files=files))
    assert again.digest != sample().digest
    assert diff(sample(), again) == ()


def test_a_field_is_said_old_and_new():
    assert changed(**with_first("risks", frequency=Rate(1, 10), red_flag=True)) == (
        Change(
            "risks",
            "ae-bruise",
            "Bruises",
            How.CHANGED,
            (Difference("frequency", "20 in 100", "1 in 10"), Difference("red flag", "no", "yes")),
        ),
    )


def test_what_stands_behind_a_record_is_said_field_by_field():
    citation = replace(sample().outcomes[0].citation, sources=("s-label", "s-review"))
    [change] = changed(**with_first("outcomes", citation=citation))
    assert change.differences == (Difference("citation sources", "s-review", "s-label, s-review"),)


@pytest.mark.parametrize(
    "kind", ["goals", "rules", "outcomes", "options", "ingredients", "risks", "statements"]
)
def test_records_come_and_go(kind):
    first, *others = getattr(sample(), kind)
    [removed] = changed(**{kind: tuple(others)})
    assert (removed.kind, removed.id, removed.how) == (kind, first.id, How.REMOVED)
    assert removed.weaker == (kind == "rules")
    [added] = diff(replace(sample(), **{kind: tuple(others)}), sample())
    assert (added.id, added.how, added.weaker, added.differences) == (first.id, How.ADDED, False, ())


def test_aftercare_notes_and_sources_have_their_words():
    note = Note("cn-depth", "Depth", "Keep it shallow.", sample().rules[0].citation)
    found = changed(advice=sample().advice[1:], notes=(note,), sources=sample().sources[1:])
    assert [(each.kind, each.id, each.name, each.how) for each in found] == [
        ("aftercare", "ac-cool", "Cool the skin.", How.REMOVED),
        ("notes", "cn-depth", "Depth", How.ADDED),
        ("sources", "s-label", "The label", How.REMOVED),
    ]


@pytest.mark.parametrize(
    ("changes", "weaker"),
    [
        ({"severity": Severity.CAUTION}, True),
        ({"severity": Severity.STOP, "why": "Other words."}, False),
        ({"when": AllOf((Is("q-preg", True), Is("q-smoke", "daily")))}, True),
        ({"when": AllOf(())}, False),
    ],
)
def test_a_rule_that_can_miss_what_it_found_is_weaker(changes, weaker):
    [change] = changed(**with_first("rules", **changes))
    assert change.weaker == weaker


def test_a_condition_is_said_in_words():
    [change] = changed(**with_first("rules", when=Between("patient.age", None, 17)))
    assert change.differences == (Difference("when", "q-preg is yes", "patient.age is at most 17"),)


def test_a_question_that_rules_read_and_that_is_asked_less_is_weaker():
    [change] = changed(questionnaire=asked(when=Is("patient.sex", "female")))
    assert (change.kind, change.id, change.weaker) == ("questions", "q-preg", True)
    assert change.differences == (
        Difference("when", "patient.sex is female or other", "patient.sex is female"),
    )
    [change] = changed(questionnaire=asked(text="Are you with child?"))
    assert (change.name, change.weaker) == ("Are you with child?", False)
    unread = replace(sample(), rules=sample().rules[1:])
    [change] = diff(unread, replace(unread, questionnaire=asked(when=Is("patient.sex", "female"))))
    assert not change.weaker


def test_choices_and_areas_are_said_one_by_one():
    sections = sample().questionnaire.sections
    history = sections[1]
    smoke = next(each for each in history.questions if each.id == "q-smoke")
    never, _, daily = smoke.choices
    choices = (daily, replace(never, label="Not once"), replace(never, id="not_yet", label="Not yet"))
    questions = tuple(
        replace(smoke, choices=choices) if each == smoke else each for each in history.questions
    )
    questionnaire = Questionnaire((sections[0], replace(history, questions=questions), *sections[2:]))
    [change] = changed(questionnaire=questionnaire)
    assert change.differences == (
        Difference("choices never label", "Never", "Not once"),
        Difference("choices sometimes", "sometimes, Sometimes", "nothing"),
        Difference("choices not_yet", "nothing", "not_yet, Not yet"),
        Difference("choices order", "never, daily", "daily, never"),
    )


def test_the_places_of_an_area_are_said():
    face, body = sample().goals
    placed = replace(body.areas[0], regions=(Region.FRONT_HIP_LEFT, Region.FRONT_HIP_RIGHT))
    [change] = changed(goals=(face, replace(body, areas=(placed,))))
    assert change.differences == (
        Difference("areas thighs regions", "nothing", "front.hip.left, front.hip.right"),
    )


def test_a_question_that_moves_to_another_section_is_seen():
    first, second, *others = sample().questionnaire.sections
    moved = second.questions[-1]
    sections = (
        replace(first, questions=(*first.questions, moved), title="New"),
        replace(second, questions=second.questions[:-1]),
        *others,
    )
    found = changed(questionnaire=Questionnaire(sections))
    assert [(each.kind, each.id) for each in found] == [("sections", "s-matters"), ("sections", "s-history")]
    assert found[0].differences == (
        Difference("title", "What matters to you", "New"),
        Difference("questions", "q-expect, q-event", f"q-expect, q-event, {moved.id}"),
    )


def test_another_order_is_a_change():
    first, second, *others = sample().rules
    [change] = changed(rules=(second, first, *others))
    assert change == Change(
        "rules",
        "",
        "",
        How.CHANGED,
        (
            Difference(
                "order",
                "ci-pregnancy, ci-minor, ci-lidocaine, ci-smoke",
                "ci-minor, ci-pregnancy, ci-lidocaine, ci-smoke",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("abcdefghij", "abcdxfghij", ("…, e, …", "…, x, …")),
        ("abcdefghij", "abcdefghijk", ("nothing", "…, k")),
        ("abcdefghij", "xabcdefghij", ("nothing", "x, …")),
        ("abc", "abd", ("a, b, c", "a, b, d")),
    ],
)
def test_long_lists_are_shortened_to_what_changed(old, new, words):
    def citing(letters):
        citation = replace(sample().rules[0].citation, sources=tuple(letters))
        return replace(sample(), **with_first("rules", citation=citation))

    [change] = diff(citing(old), citing(new))
    assert change.differences == (Difference("citation sources", *words),)


def test_medicines_labels_governance_and_the_cover_are_compared():
    medicines = Medicines((MedicineClass("nsaid", "Pain killers", (Medicine("aspirin"),)),), ("mg",))
    found = changed(
        questionnaire=Questionnaire(sample().questionnaire.sections, medicines),
        labels={**sample().labels, "not_recorded": "unknown"},
        governance=replace(sample().governance, funding="A maker.", reviewers=()),
        summary="Other words.",
    )
    assert [(each.kind, each.id, each.how, each.differences) for each in found] == [
        ("medicines", "beside", How.CHANGED, (Difference("", "nothing", "mg"),)),
        ("medicines", "nsaid", How.ADDED, ()),
        (
            "governance",
            "governance",
            How.CHANGED,
            (
                Difference("reviewers", "Ann Example, Reader, 2026-11-01", "nothing"),
                Difference("funding", "None.", "A maker."),
            ),
        ),
        (
            "pack",
            "summary",
            How.CHANGED,
            (Difference("", sample().summary, "Other words."),),
        ),
        ("labels", "not_recorded", How.CHANGED, (Difference("", "not recorded", "unknown"),)),
    ]


def test_the_most_relevant_for_safety_stands_first():
    rules = sample().rules
    found = changed(
        name="Another",
        rules=(replace(rules[1], title="Young"), replace(rules[2], severity=Severity.ASK_MORE), rules[3]),
        outcomes=(),
    )
    assert [(each.kind, each.id, each.weaker) for each in found] == [
        ("rules", "ci-pregnancy", True),
        ("rules", "ci-lidocaine", True),
        ("rules", "ci-minor", False),
        ("outcomes", "o-skin", False),
        ("pack", "name", False),
    ]


def test_a_long_name_is_cut():
    [change] = changed(**with_first("statements", text="word " * 30))
    assert change.name == ("word " * 14)[:69] + "…"


def test_no_field_of_a_treatment_is_left_out():
    """Whatever a treatment holds, a change of it is seen."""
    other = {
        "digest": "0",
        "questionnaire": Questionnaire(()),
        "governance": replace(sample().governance, author="Somebody"),
        "labels": {},
        "notes": (Note("cn-a", "A", "B", sample().rules[0].citation),),
    }
    for each in fields(sample()):
        if each.compare:
            value = getattr(sample(), each.name)
            new = other.get(each.name, "other" if isinstance(value, str) else ())
            assert bool(changed(**{each.name: new})) == (each.name != "digest"), each.name
