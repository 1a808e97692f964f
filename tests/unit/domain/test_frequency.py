"""Frequencies: words, shares and icon arrays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.frequency import Band, IconArray, Rate, band, icons


@pytest.mark.parametrize(
    ("rate", "word"),
    [
        (Rate(1, 1), Band.VERY_COMMON),
        (Rate(1, 10), Band.VERY_COMMON),
        (Rate(9, 100), Band.COMMON),
        (Rate(3, 300), Band.COMMON),
        (Rate(9, 1000), Band.UNCOMMON),
        (Rate(1, 1000), Band.UNCOMMON),
        (Rate(0.5, 1000), Band.RARE),
        (Rate(1, 10000), Band.RARE),
        (Rate(1, 10001), Band.VERY_RARE),
    ],
)
def test_words_begin_at_their_lower_bound(rate, word):
    assert band(rate) is word


@pytest.mark.parametrize(
    ("rate", "array"),
    [
        (Rate(0, 50), IconArray(0, 100)),
        (Rate(11, 100), IconArray(11, 100)),
        (Rate(1, 1), IconArray(100, 100)),
        (Rate(1, 100), IconArray(1, 100)),
        (Rate(0.5, 1000), IconArray(1, 1000)),
        (Rate(1, 1000000), IconArray(1, 1000)),
        (Rate(9, 1000), IconArray(9, 1000)),
    ],
)
def test_icon_arrays(rate, array):
    assert icons(rate) == array


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_what_happens_at_all_shows_and_never_overflows(count, of):
    array = icons(Rate(min(count, of), of))
    assert (array.filled > 0) == (count > 0)
    assert array.filled <= array.total
