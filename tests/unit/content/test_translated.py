"""A pack in another language: a pack by itself, with its own digest and its own approval."""

import json
from dataclasses import replace
from datetime import date

import pytest

from consult_app.cli import FINE, run
from consult_app.content.approving import approve
from consult_app.content.check import check, lacks
from consult_app.content.library import Library
from consult_app.content.text import read_pack, unbundle
from consult_app.domain.treatment import Approval, in_language
from consult_app.errors import ContentError
from tests.helpers.sample import copy_forms, sample, sample_text
from tests.helpers.translated import LANGUAGE, stamped, translated_forms

HEAD = """
translation:
  translator: A program.
  on: 2026-11-28
  checked: []
"""


@pytest.fixture
def library(tmp_path):
    return Library(translated_forms(tmp_path))


def test_a_pack_without_translations_speaks_its_own_language(tmp_path):
    assert Library(copy_forms(tmp_path)).languages("sample") == ("en",)


def test_a_translation_changes_neither_the_digest_nor_the_bundle_of_the_packs_own_words(tmp_path):
    alone = Library(copy_forms(tmp_path / "alone"))
    (tmp_path / "both").mkdir()
    both = Library(translated_forms(tmp_path / "both"))
    assert both.languages("sample") == ("en", "ar")
    assert both.bundle("sample") == alone.bundle("sample")
    assert both.treatment("sample.ar").digest != both.treatment("sample").digest


def test_a_translation_is_read_from_what_was_kept_with_the_record(library, tmp_path):
    bundle = library.bundle("sample.ar")
    for each in ("sample/language.ar.yaml", "labels.ar.yaml"):
        (tmp_path / each).unlink()
    spoken = library.restore(bundle)
    assert spoken.language == "ar"
    assert spoken.questionnaire.question("q-smoke").text == "هل تدخن؟"
    assert spoken.questionnaire.question("q-allergy") == sample().questionnaire.question("q-allergy")
    assert spoken.labels["answer.yes"] == "نعم"
    assert spoken.labels["answer.not_sure"] == sample().labels["answer.not_sure"]
    assert not Library(tmp_path).languages("sample")[1:]


def test_without_labels_in_the_language_there_is_no_translation(library, tmp_path):
    (tmp_path / "labels.ar.yaml").unlink()
    with pytest.raises(ContentError):
        library.treatment("sample.ar")


def test_the_words_of_a_kept_translation_stay_when_its_labels_change(library, tmp_path):
    bundle, digest = library.bundle("sample.ar"), library.treatment("sample.ar").digest
    labels = tmp_path / "labels.ar.yaml"
    labels.write_text(labels.read_text(encoding="utf-8").replace("نعم", "أجل"), encoding="utf-8")
    again = Library(tmp_path)
    assert again.restore(bundle).labels["answer.yes"] == "نعم"
    assert again.treatment("sample.ar").labels["answer.yes"] == "أجل"
    assert again.treatment("sample.ar").digest != digest
    assert again.treatment("sample").digest == sample().digest


def test_treatments_together_speak_what_each_of_them_speaks(library, tmp_path):
    assert library.languages("sample+sample") == ("en", "ar")
    assert in_language("one+two.uk", "es") == "one.es+two.uk.es"
    other = tmp_path / "other"
    other.mkdir()
    for each in (tmp_path / "sample").glob("*.yaml"):
        if not each.name.startswith("language."):
            (other / each.name).write_bytes(each.read_bytes())
    assert library.languages("sample+other") == ("en",)


def test_a_translation_of_other_words_than_those_that_stand_there_is_not_used(tmp_path):
    smokes = "- id: q-smoke\n    of: 000000000000"
    library = Library(translated_forms(tmp_path, LANGUAGE.replace("- id: q-smoke", smokes)))
    spoken = library.treatment("sample.ar").questionnaire
    assert spoken.question("q-smoke") == sample().questionnaire.question("q-smoke")
    assert spoken.question("q-preg").text == "هل أنتِ حامل؟"


def test_what_translates_nothing_changes_nothing_and_is_named(tmp_path):
    forms = translated_forms(tmp_path, LANGUAGE.replace("id: q-preg", "id: q-pregg"))
    assert Library(forms).treatment("sample.ar").questionnaire.question("q-preg") == (
        sample().questionnaire.question("q-preg")
    )
    assert "there is no record 'q-pregg' to translate." in [each.what for each in check(forms)]


