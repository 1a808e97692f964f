"""Schemas for editors: what the program reads is valid, typical mistakes are not."""

import pytest
from jsonschema import Draft7Validator

from consult_app.assets import forms_folder
from consult_app.content.keys import FILES
from consult_app.content.schema import editor_settings, schemas
from consult_app.content.variants import VARIANTS
from tests.helpers.json_schema import invalid, plain_values
from tests.helpers.sample import LABELS, SAMPLE, sample_text

SCHEMAS = schemas()


def schema_of(file):
    return SCHEMAS[f"{file.partition('.')[0]}.schema.json"]


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_each_is_itself_a_json_schema(schema):
    Draft7Validator.check_schema(schema)


FILES_HERE = [each for folder in (forms_folder(), SAMPLE) for each in sorted(folder.rglob("*.yaml"))]


@pytest.mark.parametrize("file", FILES_HERE, ids=lambda each: f"{each.parent.name}/{each.name}")
def test_every_file_that_is_here_is_valid(file):
    assert invalid(plain_values(file.read_text(encoding="utf-8")), schema_of(file.name)) == []


def test_medicines_and_notes_are_valid():
    medicines = """
beside: [mg]
classes:
- id: nsaid
  name: pain killer
  medicines:
  - name: ibuprofen
    brands: [Advil]
  sources: [s-review]
"""
    notes = """
- id: cn-depth
  title: Depth
  text: Keep it shallow.
  when: {areas: eyes}
  cites: {sources: [s-review], verified: recalled}
- include: cn-shared
"""
    assert invalid(plain_values(medicines), schema_of("medicines.yaml")) == []
    assert invalid(plain_values(notes), schema_of("notes.yaml")) == []


# Each takes one thing of a valid file away, or puts one wrong thing in.
MISTAKES = [
    ("rules.yaml", "severity: stop", "severity: stopp"),
    ("rules.yaml", "id: ci-minor", "id: minor"),
    ("rules.yaml", "advice: Do not treat.", "advise: Do not treat."),
    ("rules.yaml", "  when:\n    q-preg: true\n", ""),
    ("rules.yaml", "at_most: 17", "at_mots: 17"),
    ("rules.yaml", "at_most: 17", "at_most: young"),
    ("rules.yaml", "    q-preg: true", "    q-preg: true\n    q-smoke: daily"),
    ("rules.yaml", "q-preg: true", "all: []"),
    ("rules.yaml", "- ingredients: ing-lidocaine", "- all: {ingredients: ing-lidocaine}"),
    ("rules.yaml", "[lidocaine, other]", "[lidocaine, lidocaine]"),
    ("rules.yaml", "sources: [s-label]", "sources: s-label"),
    ("risks.yaml", "20 in 100", "sometimes"),
    ("risks.yaml", "20 in 100", "20 of 100"),
    ("risks.yaml", "red_flag: true", 'red_flag: "true"'),
    ("risks.yaml", "verified: read", "verified: seen"),
    ("risks.yaml", "what_to_do: Cool it.", "what_to_do:"),
    ("questions.yaml", "kind: text", "kind: words"),
    ("questions.yaml", "step: history", "step: risks"),
    ("questions.yaml", "high: 42", "high: many"),
    ("questions.yaml", "id: q-smoke", "id: q-Smoke"),
    ("questions.yaml", "alone: true", "alonw: true"),
    ("questions.yaml", "kind: entries", "kind: entries\n    entry: [doze]"),
    ("questions.yaml", "kind: entries", "kind: entries\n    entry: [dose, dose]"),
    ("cases.yaml", "areas: [cheeks]", "q-medicines: [{name: aspirin, doze: 5mg}]"),
    ("cases.yaml", "areas: [cheeks]", "q-medicines: [{dose: 5mg}]"),
    ("pack.yaml", "published: 2026-11-22", "published: 22.11.2026"),
    ("pack.yaml", "language: en", "language: English"),
    ("pack.yaml", "funding: None.", "funding: None.\n  sponsor: None."),
    ("pack.yaml", "  areas:\n  - id: thighs\n    name: Thighs", "  areas: []"),
    ("pack.yaml", "name: Thighs", "name: Thighs\n    regions: [front.thigh]"),
    ("options.yaml", "kind: nothing", "kind: none"),
    ("ingredients.yaml", "status: approved", "status: aproved"),
    ("aftercare.yaml", "id: rf-fever", "id: fever"),
    ("sources.yaml", "read: all", "red: all"),
    ("statements.yaml", "refusal: true", "refusal: sure"),
    ("outcomes.yaml", "untreated: not known", "untreated: unknown"),
    ("cases.yaml", "certain: [ci-minor, ci-lidocaine]", "certian: [ci-minor, ci-lidocaine]"),
    ("cases.yaml", "areas: [cheeks]", "areas: {cheeks: true}"),
]


