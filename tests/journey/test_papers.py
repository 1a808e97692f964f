"""Papers of a sealed record on their way out, from the real window to a real printing system and to files."""

import base64
import json
import re
import shutil
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QListView

from consult_app.domain.paper import Deed, Handing, Paper, Reason
from consult_app.domain.proof import Verdict
from consult_app.ui import files, lp_job, printing
from consult_app.ui.pdf_pages import PdfPages
from consult_app.ui.prints_left import read_prints, tell_prints
from tests.helpers import histories, sitting
from tests.helpers.desk import Clock
from tests.helpers.sitting import unlock
from tests.helpers.window import PASSPHRASE, quick_services, sample_of, until

FORM, SHEET = "Signed document", "Aftercare sheet"
LOCK = "violet harbour counts nine pebbles"


@pytest.fixture(scope="module")
def past(qapp, tmp_path_factory):
    """A vault with one sealed record, made once."""
    folder = tmp_path_factory.mktemp("past") / "vault"
    return folder, histories.consented(quick_services(folder, Clock())).draft.id


@pytest.fixture
def record(desk, past):
    shutil.copytree(past[0], desk.folder)
    return past[1]


@pytest.fixture
def office(print_shop):
    print_shop.add("Office")
    return print_shop


def kept(desk, record):
    """What the vault has: the form's bytes, the deeds, what still waits."""
    desk.close()
    vault = quick_services(desk.folder).vaults.unlock(PASSPHRASE)
    try:
        return vault.pdf(record), [each.handing for each in vault.handed(record)], vault.to_print()
    finally:
        vault.close()


def out_of(office, count):
    until(lambda: len(office.printed("Office")) == count)
    return [each.paper for each in office.printed("Office")]


def test_what_was_signed_comes_out_of_the_printer_and_a_second_time_as_a_copy(desk, record, office):
    hands = desk.opened()
    hands.click(f"Print: {FORM}")
    hands.dialog().click("Print now")
    hands.reads("Printed once, ")
    hands.click(f"Print: {FORM}")
    sheet = hands.dialog()
    sheet.reads("Each page of this print will say that it is a copy.")
    sheet.click("Why again For another practice, an insurer or a court")
    sheet.click("Copies: one more")
    sheet.click("Print now")
    hands.reads("Printed 3 times, last ")
    first, second = out_of(office, 2)
    assert office.printed("Office")[1].copies == 2
    pdf, deeds, waiting = kept(desk, record)
    assert first == pdf
    pages = PdfPages(second)
    assert all("Copy, printed on 22 Nov 2026" in pages.text(each) for each in range(len(pages)))
    assert deeds == [
        Handing(Deed.WANTED, Paper.CONSENT),
        Handing(Deed.PRINTED, Paper.CONSENT, 1),
        Handing(Deed.WANTED, Paper.CONSENT),
        Handing(Deed.PRINTED, Paper.CONSENT, 2, Reason.ELSEWHERE),
    ]
    assert waiting == ()


def test_without_a_printer_it_waits_and_is_printed_after_the_next_start(desk, record, print_shop):
    hands = desk.opened()
    hands.click(f"Print: {FORM}")
    hands.reads("No printer found", "save a copy and print it elsewhere", "Waits to be printed")
    desk.close()
    print_shop.add("Office")
    hands = desk.unlocked()
    rows = hands.find(QListView, "To print")
    hands.press(rows.viewport(), rows.visualRect(rows.model().index(0, 0)).center())
    hands.click(f"Print: {FORM}")
    hands.dialog().click("Print now")
    hands.reads("Printed once, ")
    pdf, _, waiting = kept(desk, record)
    assert out_of(print_shop, 1) == [pdf]
    assert waiting == ()


def test_a_printer_that_fails_loses_nothing(desk, record, office, monkeypatch):
    monkeypatch.setattr(lp_job, "PATIENCE_S", 1)
    office.have("Office", "fail")
    hands = desk.opened()
    hands.click(f"Print: {SHEET}")
    hands.dialog().click("Print now")
    hands.reads("The printer did not take the document", "waits to be printed", "Waits to be printed")
    assert kept(desk, record)[2] == ((record, Paper.AFTERCARE),)


def test_paper_can_wait_and_be_let_go(desk, record, office):
    hands = desk.opened()
    hands.click(f"Print: {SHEET}")
    hands.dialog().click("Print later")
    hands.reads("Waits to be printed")
    hands.click(f"Do not print: {SHEET}")
    until(lambda: "Waits to be printed" not in hands.words())
    assert kept(desk, record)[1:] == (
        [Handing(Deed.WANTED, Paper.AFTERCARE), Handing(Deed.DROPPED, Paper.AFTERCARE)],
        (),
    )
    assert office.printed("Office") == []


