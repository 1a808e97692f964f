"""The log at the real window: shown, filtered, checked, saved; many entries without a wait."""

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from consult_app.domain.audit import Anchor, Checked, Entry, Fault, Found, Wanted
from consult_app.domain.consultation import Clinician
from consult_app.domain.users import UserRole
from consult_app.store import checking, log_search
from consult_app.ui import theme
from consult_app.ui.commands import Commands
from consult_app.ui.log_list import LogRows, about_words, what_words, who_words
from consult_app.ui.log_words import fault_lines
from consult_app.ui.pages.log_page import LogPage
from consult_app.ui.widgets.long_list import LongList
from consult_app.workflow.logbook import PART, LogPart, LogScreen
from consult_app.workflow.staffing import add_user
from tests.benchmarks.log_page import fill
from tests.helpers import histories, sitting
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.calls import Calls
from tests.helpers.desk import NOW
from tests.helpers.loop_watch import LoopWatch
from tests.helpers.signals import told
from tests.helpers.window import PASSPHRASE, sample_of, until

SAM = Clinician("", "Sam Okoro", "Practice manager")
SAMS = "amber violin counts seven"
MANY = 6_000
USUAL = 10_000
DIRECT = Qt.ConnectionType.DirectConnection


def entry(number, who="Dr Falk", action="record opened", whose="Maya Sample"):
    return Entry(number, NOW, who, "desk", action, "i-1", "", whose)


def part(*numbers, before=0):
    return LogPart(tuple(entry(each) for each in numbers), before)


@pytest.fixture
def page(qtbot):
    made = LogPage()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    return made


def shown(desk):
    [found] = desk.app.window.findChildren(LogPage)
    return found


def log_of(desk, history=histories.founded):
    history(desk.services)
    hands = desk.unlocked()
    dialog = hands
    hands.click("Settings")
    dialog = hands.dialog()
    dialog.click("Section Log")
    dialog.click("Show the log")
    until(lambda: bool(desk.app.window.findChildren(LogPage)))
    hands.reads("Who did what and when.")
    return hands


def test_a_lead_reads_it_filters_it_and_goes_back(desk):
    hands = log_of(desk)
    page = shown(desk)
    lead = sample_of(desk.services).clinician.name
    assert what_words(page._rows.row(page._rows.index(0))) == "Log read"
    assert unnamed(hands.window) == []
    assert too_small(hands.window) == []
    hands.type("What was done", "unlocked")
    hands.click("Show")
    until(
        lambda: (
            {page._rows.row(page._rows.index(at)).action for at in range(page._rows.rowCount())}
            == {"unlocked"}
        )
    )
    hands.type("Who", "nobody of this name")
    hands.click("Show")
    hands.reads("Nothing like this is in the log.")
    hands.click("Show all")
    until(lambda: page._rows.rowCount() > 3)
    assert lead in who_words(page._rows.row(page._rows.index(0)))
    hands.click("Back")
    hands.reads("No consultations yet")


def test_it_is_checked_there(desk):
    hands = log_of(desk)
    hands.click("Check the log now")
    hands.reads("Whole: ")
    until(shown(desk)._check.isEnabled)


def test_a_check_says_how_far_it_is_and_is_stopped(desk, monkeypatch):
    monkeypatch.setattr(checking, "_AT_ONCE", 1)
    hands = log_of(desk)
    house, page = desk.app.controller.house, shown(desk)
    moved = told(house.log_check_moved)
    # In the very thread that checks: it is not at its end then.
    stopping = house._moved.connect(lambda _, entries: entries and house.stop_check(), DIRECT)
    hands.click("Check the log now")
    hands.reads("The check was stopped")
    assert moved[-1][1] == 1
    assert not page._under_way.isVisible()
    house.disconnect(stopping)
    hands.click("Check the log now")
    hands.reads("Whole: ")
    assert moved[-1][1] > 1


def test_how_far_it_is_is_said_in_numbers(page):
    page._check.click()
    assert page._under_way.isVisible()
    assert page._moving.text().startswith("Checking: first every page")
    page.show_check_moved(25_000, None)
    assert page._moving.text() == "Checking: 25,000 pages of the file so far. Then come the entries."
    page.show_check_moved(31_000, 0)
    assert page._moving.text().startswith("Checking: all 31,000 pages are as they were written. Now whether")
    page.show_check_moved(31_000, 5_000)
    assert page._moving.text() == "Checking: all 31,000 pages of the file, and 5,000 entries so far."
    page.show_checked(Checked(99, 1, 1, 0, 0, NOW, None))
    assert not page._under_way.isVisible()
    stopped = told(page.log_check_stop_requested)
    page._stop.click()
    assert len(stopped) == 1


