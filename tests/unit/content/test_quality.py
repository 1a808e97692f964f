"""What makes a pack fit for patients: plain words, nothing promised, sources, dates, facts, twelve criteria."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.content.check import check, grades_in
from consult_app.content.facts_kept import read_facts
from consult_app.content.ipdas import CERTIFYING, QUALIFYING, lacks, met
from consult_app.content.loader import read_treatment
from consult_app.content.passages import passages
from consult_app.content.quality import Pages, faults
from consult_app.content.readability import EasyNames, grades, syllables
from consult_app.content.reading import Reading
from consult_app.content.wording import Wording, read_wording
from consult_app.domain.frequency import Rate
from consult_app.domain.medicines import Medicine, MedicineClass, Medicines
from consult_app.domain.treatment import Certainty, Goal, Verification
from tests.helpers.sample import DAY, LABELS, copy_forms, sample, sample_text

FORMS = LABELS.parent


@pytest.fixture
def forms(tmp_path):
    return copy_forms(tmp_path)


def edit(forms, file, old, new):
    place = forms / "sample" / file
    words = place.read_text(encoding="utf-8")
    assert old in words
    place.write_text(words.replace(old, new, 1), encoding="utf-8")


def found(forms, on=None):
    return [(each.where.rpartition("/")[2], each.what) for each in check(forms, on)]


# Found by a check, each at the record that it belongs to
# ruff: noqa: E501  a row of the table below stands on a line

HARD = "Hypersensitivity reactions necessitate immediate hospitalisation."
LONG = "Why: " + "it is so and " * 8 + "so."
FAULTS = [
    ("rules.yaml", "why: Nobody has studied it.", "why: It is totally safe for all.", 4, "'ci-pregnancy' says 'totally safe', which promises"),
    ("rules.yaml", "title: Pregnancy", "title: No side-effects!", 3, "'ci-pregnancy' says 'no side effects', which promises too much."),
    ("notes.yaml", "", "- id: cn-a\n  title: Guaranteed\n  text: A.\n  cites:\n    sources: [s-label]\n    verified: read\n", 2, "'cn-a' says 'guaranteed', which promises"),
    ("questions.yaml", "title: In your words", "title: Risk-free words", 60, "'s-understanding' says 'risk free', which promises too much."),
    ("pack.yaml", "name: Thighs", "name: Painless thighs", 18, "'body' says 'painless', which promises too much."),
    ("questions.yaml", "label: Every day", "label: No risk", 44, "'q-smoke' says 'no risk', which promises too much."),
    ("risks.yaml", "text: Blue marks.", f"text: {HARD}", 1, "'ae-bruise' takes "),
    ("questions.yaml", "help: Or could you be?", f"help: {HARD}", 17, "'q-preg' takes "),
    ("pack.yaml", "summary: A made-up treatment for tests.", f"summary: {HARD}", 1, "the summary takes "),
    ("risks.yaml", "text: Blue marks.", "text: " + "It is so and " * 8 + "so.", 1, "'ae-bruise' has a sentence of 33 words."),
    ("risks.yaml", "text: Blue marks.", "text: This is not at all uncommon.", 1, "'ae-bruise' has a double negative: 'not at all uncommon'."),
    ("risks.yaml", "text: Blue marks.", "text: It can't go without harm.", 1, "'ae-bruise' has a double negative: 'can't go without'."),
    ("statements.yaml", "verified: declared", "verified: read", 4, "'st-voluntary' has no source."),
    ("statements.yaml", "sources: []", "sources: [s-label]", 4, "'st-voluntary' is no declaration"),
    ("rules.yaml", "verified: read", "verified: declared", 9, "'ci-pregnancy' is no declaration"),
    ("pack.yaml", "  reviewers:", "  approved: true\n  reviewers:", 27, "a pack cannot say of itself that it is approved."),
    ("pack.yaml", "  problem: Skin ages.\n", "", 9, "the goal 'face' does not say what it is about."),
    ("pack.yaml", "  decision: Do you want to treat your legs, or not?\n", "", 18, "the goal 'body' does not say what has to be decided."),
    ("pack.yaml", "Whenever a test needs it.", "Sometimes.", 1, "the update policy says too little."),
    ("options.yaml", "  sessions: Three.\n", "", 1, "the option 'alt-this' does not say how many visits it takes."),
    ("options.yaml", "  cost: Low.\n", "", 16, "the option 'alt-sun' does not say what it costs."),
    ("options.yaml", "  status: Nobody needs to.\n", "", 32, "the option 'alt-nothing' does not say who approved it."),
    ("options.yaml", "benefit_rate: not known", "benefit_rate: 5 in 1,000", 16, "the rate of 'alt-sun' is out of 1,000, that of another option out of 100."),
    ("outcomes.yaml", "    certainty: very_low\n", "", 1, "'o-skin' does not say how certain it is."),
    ("risks.yaml", "    certainty: low\n", "", 1, "'ae-bruise' gives a number and does not say how certain it is."),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=[each[4] for each in FAULTS])
def test_a_fault_is_named_at_the_record_that_has_it(forms, fault):
    file, old, new, line, what = fault
    (forms / "sample" / "notes.yaml").touch()
    if old:
        (forms / "sample" / "notes.yaml").unlink()
        edit(forms, file, old, new)
    else:
        (forms / "sample" / file).write_text(new, encoding="utf-8")
    [(place, said)] = found(forms)
    assert place == f"{file}:{line}"
    assert said.startswith(what)
    assert all(each.remedy for each in check(forms))


def test_a_note_for_the_clinician_may_be_hard_to_read(forms):
    note = (
        f"- id: cn-a\n  title: Depth\n  text: {HARD}\n  cites:\n    sources: [s-label]\n    verified: read\n"
    )
    (forms / "sample" / "notes.yaml").write_text(note, encoding="utf-8")
    assert found(forms) == []


@pytest.mark.parametrize(
    ("on", "problems"),
    [
        (date(2026, 11, 22), 0),
        (date(2027, 5, 22), 0),
        (date(2027, 5, 23), 1),
        (date(2026, 11, 21), 1),
        (None, 0),
    ],
)
def test_dates_are_looked_at_where_today_is_known(forms, on, problems):
    assert len(check(forms, on)) == problems


def test_a_review_that_is_past_is_named_at_its_line(forms):
    assert found(forms, date(2028, 1, 1)) == [("pack.yaml:32", "the review date is past.")]


@pytest.mark.parametrize(
    "words",
    [
        "It is not safe.",
        "Nobody knows. Nothing is known.",
        "It is not much and nobody minds.",
        "You need not come if you are unable to.",
        "Without treatment it stays.",
    ],
)
def test_a_single_negative_is_no_double_one(forms, words):
    edit(forms, "risks.yaml", "text: Blue marks.", f'text: "{words}"')
    assert found(forms) == []


# Memory

RECALL = "- id: recall\n  title: Memory\n  authors: Nobody\n  year: none\n  address: none\n  read: none\n"


@pytest.mark.parametrize(
    ("mark", "sources", "problems"),
    [
        ("recalled", "recall", []),
        ("read", "recall", ["'ci-pregnancy' is marked read, but nothing was read of its sources."]),
        ("seed", "recall", ["'ci-pregnancy' is marked seed, but nothing was read of its sources."]),
        ("read", "s-label, recall", []),
        ("recalled", "s-label", []),
    ],
)
def test_what_rests_on_memory_alone_must_say_so(forms, mark, sources, problems):
    if "recall" in sources:
        edit(forms, "sources.yaml", "- id: s-label", RECALL + "- id: s-label")
    edit(
        forms,
        "rules.yaml",
        "sources: [s-label]\n    verified: read",
        f"sources: [{sources}]\n    verified: {mark}",
    )
    assert [what for _, what in found(forms)] == problems


def test_a_source_of_the_packs_own_that_nothing_cites_is_named(forms):
    edit(forms, "sources.yaml", "- id: s-label", RECALL + "- id: s-label")
    assert found(forms) == [("sources.yaml:1", "nothing in the pack cites the source 'recall'.")]


# Facts

FACTS = "- id: f-001\n  topic: risk\n  verified: {mark}\n"


@pytest.mark.parametrize("fact", ["read", "seed", "recalled"])
@pytest.mark.parametrize("mark", ["read", "seed", "recalled"])
def test_a_record_cannot_be_surer_than_the_fact_behind_it(forms, fact, mark):
    order = ("recalled", "seed", "read")
    (forms / "facts.yaml").write_text(FACTS.format(mark=fact), encoding="utf-8")
    edit(forms, "rules.yaml", "verified: read", f"verified: {mark}")
    wanted = f"'ci-pregnancy' is marked {mark}, the fact 'f-001' {fact}."
    too_good = order.index(mark) > order.index(fact)
    assert found(forms) == ([("rules.yaml:12", wanted)] if too_good else [])


def test_spaces_in_quotes_around_a_fact_mean_nothing(forms):
    (forms / "facts.yaml").write_text(FACTS.format(mark="seed"), encoding="utf-8")
    edit(forms, "rules.yaml", "[f-001]", '[" f-001 "]')
    assert [place for place, _ in found(forms)] == ["rules.yaml:12"]


def test_a_fact_that_is_not_kept_is_named(forms):
    (forms / "facts.yaml").write_text("- id: f-002\n  topic: a\n  verified: read\n", encoding="utf-8")
    assert found(forms) == [("rules.yaml:12", "there is no fact 'f-001'.")]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("- id: f-001\n  topic: a\n  verified: red\n", 3),
        ("- id: f-001\n  topic: a\n  verified: read\n  x: 1\n", 4),
        ("- id: f-001\n  verified: read\n", 1),
        ("- id: 'f\n", 2),
    ],
)
def test_a_mistake_in_the_facts_is_named_at_its_line(forms, words, line):
    (forms / "facts.yaml").write_text(words, encoding="utf-8")
    assert f"facts.yaml:{line}" in [place for place, _ in found(forms)]


def test_facts_have_topics(forms):
    assert read_facts(forms, Reading()) is None
    (forms / "facts.yaml").write_text(FACTS.format(mark="seed"), encoding="utf-8")
    kept = read_facts(forms, Reading())
    assert kept.topics == {"f-001": "risk"}
    assert kept.marks == {"f-001": Verification.SEED}
    assert not kept.weaker("f-001", Verification.DECLARED)


# The twelve criteria


def without(name):
    """The sample without what a criterion asks for."""
    own = sample()
    options, outcomes = own.options, own.outcomes
    bare = replace(outcomes[0].citation, sources=())
    rated = replace(options[1], benefit_rate=Rate(1, 7))
    return {
        "describes the problem": replace(own, goals=(Goal("g", "G", (), "", "D"),)),
        "states the decision": replace(own, goals=(Goal("g", "G", (), "P", ""),)),
        "describes the options": replace(own, options=(replace(options[0], what=""),)),
        "says what each option can do": replace(own, options=(replace(options[0], benefit=""),)),
        "says what can go wrong with each": replace(own, options=(replace(options[0], risks=""),)),
        "says what each is like": replace(own, options=(replace(options[0], recovery=""),)),
        "gives all options in equal detail": replace(own, options=(options[0], rated)),
        "cites the evidence": replace(own, outcomes=(replace(outcomes[0], citation=bare),)),
        "says when it was published": replace(
            own, governance=replace(own.governance, published=date(2027, 1, 1))
        ),
        "says how it is kept up to date": replace(
            own, governance=replace(own.governance, update_policy="Now and then.")
        ),
        "says how certain its numbers are": replace(
            own,
            outcomes=(
                replace(outcomes[0], citation=replace(outcomes[0].citation, certainty=Certainty.NOT_GRADED)),
            ),
        ),
        "says who paid": replace(own, governance=replace(own.governance, funding=" ")),
    }[name]


@pytest.mark.parametrize("name", [name for name, _ in (*QUALIFYING, *CERTIFYING)])
def test_each_criterion_is_missed_where_what_it_asks_for_is_missing(name):
    lacking = without(name)
    assert met(lacking, DAY) == 11
    assert all(each.what and each.remedy for each in lacks(lacking, DAY))
    assert met(sample(), DAY) == 12


def test_there_are_six_criteria_to_qualify_and_six_to_certify():
    assert (len(QUALIFYING), len(CERTIFYING)) == (6, 6)


# Reading


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1), ("medicine", 3), ("Treatment", 2), ("don\u2019t", 1), ("every", 2), ("the", 1),
        ("zzyx", 1), ("blorked", 1), ("blorted", 2), ("blorbles", 2), ("snorfle", 2), ("brrr", 1), ("quibblonia", 3),
    ],
)  # fmt: skip
def test_syllables_come_from_the_dictionary_or_from_groups_of_vowels(word, count):
    assert syllables(word) == count


def test_no_words_take_no_school():
    assert grades([]) == grades(["", "1, 2.", "\n"]) == grades(["…"])
    assert grades([]).worst == 0
    assert grades([]).longest == 0


def test_grades_follow_from_the_formulas():
    grade = grades(["The cat sat on the mat. A medicine can harm."])
    # 10 words, 2 sentences, 12 syllables, 1 word of three syllables.
    assert grade.flesch_kincaid == round(0.39 * 10 / 2 + 11.8 * 12 / 10 - 15.59, 1)
    assert grade.smog == round(1.043 * (1 * 30 / 2) ** 0.5 + 3.1291, 1)
    assert grade.longest == 6
    assert grade.worst == max(grade.flesch_kincaid, grade.smog)


def test_a_part_without_a_stop_ends_its_sentence():
    assert grades(["One two", "three"]) == grades(["One two. Three."])


def test_names_that_are_exempt_count_as_easy_words():
    said = ["Take deoxycholic acid or ibuprofen with food."]
    hard = grades(said)
    easy = grades(said, EasyNames(frozenset({("deoxycholic", "acid"), ("ibuprofen",)})))
    assert easy.flesch_kincaid < hard.flesch_kincaid
    assert easy == grades(["Take the the or the with food."])
    assert grades(["The ibuprofens work."], EasyNames(frozenset({("ibuprofen",)}))) == grades(
        ["The ibuprofens work."]
    )


def test_half_of_an_exempt_name_is_not_exempt():
    said = ["Deoxycholic shots work."]
    assert grades(said, EasyNames(frozenset({("deoxycholic", "acid")}))) == grades(said)


def test_names_of_medicines_are_exempt():
    medicines = Medicines((MedicineClass("nsaid", "Pain pills", (Medicine("Ibuprofen Lysine"),)),))
    wording = Wording(exempt=frozenset({("hyaluronan",)}))
    assert wording.exempting(medicines).names == {("hyaluronan",), ("ibuprofen", "lysine")}


def test_each_passage_for_patients_is_graded(forms):
    graded = grades_in(forms)["sample"]
    assert set(graded) >= {"pack.yaml", "pack.yaml face", "questions.yaml q-preg", "rules.yaml ci-minor"}
    assert grades_in(forms / "sample") == {"sample": graded}
    assert len(graded) == sum(each.graded for each in passages(sample()))


def test_every_word_of_the_treatment_stands_in_a_passage():
    said = " ".join(part for each in passages(sample()) for part in each.parts)
    for words in (
        "In your words",
        "Cheeks",
        "Thighs",
        "Small injections.",
        "Ring us.",
        "For two days.",
        "Latex",
    ):
        assert words in said


# Wording


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("It is RISK-FREE!", ["risk free"]),
        ("Risk. Free", ["risk free"]),
        ("A brisk freeway", []),
        ("no risk free", ["risk free"]),
        ("", []),
    ],
)
def test_a_phrase_is_found_whatever_its_capitals_and_marks(text, phrases):
    wording = Wording(banned=(("risk free", "x"), ("a long phrase of words", "y")))
    assert [phrase for phrase, _ in wording.banned_in(text)] == phrases


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("banned: []\n", 1),
        ("banned:\n- phrase: '...'\n  instead: a\nexempt: []\n", 2),
        ("banned:\n- phrase: a\nexempt: []\n", 2),
        ("banned: []\nexempt: []\nmore: 1\n", 3),
        ("banned: [\n", 2),
    ],
)
def test_a_mistake_in_the_wording_is_named_at_its_line(forms, words, line):
    (forms / "wording.en.yaml").write_text(words, encoding="utf-8")
    reading = Reading()
    assert read_wording(forms, "en", reading) == Wording()
    [problem] = reading.problems
    assert problem.where.endswith(f"wording.en.yaml:{line}")
    assert problem.where in [each.where for each in check(forms)]


def test_without_wording_that_is_a_problem(forms):
    (forms / "wording.en.yaml").unlink()
    assert "wording.en.yaml:1" in [place for place, _ in found(forms)]


def test_the_sample_is_fit_under_the_wording_that_ships():
    read = read_treatment(sample_text())
    wording = read_wording(FORMS, "en", Reading())
    assert list(faults(read.treatment, Pages(read.files), wording, None, DAY)) == []
