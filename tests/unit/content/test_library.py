"""The library: packs by id, treatments by digest, bundles that open for ever."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from consult_app.content.library import Library, PackSummary
from consult_app.content.loader import read_treatment
from consult_app.content.parse import parse
from consult_app.content.text import LARGEST, read_pack, unbundle
from consult_app.domain.labels import LABELS as LABELS_NEEDED
from consult_app.domain.screening import screen
from consult_app.errors import ContentError
from tests.helpers.sample import LABELS, copy_forms, sample, sample_text


@pytest.fixture
def forms(tmp_path):
    return copy_forms(tmp_path)


def refused(call, *arguments):
    with pytest.raises(ContentError) as caught:
        call(*arguments)
    assert caught.value.remedy
    return caught.value


def test_packs_are_listed_with_what_they_say_about_themselves(forms):
    assert Library(forms).packs() == (
        PackSummary("sample", "Sample treatment", "0.1", sample().digest, False, date(2027, 5, 22), "en"),
    )


def test_a_treatment_is_read_once_for_each_digest(forms):
    library = Library(forms)
    first = library.treatment("sample")
    assert first == sample()
    assert library.treatment("sample") is first
    rules = forms / "sample" / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert library.treatment("sample").digest != first.digest


def test_the_digest_covers_labels_but_not_cases(forms):
    before = read_pack(forms, "sample").digest
    (forms / "sample" / "cases.yaml").unlink()
    assert read_pack(forms, "sample").digest == before
    (forms / "labels.en.yaml").write_text("a: b\n", encoding="utf-8")
    assert read_pack(forms, "sample").digest != before


def test_the_digest_does_not_hang_on_line_ends_or_a_byte_order_mark(forms):
    before = read_pack(forms, "sample").digest
    rules = forms / "sample" / "rules.yaml"
    rules.write_bytes(b"\xef\xbb\xbf" + rules.read_bytes().replace(b"\n", b"\r\n"))
    assert read_pack(forms, "sample").digest == before


def test_an_unknown_pack_is_answered_with_the_nearest(forms):
    error = refused(Library(forms).treatment, "sampel")
    assert (error.code, error.remedy) == ("pack-missing", "Did you mean 'sample'?")
    assert refused(Library(forms).treatment, "../sample").code == "pack-missing"


def test_a_missing_folder_is_said_plainly(tmp_path):
    assert refused(Library(tmp_path / "none").packs).code == "forms-missing"


def test_a_pack_with_a_mistake_is_refused_with_its_place(forms):
    rules = forms / "sample" / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("stop", "stopp"), encoding="utf-8")
    assert refused(Library(forms).treatment, "sample").where == f"{forms.as_posix()}/sample/rules.yaml:2"
    assert Library(forms).packs()


@pytest.mark.parametrize(
    ("old", "new"), [("version:", "versoin:"), ("published:", "publishd:"), ("areas:", "area:")]
)
def test_a_pack_that_does_not_say_what_it_is_cannot_be_listed(forms, old, new):
    cover = forms / "sample" / "pack.yaml"
    cover.write_text(cover.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert refused(Library(forms).packs).code in ("unknown-key", "missing-key")


def test_a_language_without_labels_is_refused(forms):
    cover = forms / "sample" / "pack.yaml"
    cover.write_text(
        cover.read_text(encoding="utf-8").replace("language: en", "language: de"), encoding="utf-8"
    )
    error = refused(Library(forms).packs)
    assert (error.code, error.where) == ("file-missing", f"{forms.as_posix()}/labels.de.yaml:1")


def test_without_a_language_the_labels_are_english(forms):
    cover = forms / "sample" / "pack.yaml"
    cover.write_text(cover.read_text(encoding="utf-8").replace("language: en\n", ""), encoding="utf-8")
    assert read_pack(forms, "sample").labels_file == LABELS.name


def test_bytes_that_are_no_text_are_refused_at_their_line(forms):
    (forms / "sample" / "rules.yaml").write_bytes(b"- id: a\n- id: \xff\n")
    error = refused(Library(forms).treatment, "sample")
    assert (error.code, error.where) == ("not-utf-8", f"{forms.as_posix()}/sample/rules.yaml:2")


def test_a_folder_in_place_of_a_file_is_refused(forms):
    (forms / "sample" / "rules.yaml").unlink()
    (forms / "sample" / "rules.yaml").mkdir()
    error = refused(Library(forms).treatment, "sample")
    assert (error.code, error.where) == ("file-missing", f"{forms.as_posix()}/sample/rules.yaml:1")


def test_a_huge_file_is_refused(forms):
    (forms / "sample" / "rules.yaml").write_bytes(b"#" * (LARGEST + 1))
    assert refused(Library(forms).treatment, "sample").code == "too-long"


def test_a_bundle_is_restored_to_the_same_treatment(forms):
    bundle = Library(forms).bundle("sample")
    restored = Library(forms / "elsewhere").restore(bundle)
    assert restored == sample()
    assert unbundle(bundle).labels_where == "labels.en.yaml"


def test_a_bundle_is_the_same_on_every_machine(forms):
    assert Library(forms).bundle("sample") == sample_text().bundle()
    turned = dict(reversed(sample_text().files.items()))
    assert replace(sample_text(), files=turned).bundle() == sample_text().bundle()


def altered(bundle):
    outer = json.loads(bundle)
    outer["pack"] = outer["pack"].replace("Pregnancy", "Gestation")
    return json.dumps(outer)


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "{",
        "[]",
        "3",
        '{"digest": "x"}',
        '{"digest": "x", "pack": "{}"}',
        '{"digest": "x", "pack": "[1]"}',
        '{"digest": "x", "pack": 3}',
        '{"digest": "x", "pack": "{\\"folder\\": 1, \\"labels\\": {}, \\"files\\": {}}"}',
        '{"digest": "x", "pack": "{\\"folder\\": 1, \\"labels\\": {\\"a\\": 1}, \\"files\\": []}"}',
        '{"digest": "x", "pack": "{\\"folder\\": 1, \\"labels\\": {\\"a\\": 1}, \\"files\\": {}}"}',
        "[" * 100_000,
        altered(sample_text().bundle()),
    ],
)
def test_a_damaged_bundle_is_refused(damaged, tmp_path):
    assert refused(Library(tmp_path).restore, damaged).code == "bundle-damaged"


def test_a_bundle_whose_pack_lacks_files_is_refused(tmp_path):
    bundle = replace(sample_text(), files={}).bundle()
    assert refused(Library(tmp_path).restore, bundle).code == "file-missing"


def test_the_library_is_imported_without_yaml():
    code = "import sys, consult_app.content.library; sys.exit('yaml' in sys.modules)"
    subprocess.run(
        [sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )


def test_several_packs_are_read_kept_and_restored_together(forms):
    shutil.copytree(forms / "sample", forms / "second")
    cover = forms / "second" / "pack.yaml"
    cover.write_text(cover.read_text(encoding="utf-8").replace("id: sample", "id: second"), encoding="utf-8")
    library = Library(forms)
    together = library.treatment("sample+second")
    assert together.id == "sample+second"
    assert Library(forms).restore(library.bundle("sample+second")) == together
    assert refused(library.treatment, "sample+third").code == "pack-missing"


# Kept for ever

FIRST = Path(__file__).parents[2] / "golden" / "packs" / "mesotherapy-0.1.json"


def first():
    """A pack of the first records, with the labels of that day, opened by today's program."""
    return Library(LABELS.parent).restore(FIRST.read_text(encoding="utf-8"))


