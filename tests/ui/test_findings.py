from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QScrollArea, QWidget

from consult_app.domain.questionnaire import Step
from consult_app.domain.screening import Advisability
from consult_app.domain.treatment import Severity
from consult_app.ui import announcing, theme
from consult_app.ui.pages.screening_page import ScreeningPage
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.widgets.finding_box import FindingBox
from consult_app.ui.widgets.finding_head import FindingHead
from consult_app.ui.widgets.finding_list import FindingList
from consult_app.ui.widgets.findings_panel import FindingsPanel
from consult_app.ui.widgets.ground_link import GroundLink
from consult_app.ui.widgets.verdict_card import VerdictCard
from consult_app.workflow.screens.findings import (
    Behind,
    FindingCard,
    FindingsScreen,
    GroundLine,
    findings_screen,
)
from consult_app.workflow.screens.questions import questions_screen
from tests.helpers import rooms
from tests.helpers.paints import Paints
from tests.helpers.signals import told

STOP = FindingCard(
    rule="r-stop",
    severity=Severity.STOP,
    certain=True,
    settled=False,
    reason_needed=True,
    title="Infection",
    why="It may spread.",
    advice="Treat it first.",
    grounds=(GroundLine("age", "Age: 30", None), GroundLine("q-skin", "Infection? Yes", Step.SCREENING)),
    behind=Behind("low", ("Somebody (2020). Something.",), recalled=True),
    reason="",
    clinician="",
)
CARE = replace(
    STOP,
    rule="r-care",
    severity=Severity.CAUTION,
    reason_needed=False,
    title="Bruises",
    grounds=(GroundLine("age", "Age: 30", None),),
)
OPEN = replace(STOP, rule="r-open", severity=Severity.ASK_MORE, certain=False, title="Ask")
SETTLED = replace(STOP, settled=True, reason="Already healed", clinician="Dr A. Osei")
DISCUSSED = replace(CARE, settled=True, clinician="Dr A. Osei")
CLINICIAN = "Dr A. Osei"


def screen(*cards, verdict=Advisability.TAKE_CARE, unasked=0, missing=0, gap=None):
    return FindingsScreen(verdict, cards, sum(not card.settled for card in cards), unasked, missing, gap)


def button(widget, text):
    return next(
        each for each in widget.findChildren(QPushButton) if each.text() == text and not each.isHidden()
    )


def click(qtbot, widget, text):
    qtbot.mouseClick(button(widget, text), Qt.MouseButton.LeftButton)


def press_named(qtbot, widget, name):
    found = next(each for each in widget.findChildren(QPushButton) if each.accessibleName().startswith(name))
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.fixture
def box(qtbot):
    def show(card, *, full=False, width=280):
        made = FindingBox(card, CLINICIAN, full=full)
        qtbot.addWidget(made)
        made.resize(width, made.heightForWidth(width))
        with qtbot.waitExposed(made):
            made.show()
        return made

    return show


def test_going_to_the_answer_names_the_question_before_the_patients_details(qtbot, box):
    made = box(STOP)
    jumps = told(made.jump_requested)
    click(qtbot, made, "Go to answer")
    assert jumps == [("q-skin", Step.SCREENING)]


def test_a_finding_that_rests_on_the_patients_details_leads_there(qtbot, box):
    made = box(CARE)
    jumps = told(made.jump_requested)
    click(qtbot, made, "Go to answer")
    assert jumps == [("age", Step.PATIENT)]


def test_a_caution_is_discussed_with_one_click(qtbot, box):
    made = box(CARE)
    overrides = told(made.override_requested)
    click(qtbot, made, "Discussed")
    assert overrides == [("r-care", "")]


def test_the_reason_comes_into_view_where_it_is_written(qtbot, box):
    made, area = box(STOP), QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(made)
    area.resize(320, 120)
    area.show()
    click(qtbot, made, "Override…")
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)