def test_that_the_patient_has_the_sheet_is_logged_and_said(desk, record):
    hands = desk.opened()
    hands.click(f"Given to the patient: {SHEET}")
    hands.reads("Given to the patient on ", " by ")
    assert kept(desk, record)[1] == [Handing(Deed.GIVEN, Paper.AFTERCARE)]


def under_way(desk, office, *chosen):
    """Have the form printed by a printer that does nothing yet."""
    office.have("Office", "wait")
    hands = desk.opened()
    hands.click(f"Print: {FORM}")
    for each in (*chosen, "Print now"):
        hands.dialog().click(each)
    until(lambda: office.queued("Office") != [])
    return hands


def test_a_print_under_way_is_told_and_can_be_taken_back(desk, record, office):
    hands = under_way(desk, office)
    hands.click("Cancel: Printing")
    until(lambda: office.queued("Office") == [])
    hands.reads("Waits to be printed")
    assert kept(desk, record)[2] == ((record, Paper.CONSENT),)


def test_what_comes_out_while_the_vault_is_locked_is_logged_once_it_is_open(desk, record, office):
    hands = under_way(desk, office)
    desk.app.controller.lock()
    office.mend("Office")
    out_of(office, 1)
    hands.reads("Unlock")
    until(lambda: bool(desk.app.desks.papers._owed))
    unlock(hands)
    until(lambda: not desk.app.desks.papers._owed)
    assert kept(desk, record)[1][-1] == Handing(Deed.PRINTED, Paper.CONSENT, 1)


@pytest.mark.parametrize("out_before", [False, True])
def test_what_comes_out_after_a_lock_replaced_the_process_is_logged(desk, record, office, out_before):
    hands = under_way(desk, office, "Copies: one more")
    hands.click("Lock")
    until(lambda: desk.app.stage.at_door)
    if out_before:
        office.mend("Office")
        until(lambda: bool(desk.app.desks.papers._owed))
    app = desk.app
    desk.close()
    [sent] = prints = read_prints(tell_prints(app.prints))
    assert (sent.about, bool(sent.job)) == (f"{record} consent", not out_before)
    hands = desk.open()
    desk.app.prints = prints
    hands.reads("Unlock")
    office.mend("Office")
    out_of(office, 1)
    unlock(hands)
    until(lambda: "listed" in desk.heard and not desk.app.desks.papers._printing._jobs)
    until(lambda: not desk.app.desks.papers._owed)
    assert kept(desk, record)[1:] == (
        [Handing(Deed.WANTED, Paper.CONSENT), Handing(Deed.PRINTED, Paper.CONSENT, 2)],
        (),
    )


def test_what_fails_after_a_lock_replaced_the_process_still_waits(desk, record, office):
    hands = under_way(desk, office)
    app = desk.app
    desk.close()
    hands = desk.open()
    desk.app.prints = app.prints
    hands.reads("Unlock")
    unlock(hands)
    hands.reads("Treatments:")
    papers = desk.app.desks.papers
    assert papers._printing.prints(f"{record} consent")
    office._run("cancel", office.queued("Office")[0])
    until(lambda: not papers._printing._jobs)
    assert papers._sent == {}
    assert kept(desk, record)[2] == ((record, Paper.CONSENT),)


def test_a_machine_that_always_prints_in_one_way_is_not_asked(desk, record, office):
    hands = desk.opened()
    desk.app.memory.change(printer="Office", copies=2)
    hands.click(f"Print: {SHEET}")
    hands.reads("Printed 2 times, ")
    assert hands.all(QDialog) == []
    assert office.printed("Office")[0].copies == 2


def test_a_print_that_is_stuck_keeps_no_other_patient_from_theirs(desk, record, office):
    office.have("Office", "wait")
    hands = desk.opened()
    hands.click(f"Print: {FORM}")
    hands.dialog().click("Print now")
    until(lambda: len(office.queued("Office")) == 1)
    under_way = desk.app.desks.papers._printing.prints
    assert under_way(f"{record} {Paper.CONSENT.value}")
    assert not under_way(f"another {Paper.CONSENT.value}")
    assert not under_way(f"{record} {Paper.AFTERCARE.value}")
    hands.click(f"Print: {SHEET}")
    hands.dialog().click("Print now")
    until(lambda: len(office.queued("Office")) == 2)
    office.mend("Office")
    out_of(office, 2)
    until(lambda: not desk.app.desks.papers._printing._jobs)
    until(lambda: not desk.app.desks.papers._owed)
    assert kept(desk, record)[2] == ()


