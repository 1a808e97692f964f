"""Approvals: they hold for the very words, are refused where they must be, and are kept for ever."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.content.approvals import approval_of, approved_text
from consult_app.content.approving import approve
from consult_app.content.library import Library
from consult_app.content.loader import read_treatment
from consult_app.content.published import publish, write_whole
from consult_app.content.reading import Reading
from consult_app.content.text import read_pack, unbundle
from consult_app.domain.treatment import Approval
from consult_app.errors import ContentError
from tests.helpers.sample import APPROVAL, approvable_forms, sample_text

NEXT_DAY = date(2026, 11, 24)


@pytest.fixture
def forms(tmp_path):
    """The sample with nothing that is only recalled, and with something shared beside it."""
    approvable_forms(tmp_path)
    return tmp_path


def edit(place, old, new):
    words = place.read_text(encoding="utf-8")
    assert old in words
    place.write_text(words.replace(old, new, 1), encoding="utf-8")


def tree(folder):
    return {each: each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()}


def refused(forms, approval=APPROVAL):
    """Give the error of an approval that must write nothing."""
    before = tree(forms)
    with pytest.raises(ContentError) as caught:
        approve(forms, "sample", approval)
    assert tree(forms) == before
    assert not (forms / "published").exists()
    assert caught.value.remedy
    return caught.value


def test_an_approval_is_shown_with_the_pack_and_published(forms):
    treatment = approve(forms, "sample", APPROVAL)
    assert treatment.governance.approval == APPROVAL
    library = Library(forms)
    assert library.treatment("sample") == treatment
    assert [each.approved for each in library.packs()] == [True]
    [kept] = library.published()
    assert (kept.id, kept.version, kept.digest, kept.approved) == ("sample", "0.1", treatment.digest, True)
    assert library.restore(library.published_bundle("sample", "0.1")) == treatment
    assert library.version("sample", "0.1") == treatment


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        *((f"sample/{name}", "e", "ee") for name in sample_text().files),
        ("shared/rules.yaml", "[]", "# one word\n[]"),
        ("labels.en.yaml", "Serious", "Grave"),
        ("medicines.yaml", "daily", "weekly"),
    ],
)
def test_a_word_that_is_edited_makes_the_pack_a_draft_again(forms, file, old, new):
    approve(forms, "sample", APPROVAL)
    edit(forms / file, old, new)
    assert approval_of(read_pack(forms, "sample"), Reading()) is None


def test_undoing_the_edit_makes_the_approval_hold_again(forms):
    approve(forms, "sample", APPROVAL)
    edit(forms / "sample" / "rules.yaml", "Pregnancy", "Gestation")
    assert not Library(forms).treatment("sample").governance.approved
    edit(forms / "sample" / "rules.yaml", "Gestation", "Pregnancy")
    assert Library(forms).treatment("sample").governance.approval == APPROVAL


def test_cases_only_test_a_pack_so_that_editing_them_leaves_it_approved(forms):
    approve(forms, "sample", APPROVAL)
    edit(forms / "sample" / "cases.yaml", "smokes every day", "smokes all days")
    assert Library(forms).treatment("sample").governance.approved


def test_the_last_of_several_approvals_of_the_same_words_is_shown(forms):
    approve(forms, "sample", APPROVAL)
    again = Approval("Lee Later", "Clinical lead", "L-2", NEXT_DAY)
    assert approve(forms, "sample", again).governance.approval == again
    words = (forms / "sample" / "approvals.yaml").read_text(encoding="utf-8")
    assert words.count("digest:") == 2
    assert "Kim Lead" in words
    assert Library(forms).version("sample", "0.1").governance.approval == again


def test_a_pack_with_something_recalled_is_refused(forms):
    edit(forms / "sample" / "rules.yaml", "verified: seed", "verified: recalled")
    error = refused(forms)
    assert error.code == "recalled-left"
    assert "ci-lidocaine" in error.what


def test_a_version_is_found_by_what_a_form_prints_of_its_digest(forms):
    approved = approve(forms, "sample", APPROVAL)
    library = Library(forms)
    assert library.version("sample", approved.digest[:12]) == library.version("sample", "0.1")
    for unknown in ("deadbeef" * 2, approved.digest[:7], "9.9"):
        with pytest.raises(ContentError) as caught:
            library.version("sample", unknown)
        assert caught.value.code == "version-missing"


def test_a_damaged_version_is_named_and_does_not_keep_the_others_back(forms):
    approve(forms, "sample", APPROVAL)
    (forms / "published" / "another@1.json").write_text("{}", encoding="utf-8")
    assert Library(forms).version("sample", "0.1").version == "0.1"
    with pytest.raises(ContentError) as caught:
        Library(forms).published()
    assert caught.value.where.endswith("published/another@1.json:1")


def test_left_over_words_of_the_example_are_refused(forms):
    edit(forms / "sample" / "rules.yaml", "title: Pregnancy", "title: 'Example: a rule'")
    error = refused(forms)
    assert (error.code, error.what) == ("example-left", "words of the example are left: ci-pregnancy.")


def test_a_variant_is_approved_by_itself(forms):
    law = "jurisdiction: UK\nstatements:\n- id: st-voluntary\n  text: I decide by myself.\n"
    (forms / "sample" / "jurisdiction.uk.yaml").write_text(law, encoding="utf-8")
    assert approve(forms, "sample", APPROVAL).governance.approved
    assert not Library(forms).treatment("sample.uk").governance.approved
    assert approve(forms, "sample.uk", APPROVAL).governance.approved
    assert [each.approved for each in Library(forms).packs()] == [True, True]
    assert Library(forms).version("sample.uk", "0.1").jurisdiction == "UK"


def test_a_pack_with_problems_is_refused_at_the_first(forms):
    edit(forms / "sample" / "rules.yaml", "severity: stop", "severity: stopp")
    edit(forms / "sample" / "risks.yaml", "harm: mild", "harm: mildly")
    error = refused(forms)
    assert (error.code, error.where) == ("has-problems", f"{forms.as_posix()}/sample/risks.yaml:4")
    assert "1 more" in error.what


def test_a_pack_past_its_review_date_is_refused(forms):
    assert "review date is past" in refused(forms, replace(APPROVAL, on=date(2027, 5, 23))).what


def test_a_pack_may_be_approved_on_the_day_of_its_review(forms):
    assert approve(forms, "sample", replace(APPROVAL, on=date(2027, 5, 22))).governance.approved


def test_a_pack_that_nobody_reviewed_is_refused(forms):
    cover = forms / "sample" / "pack.yaml"
    edit(
        cover,
        "  reviewers:\n  - name: Ann Example\n    role: Reader\n    on: 2026-11-01\n",
        "  reviewers: []\n",
    )
    assert refused(forms).code == "not-reviewed"


@pytest.mark.parametrize("name", ["", " \t\n", "Kim\x07Lead", "Kim\ud800"])
def test_an_approval_that_could_not_be_read_back_is_refused(forms, name):
    assert refused(forms, replace(APPROVAL, name=name)).code in ("empty", "unprintable")


@pytest.mark.parametrize(
    "name", ['Kim "K" Lead', "Kim: Lead", "Kim\\Lead", "- Kim # Lead", "Zoë Müller", "yes", "null"]
)
def test_a_name_is_kept_as_it_is_written(forms, name):
    assert approve(forms, "sample", replace(APPROVAL, name=name)).governance.approval.name == name


def test_a_name_with_breaks_is_kept_on_one_line(forms):
    assert approve(forms, "sample", replace(APPROVAL, name=" Kim\n\tLead ")).governance.approval == APPROVAL


def test_a_version_that_was_published_with_other_words_is_refused(forms):
    approve(forms, "sample", APPROVAL)
    edit(forms / "sample" / "rules.yaml", "Pregnancy", "Gestation")
    before = tree(forms)
    with pytest.raises(ContentError) as caught:
        approve(forms, "sample", APPROVAL)
    assert caught.value.code == "version-taken"
    assert tree(forms) == before


@pytest.mark.parametrize("version", ["../0.1", "0/1", ".", "1" * 60])
def test_a_version_that_cannot_be_the_name_of_a_file_is_refused(forms, version):
    edit(forms / "sample" / "pack.yaml", 'version: "0.1"', f'version: "{version}"')
    assert refused(forms).code == "bad-version"


def test_a_published_version_stays_readable_after_the_pack_was_edited(forms):
    first = approve(forms, "sample", APPROVAL)
    edit(forms / "sample" / "rules.yaml", "Pregnancy", "Gestation")
    edit(forms / "sample" / "pack.yaml", 'version: "0.1"', 'version: "0.2"')
    edit(forms / "labels.en.yaml", "Serious", "Grave")
    second = approve(forms, "sample", replace(APPROVAL, on=NEXT_DAY))
    library = Library(forms)
    assert [each.version for each in library.published()] == ["0.1", "0.2"]
    assert library.version("sample", "0.1") == first
    assert library.version("sample", "0.2") == second
    assert first.rule("ci-pregnancy").title == "Pregnancy"
    assert first.labels["harm.serious"] == "Serious"
    assert second.labels["harm.serious"] == "Grave"


def test_a_version_that_was_never_published_is_refused(forms):
    approve(forms, "sample", APPROVAL)
    with pytest.raises(ContentError) as caught:
        Library(forms).version("sample", "0.3")
    assert (caught.value.code, caught.value.remedy) == ("version-missing", "Did you mean 'sample@0.1'?")


def test_a_published_version_that_was_altered_is_refused(forms):
    approve(forms, "sample", APPROVAL)
    edit(forms / "published" / "sample@0.1.json", "Pregnancy", "Gestation")
    with pytest.raises(ContentError) as caught:
        Library(forms).version("sample", "0.1")
    assert caught.value.code == "bundle-damaged"


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("digest: ", "digst: ", "unknown-key", 2),
        ('digest: "', 'digest: "x', "bad-digest", 2),
        ("  role: ", "  roles: ", "unknown-key", 5),
        ('  on: "2026-11-23"', '  on: "today"', "not-date", 7),
        ("# Written", "a: 1 # Written", "not-yaml", 2),
    ],
)
def test_a_mistake_in_approvals_is_named_at_its_line(old, new, code, line):
    text = sample_text()
    words = approved_text(text, "0.1", APPROVAL)
    assert old in words
    [problem] = read_treatment(replace(text, approvals=words.replace(old, new, 1))).problems
    assert (problem.code, problem.where) == (code, f"forms/sample/approvals.yaml:{line}")


def test_a_pack_whose_approvals_hold_a_mistake_cannot_be_listed(forms):
    (forms / "sample" / "approvals.yaml").write_text("- digest: x\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        Library(forms).packs()
    assert caught.value.code == "bad-digest"


def test_a_bundle_keeps_the_approvals_of_its_pack():
    text = sample_text()
    approved = replace(text, approvals=approved_text(text, "0.1", APPROVAL))
    assert approved.digest == text.digest
    assert unbundle(approved.bundle()).approvals == approved.approvals
    assert unbundle(text.bundle()).approvals is None


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    place = tmp_path / "a.yaml"
    write_whole(place, "first\n")
    with pytest.raises(UnicodeEncodeError):
        write_whole(place, "second\n" * 10_000 + "\ud800")
    assert place.read_text(encoding="utf-8") == "first\n"
    write_whole(place, "third\n")
    assert [each.name for each in tmp_path.iterdir()] == ["a.yaml"]
    assert place.read_bytes() == b"third\n"


def test_where_a_file_cannot_take_its_place_the_old_one_stays(tmp_path):
    """A folder in the way stands for a disk that refuses: the new words are written beside, never into it."""
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "a.yaml", "second\n")
    assert (tmp_path / "a.yaml").is_dir()


def test_half_a_file_beside_a_pack_is_not_read(forms):
    (forms / "sample" / ".approvals.yaml.new").write_text("- dig", encoding="utf-8")
    (forms / "published").mkdir()
    (forms / "published" / ".sample@0.1.json.new").write_text("{", encoding="utf-8")
    assert Library(forms).packs()
    assert Library(forms).published() == ()


def test_publishing_the_same_words_again_gives_the_same_file(forms):
    text = read_pack(forms, "sample")
    assert publish(forms, text, "0.1") == publish(forms, text, "0.1")
