"""Patients from another program's file, on the page and at the real window."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from consult_app.domain.consultation import Clinician, Patient, Sex
from consult_app.domain.fault import Fault
from consult_app.domain.incoming import MOST_BORN_ON_A_DAY, Came, SexRead
from consult_app.domain.table import DayOrder, Detail, FileKind
from consult_app.domain.users import User, UserRole
from consult_app.errors import TableError
from consult_app.ui import files
from consult_app.ui.dialogs.verify_dialog import VerifyDialog
from consult_app.ui.incoming_words import (
    came_words,
    column_words,
    fault_line,
    fault_words,
    out_words,
    sexes_words,
    stayed_words,
    sure_out_words,
    unusual_words,
)
from consult_app.ui.messages import message
from consult_app.ui.pages.incoming_page import IncomingPage
from consult_app.ui.widgets.alike_row import AlikeRow
from consult_app.workflow.incoming import Column, Told, bring, read_incoming
from tests.helpers import histories, sitting
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.foreign_patients import FHIR, GDT, HL7, one_a_line
from tests.helpers.hands import Hands
from tests.helpers.scenes import PATIENTS, TWICE
from tests.helpers.sealing import bench
from tests.helpers.signals import told
from tests.helpers.window import PASSPHRASE, until


@pytest.fixture
def on():
    made = bench()
    made.vault.keep_patient(TWICE[0])
    return made


@pytest.fixture
def page(qtbot):
    made = IncomingPage()
    made.resize(1366, 2400)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


CONTENT = PATIENTS.encode()


def look(on, content=CONTENT, said=None):
    return read_incoming(on.services, on.vault, content, said)


def test_the_page_asks_for_a_file_and_then_says_what_it_holds(page, on):
    hands, wanted = Hands(page), told(page.file_wanted)
    hands.click("Choose a file…")
    assert wanted == [()]
    page.display(look(on))
    hands.reads(
        "First name: Jörg, Mei, Iris",
        "Date of birth: 12.03.1984, 29.02.1988, 02.04.1988",
        "The sex is read so: “f” as Female (4); “m” as Male (1); “x” as Other (1).",
        "Look whether these names are right: Jörg Müller.",
        "New patients: 3",
        "Not taken over, for a reason named here: 2",
        "Line 5: there is no such day.",
        "Line 6: the year of birth has two digits",
    )
    assert not page._dates.isVisible()
    heard = [page._rows.data(page._rows.index(at)) for at in range(3)]
    assert heard[1] == "Mei Tanaka, Born 29 Feb 1988 · record A-1002 · Female"
    assert page._rows.why(page._rows.row(page._rows.index(1))) == "Line 3 of the file"
    assert unnamed(page) == []
    assert too_small(page) == []


def test_nobody_comes_before_it_was_said_twice_and_who_is_somebody_else(page, on):
    asked = told(page.bring_requested)
    page.display(look(on))
    page._bring.click()
    assert asked == []
    assert page._bring.text() == "Yes, bring in 3"
    [row] = page._boxes
    line, box = row.line, row.other
    assert box.text().startswith(
        "Line 4: Iris Adlers (Born 2 Apr 1988 · record A-1003) is somebody else than"
    )
    box.click()
    assert page._bring.text() == "Bring in 4 patients"
    page._bring.click()
    page._bring.click()
    assert asked == [(frozenset({line}),)]
    page.display(look(on, b"First name;Last name;DOB\nIris;Adler;1988-04-02\n"))
    assert not page._bring.isEnabled()
    assert page._boxes == []


def test_what_a_person_says_about_the_file_is_told(page, on):
    hands, said = Hands(page), told(page.file_told)
    page.display(look(on, b"Mei,Tanaka,03/04/1988\n"))
    hands.reads("Choose the column of: Given name, Family name, Birth date.")
    assert not page._coming.isVisible()
    hands.click("Given name 1: Mei")
    columns = {Detail.GIVEN_NAME: 0, Detail.FAMILY_NAME: 1, Detail.BIRTH_DATE: 2}
    page.display(look(on, b"Mei,Tanaka,03/04/1988\n", Told(columns=columns)))
    hands.reads("Day or month first", "it must be said first whether the day or the month stands first")
    hands.click("Dates 03/04/1984 is 3 April")
    hands.click("Birth date: choose a column")
    hands.click("Birth date 1: Mei")
    hands.click("Sex: choose a column")
    hands.click("Sex 2: Tanaka")
    page.display(look(on, b"Mei,Tanaka,03/04/1988\n", Told(columns=columns)))
    hands.click("Sex: choose a column")
    hands.click("Sex 3: 03/04/1988")
    hands.click("The first line names the columns")
    hands.click("Letters DOS")
    hands.click("Between the columns stands Tab")
    few = {Detail.FAMILY_NAME: 1}
    assert [each for (each,) in said] == [
        Told(columns={Detail.GIVEN_NAME: 0}),
        Told(columns=columns, order=DayOrder.DAY_FIRST),
        Told(columns={**few, Detail.BIRTH_DATE: 0}),
        Told(columns={Detail.GIVEN_NAME: 0, Detail.SEX: 1, Detail.BIRTH_DATE: 2}),
        Told(columns={**few, Detail.GIVEN_NAME: 0, Detail.SEX: 2}),
        Told(columns=columns, named=True),
        Told(encoding="cp850"),
        Told(delimiter="\t"),
    ]


def test_a_column_is_taken_away_again(page, on):
    said = told(page.file_told)
    page.display(look(on))
    hands = Hands(page)
    hands.click("Record number: choose a column")
    hands.click("Record number No column")
    [(what,)] = said
    assert Detail.RECORD_NUMBER not in what.columns
    assert Detail.SEX in what.columns


def test_the_keyboard_stays_where_a_column_was_chosen(page, on):
    page.activateWindow()
    page.display(look(on))
    row = page._how.rows_of[Detail.SEX]
    row.choose.click()
    assert page.focusWidget() in row._choices.children()
    page.display(look(on))
    assert page.focusWidget() is row.choose
    page.display(look(on, b"Mei,Tanaka,03/04/1988\n"))
    assert page.focusWidget() is row.choose
    named = page._how.rows_of[Detail.GIVEN_NAME]
    named._choices.setFocus()
    page.display(look(on, b"Mei,Tanaka,03/04/1988\n"))
    assert page.focusWidget() in named._choices.children()


def test_who_came_is_listed_and_opened(page, on):
    opened = told(page.patient_requested)
    screen = look(on)
    page.display(screen)
    page.display_brought(bring(on.services, on.vault, screen, ()))
    hands = Hands(page)
    hands.reads("3 patients were brought in", "3 of the file stayed out.", "Choose a file…")
    assert not page._how.isVisible()
    page._came.chosen.emit(page._rows.index(0))
    assert opened == [(page._rows.row(page._rows.index(0)).patient.id,)]
    assert page._rows.why(page._rows.row(page._rows.index(0))) == ""
    page.refuse("No", "Not now")
    assert page._notice.isVisible()
    left = told(page.leave_requested)
    page.leave()
    assert left == [()]


def test_who_came_last_can_be_taken_out_again_where_no_file_is_looked_at(page, on):
    hands, asked = Hands(page), told(page.out_requested)
    page.offer_out(None)
    assert not page._last.isVisible()
    came = Came(datetime(2026, 11, 22, 9, 0, tzinfo=UTC), "c-1", TWICE)
    page.display(look(on))
    page.offer_out(came)
    assert not page._last.isVisible()
    page.display(None)
    page.offer_out(came)
    hands.reads("2 patients came with the last file, on 22 Nov 2026", "any of them yet.")
    hands.click("Take them out again")
    assert asked == []
    hands.click("Yes, take 2 out")
    assert asked == [(came,)]
    page.display_out(1)
    hands.reads("1 patient was taken out again", "Choose a file…")
    assert not page._last.isVisible()
    assert not page._came.isVisible()
    one = replace(came, patients=TWICE[:1])
    assert came_words(one).startswith("1 patient came with the last file")
    assert (sure_out_words(1), out_words(2)) == ("Yes, take 1 out", "2 patients were taken out again")
    assert unnamed(page) == []


def test_each_reason_has_words_and_long_lists_of_lines_are_cut():
    assert len({fault_words(each) for each in Fault}) == len(Fault)
    assert str(MOST_BORN_ON_A_DAY) in fault_words(Fault.SAME_DAY)
    assert fault_line(Fault.NO_DATE, range(2, 22)).startswith(
        "Lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 8 more:"
    )
    assert unusual_words(()) == sexes_words(()) == ""
    assert (
        sexes_words((SexRead("", Sex.NOT_RECORDED, 2),))
        == "The sex is read so: Nothing as Sex not recorded (2)."
    )
    assert (stayed_words(0), stayed_words(1)) == ("Everybody in the file came.", "1 of the file stayed out.")


NAMES_A_LINE = ("table-quotes", "fhir-syntax")


@pytest.mark.parametrize(
    "code",
    [
        "table-empty",
        "table-other-file",
        "table-one-column",
        "table-encoding",
        "table-quotes",
        "table-too-large",
        "table-nobody",
        "table-xml",
        "fhir-broken",
        "fhir-syntax",
        "fhir-too-large",
    ],
)
def test_a_file_that_is_no_table_is_told_apart(code):
    said = message(TableError(code, 7 if code in NAMES_A_LINE else 0))
    assert said.title
    assert said.remedy
    assert said.safe == "Nobody was brought in."
    assert ("line 7" in said.text) is (code in NAMES_A_LINE)


def test_of_a_file_that_says_itself_what_is_what_only_letters_and_numbers_can_be_chosen(page, on):
    hands, said = Hands(page), told(page.file_told)
    page.display(look(on, HL7.encode()))
    hands.reads(
        "HL7 version 2",
        "Record number",
        "MR HIS: A-1003",
        "Look whether these names are right: Jörg Müller.",
        "Letters",
    )
    rows = page._how.rows_of
    assert [each.value for each, row in rows.items() if row.choose.isVisible()] == ["record_number"]
    assert not page._how._between.isVisible()
    assert not page._how._named.isVisible()
    hands.click("Record number: choose a column")
    hands.click("Record number NH NHS: 9434765919")
    hands.click("Letters Greek")
    [(number,), (letters,)] = said
    assert number.columns[Detail.RECORD_NUMBER] == 5
    assert letters == Told(encoding="iso8859-7")
    again = look(on, HL7.encode(), number)
    assert [each.patient.record_number for each in again.arrivals.new] == ["9434765919"]
    page.display(look(on, one_a_line({**FHIR, "identifier": []})))
    hands.reads("FHIR", "Not in the file")
    assert not any(row.choose.isVisible() for row in rows.values())
    assert not page._how._letters.isVisible()
    page.display(look(on))
    assert all(row.choose.isVisible() for row in rows.values())


def test_a_place_in_a_bundle_is_no_line(page, on):
    page.display(
        look(on, json.dumps([FHIR, {**FHIR, "birthDate": "1984"}, {**FHIR, "birthDate": ""}]).encode())
    )
    Hands(page).reads("Entry 2: the date of birth is not known to the day.", "Entry 3: the date of birth is")
    assert page._rows.why(page._rows.row(page._rows.index(0))) == "Entry 1 of the file"
    assert fault_line(Fault.NO_DATE, (2, 3), FileKind.FHIR).startswith("Entries 2, 3: ")
    assert column_words(Column("", ())) == "Nothing"


def gdt_of(patient, **changed):
    """Write somebody as GDT, with details changed."""
    now = replace(patient, **changed)
    sex = {Sex.FEMALE: "2"}.get(now.sex, "")
    fields = (
        *("80006301", f"3000{now.record_number}", f"3101{now.family_name}", f"3102{now.given_name}"),
        *(f"3103{now.birth_date:%d%m%Y}", f"3110{sex}"),
    )
    return "".join(f"001{each}\r\n" for each in fields).encode("cp1252")


def test_who_is_here_is_opened_or_corrected_by_what_is_ticked(page, on):
    opened, asked = told(page.patient_requested), told(page.correct_requested)
    hands = Hands(page)
    page.display(look(on, gdt_of(TWICE[0])))
    hands.reads("Here already, just so")
    page._known.chosen.emit(page._known_rows.index(0))
    page.display(look(on, gdt_of(TWICE[0], family_name="Adler-Weiß", record_number="Z-9")))
    assert not page._here.isVisible()
    [row] = page._boxes
    assert not row.correct.isEnabled()
    hands.reads(
        f"Family name is “{TWICE[0].family_name}” here and “Adler-Weiß” in the file. Take that of the file.",
        f"Record number is “{TWICE[0].record_number}” here and “Z-9” in the file.",
    )
    row._details["family_name"].click()
    hands.click("Correct 1 detail")
    assert asked == []
    row._details["record_number"].click()
    hands.click("Correct 2 details")
    hands.click("Yes, correct 2")
    hands.click(f"Open {TWICE[0].name}")
    assert asked == [(1, ("family_name", "record_number"))]
    assert opened == [(TWICE[0].id,), (TWICE[0].id,)]
    row.other.click()
    assert not any(box.isEnabled() or box.isChecked() for box in row._details.values())
    assert not row.correct.isEnabled()
    assert unnamed(page) == []
    assert too_small(page) == []


def test_two_of_a_file_who_may_be_one_are_not_corrected_by_each_other(page, on):
    later = date(1977, 7, 7)
    first, other = (
        gdt_of(TWICE[0], birth_date=later, record_number=""),
        gdt_of(TWICE[0], birth_date=later, record_number="", family_name=f"{TWICE[0].family_name}s"),
    )
    page.display(look(on, first + other))
    [row] = page._boxes
    assert row.other.text().endswith("(Line 1). Bring them in too.")
    assert not row.correct.isVisible()


# At the window


@pytest.fixture
def chosen(monkeypatch, tmp_path):
    """What the dialogs for files answer: the file to read, and where to save."""
    paths = {"open": str(tmp_path / "patients.csv"), "save": str(tmp_path / "lines.csv")}

    class Dialogs:
        @staticmethod
        def getOpenFileName(*_):
            return paths["open"], ""

        @staticmethod
        def getSaveFileName(_parent, _title, name, _kinds):
            assert name == "lines.csv"
            return paths["save"], ""

    monkeypatch.setattr(files, "QFileDialog", Dialogs)
    return paths


def unlocked(desk):
    histories.founded(desk.services)
    hands = desk.open()
    sitting.unlock(hands)
    hands.reads("Treatments:")
    return hands


def asked(desk, work):
    """Have the open vault asked in its own thread."""
    got = []
    desk.app.controller.ask(work, got.append)
    until(lambda: bool(got))
    return got[0]


def test_a_practice_brings_its_patients_and_finds_them(desk, chosen, tmp_path):
    (tmp_path / "patients.csv").write_bytes(PATIENTS.encode("cp1252"))
    hands = unlocked(desk)
    hands.click("Bring patients in from a file")
    hands.reads("Patients from a file", "Nothing is kept before you say so.")
    hands.click("Choose a file…")
    hands.reads("Look whether these names are right: Jörg Müller", "New patients: 4")
    hands.click("Save these as CSV…")
    saved = tmp_path / "lines.csv"
    until(saved.exists)
    assert saved.read_text("utf-8-sig").splitlines()[1].endswith("5,there is no such day.")
    hands.click("Bring in 4 patients")
    hands.click("Yes, bring in 4")
    hands.reads("4 patients were brought in", "2 of the file stayed out.")
    hands.click("Back to the list")
    hands.reads("Treatments:")
    hands.type("Search patients", "muller 1984")
    QTest.keyClick(hands.find(QLineEdit, "Search patients"), Qt.Key.Key_Return)
    hands.reads("Jörg Müller")
    kept = asked(desk, lambda _, vault: (vault.check_log().sound, vault.entries(0, 99)))
    assert kept[0]
    assert [each.reason for each in kept[1] if each.action == "patients brought in"] == ["4"]


def test_what_cannot_be_read_is_said_on_the_page_and_another_file_can_be_chosen(desk, chosen, tmp_path):
    hands = unlocked(desk)
    hands.click("Settings")
    dialog = hands.dialog()
    dialog.click("Section Records")
    dialog.click("Bring patients in from a file")
    hands.click("Choose a file…")
    hands.reads("This file cannot be read")
    (tmp_path / "patients.csv").write_bytes(b'First,Last,DOB\n"Anna,Berg,1984-03-12\n')
    hands.click("Choose a file…")
    hands.reads("A quotation mark in this file is not closed", "begins on line 2")
    (tmp_path / "patients.csv").write_bytes(b"First,Last,DOB\nAnna,Berg,1984-03-12\n")
    hands.click("Choose a file…")
    hands.click("Bring in 1 patient")
    hands.click("Yes, bring in 1")
    hands.reads("1 patient was brought in", "Everybody in the file came.")
    chosen["open"] = ""
    hands.click("Choose a file…")
    hands.reads("1 patient was brought in")


def test_the_file_is_gone_with_a_lock_and_nothing_of_it_is_told_on(desk, chosen, tmp_path):
    (tmp_path / "patients.csv").write_bytes(b"First,Last,DOB\nAnna,Berg,03/04/1984\n")
    hands = unlocked(desk)
    hands.click("Bring patients in from a file")
    hands.click("Choose a file…")
    hands.click("Dates 03/04/1984 is March 4")
    hands.reads("New patients: 1")
    incoming = desk.app.desks.incoming
    assert [each.patient.birth_date for each in incoming._screen.arrivals.new] == [date(1984, 3, 4)]
    assert incoming._screen is not None
    desk.app.window.lock_requested.emit()
    hands.reads("Passphrase")
    assert incoming._screen is None
    again = told(incoming.read)
    incoming.tell(Told())
    incoming.bring(())
    incoming.save_stayed()
    assert again == []


def drop(desk, path):
    desk.app.window.files_dropped.emit([str(path)])


def test_one_patient_is_dropped_on_the_list_corrected_and_opened(desk, chosen, tmp_path):
    hands = unlocked(desk)
    path = tmp_path / "EKGPRAX.001"
    path.write_bytes(GDT.encode("cp1252"))
    drop(desk, path)
    hands.reads("GDT", "New patients: 1")
    hands.click("Bring in 1 patient")
    hands.click("Yes, bring in 1")
    hands.reads("1 patient was brought in", "1 patient came with the last file")
    hands.click("Take them out again")
    hands.click("Yes, take 1 out")
    hands.reads("1 patient was taken out again")
    drop(desk, path)
    hands.reads("New patients: 1")
    hands.click("Bring in 1 patient")
    hands.click("Yes, bring in 1")
    hands.reads("1 patient was brought in")
    path.write_bytes(GDT.replace("12031984", "13031984").encode("cp437"))
    drop(desk, path)
    hands.reads("Birth date is “12 Mar 1984” here and “13 Mar 1984” in the file.")
    [row] = desk.app.window.findChildren(AlikeRow)
    row._details["birth_date"].click()
    hands.click("Correct 1 detail")
    hands.click("Yes, correct 1")
    hands.reads("Here already, just so: 1")
    [page] = desk.app.window.findChildren(IncomingPage)
    page._known.chosen.emit(page._known_rows.index(0))
    hands.reads("Jörg Müller", "13 Mar 1984")
    kept = asked(desk, lambda _, vault: (vault.check_log().sound, vault.patients("muller", 9)))
    assert (kept[0], [each.birth_date for each in kept[1]]) == (True, [date(1984, 3, 13)])


def test_what_is_dropped_is_told_apart_by_what_is_in_it(desk, tmp_path):
    hands = unlocked(desk)
    (tmp_path / "sealed.csv").write_bytes(b"%PDF-1.7 not ours")
    drop(desk, tmp_path / "sealed.csv")
    until(lambda: bool(desk.app.window.findChildren(VerifyDialog)))
    desk.app.window.findChildren(VerifyDialog)[0].close()
    drop(desk, tmp_path / "none.json")
    hands.reads("This file cannot be read")
    (tmp_path / "cut.json").write_bytes(b'{"resourceType":\n')
    drop(desk, tmp_path / "cut.json")
    hands.reads("Patients from a file", "This FHIR file is not whole", "begins on line 2")
    (tmp_path / "whole.json").write_bytes(one_a_line(FHIR))
    drop(desk, tmp_path / "whole.json")
    hands.reads("New patients: 1")
    # What stood there before must not be taken for the file that cannot be read.
    drop(desk, tmp_path / "none.json")
    hands.reads("This file cannot be read", "Choose a file…")
    assert "New patients" not in hands.words()


def test_an_assistant_is_told_who_can(desk):
    histories.founded(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    vault.staff.add(
        User(Clinician("c-7", "Sam Ode", "Assistant"), UserRole.ASSISTANT), "amber violin counts seven"
    )
    vault.keep_patient(Patient("p-1", "Ada", "Olsen", date(1980, 1, 1)))
    vault.close()
    hands = desk.open()
    hands.click("Who are you? Sam Ode")
    sitting.unlock(hands, "amber violin counts seven")
    hands.reads("Treatments:")
    desk.app.window.incoming_requested.emit()
    hands.reads("Only a clinician can do this")