def test_the_tray_is_kept_for_the_printer_also_where_nobody_is_asked(desk, record, print_shop):
    print_shop.add("Front", trays=True)
    hands = desk.opened()
    hands.click(f"Print: {SHEET}")
    sheet = hands.dialog()
    sheet.click("Tray Tray 2")
    sheet.click("Print now")
    hands.reads("Printed once, ")
    desk.app.memory.change(printer="Front")
    hands.click(f"Print: {FORM}")
    until(lambda: len(print_shop.printed("Front")) == 2 and not desk.app.desks.papers._printing._jobs)
    assert all("InputSlot=Tray2" in each.options for each in print_shop.printed("Front"))
    hands.click(f"Print: {FORM}")
    sheet = hands.dialog()
    assert sheet.find(QAbstractButton, "Tray Tray 2").isChecked()
    sheet.click("Tray As set up")
    sheet.click("Why again The first print was lost or spoiled")
    sheet.click("Print now")
    until(lambda: len(print_shop.printed("Front")) == 3)
    assert "InputSlot=Tray2" not in print_shop.printed("Front")[2].options
    assert desk.app.memory.kept.trays == {}


def test_a_printing_system_that_hangs_is_said_and_loses_nothing(desk, record, office, monkeypatch):
    monkeypatch.setattr(printing, "PATIENCE_S", 0.2)
    hands = desk.opened()
    with office.hanging():
        hands.click(f"Print: {FORM}")
        hands.reads("The printing system does not answer", "Waits to be printed")
    assert kept(desk, record)[2] == ((record, Paper.CONSENT),)


def test_a_hasty_second_click_prints_no_second_time(desk, record, office):
    hands = desk.opened()
    desk.app.memory.change(printer="Office")
    button = hands.find(QAbstractButton, f"Print: {SHEET}")
    for _ in range(3):
        button.click()
    until(lambda: bool(desk.app.desks.papers._printing._jobs))
    button.click()
    hands.reads("Printed once, ")
    assert [each.deed for each in kept(desk, record)[1]] == [Deed.WANTED, Deed.PRINTED]
    assert len(office.printed("Office")) == 1


def test_the_program_can_end_while_it_prints(desk, record, office):
    hands = desk.opened()
    hands.click(f"Print: {FORM}")
    hands.dialog().click("Print now")
    until(lambda: bool(desk.app.desks.papers._printing._jobs))
    pdf, _, waiting = kept(desk, record)
    assert out_of(office, 1) == [pdf]
    assert waiting == ((record, Paper.CONSENT),)


def test_the_recovery_key_goes_to_paper_and_to_no_file(desk, office):
    hands = desk.open()
    sitting.fill_first_run(hands, sample_of(desk.services))
    hands.reads("Your recovery key")
    key = re.search(r"Recovery key: ([0-9A-Z-]+)", hands.words())[1]
    hands.click("Print")
    sheet = hands.dialog()
    assert "Print later" not in sheet.words()
    sheet.click("Print now")
    [paper] = out_of(office, 1)
    groups = "".join(f"{number}{each}" for number, each in enumerate(key.split("-"), 1))
    assert groups in "".join(PdfPages(paper).text(0).split())


@pytest.fixture
def saved_at(monkeypatch, tmp_path):
    """Names that were offered for files; each is saved beside the vault under its own."""
    offered = []

    class Dialog:
        @staticmethod
        def getSaveFileName(_parent, _title, name, _kinds):
            offered.append(name)
            return str(tmp_path / name), ""

    monkeypatch.setattr(files, "QFileDialog", Dialog)
    return offered


def test_a_copy_is_logged_as_taken_out_and_is_the_sealed_file(desk, record, saved_at, tmp_path):
    hands = desk.opened()
    hands.click(f"Save: {FORM}")
    until((tmp_path / "consent.pdf").exists)
    pdf, deeds, _ = kept(desk, record)
    assert (tmp_path / "consent.pdf").read_bytes() == pdf
    assert deeds == [Handing(Deed.SAVED, Paper.CONSENT)]
    assert saved_at == ["consent.pdf"]


def test_a_record_is_saved_for_other_programs_with_the_sealed_file_in_it(desk, record, monkeypatch, tmp_path):
    target = tmp_path / "consent"

    class Dialog:
        @staticmethod
        def getSaveFileName(_parent, _title, _name, kinds):
            return f"{target}.pdf", kinds.split(";;")[-1]

    monkeypatch.setattr(files, "QFileDialog", Dialog)
    hands = desk.opened()
    hands.click(f"Save: {FORM}")
    until(target.with_suffix(".json").exists)
    pdf, deeds, _ = kept(desk, record)
    bundle = json.loads(target.with_suffix(".json").read_bytes())
    told = {each["resource"]["resourceType"]: each["resource"] for each in bundle["entry"]}
    assert {"Patient", "Consent", "QuestionnaireResponse"} <= told.keys()
    [attached] = [each["attachment"] for each in told["DocumentReference"]["content"]]
    assert base64.b64decode(attached["data"]) == pdf
    assert deeds == [Handing(Deed.SAVED, Paper.CONSENT)]
    assert target.with_suffix(".json").stat().st_mode & 0o777 == 0o600


