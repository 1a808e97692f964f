"""Patients of another program's file: looked at, brought in all at once, or not at all."""

from dataclasses import replace
from datetime import date

import pytest

from consult_app.domain.consultation import Clinician, Patient, Sex
from consult_app.domain.table import DayOrder, Detail, FileKind
from consult_app.domain.users import User, UserRole
from consult_app.errors import NotReadyError, RightError, TableError, VaultError
from consult_app.workflow.incoming import (
    Told,
    bring,
    came_last,
    correct,
    read_incoming,
    stayed_out_csv,
    take_out,
)
from tests.helpers.foreign_patients import FHIR, one_a_line
from tests.helpers.sealing import bench

CONTENT = (
    "Nr;Vorname;Nachname;geb.;Geschlecht\n"
    "1;Jörg;Müller;12.3.1984;m\n"
    "2;Ana;Berg;2.1.1990;w\n"
    "3;Bo;Ek;2.1.90;w\n"
    "4;Cy☃;Ek;2.1.1990;w\n"
    "5;Anna;Berg;2.1.1990;w\n"
).encode()
ANNA = Patient("p-9", "Anna", "Berg", date(1990, 1, 2), Sex.FEMALE, "5")


@pytest.fixture
def on():
    made = bench()
    made.vault.keep_patient(ANNA)
    return made


def refused(kind, code):
    return pytest.raises(kind, check=lambda error: error.code == code)


def look(on, content=CONTENT, **told):
    return read_incoming(on.services, on.vault, content, Told(**told))


def names(on):
    return {each.name for each in on.vault.patients()}


def test_a_file_is_looked_at_and_nothing_is_kept(on):
    before = on.vault.patients()
    screen = look(on)
    assert (screen.encoding, screen.delimiter, screen.lines) == ("utf-8", ";", 5)
    assert [each.name for each in screen.names] == ["Nr", "Vorname", "Nachname", "geb.", "Geschlecht"]
    assert screen.names[1].examples == ("Jörg", "Ana", "Bo")
    assert [each.line for each in screen.arrivals.new] == [2]
    assert [(each.incoming.line, each.other) for each in screen.arrivals.alike] == [(3, ANNA)]
    assert [(each.incoming.line, each.other) for each in screen.arrivals.here] == [(6, ANNA)]
    assert [(each.line, each.fault.value) for each in screen.refused] == [
        (4, "two_digits"),
        (5, "unprintable"),
    ]
    assert screen.unusual == ("Jörg Müller",)
    assert not screen.asks_order
    assert on.vault.patients() == before


def test_all_come_at_once_with_those_who_were_said_to_be_somebody_else(on):
    brought = bring(on.services, on.vault, look(on), {3, 99})
    assert [each.name for each in brought.patients] == ["Jörg Müller", "Ana Berg"]
    assert brought.stayed == 3
    assert len({each.id for each in brought.patients} | {ANNA.id}) == 3
    assert names(on) >= {"Jörg Müller", "Ana Berg", "Anna Berg"}
    assert len(on.vault.brought) == 1


def test_the_same_file_again_brings_nobody(on):
    bring(on.services, on.vault, look(on), ())
    again = look(on)
    assert [each.incoming.line for each in again.arrivals.here] == [2, 6]
    with pytest.raises(NotReadyError):
        bring(on.services, on.vault, again, ())
    assert len(on.vault.brought) == 1


def test_what_is_not_as_it_was_looked_at_is_looked_at_again(on):
    screen = look(on)
    on.vault.keep_patient(
        replace(ANNA, id="p-10", given_name="Jörg", family_name="Müller", record_number="1")
    )
    with refused(VaultError, "patients-changed"):
        bring(on.services, on.vault, screen, ())
    assert on.vault.brought == []


def test_where_the_disk_is_full_nobody_came(on):
    screen, before = look(on), names(on)
    on.vault.refusing = "disk-full"
    with refused(VaultError, "disk-full"):
        bring(on.services, on.vault, screen, ())
    assert names(on) == before


def test_what_a_person_says_counts(on):
    content = b"a,b,c\nAnna,Ek,03/04/1984\nBo,Ek,03/04/1985\n"
    unknown = look(on, content)
    assert unknown.columns.lacking
    assert unknown.arrivals.new == unknown.refused == ()
    of = {Detail.GIVEN_NAME: 0, Detail.FAMILY_NAME: 1, Detail.BIRTH_DATE: 2}
    asked = look(on, content, columns=of)
    assert asked.asks_order
    assert {each.fault.value for each in asked.refused} == {"order"}
    said = look(on, content, columns=of, order=DayOrder.MONTH_FIRST)
    assert said.asks_order
    assert [each.patient.birth_date for each in said.arrivals.new] == [date(1984, 3, 4), date(1985, 3, 4)]
    unnamed = look(on, content, columns=of, order=DayOrder.MONTH_FIRST, named=False)
    assert unnamed.lines == 3
    assert [each.name for each in unnamed.names] == ["1", "2", "3"]
    assert [each.line for each in unnamed.refused] == [1]


