"""The words of a translation in their places, and what no translation may change."""

import pytest

from consult_app.content.check import check
from consult_app.content.library import Library
from tests.helpers.sample import LABELS, copy_forms, sample
from tests.helpers.translated import as_yaml, stamped

UK = """
jurisdiction: UK
risks:
- id: ae-bruise
  text: Blue marks for 3 weeks.
"""


def write(place, text):
    place.parent.mkdir(exist_ok=True)
    place.write_text(text, encoding="utf-8")


def translate(forms, words, shared=None):
    said = {"language": "es", "translation": {"translator": "A program.", "on": "2026-11-28", "checked": []}}
    write(forms / "sample" / "language.es.yaml", as_yaml(stamped(forms, "sample", {**said, **words})))
    if shared is not None:
        write(forms / "shared" / "language.es.yaml", as_yaml(stamped(forms, "sample", shared)))
    write(forms / "labels.es.yaml", LABELS.read_text(encoding="utf-8"))
    return Library(forms)


@pytest.fixture
def forms(tmp_path):
    return copy_forms(tmp_path)


def risk(treatment, name="ae-bruise"):
    return next(each for each in treatment.risks if each.id == name)


def codes(forms):
    return {each.code for each in check(forms)}


def test_a_law_has_words_of_its_own_and_the_rest_from_what_holds_everywhere(forms):
    write(forms / "sample" / "jurisdiction.uk.yaml", UK)
    text = risk(sample()).text
    spanish = {"id": "ae-bruise", "name": "Moretones", "text": f"ES {text}"}
    library = translate(forms, {"risks": [spanish]})
    assert risk(library.treatment("sample.es")).name == "Moretones"
    # Under the law the original says something else, so nothing of the translation stands there.
    assert risk(library.treatment("sample.uk.es")).name == risk(sample()).name
    uk = stamped(forms, "sample.uk", {"risks": [{"id": "ae-bruise", "text": "Marcas azules por 3 semanas."}]})
    library = translate(forms, {"risks": [spanish]})
    place = forms / "sample" / "language.es.yaml"
    place.write_text(place.read_text(encoding="utf-8") + as_yaml({"under": {"uk": uk}}), encoding="utf-8")
    under = risk(library.treatment("sample.uk.es"))
    assert (under.name, under.text) == ("Moretones", "Marcas azules por 3 semanas.")
    assert library.treatment("sample.uk.es").jurisdiction == "UK"
    assert risk(library.treatment("sample.es")).text == f"ES {text}"
    assert "unknown-id" not in codes(forms)


def test_shared_records_are_translated_once_and_a_pack_can_say_part_of_them_otherwise(forms):
    smokes = next(each for each in sample().questionnaire if each.id == "q-smoke")
    choices = [{"id": each.id, "label": f"ES {each.label}"} for each in smokes.choices]
    shared = {"questions": [{"id": "q-smoke", "text": "¿Fuma?", "choices": choices}]}
    own = {"questions": [{"id": "q-smoke", "choices": [{"id": choices[0]["id"], "label": "Jamás"}]}]}
    spoken = translate(forms, own, shared).treatment("sample.es").questionnaire.question("q-smoke")
    assert spoken.text == "¿Fuma?"
    assert [each.label for each in spoken.choices][:2] == ["Jamás", choices[1]["label"]]
    assert spoken.choices[0].id == smokes.choices[0].id
    alone = translate(forms, {"questions": [{"id": "q-smoke", "text": "¿Fuma?"}]}, {"questions": []})
    spoken = alone.treatment("sample.es").questionnaire.question("q-smoke")
    assert (spoken.text, spoken.choices) == ("¿Fuma?", smokes.choices)


def with_course(forms):
    place = forms / "sample" / "outcomes.yaml"
    said = place.read_text(encoding="utf-8")
    id_ = sample().outcomes[0].id
    course = '  course:\n  - {when: "After 4 weeks", what: "Some see it.", facts: [f-one]}\n'
    said = said.replace(f"- id: {id_}\n", f"- id: {id_}\n{course}")
    write(place, said.replace("certainty: very_low", "certainty: very_low\n    facts: [f-one]"))
    return id_


