"""Variants for another law or language, records that packs share, and what a translation lacks."""

from dataclasses import replace

import pytest

from consult_app.content.check import check, counts_in
from consult_app.content.library import Library
from consult_app.content.loader import load, read_treatment
from consult_app.content.text import read_pack, unbundle
from consult_app.domain.condition import Is
from consult_app.errors import ContentError
from tests.helpers.sample import LABELS, copy_forms, sample, sample_text
from tests.helpers.translated import stamped

UK = """
jurisdiction: UK
pack:
  name: Sample treatment in the UK
  governance:
    funding: Nobody.
without: [ae-numb]
rules:
- id: ci-minor
  severity: caution
- id: ci-uk
  severity: caution
  title: Only here
  why: The law says so.
  advice: Ask.
  when:
    patient.age:
      at_least: 90
  cites:
    sources: [s-uk]
    verified: read
sources:
- id: s-uk
  title: The law
  authors: The state
  year: 2024
  address: https://example.org/law
  read: all
questions:
- id: s-history
  questions:
  - id: q-smoke
    text: Do you smoke at all?
    choices:
    - id: never
      label: Not at all
"""

RECORDS = (
    "outcomes.yaml",
    "options.yaml",
    "ingredients.yaml",
    "risks.yaml",
    "statements.yaml",
    "aftercare.yaml",
)


@pytest.fixture
def forms(tmp_path):
    return copy_forms(tmp_path)


def write(place, words):
    place.parent.mkdir(exist_ok=True)
    place.write_text(words, encoding="utf-8")


def varied(words, tag="uk", kind="jurisdiction"):
    text = sample_text()
    return replace(text, files={**text.files, f"{kind}.{tag}.yaml": words}, variants=(tag,))


def codes(found):
    return [(each.where.rpartition("/")[2], each.code) for each in found]


# For another law


def test_a_variant_says_only_what_differs():
    uk, own = load(varied(UK)), sample()
    assert (uk.id, uk.jurisdiction, uk.name) == ("sample.uk", "UK", "Sample treatment in the UK")
    assert uk.governance == replace(own.governance, funding="Nobody.")
    assert [each.id for each in uk.rules] == [*(each.id for each in own.rules), "ci-uk"]
    assert uk.rule("ci-minor").severity.value == "caution"
    assert uk.rule("ci-minor").title == own.rule("ci-minor").title
    assert [each.id for each in uk.risks] == ["ae-bruise", "ae-infection"]
    smoke = uk.questionnaire.question("q-smoke")
    assert smoke.text == "Do you smoke at all?"
    assert [each.label for each in smoke.choices] == ["Not at all", "Sometimes", "Every day"]
    assert uk.options == own.options


def test_a_variant_has_a_digest_of_its_own_and_its_bundle_opens(tmp_path):
    text = varied(UK)
    assert text.digest != replace(text, variants=()).digest
    assert unbundle(text.bundle()).variants == ("uk",)
    assert Library(tmp_path).restore(text.bundle()) == load(text)


def test_a_variant_is_listed_beside_its_pack(forms):
    write(forms / "sample" / "jurisdiction.uk.yaml", UK)
    library = Library(forms)
    assert [each.id for each in library.packs()] == ["sample", "sample.uk"]
    assert library.treatment("sample.uk").jurisdiction == "UK"
    assert library.treatment("sample").jurisdiction == "US"


