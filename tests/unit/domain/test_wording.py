"""Words for values, in the words of a pack."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from consult_app.domain.condition import NOT_SURE
from consult_app.domain.entry import Entry
from consult_app.domain.frequency import NOT_KNOWN, Rate
from consult_app.domain.questionnaire import Choice, Kind, Question
from consult_app.domain.wording import Words
from tests.helpers.sample import sample

CHOICES = (Choice("a", "Label A"), Choice("b", "Label B"))


def words():
    return Words(sample().labels)


def test_a_label_without_words_is_an_error():
    with pytest.raises(KeyError):
        words()("no.such.label")


def test_braces_in_what_people_wrote_stay_as_they_are():
    assert words()("finding.grounds", grounds="{x}") == "Answer behind this: {x}"


def test_dates_have_their_month_as_a_word():
    assert words().date(date(2026, 3, 4)) == "4 Mar 2026"


@pytest.mark.parametrize(
    ("zone", "wanted"),
    [
        (UTC, "4 Mar 2026, 09:05 (UTC+00:00)"),
        (timezone(timedelta(hours=5, minutes=30)), "4 Mar 2026, 09:05 (UTC+05:30)"),
        (timezone(-timedelta(hours=3, minutes=30)), "4 Mar 2026, 09:05 (UTC-03:30)"),
    ],
)
def test_times_carry_their_offset(zone, wanted):
    assert words().time(datetime(2026, 3, 4, 9, 5, tzinfo=zone)) == wanted


@pytest.mark.parametrize(
    ("frequency", "wanted"),
    [
        (NOT_KNOWN, "not known"),
        (Rate(11, 100), "Very common: 11 in 100"),
        (Rate(0.5, 1000), "Rare: 0.5 in 1,000"),
        (Rate(1234567, 10**7), "Very common: 1234567 in 10,000,000"),
        (Rate(0, 50), "0 in 50"),
    ],
)
def test_a_frequency_word_never_stands_without_its_number(frequency, wanted):
    assert words().frequency(frequency) == wanted


def test_a_rate_is_its_number():
    assert words().rate(NOT_KNOWN) == "not known"
    assert words().rate(Rate(3, 1000)) == "3 in 1,000"


@pytest.mark.parametrize(
    ("kind", "value", "wanted"),
    [
        (Kind.YES_NO, None, "not answered"),
        (Kind.YES_NO, NOT_SURE, "Not sure"),
        (Kind.YES_NO, True, "Yes"),
        (Kind.YES_NO, False, "No"),
        (Kind.NUMBER, 62.5, "62.5 kg"),
        (Kind.NUMBER, 1234567, "1234567 kg"),
        (Kind.DATE, "2026-03-04", "4 Mar 2026"),
        (Kind.CHOICE, "a", "Label A"),
        (Kind.CHOICES, ("b", "my own"), "Label B; my own"),
        (Kind.TEXT, "a {b}", "a {b}"),
        (Kind.SCALE, 7, "7 out of 10 (0: Not at all; 10: Very)"),
        (Kind.ENTRIES, ("aspirin",), "aspirin"),
        (
            Kind.ENTRIES,
            (Entry("Warfarin", "5 mg", "2020"), Entry("zinc")),
            "Warfarin, 5 mg, since 2020; zinc",
        ),
        (Kind.ENTRIES, (Entry("Latex", reaction="a rash", since="2015"),), "Latex, a rash, since 2015"),
    ],
)
def test_answers_are_written_as_they_were_given(kind, value, wanted):
    ends = {"low_words": "Not at all", "high_words": "Very"}
    assert words().answer(Question("q", kind, "?", choices=CHOICES, unit="kg", **ends), value) == wanted


def test_a_number_without_unit_has_no_space_behind_it():
    assert words().answer(Question("q", Kind.NUMBER, "?"), 3) == "3"
