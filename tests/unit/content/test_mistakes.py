"""Every single mistake in a pack is refused at its line, with a remedy."""

from dataclasses import replace

import pytest

from consult_app.content.loader import load, read_treatment
from consult_app.domain.condition import facts_named
from consult_app.errors import ContentError
from tests.helpers.sample import sample_text

# file, the words that are changed (their first place), what they become, the error's code, and words on
# the line that the error must name (in the changed text).
COURSE = "  course:\n  - when: At week 12\n    what: Fresher\n    facts: [{}]\n  cites:\n"
MISTAKES = [
    # what YAML does behind one's back
    (
        "rules.yaml",
        "severity: stop",
        "severity: stop\n  severity: stop",
        "duplicate-key",
        "severity: stop\n  title",
    ),
    ("options.yaml", "offered: false", "offered: no", "plain-word", "offered: no"),
    ("questions.yaml", "label: Never", "label: Off", "plain-word", "label: Off"),
    ("options.yaml", "recovery: Days.", "recovery: {a: Days, weeks}", "stray-comma", "recovery: {a"),
    ("rules.yaml", "[lidocaine, other]", "[local anaesthetics, other]", "flow-text", "[local"),
    ("risks.yaml", "name: Bruises", "name: &b Bruises", "anchor", "&b"),
    ("risks.yaml", "name: Bruises", "name: *b", "alias", "*b"),
    ("risks.yaml", "name: Bruises", "name: !!str Bruises", "tag", "!!str"),
    ("risks.yaml", "  text: Blue", "\ttext: Blue", "tab", "\ttext: Blue"),
    ("risks.yaml", "Blue marks", "Blue\x07marks", "unprintable", "Blue\x07"),
    ("risks.yaml", "text: Blue marks.", 'text: "Blue\\0marks"', "unprintable", "Blue\\0"),
    ("risks.yaml", "text: Blue marks.", 'text: "Blue marks', "not-yaml", "# last line"),
    ("sources.yaml", "- id: s-label", "--- # one\n- id: s-label\n--- # two", "documents", "--- # two"),
    ("sources.yaml", "- id: s-label", "%YAML 1.1\n---\n- id: s-label", "directive", "%YAML"),
    ("sources.yaml", "title: The label", "? [a]\n  : b", "bad-key", "? [a]"),
    # shapes and keys
    ("questions.yaml", "required: false", "requird: false", "unknown-key", "requird"),
    ("rules.yaml", "  why: Nobody has studied it.\n", "", "missing-key", "id: ci-pregnancy"),
    ("rules.yaml", "title: Pregnancy", "title:", "empty", "title:\n"),
    ("rules.yaml", "title: Pregnancy", 'title: " "', "empty", 'title: " "'),
    ("rules.yaml", "title: Pregnancy", "title: [Pregnancy]", "wrong-shape", "title: ["),
    ("rules.yaml", "    facts: [f-001]", "    facts: f-001", "wrong-shape", "facts: f-001"),
    ("rules.yaml", "severity: stop", "severity: stopp", "unknown-word", "stopp"),
    ("questions.yaml", "required: false", 'required: "false"', "not-boolean", 'required: "false"'),
    ("questions.yaml", "high: 42", "high: forty", "not-number", "forty"),
    ("pack.yaml", "on: 2026-11-01", "on: 2026-11-31", "not-date", "2026-11-31"),
    ("pack.yaml", "on: 2026-11-01", "on: 1 November", "not-date", "1 November"),
    ("risks.yaml", "id: ae-bruise", "id: Bruise", "bad-id", "id: Bruise"),
    ("risks.yaml", "id: ae-bruise", "id: bruise", "bad-id", "id: bruise"),
    ("risks.yaml", "id: ae-bruise", "id: ae-" + "b" * 78, "bad-id", "id: ae-bbb"),
    ("risks.yaml", "id: ae-bruise", "id: ' ae-bruise '", "bad-id", "id: ' ae-bruise '"),
    # the cover
    ("pack.yaml", "id: sample", "id: simple", "wrong-folder", "id: simple"),
    ("pack.yaml", "language: en", "language: English!", "bad-language", "language: English!"),
    ("pack.yaml", "language: en", "language: de", "bad-language", "language: de"),
    ("pack.yaml", "language: en", "languages: []", "bad-language", "languages: []"),
    ("pack.yaml", "language: en", "languages: [de, en]", "bad-language", "languages: [de"),
    ("pack.yaml", "language: en", "languages: [en, Deutsch!]", "bad-language", "languages: [en"),
    ("pack.yaml", "review_by: 2027", "review_by: 2025", "bad-dates", "review_by: 2025"),
    ("pack.yaml", "hoped_for: q-expect", "hoped_for: q-expct", "unknown-question", "q-expct"),
    ("pack.yaml", "hoped_for: q-expect", "hoped_for: q-teach", "bad-hoped-for", "hoped_for: q-teach"),
    ("pack.yaml", "hoped_for: q-expect", "hoped_for: q-event", "bad-hoped-for", "hoped_for: q-event"),
    ("pack.yaml", "- id: body", "- id: face", "duplicate-id", "- id: face\n  name: Smoother"),
    ("pack.yaml", "- id: forehead", "- id: cheeks", "duplicate-id", "- id: cheeks\n    name: Forehead"),
    ("pack.yaml", "- id: thighs", "- id: cheeks", "duplicate-id", "- id: face"),
    ("pack.yaml", "areas:\n  - id: thighs\n    name: Thighs", "areas: []", "no-areas", "areas: []"),
    (
        "pack.yaml",
        "name: Thighs",
        "name: Thighs\n    regions: [front.thigh-iner.left]",
        "unknown-word",
        "[front.thigh-iner",
    ),
    (
        "pack.yaml",
        "name: Thighs",
        "name: Thighs\n    regions: face.nose",
        "wrong-shape",
        "regions: face.nose",
    ),
    (
        "pack.yaml",
        "name: Cheeks\n  - id: forehead",
        "name: Cheeks\n    regions: [face.nose]\n  - id: forehead\n    regions: [face.nose]",
        "region-taken",
        "    regions: [face.nose]\n    name: Forehead",
    ),
    # questions
    ("questions.yaml", "- id: q-weeks", "- id: q-preg", "duplicate-id", "- id: q-preg\n    kind: number"),
    ("questions.yaml", "- id: q-weeks", "- id: patient.age", "duplicate-id", "- id: patient.age"),
    (
        "questions.yaml",
        "- id: s-decisions",
        "- id: s-matters",
        "duplicate-id",
        "s-matters\n  step: decisions",
    ),
    ("questions.yaml", "step: history", "step: risks", "bad-step", "step: risks"),
    ("questions.yaml", "step: history", "step: histori", "unknown-word", "step: histori"),
    ("questions.yaml", "low: 1\n", "low: 43\n", "bad-bounds", "low: 43"),
    ("questions.yaml", "kind: date", "kind: date\n    unit: days", "bad-bounds", "unit: days"),
    ("questions.yaml", "kind: date", "kind: date\n    choices: []", "bad-choices", "choices: []"),
    (
        "questions.yaml",
        "kind: date",
        "kind: date\n    own_words: true",
        "bad-choices",
        "own_words: true\n    text: Is",
    ),
    (
        "questions.yaml",
        "- id: sometimes",
        "- id: never",
        "duplicate-id",
        "- id: never\n      label: Sometimes",
    ),
    ("questions.yaml", "- id: latex", "- id: other", "bad-choices", "- id: other"),
    ("questions.yaml", "label: Never", "label: Never\n      alone: true", "bad-choices", "- id: never"),
    ("questions.yaml", "label: Never", "label: Never\n      right: true", "bad-choices", "- id: never"),
    (
        "questions.yaml",
        "kind: text\n    text: What can",
        "kind: choice\n    choices: []\n    text: What can",
        "bad-choices",
        "choices: []",
    ),
    ("questions.yaml", "sources: [s-label]", "sources: [s-lable]", "unknown-source", "s-lable"),
    ("questions.yaml", "kind: entries", "kind: entries\n    entry: [doze]", "unknown-word", "entry: [doze]"),
    (
        "questions.yaml",
        "kind: entries",
        "kind: entries\n    entry: [dose, dose]",
        "bad-entry",
        "entry: [dose, dose]",
    ),
    ("questions.yaml", "kind: date", "kind: date\n    entry: [dose]", "bad-entry", "entry: [dose]"),
    ("questions.yaml", "kind: date", "kind: date\n    low_words: None", "bad-scale", "low_words: None"),
    ("questions.yaml", "kind: date", "kind: scale\n    low_words: None", "missing-key", "- id: q-event"),
    (
        "questions.yaml",
        "kind: date",
        "kind: scale\n    low_words: None\n    high_words: All\n    high: 5",
        "bad-bounds",
        "high: 5",
    ),
    ("questions.yaml", "id: d-treatment", "id: d-treat", "missing-decision", "- id: s-matters"),
    ("questions.yaml", "- id: not_today\n", "- id: later\n", "bad-decision", "- id: d-treatment"),
    (
        "questions.yaml",
        "text: Do you want",
        "required: false\n    text: Do you want",
        "bad-decision",
        "id: d-treatment",
    ),
    # conditions
    ("questions.yaml", "q-preg: true", "q-smoke: never", "forward-reference", "q-smoke: never"),
    ("rules.yaml", "q-preg: true", "q-prg: true", "unknown-fact", "q-prg"),
    ("rules.yaml", "q-preg: true", "q-expect: true", "unreadable-fact", "q-expect"),
    ("rules.yaml", "q-preg: true", "q-preg: never", "not-boolean", "q-preg: never"),
    ("rules.yaml", "q-preg: true", "q-preg: [a]", "bad-condition", "q-preg: [a]"),
    ("rules.yaml", "q-preg: true", "q-preg:\n      at_most: 1", "bad-condition", "at_most: 1"),
    (
        "rules.yaml",
        "q-preg: true",
        "q-preg: true\n    q-smoke: never",
        "bad-condition",
        "q-preg: true\n    q-smoke",
    ),
    ("rules.yaml", "q-preg: true", "all: []", "bad-condition", "all: []"),
    ("rules.yaml", "[lidocaine, other]", "[lidocain, other]", "unknown-choice", "lidocain,"),
    ("rules.yaml", "[lidocaine, other]", "[lidocaine, lidocaine]", "bad-condition", "[lidocaine, lidocaine]"),
    ("rules.yaml", "ingredients: ing-lidocaine", "ingredients: ing-lido", "unknown-choice", "ing-lido"),
    ("rules.yaml", "goal: body", "goal: bodies", "unknown-choice", "bodies"),
    ("rules.yaml", "at_most: 17", "at_mots: 17", "unknown-key", "at_mots"),
    ("rules.yaml", "at_most: 17", "at_most: 170", "bad-interval", "at_most: 170"),
    ("rules.yaml", "at_most: 17", "at_most: 17\n      at_least: 18", "bad-interval", "at_most: 17"),
    ("rules.yaml", "    patient.age:\n      at_most: 17", "    patient.age: {}", "bad-interval", "age: {}"),
    ("rules.yaml", "    patient.age:\n      at_most: 17", "    patient.age: old", "not-number", "age: old"),
    ("rules.yaml", "  when:\n    patient.age:\n      at_most: 17\n", "", "missing-key", "id: ci-minor"),
    (
        "rules.yaml",
        "  when:\n    patient.age:\n      at_most: 17\n",
        "  when: always\n",
        "bad-condition",
        "when: always",
    ),
    # records
    ("risks.yaml", "20 in 100", "sometimes", "bad-rate", "sometimes"),
    ("risks.yaml", "20 in 100", "120 in 100", "bad-rate", "120 in"),
    ("risks.yaml", "20 in 100", "0 in 0", "bad-rate", "0 in 0"),
    ("risks.yaml", "sources: [s-review]", "sources: []", "no-source", "sources: []"),
    ("risks.yaml", "sources: [s-review]", "sources: [s-rewiev]", "unknown-source", "s-rewiev"),
    ("risks.yaml", "sources: [s-review]", "sources: [s-review, s-review]", "duplicate-id", "[s-review, s"),
    ("risks.yaml", "verified: read", "verified: seen", "unknown-word", "verified: seen"),
    ("risks.yaml", "id: ae-infection", "id: ae-bruise", "duplicate-id", "ae-bruise\n  name: Inf"),
    ("outcomes.yaml", "  cites:\n", COURSE.format("f-other"), "moment-without-fact", "facts: [f-other]"),
    ("outcomes.yaml", "  cites:\n", COURSE.format(""), "moment-without-fact", "facts: []"),
    ("outcomes.yaml", "  cites:\n", COURSE.replace("what", "whta").format("f-one"), "unknown-key", "whta"),
    ("options.yaml", "kind: alternative", "kind: treatment", "bad-options", "- id: alt-this"),
    ("options.yaml", "kind: nothing", "kind: alternative", "bad-options", "- id: alt-this"),
    ("ingredients.yaml", "status: approved", "status: aproved", "unknown-word", "aproved"),
    ("aftercare.yaml", "id: ac-cool", "id: cool", "bad-id", "id: cool"),
]


