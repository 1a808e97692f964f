"""Where a key lies on a card, as it is kept in the place of a key file."""

from consult_app.domain.card import KeyOnCard, read, written

PLACE = KeyOnCard("/usr/lib/card.so", "Dr Żółw’s “card”", "00ff", "0a", (b"\x30\x82 mine", b"\x30 above"))


def test_what_is_written_is_read_again():
    assert read(written(PLACE)) == PLACE
    assert read(written(KeyOnCard("C:\\card.dll", "", "", "", ()))) == KeyOnCard(
        "C:\\card.dll", "", "", "", ()
    )


def test_a_key_that_is_kept_itself_lies_on_no_card():
    assert read(b"0\x82\x04 a key file") is None
    assert read(b"") is None
