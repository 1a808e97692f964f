"""Every collected fact is used or left out for a reason, and the packs have what the two articles name."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from consult_app.assets import forms_folder
from consult_app.content.library import Library
from consult_app.content.text import read_pack
from consult_app.content.variants import variants_of
from consult_app.domain.compose import compose_consent
from consult_app.domain.screening import AGE, GOAL, SEX, assess, screen, shown_risks
from consult_app.domain.treatment import OptionKind, Severity, Verification
from tests.helpers.fact_uses import ROW, TABLE, facts, uses
from tests.helpers.sample import NOW, draft, sample
from tests.helpers.seeds import AVOIDED_AFTERWARDS, CONTRAINDICATIONS, HISTORY_QUESTIONS, SIDE_EFFECTS, words

PACKS = ("mesotherapy", "deoxycholic_acid")
NOTES_ONLY = "cn-"
WOMAN = {AGE: 40, SEX: "female"}
GOALS = ("facial-rejuvenation", "cellulite", "localised-fat", "localised-pain", "hair-loss")


@cache
def pack(name):
    return Library(forms_folder()).treatment(name)


# The table


@cache
def table():
    """The table's rows by topic: id, where it is used, and what is said about it."""
    rows: dict[str, list[tuple[str, str, str]]] = {}
    topic = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            topic = re.sub(r" \(\d+\)$", "", line[3:])
        elif found := ROW.match(line):
            rows.setdefault(topic, []).append(found.groups())
    return rows


def rows():
    return [row for each in table().values() for row in each]


def read_uses(cell):
    found = set()
    for part in filter(None, cell.split("; ")):
        place, _, records = part.partition(": ")
        found.update((place, record) for record in records.split(", "))
    return found


def test_every_fact_stands_in_the_table_once():
    assert len(facts()) == 357
    assert Counter(fact for fact, _, _ in rows()) == Counter(list(facts()))


