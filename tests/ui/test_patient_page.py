from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from consult_app.domain.consultation import Patient, Sex
from consult_app.domain.treatment import Goal
from consult_app.ui.pages.patient_page import PatientPage
from consult_app.workflow.screens.patient import Offer, PatientScreen
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.screens import words_on

TODAY = date(2026, 11, 22)
GLOW, LINES = Goal("glow", "Fresher skin", ()), Goal("lines", "Softer lines", ())
OFFER = Offer("mesotherapy", "Facial mesotherapy", "0.1", unapproved=True, goals=(GLOW, LINES))
NEW = PatientScreen(None, (OFFER,), "", "", locked=False, today=TODAY, begins=True)
MAYA = Patient("p1", "Maya", "Lindqvist", date(1984, 3, 12), Sex.FEMALE, "40213")
OPEN = PatientScreen(MAYA, (), "Facial mesotherapy", "Softer lines", locked=False, today=TODAY)


@pytest.fixture
def page(qtbot):
    made = PatientPage()
    made.resize(802, 900)
    qtbot.addWidget(made)
    made.display(NEW)
    made.show()
    qtbot.waitExposed(made)
    return made


def write(qtbot, edit, text):
    edit.clear()
    qtbot.keyClicks(edit, text)


def fill(qtbot, page, born="12 Mar 1984"):
    write(qtbot, page._given.edit, "Maya")
    write(qtbot, page._family.edit, "Lindqvist")
    write(qtbot, page._born.edit, born)
    say_sex(qtbot, page, 0)


def say_sex(qtbot, page, place):
    if not page._sex._buttons[place].isChecked():
        qtbot.mouseClick(page._sex._buttons[place], Qt.MouseButton.LeftButton)


def choose(qtbot, page, place):
    box = list(page._goals._boxes.values())[place]
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)


def begin(qtbot, page):
    qtbot.mouseClick(page._begin, Qt.MouseButton.LeftButton)


def test_a_new_patient_is_begun_without_an_id(page, qtbot):
    fill(qtbot, page)
    write(qtbot, page._record.edit, " 40213 ")
    choose(qtbot, page, 1)
    with qtbot.waitSignal(page.begun) as begun:
        begin(qtbot, page)
    assert begun.args == [replace(MAYA, id=""), "mesotherapy", "lines"]


