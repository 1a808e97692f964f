"""What was given, what went wrong, who got a lot: pages that keep nothing before it is whole."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from consult_app.domain.account import Account
from consult_app.domain.complication import Complication, Ending, Grade
from consult_app.domain.given import Agreed, Departs, Departure, Dose, planned
from consult_app.domain.log import LookUp
from consult_app.domain.lot import LotState, LotUse
from consult_app.domain.questionnaire import Choice
from consult_app.domain.reporting import reporting_hint
from consult_app.domain.treatment import Status
from consult_app.ui.pages.complication_page import ComplicationPage
from consult_app.ui.pages.given_page import GivenPage
from consult_app.ui.pages.lots_page import LotsPage
from consult_app.ui.story_words import (
    complication_words,
    departure_words,
    departures_words,
    earlier_words,
    hint_words,
)
from consult_app.ui.widgets.plain_label import PlainLabel
from consult_app.ui.widgets.story_card import StoryCard
from consult_app.workflow.lots import LotRow, LotsScreen
from consult_app.workflow.screens.complication import ComplicationScreen
from consult_app.workflow.screens.findings import Behind
from consult_app.workflow.screens.given import GivenScreen
from consult_app.workflow.screens.ingredients import IngredientCard
from consult_app.workflow.screens.story import ComplicationStory, Earlier, GivenStory, Story
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.layout import layout_faults
from tests.helpers.sample import NOW, draft, sample
from tests.helpers.signals import told


def card(key, name):
    behind = Behind("low", (), recalled=False)
    return IngredientCard(key, name, "", "", Status.NOT_KNOWN, "", "", "", "", behind)


PLAN = planned(draft(), "Dr Bo", NOW)
SCREEN = GivenScreen(
    Agreed(draft(), NOW),
    "Mesotherapy",
    NOW,
    PLAN,
    None,
    (card("ing-hyaluronan", "Hyaluronan"), card("ing-c", "Vitamin C")),
    (Choice("cheeks", "Cheeks"), Choice("chin", "Chin")),
    ("Dr Bo", "Dr Cy"),
)
KEPT = Account("n-1", "c-1", NOW, "Dr Bo", PLAN)
RASH = Complication("Rash", date(2026, 11, 23), "", "", Grade.MILD, "Cream", Ending.OVER, "Monday", "no")


def shown(qtbot, page, screen):
    page.resize(1366, 768)
    qtbot.addWidget(page)
    page.display(screen)
    with qtbot.waitExposed(page):
        page.show()
    return page


@pytest.fixture
def given(qtbot):
    return shown(qtbot, GivenPage(), SCREEN)


def typed(field, text):
    field.edit.setText(text)
    field.edited.emit(text)


def test_the_plan_is_kept_by_one_press_and_only_once(given):
    kept = told(given.given)
    for _ in range(2):
        given._keep.click()
    assert kept == [("c-1", PLAN, "")]
    given.refuse("Not kept", "The disk is full.")
    assert given._notice.isVisible()
    assert given._keep.isEnabled()


def test_an_expired_lot_is_said_at_once_and_needs_a_reason(given):
    kept = told(given.given)
    [row] = given._rows
    assert not row._reason.isVisible()
    typed(row._fields[3], "2020-01")
    assert "use-by date had passed" in row._said.accessibleName()
    assert "use by January 2027" in row._plan.accessibleName()
    given._keep.click()
    assert kept == []
    assert "Hyaluronan: say why" in given._notice.accessibleDescription()
    typed(row._reason, "Nothing else was here")
    given._keep.click()
    [(_, what, _)] = kept
    assert what.doses[0].reason == "Nothing else was here"
    typed(row._fields[3], "soon")
    assert "2027-03" in row._said.accessibleName()


def test_it_is_said_until_when_the_practice_waits(qtbot):
    agreed = replace(SCREEN.agreed, from_day=date(2099, 3, 2))
    page = shown(qtbot, GivenPage(), replace(SCREEN, agreed=agreed))
    kept = told(page.given)
    assert "This practice waits until 2 Mar 2099" in page._said.accessibleName()
    page._keep.click()
    assert kept == []


def test_another_product_was_not_consented_to(given):
    kept = told(given.given)
    given._other.click()
    row = given._rows[-1]
    assert "did not consent" in row._said.accessibleName()
    given._keep.click()
    assert "Say which product it is" in given._notice.accessibleDescription()
    for field, text in zip(row._fields, ("Lidocaine", "1 ml", "", ""), strict=True):
        typed(field, text)
    typed(row._reason, "Asked for")
    given._keep.click()
    assert kept[0][1].doses[1] == Dose("", "Lidocaine", "1 ml", "", "", "", "Asked for")


def test_what_was_not_given_is_taken_out_and_can_come_back_as_planned(given):
    [row] = given._rows
    row._remove.click()
    assert given._none.isVisible()
    given._keep.click()
    assert "say why in the notes" in given._notice.accessibleDescription()
    given._search.added.emit("ing-hyaluronan")
    QApplication.processEvents()
    assert given._rows[0].dose() == PLAN.doses[0]
    assert given._rows[0].first().hasFocus()
    given._search.added.emit("ing-c")
    assert given._rows[1].dose().ingredient == "ing-c"


def test_an_area_beyond_the_consent_and_a_time_before_it_need_a_reason(given):
    given._areas._chips["chin"].click()
    given._when.show_moment(NOW.date(), "08:00")
    given._judge()
    assert "does not cover every area" in given._said.accessibleName()
    assert "before the consent was sealed: 23 Nov 2026 09:30" in given._said.accessibleName()
    given._keep.click()
    assert "The session: say why" in given._notice.accessibleDescription()
    taken_back = replace(SCREEN, agreed=replace(SCREEN.agreed, withdrawn_at=NOW))
    given.display(taken_back)
    assert "had taken the consent back" in given._said.accessibleName()


@pytest.mark.parametrize(("time", "said"), [("noon", "cannot be read"), ("23:00", "Not kept yet")])
def test_a_time_that_cannot_be_meant_is_refused(given, time, said):
    given._when.show_moment(NOW.date(), time)
    given._keep.click()
    assert said in given._notice.accessibleName()


def test_a_correction_begins_with_what_is_kept_and_says_why(given):
    kept = told(given.given)
    given.display(replace(SCREEN, before=KEPT, given=replace(PLAN, notes="No pain", by="Dr Cy")))
    given._keep.click()
    assert "Say why it is corrected." in given._notice.accessibleDescription()
    typed(given._why, "Mistyped")
    given._keep.click()
    [(_, what, why)] = kept
    assert (what.notes, what.by, why) == ("No pain", "Dr Cy", "Mistyped")


def test_who_may_not_treat_reads_it_and_keeps_nothing(given):
    given.display(replace(SCREEN, may_treat=False))
    assert not given._keep.isEnabled()
    assert "by a clinician" in given._notice.accessibleDescription()


def test_every_control_has_a_name_and_is_large_enough(given):
    assert unnamed(given) == []
    assert too_small(given) == []


def test_the_page_leads_back_to_the_patient(given, qtbot):
    with qtbot.waitSignal(given.patient_requested) as asked:
        given._leave.click()
    assert asked.args == ["p-1"]
    given.begin_search()
    assert given._search.field.edit.hasFocus()


RISKS = tuple(sample().risks)
TROUBLE = ComplicationScreen(
    draft(), "Mesotherapy", date(2026, 11, 20), NOW, Complication("", NOW.date()), None, RISKS, "UK", True
)  # fmt: skip


@pytest.fixture
def trouble(qtbot):
    return shown(qtbot, ComplicationPage(), TROUBLE)


def test_a_complication_is_chosen_graded_and_kept_once(trouble):
    kept = told(trouble.complicated)
    trouble._keep.click()
    said = trouble._notice.accessibleDescription()
    assert "Say what happened." in said
    assert "Say what was done about it" in said
    trouble._risk._buttons[0].click()
    assert RISKS[0].what_to_do in trouble._do.accessibleName()
    trouble._grade._buttons[4].click()
    assert "MHRA Yellow Card" in trouble._hint.accessibleName()
    assert "Recalled" in trouble._hint.accessibleName()
    trouble._action.set_text("Adrenaline")
    for _ in range(2):
        trouble._keep.click()
    [(record, what, before, why)] = kept
    assert (record, before, why) == ("c-1", "", "")
    assert (what.what, what.risk, what.grade) == (RISKS[0].name, RISKS[0].id, Grade.LIFE_THREATENING)


def test_nobody_is_called_treated_of_whom_only_a_consent_is_known(trouble):
    assert trouble._about.text() == "Ann Example · Mesotherapy · consent of 20 Nov 2026"
    trouble.display(replace(TROUBLE, given=True))
    assert trouble._about.text() == "Ann Example · Mesotherapy · treated 20 Nov 2026"


def test_words_of_ones_own_stay_when_a_risk_is_chosen(trouble):
    trouble._risk._buttons[0].click()
    trouble._risk._buttons[1].click()
    assert trouble._what.text() == RISKS[1].name
    typed(trouble._what, "Hives on both arms")
    trouble._risk._buttons[-1].click()
    assert trouble._what.text() == "Hives on both arms"
    assert trouble._what.edit.hasFocus()
    assert not trouble._do.isVisible()


@pytest.mark.parametrize(("day", "time", "said"), [
    (date(2026, 11, 19), "", "from 20 Nov 2026 to today"),
    (date(2026, 11, 21), "late", "Write the time as 14:30"),
])  # fmt: skip
def test_when_it_began_is_a_day_after_the_treatment(trouble, day, time, said):
    trouble._began.set_range(None, NOW.date())
    trouble._began.show_moment(day, time)
    trouble._keep.click()
    assert said in trouble._notice.accessibleDescription()


def test_it_is_gone_on_with_in_place_of_what_stands(trouble):
    kept = told(trouble.complicated)
    trouble.display(replace(TROUBLE, complication=RASH, before=replace(KEPT, told=RASH)))
    trouble._keep.click()
    assert "Say what is new" in trouble._notice.accessibleDescription()
    typed(trouble._why, "Rang again")
    trouble._keep.click()
    assert kept == [("c-1", RASH, "n-1", "Rang again")]


def test_an_assistant_sees_the_grade_and_cannot_change_it(trouble):
    trouble.display(replace(TROUBLE, may_grade=False))
    assert not trouble._grade.isEnabled()
    assert trouble._only.isVisible()
    assert unnamed(trouble) == []
    assert too_small(trouble) == []


USE = LotUse(
    LotState.GIVEN, "AB-1", "", "ing", "1 ml", "", (), date(2026, 11, 20), "c-1",
    "p-1", "Ann Example", date(1986, 5, 4), "R-7", "sample", "d", sample=True,
)  # fmt: skip
ROWS = (
    LotRow(USE, "Hyaluronan", "Cheeks", "Mesotherapy"),
    LotRow(replace(USE, state=LotState.PLANNED, sample=False, record_number=""), "X", "", "Mesotherapy"),
    LotRow(replace(USE, state=LotState.CORRECTED, patient_id="p-2"), "X", "", "Mesotherapy"),
)
FOUND = LotsScreen(
    "ab1", ROWS, (LookUp(NOW, "Dr Bo", "ab1", 3, saved=True), LookUp(NOW, "Dr Bo", "ab1", 3)), True
)  # fmt: skip


@pytest.fixture
def lots(qtbot):
    return shown(qtbot, LotsPage(), LotsScreen("", (), (), True))


def test_a_lot_is_asked_for_and_answered_in_words(lots, qtbot):
    assert lots._field.edit.hasFocus()
    assert not lots._found.isVisible()
    asked = told(lots.lot_requested)
    qtbot.keyClicks(lots._field.edit, "ab1")
    qtbot.keyClick(lots._field.edit, Qt.Key.Key_Return)
    assert asked == [("ab1",)]
    lots.display(FOUND)
    rows = [lots._rows.index(each).data(Qt.ItemDataRole.AccessibleTextRole) for each in range(3)]
    assert rows[0] == (
        "Ann Example · 20 Nov 2026, Born 4 May 1986 · record R-7, Hyaluronan, 1 ml, lot AB-1, "
        "Mesotherapy · Cheeks, Given, Sample"
    )
    assert "Planned, not recorded" in rows[1]
    assert "Corrected since" in rows[2]
    assert "nobody wrote down" in lots._rows.index(1).data(Qt.ItemDataRole.ToolTipRole)
    assert lots._nobody.text() == "Entries: 3 · patients: 2 · newest first"
    assert "saved as a file" in lots._log.text()
    assert unnamed(lots) == []


def test_the_list_is_saved_only_by_whom_it_is_allowed_and_a_row_leads_to_the_patient(lots):
    lots.display(FOUND)
    saved, patients = told(lots.lot_save_requested), told(lots.patient_requested)
    lots._save.click()
    lots._list.chosen.emit(lots._rows.index(2))
    assert (saved, patients) == ([("ab1",)], [("p-2",)])
    lots.display(replace(FOUND, may_save=False))
    assert not lots._save.isEnabled()
    lots.display(replace(FOUND, rows=()))
    assert lots._nobody.text() == "Nobody got a lot that begins with “ab1”."
    lots.refuse("This is too short", "Type more.")
    assert lots._notice.isVisible()
    lots.begin_search()
    assert lots._field.edit.hasFocus()


def story(given=None, *complications):
    from tests.ui.test_course_page import session

    return Story(
        session("c-1", 1).line, 1, "Fresher skin", {"ing-hyaluronan": "Hyaluronan"}, given, complications
    )


def said_on(widget):
    return [each.text() for each in widget.findChildren(PlainLabel) if each.isVisibleTo(widget)]


def pressed(widget, name):
    next(
        each for each in widget.findChildren(QPushButton) if name in (each.text(), each.accessibleName())
    ).click()


def test_what_came_of_a_session_is_told_with_what_stood_there_before(qtbot):
    other = replace(PLAN, doses=(Dose("", "Lidocaine", "1 ml", reason="Asked"),), areas=(), reason="Wish")
    second = Account("n-2", "c-1", NOW, "Dr Bo", other, "n-1", "Mistyped")
    lines = (Departure(Departs.ADDED, "Lidocaine"),)
    graver = ComplicationStory(
        replace(KEPT, id="n-4", told=replace(RASH, reported="")),
        replace(RASH, reported=""),
        reporting_hint(Grade.SEVERE, "FR"),
        (replace(KEPT, told=RASH),),
    )
    made = StoryCard(story(GivenStory(second, other, lines, (KEPT,)), graver), may_treat=True)
    qtbot.addWidget(made)
    said = said_on(made)
    assert "Lidocaine, 1 ml, no lot. Given all the same: Asked" in said
    assert "Written by Dr Bo, 23 Nov 2026 09:30. Corrected: Mistyped" in said
    assert not any("Hyaluronan" in each for each in said)
    for button in [each for each in made.findChildren(QPushButton) if each.text() == "Before"]:
        button.click()
    assert any("Hyaluronan, 1 ml, lot L1" in each for each in said_on(made))
    assert any("Rash\nMild" in each for each in said_on(made))
    gave, noted = told(made.given_requested), told(made.complication_requested)
    pressed(made, "Correct what was given")
    pressed(made, "Note a complication")
    pressed(made, "Add or correct")
    assert gave == [("c-1",)]
    assert noted == [("c-1", ""), ("c-1", "n-4")]
    assert unnamed(made) == []


def test_who_may_not_treat_is_told_who_writes_it_down(qtbot):
    made = StoryCard(story(), may_treat=False)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    assert layout_faults(made) == []
    assert "Nobody wrote down yet what was given." in said_on(made)
    assert "What was given is written down by a clinician." in said_on(made)
    give = next(each for each in made.findChildren(QPushButton) if each.text() == "Record what was given")
    assert not give.isEnabled()


def test_what_differs_is_a_line_a_product_which_is_named_once():
    differing = [
        Departure(Departs.AMOUNT, "ing", "2 mL", "3 mL"),
        Departure(Departs.LOT, "ing", "A-1", "B-2"),
        Departure(Departs.ADDED, "Lidocaine"),
        Departure(Departs.AMOUNT, "c", "1 mL", "2 mL"),
        Departure(Departs.ADDED, "Lidocaine"),
    ]
    assert departures_words(differing, {"ing": "Hyaluronan", "c": "Vitamin C"}) == [
        "Hyaluronan: 3 mL instead of 2 mL, lot B-2 instead of A-1",
        "Lidocaine was given and not planned",
        "Vitamin C: 2 mL instead of 1 mL",
    ]


def test_each_word_of_a_story():
    names = {"ing": "Hyaluronan", "chin": "Chin"}
    assert [departure_words(Departure(each, "ing", "1", "2"), names) for each in Departs] == [
        "Hyaluronan was planned and not given",
        "Hyaluronan was given and not planned",
        "Hyaluronan: 2 instead of 1",
        "Hyaluronan: lot 2 instead of 1",
        "Hyaluronan: use by 2 instead of 1",
        "Hyaluronan: 2 instead of 1",
        "Hyaluronan was planned and not treated",
        "Hyaluronan was treated and not planned",
    ]
    assert complication_words(replace(RASH, time="14:30")) == (
        "Began 23 Nov 2026 14:30 · Over, without trace · Done: Cream · Follow-up: Monday · Reported: no"
    )
    hint = reporting_hint(Grade.SEVERE, "FR")
    assert hint is not None
    assert "the national scheme" in hint_words(hint)
    assert earlier_words(Earlier(RASH, "Mesotherapy")) == (
        "Rash (Mild), 23 Nov 2026, after Mesotherapy. Over, without trace."
    )
