"""Waiting for paper: what is back, what has no place by itself, and who signed."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QPushButton, QWidget

from consult_app.domain.consultation import Stage
from consult_app.domain.document import Role
from consult_app.domain.on_paper import Aside, Noted, Scan, Unfit, in_place
from consult_app.ui.pages.review_page import ReviewPage
from consult_app.ui.widgets.aside_row import AsideRow
from consult_app.ui.widgets.scan_tile import ScanTile
from consult_app.workflow.screens.review import PaperScreen, ReviewScreen, SignerLine
from tests.helpers.accessible import unnamed
from tests.helpers.hands import Hands
from tests.helpers.pdf_samples import sample_pdf
from tests.helpers.photographed import as_jpeg, sheet
from tests.helpers.signals import told
from tests.helpers.window import until

DAY = date(2026, 11, 22)
SIGNERS = (
    SignerLine(Role.PATIENT, "Patient", "Maya Lindqvist", "I agree."),
    SignerLine(Role.CLINICIAN, "Clinician", "Dr A. Osei", "I explained it."),
)
PAPER = PaperScreen("c-1", 3, (), (1, 2, 3), SIGNERS, DAY)
SCREEN = ReviewScreen(
    Stage.ON_PAPER,
    (),
    None,
    0,
    refusal=False,
    patient="Maya Lindqvist",
    birth_date=date(1984, 3, 12),
    clinician="Dr A. Osei",
    paper=PAPER,
)


def scan(said=""):
    return Scan(as_jpeg(sheet(0, 40)), 331, 468, said)


def back(*pages):
    scans = tuple(in_place(scan("code"), page, by_hand=page == 2) for page in pages)
    missing = tuple(page for page in (1, 2, 3) if page not in pages)
    return replace(SCREEN, paper=replace(PAPER, scans=scans, missing=missing))


@pytest.fixture
def page(qtbot):
    made = ReviewPage()
    made.resize(1100, 800)
    qtbot.addWidget(made)
    made.display(SCREEN)
    made.show_pages(sample_pdf())
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made._pages.clear()


def tiles(page):
    return [each.accessibleName() for each in page.findChildren(ScanTile)]


def test_each_page_is_missing_until_it_is_back(page):
    hands = Hands(page)
    hands.reads("Waiting for paper", "0 of 3 pages are back.", "Nothing else of this document changes")
    page.display(back(1, 2))
    hands.reads("2 of 3 pages are back. Missing: 3.")
    assert tiles(page) == ["Page 1, back", "Page 2, put in by hand", "Page 3, missing"]
    assert not page._paper.act.isVisible()
    assert unnamed(page) == []


def test_a_page_is_shown_large_and_can_be_taken_out(page):
    page.display(back(1))
    hands = Hands(page)
    out = told(page.paper_out_requested)
    hands.press(page.findChildren(ScanTile)[0])
    hands.reads("Page 1 as it came back")
    hands.click("Take this page out")
    assert out == [(1,)]
    page.display(SCREEN)
    assert not page._paper._pane.isVisible()


def test_what_was_set_aside_says_why_and_offers_what_can_be_done(page):
    page.display(back(1))
    page.show_aside(
        (Aside(scan(), Unfit.UNREADABLE), Aside(scan("x"), Unfit.OTHER), Aside(scan("y"), Unfit.TWICE, 1))
    )
    first, other, twice = page.findChildren(AsideRow)
    offered = [[each.text() for each in row.findChildren(QAbstractButton)] for row in (first, other, twice)]
    assert offered == [
        ["It is page 2", "It is page 3", "Turn", "Leave it out"],
        ["Leave it out"],
        ["Take this one for page 1", "Turn", "Leave it out"],
    ]
    hands = Hands(page)
    put, turned, left = (
        told(each)
        for each in (page.paper_put_requested, page.paper_turn_requested, page.paper_leave_requested)
    )
    hands.click("It is page 3", first)
    hands.click("Turn", twice)
    hands.click("Leave it out", other)
    assert (put, turned, left) == ([(0, 3)], [(2,)], [(1,)])
    page.display(back(1, 3))
    until(lambda: any(each.isVisible() for each in page.findChildren(AsideRow)))
    [first, *_] = [each for each in page.findChildren(AsideRow) if each.isVisible()]
    assert "It is page 3" not in [each.text() for each in first.findChildren(QAbstractButton)]


def test_nobody_is_taken_as_having_signed_unasked(page, qtbot):
    page.display(back(1, 2, 3))
    hands = Hands(page)
    hands.reads("Every page is back.")
    confirmed = told(page.paper_confirmed)
    hands.click("Take as signed")
    assert confirmed == []
    hands.reads("Write the day that stands beside the signature.")
    for name in (
        "Maya Lindqvist has signed on paper (Patient)",
        "Dr A. Osei has signed on paper (Clinician)",
    ):
        hands.click(name)
    hands.type("Day of the signature of Maya Lindqvist", "21 Nov 2026")
    hands.type("Day of the signature of Dr A. Osei", "22 Nov 2026")
    hands.click("Take as signed")
    assert confirmed == []
    hands.reads("Not before 22 Nov 2026")
    hands.type("Day of the signature of Maya Lindqvist", "23 Nov 2026")
    hands.click("Take as signed")
    assert confirmed == [({Role.PATIENT: date(2026, 11, 23), Role.CLINICIAN: DAY},)]


def test_nothing_of_one_document_is_ticked_for_the_next(page):
    page.display(back(1, 2, 3))
    Hands(page).click("Maya Lindqvist has signed on paper (Patient)")
    page.display(replace(SCREEN, paper=replace(back(1, 2, 3).paper, id="c-2")))
    assert not any(each._signed.isChecked() for each in page._paper._signers)


def test_the_buttons_ask_for_what_they_say_and_wait_while_paper_is_read(page):
    hands = Hands(page)
    for name, signal in (
        ("Print", page.paper_print_requested),
        ("Save as PDF…", page.paper_save_requested),
        ("Add scans or photographs…", page.paper_files_requested),
        ("Watch a folder…", page.paper_folder_requested),
    ):
        heard = told(signal)
        hands.click(name)
        assert heard == [()]
    page.show_watched("/scans")
    hands.reads("New files in “/scans” are read as they come.", "Stop watching")
    page.show_watched("")
    page.set_busy(busy=True)
    assert not page._paper._files.isEnabled()
    page.set_busy(busy=False)
    assert page._paper._files.text() == "Add scans or photographs…"


def test_paper_is_offered_until_somebody_has_signed_here(page):
    signing = replace(SCREEN, stage=Stage.REVIEWED, paper=None, signer=SIGNERS[0])
    page.display(signing)
    wanted = told(page.paper_wanted)
    hands = Hands(page)
    hands.click("Sign on paper")
    assert wanted == []
    hands.click("Freeze it and sign on paper")
    assert wanted == [()]
    page.display(replace(signing, signer=SIGNERS[1], signed=1))
    assert not page._to_paper.isVisible()


def test_the_keyboard_comes_back_from_another_part_of_the_window_once_paper_is_awaited(page, qtbot):
    window, elsewhere = QWidget(), QPushButton("History")
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    row.addWidget(elsewhere)
    row.addWidget(page)
    with qtbot.waitActive(window):
        window.show()
    page.display(replace(SCREEN, stage=Stage.REVIEWED, paper=None, signer=SIGNERS[0]))
    page._to_paper.setFocus()
    page.set_busy(busy=True)
    # As Qt does where all that stands beside what was pressed is disabled, too.
    elsewhere.setFocus()
    page.display(SCREEN)
    assert page._paper.isAncestorOf(QApplication.focusWidget())
    page.setParent(None)


def test_what_was_ticked_and_written_is_told_and_shown_again(page):
    page.display(back(1, 2, 3))
    hands, noted = Hands(page), told(page.paper_noted)
    hands.click("Dr A. Osei has signed on paper (Clinician)")
    hands.type("Day of the signature of Maya Lindqvist", "22 No")
    page.flush()
    last = noted[-1][0]
    assert last == (Noted(Role.PATIENT, day="22 No"), Noted(Role.CLINICIAN, signed=True))
    page.display(replace(SCREEN, paper=replace(back(1, 2, 3).paper, id="c-2", noted=last)))
    first, second = page._paper._signers
    assert (first.noted(), second.noted()) == last


def test_the_document_stays_in_sight_beside_a_column_that_is_longer(page):
    page.display(back(1, 2, 3))
    bar = page._page.verticalScrollBar()
    until(lambda: bar.maximum() > 200)

    def top():
        return page._read.mapTo(page, QPoint()).y()

    assert top() > 60
    bar.setValue(page._halves.geometry().top() + 60)
    assert top() == 16
    # Also when what stands in it was laid out anew, and at the end not beyond the column.
    page._page.widget().layout().invalidate()
    page._page.widget().layout().activate()
    assert top() == 16
    bar.setValue(bar.maximum())
    end = page._read.geometry().bottom()
    assert end <= page._page.widget().height()
    page.resize(700, 800)
    bar.setValue(bar.maximum())
    # Below each other nothing is moved.
    until(lambda: not page._read.geometry().intersects(page._side.geometry()))
