"""The starter pack: whole, easy to read, plainly an example; written whole or not at all."""

import errno
import re
from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from consult_app.assets import forms_folder
from consult_app.content.check import check
from consult_app.content.library import Library
from consult_app.content.readability import grades
from consult_app.content.schema import schemas
from consult_app.content.starter import starter, write_starter
from consult_app.domain.questionnaire import Kind
from consult_app.domain.treatment import OptionKind, Verification
from consult_app.errors import ConsultError
from tests.helpers.json_schema import invalid, plain_values

DAY = date(2026, 11, 22)
EASIEST, LONGEST = 8, 25


@pytest.fixture(scope="module")
def treatment(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    write_starter(folder, "mine", DAY)
    return Library(folder).treatment("mine")


def records(treatment):
    return (
        *treatment.goals,
        *treatment.questionnaire,
        *treatment.rules,
        *treatment.outcomes,
        *treatment.options,
        *treatment.ingredients,
        *treatment.risks,
        *treatment.statements,
        *treatment.advice,
        *treatment.notes,
    )


def words(value):
    """Everything that somebody reads in a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from words(each)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in ("id", "when", "citation", "sources", "goals", "unit"):
                yield from words(getattr(value, each.name))


def test_it_has_no_problems(tmp_path):
    assert write_starter(tmp_path, "mine", DAY)[-1] == tmp_path / "mine"
    assert check(tmp_path) == check(tmp_path / "mine") == ()


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


def test_it_says_all_that_a_decision_aid_must_say(treatment):
    assert all(each.problem and each.decision for each in treatment.goals)
    assert all(each.sessions and each.cost and each.status for each in treatment.options)
    cited = [each.citation for each in records(treatment) if hasattr(each, "citation")]
    assert {each.id for each in treatment.sources} == {name for each in cited for name in each.sources}


def test_nothing_in_it_is_taken_for_true(treatment):
    assert not treatment.governance.approved
    assert treatment.name == "Example: mine"
    cited = [each for each in records(treatment) if hasattr(each, "citation")]
    assert {each.citation.verified for each in cited} == {Verification.RECALLED}
    assert all(any(word.startswith("Example: ") for word in words(each)) for each in cited)


def test_it_is_easy_to_read(treatment):
    for each in records(treatment):
        graded = grades(words(each))
        assert graded.worst <= EASIEST, each.id
        assert graded.longest <= LONGEST, each.id
    assert grades([treatment.summary]).worst <= EASIEST


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
    shipped = [each for each in ("labels.en.yaml", "wording.en.yaml") if (forms_folder() / each).is_file()]
    (tmp_path / "wording.en.yaml").write_text("mine", encoding="utf-8")
    written = write_starter(tmp_path, "mine", DAY)
    assert tmp_path / "labels.en.yaml" in written
    assert (tmp_path / "wording.en.yaml").read_text(encoding="utf-8") == "mine"
    for each in set(shipped) - {"wording.en.yaml"}:
        assert (tmp_path / each).read_bytes() == (forms_folder() / each).read_bytes()
    assert write_starter(tmp_path, "another", DAY) == (tmp_path / "another",)


@pytest.mark.parametrize("there", ["", "medicines.yaml", "shared/sources.yaml"])
def test_medicines_come_with_the_sources_that_they_name(tmp_path, monkeypatch, there):
    shipped, mine = tmp_path / "shipped", tmp_path / "mine"
    (shipped / "shared").mkdir(parents=True)
    for each in ("medicines.yaml", "shared/sources.yaml"):
        (shipped / each).write_text("shipped", encoding="utf-8")
    monkeypatch.setattr("consult_app.content.starter.forms_folder", lambda: shipped)
    if there:
        (mine / there).parent.mkdir(parents=True)
        (mine / there).write_text("mine", encoding="utf-8")
    written = write_starter(mine, "pack", DAY)
    both = () if there else (mine / "medicines.yaml", mine / "shared" / "sources.yaml")
    assert written == (*both, mine / "pack")


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

    monkeypatch.setattr("consult_app.content.starter.shutil.copyfile", full)
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
