"""Checking packs: cases that differ, rules that nothing tests, every problem at its place, each once."""

from dataclasses import replace
from pathlib import Path

import pytest

from consult_app.content.cases import case_count, run_cases
from consult_app.content.check import Problem, check, counts, counts_in
from tests.helpers.sample import copy_forms, sample, sample_text


@pytest.fixture
def forms(tmp_path):
    return copy_forms(tmp_path)


def change(path: Path, old: str, new: str) -> None:
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")


def places(problems, folder):
    return [each.where.removeprefix(folder.as_posix() + "/") for each in problems]


def test_the_sample_has_no_problems(forms):
    assert check(forms) == ()
    assert check(forms / "sample") == ()
    assert run_cases(sample_text(), sample()) == []


def test_the_pack_in_the_current_folder_can_be_checked(forms, monkeypatch):
    monkeypatch.chdir(forms / "sample")
    assert check(Path()) == ()


def test_of_many_differences_of_a_case_the_first_are_told(forms):
    rule = (forms / "sample" / "rules.yaml").read_text(encoding="utf-8").split("- id: ")[1]
    more = "".join(f"- id: {rule.replace('ci-pregnancy', f'ci-more-{i}')}" for i in range(20))
    with (forms / "sample" / "rules.yaml").open("a", encoding="utf-8") as file:
        file.write(more)
    [told] = [each.what for each in check(forms) if each.where.endswith("cases.yaml:15")]
    assert told.count("should be") == 8
    assert told.endswith("; and 12 more.")


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        (
            "certain: [ci-pregnancy]",
            "certain: []",
            15,
            "'pregnant': ci-pregnancy should be silent but is certain.",
        ),
        (
            "certain: [ci-pregnancy]\n  open: []",
            "certain: []\n  open: [ci-pregnancy, ci-smoke]",
            15,
            "'pregnant': ci-pregnancy should be open but is certain; ci-smoke should be open but is silent.",
        ),
        ("certain: [ci-pregnancy]", "certain: [ci-pregnanc]", 19, "there is no rule 'ci-pregnanc'."),
        ("q-preg: true", "q-pregg: true", 17, "there is no question 'q-pregg'."),
        ("unanswered: [q-smoke]", "unanswered: [q-smok]", 24, "'q-smok' is not answered anyway."),
        ("unanswered: [q-smoke]", "unanswered: [q-event]", 24, "'q-event' is not answered anyway."),
        ("q-weeks: 12", "q-weeks: 99", 18, "the answer to q-weeks does not fit: it is too high."),
        ("- name: pregnant\n", "- nam: pregnant\n", 15, "unknown key 'nam'."),
    ],
)
def test_a_case_that_differs_is_named_at_its_line(forms, old, new, line, what):
    change(forms / "sample" / "cases.yaml", old, new)
    found = [each for each in check(forms) if each.where.endswith(f"cases.yaml:{line}")]
    assert [each.what for each in found] == [what]
    assert found[0].remedy


def test_rules_that_no_case_fires_or_keeps_silent_are_problems(forms):
    cases = forms / "sample" / "cases.yaml"
    words = cases.read_text(encoding="utf-8")
    start, end = words.index("- name: nothing to find"), words.index("- name: not sure")
    cases.write_text(
        words[:start] + words[start:end].split("- name: pregnant")[0] + words[end:], encoding="utf-8"
    )
    assert check(forms) == (
        Problem(
            f"{forms.as_posix()}/sample/rules.yaml:1",
            "ci-pregnancy fires in no case.",
            "Add a case to cases.yaml in which it does.",
            "rule-untested",
        ),
    )
    cases.write_text("baseline: {}\ncases: []\n", encoding="utf-8")
    assert len(check(forms)) == 2 * len(sample().rules)


@pytest.mark.parametrize("words", ["", "- a\n", "baseline: {}\n", "baseline: {q-x: 1}\ncases: []\n"])
def test_cases_that_cannot_be_read_are_a_problem(forms, words):
    (forms / "sample" / "cases.yaml").write_text(words, encoding="utf-8")
    assert places(check(forms), forms)[0] == "sample/cases.yaml:1"


