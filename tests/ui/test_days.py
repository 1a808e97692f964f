from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.ui.days import day_words, moment_words, parse_day


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
