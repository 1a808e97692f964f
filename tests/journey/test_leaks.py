"""No word of a patient stands in any file that the program writes, whatever is typed where."""

import io
import sys
import zipfile
import zlib

import pytest

from tests.helpers.answering import CANARY
from tests.helpers.leaks import Search, _look, search

LAST = "stop"
"""The page at which it is killed here; `make leaks` goes through all of them."""


@pytest.mark.untraced
@pytest.mark.skipif(sys.platform != "linux", reason="watches the calls of Linux")
def test_no_file_that_the_program_writes_shows_a_word_that_was_typed(tmp_path):
    outcome = search(tmp_path / "place", LAST)
    assert outcome.hits == []
    # It was typed in many places, is kept in the vault, and nothing was written anywhere else.
    assert outcome.typed > 50
    assert outcome.kept == 1
    assert outcome.files >= 6
    assert [each for each in outcome.outside if not each.startswith("/dev/")] == []


@pytest.mark.parametrize("form", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_word_is_found_in_whatever_it_is_packed(form):
    word = f"before {CANARY.upper()} behind, and some more words".encode(form)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.pdf", b"stream " + zlib.compress(word) + b" endstream")
    contents = {word: True, zlib.compress(word): True, packed.getvalue(): True, b"x" * 500: False}
    for content, stands in contents.items():
        outcome = Search()
        _look(content, "file", outcome)
        assert bool(outcome.hits) is stands
