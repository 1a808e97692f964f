"""Patients are found by every word that begins a name, a record number or a birth date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult_app.domain.consultation import Patient
from consult_app.domain.searching import finds, meant, words_of

PEOPLE = (
    Patient("1", "Jürgen", "Müller-Łódź", date(1984, 3, 12), record_number="A-4711"),
    Patient("2", "Maya", "Lindqvist", date(1984, 12, 3), record_number="40213"),
    Patient("3", "José", "da Silva", date(1990, 1, 9)),
    Patient("4", "Siobhán", "O'Brien", date(1975, 10, 31)),
    Patient("5", "王", "小明", date(2001, 11, 11)),
)


def found(typed):
    return "".join(each.id for each in PEOPLE if finds(meant(typed), words_of(each)))


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("", "12345"),
        ("   ", "12345"),
        ("jürgen", "1"),
        ("MUELLER", "1"),
        ("muller", "1"),
        ("lodz jur", "1"),
        ("müller-ł", "1"),
        ("mueller-lodz j", "1"),
        ("silva jose", "3"),
        ("brien", "4"),
        ("o'br", "4"),
        ("obrien", "4"),
        ("小", "5"),
        ("a-47", "1"),
        ("4711", "1"),
        ("40213", "2"),
        ("12.3.1984", "1"),
        ("12.03.1984", "1"),
        ("12.3.19", "1"),
        ("12.3.", "1"),
        ("12.3", "1"),
        ("12.1", ""),
        ("31.1", "4"),
        ("31.10", "4"),
        ("12. 3. 1984", "12"),
        ("12 Mar 1984", "1"),
        ("12. March 1984", "1"),
        ("mar 12, 1984", "1"),
        ("1984-03-12", "1"),
        ("1984-3-12", "1"),
        ("1984-3", "1"),
        ("1984-1", "2"),
        ("1984-", "12"),
        ("12/03/1984", "12"),
        ("3/12/1984", "12"),
        ("3/12", "12"),
        ("lindqvist 1984", "2"),
        ("9 jan", "3"),
        ("1984", "12"),
        ("zebra", ""),
        ("maya 1990", ""),
        ("qvist", ""),
        ("üller", ""),
    ],
)
def test_people_are_found_by_name_birth_date_or_record_number(typed, who):
    assert found(typed) == who


@given(st.text() | st.from_regex(r"[0-9]{1,4}[-./][0-9]{0,4}([-./][0-9]{0,4})?", fullmatch=True))
def test_whoever_is_typed_as_they_are_called_is_found(name):
    for patient in (
        Patient("p", name, "Berg", date(2000, 1, 1)),
        Patient("p", "Eva", "Berg", date(2000, 1, 1), record_number=name),
    ):
        assert "" not in words_of(patient)
        assert finds(meant(name), words_of(patient))


@given(st.text())
def test_nothing_that_is_typed_asks_for_an_empty_beginning(typed):
    assert all(starts and "" not in starts for starts in meant(typed))


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_birth_date_is_found_as_it_is_written(born):
    patient = Patient("p", "A", "B", born)
    for typed in (
        born.isoformat(),
        f"{born.day}.{born.month}.{born.year}",
        f"{born.month}/{born.day}/{born.year}",
    ):
        assert finds(meant(typed), words_of(patient))
