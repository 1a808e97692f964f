"""Which column of a table says what, and in which order its dates stand."""

import pytest

from consult_app.domain.table import (
    Columns,
    DayOrder,
    Detail,
    Row,
    Table,
    bare,
    body,
    cells_of,
    find_columns,
    is_date,
    leaves_order_open,
    plain,
)

BORN = Columns({Detail.BIRTH_DATE: 0})


def table(*rows):
    return Table("utf-8", ",", tuple(Row(at, tuple(cells)) for at, cells in enumerate(rows, 1)))


@pytest.mark.parametrize(
    ("head", "order"),
    [
        (("First name", "Last name", "DOB", "Sex", "Patient ID"), "gfbsn"),
        (("Patienten-Nr.", "Nachname", "Vorname", "Geburtsdatum", "Geschlecht"), "nfgbs"),
        (("APELLIDOS", "Nombre", "Fecha de nacimiento", "Sexo", "Nº historia"), "fgbs"),
        (("nom", "prénom", "date de naissance"), "fgb"),
        (("Given_Name", "family-name", "birth date", "number", "id"), "gfbn"),
        (("Street", "Town"), ""),
    ],
)
def test_columns_are_found_by_the_words_above_them(head, order):
    letters = dict(zip("gfbsn", Detail, strict=True))
    found = find_columns(table(head, ("x",) * len(head)))
    assert found.named
    assert {letters[each] for each in order} == set(found.of)
    assert sorted(found.of, key=found.of.get) == [letters[each] for each in order]


def test_a_table_that_begins_with_a_patient_names_no_columns():
    found = find_columns(table(("Anna", "Berg", "1984-03-12")))
    assert found == Columns({}, named=False)
    assert found.lacking == (Detail.GIVEN_NAME, Detail.FAMILY_NAME, Detail.BIRTH_DATE)
    assert body(table(("Anna", "Berg", "1984-03-12")), found)


def test_nothing_is_found_in_nothing():
    assert find_columns(Table("utf-8", ",", ())) == Columns({})


@pytest.mark.parametrize(
    ("dates", "order", "asks"),
    [
        (("03/04/1984", "13/04/1984"), DayOrder.DAY_FIRST, False),
        (("03/04/1984", "04/13/1984"), DayOrder.MONTH_FIRST, False),
        (("03-04-1984", "13-04-1984 00:00:00"), DayOrder.DAY_FIRST, False),
        (("03/04/1984", "05/06/1984"), None, True),
        (("13/04/1984", "04/13/1984", "03/04/1984"), None, True),
        (("04/04/1984", "1984-03-12", "12.3.1984"), None, False),
    ],
)
def test_the_order_of_day_and_month_is_told_by_the_dates_that_leave_only_one(dates, order, asks):
    rows = table(("DOB",), *((each,) for each in dates))
    found = find_columns(rows)
    assert found.order is order
    assert leaves_order_open(rows, found) is asks


def test_rows_without_a_word_are_passed_over_and_short_ones_have_no_cell():
    rows = table(("Name", "DOB"), ("", " "), ("Anna",), ("Bo", "1984-03-12"))
    columns = Columns({Detail.BIRTH_DATE: 1})
    assert [each.line for each in body(rows, columns)] == [3, 4]
    assert cells_of(rows, columns, Detail.BIRTH_DATE) == ("1984-03-12",)
    assert cells_of(rows, columns, Detail.SEX) == ()


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Anna\N{NO-BREAK SPACE}", "Anna"),
        ('="00123"', "00123"),
        ("'-12", "-12"),
        ("'Aisha", "'Aisha"),
        ("\N{ZERO WIDTH NO-BREAK SPACE}Anna", "Anna"),
    ],
)
def test_what_spreadsheets_put_around_a_text_is_taken_off(cell, text):
    assert plain(cell) == text


def test_words_are_compared_without_case_accents_and_signs():
    assert bare(" Prénom: ") == "prenom"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("1984-03-12", True),
        ("1984-02-31", True),
        ("1984/03/12", True),
        ("19840312", True),
        ("12.3.1984", True),
        ("12. 3. 1984", True),
        ("12 Mar 1984", True),
        ("12. März 1984", True),
        ("1984-03-12T00:00:00Z", True),
        ("12/03-1984", False),
        ("12.3.84", False),
        ("spring", False),
    ],
)
def test_a_whole_date_is_known_by_its_shape(text, whole):
    assert is_date(text) is whole