@pytest.mark.parametrize("card", [STOP, OPEN])
def test_going_on_takes_a_written_reason(qtbot, box, card):
    made = box(card)
    overrides = told(made.override_requested)
    click(qtbot, made, "Override…")
    reason = made.findChild(QPlainTextEdit)
    go_on = button(made, "Go on")
    assert not go_on.isEnabled()
    qtbot.keyClicks(reason, "  ")
    assert not go_on.isEnabled()
    qtbot.keyClicks(reason, "Already healed ")
    qtbot.mouseClick(go_on, Qt.MouseButton.LeftButton)
    assert overrides == [(card.rule, "Already healed")]


def test_the_editor_names_the_clinician_and_can_be_left(qtbot, box):
    made = box(STOP)
    low = made.sizeHint().height()
    click(qtbot, made, "Override…")
    assert made.sizeHint().height() > low
    assert made.findChild(QPlainTextEdit).accessibleName() == "Infection: reason for going on"
    made.findChild(QPlainTextEdit).insertPlainText("word\n" * 6)
    qtbot.waitUntil(lambda: made.sizeHint().height() > low + 150)
    click(qtbot, made, "Cancel")
    assert made.sizeHint().height() == low
    assert button(made, "Override…").hasFocus()


def test_what_is_being_written_survives_a_change_of_the_finding(qtbot, box):
    made = box(STOP)
    click(qtbot, made, "Override…")
    qtbot.keyClicks(made.findChild(QPlainTextEdit), "Because")
    made.display(replace(STOP, grounds=STOP.grounds[:1]))
    assert made.findChild(QPlainTextEdit).toPlainText() == "Because"
    made.display(SETTLED)
    qtbot.waitUntil(lambda: made.findChild(QPlainTextEdit) is None)


BEGUN = replace(STOP, begun="Because")


def test_how_far_a_reason_is_written_is_told_and_dropped_only_by_cancel(qtbot, box):
    made = box(STOP)
    written, overrides = told(made.reason_written), told(made.override_requested)
    click(qtbot, made, "Override…")
    qtbot.keyClicks(made.findChild(QPlainTextEdit), "Because")
    made.flush()
    assert (written, overrides) == ([("r-stop", "Because")], [])
    made.display(BEGUN)
    qtbot.keyClicks(made.findChild(QPlainTextEdit), " of")
    click(qtbot, made, "Cancel")
    made.flush()
    assert written[-1] == ("r-stop", "")


def test_the_last_words_are_told_before_the_reason_is_given_and_never_after(qtbot, box):
    made = box(STOP)
    heard = []
    made.reason_written.connect(lambda *said: heard.append(said))
    made.override_requested.connect(lambda *said: (heard.append(said), made.display(SETTLED)))
    click(qtbot, made, "Override…")
    qtbot.keyClicks(made.findChild(QPlainTextEdit), "So")
    click(qtbot, made, "Go on")
    assert heard == [("r-stop", "So"), ("r-stop", "So")]


def test_a_reason_that_was_begun_is_shown_and_written_on(qtbot, box):
    made, other = box(BEGUN), box(STOP)
    assert made.heightForWidth(280) > other.heightForWidth(280)
    click(qtbot, made, "Write on…")
    assert made.findChild(QPlainTextEdit).toPlainText() == "Because"
    made.display(replace(BEGUN, begun="Because of"))
    assert made.findChild(QPlainTextEdit).toPlainText() == "Because of"


def test_a_finding_that_leaves_takes_its_editor_along_without_a_word(qtbot):
    made = FindingList()
    qtbot.addWidget(made)
    made.display((STOP,), CLINICIAN)
    made.show()
    written = told(made.reason_written)
    click(qtbot, made, "Override…")
    qtbot.keyClicks(made.findChild(QPlainTextEdit), "Because")
    made.display((), CLINICIAN)
    assert written == []


@pytest.mark.parametrize("card", [SETTLED, DISCUSSED])
def test_a_settled_finding_can_be_taken_back(qtbot, box, card):
    made = box(card)
    withdrawn = told(made.override_withdrawn)
    click(qtbot, made, "Take back")
    assert withdrawn == [(card.rule,)]


def test_the_full_card_shows_more_than_the_short_one(box):
    short, full = box(STOP), box(STOP, full=True)
    assert full.heightForWidth(600) > short.heightForWidth(600)
    bare = box(replace(STOP, grounds=(), behind=Behind("low", (), recalled=False)), full=True)
    assert bare.heightForWidth(600) < full.heightForWidth(600)