def test_the_first_pack_opens_with_its_own_words():
    treatment = first()
    assert (treatment.id, treatment.version, treatment.language) == ("mesotherapy", "0.1", "en")
    assert treatment.digest == json.loads(FIRST.read_text(encoding="utf-8"))["digest"]
    assert treatment.rule("ci-minor").title == "Under 18"
    assert treatment.rule("ci-pregnancy").why.startswith("Nobody has shown that these shots are safe")
    assert [each.id for each in treatment.goals] == ["facial-rejuvenation"]
    assert not treatment.governance.approved
    assert not treatment.questionnaire.medicines.classes


def test_the_first_pack_keeps_its_labels_and_takes_only_later_ones_from_today():
    inner = json.loads(json.loads(FIRST.read_text(encoding="utf-8"))["pack"])
    own = parse(inner["labels"]["labels.en.yaml"], "labels.en.yaml").fields
    labels = first().labels
    assert {name: labels[name] for name in own if name in LABELS_NEEDED} == {
        name: own[name].text() for name in own if name in LABELS_NEEDED
    }
    assert set(labels) >= set(LABELS_NEEDED)
    assert set(LABELS_NEEDED) - set(own)


@pytest.mark.parametrize(
    ("given", "answers", "rule"),
    [
        ({"patient.age": 17}, {}, "ci-minor"),
        ({"patient.age": 31, "patient.sex": "female"}, {"q-preg": True}, "ci-pregnancy"),
        ({"patient.age": 31, "patient.sex": "female"}, {"q-bf": True}, "ci-breastfeeding"),
        ({"patient.age": 31}, {"q-press": True}, "ci-capacity"),
    ],
)
def test_the_first_pack_still_finds_what_it_found(given, answers, rule):
    found = {each.rule.id: each.certain for each in screen(first(), given, answers).findings}
    assert found[rule]


def test_a_label_that_the_program_gave_up_since_is_passed_over(tmp_path):
    text = replace(sample_text(), labels=sample_text().labels + "given.up: Once needed\n")
    copy_forms(tmp_path)
    restored = Library(tmp_path).restore(text.bundle())
    assert restored.labels == sample().labels
    assert [each.code for each in read_treatment(text).problems] == ["unknown-label"]


def test_a_label_that_came_later_is_taken_from_today_and_no_other(tmp_path):
    lines = [
        line.replace("Serious", "Grave")
        for line in sample_text().labels.splitlines(keepends=True)
        if not line.startswith("harm.mild:")
    ]
    text = replace(sample_text(), labels="".join(lines))
    copy_forms(tmp_path)
    restored = Library(tmp_path).restore(text.bundle())
    assert restored.labels["harm.mild"] == sample().labels["harm.mild"]
    assert restored.labels["harm.serious"] == "Grave"
    assert refused(Library(tmp_path / "none").restore, text.bundle()).code == "missing-label"