def test_a_variant_that_is_not_there_is_refused(forms):
    with pytest.raises(ContentError) as caught:
        Library(forms).treatment("sample.uk")
    assert caught.value.code == "variant-missing"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("jurisdiction: UK", "jurisdictoin: UK", "unknown-key", 2),
        ("jurisdiction: UK\n", "", "missing-key", 2),
        ("rules:", "rule:", "unknown-key", 8),
        ("severity: caution", "severity: cautious", "unknown-word", 10),
        ("    sources: [s-uk]", "    sources: [s-ku]", "unknown-source", 20),
        ("without: [ae-numb]", "without: ae-numb", "wrong-shape", 7),
        ("  governance:", "  goverance:", "unknown-key", 5),
        ("      label: Not at all", "      lable: Not at all", "unknown-key", 36),
    ],
)
def test_a_mistake_in_a_variant_is_named_at_its_line(forms, old, new, code, line):
    assert old in UK
    write(forms / "sample" / "jurisdiction.uk.yaml", UK.replace(old, new, 1))
    found = read_treatment(read_pack(forms, "sample.uk")).problems
    assert (f"jurisdiction.uk.yaml:{line}", code) in codes(found)
    assert {each.where for each in check(forms)} >= {each.where for each in found}


def test_a_pack_is_checked_under_every_law(forms):
    write(forms / "sample" / "jurisdiction.uk.yaml", UK)
    assert check(forms) == ()
    words = UK.replace("The law says so.", "It is completely safe.")
    write(forms / "sample" / "jurisdiction.uk.yaml", words)
    assert [each.where.rpartition("/")[2] for each in check(forms)] == ["jurisdiction.uk.yaml:14"]


def test_a_record_left_out_that_is_not_there_is_a_problem(forms):
    write(forms / "sample" / "jurisdiction.uk.yaml", UK.replace("[ae-numb]", "[ae-numb, ae-nubm]"))
    [problem] = check(forms)
    assert problem.where.endswith("jurisdiction.uk.yaml:7")
    assert problem.remedy == "Did you mean 'ae-numb'?"


def test_a_shared_source_that_only_a_variant_cites_is_cited(forms):
    shared = "- id: s-uk\n  title: The law\n  authors: A\n  year: 2024\n  address: here\n  read: all\n"
    write(forms / "shared" / "sources.yaml", shared)
    start, end = UK.index("sources:\n"), UK.index("questions:\n")
    write(forms / "sample" / "jurisdiction.uk.yaml", UK[:start] + UK[end:])
    assert check(forms) == ()
    (forms / "sample" / "jurisdiction.uk.yaml").unlink()
    assert [each.where.rpartition("/")[2] for each in check(forms)] == ["sources.yaml:1"]


def test_a_condition_of_a_variant_stands_in_place_of_the_packs_own():
    words = UK.replace("- id: ci-minor\n", "- id: ci-smoke\n  when:\n    q-smoke: daily\n- id: ci-minor\n")
    assert load(varied(words)).rule("ci-smoke").when == Is("q-smoke", "daily")


def test_a_list_of_words_stands_in_place_of_the_packs_own():
    words = UK.replace(
        "- id: ci-minor\n", "- id: ci-lidocaine\n  cites:\n    sources: [s-uk]\n- id: ci-minor\n"
    )
    assert load(varied(words)).rule("ci-lidocaine").citation.sources == ("s-uk",)


# What packs share

SHARED_RISK = """
- id: ae-shared
  name: Shared
  text: All packs have it.
  harm: mild
  frequency: not known
  onset: At once
  duration: a week
  what_to_do: Cool it.
  cites:
    sources: [s-shared]
    verified: read
"""
SHARED_SOURCE = """
- id: s-unused
  title: Unused
  authors: A
  year: 2020
  address: here
  read: all
- id: s-shared
  title: Shared
  authors: B
  year: 2021
  address: there
  read: all
"""


def including(forms, item):
    risks = forms / "sample" / "risks.yaml"
    write(risks, risks.read_text(encoding="utf-8") + item)
    write(forms / "shared" / "risks.yaml", SHARED_RISK)
    write(forms / "shared" / "sources.yaml", SHARED_SOURCE)
    return forms


def test_a_shared_record_stands_where_it_is_included_with_its_source(forms):
    treatment = Library(including(forms, "- include: ae-shared\n")).treatment("sample")
    assert treatment.risks[-1].id == "ae-shared"
    assert treatment.source("s-shared").title == "Shared"
    assert "s-unused" not in {each.id for each in treatment.sources}