RULE = replace(STOP, rule_words="“Infection?” is yes")


def details(box):
    """The words that stand only on an open card."""
    return [line.text.text for line in box._details if isinstance(line.text, PaintedText)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_card_opens_and_closes_in_place_by_keys(qtbot, box, key):
    made = box(RULE)
    low = made.sizeHint().height()
    head = made.findChild(FindingHead)
    assert head.accessibleName() == "Infection: show what is behind it"
    head.setFocus()
    qtbot.keyClick(head, key)
    assert made.sizeHint().height() > low
    assert head.accessibleName() == "Infection: hide what is behind it"
    assert details(made) == [
        "The rule",
        "“Infection?” is yes",
        "Answers behind it",
        "How certain",
        "low (recalled, nobody has checked it yet)",
        "Who says so",
        "Somebody (2020). Something.",
    ]
    qtbot.keyClick(head, key)
    assert made.sizeHint().height() == low


def test_where_the_sex_is_not_recorded_the_way_leads_there_and_not_to_a_hidden_question(qtbot, box):
    hidden = (GroundLine("patient.sex", "Sex: not answered", None), GroundLine("q-preg", "?", Step.HISTORY))
    made = box(replace(STOP, certain=False, grounds=hidden))
    jumps = told(made.jump_requested)
    click(qtbot, made, "Go to answer")
    assert jumps == [("patient.sex", Step.PATIENT)]


def test_an_open_card_leads_to_each_answer_behind_it(qtbot, box):
    made = box(RULE)
    jumps = told(made.jump_requested)
    press_named(qtbot, made, "Infection: show")
    shown = [each.text() for each in made.findChildren(QPushButton) if each.isVisible()]
    assert "Go to answer" not in shown
    made.resize(280, made.heightForWidth(280))
    press_named(qtbot, made, "Infection: Age: 30")
    press_named(qtbot, made, "Infection: Infection? Yes")
    assert jumps == [("age", Step.PATIENT), ("q-skin", Step.SCREENING)]
    made.display(replace(RULE, grounds=RULE.grounds[1:]))
    qtbot.waitUntil(lambda: len(made.findChildren(GroundLink)) == 1)
    assert not made.grab().isNull()


def test_an_open_card_stays_open_while_its_finding_changes(qtbot, box):
    made = box(RULE)
    press_named(qtbot, made, "Infection: show")
    tall = made.heightForWidth(280)
    made.display(replace(RULE, certain=False))
    assert made.heightForWidth(280) > tall
    made.display(replace(SETTLED, rule_words=RULE.rule_words))
    assert "The rule" in details(made)


def test_tab_goes_through_an_open_card_from_top_to_bottom(qtbot, box):
    made = box(RULE)
    press_named(qtbot, made, "Infection: show")
    made.resize(280, made.heightForWidth(280))
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.findChild(FindingHead).setFocus()
    names = []
    for _ in range(4):
        names.append(made.focusWidget().accessibleName().removeprefix("Infection: "))
        qtbot.keyClick(made.focusWidget(), Qt.Key.Key_Tab)
    assert names == ["hide what is behind it", "Age: 30", "Infection? Yes", "Override…"]


def test_what_is_new_is_told_and_stops_at_once(qtbot):
    said = []
    made = FindingsPanel(say=lambda words, urgent: said.append((words, urgent)))
    qtbot.addWidget(made)
    made.display(screen(CARE), CLINICIAN)
    assert said == []
    made.display(screen(STOP, CARE, OPEN), CLINICIAN)
    assert said == [
        ("Reason not to treat: Infection. Treat it first.", True),
        ("Still open: Ask. Treat it first.", False),
    ]
    made.display(screen(SETTLED, CARE), CLINICIAN)
    made.display(screen(CARE), CLINICIAN)
    assert len(said) == 2
    made.display(screen(replace(STOP, certain=False)), CLINICIAN)
    made.display(screen(STOP), CLINICIAN)
    assert said[2:] == [
        ("Possible reason not to treat: Infection. Treat it first.", True),
        ("Reason not to treat: Infection. Treat it first.", True),
    ]


def test_an_announcement_reaches_the_accessibility_of_the_system(qtbot, monkeypatch):
    heard = []
    monkeypatch.setattr(announcing.QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(announcing.QAccessible, "updateAccessibility", heard.append)
    made = FindingsPanel()
    qtbot.addWidget(made)
    made.display(screen(CARE), CLINICIAN)
    made.display(screen(STOP, CARE), CLINICIAN)
    event = next(each for each in heard if hasattr(each, "politeness"))
    assert event.message() == "Reason not to treat: Infection. Treat it first."
    assert event.politeness() is announcing.QAccessible.AnnouncementPoliteness.Assertive


def test_narrow_cards_stack_their_buttons(box):
    narrow, wide = box(STOP, width=190), box(STOP, width=260)
    act, go = button(narrow, "Override…"), button(narrow, "Go to answer")
    assert not act.geometry().intersects(go.geometry())
    assert act.y() < go.y()
    assert button(wide, "Override…").y() == button(wide, "Go to answer").y()


def test_each_severity_and_state_looks_different(box):
    pictures = []
    for card in (STOP, CARE, OPEN, SETTLED, DISCUSSED):
        made = box(card)
        pictures.append(made.grab().toImage())
        assert made.accessibleName() == card.title
        assert {each.accessibleName().split(":")[0] for each in made.findChildren(QPushButton)} == {
            card.title
        }
    assert len({each.cacheKey() for each in pictures}) == 5


def test_cards_follow_the_text_size(box, qapp):
    made = box(STOP)
    height = made.heightForWidth(280)
    theme.apply(qapp, "dark", 1.3)
    assert made.heightForWidth(280) > height


def boxes(widget):
    return [
        each.accessibleName() for each in sorted(widget.findChildren(FindingBox), key=lambda box: box.y())
    ]


def test_a_list_keeps_boxes_moves_them_and_lets_them_go(qtbot):
    made = FindingList()
    qtbot.addWidget(made)
    made.resize(300, 900)
    made.show()
    made.display((CARE,), CLINICIAN)
    kept = made.findChild(FindingBox)
    made.display((STOP, CARE, OPEN), CLINICIAN)
    qtbot.waitUntil(lambda: boxes(made) == ["Infection", "Bruises", "Ask"])
    assert kept in made.findChildren(FindingBox)
    made.display((OPEN, STOP), CLINICIAN)
    qtbot.waitUntil(lambda: boxes(made) == ["Ask", "Infection"])


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (screen(STOP, verdict=Advisability.DO_NOT_PROCEED), "Do not proceed. 1 reason not to treat"),
        (
            screen(STOP, replace(STOP, rule="2"), verdict=Advisability.DO_NOT_PROCEED),
            "Do not proceed. 2 reasons not to treat",
        ),
        (screen(CARE), "Take care. 1 point to settle"),
        (screen(DISCUSSED), "Take care. All points are settled"),
        (screen(OPEN, CARE, verdict=Advisability.STILL_OPEN), "Still open. 2 points to settle"),
        (screen(verdict=Advisability.STILL_OPEN, unasked=7), "Still open. 7 checks wait for answers"),
        (screen(verdict=Advisability.STILL_OPEN, unasked=1), "Still open. 1 check waits for answers"),
        (screen(verdict=Advisability.GO_ON), "Go on. All checks are answered"),
    ],
)
def test_the_verdict_says_what_the_findings_come_to(qtbot, shown, words):
    made = VerdictCard()
    qtbot.addWidget(made)
    made.resize(280, 86)
    made.display(shown)
    assert made.accessibleName() == words
    assert not made.grab().isNull()


