from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.days import parse_day, parse_expiry
from consult_app.ui.days import day_words, expiry_words, moment_words, month_words


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22",
        "22.11.2026",
        "22. 11. 2026",
        "22/11/2026",
        "11/22/2026",
        "22 Nov 2026",
        " 22 november 2026 ",
    ],
)
def test_a_date_is_read_as_people_write_it(text):
    assert parse_day(text) == date(2026, 11, 22)


@pytest.mark.parametrize(
    "text", ["", "5/6/2026", "31.2.2026", "22 Foo 2026", "yesterday", "22/13/26", "13/13/2026"]
)
def test_what_is_no_date_or_could_be_two_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        parse_day(text)


def test_equal_day_and_month_are_no_riddle():
    assert parse_day("5/5/2026") == date(2026, 5, 5)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_what_is_shown_can_be_typed(day):
    assert parse_day(day_words(day)) == day


def test_a_moment_is_written_with_its_time():
    assert moment_words(datetime(2026, 11, 22, 9, 5)) == "22 Nov 2026 09:05"  # noqa: DTZ001 - local time on screen


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("2027-02", date(2027, 2, 28)),
        ("02/2028", date(2028, 2, 29)),
        ("2.2027", date(2027, 2, 28)),
        ("Feb 2027", date(2027, 2, 28)),
        (" february, 2027 ", date(2027, 2, 28)),
        ("2027-02-03", date(2027, 2, 3)),
        ("3 Feb 2027", date(2027, 2, 3)),
    ],
)
def test_a_month_to_use_something_by_holds_to_its_end(text, last):
    assert parse_expiry(text) == last


@pytest.mark.parametrize("text", ["", "soon", "2027-13", "2027", "Fbr 2027", "02/03/2027"])
def test_what_is_no_use_by_date_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        parse_expiry(text)


def test_a_month_is_written_as_a_word():
    assert month_words(date(2026, 3, 31)) == "March 2026"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2027-08-31", "31 Aug 2027"),
        ("2026-03", "March 2026"),
        ("03/2026", "March 2026"),
        ("5/6/2027", "5/6/2027"),
        ("see box", "see box"),
        ("", ""),
    ],
)
def test_a_use_by_date_is_shown_with_its_month_as_a_word(typed, shown):
    assert expiry_words(typed) == shown