def changed(file, old, new):
    text = sample_text()
    body = text.files[file] + "# last line\n"
    assert old in body
    return replace(text, files={**text.files, file: body.replace(old, new, 1)})


def line_of(text, words):
    assert words in text
    return text.count("\n", 0, text.index(words)) + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "at"), MISTAKES, ids=[f"{each[3]}: {each[2]!r:.40}" for each in MISTAKES]
)
def test_a_single_mistake_is_refused_at_its_line_with_a_remedy(file, old, new, code, at):
    text = changed(file, old, new)
    problems = [each for each in read_treatment(text).problems if each.code == code]
    line = line_of(text.files[file], at)
    # An unfinished quotation ends where the file does.
    lines = (line, line + 1) if code == "not-yaml" else (line,)
    assert [each.where for each in problems] in [[f"forms/sample/{file}:{each}"] for each in lines]
    assert problems[0].what
    assert problems[0].remedy
    with pytest.raises(ContentError):
        load(text)


# Mistakes that make others: everything else is alone.
@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("questions.yaml", "kind: choice\n    text: Do you smoke", "kind: choise\n    text: Do you smoke"),
        ("questions.yaml", "title: Your health", "titel: Your health"),
        ("questions.yaml", "step: history", "step: risks"),
        ("questions.yaml", "- id: q-medicines\n    kind", "- kind"),
        ("questions.yaml", "id: q-medicines", "id: Q-Medicines"),
        (
            "questions.yaml",
            "- id: q-medicines\n    kind: entries",
            "- q-medicines\n  - kind: entries\n    id: q-x",
        ),
        ("sources.yaml", "title: The label", "title: 'The label"),
        ("questions.yaml", "title: Your health", "title: 'Your health"),
        ("ingredients.yaml", "status: approved", "status: aproved"),
        ("options.yaml", "offered: false", "offered: maybe"),
        ("pack.yaml", "areas:\n  - id: thighs\n    name: Thighs", "areas: []"),
        ("options.yaml", "kind: nothing", "kind: nothin"),
        ("risks.yaml", "harm: mild", "harm: mildly"),
    ],
)
def test_one_mistake_is_named_once_and_makes_no_others(file, old, new):
    assert len(read_treatment(changed(file, old, new)).problems) == 1


