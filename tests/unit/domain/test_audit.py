"""Anchors of the log are read as they are written, also by hand."""

import pytest

from consult_app.domain.audit import Anchor, Checked, Fault, Found, read_anchor

HASH = "0123456789abcdef" * 4


def test_an_anchor_is_written_short_and_read_back():
    anchor = Anchor(1234, HASH)
    assert str(anchor) == "1234:0123456789abcdef"
    read = read_anchor(f" {anchor} ".upper())
    assert read == Anchor(1234, "0123456789abcdef")
    assert read.fits(HASH)
    assert not read.fits("f" + HASH[1:])


@pytest.mark.parametrize(
    "text", ["", "1234", "0:" + HASH, "12:abc", f"x:{HASH}", f"1:{HASH}0", "1:" + "g" * 16]
)
def test_what_is_none_is_not_read(text):
    assert read_anchor(text) is None


def test_a_log_is_sound_where_nothing_was_found():
    sound = Checked(2, 0, 0, 0, 0, None, None)
    assert sound.sound
    assert not Checked(2, 0, 0, 0, 0, None, None, (Found(Fault.CHANGED, 2),)).sound