def test_the_sex_of_somebody_new_is_asked_and_never_guessed(page, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    fill(qtbot, page)
    qtbot.mouseClick(page._sex._buttons[0], Qt.MouseButton.LeftButton)
    choose(qtbot, page, 0)
    with qtbot.assertNotEmitted(page.begun):
        begin(qtbot, page)
    assert "Choose one. “Not recorded” is an answer too." in words_on(page)
    assert page.focusWidget() is page._sex._buttons[0]
    qtbot.keyClick(page.focusWidget(), "n")
    assert "Choose one." not in words_on(page)
    with qtbot.waitSignal(page.begun) as begun:
        begin(qtbot, page)
    assert begun.args[0].sex is Sex.NOT_RECORDED


@pytest.mark.parametrize(("letter", "sex"), [("f", Sex.FEMALE), ("m", Sex.MALE), ("o", Sex.OTHER)])
def test_a_letter_says_the_sex(page, qtbot, letter, sex):
    fill(qtbot, page)
    choose(qtbot, page, 0)
    qtbot.keyClick(page._sex._buttons[3], letter)
    with qtbot.waitSignal(page.begun) as begun:
        begin(qtbot, page)
    assert begun.args[0].sex is sex


def test_one_whose_sex_is_known_to_be_not_recorded_is_begun_as_before(page, qtbot):
    known = replace(MAYA, sex=Sex.NOT_RECORDED)
    page.display(replace(NEW, patient=known, chosen=((OFFER.pack, GLOW.id),)))
    with qtbot.waitSignal(page.begun) as begun:
        begin(qtbot, page)
    assert begun.args[0] == known


@pytest.mark.parametrize("born", ["", "30 Feb 1984", "tomorrow", "23 Nov 2026", "1 Jan 1850", "03/04/1984"])
def test_an_impossible_birth_date_begins_nothing(page, qtbot, born):
    fill(qtbot, page, born)
    choose(qtbot, page, 0)
    with qtbot.assertNotEmitted(page.begun):
        begin(qtbot, page)
    assert page._missing.isVisible()


def test_a_birth_date_in_the_future_is_refused_in_words(page, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page._born.edit.setFocus()
    fill(qtbot, page, "23 Nov 2026")
    page._given.edit.setFocus()
    qtbot.waitUntil(lambda: page._born._error.text() == "Not after 22 Nov 2026")


KYBELLA = Offer("deoxycholic_acid", "Kybella", "0.1", unapproved=True, goals=(Goal("chin", "Chin", ()),))


def test_of_one_treatment_only_one_goal_is_chosen(page, qtbot):
    fill(qtbot, page)
    choose(qtbot, page, 0)
    choose(qtbot, page, 1)
    with qtbot.waitSignal(page.begun) as begun:
        begin(qtbot, page)
    assert begun.args[1:] == ["mesotherapy", "lines"]
    assert not page._several.isVisible()


def test_two_treatments_are_talked_through_together(page, qtbot):
    page.display(replace(NEW, offers=(OFFER, KYBELLA)))
    assert page._several.isVisible()
    fill(qtbot, page)
    choose(qtbot, page, 2)
    choose(qtbot, page, 1)
    with qtbot.waitSignal(page.begun) as begun:
        begin(qtbot, page)
    assert begun.args[1:] == ["mesotherapy+deoxycholic_acid", "lines+chin"]


def test_what_was_written_for_another_law_says_so(page):
    page.display(replace(NEW, offers=(replace(OFFER, law="US"),)))
    words = [box.text() for box in page._goals._boxes.values()]
    assert words[0] == "Facial mesotherapy (written for the law of: US): Fresher skin"


def test_where_nothing_is_approved_the_page_says_what_to_do(page):
    page.display(replace(NEW, offers=(), approved_only=True))
    assert "approved content only" in words_on(page)


def test_without_a_goal_nothing_begins(page, qtbot):
    fill(qtbot, page)
    with qtbot.assertNotEmitted(page.begun):
        begin(qtbot, page)
    assert "about" in page._missing.accessibleName()


def test_a_single_goal_needs_no_choice(page, qtbot):
    page.display(replace(NEW, offers=(replace(OFFER, goals=(GLOW,)),)))
    fill(qtbot, page)
    with qtbot.waitSignal(page.begun) as begun:
        begin(qtbot, page)
    assert begun.args[2] == "glow"


def test_typing_a_name_looks_for_known_patients(page, qtbot):
    with qtbot.waitSignal(page.search_requested) as asked:
        qtbot.keyClicks(page._given.edit, "Ma")
    assert asked.args == ["Ma"]
    page._given.edit.clear()
    with qtbot.waitSignal(page.search_requested) as asked:
        qtbot.keyClicks(page._record.edit, "402")
    assert asked.args == ["402"]


def test_a_known_patient_is_taken_as_they_are(page, qtbot):
    page.display_known((MAYA, replace(MAYA, id="p2", given_name="Mary & Ann")))
    assert page._rows[0].accessibleName() == "Maya Lindqvist, born 12 Mar 1984, record 40213"
    assert not page._rows[2].isVisible()
    qtbot.mouseClick(page._rows[0], Qt.MouseButton.LeftButton)
    assert not page._found.isVisible()
    choose(qtbot, page, 0)
    with qtbot.waitSignal(page.begun) as begun:
        begin(qtbot, page)
    assert begun.args[0] == MAYA


def test_emptied_fields_show_no_known_patients(page, qtbot):
    page.display_known((MAYA,))
    qtbot.keyClicks(page._given.edit, "M")
    qtbot.keyClick(page._given.edit, Qt.Key.Key_Backspace)
    with qtbot.assertNotEmitted(page.search_requested, wait=0):
        page.flush()
    assert not page._found.isVisible()


def test_the_details_of_an_open_consultation_are_corrected_as_they_are_typed(page, qtbot):
    page.display(OPEN)
    assert not page._begin.isVisible()
    with qtbot.waitSignal(page.corrected) as corrected:
        write(qtbot, page._family.edit, "Lindquist")
    assert corrected.args == [replace(MAYA, family_name="Lindquist")]
    with qtbot.waitSignal(page.corrected) as corrected:
        qtbot.mouseClick(page._sex._buttons[3], Qt.MouseButton.LeftButton)
    assert corrected.args[0].sex is Sex.NOT_RECORDED


def test_an_open_consultation_never_loses_its_patient_to_an_empty_field(page, qtbot):
    page.display(OPEN)
    with qtbot.assertNotEmitted(page.corrected), qtbot.assertNotEmitted(page.search_requested):
        page._family.edit.selectAll()
        qtbot.keyClick(page._family.edit, Qt.Key.Key_Delete)
        page.flush()


def test_once_signing_began_nothing_can_be_corrected(page):
    page.display(replace(OPEN, locked=True))
    for each in (page._given, page._family, page._born, page._record, page._sex):
        assert not each.isEnabled()


def test_display_tells_nobody(page, qtbot):
    with (
        qtbot.assertNotEmitted(page.corrected),
        qtbot.assertNotEmitted(page.begun),
        qtbot.assertNotEmitted(page.search_requested),
    ):
        page.display(OPEN)
        page.display(NEW)
        page.flush()
    assert page._given.text() == ""


def test_one_can_leave_without_beginning(page, qtbot):
    with qtbot.waitSignal(page.leave_requested):
        qtbot.mouseClick(page._leave, Qt.MouseButton.LeftButton)


def test_an_unapproved_treatment_says_so(page):
    assert page._drafts.isVisible()
    page.display(replace(NEW, offers=(replace(OFFER, unapproved=False),)))
    assert not page._drafts.isVisible()


@pytest.mark.parametrize("width", [727, 1366])
def test_everything_has_a_name_and_can_be_hit(page, qtbot, width):
    page.resize(width, 900)
    page.display_known((MAYA,))
    assert unnamed(page) == []
    qtbot.waitUntil(lambda: too_small(page) == [])


def test_a_known_patient_begins_with_one_more_click(page, qtbot):
    goal = OFFER.goals[0].id
    page.display(replace(NEW, patient=MAYA, chosen=((OFFER.pack, goal), ("gone", "goal"))))
    assert page.focusWidget() is page._begin
    with qtbot.waitSignal(page.begun) as begun:
        qtbot.mouseClick(page._begin, Qt.MouseButton.LeftButton)
    assert begun.args == [MAYA, OFFER.pack, goal]
    page.display(NEW)
    assert page._given.text() == ""
    assert not [box for box in page._goals._boxes.values() if box.isChecked()] or len(OFFER.goals) == 1


def test_what_was_chosen_for_somebody_else_gives_way_to_what_is_ticked(page, qtbot):
    """Else another patient's treatment would be talked through, and signed, along with this one's."""
    last = (KYBELLA.pack, KYBELLA.goals[0].id)
    page.display(replace(NEW, offers=(OFFER, KYBELLA), chosen=(last,)))
    assert page._goals.chosen == (last,)
    choose(qtbot, page, 0)
    assert page._goals.chosen == ((OFFER.pack, GLOW.id),)
    choose(qtbot, page, 2)
    assert page._goals.chosen == ((OFFER.pack, GLOW.id), last)


def test_whose_likely_treatment_was_unticked_finds_it_unticked_again(page, qtbot):
    screen = replace(NEW, offers=(OFFER, KYBELLA), chosen=((KYBELLA.pack, KYBELLA.goals[0].id),))
    page.display(screen)
    fill(qtbot, page)
    choose(qtbot, page, 2)
    typed = page.unfinished()
    page.display(screen)
    page.go_on_with(typed)
    assert page._goals.chosen == ()


def test_whoever_has_but_one_name_says_so_and_needs_no_other(page, qtbot):
    fill(qtbot, page)
    write(qtbot, page._given.edit, "")
    choose(qtbot, page, 0)
    assert not page._one_name.isVisible()
    with qtbot.assertNotEmitted(page.begun):
        begin(qtbot, page)
    assert page._given._error.text() == "The name is needed."
    qtbot.mouseClick(page._one_name, Qt.MouseButton.LeftButton)
    assert not page._given._error.text()
    assert not page._missing.isVisible()
    with qtbot.waitSignal(page.begun) as begun:
        begin(qtbot, page)
    assert begun.args[0].name == "Lindqvist"


def test_one_name_is_no_excuse_for_none(page, qtbot):
    fill(qtbot, page)
    write(qtbot, page._given.edit, "")
    begin(qtbot, page)
    qtbot.mouseClick(page._one_name, Qt.MouseButton.LeftButton)
    write(qtbot, page._family.edit, "")
    with qtbot.assertNotEmitted(page.begun):
        begin(qtbot, page)
    assert page._given._error.text() == page._family._error.text() == "The name is needed."
    assert not page._one_name.isVisible()


def test_a_known_patient_with_one_name_is_not_asked_for_another(page, qtbot):
    known = replace(MAYA, given_name="", family_name="Suharto")
    page.display(replace(NEW, patient=known, chosen=((OFFER.pack, GLOW.id),)))
    with qtbot.waitSignal(page.begun) as begun:
        begin(qtbot, page)
    assert begun.args[0] == known
    page.display(NEW)
    assert not page._one_name.isChecked()


def test_that_there_is_only_one_name_can_be_corrected_in_an_open_consultation(page, qtbot):
    page.display(OPEN)
    page._given.edit.clear()
    page._given.edit.textEdited.emit("")
    page.flush()
    with qtbot.waitSignal(page.corrected) as corrected:
        qtbot.mouseClick(page._one_name, Qt.MouseButton.LeftButton)
    assert corrected.args[0] == replace(MAYA, given_name="")


def test_each_field_that_is_needed_says_so_and_the_first_has_the_keyboard(page, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    begin(qtbot, page)
    assert page._given._error.text() == page._family._error.text() == "The name is needed."
    assert page._born._error.text() == "The date of birth is needed."
    assert page.focusWidget() is page._given.edit
    write(qtbot, page._given.edit, "Maya")
    page._given.flush()
    assert not page._given._error.text()
    assert page._family._error.text()
    begin(qtbot, page)
    assert page.focusWidget() is page._family.edit


def test_another_new_patient_finds_no_complaint(page, qtbot):
    begin(qtbot, page)
    page.display(NEW)
    assert not any(each._error.text() for each in (page._given, page._family, page._born))


def test_a_name_that_is_emptied_later_is_not_dropped_in_silence(page, qtbot):
    page.display(OPEN)
    with qtbot.assertNotEmitted(page.corrected):
        page._family.edit.clear()
        page._family.edit.textEdited.emit("")
        page.flush()
    assert page._family._error.text() == "The name is needed."
    page.display(OPEN)
    assert page._family.text() == "Lindqvist"
    assert not page._family._error.text()


def test_without_a_goal_the_keyboard_goes_to_the_goals(page, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    fill(qtbot, page)
    begin(qtbot, page)
    assert page.focusWidget() is next(iter(page._goals._boxes.values()))


def test_a_wide_window_does_not_pull_the_halves_apart(page, qtbot):
    page.resize(1920, 900)
    qtbot.waitUntil(lambda: page._given.mapTo(page, page._given.rect().topLeft()).x() > 300)