def test_all_mistakes_of_all_files_are_named_in_order():
    text = changed("rules.yaml", "severity: stop", "severity: stopp")
    files = dict(text.files)
    files["rules.yaml"] = files["rules.yaml"].replace("goal: body", "goal: bodies")
    files["pack.yaml"] = files["pack.yaml"].replace("published: ", "publisht: ")
    files["options.yaml"] = files["options.yaml"].replace("kind: nothing", "kind: alternative")
    read = read_treatment(replace(text, files=files))
    assert read.treatment is None
    assert [each.where.rpartition("/")[2] for each in read.problems] == [
        "options.yaml:1",
        "pack.yaml:31",
        "rules.yaml:2",
    ]


def test_a_remedy_names_the_nearest_word():
    (problem,) = read_treatment(changed("questions.yaml", "required: false", "requird: false")).problems
    assert str(problem) == "forms/sample/questions.yaml:12: unknown key 'requird'. Did you mean 'required'?"


def test_the_remedy_for_a_region_names_the_nearest_one():
    (problem,) = read_treatment(
        changed("pack.yaml", "name: Thighs", "name: Thighs\n    regions: [front.thigh-iner.left]")
    ).problems
    assert problem.remedy == "Did you mean 'front.thigh-inner.left'?"


def test_a_missing_and_a_superfluous_file_are_named():
    text = sample_text()
    files = {name: words for name, words in text.files.items() if name != "risks.yaml"} | {"risk.yaml": "[]"}
    assert [(each.where, each.code) for each in read_treatment(replace(text, files=files)).problems] == [
        ("forms/sample/risk.yaml:1", "unknown-file"),
        ("forms/sample/risks.yaml:1", "file-missing"),
    ]