@pytest.mark.parametrize(("file", "old", "new"), MISTAKES, ids=[f"{each[2]!r:.40}" for each in MISTAKES])
def test_a_typical_mistake_is_not_valid(file, old, new):
    text = sample_text()
    body = text.cases if file == "cases.yaml" else text.files[file]
    assert old in body
    assert invalid(plain_values(body.replace(old, new, 1)), schema_of(file))


def test_a_label_that_nobody_reads_or_that_is_missing_is_not_valid():
    words = LABELS.read_text(encoding="utf-8")
    for old, new in (("not_recorded:", "not_recorder:"), ("not_recorded: not recorded\n", "")):
        assert invalid(plain_values(words.replace(old, new, 1)), schema_of("labels.en.yaml"))


def test_an_item_includes_a_shared_record_or_is_one_and_not_both():
    assert invalid([{"include": "ci-shared"}], schema_of("rules.yaml")) == []
    assert invalid([{"include": "ci-shared", "severity": "stop"}], schema_of("rules.yaml"))


def test_what_can_be_completed_explains_itself():
    [rule, include] = schema_of("rules.yaml")["items"]["anyOf"]
    for record in (rule, include, schema_of("pack.yaml"), rule["properties"]["cites"]):
        assert all(each["description"] for each in record["properties"].values())
    assert rule["properties"]["when"]["allOf"] == [{"$ref": "#/definitions/condition"}]
    assert schema_of("labels.yaml")["properties"]["rate.number"]["description"] == (
        "The program fills in: {count}, {of}."
    )


def test_the_editor_learns_which_schema_is_for_which_files():
    [(word, mapping)] = editor_settings("forms/.schema", "forms").items()
    assert word == "yaml.schemas"
    assert len(mapping) == len(FILES) + len(VARIANTS)
    assert mapping["./forms/.schema/rules.schema.json"] == "forms/*/rules.yaml"
    assert mapping["./forms/.schema/labels.schema.json"] == "forms/labels.*.yaml"
    assert mapping["./forms/.schema/medicines.schema.json"] == "forms/medicines.yaml"


@pytest.mark.parametrize(
    ("folder", "place"),
    [(".schema", "./.schema/"), ("/a/b", "/a/b/"), ("C:/a", "C:/a/"), ("../a", "../a/")],
)
def test_a_folder_elsewhere_is_named_as_it_is(folder, place):
    mapping = editor_settings(folder, ".")["yaml.schemas"]
    assert mapping[f"{place}rules.schema.json"] == "*/rules.yaml"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("statements: []", "$"),
        ("jurisdiction: UK\nstatements:\n- text: No id.", "$.statements[0]"),
        ("jurisdiction: UK\nstatements:\n- id: st-x\n  txt: A slip.", "$.statements[0]"),
        ("jurisdiction: UK\nwithuot: [st-x]", "$"),
    ],
)
def test_a_variant_says_which_it_is_and_finds_records_by_id(text, at):
    assert [
        each.partition(":")[0] for each in invalid(plain_values(text), SCHEMAS["jurisdiction.schema.json"])
    ] == [at]


def test_a_translation_says_who_made_it_and_of_which_words():
    text = (
        "language: es\ntranslation:\n  translator: A program.\n  on: 2026-11-28\n  checked: []\n"
        "pack:\n  of: 0a\n  name: Mesoterapia\nrisks:\n- id: ae-pain\n  of: 0b\n  name: Dolor\n"
        "under:\n  uk:\n    risks:\n    - id: ae-pain\n      of: 0c\n"
    )
    schema = SCHEMAS["language.schema.json"]
    assert invalid(plain_values(text), schema) == []
    assert invalid(plain_values(text.replace("translator:", "translater:")), schema)
    assert invalid(plain_values(text.replace("      of", "      off")), schema)
    assert invalid(
        plain_values("jurisdiction: UK\nrisks:\n- id: ae-pain\n  of: 0b"), SCHEMAS["jurisdiction.schema.json"]
    )


def test_a_variant_needs_only_what_is_other():
    text = "language: es\npack:\n  name: Mesoterapia\nrisks:\n- id: ae-pain\n  name: Dolor"
    assert invalid(plain_values(text), SCHEMAS["language.schema.json"]) == []
