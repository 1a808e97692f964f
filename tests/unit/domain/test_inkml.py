"""Handwriting as InkML: out and in again to the micrometre, and what others write."""

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.consultation import Signature, Way
from consult_app.domain.document import Role
from consult_app.domain.ink import Ink, Point, Stroke
from consult_app.domain.inkml import inkml, inkml_of, read_inkml, signed_inkml
from consult_app.errors import RecordError

NAME = "http://www.w3.org/2003/InkML"
SPACE = f'xmlns="{NAME}"'
mm = st.integers(0, 200_000).map(lambda each: each / 1000)
share = st.none() | st.floats(0, 1)
degrees = st.none() | st.floats(-60, 60)
points = st.builds(Point, mm, mm, st.integers(0, 60_000), share, degrees, degrees)
inks = st.builds(
    Ink,
    st.lists(
        st.builds(Stroke, st.lists(points, min_size=1, max_size=9).map(tuple)), min_size=1, max_size=4
    ).map(tuple),
    st.floats(1, 400),
    st.floats(1, 200),
)


@given(inks)
def test_what_is_written_reads_the_same_to_the_micrometre(ink):
    assert read_inkml(inkml(ink)) == (ink,)


def test_places_between_micrometres_are_rounded_to_the_next():
    ink = Ink((Stroke((Point(1.23449, 2.00051, 7, 0.5),)),), 80, 22)
    assert read_inkml(inkml(ink)) == (replace(ink, strokes=(Stroke((Point(1.234, 2.001, 7, 0.5),)),)),)


def test_it_is_xml_that_says_what_each_number_means():
    text = inkml(Ink((Stroke((Point(1, 2, 3),)),), 80, 22))
    root = ET.fromstring(text)  # noqa: S314 - our own
    channels = [
        (each.get("name"), each.get("units")) for each in root.iter() if each.tag.endswith("}channel")
    ]
    assert channels == [("X", "mm"), ("Y", "mm"), ("T", "ms"), ("F", None), ("OTx", "deg"), ("OTy", "deg")]
    assert [each.text for each in root.iter() if each.tag.endswith("}trace")] == ["1.000 2.000 3 ? ? ?"]


def others(channels: str, *traces: str) -> str:
    """Write InkML as another program might."""
    drawn = "".join(f"<trace>{each}</trace>" for each in traces)
    return f"<ink {SPACE}><traceFormat>{channels}</traceFormat><traceGroup>{drawn}</traceGroup></ink>"


def channel(name, **attributes):
    said = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<channel name="{name}"{said}/>'


XY = channel("X", units="cm") + channel("Y", units="cm")


def test_steps_and_changes_of_steps_and_stars_are_counted_on():
    [read] = read_inkml(others(XY, "1 1, '0.5 '1, 0.5 *, \"0.1 !4, * *"))
    (stroke,) = read.strokes
    assert [(round(each.x_mm, 6), round(each.y_mm, 6)) for each in stroke.points] == [
        (10, 10),
        (15, 20),
        (20, 30),
        (26, 40),
        (32, 40),
    ]
    assert (round(read.width_mm, 6), read.height_mm) == (32, 40)


def test_force_is_a_share_of_the_greatest_and_time_in_seconds_is_told_in_ours():
    force = channel("F", min=10, max=1010)
    text = others(
        channel("X", units="mm", min=5, max=105) + channel("Y", units="mm") + force + channel("T", units="s"),
        "5 2 510 0.25, 6 3",
    )
    [read] = read_inkml(text)
    first, second = read.strokes[0].points
    assert (first, second) == (Point(0, 2, 250, 0.5), Point(1, 3, 0))
    assert read.width_mm == 100


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<ink",
        f"<ink {SPACE}/>",
        '<!DOCTYPE x [<!ENTITY a "b">]><ink/>',
        others(XY, "1 1, word"),
        others(XY, "1 1, "),
        # Nine thousand digits can be taken for values in more ways than anybody has time to try.
        others(XY, "1" * 9000 + "x"),
        others(XY, " " * 90_000 + "x"),
        others(XY, "1 1 1"),
        others(XY, "1"),
        others(XY, "1 ?"),
        others(channel("X", units="dev") + channel("Y", units="dev"), "1 1"),
        others(channel("X", units="mm"), "1"),
        others(XY),
        others(XY, "1e999 1"),
        others(channel("X", units="mm", max="nan") + channel("Y", units="mm"), "1 1"),
        others(channel("X", units="mm", max="inf") + channel("Y", units="mm"), "1 1"),
        others(channel("X", units="mm", min=10, max=1) + channel("Y", units="mm"), "1 1"),
        others(XY + channel("F", min=1, max=1), "1 1 1"),
        "x" * 4_000_001,
    ],
)
def test_what_is_no_ink_or_has_no_measure_is_refused(text):
    with pytest.raises(RecordError) as caught:
        read_inkml(text)
    assert caught.value.code == "ink-unreadable"


def test_all_signatures_are_one_document_in_which_each_says_whose_it_is():
    at = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    small, large = Ink((Stroke((Point(1, 2, 3),)),), 80, 22), Ink((Stroke((Point(4, 5, 6, 0.5),)),), 120, 40)
    text = signed_inkml(
        (
            Signature(Role.PATIENT, 'Ann <b> & "Bo"\x0b', "I agree", at, Way.DRAWN, small),
            Signature(Role.WITNESS, "Typed Only", "I saw", at, Way.TYPED),
            Signature(Role.CLINICIAN, "Dr Żółć", "I explained", at, Way.DRAWN, large),
        )
    )
    root = ET.fromstring(text)  # noqa: S314 - our own
    said = [(each.get("type"), each.text) for each in root.iter(f"{{{NAME}}}annotation")]
    assert said == [
        ("role", "patient"),
        ("name", 'Ann <b> & "Bo"\N{REPLACEMENT CHARACTER}'),
        ("signedAt", "2026-03-01T09:30:00+00:00"),
        ("role", "clinician"),
        ("name", "Dr Żółć"),
        ("signedAt", "2026-03-01T09:30:00+00:00"),
    ]
    assert read_inkml(text) == (small, large)


def test_a_file_is_read_as_utf_8_with_a_mark_or_without_and_nothing_else():
    text = inkml(Ink((Stroke((Point(1, 2, 3),)),), 80, 22))
    assert inkml_of(text.encode("utf-8-sig")) == inkml_of(text.encode()) == text
    for content in (b"\xff\xfe<\0", b"no ink"):
        with pytest.raises(RecordError) as caught:
            inkml_of(content)
        assert caught.value.code == "ink-unreadable"