def test_without_pack_yaml_there_is_no_treatment_but_other_mistakes_are_named():
    text = changed("rules.yaml", "severity: stop", "severity: stopp")
    files = {name: words for name, words in text.files.items() if name != "pack.yaml"}
    read = read_treatment(replace(text, files=files))
    assert read.treatment is None
    assert [each.code for each in read.problems] == ["file-missing", "unknown-word"]


def test_a_pack_without_goals_is_refused():
    body = sample_text().files["pack.yaml"]
    start, end = body.index("goals:"), body.index("governance:")
    files = {**sample_text().files, "pack.yaml": body[:start] + "goals: []\n" + body[end:]}
    assert "no-goals" in [each.code for each in read_treatment(replace(sample_text(), files=files)).problems]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("not_recorded: not recorded", "not_recorded:", "empty"),
        ("recalled: ", "recaled: ", "unknown-label"),
        ('"{count} in {of}"', '"{count} of many"', "bad-place"),
        ('"{count} in {of}"', '"{count} in {0}"', "bad-place"),
        ('"{count} in {of}"', '"{count!r} in {of}"', "bad-place"),
        ('"{count} in {of}"', '"{count:>9} in {of}"', "bad-place"),
        ('"{count} in {of}"', '"{count} in {of"', "bad-place"),
        ("harm.serious: Serious", 'harm.serious: "Serious {x}"', "bad-place"),
        ('"Jan Feb', '"Jan', "bad-months"),
    ],
)
def test_mistakes_in_labels_are_refused_at_their_line(old, new, code):
    text = sample_text()
    assert old in text.labels
    labels = text.labels.replace(old, new, 1)
    problem = next(
        each for each in read_treatment(replace(text, labels=labels)).problems if each.code == code
    )
    assert problem.where == f"forms/labels.en.yaml:{line_of(labels, new)}"
    assert problem.remedy


