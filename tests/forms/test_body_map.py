"""The areas of every pack, under every law, lie on the drawings of the body."""

import pytest

from consult_app.assets import forms_folder
from consult_app.content.library import Library

LIBRARY = Library(forms_folder())


@pytest.fixture(params=[each.id for each in LIBRARY.packs()])
def pack(request):
    return LIBRARY.treatment(request.param)


def sided(regions, side):
    return {each.value.removesuffix(side) for each in regions if each.value.endswith(side)}


def test_every_area_lies_on_a_drawing(pack):
    assert [area.id for goal in pack.goals for area in goal.areas if not area.regions] == []


def test_what_is_there_twice_is_treated_on_both_sides(pack):
    for area in (area for goal in pack.goals for area in goal.areas):
        stem = {side: sided(area.regions, side) for side in (".right", ".left")}
        assert stem[".right"] == stem[".left"]


def test_an_area_lies_at_the_same_place_for_every_goal(pack):
    places = {}
    for area in (area for goal in pack.goals for area in goal.areas):
        assert places.setdefault(area.id, area.regions) == area.regions