@pytest.fixture
def panel(qtbot):
    made = FindingsPanel()
    qtbot.addWidget(made)
    made.resize(316, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_panel_passes_on_what_is_asked_for(qtbot, panel):
    talk = rooms.conversation(rooms.treatment(rooms.yes_no_questions(3)), {"q0": True, "q2": True})
    panel.display(findings_screen(talk), CLINICIAN)
    asked = [
        told(each) for each in (panel.jump_requested, panel.override_requested, panel.next_gap_requested)
    ]
    click(qtbot, panel, "Go to answer")
    click(qtbot, panel, "Discussed")
    click(qtbot, panel, "Next gap")
    assert asked == [[("q0", Step.HISTORY)], [("r-q2", "")], [()]]


def test_the_panel_counts_what_is_missing(panel):
    panel.display(screen(STOP, missing=1, verdict=Advisability.DO_NOT_PROCEED), CLINICIAN)
    assert panel._missing.accessibleName() == "1 answer still needed"
    panel.display(screen(SETTLED, missing=2), CLINICIAN)
    assert panel._missing.accessibleName() == "2 answers still needed"
    assert panel._count.text() == "0"
    panel.display(screen(), CLINICIAN)
    assert panel._count.isHidden()
    assert panel._next.isHidden()


def test_the_panel_shows_no_widget_of_a_finding_that_is_gone(qtbot, panel):
    panel.display(screen(STOP, CARE), CLINICIAN)
    panel.display(screen(CARE), CLINICIAN)
    qtbot.waitUntil(lambda: boxes(panel) == ["Bruises"])


def test_the_panel_follows_the_look(panel, qapp):
    panel.display(screen(STOP), CLINICIAN)
    light = panel.grab().toImage()
    theme.apply(qapp, "dark")
    assert panel.grab().toImage() != light


@pytest.fixture
def page(qtbot):
    made = ScreeningPage()
    qtbot.addWidget(made)
    made.resize(800, 900)
    with qtbot.waitExposed(made):
        made.show()
    return made


def show(page, answers):
    talk = rooms.conversation(rooms.treatment(rooms.yes_no_questions(4), Step.SCREENING), answers)
    page.display(questions_screen(talk, Step.SCREENING), findings_screen(talk), CLINICIAN)
    return talk


def test_the_screening_page_lists_every_finding_and_what_still_waits(qtbot, page):
    heard = [
        told(each) for each in (page.answered, page.cleared, page.override_requested, page.override_withdrawn)
    ]
    show(page, {})
    words = [each.text() for each in page.findChildren(type(page._heading))]
    assert "No findings so far" in words
    assert "2 more checks wait for answers that were not given yet." in words
    show(page, {"q0": True, "q2": True})
    qtbot.waitUntil(lambda: boxes(page) == ["Finding 0", "Finding 1"])
    assert page._heading.text() == "2 findings"
    assert page._waiting.isHidden()
    page.flush()
    assert heard == [[], [], [], []]


def test_the_screening_page_passes_on_what_is_done(qtbot, page):
    show(page, {"q0": True, "q2": True})
    answered, jumps, overrides = told(page.answered), told(page.jump_requested), told(page.override_requested)
    qtbot.waitUntil(lambda: len(page.findChildren(FindingBox)) == 2)
    press_named(qtbot, page, "Finding 0: Have you ever had condition number 0")
    click(qtbot, page, "Discussed")
    page.reveal("q1")
    qtbot.waitUntil(
        lambda: page.focusWidget() is not None and "number 1" in page.focusWidget().accessibleName()
    )
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    assert jumps == [("q0", Step.SCREENING)]
    assert overrides == [("r-q2", "")]
    assert answered == [("q1", True)]


def test_a_new_finding_paints_none_that_stay_where_they_are(qtbot, panel):
    panel.display(screen(STOP, CARE), CLINICIAN)
    qtbot.waitUntil(lambda: boxes(panel) == ["Infection", "Bruises"])
    others = panel.findChildren(FindingBox)
    assert Paints(others).during(lambda: panel.display(screen(STOP, CARE, OPEN), CLINICIAN)) == []
    assert boxes(panel) == ["Infection", "Bruises", "Ask"]


def test_the_panel_paints_nothing_where_all_stands_as_before(panel):
    panel.display(screen(STOP, CARE), CLINICIAN)
    parts = [each for each in panel.findChildren(QWidget) if each.isVisible()]
    assert Paints([panel, *parts]).during(lambda: panel.display(screen(STOP, CARE), CLINICIAN)) == []
