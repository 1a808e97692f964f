"""Handwriting as a picture."""

from xml.etree import ElementTree as ET

from consult_app.domain.ink import THICKEST_MM, Ink, Point, Stroke
from consult_app.domain.ink_picture import picture

LINE = Stroke((Point(1, 2, 0, 1.0), Point(11, 2, 100, 1.0), Point(11, 7, 200, 1.0)))
DOT = Stroke((Point(3, 4, 0),))
SVG = "{http://www.w3.org/2000/svg}"


def test_each_pad_is_drawn_below_the_one_before_in_millimetres():
    root = ET.fromstring(picture((Ink((LINE, DOT), 80, 20), Ink((DOT,), 100, 30))))  # noqa: S314 - our own
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == (
        "100.00mm",
        "50.00mm",
        "0 0 100.00 50.00",
    )
    groups = [each for each in root.iter(f"{SVG}g") if each.get("transform")]
    assert [each.get("transform") for each in groups] == ["translate(0 0.00)", "translate(0 20.00)"]
    paths = [[each.get("d") for each in group.iter(f"{SVG}path")] for group in groups]
    assert paths == [
        [
            "M1.00 2.00Q1.00 2.00 6.00 2.00",
            "M6.00 2.00Q11.00 2.00 11.00 7.00",
            "M3.00 4.00Q3.00 4.00 3.00 4.00",
        ],
        ["M3.00 4.00Q3.00 4.00 3.00 4.00"],
    ]
    assert {each.get("stroke-width") for each in root.iter(f"{SVG}path")} == {f"{THICKEST_MM:.2f}"}


def test_nothing_drawn_is_an_empty_picture():
    assert list(ET.fromstring(picture(())).iter(f"{SVG}path")) == []  # noqa: S314 - our own
