"""No word is cut, nothing overlaps and nothing stands outside, on any page at any size that is promised."""

import os
import subprocess
import sys

import pytest

from tests.helpers.layout_walk import GROWING, LAPTOP, TABLET, walk_faults

SMALL, DESK = (1024, 768), (1920, 1080)

pytestmark = pytest.mark.untraced


@pytest.mark.parametrize(
    ("text", "sizes", "growing"),
    [
        (1.0, (TABLET, SMALL, LAPTOP, DESK), GROWING),
        (2.0, (TABLET, LAPTOP, DESK), ()),
    ],
    ids=["100 %", "200 %"],
)
def test_every_page_has_room_for_what_it_shows(qapp, text, sizes, growing):
    assert walk_faults(qapp, text, sizes, growing) == []


def test_every_page_has_room_with_larger_text_on_a_screen_of_twice_the_density():
    walked = subprocess.run(
        [sys.executable, "-m", "tests.helpers.layout_walk"],
        env={**os.environ, "QT_SCALE_FACTOR": "2"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert walked.stdout == ""