def test_missing_labels_are_listed():
    labels = sample_text().labels.replace("harm.serious: Serious\n", "")
    (problem,) = read_treatment(replace(sample_text(), labels=labels)).problems
    assert (problem.code, problem.what) == ("missing-label", "labels are missing: harm.serious.")


def test_labels_that_are_no_mapping_are_refused():
    problems = read_treatment(replace(sample_text(), labels="- a\n")).problems
    assert {each.code for each in problems} == {"wrong-shape", "missing-label"}


def test_without_goals_options_that_name_them_make_no_further_mistake():
    text = changed("pack.yaml", "published: ", "publisht: ")
    options = text.files["options.yaml"].replace("  kind: ", "  goals: [face, body]\n  kind: ")
    files = {**text.files, "options.yaml": options}
    assert [each.code for each in read_treatment(replace(text, files=files)).problems] == ["unknown-key"]


def test_options_that_are_no_yaml_are_not_counted():
    text = changed("options.yaml", "kind: treatment", "kind: 'treatment")
    assert [each.code for each in read_treatment(text).problems] == ["not-yaml"]


@pytest.mark.parametrize("old", ["published: ", "- id: alt-this", "kind: nothing"])
def test_what_is_not_read_of_the_options_is_not_called_missing(old):
    file = "pack.yaml" if old == "published: " else "options.yaml"
    assert len(read_treatment(changed(file, old, old.replace(":", "x:"))).problems) == 1


