"""Signed on paper, in the real window: printed, brought back, sealed, checked."""

import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit

from consult_app.cli import run
from consult_app.domain.audit import Act
from consult_app.domain.consultation import OnPaper, Sealed, Voided, Way
from consult_app.domain.signers import NOBODY_ELSE
from consult_app.pdf.attaching import attached
from consult_app.pdf.embedded_pictures import scans_in
from consult_app.ui import files, paper_round
from consult_app.ui.widgets.aside_row import AsideRow
from consult_app.workflow.record import Beside, rebuilt
from tests.helpers import histories
from tests.helpers.keys_only import KeysOnly
from tests.helpers.pdf_faults import faults
from tests.helpers.photographed import as_jpeg, on_a_table, sheet, sheets, turned, without_code
from tests.helpers.sitting import unlock
from tests.helpers.window import PASSPHRASE, until

DAY = "22 Nov 2026"


@pytest.fixture
def under_review(desk):
    """A vault with one document under review; its id."""
    [mine] = histories.to_be_signed(desk.services, 1, NOBODY_ELSE)
    return mine


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Where whatever is saved goes."""
    place = tmp_path / "saved.pdf"
    monkeypatch.setattr(files.save_copy, "__defaults__", (lambda *_: str(place),))
    return place


def kept(desk, mine):
    vault = desk.services.vaults.unlock(PASSPHRASE)
    try:
        return vault.open(mine)
    finally:
        vault.close()


def logged(desk, act):
    """Count entries of the log, and name what they are about."""
    vault = desk.services.vaults.unlock(PASSPHRASE)
    try:
        return [each.subject for each in vault.entries(10**6, 200) if each.action == act]
    finally:
        vault.close()


def to_paper(hands):
    hands.click("Sign on paper")
    hands.click("Freeze it and sign on paper")
    hands.reads("Waiting for paper")


def bring_back(hands, monkeypatch, folder, seen):
    """Choose files with these pictures, one each."""
    paths = []
    for each in seen:
        path = folder / f"back-{len(list(folder.iterdir()))}.jpg"
        path.write_bytes(as_jpeg(each))
        paths.append(str(path))
    monkeypatch.setattr(paper_round, "ask_which_scans", lambda _: paths)
    hands.click("Add scans or photographs…")


@pytest.fixture
def bring(monkeypatch, tmp_path):
    """Have pictures brought back."""
    return lambda hands, seen: bring_back(hands, monkeypatch, tmp_path, seen)


def seal(desk, hands):
    """Confirm who signed, and seal; gives record, bytes and proof."""
    for box in hands.all(QCheckBox):
        if "has signed on paper" in box.text() and not box.isChecked():
            hands.press(box)
    for field in hands.all(QLineEdit):
        if field.accessibleName().startswith("Day of the signature of"):
            hands.type(field.accessibleName(), DAY)
    hands.click("Take as signed")
    hands.reads("Everybody has signed", "on paper")
    hands.type("Your passphrase", PASSPHRASE)
    hands.click("Seal and store")
    until(lambda: "sealed" in desk.heard)
    return desk.heard["sealed"]


@pytest.mark.usefixtures("under_review")
def test_from_the_printer_over_photographs_to_the_seal(desk, print_shop, monkeypatch, tmp_path, capsys):
    print_shop.add("Office")
    hands = desk.opened()
    to_paper(hands)
    hands.click("Print")
    hands.dialog().click("Print now")
    until(lambda: len(print_shop.printed("Office")) == 1)
    pages = sheets(print_shop.printed("Office")[0].paper, 130)
    hands.reads(f"0 of {len(pages)} pages are back.")
    photographs = [on_a_table(each, quarter) for quarter, each in enumerate(reversed(pages))]
    bring_back(hands, monkeypatch, tmp_path, photographs)
    hands.reads("Every page is back.")
    record, pdf, proof = seal(desk, hands)
    assert isinstance(record, Sealed)
    assert {each.way for each in record.signatures} == {Way.PAPER}
    assert proof.filed_by == record.draft.clinician.name
    assert faults(pdf) == []
    assert len(scans_in(pdf)) == len(pages)
    hands.reads("The seal shows that", "filed these scans, not who wrote on the paper")
    (tmp_path / "sealed.pdf").write_bytes(pdf)
    assert run(["verify", str(tmp_path / "sealed.pdf")]) == 0
    assert "filed these scans, not who wrote them" in capsys.readouterr().out
    desk.close()
    assert logged(desk, Act.PRINTED_TO_SIGN) == [record.draft.id]
    assert logged(desk, Act.SAVED_TO_SIGN) == []


def test_by_keys_alone_over_a_new_start_with_a_page_put_in_by_hand(
    desk, under_review, file, monkeypatch, tmp_path
):
    desk.opened()
    hands = KeysOnly(desk.app.window)
    to_paper(hands)
    hands.click("Save as PDF…")
    until(file.is_file)
    first, *rest = sheets(file.read_bytes(), 110)
    bring_back(hands, monkeypatch, tmp_path, [turned(each, 180) for each in rest])
    hands.reads("Missing: 1.")
    desk.close()
    assert isinstance(kept(desk, under_review), OnPaper)
    assert logged(desk, Act.SAVED_TO_SIGN) == [under_review]
    desk.opened()
    hands = KeysOnly(desk.app.window)
    hands.reads(f"{len(rest)} of {len(rest) + 1} pages are back.")
    bring_back(hands, monkeypatch, tmp_path, [without_code(first), sheet(dpi=110), rest[0]])
    until(lambda: len(hands.all(AsideRow)) == 3)
    hands.reads(
        "cannot be read. Which page is it?", "It belongs to another document", "Page 2 is here already"
    )
    hands.click("Turn")
    hands.click("It is page 1")
    hands.reads("Every page is back.")
    _, pdf, _ = seal(desk, hands)
    assert faults(pdf) == []
    desk.close()
    treatment = desk.services.library.treatment("mesotherapy")
    made = rebuilt(desk.services, treatment, attached(pdf), None, Beside(b"", scans_in(pdf)))
    assert pdf.startswith(made)


@pytest.mark.parametrize("end", ["lock", "new start"])
def test_what_waits_and_what_is_ticked_outlasts_a_lock_and_a_new_start(desk, under_review, file, bring, end):
    hands = desk.opened()
    to_paper(hands)
    hands.click("Save as PDF…")
    until(file.is_file)
    first, *rest = sheets(file.read_bytes(), 110)
    bring(hands, [*rest, without_code(first), sheet(dpi=110)])
    until(lambda: len(hands.all(AsideRow)) == 2)
    if end == "lock":
        desk.app.idle_watch.idle.emit()
        hands.reads("Patients’ details on this device are encrypted.")
        unlock(hands)
    else:
        desk.close()
        assert len(kept(desk, under_review).aside) == 1
        hands = desk.opened()
    # What belongs to another document is not kept with this one: it may be another patient's.
    until(lambda: len(hands.all(AsideRow)) == 1)
    hands.click("It is page 1")
    hands.reads("Every page is back.")
    name = next(each.text() for each in hands.all(QCheckBox) if "has signed on paper" in each.text())
    hands.click(name)
    desk.app.idle_watch.idle.emit()
    hands.reads("Patients’ details on this device are encrypted.")
    unlock(hands)
    hands.reads("Every page is back.")
    ticked = {each.text(): each.isChecked() for each in hands.all(QCheckBox)}
    assert ticked[name]
    assert not hands.all(AsideRow)
    _, pdf, _ = seal(desk, hands)
    assert faults(pdf) == []


@pytest.mark.usefixtures("under_review")
def test_a_file_that_is_no_page_keeps_none_of_the_others_out_that_are_dragged_in(desk, tmp_path, file):
    hands = desk.opened()
    to_paper(hands)
    hands.click("Save as PDF…")
    until(file.is_file)
    pages = sheets(file.read_bytes(), 110)
    whole = as_jpeg(pages[2])
    paths = [tmp_path / name for name in ("noise.jpg", "cut.jpg", "whole.jpg")]
    for path, content in zip(paths, (b"no page", whole[: len(whole) // 2], as_jpeg(pages[1])), strict=True):
        path.write_bytes(content)
    # Files that are dragged onto this page are paper that came back, and none to be checked.
    desk.app.window.files_dropped.emit([str(each) for each in (*paths, tmp_path / "gone.jpg")])
    hands.reads(f"1 of {len(pages)} pages are back.", "Some files cannot be read as scanned paper")
    hands.reads("3 of 4 files were left out.", "All others were taken in.")


def test_the_paper_was_lost(desk, under_review):
    hands = desk.opened()
    to_paper(hands)
    hands.click("Cannot be completed")
    hands.type("Why it is ended", "The paper was lost")
    hands.click("End as void")
    hands.click("End it for good")
    hands.reads("Ended, void", "The paper was lost")
    desk.close()
    assert isinstance(kept(desk, under_review), Voided)


@pytest.mark.usefixtures("under_review")
def test_a_folder_is_watched_until_somebody_leaves(desk, monkeypatch, tmp_path, file):
    monkeypatch.setattr(paper_round, "ask_which_folder", lambda *_: str(tmp_path))
    hands = desk.opened()
    to_paper(hands)
    hands.click("Save as PDF…")
    until(file.is_file)
    pages = sheets(file.read_bytes(), 110)
    hands.click("Watch a folder…")
    hands.reads("are read as they come")
    (tmp_path / "scan.jpg").write_bytes(as_jpeg(pages[1]))
    hands.reads(f"1 of {len(pages)} pages are back.")
    hands.click("Stop watching")
    assert "are read as they come" not in hands.words()
