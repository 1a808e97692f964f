"""Broken packs, each with a single mistake: it is named at its line, with its code and a remedy, and alone.

The packs in `broken/` are made from one small pack whose records stand in `broken/shared`.
"""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from consult_app.assets import forms_folder
from consult_app.cli import FOUND, run
from consult_app.content.check import check
from consult_app.content.parse import parse
from tests.helpers.shipped import problems

BROKEN = Path(__file__).parent / "broken"
TODAY = date(2026, 11, 23)


def expected():
    """Give the place and the code for each pack."""
    listed = parse((BROKEN / "expected.yaml").read_text(encoding="utf-8"), "expected.yaml").fields
    return {name: (each.field("at").text(), each.field("code").text()) for name, each in listed.items()}


PACKS = sorted(expected())


def test_every_broken_pack_is_listed_and_every_listed_one_is_there():
    assert sorted(each.parent.name for each in BROKEN.glob("*/pack.yaml")) == PACKS
    assert len(PACKS) >= 44


def test_no_two_packs_have_the_same_mistake():
    shown = {
        name: sorted((each.name, each.read_bytes()) for each in (BROKEN / name).iterdir()) for name in PACKS
    }
    without_names = [repr(files).replace(name, "NAME") for name, files in shown.items()]
    assert len(set(without_names)) == len(PACKS)


@pytest.mark.parametrize("name", PACKS)
def test_the_one_mistake_is_named_at_its_place_with_its_code_and_a_remedy(name):
    at, code = expected()[name]
    [problem] = check(BROKEN / name, TODAY)
    assert (problem.where, problem.code) == (f"{(BROKEN / name).as_posix()}/{at}", code)
    assert problem.what
    assert problem.remedy
    assert problem.what.isprintable()
    assert problem.remedy.isprintable()


@pytest.mark.parametrize("name", PACKS)
def test_the_command_line_prints_the_mistake_and_says_that_it_found_one(name, capsys):
    at, code = expected()[name]
    assert run(["forms", "check", str(BROKEN / name)]) == FOUND
    printed, complained = capsys.readouterr()
    first, counted = printed.splitlines()
    assert first.startswith(f"{(BROKEN / name).as_posix()}/{at}: ")
    assert counted == "1 problem"
    assert complained == ""
    assert run(["forms", "check", "--json", str(BROKEN / name)]) == FOUND
    [problem] = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["where"], problem["code"]) == (f"{(BROKEN / name).as_posix()}/{at}", code)


def test_all_together_they_have_each_their_own_mistake():
    found = [(each.where, each.code) for each in check(BROKEN, TODAY)]
    places = {name: f"{BROKEN.as_posix()}/{name}/{at}" for name, (at, _) in expected().items()}
    assert sorted(found) == sorted((places[name], code) for name, (_, code) in expected().items())


def test_without_its_mistake_the_pack_is_whole(tmp_path):
    folder = tmp_path / "broken"
    shutil.copytree(BROKEN, folder)
    (folder / "missing-file" / "risks.yaml").write_text("- include: ae-bruise\n", encoding="utf-8")
    assert check(folder / "missing-file", TODAY) == ()


@pytest.mark.parametrize("name", ["labels.en.yaml", "labels.en-gb.yaml"])
def test_the_labels_beside_the_broken_packs_are_those_that_ship(name):
    shipped = forms_folder() / "labels.en.yaml"
    assert (BROKEN / name).read_bytes() == shipped.read_bytes()


def test_the_packs_that_ship_do_not_see_the_broken_ones():
    assert not [each for each in problems() if "broken" in each.where]