def test_spaces_in_quotes_around_the_question_for_hopes_mean_nothing():
    assert (
        load(changed("pack.yaml", "hoped_for: q-expect", 'hoped_for: " q-expect "')).hoped_for == "q-expect"
    )
    read = read_treatment(changed("pack.yaml", "hoped_for: q-expect", 'hoped_for: " q-teach "'))
    assert [each.code for each in read.problems] == ["bad-hoped-for"]


# What follows from answers

FOLLOWING = [
    (
        "kind: date\n    text: Is there",
        "kind: entries\n    medicines: true\n    text: Is there",
        None,
        "",
    ),
    ("kind: date\n", "kind: date\n    medicines: true\n", "bad-kind", "medicines: true"),
    ("- id: q-weeks", "- id: q-height", "bad-unit", "- id: q-height"),
    ("- id: q-weeks\n    kind: number", "- id: q-weight\n    kind: yes_no", "bad-bounds", "low: 1"),
]


@pytest.mark.parametrize(("old", "new", "code", "at"), FOLLOWING)
def test_what_nothing_can_follow_from_is_refused(old, new, code, at):
    text = changed("questions.yaml", old, new)
    lines = [(each.code, each.where) for each in read_treatment(text).problems]
    wanted = (
        [(code, f"forms/sample/questions.yaml:{line_of(text.files['questions.yaml'], at)}")] if code else []
    )
    assert lines == wanted


MEASURED = """
  - id: q-height
    kind: number
    text: How tall are you?
    unit: cm
  - id: q-weight
    kind: number
    text: How heavy are you?
    unit: kg
  - id: q-meds
    kind: entries
    medicines: true
    text: Which medicines do you take?
"""
MEDICINES = """
beside: [daily]
forms: [cream]
classes:
- id: nsaid
  name: Pain pills
  medicines:
  - name: ibuprofen
    brands: [Advil]
  sources: [s-label]
elsewhere:
- language: es
  beside: [diario]
  forms: [crema]
  classes:
  - id: nsaid
    name: Pastillas para el dolor
  medicines:
  - name: ibuprofen
    brands: [ibuprofeno]
"""


def deriving(when, medicines=MEDICINES, measured=MEASURED):
    """The sample with height, weight and medicines, its first rule under another condition."""
    text = sample_text()
    questions = text.files["questions.yaml"].replace(
        "  - id: q-smoke", measured.lstrip("\n") + "  - id: q-smoke", 1
    )
    rules = text.files["rules.yaml"].replace("    q-preg: true\n", when, 1)
    files = {**text.files, "questions.yaml": questions, "rules.yaml": rules}
    return replace(text, files=files, beside={"medicines.yaml": medicines} if medicines else {})


