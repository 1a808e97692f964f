"""A patient's page: the course in order, what comes next, and the ways on."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from consult_app.domain.consultation import ConsultationLine, Patient, Stage
from consult_app.domain.treatment import Severity
from consult_app.ui.pages.course_page import CoursePage
from consult_app.ui.widgets.badge import Badge
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.workflow.screens.course import CourseScreen, NextSession, Session
from consult_app.workflow.screens.findings import Behind, FindingCard
from consult_app.workflow.screens.start import Concern, Mark
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.signals import told

FINDING = FindingCard(
    "r",
    Severity.STOP,
    True,
    False,
    True,
    "Infection",
    "It may spread.",
    "Treat it first.",
    (),
    Behind("low", (), recalled=False),
    "",
    "",
)
OPEN = replace(FINDING, severity=Severity.ASK_MORE)
SETTLED = replace(FINDING, settled=True, reason="Already healed", clinician="Dr A. Osei")
DISCUSSED = replace(FINDING, severity=Severity.CAUTION, settled=True, clinician="Dr A. Osei")
PATIENT = Patient("p-1", "Maya", "Lindqvist", date(1984, 3, 12), record_number="40213")


def session(key, number, stage=Stage.SEALED, *marks, mixture=("Hyaluronic acid 2 mL",), **more):
    day = date(2026, 11, number or 9)
    at = datetime(2026, 11, 20, tzinfo=UTC)
    line = ConsultationLine(key, stage, PATIENT.name, PATIENT.birth_date, "Mesotherapy", day, at, **more)
    return Session(line, number, "Fresher skin", mixture, marks)


SESSIONS = (
    session("1", 1),
    session("2", 0, refusal=True),
    session("3", 2, Stage.SEALED, Mark(Concern.CONTENT_CHANGED, "Mesotherapy", date(2026, 11, 2))),
    session("4", 3, Stage.DRAFT, mixture=()),
)
FOLLOWS = NextSession("Mesotherapy", 3, "3", open=False)
GOES_ON = NextSession("Mesotherapy", 3, "4", open=True)
SCREEN = CourseScreen(PATIENT, date(2026, 11, 27), SESSIONS, (FOLLOWS, replace(GOES_ON, treatment="Kybella")))


@pytest.fixture
def page(qtbot):
    made = CoursePage()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.display(SCREEN)
    with qtbot.waitExposed(made):
        made.show()
    return made


def words(page, role=Qt.ItemDataRole.AccessibleTextRole):
    rows = page._list.model()
    return [rows.index(each, 0).data(role) for each in range(rows.rowCount())]


def test_it_says_who_it_is(page):
    assert page._name.text() == "Maya Lindqvist"
    assert page._born.text() == "Born 12 Mar 1984 · record 40213 · 42 years"


def test_what_stood_out_last_is_told_with_what_was_said_to_it(page):
    assert not page._stood_out.isVisible()
    for cards, said in (
        ((SETTLED, DISCUSSED), ["Went on: Already healed (Dr A. Osei)", "Discussed by Dr A. Osei"]),
        ((OPEN,), ["Was not settled."]),
    ):
        page.display(replace(SCREEN, findings=cards))
        QApplication.processEvents()
        shown = [each.text() for each in page._findings.findChildren(PlainLabel) if each.isVisible()]
        assert shown == [
            text for card, words in zip(cards, said, strict=True) for text in (card.title, words)
        ]
    [badge] = [each for each in page._findings.findChildren(Badge) if each.isVisible()]
    assert badge.text() == "Ask more"


def test_each_session_is_heard_with_day_treatment_mixture_and_badges(page):
    assert words(page) == [
        "Session 1 · 1 Nov 2026, Mesotherapy: Fresher skin, Hyaluronic acid 2 mL, Sealed",
        "Consultation · 9 Nov 2026, Mesotherapy: Fresher skin, Hyaluronic acid 2 mL, Not going ahead",
        "Session 2 · 2 Nov 2026, Mesotherapy: Fresher skin, Hyaluronic acid 2 mL, Sealed, Content changed",
        "Session 3 · 3 Nov 2026, Mesotherapy: Fresher skin, No mixture, Open",
    ]
    assert "was changed" in words(page, Qt.ItemDataRole.ToolTipRole)[2]
    assert words(page, Qt.ItemDataRole.EditRole) == [None] * 4


def test_a_click_opens_a_session(page, qtbot):
    place = page._list.visualRect(page._list.model().index(2, 0)).center()
    with qtbot.waitSignal(page.open_requested) as opened:
        qtbot.mouseClick(page._list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["3"]


def test_the_next_session_is_asked_for_once(page, qtbot):
    following, _ = page._next_buttons
    assert following.text() == "Next session: Mesotherapy, session 3"
    assert following.hasFocus() or page.focusWidget() is following
    asked = told(page.next_requested)
    for _ in range(2):
        qtbot.mouseClick(following, Qt.MouseButton.LeftButton)
    assert asked == [("3",)]
    page.refuse("The content is gone", "Begin anew.")
    assert following.isEnabled()
    assert page._notice.isVisible()


def test_who_wanted_more_time_is_talked_with_again(page):
    page.display(replace(SCREEN, nexts=(replace(FOLLOWS, declined=True),)))
    asked = told(page.next_requested)
    [button] = page._next_buttons
    assert button.text() == "Talk about it again: Mesotherapy"
    button.click()
    assert asked == [("3",)]


def test_an_open_session_is_gone_on_with(page, qtbot):
    _, going_on = page._next_buttons
    assert going_on.text() == "Go on with: Kybella, session 3"
    with qtbot.waitSignal(page.open_requested) as opened:
        qtbot.mouseClick(going_on, Qt.MouseButton.LeftButton)
    assert opened.args == ["4"]


def test_something_new_can_be_begun_and_the_list_is_near(page, qtbot):
    with qtbot.waitSignal(page.new_for_requested) as asked:
        qtbot.mouseClick(page._new, Qt.MouseButton.LeftButton)
    assert asked.args == ["p-1"]
    with qtbot.waitSignal(page.leave_requested):
        qtbot.mouseClick(page._leave, Qt.MouseButton.LeftButton)


def test_a_patient_who_never_came_can_begin(page, qtbot):
    page.display(replace(SCREEN, sessions=(), nexts=()))
    page.hide()
    page.show()
    assert page._nothing.isVisible()
    assert not page._list.isVisible()
    assert not page._nexts.isVisible()
    assert page.focusWidget() is page._new


def test_another_patient_takes_the_place_of_the_first(page):
    page.refuse("No", "")
    page.display(replace(SCREEN, patient=replace(PATIENT, given_name="Eva"), nexts=(GOES_ON,)))
    assert page._name.text() == "Eva Lindqvist"
    assert [each.text() for each in page._next_buttons] == ["Go on with: Mesotherapy, session 3"]
    assert not page._notice.isVisible()


def test_rows_are_painted_by_their_stage(page):
    def picture(place):
        rect = page._list.visualRect(page._list.model().index(place, 0))
        return page._list.viewport().grab(rect).toImage()

    assert picture(0) != picture(1)
    assert picture(0) != picture(3)


@pytest.mark.parametrize("size", [(1366, 768), (800, 1180), (640, 560)])
def test_everything_has_a_name_and_can_be_hit(page, size):
    page.resize(*size)
    assert unnamed(page) == []
    assert too_small(page) == []


def test_all_about_the_patient_can_be_asked_for_by_whoever_may_take_it_out(page, qtbot):
    with qtbot.waitSignal(page.copy_requested) as asked:
        page._copy.click()
    assert asked.args == ["p-1"]
    page.display(replace(SCREEN, may_copy=False))
    assert not page._whole.isVisible()