def test_all_about_a_patient_is_one_file_with_the_sealed_one_in_it(desk, record, saved_at, tmp_path):
    (tmp_path / "patient.zip").mkdir()
    hands = desk.unlocked()
    hands.open_patient(0)
    hands.click("Save everything …")
    hands.reads("The copy was not saved")
    (tmp_path / "patient.zip").rmdir()
    hands.click("Save everything …")
    until(lambda: is_zipfile(tmp_path / "patient.zip"))
    pdf, _, _ = kept(desk, record)
    with ZipFile(tmp_path / "patient.zip") as archive:
        [form] = [each for each in archive.namelist() if each.endswith("/signed.pdf")]
        assert archive.read(form) == pdf
    assert saved_at == ["patient.zip"] * 2


def test_a_blank_form_is_chosen_in_the_palette_printed_and_saved(desk, record, office, saved_at, tmp_path):
    hands = desk.unlocked()
    for wanted in ("print cellulite", "save cellulite"):
        hands.window.blank_requested.emit()
        palette = hands.dialog()
        palette.type("Find a command or an open question", wanted)
        palette.key(Qt.Key.Key_Return)
        if wanted.startswith("print"):
            hands.dialog().click("Print now")
    until((tmp_path / "blank-form.pdf").exists)
    [paper] = out_of(office, 1)
    assert "Blank form – not a record" in PdfPages(paper).text(0)
    assert saved_at == ["blank-form.pdf"]
    assert kept(desk, record)[1] == []


def test_a_blank_form_that_is_not_printed_is_not_said_to_wait(desk, record, print_shop):
    hands = desk.unlocked()
    hands.window.blank_requested.emit()
    palette = hands.dialog()
    palette.type("Find a command or an open question", "print cellulite")
    palette.key(Qt.Key.Key_Return)
    hands.reads("The blank form was not printed", "it is made anew whenever it is asked for")
    assert "waits to be printed" not in hands.words()


def test_a_blank_form_that_cannot_be_saved_says_so(desk, record, saved_at, tmp_path):
    (tmp_path / "blank-form.pdf").mkdir()
    hands = desk.unlocked()
    hands.window.blank_requested.emit()
    palette = hands.dialog()
    palette.type("Find a command or an open question", "save cellulite")
    palette.key(Qt.Key.Key_Return)
    hands.reads("The copy was not saved")


def test_summary_and_record_are_made_when_they_are_wanted(desk, record, saved_at, tmp_path):
    hands = desk.opened()
    for title, name in (("Summary for the patient", "summary.pdf"), ("Clinician’s record", "record.pdf")):
        hands.click(f"Save: {title}")
        until((tmp_path / name).exists)
    assert "What comes next" in PdfPages((tmp_path / "summary.pdf").read_bytes()).text(0)
    whole = PdfPages((tmp_path / "record.pdf").read_bytes())
    said = " ".join(whole.text(each) for each in range(len(whole)))
    assert "What was done" in said
    assert "begin" in said
    assert [each.deed for each in kept(desk, record)[1]] == [Deed.SAVED, Deed.SAVED]


def test_a_locked_file_holds_the_sealed_one_byte_for_byte(desk, record, saved_at, tmp_path):
    hands = desk.opened()
    hands.click(f"Share locked: {FORM}")
    sheet = hands.dialog()
    sheet.type("Passphrase for this file", "secret")
    sheet.click("Save the locked file")
    sheet.reads("Too easy to guess.")
    for field in ("Passphrase for this file", "The same again"):
        sheet.type(field, LOCK * 4)
    sheet.click("Save the locked file")
    sheet.reads("Too long. Use a shorter one")
    for field in ("Passphrase for this file", "The same again"):
        sheet.type(field, LOCK)
    sheet.click("Save the locked file")
    until((tmp_path / "document-locked.pdf").exists)
    pdf, deeds, _ = kept(desk, record)
    assert deeds == [Handing(Deed.ENCLOSED, Paper.CONSENT)]
    locked = (tmp_path / "document-locked.pdf").read_bytes()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked))
    with pikepdf.open(BytesIO(locked), password=LOCK) as envelope:
        inside = envelope.attachments["consent.pdf"].get_file().read_bytes()
    assert inside == pdf
    known = desk.services.vaults.known_signers()
    proof = desk.services.verify(inside, known)
    assert (proof.verdict, proof.signatures[0].known) == (Verdict.INTACT, True)
    patient = sample_of(desk.services).patient
    assert not [each for each in (patient.family_name, patient.given_name) if each in str(saved_at)]
