"""The words of a document, block by block."""

import pytest

from consult_app.domain.document import (
    Bullets,
    Fields,
    Heading,
    Icons,
    Notice,
    Paragraph,
    Quote,
    Role,
    SignatureBlock,
    Table,
    Tick,
    texts,
)


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (Heading("a"), ("a",)),
        (Paragraph("a", quiet=True), ("a",)),
        (Tick("a", ticked=True), ("a",)),
        (Icons(1, 100, "a"), ("a",)),
        (Quote("a", "b"), ("b", "a")),
        (Bullets(("a", "b")), ("a", "b")),
        (Fields((("a", "b"), ("c", "d"))), ("a", "b", "c", "d")),
        (Table(("a", "b"), (("c", "d"),)), ("a", "b", "c", "d")),
        (Notice("a", "b"), ("a", "b")),
        (SignatureBlock(Role.PATIENT, "a", "b", "c"), ("a", "b", "c")),
    ],
)
def test_texts_are_all_that_is_printed_in_order(block, words):
    assert texts(block) == words