def test_missing_cases_are_a_problem(forms):
    (forms / "sample" / "cases.yaml").unlink()
    assert places(check(forms), forms) == ["sample/cases.yaml:1"]


def test_all_mistakes_are_named_by_file_and_line_and_cases_wait_for_them(forms):
    change(forms / "sample" / "rules.yaml", "severity: ask_more", "severity: ask")
    change(forms / "sample" / "rules.yaml", "severity: stop", "severity: stopp")
    change(forms / "sample" / "risks.yaml", "s-review", "s-reviwe")
    change(forms / "sample" / "cases.yaml", "certain: []", "certain: [ci-none]")
    assert places(check(forms), forms) == [
        "sample/risks.yaml:10",
        "sample/rules.yaml:2",
        "sample/rules.yaml:38",
    ]


def test_a_mistake_in_the_labels_is_named_once_for_all_packs(forms):
    (forms / "other").mkdir()
    for file in (forms / "sample").iterdir():
        (forms / "other" / file.name).write_bytes(file.read_bytes())
    change(forms / "other" / "pack.yaml", "id: sample", "id: other")
    change(forms / "labels.en.yaml", "harm.serious:", "harm.seriuos:")
    assert [each.what for each in check(forms)] == [
        "labels are missing: harm.serious.",
        "there is no label 'harm.seriuos'.",
    ]


def test_a_folder_without_packs_is_a_problem(tmp_path):
    assert [each.what for each in check(tmp_path)] == ["there is no pack."]
    assert [each.what for each in check(tmp_path / "none")] == ["there is no folder of forms."]


def test_a_folder_that_lacks_its_pack_yaml_is_a_problem(forms):
    (forms / "half").mkdir()
    (forms / "half" / "rules.yaml").write_text("[]", encoding="utf-8")
    (forms / "notes").mkdir()
    assert places(check(forms), forms) == ["half/pack.yaml:1"]


@pytest.mark.parametrize("inside", ["", "sample"])
def test_a_pack_without_labels_is_a_problem(forms, inside):
    (forms / "labels.en.yaml").unlink()
    [problem] = check(forms / inside)
    assert places([problem], forms) == ["labels.en.yaml:1"]
    assert problem.what == "the labels, which lie beside the packs' folders, are missing."


SHARED_SOURCE = """- id: s-law
  title: The law elsewhere
  authors: A regulator
  year: "2020"
  address: https://example.org/law
  read: all
"""
ELSEWHERE = """jurisdiction: UK
risks:
- id: ae-bruise
  cites:
    sources: [s-law]
"""


def test_a_shared_source_that_no_pack_cites_is_a_problem(forms):
    (forms / "shared").mkdir()
    (forms / "shared" / "sources.yaml").write_text(SHARED_SOURCE, encoding="utf-8")
    [problem] = check(forms)
    assert places([problem], forms) == ["shared/sources.yaml:1"]
    assert problem.what == "no pack cites the source 's-law'."


def test_a_shared_source_that_a_pack_cites_under_another_law_is_used(forms):
    (forms / "shared").mkdir()
    (forms / "shared" / "sources.yaml").write_text(SHARED_SOURCE, encoding="utf-8")
    (forms / "sample" / "jurisdiction.uk.yaml").write_text(ELSEWHERE, encoding="utf-8")
    assert check(forms) == ()


def test_counts_sum_a_pack_up():
    assert counts(sample()) == {
        "questions": 10,
        "rules": 4,
        "risks": 3,
        "options": 3,
        "outcomes": 1,
        "ingredients": 2,
        "sources": 2,
        "recalled": 6,
    }


@pytest.mark.parametrize("inside", ["", "sample"])
def test_counts_of_a_folder_tell_its_packs_with_their_cases(forms, inside):
    assert counts_in(forms / inside) == {
        "sample": counts(sample()) | {"cases": 5, "IPDAS criteria of 12": 12, "worst grade": 7.8}
    }


def test_counts_of_the_pack_in_the_current_folder(forms, monkeypatch):
    monkeypatch.chdir(forms / "sample")
    assert list(counts_in(Path())) == ["sample"]


def test_a_pack_without_cases_has_none():
    assert case_count(sample_text()) == 5
    assert case_count(replace(sample_text(), cases=None)) == 0