def test_who_translated_it_and_that_nobody_checked_it_is_known(tmp_path):
    spoken = Library(translated_forms(tmp_path, LANGUAGE + HEAD)).treatment("sample.ar")
    assert spoken.unchecked
    assert (spoken.translation.translator, spoken.translation.on) == ("A program.", date(2026, 11, 28))
    assert spoken.translation.beside == sample().labels["mark.translation"]
    assert not sample().unchecked


def test_a_head_that_says_nothing_of_use_is_named(tmp_path):
    forms = translated_forms(
        tmp_path, LANGUAGE.replace("language: ar", "language: ar\ntranslation: {on: soon}")
    )
    with pytest.raises(ContentError) as caught:
        Library(forms).treatment("sample.ar")
    assert caught.value.where.endswith("language.ar.yaml:3")


def test_what_a_translation_lacks_is_a_problem_only_where_the_pack_lists_the_language(tmp_path, capsys):
    forms = translated_forms(tmp_path, LANGUAGE + HEAD)
    lacking = {(each.code, each.what) for each in lacks(forms)}
    assert ("untranslated", "'ci-pregnancy' is not translated.") in lacking
    assert lacks(forms / "sample") == lacks(forms)
    assert lacks(tmp_path / "none") == ()
    assert not [each for each in check(forms) if each.code == "untranslated"]
    cover = forms / "sample" / "pack.yaml"
    said = cover.read_text(encoding="utf-8")
    cover.write_text(said.replace("language: en", "languages: [en, ar]"), encoding="utf-8")
    assert "'ci-pregnancy' is not translated." in [each.what for each in check(forms)]


def test_the_check_tells_what_is_not_translated_yet_and_finds_no_problem_in_it(tmp_path, capsys):
    forms = translated_forms(tmp_path, LANGUAGE + HEAD)
    words = dumped_whole(forms)
    (forms / "sample" / "language.ar.yaml").write_text(words, encoding="utf-8")
    (forms / "labels.ar.yaml").write_bytes((forms / "labels.en.yaml").read_bytes())
    assert run(["forms", "check", str(forms)]) == FINE
    said = capsys.readouterr().out
    assert "not translated yet: 'ci-pregnancy' is not translated. Add it with its words." in said
    assert "0 problems" in said


def dumped_whole(forms):
    """Give a translation of one risk that says of which words it is."""
    words = {
        "language": "ar",
        "translation": {"translator": "A program.", "on": "2026-11-28", "checked": []},
        "risks": [{"id": "ae-bruise", "name": "كدمات"}],
    }
    return json.dumps(stamped(forms, "sample", words), ensure_ascii=False)


def test_a_translation_that_lacks_something_is_not_approved(tmp_path, monkeypatch):
    monkeypatch.setattr("consult_app.content.approving.check", lambda folder, on: ())
    forms = translated_forms(tmp_path, LANGUAGE + HEAD)
    lead = Approval("Dr. B. Example", "Clinical lead", "0000", date(2026, 11, 28))
    with pytest.raises(ContentError, match="is not translated"):
        approve(forms, "sample.ar", lead)


def test_nobody_can_approve_a_translation_that_nobody_compared(tmp_path, monkeypatch):
    monkeypatch.setattr("consult_app.content.approving.check", lambda folder, on: ())
    monkeypatch.setattr("consult_app.content.approving.lacks", lambda folder: ())
    forms = translated_forms(tmp_path, LANGUAGE + HEAD)
    lead = Approval("Dr. B. Example", "Clinical lead", "0000", date(2026, 11, 28))
    cover = forms / "sample" / "pack.yaml"
    said = cover.read_text(encoding="utf-8")
    reviewer = "reviewers:\n  - {name: C. Reader, role: Nurse, on: 2026-11-01}"
    cover.write_text(said.replace("reviewers: []", reviewer), encoding="utf-8")
    with pytest.raises(ContentError, match="nobody compared"):
        approve(forms, "sample.ar", lead)


def test_the_language_of_a_text_is_that_of_its_labels(library, tmp_path):
    assert sample_text().language == "en"
    assert replace(sample_text(), labels_file="labels.en-gb.yaml").language == "en-gb"
    assert unbundle(read_pack(tmp_path, "sample.ar").bundle()).language == "ar"
