"""Ink: curves through midpoints, thick where slow or pressed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.ink import THICKEST_MM, THINNEST_MM, Curve, Ink, Point, Stroke, curve, curves, printed

LINE = (Point(0, 0, 0), Point(3, 4, 10), Point(3, 8, 20))


def test_lengths_add_up():
    assert Stroke(LINE).length_mm == 9
    assert Ink((Stroke(LINE), Stroke(LINE)), 60, 20).length_mm == 18


def test_a_lone_point_is_a_dot():
    assert curves(Stroke((Point(1, 2, 0),))) == (Curve(1, 2, 1, 2, 1, 2, THICKEST_MM),)


def test_curves_join_and_end_where_the_pen_did():
    first, last = curves(Stroke(LINE))
    assert (first.x0, first.y0) == (0, 0)
    assert (first.x1, first.y1) == (last.x0, last.y0) == (1.5, 2)
    assert (last.cx, last.cy) == (3, 4)
    assert (last.x1, last.y1) == (3, 8)


def test_a_growing_stroke_ends_at_its_last_sample():
    assert curve(list(LINE[:2]), 1) == Curve(0, 0, 0, 0, 3, 4, THINNEST_MM)


@pytest.mark.parametrize(
    ("pressure", "width_mm"),
    [(0.0, THINNEST_MM), (0.5, 0.5), (1.0, THICKEST_MM), (7.0, THICKEST_MM), (-1.0, THINNEST_MM)],
)
def test_pressure_decides_the_width(pressure, width_mm):
    stroke = Stroke((Point(0, 0, 0), Point(9, 9, 1, pressure)))
    assert curves(stroke)[0].width_mm == pytest.approx(width_mm)


def test_without_pressure_slow_is_thick_and_no_time_is_fast():
    assert curve([Point(0, 0, 0), Point(0, 0, 10)], 1).width_mm == THICKEST_MM
    assert curve([Point(0, 0, 0), Point(9, 0, 0)], 1).width_mm == THINNEST_MM


POINTS = st.builds(
    Point,
    st.floats(0, 200),
    st.floats(0, 100),
    st.integers(0, 10**6),
    st.none() | st.floats(0, 1),
)


@given(st.lists(POINTS, min_size=2, max_size=20))
def test_any_stroke_is_drawn_without_gaps_from_first_to_last_sample(points):
    drawn = curves(Stroke(tuple(points)))
    assert len(drawn) == len(points) - 1
    assert (drawn[0].x0, drawn[0].y0) == (points[0].x_mm, points[0].y_mm)
    assert (drawn[-1].x1, drawn[-1].y1) == (points[-1].x_mm, points[-1].y_mm)
    assert all((a.x1, a.y1) == (b.x0, b.y0) for a, b in pairwise(drawn))
    assert all(THINNEST_MM <= each.width_mm <= THICKEST_MM for each in drawn)


def test_printed_ink_keeps_what_a_page_shows_and_no_time_or_pressure_beyond_it():
    quick = Stroke((Point(0, 0, 0, 0.9), Point(1.23456, 0, 4), Point(2, 0, 400), Point(3, 0, 404, 0.333)))
    dot = Stroke((Point(5, 5, 900, 0.4),))
    ink = Ink((quick, dot), 80, 30)
    shown = printed(ink)
    assert {point.t_ms for stroke in shown.strokes for point in stroke.points} == {0}
    assert shown.strokes[0].points[0].pressure is None
    assert shown.strokes[1].points == (Point(5, 5, 0),)
    for before, after in zip(ink.strokes, shown.strokes, strict=True):
        for one, other in zip(curves(before), curves(after), strict=True):
            assert other.width_mm == pytest.approx(one.width_mm, abs=0.005)
            assert other.x1 == pytest.approx(one.x1, abs=0.01)
    assert printed(shown) == shown
