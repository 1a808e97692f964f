"""The starter pack: whole, easy to read, plainly an example; written whole or not at all."""

import errno
import re
from datetime import date

import pytest

from consult_app.assets import forms_folder
from consult_app.content.check import check
from consult_app.content.ipdas import met
from consult_app.content.library import Library
from consult_app.content.passages import passages
from consult_app.content.schema import schemas
from consult_app.content.starter import starter, write_starter
from consult_app.domain.questionnaire import Kind
from consult_app.domain.treatment import OptionKind, Statement, Verification
from consult_app.errors import ConsultError
from tests.helpers.json_schema import invalid, plain_values

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def treatment(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    write_starter(folder, "mine", DAY)
    return Library(folder).treatment("mine")


def test_it_has_no_problems(tmp_path):
    assert write_starter(tmp_path, "mine", DAY)[-1] == tmp_path / "mine"
    assert check(tmp_path, DAY) == check(tmp_path / "mine", DAY) == ()


@pytest.mark.parametrize("name", ["a", "intradermal-polynucleotide_administration"])
def test_it_is_easy_to_read_whatever_its_name(tmp_path, name):
    write_starter(tmp_path, name, DAY)
    assert check(tmp_path / name, DAY) == ()


def test_it_shows_every_kind_of_record_once(treatment):
    assert len(treatment.goals) == 1
    assert len(treatment.goals[0].areas) == 2
    assert len(treatment.rules) == len(treatment.ingredients) == len(treatment.risks) == 2
    assert {each.kind for each in treatment.options} == set(OptionKind)
    assert {each.kind for each in treatment.questionnaire} == set(Kind)
    assert {each.refusal for each in treatment.statements} == {True, False}
    assert treatment.outcomes
    assert treatment.advice
    assert treatment.notes


def test_it_meets_every_criterion_of_a_decision_aid(treatment):
    assert met(treatment, DAY) == 12


def test_nothing_in_it_is_taken_for_true(treatment):
    assert treatment.unapproved(DAY)
    assert treatment.name == "Example"
    marks = {(isinstance(each, Statement), each.citation.verified) for each in treatment.cited}
    assert marks == {
        (False, Verification.RECALLED),
        (True, Verification.RECALLED),
        (True, Verification.DECLARED),
    }
    said = [each for each in passages(treatment) if each.id and not each.id.startswith(("d-", "example-"))]
    assert all(any(part.startswith("Example: ") for part in each.parts) for each in said)


def test_every_file_explains_itself_and_is_valid_for_an_editor():
    known = schemas()
    for file, text in starter("mine", DAY).items():
        assert text.startswith("# ")
        assert "@" not in text
        assert invalid(plain_values(text), known[file.replace(".yaml", ".schema.json")]) == []


@pytest.mark.parametrize(
    ("on", "until"),
    [("2026-11-22", "2027-05-22"), ("2026-06-30", "2026-12-30"), ("2026-08-31", "2027-02-28")],
)
def test_it_is_published_on_the_day_and_reviewed_half_a_year_later(on, until):
    text = starter("mine", date.fromisoformat(on))["pack.yaml"]
    assert re.findall(r"^  (?:published|review_by): (.+)$", text, re.MULTILINE) == [on, until]


def test_what_lies_beside_packs_is_written_only_where_it_is_missing(tmp_path):
    (tmp_path / "wording.en.yaml").write_text("mine", encoding="utf-8")
    written = write_starter(tmp_path, "mine", DAY)
    assert tmp_path / "labels.en.yaml" in written
    assert (tmp_path / "wording.en.yaml").read_text(encoding="utf-8") == "mine"
    for each in ("labels.en.yaml", "medicines.yaml"):
        assert (tmp_path / each).read_bytes() == (forms_folder() / each).read_bytes()
    assert write_starter(tmp_path, "another", DAY) == (tmp_path / "another",)


def shipped_in(folder):
    """A folder of forms with one class of medicines, and more sources than it names."""
    (folder / "shared").mkdir(parents=True)
    (folder / "medicines.yaml").write_text(
        "beside: []\nclasses:\n- {id: nsaid, name: x, medicines: [], sources: [b, d]}\n", encoding="utf-8"
    )
    (folder / "shared" / "sources.yaml").write_text(
        "# All.\n- id: a\n  title: A\n- id: b\n  title: B\n- id: c\n- id: d\n  title: D\n", encoding="utf-8"
    )
    return folder


@pytest.mark.parametrize("there", ["medicines.yaml", "shared/sources.yaml"])
def test_medicines_and_the_sources_that_they_name_stay_together(tmp_path, monkeypatch, there):
    shipped = shipped_in(tmp_path / "shipped")
    monkeypatch.setattr("consult_app.content.starter.forms_folder", lambda: shipped)
    mine = tmp_path / "mine"
    (mine / there).parent.mkdir(parents=True)
    (mine / there).write_text("mine", encoding="utf-8")
    assert write_starter(mine, "pack", DAY) == (mine / "pack",)


def test_of_the_shared_sources_only_those_come_that_medicines_name(tmp_path, monkeypatch):
    shipped = shipped_in(tmp_path / "shipped")
    monkeypatch.setattr("consult_app.content.starter.forms_folder", lambda: shipped)
    mine = tmp_path / "mine"
    sources = mine / "shared" / "sources.yaml"
    assert write_starter(mine, "pack", DAY) == (mine / "medicines.yaml", sources, mine / "pack")
    assert sources.read_text(encoding="utf-8") == "- id: b\n  title: B\n- id: d\n  title: D\n"


@pytest.mark.parametrize(
    "name", ["", "Mine", "my pack", "my.pack", "-mine", "mine-", "../mine", "a/b", "shared", "müde"]
)
def test_what_is_no_name_is_refused(tmp_path, name):
    with pytest.raises(ConsultError) as refused:
        write_starter(tmp_path, name, DAY)
    assert refused.value.code == "bad-name"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    with pytest.raises(ConsultError) as refused:
        write_starter(tmp_path, "mine", DAY)
    assert (refused.value.code, list(tmp_path.iterdir())) == ("already-there", [tmp_path / "mine"])


def test_where_there_is_no_room_nothing_is_left(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("consult_app.content.starter.Path.rename", full)
    with pytest.raises(ConsultError) as refused:
        write_starter(tmp_path, "mine", DAY)
    assert (refused.value.code, list(tmp_path.iterdir())) == ("not-writable", [])
    assert refused.value.what == f"{tmp_path}/mine cannot be written: No space left on device."
    assert refused.value.remedy


@pytest.mark.parametrize("place", ["file", "file/inside"])
def test_what_is_no_folder_is_refused(tmp_path, place):
    (tmp_path / "file").touch()
    with pytest.raises(ConsultError) as refused:
        write_starter(tmp_path / place, "mine", DAY)
    assert refused.value.code == "not-writable"