def test_the_table_counts_by_topic_as_the_facts_do():
    assert {topic: len(each) for topic, each in table().items()} == Counter(facts().values())
    said = re.findall(r"^## (.+) \((\d+)\)$", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert {topic: int(number) for topic, number in said} == Counter(facts().values())


def test_each_fact_stands_under_its_topic_in_the_order_of_the_facts():
    for topic, each in table().items():
        assert [fact for fact, _, _ in each] == [fact for fact, one in facts().items() if one == topic]


def test_the_table_says_where_each_fact_is_really_used():
    assert {fact: read_uses(cell) for fact, cell, _ in rows()} == {
        fact: set(where) for fact, where in uses().items()
    }


def test_a_fact_that_no_patient_reads_has_its_reason():
    for fact, _, reason in rows():
        if all(record.startswith(NOTES_ONLY) for _, record in uses()[fact]):
            assert len(reason.split()) >= 4, fact


def test_hardly_any_fact_is_left_out():
    assert {fact for fact, where in uses().items() if not where} == {"alt-pain-cost"}


# What the first starting article names


@pytest.mark.parametrize("named", CONTRAINDICATIONS)
@pytest.mark.parametrize("name", PACKS)
def test_each_contraindication_is_asked_and_found_in_both_packs(name, named):
    answers, rule = CONTRAINDICATIONS[named]
    found = {each.rule.id: each for each in screen(pack(name), WOMAN, answers).findings}
    assert found[rule].certain
    assert found[rule].rule.severity is not Severity.ASK_MORE


def test_there_are_ten_contraindications_and_nine_side_effects():
    named = {each.partition(":")[0] for each in CONTRAINDICATIONS}
    assert (len(named), len(SIDE_EFFECTS)) == (10, 9)


@pytest.mark.parametrize("named", SIDE_EFFECTS)
@pytest.mark.parametrize("goal", GOALS)
def test_each_side_effect_is_a_risk_for_every_goal(goal, named):
    given = {**WOMAN, GOAL: goal}
    shown = {
        each.id for each in shown_risks(pack("mesotherapy"), screen(pack("mesotherapy"), given, {}).facts)
    }
    assert SIDE_EFFECTS[named] in shown


def test_the_goals_here_are_those_of_the_pack():
    assert tuple(each.id for each in pack("mesotherapy").goals) == GOALS


@pytest.mark.parametrize("named", AVOIDED_AFTERWARDS)
@pytest.mark.parametrize("name", PACKS)
def test_what_to_avoid_afterwards_stands_on_both_sheets(name, named):
    assert {each.id for each in pack(name).advice} >= set(AVOIDED_AFTERWARDS[named])


@pytest.mark.parametrize(
    ("fact", "says"),
    [
        ("ind-006", "Adults in good health, at or near their desired weight"),
        ("tech-001", "4 mm"),
        ("tech-002", "13 mm needles of 30 or 32 gauge, or 4 mm needles of 27 gauge"),
        ("tech-003", "30 to 45 degrees, to place the drug about 2 mm deep"),
        ("tech-004", "Disinfect the skin"),
        ("tech-010", "Nappage"),
        ("meso-003", "Michel Pistor developed it in 1952"),
    ],
)
def test_candidates_and_technique_stand_in_notes_to_the_clinician(fact, says):
    notes = [each for each in pack("mesotherapy").notes if fact in each.citation.facts]
    assert any(says in each.text for each in notes)


@pytest.mark.parametrize("phrase", ["no fda approval", "off-label", "compounded"])
def test_what_it_says_of_the_fda_is_told_to_the_clinician(phrase):
    told = " ".join(" ".join(words((each.title, each.text))) for each in pack("mesotherapy").notes).lower()
    assert {"no fda approval": "fda has approved no mesotherapy product"}.get(phrase, phrase) in told


# What the second starting article names

RISKS = {
    "infection": "ae-infection",
    "abscess": "ae-infection",
    "nodules or granulomas": "ae-nodule",
    "scarring": "ae-scar",
    "pigment changes": "ae-hyper",
    "skin necrosis": "ae-necrosis",
    "allergic reactions": "ae-allergy",
    "prolonged swelling or bruising": "ae-prolongswell",
    "serious systemic complications": "ae-systemic",
}


@pytest.mark.parametrize("named", RISKS)
@pytest.mark.parametrize("goal", GOALS)
def test_each_complication_is_a_risk_for_every_goal(goal, named):
    given = {**WOMAN, GOAL: goal}
    shown = {
        each.id for each in shown_risks(pack("mesotherapy"), screen(pack("mesotherapy"), given, {}).facts)
    }
    assert RISKS[named] in shown


def test_an_abscess_is_named():
    [risk] = [each for each in pack("mesotherapy").risks if each.id == "ae-infection"]
    assert "abscess" in " ".join(words(risk)).lower()


GUIDANCE = {
    "credentials": ("st-who", "license"),
    "full ingredient list": ("st-list", "full list"),
    "approved for the intended use": ("st-list", "approved for this use"),
    "realistic expectations": ("st-benefit", "small or none"),
    "alternative options": ("st-options", "doing nothing"),
    "Kybella under the chin": ("st-kybella-choice", "Kybella"),
    "surgery for more fat": ("st-not-liposuction", "liposuction"),
    "sterile technique": ("st-sterile", "sterile"),
    "side effects": ("st-risks", "go wrong"),
    "written consent": ("st-written", "in writing"),
}


@pytest.mark.parametrize("named", GUIDANCE)
def test_its_practical_guidance_stands_in_the_consent(named):
    name, says = GUIDANCE[named]
    [statement] = [each for each in pack("mesotherapy").statements if each.id == name]
    assert says in statement.text
    assert statement.citation.sources


def test_role_and_registration_of_the_clinician_are_printed():
    one = draft()
    document = compose_consent(sample(), one, assess(sample(), one), NOW)
    printed = list(words(document.blocks))
    assert f"{one.clinician.name}, {one.clinician.role}, {one.clinician.registration}" in printed


def test_every_part_of_a_mixture_says_whether_it_is_approved():
    assert all(each.status_text for name in PACKS for each in pack(name).ingredients)


@pytest.mark.parametrize("goal", ["cellulite", "localised-fat"])
def test_surgery_and_devices_are_among_the_options(goal):
    options = [each for each in pack("mesotherapy").options if not each.goals or goal in each.goals]
    assert sum(each.kind is OptionKind.ALTERNATIVE for each in options) >= 3
    assert any(each.kind is OptionKind.NOTHING for each in options)


def test_kybella_is_an_option_against_fat():
    [option] = [each for each in pack("mesotherapy").options if each.id == "alt-sub-kybella"]
    assert option.goals == ("localised-fat",)


@pytest.mark.parametrize("item", ["ver-001", "ver-002", "ver-003"])
def test_what_it_asks_to_verify_is_answered_with_sources(item):
    [note] = [
        each
        for each in pack("mesotherapy").notes
        if item in each.citation.facts and each.id in {"cn-serious", "cn-us-noapproval", "cn-evidence-body"}
    ]
    assert note.citation.verified is Verification.READ
    assert len(note.citation.sources) >= 5


# Where the articles and the literature disagree


@pytest.mark.parametrize("number", range(1, 13))
def test_each_disagreement_is_used(number):
    assert uses()[f"conf-{number:03}"]


ABSOLUTE = [
    "completely safe",
    "at worst",
    "little to no",
    "nearly non-existent",
    "virtually non-existent",
    "non-existent",
    "no reported fatalities",
    "been no reported",
    "reassuring to note",
    "nothing unusual or dangerous",
    "can be avoided by applying",
    "only the standard risks",
    "very rarely",
    "typically mild",
    "minimal downtime",
    "confidence in mesotherapy",
    "experts agree",
]


@pytest.mark.parametrize("phrase", ABSOLUTE)
def test_no_absolute_phrase_of_the_first_article_stands_anywhere(phrase):
    for name in PACKS:
        for law in ("", *variants_of(read_pack(forms_folder(), name).files, "jurisdiction")):
            treatment = pack(f"{name}.{law}" if law else name)
            said = words(replace(treatment, sources=(), labels={}))
            assert [each for each in said if phrase in re.sub(r"\s+", " ", each).lower()] == []


# The collected questions about history

OTHERWISE = {
    "q-age": "the patient's birth date",
    "q-goal": "the choice that begins a consultation",
    "q-bmi": ("q-height", "q-weight"),
}
"""What is not asked under its own id, because it is known already or had two halves."""


@pytest.mark.parametrize("question", HISTORY_QUESTIONS)
def test_every_collected_question_is_asked_or_known(question):
    asked = {each.id for name in PACKS for each in pack(name).questionnaire}
    known = OTHERWISE.get(question, (question,))
    assert isinstance(known, str) or asked.issuperset(known)


def test_no_question_about_history_asks_two_things_at_once():
    for name in PACKS:
        for question in pack(name).questionnaire:
            assert question.text.count("?") <= 1, question.id
            assert " and/or " not in question.text, question.id