def test_the_keyboard_goes_to_what_stops_it_and_back(page):
    page.activateWindow()
    page._check.setFocus()
    until(page._check.hasFocus)
    page._check.click()
    assert page._stop.hasFocus()
    page.show_checked(Checked(99, 1, 1, 0, 0, NOW, None))
    assert page._check.hasFocus()


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (part(9), "1 entry in all."),
        (part(9, 8), "2 entries in all."),
        (part(9, 8, before=8), "2 entries so far; older ones come as you scroll down."),
        (part(before=8), "None so far; older ones are looked through."),
        (part(), "Nothing like this is in the log."),
    ],
)
def test_how_many_there_are_is_said(page, found, words):
    page.show_log(found)
    assert page._count.text() == words


def test_a_check_ends_when_nobody_would_hear_of_it(page):
    stopped = told(page.log_check_stop_requested)
    page.hide()
    assert stopped == []
    page.show()
    page._check.click()
    page.hide()
    assert len(stopped) == 1


def test_what_is_found_is_saved_as_a_table(desk, tmp_path, monkeypatch):
    target = tmp_path / "log.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    hands = log_of(desk)
    hands.type("What was done", "log")
    hands.click("Show")
    hands.click("Save as CSV…")
    until(target.exists)
    rows = list(csv.reader(target.read_text("utf-8-sig").splitlines()))
    assert [row[3] for row in rows] == ["what", "log begun", "log read", "log exported"]
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("wanted", [False, True])
def test_patients_are_named_in_the_file_only_where_that_is_ticked(desk, tmp_path, monkeypatch, wanted):
    target = tmp_path / "log.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    hands = log_of(desk, histories.sealed)
    family = sample_of(desk.services).patient.family_name
    if wanted:
        hands.click("Name patients in the file that is saved")
    hands.click("Save as CSV…")
    until(target.exists)
    assert (family in target.read_text("utf-8-sig")) is wanted


def test_where_it_cannot_be_saved_that_is_said(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "log.csv"), ""))
    hands = log_of(desk)
    hands.click("Save as CSV…")
    hands.reads("The copy could not be saved there")


def test_an_administrator_reads_it_without_names_and_a_clinician_not_at_all(desk):
    histories.founded(desk.services)
    vault = desk.services.vaults.unlock(PASSPHRASE)
    add_user(desk.services, vault, SAM, UserRole.ADMINISTRATOR, SAMS)
    add_user(desk.services, vault, Clinician("", "Dr Cleo Faro", "Physician"), UserRole.CLINICIAN, SAMS)
    vault.close()
    hands = desk.open()
    hands.click("Who are you? Sam Okoro")
    sitting.unlock(hands, SAMS)
    hands.reads("Good morning, Sam Okoro")
    hands.click("Log")
    hands.reads("Patients are not named here for an administrator.")
    assert not shown(desk)._whose.isVisible()
    hands.click("Back")
    hands.reads("Good morning, Sam Okoro")
    assert "Log: who did what" in offers(desk)
    hands.click("Lock")
    hands.click("Who are you? Dr Cleo Faro")
    sitting.unlock(hands, SAMS)
    hands.reads("Treatments:")
    assert "Log: who did what" not in offers(desk)
    desk.app.window.log_requested.emit()
    hands.reads("Only a clinical lead or an administrator can do this")


def offers(desk):
    return {each.words for each in desk.app.window.findChild(Commands).offers()}


def test_many_entries_are_shown_part_by_part_while_the_loop_goes_round(desk):
    fill(desk, MANY)
    hands, watch = desk.unlocked(), LoopWatch(Calls())
    desk.app.controller.house.log_requested.emit()
    until(lambda: bool(desk.app.window.findChildren(LogPage)))
    page = shown(desk)
    assert page._rows.rowCount() == PART
    bar = page.findChildren(LongList)[0].verticalScrollBar()
    for times in range(2, 5):
        watch.during("scrolling", lambda: bar.setValue(bar.maximum()))
        until(lambda times=times: page._rows.rowCount() == times * PART)
    hands.type("What was done", "log begun")
    hands.click("Show")
    # The one that is found is the oldest of all.
    until(lambda: not page._rows.before and page._rows.rowCount() == 1)
    assert watch.over(USUAL) == []