def test_a_shared_source_that_nobody_cites_is_a_problem(forms):
    [problem] = check(including(forms, "- include: ae-shared\n"))
    assert problem.what == "no pack cites the source 's-unused'."
    assert problem.where == f"{forms.as_posix()}/shared/sources.yaml:2"


def test_unused_sources_are_not_named_while_a_pack_cannot_be_read(forms):
    including(forms, "- include: ae-shared\n  x: 1\n")
    assert [each.where.rpartition("/")[2] for each in check(forms)] == ["risks.yaml:40"]


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ("- include: ae-shard\n", "unknown-shared"),
        ("- include: ae-shared\n  harm: mild\n", "unknown-key"),
        ("- include: [ae-shared]\n", "wrong-shape"),
        ("- include: ae-shared\n- include: ae-shared\n", "duplicate-id"),
    ],
)
def test_a_mistake_in_including_is_named(forms, item, code):
    including(forms, item)
    assert [each.code for each in read_treatment(read_pack(forms, "sample")).problems] == [code]


def test_spaces_in_quotes_around_what_is_included_mean_nothing(forms):
    treatment = Library(including(forms, '- include: " ae-shared "\n')).treatment("sample")
    assert treatment.risks[-1].id == "ae-shared"


def test_where_nothing_is_shared_nothing_can_be_included(forms):
    including(forms, "- include: ae-shared\n")
    (forms / "shared" / "risks.yaml").unlink()
    [problem] = read_treatment(read_pack(forms, "sample")).problems
    assert (problem.code, problem.remedy) == ("unknown-shared", "None is known here.")


def test_shared_sources_that_are_no_yaml_are_named_once(forms):
    including(forms, "- include: ae-shared\n")
    write(forms / "shared" / "sources.yaml", "- id: 'x\n")
    assert "not-yaml" in [each.code for each in read_treatment(read_pack(forms, "sample")).problems]
    assert check(forms)


# In another language


def spanish(**changes):
    """Every word of the sample again: a translation of the laziest kind."""
    from consult_app.content.passages import WORDS

    own = sample()
    cover = {
        "name": own.name,
        "summary": own.summary,
        "goals": [
            {
                "id": g.id,
                "name": g.name,
                "problem": g.problem,
                "decision": g.decision,
                "areas": [{"id": a.id, "name": a.name} for a in g.areas],
            }
            for g in own.goals
        ],
    }
    sections = [
        {
            "id": s.id,
            "title": s.title,
            **({"note": s.note} if s.note else {}),
            "questions": [
                {
                    "id": q.id,
                    "text": q.text,
                    **({"help": q.help} if q.help else {}),
                    **({"unit": q.unit} if q.unit else {}),
                    **({"choices": [{"id": c.id, "label": c.label} for c in q.choices]} if q.choices else {}),
                }
                for q in s.questions
            ],
        }
        for s in own.questionnaire.sections
    ]
    records = {
        "rules": own.rules,
        "outcomes": own.outcomes,
        "options": own.options,
        "ingredients": own.ingredients,
        "risks": own.risks,
        "statements": own.statements,
        "aftercare": own.advice,
    }
    head = {"translator": "A program.", "on": "2026-11-28", "checked": []}
    governance = {
        each: getattr(own.governance, each) for each in ("author", "update_policy", "funding", "conflicts")
    }
    cover["governance"] = governance
    whole = {"language": "es", "translation": head, "pack": cover, "questions": sections} | {
        file: [
            {"id": each.id, **{w: getattr(each, w) for w in WORDS[f"{file}.yaml"] if getattr(each, w)}}
            for each in found
        ]
        for file, found in records.items()
    }
    return {**whole, **changes}


def dumped(value):
    import yaml

    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_flow_style=False, width=10**6)