def test_the_times_of_an_outcome_are_paired_in_order_and_keep_their_facts(forms):
    id_ = with_course(forms)
    own = Library(forms).treatment("sample").outcomes[0]
    course = [{"when": "Después de 4 semanas", "what": "Algunos lo ven."}]
    spoken = (
        translate(forms, {"outcomes": [{"id": id_, "course": course}]}).treatment("sample.es").outcomes[0]
    )
    assert [(each.when, each.what) for each in spoken.course] == [(course[0]["when"], course[0]["what"])]
    assert own.course[0].when == "After 4 weeks"
    assert not codes(forms) & {"wrong-shape", "untranslated"}


def test_an_area_keeps_its_name_where_only_some_of_its_goals_are_translated(forms):
    cover = forms / "sample" / "pack.yaml"
    thighs = "  - id: thighs\n    name: Thighs\n"
    said = cover.read_text(encoding="utf-8")
    write(cover, said.replace(thighs, f"{thighs}  - id: cheeks\n    name: Cheeks\n"))
    areas = [{"id": "cheeks", "name": "Mejillas"}, {"id": "forehead", "name": "Frente"}]
    goals = [{"id": "face", "name": "Cara", "areas": areas}]
    face, body = translate(forms, {"pack": {"goals": goals}}).treatment("sample.es").goals
    assert (face.name, [each.name for each in face.areas]) == ("Cara", ["Cheeks", "Frente"])
    assert [each.name for each in body.areas] == ["Thighs", "Cheeks"]


def test_as_many_times_are_translated_as_there_are(forms):
    id_ = with_course(forms)
    library = translate(forms, {"outcomes": [{"id": id_, "course": []}]})
    assert library.treatment("sample.es").outcomes[0].course[0].when == "After 4 weeks"
    cover = forms / "sample" / "pack.yaml"
    write(cover, cover.read_text(encoding="utf-8").replace("language: en", "languages: [en, es]"))
    lists = [each.what for each in check(forms) if "the list" in each.what]
    assert lists == [f"of '{id_}' the list 'course' has 0 items in place of 1."]


def test_what_is_far_longer_or_shorter_or_lost_a_number_is_named(forms):
    statement = sample().statements[0]
    rule = max(sample().rules, key=lambda each: len(each.why))
    translate(forms, {"rules": [{"id": rule.id, "why": rule.why * 3}]})
    assert "length-differs" in codes(forms)
    translate(forms, {"statements": [{"id": statement.id, "text": f"{statement.text} 7"}]})
    assert "numbers-differ" in codes(forms)
    translate(forms, {"statements": [{"id": statement.id, "text": f"{statement.text} {{"}]})
    assert "bad-place" in codes(forms)


def test_labels_are_compared_as_well(forms):
    translate(forms, {})
    labels = forms / "labels.es.yaml"
    write(labels, labels.read_text(encoding="utf-8").replace("{value} out of 10", "{value} out of 100"))
    [problem] = [each for each in check(forms) if each.code == "numbers-differ"]
    assert problem.what.startswith("answer.scale:")
    write(labels, labels.read_text(encoding="utf-8") + "no.such: Nada\n")
    assert "unknown-label" in codes(forms)


def test_a_label_that_came_later_is_a_problem_only_where_the_language_is_listed(forms):
    library = translate(forms, {})
    labels = forms / "labels.es.yaml"
    write(labels, labels.read_text(encoding="utf-8").replace("answer.scale:", "# "))
    assert "missing-label" not in codes(forms)
    assert library.treatment("sample.es").labels["answer.scale"] == sample().labels["answer.scale"]
    cover = forms / "sample" / "pack.yaml"
    write(cover, cover.read_text(encoding="utf-8").replace("language: en", "languages: [en, es]"))
    assert "missing-label" in codes(forms)


def test_a_translation_without_a_head_is_by_nobody(forms):
    write(forms / "sample" / "language.es.yaml", "language: es\n")
    write(forms / "labels.es.yaml", LABELS.read_text(encoding="utf-8"))
    spoken = Library(forms).treatment("sample.es")
    assert spoken.unchecked
    assert (spoken.translation.translator, spoken.translation.on) == ("", None)
    assert "translator-missing" in codes(forms)
