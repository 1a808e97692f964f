"""A kept pack in another language: what a translation says, and its own words for the rest."""

import json
from dataclasses import replace

import pytest

from consult_app.content.library import Library
from consult_app.content.text import read_pack
from consult_app.errors import ContentError
from tests.helpers.sample import copy_forms, sample, sample_text
from tests.helpers.translated import LANGUAGE, translated_forms


@pytest.fixture
def library(tmp_path):
    return Library(translated_forms(tmp_path))


def test_a_pack_without_translations_speaks_its_own_language(tmp_path):
    library = Library(copy_forms(tmp_path))
    bundle = library.bundle("sample")
    assert library.languages(bundle) == ("en",)
    assert library.translated(bundle, "en") == library.treatment("sample")


def test_a_translation_is_read_from_what_was_kept_with_the_record(library, tmp_path):
    bundle = library.bundle("sample")
    (tmp_path / "sample" / "language.ar.yaml").unlink()
    assert library.languages(bundle) == ("en", "ar")
    spoken = library.translated(bundle, "ar")
    assert spoken.language == "ar"
    assert spoken.questionnaire.question("q-smoke").text == "هل تدخن؟"
    assert spoken.questionnaire.question("q-allergy") == sample().questionnaire.question("q-allergy")
    assert spoken.labels["answer.yes"] == "نعم"
    assert spoken.labels["answer.not_sure"] == sample().labels["answer.not_sure"]


def test_without_labels_in_the_language_the_labels_stay_as_they_are(library, tmp_path):
    (tmp_path / "labels.ar.yaml").unlink()
    spoken = library.translated(library.bundle("sample"), "ar")
    assert spoken.labels == sample().labels
    assert spoken.risks[0].name == "كدمات"


def test_the_words_of_a_kept_pack_stay_when_the_labels_change(library, tmp_path):
    bundle = library.bundle("sample")
    labels = tmp_path / "labels.ar.yaml"
    labels.write_text(labels.read_text(encoding="utf-8").replace("نعم", "أجل"), encoding="utf-8")
    assert library.translated(bundle, "ar").labels["answer.yes"] == "نعم"
    assert Library(tmp_path).translated(bundle, "ar").labels["answer.yes"] == "نعم"
    assert library.bundle("sample") != bundle


def test_a_pack_kept_without_labels_of_the_language_has_those_of_today(library, tmp_path):
    text = read_pack(tmp_path, "sample")
    old = replace(text, beside={})
    assert library.translated(old.bundle(), "ar").labels["answer.yes"] == "نعم"
    assert text.beside["labels.ar.yaml"]


def test_treatments_together_speak_what_each_of_them_speaks(library):
    kept = json.dumps({"together": [library.bundle("sample"), sample_text().bundle()]}, ensure_ascii=False)
    assert library.languages(kept) == ("en",)
    both = json.dumps({"together": [library.bundle("sample")] * 2}, ensure_ascii=False)
    assert library.languages(both) == ("en", "ar")


def test_a_translation_with_a_mistake_is_named(tmp_path):
    library = Library(translated_forms(tmp_path, LANGUAGE.replace("id: q-preg", "idd: q-preg")))
    with pytest.raises(ContentError):
        library.translated(library.bundle("sample"), "ar")


def test_the_language_of_a_text_is_that_of_its_labels():
    assert sample_text().language == "en"
    assert replace(sample_text(), labels_file="labels.en-gb.yaml").language == "en-gb"
