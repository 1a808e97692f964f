from datetime import UTC, datetime

import pytest

from consult_app.domain.paper import (
    Deed,
    Handed,
    Handing,
    Paper,
    Reason,
    fits_envelope,
    given,
    prints,
    read_handing,
    waiting,
)

WANTED, DROPPED = Handing(Deed.WANTED, Paper.CONSENT), Handing(Deed.DROPPED, Paper.CONSENT)
PRINTED = Handing(Deed.PRINTED, Paper.CONSENT, 2)
SHEET = Handing(Deed.WANTED, Paper.AFTERCARE)


@pytest.mark.parametrize(
    "handing",
    [
        WANTED,
        PRINTED,
        SHEET,
        Handing(Deed.GIVEN, Paper.AFTERCARE),
        Handing(Deed.PRINTED, Paper.CONSENT, 1, Reason.ELSEWHERE),
    ],
)
def test_a_deed_is_read_back_from_the_log(handing):
    assert read_handing(handing.action) == handing


def test_the_log_holds_ids_only():
    again = Handing(Deed.PRINTED, Paper.CONSENT, 3, Reason.SPOILED)
    assert again.action == "paper printed consent 3 spoiled"


@pytest.mark.parametrize(
    ("deeds", "still"),
    [
        ((), ()),
        ((WANTED,), (Paper.CONSENT,)),
        ((WANTED, PRINTED), ()),
        ((WANTED, DROPPED), ()),
        ((PRINTED, WANTED), (Paper.CONSENT,)),
        ((WANTED, SHEET, PRINTED), (Paper.AFTERCARE,)),
        ((WANTED, Handing(Deed.SAVED, Paper.CONSENT), WANTED), (Paper.CONSENT,)),
        ((PRINTED, DROPPED), ()),
    ],
)
def test_what_was_wanted_waits_until_it_is_printed_or_dropped(deeds, still):
    assert waiting(deeds) == still


def test_prints_are_counted_by_sheet():
    deeds = (WANTED, PRINTED, SHEET, Handing(Deed.PRINTED, Paper.CONSENT, 1, Reason.FILE))
    assert prints(deeds, Paper.CONSENT) == 3
    assert prints(deeds, Paper.AFTERCARE) == 0


@pytest.mark.parametrize(
    ("deeds", "paper", "which"),
    [
        ((), Paper.AFTERCARE, None),
        (
            (SHEET, Handing(Deed.SAVED, Paper.AFTERCARE), Handing(Deed.GIVEN, Paper.AFTERCARE)),
            Paper.AFTERCARE,
            2,
        ),
        (
            (SHEET, Handing(Deed.PRINTED, Paper.AFTERCARE, 1), Handing(Deed.GIVEN, Paper.AFTERCARE)),
            Paper.AFTERCARE,
            1,
        ),
        ((PRINTED,), Paper.AFTERCARE, None),
        ((PRINTED,), Paper.CONSENT, None),
    ],
)
def test_a_sheet_to_take_home_is_given_by_hand_or_printed(deeds, paper, which):
    handed = tuple(Handed(datetime(2026, 11, 23, tzinfo=UTC), "k", each) for each in deeds)
    assert given(handed, paper) == (None if which is None else handed[which])


def test_only_the_signed_document_has_copies():
    assert Paper.CONSENT.is_original
    assert not Paper.AFTERCARE.is_original


@pytest.mark.parametrize(
    ("passphrase", "fits"),
    [
        ("a" * 127, True),
        ("a" * 128, False),
        ("\u00e9" * 63, True),
        ("\u00e9" * 64, False),
        # A ligature is one sign as it is typed, and eighteen letters as it is spelt.
        ("\ufdfa" * 4, False),
        ("e\u0301" * 43, False),
    ],
)
def test_a_passphrase_is_as_long_as_encrypted_files_take(passphrase, fits):
    assert fits_envelope(passphrase) is fits
