"""The screen in the patient's hands, in the real window: what goes in, and that nobody gets out."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget

from consult_app.domain.consultation import Exchange, Origin, Patient, RiskTalk
from consult_app.domain.entry import Entry
from consult_app.domain.preferences import Preferences
from consult_app.domain.questionnaire import Step
from consult_app.domain.screening import AREAS
from consult_app.errors import VaultError
from consult_app.ui import announcing, theme, two_screens
from consult_app.ui.dialogs.crash_dialog import CrashDialog
from consult_app.ui.dialogs.hand_over_dialog import HandOverDialog
from consult_app.ui.painting import focus_by_keyboard
from consult_app.ui.system_keys import grab, let_go, limits
from consult_app.ui.widgets import hold_button
from consult_app.ui.widgets.banner import Banner
from consult_app.ui.widgets.top_bar import TopBar
from consult_app.workflow.consulting import Conversation
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.handed import Handed, arabic, cut, swipe
from tests.helpers.hands import Hands, words_of
from tests.helpers.rooms import room
from tests.helpers.sample import answered, draft, sample
from tests.helpers.window import PASSPHRASE, until

_NONE = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def arabic_words(tmp_path_factory):
    return arabic(tmp_path_factory.mktemp("forms"))


@pytest.fixture
def handed(qapp, arabic_words, monkeypatch):
    monkeypatch.setattr(hold_button, "HOLD_MS", 60)
    made = Handed(arabic_words)
    yield made
    made.close()


@pytest.fixture
def finger(qapp):
    return QTest.createTouchDevice()


def said(window):
    """All that can be read or heard in a window, shown or not."""
    return "\n".join([window.windowTitle(), *(words_of(each) for each in window.findChildren(QWidget))])


def hold(handed):
    """Hold the lock until the passphrase is asked for."""
    lock, handle = handed.window._lock, handed.window.windowHandle()

    def held():
        # A window that loses the keyboard for a moment lets go, as the off-screen platform has it do.
        if not lock._hold.isActive():
            QTest.mousePress(handle, _LEFT, _NONE, lock.geometry().center())
        return handed.window._unlock.isVisible()

    until(held)
    QTest.mouseRelease(handle, _LEFT, _NONE, lock.geometry().center())


def unlock(handed, passphrase):
    hands = Hands(handed.window)
    hands.type("Passphrase", passphrase)
    hands.click("Unlock")


# What comes back


def test_answers_come_back_as_the_patients_own(handed):
    handed.begin(draft(answers={}), Step.HISTORY)
    hands = handed.hand_over(Step.HISTORY)
    hands.click("Are you pregnant? No")
    assert handed.draft.answers["q-preg"] is False
    assert handed.draft.origins == {"q-preg": Origin.PATIENT}
    hold(handed)
    unlock(handed, PASSPHRASE)
    room = Hands(handed.app.window)
    room.reads("Medical history", "Answered by the patient · Or could you be?")
    room.click("Are you pregnant? Not sure")
    assert handed.draft.origins == {}
    assert "Answered by the patient" not in room.words()


def test_follow_ups_unfold_as_the_next_page(handed):
    handed.begin(draft(answers={}))
    hands = handed.hand_over()
    handed.turn_to("question q-preg")
    hands.click("Are you pregnant? Yes")
    hands.click("Next")
    assert handed.open_page() == "question q-weeks"
    hands.type("In which week? weeks", "12")
    hands.click("Back")
    assert handed.draft.answers["q-weeks"] == 12
    hands.click("Are you pregnant? No")
    hands.click("Next")
    assert handed.open_page() == "question q-allergy"


def test_each_kind_of_question_is_answered_with_a_large_control(handed):
    handed.begin(draft(answers={}, areas=()))
    hands = handed.hand_over()
    hands.click("Where Forehead")
    hands.click("Next")
    hands.type("What do you hope for? You can write here.", "Look rested")
    hands.click("Next")
    for label, number in (("Day", "22"), ("Month", "11"), ("Year", "2027")):
        hands.type(f"Is there a day that matters? {label}", number)
    hands.click("Next")
    hands.reads("Are you pregnant?")
    handed.turn_to("question q-allergy")
    hands.click("What are you allergic to? Latex")
    hands.type("What are you allergic to? Something else? You can write it here.", "Nuts")
    hands.click("Next")
    hands.click("Do you smoke? Every day")
    hands.click("Next")
    hands.type("Which drugs do you take? Write one on each line.", "Aspirin")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "Fish oil")
    hands.click("Next")
    assert handed.draft.areas == ("forehead",)
    assert handed.draft.origins[AREAS] is Origin.PATIENT
    assert handed.draft.answers == {
        "q-expect": "Look rested",
        "q-event": "2027-11-22",
        "q-allergy": ("latex", "Nuts"),
        "q-smoke": "daily",
        "q-medicines": (Entry("Aspirin"), Entry("Fish oil")),
    }
    assert set(handed.draft.origins.values()) == {Origin.PATIENT}


def test_a_risk_that_matters_and_a_question_about_it_are_recorded(handed):
    handed.begin()
    hands = handed.hand_over(Step.RISKS)
    title = "Bruises: about 20 in 100 people"
    hands.reads(title, "20 of 100 people")
    hands.click(f"{title} This matters to me")
    hands.type(f"{title} Why? You can say it in your own words.", "I sing on Sunday")
    hands.click("I have a question")
    assert handed.draft.risks["ae-bruise"] == RiskTalk(
        matters=True, words="I sing on Sunday", has_questions=True
    )
    hands.click("I have a question")
    hands.click(f"{title} This matters to me")
    assert handed.draft.risks["ae-bruise"] == RiskTalk()


def test_a_question_elsewhere_waits_among_what_the_patient_asked(handed):
    handed.begin()
    hands = handed.hand_over(Step.OPTIONS)
    hands.click("I have a question")
    assert handed.draft.exchanges == (Exchange("About “This treatment”: I have a question.", ""),)
    hands.type("This treatment You can write your question here.", "Will it last?")
    hands.click("Next")
    assert handed.draft.exchanges == (Exchange("About “This treatment”: Will it last?", ""),)
    hands.click("Back")
    hands.click("I have a question")
    assert handed.draft.exchanges == ()


def test_what_was_not_clear_is_recorded_and_taken_back(handed):
    handed.begin()
    hands = handed.hand_over(Step.UNDERSTANDING)
    handed.turn_to("unclear ")
    field = "Is there anything that was not clear? You can write here."
    hands.type(field, "The costs")
    handed.window.flush()
    assert handed.draft.exchanges == (Exchange("What was not clear: The costs", ""),)
    hands.type(field, " ")
    hands.click("Next")
    assert handed.draft.exchanges == ()
    hands.reads("Please give the screen back")


# Nothing else


def test_nothing_of_the_clinicians_or_of_anybody_else_is_in_the_window(handed):
    held = draft(answers=answered(q_preg=True, q_smoke="daily"))
    held = replace(held, patient=Patient("p-9", "Zoe", "Zimmermann", held.patient.birth_date))
    handed.begin(held)
    handed.hand_over()
    heard = [said(handed.window)]
    for _ in handed.window._screen.pages:
        handed.window.go(1)
        heard.append(said(handed.window))
    words = "\n".join(heard)
    hidden = [held.patient.name, "Zimmermann", "Ann", held.clinician.name, "All consultations", "Findings"]
    hidden += [text for rule in sample().rules for text in (rule.title, rule.why, rule.advice)]
    assert [each for each in hidden if each in words] == []
    assert handed.window.windowTitle() == "Consult"
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert shown == [handed.window]


def test_every_page_is_for_fingers_and_screen_readers(handed):
    handed.begin(draft(answers=answered(q_preg=True)))
    handed.hand_over()
    for _ in handed.window._screen.pages:
        assert unnamed(handed.window) == []
        assert too_small(handed.window) == []
        handed.window.go(1)


@pytest.mark.parametrize(
    "keys",
    [
        "Esc",
        "Alt+F4",
        "Ctrl+Q",
        "Ctrl+W",
        "Ctrl+K",
        "F11",
        "Ctrl+Tab",
        "Alt+Tab",
        "Meta+D",
        "?",
        "F1",
        "Menu",
    ],
)
def test_no_key_leads_out(handed, keys):
    handed.begin()
    handed.hand_over()
    told = []
    shortcut = QShortcut(QKeySequence(keys), handed.app.window)
    shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
    shortcut.activated.connect(lambda: told.append(keys))
    before = handed.open_page()
    for target in (handed.window, handed.window._next, handed.window._sheet.focusProxy() or handed.window):
        QTest.keySequence(target, QKeySequence(keys))
    QApplication.processEvents()
    assert told == []
    assert handed.window.isVisible()
    assert not handed.app.window.isVisible()
    assert handed.open_page() == before


def test_it_refuses_to_close(handed):
    handed.begin()
    handed.hand_over()
    assert not handed.window.close()
    QApplication.closeAllWindows()
    assert handed.window.isVisible()


def test_it_comes_back_to_the_front(handed, qtbot):
    handed.begin()
    handed.hand_over()
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    until(handed.window.isActiveWindow)


def test_what_is_handed_over_twice_is_one_window(handed):
    handed.begin()
    handed.hand_over()
    before = handed.window
    handed.app.window.patient_requested.emit(Step.MATTERS)
    assert handed.window is before
    assert not handed.app.window.findChildren(HandOverDialog)


def test_where_the_keyboard_is_can_be_seen(handed):
    handed.begin()
    hands = handed.hand_over(Step.RISKS)
    window = handed.window
    for widget in (
        window._next,
        window._lock,
        window._sheet._matters,
        hands.find(QAbstractButton, "English"),
    ):
        plain = widget.grab().toImage()
        focus_by_keyboard(widget)
        assert widget.grab().toImage() != plain


# Turning pages


def test_keys_turn_pages_and_choose(handed):
    handed.begin(draft(answers={}))
    handed.hand_over(Step.HISTORY)
    window = handed.window
    window._next.setFocus()
    for key, page in (
        (Qt.Key.Key_Right, "question q-allergy"),
        (Qt.Key.Key_PageDown, "question q-smoke"),
        (Qt.Key.Key_PageUp, "question q-allergy"),
    ):
        QTest.keyClick(window, key)
        assert handed.open_page() == page
    QTest.keyClick(window, Qt.Key.Key_Left)
    yes = Hands(window).find(QAbstractButton, "Are you pregnant? Yes")
    yes.setFocus()
    QTest.keyClick(yes, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is Hands(window).find(QAbstractButton, "Are you pregnant? No")
    assert handed.open_page() == "question q-preg"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert handed.draft.answers["q-preg"] is False
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert handed.open_page() == "question q-allergy"
    window._back.setFocus()
    QTest.keyClick(window._back, Qt.Key.Key_Return)
    assert handed.open_page() == "question q-preg"
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Enter)
    assert handed.open_page() == "question q-allergy"


def test_the_patient_takes_answers_back_one_by_one_and_none_that_was_given_before(handed):
    handed.begin(draft(answers={}), Step.HISTORY)
    handed.app.controller.said.answer("q-smoke", "daily")
    handed.hand_over(Step.HISTORY)
    hands = Hands(handed.window)
    hands.click("Are you pregnant? Yes")
    hands.click("Are you pregnant? No")
    handed.turn_to("question q-smoke")
    hands.click("Do you smoke? Never")
    said = dict(handed.draft.answers)
    handed.turn_to("question q-allergy")
    pages = []
    for _ in range(5):
        QTest.keySequence(handed.window, "Ctrl+Z")
        pages.append((handed.open_page(), dict(handed.draft.answers)))
    smoke, preg = "question q-smoke", "question q-preg"
    before = {**said, "q-smoke": "daily"}
    assert pages[:2] == [(smoke, before), (preg, {**before, "q-preg": True})]
    assert pages[2:] == [(preg, {"q-smoke": "daily"})] * 3


def test_the_patient_takes_a_question_back_where_it_was_asked(handed):
    handed.begin(draft(answers={}, exchanges=()), Step.HISTORY)
    hands = handed.hand_over(Step.HISTORY)
    hands.click("I have a question")
    hands.type("Are you pregnant? You can write your question here.", "Does it hurt?")
    handed.window.flush()
    handed.turn_to("question q-allergy")
    QTest.keySequence(handed.window, "Ctrl+Z")
    assert handed.open_page() == "question q-preg"
    assert [each.question for each in handed.draft.exchanges] == [
        "About “Are you pregnant?”: I have a question."
    ]
    QTest.keySequence(handed.window, "Ctrl+Z")
    assert handed.draft.exchanges == ()
    assert not handed.window._ask.isChecked()


def test_the_patient_takes_nothing_back_that_no_page_shows_nor_behind_the_passphrase(handed):
    handed.begin(draft(answers={}), Step.OPTIONS)
    hands = handed.hand_over(Step.HISTORY)
    hands.click("Are you pregnant? Yes")
    handed.window._unlock.ask()
    QTest.keySequence(handed.window, "Ctrl+Z")
    assert handed.draft.answers["q-preg"] is True
    handed.window._unlock.hide()
    handed.app.controller.said.print_large(large=True)
    QTest.keySequence(handed.window, "Ctrl+Z")
    assert handed.draft.large
    assert handed.draft.answers["q-preg"] is True


def test_a_finger_turns_pages_sideways_only(handed, finger):
    handed.begin()
    handed.hand_over()
    swipe(handed.window, -200, finger)
    assert handed.open_page() == "question q-expect"
    for by, down in ((-200, 140), (40, 0)):
        swipe(handed.window, by, finger, down)
        assert handed.open_page() == "question q-expect"
    swipe(handed.window, 200, finger)
    assert handed.open_page() == "question areas"
    swipe(handed.window, 200, finger)
    assert handed.open_page() == "question areas"
    QTest.mouseRelease(handed.window, _LEFT, _NONE, QPoint(5, 5))
    assert handed.open_page() == "question areas"


def test_what_was_typed_last_is_kept_when_the_page_turns(handed):
    handed.begin(draft(answers={}))
    hands = handed.hand_over()
    handed.turn_to("question q-expect")
    hands.type("What do you hope for? You can write here.", "Peace")
    handed.window.go(1)
    assert handed.draft.answers["q-expect"] == "Peace"


# The way out


def test_a_touch_of_the_lock_does_nothing(handed, monkeypatch):
    monkeypatch.setattr(hold_button, "HOLD_MS", 1200)
    handed.begin()
    handed.hand_over()
    lock = handed.window._lock
    QTest.mouseClick(lock, _LEFT)
    assert not lock._hold.isActive()
    assert not handed.window._unlock.isVisible()
    QTest.mousePress(lock, _LEFT)
    assert lock._hold.isActive()
    assert lock._hold.interval() == 1200
    lock.grab()
    handed.window._next.setFocus()
    lock.setFocus()
    QTest.mouseMove(lock, QPoint(-40, -40))
    QTest.mouseRelease(lock, _LEFT, _NONE, QPoint(-40, -40))
    assert not lock._hold.isActive()
    QTest.keyPress(lock, Qt.Key.Key_Return)
    assert lock._hold.isActive()
    lock.clearFocus()
    assert not lock._hold.isActive()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_the_lock_is_held_by_key_too(handed, key):
    handed.begin()
    handed.hand_over()
    lock = handed.window._lock
    lock.setFocus()
    QTest.keyPress(lock, key)
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress):
        again = QKeyEvent(kind, key, _NONE, "", autorep=True)
        QApplication.sendEvent(lock, again)
    assert lock._hold.isActive()
    QTest.keyRelease(lock, key)
    assert not lock._hold.isActive()
    QTest.keyPress(lock, key)
    until(handed.window._unlock.isVisible)
    QTest.keyRelease(lock, key)
    assert handed.window._unlock.isVisible()


def test_the_right_passphrase_leads_back_to_the_same_step(handed):
    handed.begin(step=Step.OPTIONS)
    handed.hand_over()
    hold(handed)
    unlock(handed, PASSPHRASE)
    until(handed.app.window.isVisible)
    assert handed.app.handing.window is None
    Hands(handed.app.window).reads("Your options")
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert shown == [handed.app.window]


def test_a_wrong_passphrase_stays_and_costs_more_each_time(handed):
    handed.begin()
    hands = handed.hand_over()
    hold(handed)
    sheet = handed.window._unlock
    hands.click("Unlock")
    hands.reads("Type your passphrase.")
    for _ in range(2):
        unlock(handed, "let me out of here")
        hands.reads("The passphrase is not right.")
        until(sheet._unlock.isEnabled)
        assert "seconds" not in hands.words()
    waits = []
    for _ in range(8):
        sheet._passphrase.edit.setText("let me out of here")
        sheet._left_s = 1
        sheet._count_down()
        sheet._ask()
        until(lambda: sheet._left_s > 1)
        waits.append(sheet._left_s)
        hands.reads(f"Try again in {sheet._left_s} seconds.")
        assert not sheet._unlock.isEnabled()
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256]
    told = []
    sheet.unlock_requested.connect(told.append)
    QTest.keyClick(sheet._passphrase.edit, Qt.Key.Key_Return)
    assert told == []
    hands.click("Back to the patient")
    assert not sheet.isVisible()
    hold(handed)
    assert not sheet._unlock.isEnabled()
    assert sheet._passphrase.text() == ""
    assert handed.window.isVisible()


def test_the_wait_runs_down_by_itself(handed):
    handed.begin()
    handed.hand_over()
    hold(handed)
    sheet = handed.window._unlock
    sheet._wait.setInterval(5)
    for _ in range(3):
        sheet.refuse()
    assert not sheet._unlock.isEnabled()
    until(sheet._unlock.isEnabled)
    assert not sheet._wait.isActive()


def test_behind_the_passphrase_no_page_turns(handed, finger):
    handed.begin()
    handed.hand_over()
    hold(handed)
    swipe(handed.window, -200, finger)
    QTest.keyClick(handed.window._unlock._passphrase.edit, Qt.Key.Key_PageDown)
    assert handed.open_page() == "question areas"


def test_whoever_has_to_wait_because_of_earlier_tries_is_told_so_and_stays(handed):
    handed.begin()
    hands = handed.hand_over()
    hold(handed)
    recognises, handed.vaults.recognises = handed.vaults.recognises, put_off
    unlock(handed, PASSPHRASE)
    hands.reads("Several tries in a row were wrong. Wait 4 seconds, then try again.")
    assert handed.window._unlock.isVisible()
    handed.vaults.recognises = recognises
    unlock(handed, PASSPHRASE)
    until(handed.app.window.isVisible)


def put_off(_passphrase, _user):
    raise VaultError(
        "too-many-tries", "Several tries in a row were wrong.", "Wait 4 seconds, then try again."
    )


def test_where_nobody_can_be_recognised_the_program_locks(handed):
    handed.begin()
    hands = handed.hand_over()
    hold(handed)
    handed.vaults.recognises = refuses
    hands.type("Passphrase", PASSPHRASE)
    hands.click("Unlock")
    until(handed.app.window.isVisible)
    assert handed.app.handing.window is None
    Hands(handed.app.window).reads("Patients’ details on this device are encrypted.")


def refuses(_passphrase, _user):
    raise VaultError("keys-damaged")


def test_when_nobody_answers_the_program_locks_with_nothing_lost(handed):
    handed.begin(draft(answers={}))
    hands = handed.hand_over()
    handed.turn_to("question q-expect")
    hands.type("What do you hope for? You can write here.", "To sing")
    handed.app.idle_watch.idle.emit()
    assert handed.app.handing.window is None
    room = Hands(handed.app.window)
    room.reads("Patients’ details on this device are encrypted.")
    until(lambda: handed.vault.closed)
    assert handed.vault.states["c-1"].answers["q-expect"] == "To sing"
    assert handed.vault.states["c-1"].origins == {"q-expect": Origin.PATIENT}


def test_the_watch_counts_what_the_patient_does(handed):
    handed.begin()
    handed.hand_over()
    watch = handed.app.idle_watch
    watch._timer.setInterval(3_600_000)
    watch._timer.stop()
    QTest.mouseClick(handed.window.windowHandle(), _LEFT, _NONE, QPoint(5, 5))
    assert watch._timer.isActive()


# What goes wrong meanwhile


def test_a_failure_is_told_in_the_patients_words_and_to_the_clinician_later(handed):
    handed.begin(draft(answers={}))
    hands = handed.hand_over(Step.HISTORY)
    handed.vault.refusing = "vault-full"
    hands.click("Are you pregnant? No")
    trouble = "Something went wrong here. Please give the screen back to your clinician."
    hands.reads(trouble)
    assert not handed.app.window.isVisible()
    hands.click("Next")
    hands.reads(trouble)
    hold(handed)
    unlock(handed, PASSPHRASE)
    until(handed.app.window.isVisible)
    Hands(handed.app.window).reads("The disk is full")


def test_what_was_over_before_the_screen_came_back_is_not_told(handed):
    handed.begin(draft(answers={}))
    hands = handed.hand_over(Step.HISTORY)
    handed.vault.refusing = "vault-full"
    hands.click("Are you pregnant? No")
    hands.reads("Something went wrong here. Please give the screen back to your clinician.")
    handed.vault.refusing = ""
    hands.click("Are you pregnant? Yes")
    until(lambda: not handed.app.controller.consultation.behind)
    hold(handed)
    unlock(handed, PASSPHRASE)
    until(handed.app.window.isVisible)
    assert not handed.app.window.findChild(Banner).isVisible()


def test_a_bug_shows_no_dialog_over_the_patients_page(handed):
    handed.begin()
    hands = handed.hand_over()
    handed.app.report_bug(ZeroDivisionError, ZeroDivisionError())
    assert not handed.app.window.isVisible()
    assert handed.app.window.findChildren(CrashDialog) == []
    hands.reads("Please give the screen back to your clinician.")
    hold(handed)
    unlock(handed, PASSPHRASE)
    until(lambda: bool(handed.app.window.findChildren(CrashDialog)))
    handed.app.window.findChildren(CrashDialog)[0].accept()


# Languages


def test_the_patient_chooses_a_language_and_the_room_keeps_its_own(handed):
    handed.begin(draft(answers={}))
    hands = handed.hand_over()
    hands.click("العربية")
    until(lambda: handed.window._screen.language == "ar")
    window = handed.window
    assert window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert QApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight
    assert window._next.text() == "التالي"
    assert window._next.x() < window._back.x() < window._lock.x() + window._lock.width()
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Left)
    assert handed.open_page() == "question q-expect"
    QTest.keyClick(window, Qt.Key.Key_Right)
    assert handed.open_page() == "question areas"
    handed.turn_to("question q-preg")
    hands.click("هل أنتِ حامل؟ نعم")
    assert handed.draft.answers["q-preg"] is True
    hands.click("العربية")
    hands.click("English")
    until(lambda: handed.window._screen.language == "en")
    assert handed.open_page() == "question q-preg"
    hands.reads("Are you pregnant?")
    hold(handed)
    unlock(handed, PASSPHRASE)
    until(handed.app.window.isVisible)
    assert handed.app.window.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_a_swipe_follows_the_direction_of_reading(handed, finger):
    handed.begin()
    hands = handed.hand_over()
    hands.click("العربية")
    until(lambda: handed.window._screen.language == "ar")
    swipe(handed.window, 200, finger)
    assert handed.open_page() == "question q-expect"


def test_figures_are_not_mirrored_and_words_begin_at_the_right(handed):
    handed.begin()
    hands = handed.hand_over(Step.RISKS)
    hands.click("العربية")
    until(lambda: handed.window._screen.language == "ar")
    QApplication.processEvents()
    sheet = handed.window._sheet
    words = sheet._text.grab().toImage()
    page = theme.tokens().page
    ink = [x for x in range(words.width()) for y in range(40, 90, 3) if words.pixelColor(x, y).name() != page]
    assert min(ink) > words.width() // 4
    assert max(ink) > words.width() - 12


@pytest.mark.parametrize(
    ("wished", "heard"), [("ar", "هل أنتِ حامل؟"), ("", "Are you pregnant?"), ("xx", "Are you pregnant?")]
)
def test_the_screen_begins_in_the_language_that_the_practice_wishes_where_it_is_there(handed, wished, heard):
    handed.vault.keep_preferences(Preferences(language=wished))
    handed.begin(draft(), Step.HISTORY)
    hands = handed.hand_over(Step.HISTORY)
    hands.reads(heard)
    assert handed.window._languages.current == ("ar" if wished == "ar" else "en")


# The second screen


class Elsewhere:
    """A screen that Qt does not know."""

    def name(self):
        return "elsewhere"


def beside(handed, monkeypatch, step=None):
    """Hand over as if the main window stood on another screen."""
    real = handed.app.window.screen()
    screens = {"elsewhere": QRect(-2000, 0, 2000, 800), real.name(): real.geometry()}
    monkeypatch.setattr(two_screens, "areas", lambda: screens)
    monkeypatch.setattr(two_screens, "SETTLE_MS", 0)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(handed.app.window, "screen", Elsewhere)
        handed.app.handing.begin(step, real)
    until(lambda: handed.window._languages._ids != ())
    until(lambda: handed.app.window.geometry().right() < 0)
    return Hands(handed.app.window), screens


def test_at_a_second_screen_the_clinician_sees_the_answers_come(handed, monkeypatch):
    handed.begin(draft(answers={}, areas=(), exchanges=(), risks={}), Step.HISTORY)
    room, _ = beside(handed, monkeypatch, Step.HISTORY)
    room.reads("The patient is answering", "Page 1 of 4", "Are you pregnant?", "Nothing yet.")
    Hands(handed.window).click("Are you pregnant? No")
    room.reads("Are you pregnant?: No")
    Hands(handed.window).click("Next")
    room.reads("Page 2 of 4", "What are you allergic to?")
    assert [each for each in ("Lock", "All consultations", "Findings") if each in room.words()] == []
    assert handed.draft.patient.name not in room.words()
    room.click("End patient mode")
    room.reads("Medical history", "Answered by the patient")
    assert handed.app.handing.window is None
    assert not handed.app.handing.beside


def test_no_shortcut_of_the_first_screen_works_from_the_second(handed, monkeypatch):
    handed.begin()
    beside(handed, monkeypatch)
    told = []
    shortcut = QShortcut(QKeySequence("Ctrl+K"), handed.app.window)
    shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
    shortcut.activated.connect(lambda: told.append("Ctrl+K"))
    handed.window.activateWindow()
    until(handed.window.isActiveWindow)
    for target in (handed.window, handed.window._next):
        QTest.keyClick(target, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert told == []
    assert handed.app.window.isVisible()


def test_a_first_screen_that_is_gone_leaves_the_second_to_the_patient(handed, monkeypatch, qapp):
    handed.begin()
    _, screens = beside(handed, monkeypatch)
    area = screens.pop("elsewhere")
    qapp.screenRemoved.emit(None)
    until(lambda: not handed.app.window.isVisible())
    assert handed.window._in_front
    screens["elsewhere"] = area
    qapp.screenAdded.emit(qapp.primaryScreen())
    until(handed.app.window.isVisible)
    assert not handed.window._in_front


@pytest.fixture
def stops(monkeypatch):
    """Give the stops that were announced so far."""
    said = []
    monkeypatch.setattr(announcing.QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(announcing.QAccessible, "updateAccessibility", said.append)

    def give():
        words = [each.message() for each in said if isinstance(each, QAccessibleAnnouncementEvent)]
        return [each for each in words if each.startswith("Reason not to treat")]

    return give


def test_what_is_found_meanwhile_is_told_when_the_clinician_is_back(handed, stops):
    handed.begin(draft(answers={}), Step.HISTORY)
    hands = handed.hand_over(Step.HISTORY)
    hands.click("Are you pregnant? Yes")
    hold(handed)
    assert stops() == []
    unlock(handed, PASSPHRASE)
    until(lambda: len(stops()) == 1)


def test_at_a_second_screen_it_is_told_when_the_room_is_back(handed, stops, monkeypatch):
    handed.begin(draft(answers={}), Step.HISTORY)
    room, _ = beside(handed, monkeypatch, Step.HISTORY)
    Hands(handed.window).click("Are you pregnant? Yes")
    room.reads("Are you pregnant?: Yes")
    assert stops() == []
    room.click("End patient mode")
    until(lambda: len(stops()) == 1)


# Before


def test_the_clinician_says_what_to_show(handed):
    room = handed.begin(step=Step.RISKS)
    room.click("Show to patient")
    dialog = room.dialog()
    dialog.reads("Only “Risks”", "hold the lock, then type your passphrase", "stay near")
    dialog.click("Hand over")
    until(lambda: handed.app.handing.window is not None)
    assert {each.sort.value for each in handed.window._screen.pages} == {"risk", "over"}


def test_everything_is_shown_from_a_page_that_is_the_clinicians_own(handed):
    room = handed.begin(step=Step.SCREENING)
    room.click("Show to patient")
    dialog = room.dialog()
    dialog.click("What the patient sees Everything, from the first question")
    assert dialog.find(
        QAbstractButton, "What the patient sees Everything, from the first question"
    ).isChecked()
    assert "Only" not in dialog.words()
    dialog.click("Cancel")
    assert handed.app.handing.window is None
    room.click("Show to patient")
    room.dialog().click("Hand over")
    until(lambda: handed.app.handing.window is not None)
    assert handed.open_page() == "question areas"


def test_with_two_screens_it_asks_which(qtbot, qapp):
    screen = qapp.primaryScreen()
    dialog = HandOverDialog(Step.RISKS, [screen, screen])
    qtbot.addWidget(dialog)
    dialog.show()
    hands = Hands(dialog)
    hands.reads("On which screen", "This screen: ", "Mouse and keyboard work on both screens")
    [first, _] = [each for each in hands.all(QAbstractButton) if each.accessibleName().startswith("On which")]
    hands.press(first)
    hands.reads("stay near")
    hands.press(first)
    assert first.isChecked()
    with qtbot.waitSignal(dialog.handed_over) as told:
        hands.click("Hand over")
    assert told.args == [Step.RISKS, screen]


def test_once_signing_began_the_screen_is_not_handed_over(qtbot):
    bar = TopBar()
    qtbot.addWidget(bar)
    bar.resize(1100, 72)
    bar.show()
    talk = Conversation.about(sample(), draft())
    shown = room(talk)
    bar.display(shown)
    hands = Hands(bar)
    with qtbot.waitSignal(bar.patient_requested) as told:
        hands.click("Show to patient")
    assert told.args == [Step.HISTORY]
    bar.display(replace(shown, rail=replace(shown.rail, locked=True)))
    assert "Show to patient" not in hands.words()
    bar.display(shown)
    bar.resize(480, 72)
    button = hands.find(QAbstractButton, "Show to patient")
    assert (button.text(), button.toolTip()) == ("", "Show to patient")


def test_it_says_what_each_system_lets_through():
    words = {each: limits(each) for each in ("xcb", "windows", "cocoa", "wayland-egl", "offscreen")}
    assert len(set(words.values())) == 5
    assert "Ctrl+Alt+Del" in words["windows"]
    assert "Wayland" in words["wayland-egl"]


def test_keys_are_grabbed_only_where_the_system_lets_a_program():
    class Window:
        def setKeyboardGrabEnabled(self, wanted):
            return wanted

    assert grab(Window(), "xcb")
    assert not grab(Window(), "wayland")
    assert not let_go(Window(), "wayland")


# On every screen


@pytest.mark.parametrize(
    ("language", "size"),
    [
        ("en", (800, 1180, 1.0)),
        ("ar", (1024, 768, 1.0)),
        ("en", (1366, 768, 1.0)),
        ("ar", (800, 1180, 2.0)),
        ("en", (1024, 768, 2.0)),
        ("ar", (1920, 1080, 2.0)),
    ],
)
def test_nothing_is_cut_on_any_screen(handed, qapp, language, size):
    width, height, text = size
    theme.apply(qapp, "light", text)
    handed.begin(draft(answers=answered(q_preg=True)))
    hands = handed.hand_over(None, width, height)
    if language != "en":
        hands.click("العربية")
        until(lambda: handed.window._screen.language == language)
    for _ in handed.window._screen.pages:
        if handed.window._ask.isVisible() and not handed.window._ask.isChecked():
            handed.window._ask.click()
        QApplication.processEvents()
        assert (handed.open_page(), list(cut(handed.window))) == (handed.open_page(), [])
        handed.window.go(1)


def test_a_turned_tablet_stacks_words_and_answer(handed):
    handed.begin()
    handed.hand_over(Step.RISKS, 1280, 800)
    QApplication.processEvents()
    sheet = handed.window._sheet
    aside = sheet._matters
    assert aside.mapTo(sheet, QPoint()).x() > sheet.width() // 2 - 60
    handed.window.resize(800, 1180)
    QApplication.processEvents()
    below = sheet._text.mapTo(sheet, QPoint()).y() + sheet._text.height()
    assert aside.mapTo(sheet, QPoint()).y() > below
    assert list(cut(handed.window)) == []


@pytest.mark.parametrize("look", ["dark", "contrast"])
def test_every_page_is_painted_in_every_look(handed, qapp, look):
    theme.apply(qapp, look)
    handed.begin(draft(answers=answered(q_preg=True)))
    handed.hand_over()
    for _ in handed.window._screen.pages:
        assert not handed.window.grab().isNull()
        handed.window.go(1)
    for kind in (QLineEdit, QPlainTextEdit, QDialog):
        assert [each for each in handed.window.findChildren(kind) if each.isWindow()] == []