def test_conditions_read_what_follows_from_answers():
    when = "    any:\n    - patient.bmi:\n        at_least: 30\n    - q-meds.classes: [nsaid, unrecognised]\n"
    treatment = load(deriving(when + "    - q-event.weeks:\n        at_least: -2\n"))
    assert facts_named(treatment.rule("ci-pregnancy").when) == (
        "patient.bmi",
        "q-meds.classes",
        "q-event.weeks",
    )
    assert treatment.questionnaire.medicines.recognise(["Advil cream daily"]) == ("nsaid",)


@pytest.mark.parametrize(
    ("when", "code"),
    [
        ("    q-meds.classes: nsaidd\n", "unknown-choice"),
        ("    q-meds: nsaid\n", "unreadable-fact"),
        ("    q-event: 3\n", "unreadable-fact"),
        ("    q-event.weeks: soon\n", "not-number"),
        ("    patient.bmi:\n      at_least: -1\n", "bad-interval"),
        ("    q-smoke.weeks: 3\n", "unknown-fact"),
    ],
)
def test_a_condition_that_misreads_what_follows_is_refused(when, code):
    assert [each.code for each in read_treatment(deriving(when)).problems] == [code]


def test_what_medicines_are_called_elsewhere_is_known_in_every_language():
    medicines = load(deriving("    q-preg: true\n")).questionnaire.medicines
    assert medicines.recognise(["ibuprofeno crema diario"]) == ("nsaid",)
    assert medicines.named("Ibuprofeno")[0].meaning == "ibuprofeno \u2192 ibuprofen \u00b7 Pain pills"


def test_the_remedy_for_a_date_names_what_follows_from_it():
    [problem] = read_treatment(deriving("    q-event: 3\n")).problems
    assert problem.remedy == "Name what follows from it: q-event.days, q-event.weeks."


@pytest.mark.parametrize(
    ("old", "new", "code", "name"),
    [
        ("unit: cm", "unit: inches", "bad-unit", "patient.bmi:\n      at_least: 30"),
        ("unit: kg", "unit: stones", "bad-unit", "patient.bmi:\n      at_least: 30"),
        ("medicines: true", "medicins: true", "unknown-key", "q-meds.classes: nsaid"),
    ],
)
def test_a_mistake_in_a_question_makes_none_in_what_follows_from_it(old, new, code, name):
    text = deriving(f"    {name}\n", measured=MEASURED.replace(old, new))
    assert [each.code for each in read_treatment(text).problems] == [code]


def test_without_height_and_weight_there_is_no_body_mass_index():
    text = deriving("    patient.bmi:\n      at_least: 30\n", measured=MEASURED.replace("q-height", "q-tall"))
    assert [each.code for each in read_treatment(text).problems] == ["unknown-fact"]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("beside: [daily]", "besides: [daily]", "unknown-key", 2),
        ("beside: [daily]\n", "", "missing-key", 2),
        ("forms: [cream]", "forms: cream", "wrong-shape", 3),
        ("- id: nsaid", "- id: unrecognised", "duplicate-id", 5),
        ("name: ibuprofen", "nam: ibuprofen", "unknown-key", 8),
        ("brands: [Advil]", "brands: [Advil, Advil]", "duplicate-id", 8),
        ("brands: [Advil]", "brands: Advil", "wrong-shape", 9),
        ("sources: [s-label]", "sources: [s-lable]", "unknown-source", 10),
        ("classes:", "classes: [", "not-yaml", 5),
        ("language: es", "lang: es", "unknown-key", 12),
        ("  - id: nsaid", "  - id: nsaidd", "unknown-medicine", 16),
        ("  - name: ibuprofen\n    brands: [ibuprofeno]", "  - name: ibuprofeno", "unknown-medicine", 19),
        ("[ibuprofeno]", "[Advil]", "duplicate-id", 19),
    ],
)
def test_a_mistake_in_medicines_is_named_at_its_line(old, new, code, line):
    assert old in MEDICINES
    text = deriving("    q-preg: true\n", MEDICINES.replace(old, new, 1))
    assert [(each.code, each.where) for each in read_treatment(text).problems] == [
        (code, f"forms/medicines.yaml:{line}")
    ]
