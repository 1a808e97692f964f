"""The drawings that ship hold every region once, and say what is drawn in a few words only."""

from statistics import fmean

import pytest

from consult_app.assets import resource
from consult_app.domain.body import Region, View
from consult_app.domain.drawing import Layer, read_drawing, read_path


def drawing(view):
    return read_drawing(view, resource(f"bodymaps/{view.value}.svg").read_text(encoding="utf-8"))


@pytest.fixture(params=View, ids=lambda view: view.value)
def drawn(request):
    return drawing(request.param)


def points(path):
    return [point for _, numbers in path for point in zip(numbers[::2], numbers[1::2], strict=True)]


def middle(path):
    xs, ys = zip(*points(path), strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def test_every_region_is_on_the_drawing_that_its_name_says(drawn):
    assert set(drawn.regions) == {each for each in Region if each.view is drawn.view}


def test_each_view_has_a_drawing_and_no_drawing_is_left_over():
    files = {each.stem for each in resource("bodymaps").glob("*.svg")}
    assert files == {view.value for view in View}


def test_nothing_is_drawn_outside_the_sheet(drawn):
    for path in (*drawn.regions.values(), *(path for _, path in drawn.lines)):
        for x, y in points(path):
            assert 0 <= x <= drawn.width
            assert 0 <= y <= drawn.height


def test_regions_and_skin_are_closed(drawn):
    closed = [*drawn.regions.values(), *(path for layer, path in drawn.lines if layer is Layer.WHITE)]
    assert closed
    for path in closed:
        assert [letter for letter, _ in path].count("M") == 1
        assert path[-1] == ("Z", ())


def test_the_patients_sides_are_as_one_sees_them():
    assert {view: drawing(view).right_first for view in View} == {
        View.FRONT: True,
        View.BACK: False,
        View.FACE: True,
        View.CHIN: None,
        View.SCALP: False,
    }


def test_every_right_has_its_left_as_in_a_mirror(drawn):
    for region in (each for each in drawn.regions if each.value.endswith(".right")):
        x, y = middle(drawn.regions[region])
        other_x, other_y = middle(drawn.regions[Region(region.value.replace(".right", ".left"))])
        assert y == pytest.approx(other_y, abs=0.3)
        assert fmean((x, other_x)) == pytest.approx(drawn.width / 2, abs=0.3)
        assert (x < other_x) is drawn.right_first


def test_a_path_is_read_move_by_move():
    assert read_path("M1 2.5 L-3 4 Q1 2 3 4 C1 2 3 4 5 6 Z") == (
        ("M", (1, 2.5)),
        ("L", (-3, 4)),
        ("Q", (1, 2, 3, 4)),
        ("C", (1, 2, 3, 4, 5, 6)),
        ("Z", ()),
    )
    assert read_path("") == ()


@pytest.mark.parametrize(
    "data", ["m1 2", "M1 2 3 4", "M1 2 A1 2 3 4 5 6 7", "M1", "M1 L2 3", "M1 2 #", "1 2"]
)
def test_other_words_are_refused(data):
    with pytest.raises(ValueError, match=r"cannot say|could not convert"):
        read_path(data)
