"""The start page: three lists, found and opened by mouse and keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication

from consult_app.content.library import PackSummary
from consult_app.domain.consultation import ConsultationLine, Patient, Stage
from consult_app.domain.readiness import Lack
from consult_app.domain.rooms import Version
from consult_app.ui import theme
from consult_app.ui.days import day_words
from consult_app.ui.list_words import concern_reason, concern_word, count_words, missing_words, version_words
from consult_app.ui.pages.start_page import StartPage
from consult_app.ui.widgets import row_list
from consult_app.workflow.screens.start import (
    Concern,
    ConsultationRow,
    FoundPatients,
    Mark,
    Missing,
    PatientRow,
    StartScreen,
)
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.signals import told

TODAY = date(2026, 11, 27)
NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
PACK = PackSummary(
    "meso", "Facial mesotherapy", "0.1", "d", approved=False, review_by=date(2027, 5, 1), language="en"
)
MISSING = Missing(((Lack.ANSWER, 4), (Lack.RISK, 2), (Lack.MIXTURE, 1)), 0.5)


def line(key, patient, stage=Stage.DRAFT, day=TODAY, **more):
    updated = datetime(day.year, day.month, day.day, 9, 42, tzinfo=UTC)
    return ConsultationLine(
        key, stage, patient, date(1984, 3, 12), "Facial mesotherapy", day, updated, **more
    )


def row(key, patient, stage=Stage.DRAFT, *marks, **more):
    return ConsultationRow(line(key, patient, stage, **more), marks)


BEFORE = date(2026, 11, 20)
LEFT = Mark(Concern.CONSENT_MISSING, "Facial mesotherapy", BEFORE)
CHANGED = Mark(Concern.CONTENT_CHANGED, "Facial mesotherapy", BEFORE)
WAITS = Mark(Concern.COOLING_OFF, "Facial mesotherapy", BEFORE)
DUE = Mark(Concern.REVIEW_DUE, "Facial mesotherapy", BEFORE)
OF_TODAY = (
    row("1", "Maya Lindqvist"),
    row("2", "Jonas Berg", Stage.REVIEWED, LEFT, day=BEFORE),
    row("3", "Aylin Demir", Stage.CONSENTED),
    row("4", "Ruth Okafor", Stage.SEALED),
    row("5", "Pavel Novák", Stage.SEALED, refusal=True),
    row("6", "Sample", Stage.SEALED, sample=True),
)
LEFT_OPEN = (row("7", "Ivan Petrov", Stage.DRAFT, LEFT, day=BEFORE),)


def person(key, name, *marks, record="", last=None, count=0):
    given, family = name.split(" ", 1)
    patient = Patient(key, given, family, date(1984, 3, 12), record_number=record)
    return PatientRow(patient, last, count, marks)


PATIENTS = (
    person("p-1", "Maya Lindqvist", record="40213", last=line("1", "Maya Lindqvist"), count=1),
    person("p-2", "Jürgen Müller", LEFT, last=line("9", "Jürgen Müller", day=BEFORE), count=3),
    person("p-3", "José da Silva", CHANGED, DUE),
)


def everybody(*rows, count=0):
    return FoundPatients("", rows, count or len(rows))


def screen(**changes):
    patients = everybody(*PATIENTS)
    whole = StartScreen("Skin Practice Linden", "Dr A. Osei", NOW, OF_TODAY, LEFT_OPEN, patients, (PACK,))
    return replace(whole, **changes)


EMPTY = {"today": (), "left_open": (), "patients": FoundPatients("", (), 0)}


@pytest.fixture
def page(qtbot):
    made = StartPage()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.display(screen())
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def words(listed, role=Qt.ItemDataRole.AccessibleTextRole):
    rows = listed.model()
    return [rows.index(each, 0).data(role) for each in range(rows.rowCount())]


def click(qtbot, listed, place, at=None):
    point = at or listed.visualRect(listed.model().index(place, 0)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=point)


def act_point(page, place):
    return page._list.act_area(page._list.model().index(place, 0)).center()


def test_it_greets_and_says_what_the_day_holds(page):
    assert page._greeting.text() == "Good morning, Dr A. Osei"
    assert page._practice.text() == (
        "Friday, 27 November 2026 · Skin Practice Linden · 6 today, 3 not sealed yet · 1 to finish"
    )
    void = (*OF_TODAY[3:5], row("8", "Void", Stage.VOIDED))
    for today, said in (
        ((), "nobody yet today"),
        (OF_TODAY[3:], "3 today, all sealed"),
        (void, "3 today, all sealed or ended"),
    ):
        page.display(screen(today=today, left_open=()))
        assert page._practice.text().endswith(f"Linden · {said}")
    for hour, hello in ((12, "Good afternoon"), (19, "Good evening")):
        page.display(screen(now=NOW.replace(hour=hour)))
        assert page._greeting.text().startswith(hello)


def test_each_row_of_today_is_heard_with_patient_time_and_badges(page):
    time = OF_TODAY[0].line.updated.astimezone().strftime("%H:%M")
    heard = words(page._today)
    assert heard[0] == f"Maya Lindqvist, born 12 Mar 1984, Facial mesotherapy, {time}, Open"
    assert heard[1].endswith("20 Nov 2026, Being signed, Consent missing")
    assert [each.split(f"{time}, ")[-1] for each in heard[2:]] == [
        *("Signed, not sealed", "Sealed", "Not going ahead", "Sealed, Sample"),
    ]
    assert words(page._today, Qt.ItemDataRole.EditRole) == [None] * 6


def test_a_badge_says_why_it_is_there(page):
    [reason] = words(page._left_open, Qt.ItemDataRole.ToolTipRole)
    assert reason == (
        "Facial mesotherapy: begun on 20 Nov 2026, and no consent was sealed on that day or since."
    )
    reasons = words(page._list, Qt.ItemDataRole.AccessibleDescriptionRole)
    assert reasons[0] == ""
    assert reasons[2] == (
        "Facial mesotherapy: the content was changed since the consent of 20 Nov 2026 was sealed.\n"
        "Facial mesotherapy: the content was due for review on 20 Nov 2026."
    )


def test_of_two_that_two_rooms_said_otherwise_each_says_which_it_is(page):
    one, two = (Version(f"ROOM-{each}", NOW.replace(minute=each), "Dr A. Osei") for each in (1, 2))
    rows = tuple(row(each.machine, "Maya Lindqvist", version=each) for each in (one, two))
    page.display(screen(today=rows))
    page.show_missing("ROOM-1", MISSING)
    assert version_words(one).startswith("This one: Dr A. Osei on ROOM-1, 27 Nov 2026 ")
    first, second = words(page._today)
    assert f"Open, Kept twice, {version_words(one)}, Missing: 4 answers" in first
    assert second.endswith(f"Open, Kept twice, {version_words(two)}")
    assert page._today_rows.tip(rows[0]).startswith(version_words(one))
    # What is seen in the row; what it lacks is in its tip.
    assert page._today_rows.below(rows[0].line, lambda _: True) == version_words(one)
    assert page._today_rows.below(OF_TODAY[0].line, lambda _: True) == ""


def test_what_a_draft_lacks_comes_later_and_is_heard_and_seen(page):
    before = page._left_open.grab().toImage()
    assert words(page._left_open)[0].endswith("20 Nov 2026, Open, Consent missing")
    page.show_missing("7", MISSING)
    assert words(page._left_open)[0].endswith(", Missing: 4 answers, 2 risks, mixture")
    assert page._left_open.grab().toImage() != before
    assert words(page._left_open, Qt.ItemDataRole.ToolTipRole)[0].startswith("Missing: 4 answers")
    assert words(page._left_open, Qt.ItemDataRole.AccessibleDescriptionRole)[0].startswith("Facial meso")
    page.show_missing("7", None)
    assert words(page._left_open)[0].endswith(", What is missing cannot be read")


def test_what_was_known_of_a_draft_is_not_said_of_it_once_it_is_signed(page):
    page.show_missing("1", MISSING)
    assert words(page._today)[0].endswith("mixture")
    page.display(screen(today=(row("1", "Maya Lindqvist", Stage.SEALED),)))
    assert words(page._today)[0].endswith("Sealed")


@pytest.mark.parametrize("count", [1, 3])
def test_everything_that_can_be_missing_has_words(count):
    said = missing_words(Missing(tuple((lack, count) for lack in Lack), 0.1))
    assert said.startswith("Missing: areas, ")
    assert said.count(",") == len(Lack) - 1
    assert "{" not in said
    assert ("1 answer," if count == 1 else "3 answers,") in said


def test_who_waits_between_signing_and_treatment_is_told_until_when():
    assert concern_word(WAITS)[0] == f"Cooling-off until {day_words(BEFORE)}"
    assert concern_reason(WAITS).endswith(f"Treatment may begin on {day_words(BEFORE)}.")


def test_of_what_is_missing_as_much_is_said_as_there_is_room_for():
    missing = Missing(((Lack.AREAS, 1), (Lack.ANSWER, 4), (Lack.RISK, 2), (Lack.MIXTURE, 1)), 0.1)
    assert missing_words(missing, lambda words: len(words) < 40) == "Missing: areas, 4 answers and 2 more"
    assert missing_words(missing, lambda _: False) == "Missing: areas and 3 more"
    alone = Missing(((Lack.AREAS, 1),), 0.1)
    assert missing_words(alone, lambda _: False) == "Missing: areas"


def test_a_draft_that_lacks_nothing_is_ready():
    assert missing_words(Missing((), 1.0)) == "Nothing is missing: ready to review"


def test_patients_are_heard_with_how_often_they_came(page):
    assert words(page._list) == [
        "Maya Lindqvist, Born 12 Mar 1984 · record 40213, 1 consultation, 27 Nov 2026",
        "Jürgen Müller, Born 12 Mar 1984, 3 consultations, last 20 Nov 2026, Consent missing",
        "José da Silva, Born 12 Mar 1984, Content changed, Review due",
    ]
    assert words(page._list, Qt.ItemDataRole.EditRole) == [None] * 3


def test_a_click_opens_a_consultation_or_a_patient(page, qtbot):
    with qtbot.waitSignal(page.open_requested) as opened:
        click(qtbot, page._today, 2)
    assert opened.args == ["3"]
    with qtbot.waitSignal(page.open_requested) as opened:
        click(qtbot, page._left_open, 0)
    assert opened.args == ["7"]
    with qtbot.waitSignal(page.patient_requested) as opened:
        click(qtbot, page._list, 1)
    assert opened.args == ["p-2"]


def test_the_arrows_and_enter_open(page, qtbot):
    page._today.setFocus()
    qtbot.keyClick(page._today, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.open_requested) as opened:
        qtbot.keyClick(page._today, Qt.Key.Key_Return)
    assert opened.args == ["2"]


def test_opening_is_asked_for_once(page, qtbot):
    asked = told(page.open_requested)
    place = page._today.visualRect(page._today.model().index(0, 0)).center()
    qtbot.mouseDClick(page._today.viewport(), Qt.MouseButton.LeftButton, pos=place)
    click(qtbot, page._today, 0)
    assert asked == [("1",)]


def test_the_button_in_a_row_begins_something_new_for_that_patient(page, qtbot):
    opened, asked = told(page.patient_requested), told(page.new_for_requested)
    click(qtbot, page._list, 1, act_point(page, 1))
    assert (asked, opened) == ([("p-2",)], [])
    qtbot.mouseDClick(page._list.viewport(), Qt.MouseButton.LeftButton, pos=act_point(page, 1))
    assert opened == []


def test_a_press_that_is_let_go_elsewhere_does_nothing(page, qtbot):
    opened, asked = told(page.patient_requested), told(page.new_for_requested)
    view = page._list.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=act_point(page, 0))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=act_point(page, 2))
    assert asked == opened == []


def test_control_enter_begins_something_new_for_the_patient_with_the_keyboard(page, qtbot):
    page._list.setFocus()
    with qtbot.waitSignal(page.new_for_requested) as asked:
        qtbot.keyClick(page._list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == ["p-1"]
    opened = told(page.open_requested)
    page._today.setFocus()
    qtbot.keyClick(page._today, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened == []


def test_the_button_in_a_row_says_what_it_does(page, monkeypatch):
    # The off-screen platform cannot raise a tool tip.
    said = []
    monkeypatch.setattr(row_list.QToolTip, "showText", lambda _at, words, *_: said.append(words))

    def hover(place):
        where = page._list.viewport().mapToGlobal(place)
        QApplication.sendEvent(page._list.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, where))

    hover(act_point(page, 0))
    hover(page._list.visualRect(page._list.model().index(0, 0)).center())
    assert said == ["New consultation"]


def test_typing_asks_for_patients_and_shows_who_is_found(page, qtbot):
    with qtbot.waitSignal(page.find_requested) as asked:
        qtbot.keyClicks(page._search, "m")
    assert asked.args == ["m"]
    page.display_found(FoundPatients("m", PATIENTS[:2], 2))
    assert page._rows.rowCount() == 2
    assert page._list.isVisible()
    assert not page._nothing_found.isVisible()


def test_nobody_found_says_by_what(page, qtbot):
    qtbot.keyClicks(page._search, " zebra")
    page.display_found(FoundPatients("zebra", (), 0))
    assert page._nothing_found.isVisible()
    assert not page._list.isVisible()
    assert page._nothing_found.text() == "Nobody is found by “zebra”."


def test_what_was_found_by_fewer_letters_is_shown_no_more(page, qtbot):
    qtbot.keyClicks(page._search, "ma")
    page.display_found(FoundPatients("ma", PATIENTS[:1], 1))
    page.display_found(FoundPatients("m", PATIENTS, 3))
    assert page._rows.rowCount() == 1


@pytest.mark.parametrize(
    ("typed", "count", "said"),
    [
        ("", 3, ""),
        ("", 12_000, f"The 3 seen last, of {count_words(12_000)}. Search to find anybody."),
        ("m", 12, "3 of 12 are shown. Type more to find one."),
        ("m", 10_001, f"3 of more than {count_words(10_000)} are shown. Type more to find one."),
    ],
)
def test_it_says_how_many_others_there_are(page, typed, count, said):
    page._search.setText(typed)
    page.display_found(FoundPatients(typed, PATIENTS, count))
    assert page._others.text() == said
    assert page._others.isVisible() is bool(said)


def test_return_opens_the_first_one_found(page, qtbot):
    qtbot.keyClicks(page._search, "silva")
    page.display_found(FoundPatients("silva", PATIENTS[2:], 1))
    with qtbot.waitSignal(page.patient_requested) as opened:
        qtbot.keyClick(page._search, Qt.Key.Key_Return)
    assert opened.args == ["p-3"]
    qtbot.keyClicks(page._search, "x")
    page.display_found(FoundPatients("silvax", (), 0))
    with qtbot.assertNotEmitted(page.patient_requested):
        qtbot.keyClick(page._search, Qt.Key.Key_Return)
    qtbot.keyClick(page._search, Qt.Key.Key_Down)
    assert page._search.hasFocus()


def test_return_waits_for_who_is_found(page, qtbot):
    qtbot.keyClicks(page._search, "silva")
    with qtbot.assertNotEmitted(page.patient_requested):
        qtbot.keyClick(page._search, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.patient_requested) as opened:
        page.display_found(FoundPatients("silva", PATIENTS[2:], 1))
    assert opened.args == ["p-3"]
    # Once, and only if nothing else was typed since.
    with qtbot.assertNotEmitted(page.patient_requested):
        page.display_found(FoundPatients("silva", PATIENTS[2:], 1))
        qtbot.keyClicks(page._search, "s")
        qtbot.keyClick(page._search, Qt.Key.Key_Return)
        qtbot.keyClicks(page._search, "s")
        page.display_found(FoundPatients("silvass", PATIENTS[2:], 1))


def test_a_key_leads_to_the_search_and_down_into_the_list(page, qtbot):
    page._today.setFocus()
    qtbot.keyClick(page._today, Qt.Key.Key_Slash)
    assert page._search.hasFocus()
    assert page._search.text() == ""
    qtbot.keyClick(page._search, Qt.Key.Key_Down)
    assert page._list.hasFocus()
    assert page._list.currentIndex().row() == 0


def test_a_slash_can_be_typed_in_a_date(page, qtbot):
    page._search.setFocus()
    qtbot.keyClicks(page._search, "12/3")
    assert page._search.text() == "12/3"


def test_a_search_is_kept_when_the_lists_change(page, qtbot):
    qtbot.keyClicks(page._search, "maya")
    page.display_found(FoundPatients("maya", PATIENTS[:1], 1))
    with qtbot.waitSignal(page.find_requested) as asked:
        page.display(screen())
    assert asked.args == ["maya"]
    assert page._rows.rowCount() == 1


def test_the_buttons_say_what_is_wanted(page, qtbot):
    for button, signal in (
        (page._new, page.new_requested),
        (page._check, page.check_requested),
        (page._lock, page.lock_requested),
        (page._details, page.details_requested),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_first_time_it_says_what_the_program_does_and_how_to_begin(page, qtbot):
    page.display(screen(**EMPTY))
    page.hide()
    page.show()
    assert not any(each.isVisible() for each in (page._today, page._left_open, page._list, page._search))
    begin = [each for each in page.findChildren(QAbstractButton) if each.text() == "New consultation"]
    [shown] = [each for each in begin if each.isVisible()]
    assert page.focusWidget() is shown
    with qtbot.waitSignal(page.new_requested):
        qtbot.mouseClick(shown, Qt.MouseButton.LeftButton)
    assert page._practice.text() == "Friday, 27 November 2026 · Skin Practice Linden"


def test_an_empty_list_says_so(page):
    page.display(screen(today=(), left_open=()))
    assert page._nothing_today.isVisible()
    assert page._nothing_open.isVisible()
    assert not page._today.isVisible()
    assert not page._left_open.isVisible()
    page.display(screen())
    assert not page._nothing_today.isVisible()
    assert page._today.isVisible()


def test_without_packs_nothing_can_be_begun_and_it_says_why(page):
    page.display(screen(packs=()))
    assert not page._new.isEnabled()
    assert page._notice.isVisible()
    page.display(screen(packs=(replace(PACK, approved=True),)))
    assert page._new.isEnabled()
    assert not page._notice.isVisible()
    assert page._packs.text() == "Treatments: Facial mesotherapy 0.1"


def test_an_unapproved_or_outdated_pack_says_so(page):
    assert page._packs.text() == "Treatments: Facial mesotherapy 0.1 (draft, not clinically approved)"
    page.display(screen(packs=(replace(PACK, approved=True, review_by=BEFORE),)))
    assert page._packs.text().endswith("0.1 (review due since 20 Nov 2026)")


def test_display_asks_for_nothing(page):
    asked = [told(each) for each in (page.open_requested, page.patient_requested, page.new_requested)]
    page.display(screen(patients=everybody(*PATIENTS[:1])))
    assert asked == [[], [], []]


def test_a_refusal_is_shown(page):
    page.refuse("This consultation is not in the vault", "Go back.")
    assert page._notice.isVisible()


def test_rows_differ_where_their_stage_does(page):
    def picture(place):
        rect = page._today.visualRect(page._today.model().index(place, 0))
        return page._today.viewport().grab(rect).toImage().convertToFormat(QImage.Format.Format_RGB32)

    page.display(
        screen(today=(OF_TODAY[0], row("8", "Maya Lindqvist", Stage.SEALED), row("9", "Maya Lindqvist")))
    )
    assert picture(0) != picture(1)


def test_the_lists_stand_beside_each_other_where_there_is_room(page, qtbot):
    def beside():
        return page._search.mapTo(page, QPoint()).x() > page._today.mapTo(page, QPoint()).x() + 100

    assert beside()
    assert page._lock.text() == "Lock"
    page.resize(800, 1180)
    qtbot.waitUntil(lambda: not beside())
    assert page._lock.text() == ""
    assert page._lock.accessibleName() == "Lock"
    assert unnamed(page) == []
    assert too_small(page) == []


def test_a_low_window_scrolls_and_cuts_nothing(page, qtbot):
    assert page.verticalScrollBar().maximum() == 0
    page.resize(800, 560)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    assert page._list.height() >= 100


def test_lists_follow_a_change_of_text_size(page, qapp, qtbot):
    before = page._today.visualRect(page._today.model().index(0, 0)).height()
    theme.apply(qapp, "contrast", 1.3)
    try:
        qtbot.waitUntil(lambda: page._today.visualRect(page._today.model().index(0, 0)).height() > before)
        assert not page._today.grab().isNull()
        assert not page._list.grab().isNull()
    finally:
        theme.apply(qapp)


CALM = {"today": OF_TODAY[:1], "left_open": ()}
MANY = tuple(person(f"p-{n}", f"Ann {n}") for n in range(9))


def bottom(page, widget):
    return widget.mapTo(page, QPoint(0, widget.height())).y()


@pytest.mark.parametrize("patients", [PATIENTS[:1], MANY])
def test_the_list_of_patients_reaches_down_to_the_last_line_however_short_it_is(page, qtbot, patients):
    for size in ((1366, 768), (1920, 1080)):
        page.resize(*size)
        page.display(screen(**CALM, patients=everybody(*patients)))
        qtbot.waitUntil(lambda: bottom(page, page._cards[2]) > page.height() - 90)


def test_with_few_patients_and_a_calm_day_there_is_room_to_say_how_it_goes(page, qtbot):
    assert not page._how.isVisible()
    page.display(screen(**CALM))
    assert page._how.isVisible()
    qtbot.waitUntil(lambda: page._how.y() > page._cards[1].y() > 0)
    assert page._how.width() == page._cards[0].width()
    page.display(screen(**CALM, patients=everybody(*MANY)))
    assert not page._how.isVisible()
    page.display(screen(**EMPTY))
    assert not page._how.isVisible()


def test_in_a_narrow_window_how_it_goes_comes_last(page, qtbot):
    page.display(screen(**CALM))
    page.resize(800, 1180)
    qtbot.waitUntil(lambda: page._how.mapTo(page, QPoint()).y() > bottom(page, page._cards[2]))
    page.resize(1366, 768)
    qtbot.waitUntil(lambda: page._how.width() == page._cards[0].width())


@pytest.mark.parametrize(("width", "labelled"), [(1920, True), (1024, False)])
def test_a_row_says_what_fits(page, qtbot, width, labelled):
    before = page._list.grab().toImage()
    page.resize(width, 768)
    qtbot.waitUntil(lambda: page._list.width() != before.width())
    assert page._list.grab().toImage() != before
    first = page._list.model().index(0, 0)
    qtbot.waitUntil(lambda: (page._list.act_area(first).width() > 42) is labelled)


def test_everything_has_a_name_and_can_be_hit(page):
    assert unnamed(page) == []
    assert too_small(page) == []
