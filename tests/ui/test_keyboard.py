"""The whole room by keyboard: shortcuts, palette, letters, taking back. Real keys on the real window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QListView, QPlainTextEdit, QWidget

from consult_app.domain.consultation import Draft
from consult_app.domain.entry import Entry
from consult_app.domain.questionnaire import Step
from consult_app.domain.screening import AREAS, INGREDIENTS
from consult_app.ui import commands, theme
from consult_app.ui.dialogs.command_palette import CommandPalette
from consult_app.ui.dialogs.shortcuts_dialog import ShortcutsDialog
from consult_app.ui.main_window import MainWindow
from consult_app.ui.shortcuts import KEYS, SHORTCUTS, Command, Group, command_words, group_words, keys_words
from consult_app.ui.taking_back import TakingBack
from consult_app.ui.widgets.findings_panel import FindingsPanel
from consult_app.ui.widgets.pdf_view import PdfView
from consult_app.ui.widgets.rail import Rail
from consult_app.ui.widgets.toast import Toast
from consult_app.workflow.undoing import LANGUAGE, LARGE_PRINT
from tests.helpers import histories
from tests.helpers.hands import Hands
from tests.helpers.window import until

PREGNANT = "Are you pregnant, or could you be?"
MOST_ACTS = 4
"""A medicine is told with its name, then with each of its parts."""
WHY = "Why are you thinking about this treatment now?"


@pytest.fixture
def hands(desk):
    """A consultation that has just begun, the keyboard on its page."""
    histories.begun(desk.services)
    opened = desk.opened()
    opened.window.activateWindow()
    until(opened.window.isActiveWindow)
    return opened


def press(hands, keys):
    """Press keys where the keyboard is, or on the window where it is nowhere."""
    QTest.keySequence(QApplication.focusWidget() or hands.window, keys)


def step(desk):
    return desk.app.window.room.step


def draft(desk) -> Draft:
    state = desk.app.controller.consultation.state
    assert isinstance(state, Draft)
    return state


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_keys_lead_on_back_to_each_step_and_to_the_next_gap(desk, hands):
    for key in KEYS[Command.GO_ON]:
        press(hands, "Ctrl+2")
        press(hands, key)
        assert step(desk) is Step.HISTORY
    for key in KEYS[Command.GO_BACK]:
        press(hands, "Ctrl+4")
        press(hands, key)
        assert step(desk) is Step.HISTORY
    for number, wanted in enumerate(list(Step)[:10], 1):
        press(hands, f"Ctrl+{number % 10}")
        assert step(desk) is wanted
    press(hands, "Ctrl+G")
    assert step(desk) is Step.MATTERS


def test_where_nothing_is_missing_the_next_gap_is_the_review(desk, monkeypatch):
    heard = []
    monkeypatch.setattr(commands, "announce", lambda _window, words: heard.append(words))
    histories.refused(desk.services)
    opened = desk.opened()
    press(opened, "Ctrl+3")
    for _ in range(2):
        press(opened, "Ctrl+G")
        assert step(desk) is Step.SIGN
    assert heard == ["Nothing is missing. This is the review."] * 2
    opened.reads("The refusal can be written down")


def test_letters_answer_and_move_on(desk, hands):
    press(hands, "Ctrl+3")
    hands.find(QWidget, f"{PREGNANT} Yes").setFocus()
    press(hands, "n")
    assert draft(desk).answers["q-preg"] is False
    assert PREGNANT not in focused().accessibleName()
    hands.find(QWidget, f"{PREGNANT} No").setFocus()
    press(hands, "y")
    assert draft(desk).answers["q-preg"] is True
    hands.find(QWidget, f"{PREGNANT} Yes").setFocus()
    press(hands, "y")
    assert draft(desk).answers["q-preg"] is True
    hands.find(QWidget, f"{PREGNANT} Yes").setFocus()
    press(hands, "x")
    assert draft(desk).answers["q-preg"] is True


def test_an_answer_is_taken_back_where_it_was_given_and_done_again(desk, hands):
    press(hands, "Ctrl+3")
    hands.find(QWidget, f"{PREGNANT} Yes").setFocus()
    press(hands, "y")
    revision = draft(desk).revision
    press(hands, "Ctrl+8")
    press(hands, "Ctrl+Z")
    assert step(desk) is Step.HISTORY
    assert "q-preg" not in draft(desk).answers
    assert draft(desk).revision > revision
    hands.reads(f"Taken back: {PREGNANT}")
    until(lambda: PREGNANT in focused().accessibleName())
    hands.click(f"Taken back: {PREGNANT} Redo")
    assert draft(desk).answers["q-preg"] is True
    hands.reads(f"Done again: {PREGNANT}")
    press(hands, "Ctrl+Z")
    press(hands, "Ctrl+Shift+Z")
    assert draft(desk).answers["q-preg"] is True


def test_the_log_says_what_was_undone_and_what_became_of_findings(desk, hands):
    kept = []
    keep = desk.app.controller.door._vault.keep
    desk.app.controller.door._vault.keep = lambda state, action: (kept.append(action), keep(state, action))
    press(hands, "Ctrl+3")
    hands.find(QWidget, f"{PREGNANT} Yes").setFocus()
    press(hands, "y")
    press(hands, "Ctrl+Z")
    until(lambda: len(kept) >= 3)
    said = [each for each in kept if each != "seen"]
    assert said[0].startswith("answered q-preg; finding raised ci-preg")
    assert said[1].startswith("undone answered q-preg; ")
    assert "finding withdrawn ci-preg" in said[1]


def test_typing_is_taken_back_before_answers_are(desk, hands):
    press(hands, "Ctrl+3")
    hands.find(QWidget, f"{PREGNANT} Yes").setFocus()
    press(hands, "n")
    press(hands, "Ctrl+2")
    hands.type(WHY, "A wedding")
    box = focused()
    assert isinstance(box, QPlainTextEdit)
    for _ in range(20):
        if not box.document().isUndoAvailable():
            break
        press(hands, "Ctrl+Z")
    assert box.toPlainText() == ""
    assert draft(desk).answers["q-preg"] is False
    press(hands, "Ctrl+Shift+Z")
    assert box.toPlainText()
    box.clear()
    box.document().clearUndoRedoStacks()
    desk.app._flush()
    before = dict(draft(desk).answers)
    press(hands, "Ctrl+Z")
    assert dict(draft(desk).answers) != before


@pytest.mark.parametrize(
    ("opened_by", "question", "value"),
    [
        ("q-diab", "q-diab-control", "good"),
        ("q-diab", "q-diab-hba1c", 7),
        ("q-meds", "q-meds-list", (Entry("Ramipril", dose="5 mg", since="2020"),)),
        ("q-event", "q-event-date", "2026-12-24"),
        ("", "q-alcohol", 3),
        ("", "x-sessions", 4),
        ("", "u-often", "not-known"),
        ("", "u-words-what", "Small shots into my face"),
        ("", "q-prev", ("filler",)),
    ],
)
def test_an_answer_of_every_kind_is_taken_back_and_done_again(desk, hands, opened_by, question, value):
    pack = desk.app.controller.consultation.conversation.treatment
    asked = {each.id: (part.step, each) for part in pack.questionnaire.sections for each in part.questions}
    if opened_by:
        hands.go_to(asked[opened_by][0])
        hands.answer(asked[opened_by][1], value=True)
    before = dict(draft(desk).answers)
    place, it = asked[question]
    hands.go_to(place)
    hands.answer(it, value)
    desk.app._flush()
    given = dict(draft(desk).answers)
    assert given[question] == value
    focused().clearFocus()
    taken = 0
    while dict(draft(desk).answers) != before:
        taken += 1
        assert taken <= MOST_ACTS
        press(hands, "Ctrl+Z")
        (QApplication.focusWidget() or hands.window).clearFocus()
    assert step(desk) is place
    for _ in range(taken):
        press(hands, "Ctrl+Shift+Z")
        (QApplication.focusWidget() or hands.window).clearFocus()
    assert dict(draft(desk).answers) == given


def test_nothing_is_taken_back_once_the_document_is_under_review(desk):
    histories.refused(desk.services)
    hands = desk.opened()
    hands.window.activateWindow()
    press(hands, "Ctrl+3")
    hands.click(f"{PREGNANT} Yes")
    hands.go_to(Step.SIGN)
    hands.click("Freeze for signing")
    hands.reads("Signature 1 of 2")
    state = desk.app.controller.consultation.state
    assert not desk.app.controller.consultation.may_undo
    desk.app.controller.consultation.undo()
    desk.app.controller.consultation.redo()
    assert desk.app.controller.consultation.state is state
    assert desk.app.controller.consultation.open_places() == ()


def test_the_text_grows_and_shrinks_as_far_as_it_goes(desk, hands):
    for _ in range(len(theme.TEXT_SIZES) + 1):
        press(hands, "Ctrl++")
    assert theme.text_scale() == theme.TEXT_SIZES[-1]
    for _ in range(len(theme.TEXT_SIZES) + 1):
        press(hands, "Ctrl+-")
    assert theme.text_scale() == theme.TEXT_SIZES[0]


def test_f6_goes_round_rail_page_and_findings(desk, hands):
    parts = (
        hands.window.findChild(Rail),
        desk.app.window.page(Step.MATTERS),
        hands.window.findChild(FindingsPanel),
    )

    def part():
        return next((i for i, each in enumerate(parts) if each.isAncestorOf(focused())), None)

    seen = []
    for _ in range(4):
        press(hands, "F6")
        seen.append(part())
    press(hands, "Shift+F6")
    assert seen in ([0, 1, 2, 0], [1, 2, 0, 1])
    assert part() == (seen[-1] - 1) % 3


def test_a_page_that_can_be_searched_is(desk, hands):
    press(hands, "Ctrl+F")
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
    press(hands, "Ctrl+7")
    press(hands, "Ctrl+F")
    until(lambda: focused().accessibleName() == "Search the ingredients")


def test_locking_is_a_key_away_and_the_door_knows_no_other_command(desk, hands):
    press(hands, "Ctrl+L")
    hands.reads("Patients’ details on this device are encrypted.")
    for keys in ("Ctrl+3", "Alt+Right", "Ctrl+Z", "Ctrl+G", "Ctrl+L", "F6"):
        press(hands, keys)
    hands.reads("Patients’ details on this device are encrypted.")
    press(hands, "Ctrl+K")
    assert lines(hands.dialog()) == [
        "Show the keyboard shortcuts", "Larger text", "Smaller text", "Light, dark or high contrast",
    ]  # fmt: skip


def test_a_dialog_is_locked_with_by_the_same_key(desk, hands):
    press(hands, "?")
    dialog = hands.dialog()
    until(lambda: focused().window() is dialog.window)
    QTest.keySequence(focused(), "Ctrl+L")
    hands.reads("Patients’ details on this device are encrypted.")
    assert not hands.all(QDialog)


# The palette


def lines(palette: Hands) -> list[str]:
    model = palette.find(QListView, "Commands").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def palette(hands) -> Hands:
    press(hands, "Ctrl+K")
    found = hands.dialog()
    assert isinstance(found.window, CommandPalette)
    until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    return found


def test_the_palette_offers_what_can_be_done_now_and_every_open_question(desk, hands):
    offered = lines(palette(hands))
    assert offered[:3] == ["Go on", "Go back", "Go to the next gap"]
    assert "Step: History" in offered
    assert "Step: What matters" not in offered
    assert f"Go to: {PREGNANT}" in offered
    assert not {"Take back what was done last", "Do it again", "Search on this page"} & {*offered}
    assert offered[-2:] == ["All consultations", "Light, dark or high contrast"]


def test_a_few_letters_and_enter_lead_to_a_question(desk, hands):
    palette(hands)
    QTest.keyClicks(focused(), "pregnant")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    until(lambda: step(desk) is Step.HISTORY)
    until(lambda: not hands.window.findChildren(CommandPalette))
    until(lambda: PREGNANT in hands.window.focusWidget().accessibleName())


def test_arrows_choose_in_the_palette_and_a_click_does_it(desk, hands):
    found = palette(hands)
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    rows = found.find(QListView, "Commands")
    assert rows.currentIndex().row() == 1
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    until(lambda: step(desk) is Step.PATIENT)
    hands.window.activateWindow()
    until(hands.window.isActiveWindow)
    found = palette(hands)
    rows = found.find(QListView, "Commands")
    found.press(rows.viewport(), rows.visualRect(rows.model().index(0, 0)).center())
    until(lambda: step(desk) is Step.MATTERS)


def test_the_palette_leaves_on_escape_and_says_where_nothing_fits(desk, hands):
    found = palette(hands)
    QTest.keyClicks(focused(), "zzzz")
    found.reads("Nothing fits. Try fewer letters.")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    until(lambda: not hands.window.findChildren(CommandPalette))
    assert step(desk) is Step.MATTERS


def test_an_act_can_be_taken_back_from_the_palette(desk, hands):
    press(hands, "Ctrl+3")
    hands.find(QWidget, f"{PREGNANT} Yes").setFocus()
    press(hands, "y")
    palette(hands)
    QTest.keyClicks(focused(), "take back")
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    until(lambda: "q-preg" not in draft(desk).answers)


def test_the_palette_stays_within_a_window_that_becomes_small(hands):
    found = palette(hands)
    hands.window.resize(640, 560)
    until(lambda: found.window.width() < 640 and found.window.height() < 560)


# The overview


def test_the_overview_lists_every_key_of_the_table(desk, hands):
    press(hands, "?")
    shown = hands.dialog()
    assert isinstance(shown.window, ShortcutsDialog)
    words = shown.words()
    assert all(group_words(each) in words for each in Group)
    for each in SHORTCUTS:
        if each.keys:
            assert command_words(each.command) in words
            assert all(key in words for key in keys_words(each))
    QTest.keyClick(shown.window, Qt.Key.Key_Escape)
    until(lambda: not hands.window.findChildren(ShortcutsDialog))


def test_a_heading_of_the_overview_keeps_away_from_the_keys_above_it(desk, hands):
    press(hands, "?")
    shown = hands.dialog()
    headings = [shown.find(QLabel, group_words(each)) for each in Group]
    tops = [each.contentsMargins().top() for each in headings]
    assert tops[0] == 0
    assert min(tops[1:]) >= 12


def test_a_question_mark_can_be_typed_and_f1_still_helps(desk, hands):
    hands.type(WHY, "Why not?")
    assert not hands.window.findChildren(ShortcutsDialog)
    press(hands, "F1")
    assert hands.window.findChildren(ShortcutsDialog)


def test_every_command_with_words_has_at_most_one_meaning_a_key():
    keys = [key for each in SHORTCUTS for key in each.keys]
    assert len(keys) == len({*keys})
    assert {each.command for each in SHORTCUTS} == {*Command}
    assert len({command_words(each) for each in Command}) == len(Command)


# The quiet words


def test_quiet_words_stay_inside_the_window_and_go_by_themselves(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    toast = Toast(window, shown_ms=50)
    with qtbot.waitExposed(window):
        window.show()
    done = []
    toast.say("Taken back: a rather long question " * 4, "Redo", lambda: done.append(1))
    window.resize(420, 400)
    assert window.rect().contains(toast.geometry())
    theme.apply(QApplication.instance(), "dark", 1.3)
    assert window.rect().contains(toast.geometry())
    assert not toast.grab().isNull()
    qtbot.waitUntil(toast.isHidden)
    toast.say("Only words")
    Hands(window).click("Close")
    assert toast.isHidden()
    assert done == []


def test_on_the_pages_of_the_document_the_zoom_keys_zoom_and_elsewhere_they_size_the_text(desk):
    histories.refused(desk.services)
    hands = desk.opened()
    hands.window.activateWindow()
    until(hands.window.isActiveWindow)
    hands.go_to(Step.SIGN)
    hands.click("Freeze for signing")
    hands.reads("Signature 1 of 2")
    view = hands.window.findChild(PdfView)
    hands.find(QWidget, "Show the pages larger (Ctrl++)").setFocus()
    press(hands, "Ctrl++")
    assert (view._zoom, theme.text_scale()) == (1.25, 1.0)
    press(hands, "Ctrl+-")
    assert view._zoom == 1.0
    hands.find(QWidget, "Lock").setFocus()
    press(hands, "Ctrl++")
    assert (view._zoom, theme.text_scale()) == (1.0, theme.TEXT_SIZES[1])


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        (AREAS, "areas to be treated"),
        (INGREDIENTS, "the mixture"),
        (LARGE_PRINT, "large print"),
        (LANGUAGE, "the patient’s language"),
        ("else", "the last change"),
    ],
)
def test_what_has_no_words_in_the_pack_has_words_of_the_program(qtbot, subject, words):
    window = MainWindow()
    qtbot.addWidget(window)
    taking_back = TakingBack(window)
    taking_back.tell(subject, "", back=True)
    assert window.findChild(Toast).accessibleName() == f"Taken back: {words}"
    taking_back.tell(subject, "Its name", back=False)
    assert window.findChild(Toast).accessibleName() == "Done again: Its name"