def in_spanish(forms, words):
    cover = forms / "sample" / "pack.yaml"
    write(cover, cover.read_text(encoding="utf-8").replace("language: en", "languages: [en, es]"))
    if isinstance(words, dict):
        stamped(forms, "sample", words)
    if words is not None:
        write(forms / "sample" / "language.es.yaml", words if isinstance(words, str) else dumped(words))
    write(forms / "labels.es.yaml", LABELS.read_text(encoding="utf-8"))
    return forms


def test_a_translation_that_is_whole_has_no_problems(forms):
    in_spanish(forms, spanish())
    assert check(forms) == ()
    assert Library(forms).treatment("sample.es").language == "es"


def test_a_language_of_a_country_has_files_of_its_own(forms):
    in_spanish(forms, spanish(language="es-MX"))
    for file, new in (
        ("sample/language.es.yaml", "sample/language.es-MX.yaml"),
        ("labels.es.yaml", "labels.es-MX.yaml"),
    ):
        (forms / file).rename(forms / new)
    cover = forms / "sample" / "pack.yaml"
    write(cover, cover.read_text(encoding="utf-8").replace("[en, es]", "[en, es-MX]"))
    assert check(forms) == ()
    assert Library(forms).treatment("sample.es-MX").language == "es-MX"


def test_a_language_without_labels_or_words_is_named(forms):
    in_spanish(forms, None)
    (forms / "labels.es.yaml").unlink()
    assert [(each.where.rpartition("/")[2], each.what) for each in check(forms)] == [
        ("pack.yaml:4", "there are no labels in the language 'es'."),
        ("pack.yaml:4", "there is nothing in the language 'es'."),
    ]


def test_words_without_labels_are_named(forms):
    in_spanish(forms, spanish())
    (forms / "labels.es.yaml").unlink()
    assert [each.what for each in check(forms)] == ["there are no labels in the language 'es'."]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda whole: whole["rules"].pop(0), "'ci-pregnancy' is not translated."),
        (lambda whole: whole.pop("rules"), "'ci-pregnancy' is not translated."),
        (
            lambda whole: whole["rules"][0].pop("why"),
            "of 'ci-pregnancy' these words are not translated: why.",
        ),
        (
            lambda whole: whole["pack"].pop("summary"),
            "of 'pack.yaml' these words are not translated: summary.",
        ),
        (lambda whole: whole["pack"]["goals"].pop(1), "'body' is not translated."),
        (
            lambda whole: whole["pack"]["goals"][0]["areas"][0].pop("name"),
            "of 'cheeks' these words are not translated: name.",
        ),
        (lambda whole: whole["questions"][1]["questions"].pop(3), "'q-smoke' is not translated."),
        (
            lambda whole: whole["questions"][1]["questions"][3]["choices"].pop(),
            "'daily' is not translated.",
        ),
        (
            lambda whole: whole["questions"][1]["questions"][1].pop("unit"),
            "of 'q-weeks' these words are not translated: unit.",
        ),
    ],
)
def test_what_a_translation_lacks_is_named(forms, change, what):
    whole = spanish()
    change(whole)
    in_spanish(forms, whole)
    assert what in [each.what for each in check(forms)]


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        ("language: 'es\n", "not-yaml", 2),
        ("- a\n", "wrong-shape", 1),
        ("language: es\nrule: []\n", "unknown-key", 2),
        ("language: es\nrules:\n- id: ci-minor\n  titel: X\n", "unknown-key", 4),
    ],
)
def test_a_mistake_in_a_translation_is_named_at_its_line_and_ends_nothing(forms, words, code, line):
    in_spanish(forms, words)
    [*problems] = [each for each in check(forms) if each.where.endswith(f"language.es.yaml:{line}")]
    assert problems, code


def test_counts_leave_variants_out(forms):
    write(forms / "sample" / "jurisdiction.uk.yaml", UK)
    assert list(counts_in(forms)) == ["sample"]
