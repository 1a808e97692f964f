"""Texts become others by what `hunks` says of them, whatever the texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.store.hunks import Hunk, hunks, patched

pieces = st.lists(st.text(alphabet="ab\u00e9\U0001f600", max_size=40), min_size=3, max_size=3)


@given(pieces, pieces)
def test_a_text_becomes_the_other_one(before, after):
    assert patched("".join(before), hunks(before, after)) == "".join(after)


@given(st.text(min_size=81, max_size=99), st.text(max_size=9), st.text(max_size=60), st.text(max_size=9))
def test_only_what_differs_is_cut_and_put(start, old, end, put):
    [change] = hunks([start + old + end], [start + put + end]) or [Hunk(0, 0, "")]
    assert change.cut <= len(old)
    assert len(change.put) <= len(put)


def test_what_is_the_same_is_no_change():
    assert hunks(["ab", "cd"], ["ab", "cd"]) == []
    assert hunks(["ab", "cd"], ["ab", "ced"]) == [Hunk(2, 2, "ced")]
    assert hunks(["ab", "c" * 80], ["ab", "c" * 40 + "d" + "c" * 40]) == [Hunk(42, 0, "d")]


@pytest.mark.parametrize(
    "changes", [[Hunk(2, 3, "")], [Hunk(-1, 0, "")], [Hunk(0, -1, "")], [Hunk(3, 1, ""), Hunk(1, 1, "")]]
)
def test_changes_of_another_text_are_refused(changes):
    with pytest.raises(ValueError, match="another text"):
        patched("abcd", changes)