def test_what_stands_far_back_is_shown_once(desk, monkeypatch):
    monkeypatch.setattr(log_search, "AT_ONCE", 50)
    fill(desk, 1_000)
    hands = desk.unlocked()
    desk.app.controller.house.log_requested.emit()
    until(lambda: bool(desk.app.window.findChildren(LogPage)))
    page, parts = shown(desk), told(desk.app.desks.log.more_found)
    hands.type("What was done", "log begun")
    hands.click("Show")
    until(lambda: page._rows.before == 0)
    # While the desk looks further back by itself, the list that is nearly empty asks for more too.
    until(lambda: not desk.app.controller.background._once and not page._rows.canFetchMore())
    befores = [part.before for (part,) in parts]
    assert len(befores) > 15
    assert befores == sorted(set(befores), reverse=True)
    assert page._rows.rowCount() == 1


def test_what_was_asked_for_before_is_not_mixed_with_what_is_asked_for_now(desk):
    log_of(desk)
    desk_ = desk.app.desks.log
    parts = told(desk_.more_found)
    desk_.look(Wanted(what="unlocked"), 3)
    desk_.look(Wanted(what="begun"))
    until(lambda: shown(desk)._rows.rowCount() == 1)
    assert parts == []


def test_more_is_asked_for_once_as_the_end_comes_into_sight(page):
    wanted = told(page.log_part_wanted)
    page.display(LogScreen(part(*range(300, 100, -1), before=101), named=True))
    page._rows.fetchMore()
    page._rows.fetchMore()
    assert wanted == [(Wanted(), 101)]
    assert not page._rows.canFetchMore()
    page.show_more_log(part(before=50))
    assert page._rows.canFetchMore()
    page.show_more_log(part(49))
    assert page._rows.rowCount() == 201
    assert not page._rows.canFetchMore()
    page._rows.fetchMore()
    assert len(wanted) == 1


def test_a_refusal_is_said_and_it_can_be_tried_again(page):
    page._check.click()
    assert not page._check.isEnabled()
    page.refuse("No room", "Make room.")
    assert page._check.isEnabled()
    assert page._notice.isVisible()


def test_days_are_asked_for(page):
    asked = told(page.log_wanted)
    page._since.set_text("22 Nov 2026")
    page._until.set_text("23 Nov 2026")
    page._look.click()
    [[wanted]] = asked
    assert (wanted.since, wanted.until) == (NOW.date(), NOW.date().replace(day=23))


def test_what_a_check_found_is_listed(page):
    found = tuple(Found(fault, number) for number, fault in enumerate(Fault))
    checked = Checked(99, 1, 1, 0, 0, NOW, Anchor(99, "a" * 64), found * 2, more=7)
    lines = fault_lines(checked)
    assert lines[1] == "Entry 1: This entry was changed."
    assert lines[0] == "The protection of records against change was taken out."
    assert lines[-1] == f"And {2 * len(Fault) + 7 - 20} more."
    page.show_checked(checked)
    assert page._faults.isVisible()
    page.show_checked(Checked(99, 1, 1, 0, 0, NOW, None))
    assert not page._faults.isVisible()


def test_a_row_is_heard_whole():
    rows = LogRows()
    rows.show_part(LogPart((entry(7), Entry(6, NOW, "", "desk", "clock jumped", "", "+90 s")), 0))
    assert rows.data(rows.index(0)).endswith("Dr Falk, Maya Sample")
    assert who_words(rows.row(rows.index(1))).endswith("The program")
    assert about_words(rows.row(rows.index(1))) == "+90 s"
    assert rows.why(rows.row(rows.index(1))) == "Entry 6, on the machine desk"


def test_rows_follow_the_size_of_text_and_the_keyboard_stands_on_the_first(page, qapp):
    page.display(LogScreen(part(3, 2, 1), named=True))
    rows = page._list
    before = rows.rowHeight(0), rows.minimumSizeHint().height()
    theme.apply(qapp, "light", 2.0)
    until(lambda: rows.rowHeight(0) == 2 * before[0])
    assert rows.minimumSizeHint().height() == 2 * before[1]
    rows.setFocus()
    until(lambda: rows.currentIndex().row() == 0)
    page.begin_search()
    until(page._who.edit.hasFocus)