def test_a_character_set_that_does_not_fit_is_refused(on):
    with refused(TableError, "table-encoding"):
        look(on, "a;ö\n".encode("cp1252"), encoding="utf-8")


def test_the_lines_that_stayed_out_can_be_saved_mended_and_read_again(on):
    screen = look(on)
    saved = stayed_out_csv(on.services, on.vault, screen, {4: "two digits"}, ("Line", "Why"))
    assert saved.decode("utf-8-sig").splitlines() == [
        "Nr,Vorname,Nachname,geb.,Geschlecht,Line,Why",
        "3,Bo,Ek,2.1.90,w,4,two digits",
    ]
    mended = look(on, saved.replace(b"2.1.90", b"2.1.1990"))
    assert [each.patient.name for each in mended.arrivals.new] == ["Bo Ek"]
    bare = look(on, b"1,Anna,1984-03-12\n")
    assert stayed_out_csv(on.services, on.vault, bare, {1: "why"}, ("Line", "Why")).startswith(
        b"\xef\xbb\xbf1,2,3,Line,Why\r\n"
    )


def test_somebody_who_is_here_is_corrected_by_what_was_chosen_and_by_nothing_else(on):
    content = CONTENT.replace("Jörg;Müller;12.3.1984;m".encode(), b"Anja;Berg;3.1.1990;w").replace(
        b"\n1;", b"\n5;"
    )
    screen = look(on, content)
    assert [each.incoming.line for each in screen.arrivals.alike] == [2, 3]
    after = correct(on.services, on.vault, screen, 2, ("birth_date",))
    assert on.vault.patient(ANNA.id) == replace(ANNA, birth_date=date(1990, 1, 3))
    assert [each.incoming.line for each in after.arrivals.alike] == [2, 6]
    again = correct(on.services, on.vault, after, 2, ("given_name",))
    assert on.vault.patient(ANNA.id).given_name == "Anja"
    assert [each.incoming.line for each in again.arrivals.here] == [2]
    assert "Anna Berg" not in names(on)


def test_nobody_is_corrected_by_a_line_that_says_nothing_else_or_of_somebody_of_the_file(on):
    screen = look(on, CONTENT + b"6;Cyd;Ek;2.1.1991;w\n7;Cyde;Ek;2.1.1991;w\n")
    assert [each.line for each in screen.arrivals.alike] == [0, 7]
    for line, details in ((3, ()), (3, ("birth_date",)), (8, ("given_name",)), (2, ("given_name",))):
        with pytest.raises(NotReadyError):
            correct(on.services, on.vault, screen, line, details)
    on.vault.keep_patient(replace(ANNA, given_name="Anneliese"))
    with refused(VaultError, "patients-changed"):
        correct(on.services, on.vault, screen, 3, ("given_name",))
    assert on.vault.patient(ANNA.id).given_name == "Anneliese"


def test_of_a_file_that_says_what_is_what_columns_have_no_names_but_numbers_do(on):
    screen = look(on, one_a_line({**FHIR, "identifier": [{"value": "7" * 500}]}))
    assert screen.kind is FileKind.FHIR
    assert [each.name for each in screen.names] == ["", "", "", "", "identifier"]
    assert screen.names[4].examples == ("7" * 60 + "…",)
    assert screen.numbers == (4,)
    assert [each.fault.value for each in screen.refused] == ["number"]
    saved = stayed_out_csv(on.services, on.vault, screen, {1: "why"}, ("Line", "Why")).decode("utf-8-sig")
    assert saved.startswith("given_name,family_name,birth_date,sex,identifier,Line,Why\r\n")
    mended = look(on, saved.replace("7" * 500, "7").replace("identifier", "record_number").encode())
    assert [each.patient.record_number for each in mended.arrivals.new] == ["7"]


def test_who_came_last_is_taken_out_again_as_long_as_nothing_was_begun(on):
    assert came_last(on.vault) is None
    brought = bring(on.services, on.vault, look(on), ())
    came = came_last(on.vault)
    assert came.patients == brought.patients
    take_out(on.vault, came)
    assert names(on).isdisjoint(each.name for each in brought.patients)
    assert came_last(on.vault) is None
    bring(on.services, on.vault, look(on), ())
    came = came_last(on.vault)
    on.vault.keep_patient(replace(came.patients[0], record_number="other"))
    with refused(VaultError, "import-begun"):
        take_out(on.vault, came)


def test_an_assistant_brings_nobody(on):
    screen = look(on)
    on.vault.staff.users["c-8"] = User(Clinician("c-8", "Sam", "Assistant"), UserRole.ASSISTANT)
    on.vault.staff.mine = "c-8"
    for act in (
        lambda: look(on),
        lambda: bring(on.services, on.vault, screen, ()),
        lambda: correct(on.services, on.vault, screen, 3, ("given_name",)),
        lambda: came_last(on.vault),
        lambda: take_out(on.vault, None),
        lambda: stayed_out_csv(on.services, on.vault, screen, {}, ("Line", "Why")),
    ):
        with refused(RightError, "not-a-clinician"):
            act()
