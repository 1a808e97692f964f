from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton

from consult_app.domain.questionnaire import Step
from consult_app.domain.treatment import Severity
from consult_app.ui import theme
from consult_app.ui.main_window import MainWindow
from consult_app.ui.painting import focus_by_keyboard, keyboard_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.banner import Banner
from consult_app.ui.widgets.finding_box import FindingBox
from consult_app.ui.widgets.findings_button import FindingsButton
from consult_app.ui.widgets.findings_panel import FindingsPanel
from consult_app.ui.widgets.rail import Rail
from consult_app.ui.widgets.rail_step import RailStepButton
from consult_app.ui.widgets.top_bar import TopBar
from consult_app.ui.widgets.veil import Veil
from tests.helpers import rooms
from tests.helpers.painted_words import heard_words
from tests.helpers.signals import told

TALK = rooms.conversation(rooms.treatment(rooms.yes_no_questions(6)), {"q0": True, "q2": True})
ROOM = rooms.room(TALK)
LEFT = Qt.MouseButton.LeftButton
FINDINGS = "Findings, 2 to settle, with a stop among them"


def count(image, colour):
    return sum(
        image.pixelColor(x, y).name() == colour for x in range(image.width()) for y in range(image.height())
    )


@pytest.fixture
def window(qtbot):
    made = MainWindow()
    qtbot.addWidget(made)
    for step in (Step.HISTORY, Step.SIGN, Step.DONE):
        made.add_page(step, QLabel(step.value))
    made.show_room(ROOM)
    with qtbot.waitExposed(made):
        made.show()
    return made


def press(qtbot, window, name):
    wanted = next(
        each
        for each in window.findChildren(QAbstractButton)
        if name in (each.text(), each.accessibleName()) and each.isVisible()
    )
    qtbot.mouseClick(wanted, Qt.MouseButton.LeftButton)


def step_button(window, step):
    return next(each for each in window.findChildren(RailStepButton) if each.step is step)


@pytest.mark.parametrize(
    ("name", "signal", "given"),
    [
        ("Continue", "continue_requested", ()),
        ("Back", "back_requested", ()),
        ("Next gap", "next_gap_requested", ()),
        ("All consultations", "leave_requested", ()),
        ("Lock", "lock_requested", ()),
        ("Discussed", "override_requested", ("r-q2", "")),
        ("Go to answer", "jump_requested", ("q0", Step.HISTORY)),
    ],
)
def test_each_wish_of_the_room_is_told_by_the_window(qtbot, window, name, signal, given):
    heard = told(getattr(window, signal))
    press(qtbot, window, name)
    assert heard == [given]


def test_a_step_of_the_rail_is_a_wish_too(qtbot, window):
    heard = told(window.step_requested)
    qtbot.mouseClick(step_button(window, Step.RISKS), Qt.MouseButton.LeftButton)
    assert heard == [(Step.RISKS,)]


def test_showing_a_room_tells_nobody(window):
    heard = [
        told(getattr(window, each)) for each in ("step_requested", "jump_requested", "override_requested")
    ]
    window.show_room(replace(ROOM, saved="10:43", sample=True, unapproved=False))
    window.show_room(rooms.room(TALK))
    assert heard == [[], [], []]


def test_the_top_bar_says_who_is_here_and_for_what(window):
    bar = window.findChild(TopBar)
    assert bar.accessibleName() == "Maya Lindqvist, 12 Mar 1984 · Record 40213. Made-up treatment, Dr A. Osei"
    shown = [each.text() for each in bar.findChildren(QLabel) if each.isVisible()]
    assert shown == ["Draft – not clinically approved"]
    window.show_room(replace(ROOM, sample=True, unapproved=False))
    assert [each.text() for each in bar.findChildren(QLabel) if each.isVisible()] == ["Sample"]


def test_a_patient_without_a_record_number_is_shown_without_one(window):
    window.show_room(replace(ROOM, patient=replace(ROOM.patient, record_number="")))
    assert "Record" not in window.findChild(TopBar).accessibleName()


@pytest.mark.parametrize(
    ("size", "rail", "panel"),
    [((1366, 768), 248, True), ((1024, 768), 76, True), ((800, 1180), 76, False)],
)
def test_rail_and_panel_give_way_in_smaller_windows(qtbot, window, size, rail, panel):
    window.resize(*size)
    qtbot.waitUntil(lambda: window.findChild(Rail).width() == rail)
    assert window.findChild(FindingsPanel).isVisible() is panel
    assert not window.grab().isNull()


def test_where_the_panel_has_no_room_a_counted_button_lays_it_over_the_page(qtbot, window):
    window.resize(800, 1180)
    panel = window.findChild(FindingsPanel)
    qtbot.waitUntil(lambda: not panel.isVisible())
    press(qtbot, window, FINDINGS)
    assert panel.isVisible()
    press(qtbot, window, FINDINGS)
    assert not panel.isVisible()
    press(qtbot, window, FINDINGS)
    press(qtbot, window, "Go to answer")
    assert not panel.isVisible()


@pytest.fixture
def laid_over(qtbot, window):
    window.resize(800, 1180)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.waitUntil(window.findChild(FindingsButton).isVisible)
    press(qtbot, window, FINDINGS)
    return window.findChild(FindingsPanel)


def test_the_keyboard_goes_into_the_findings_and_back_at_escape(qtbot, window, laid_over):
    at = QApplication.focusWidget()
    gravest = min(laid_over.findChildren(FindingBox), key=lambda box: box.y())
    assert gravest.isAncestorOf(at)
    qtbot.keyClick(at, Qt.Key.Key_Escape)
    assert not laid_over.isVisible()
    assert QApplication.focusWidget() is window.findChild(FindingsButton)


def test_a_touch_beside_the_findings_takes_them_from_the_page(qtbot, window, laid_over):
    veil = window.findChild(Veil)
    assert veil.isVisible()
    assert not window.grab().isNull()
    window.findChild(FindingsButton).setFocus()
    qtbot.mouseClick(veil, Qt.MouseButton.LeftButton, pos=QPoint(20, 400))
    assert not laid_over.isVisible()
    assert not veil.isVisible()
    window.findChild(Veil).touched.emit()  # a second touch, while the first is still on its way
    assert not laid_over.isVisible()


def test_other_keys_leave_the_findings_where_they_are(qtbot, window, laid_over):
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)
    assert laid_over.isVisible()


def test_findings_that_lie_over_the_page_stand_beside_it_in_a_window_that_grows(qtbot, window, laid_over):
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: window.findChild(Rail).width() == 248)
    assert laid_over.isVisible()
    assert not window.findChild(Veil).isVisible()
    assert not window.findChild(FindingsButton).isVisible()


def test_findings_move_in_where_the_system_lets_things_move(qtbot, window, monkeypatch):
    monkeypatch.setattr(theme, "motion", lambda ms: ms)
    window.resize(800, 1180)
    panel = window.findChild(FindingsPanel)
    qtbot.waitUntil(window.findChild(FindingsButton).isVisible)
    press(qtbot, window, FINDINGS)
    resting = 800 - panel.width()
    assert panel.x() > resting
    qtbot.waitUntil(lambda: panel.x() == resting)


def test_the_counted_button_has_the_tone_of_the_gravest_finding(qtbot, window):
    button = window.findChild(FindingsButton)
    cards = ROOM.findings.cards
    stop = replace(cards[0], severity=Severity.STOP)
    for first, tone, words in (
        (stop, Tone.STOP, "Findings, 2 to settle, with a stop among them"),
        (replace(stop, severity=Severity.CAUTION), Tone.CAUTION, "Findings, 2 to settle, take care"),
        (replace(stop, severity=Severity.ASK_MORE), Tone.INFO, "Findings, 2 to settle, ask more"),
    ):
        button.display(replace(ROOM.findings, cards=(first, *cards[1:])))
        assert button.accessibleName() == words
        assert count(button.grab().toImage(), theme.tokens().shade(tone).fill) > 100
    counted = button.sizeHint().width()
    button.display(replace(ROOM.findings, cards=(), unsettled=0))
    assert button.accessibleName() == "Findings"
    assert button.sizeHint().width() < counted
    assert not button.grab().isNull()


def test_a_narrow_top_bar_uses_fewer_words_and_never_cuts_the_name(qtbot, window):
    bar = window.findChild(TopBar)
    button = bar.findChild(FindingsButton)
    full = button.sizeHint().width()
    long_name = replace(ROOM.patient, given_name="Wilhelmina Josephine", family_name="Featherstonehaugh")
    window.show_room(replace(ROOM, patient=long_name))
    window.resize(800, 1180)
    qtbot.waitUntil(button.isVisible)
    assert button.sizeHint().width() < full
    assert not bar.grab().isNull()


def test_with_large_text_the_name_gets_the_room_of_the_disc_and_is_never_cut(qapp, qtbot, window):
    theme.apply(qapp, text=2.0)
    window.resize(800, 1180)
    bar = window.findChild(TopBar)
    qtbot.waitUntil(lambda: bar.width() < 800)
    with heard_words() as heard:
        bar.grab()
    painted = {each.text: each for each in heard if each.widget is bar}
    name = painted[ROOM.patient.name]
    assert not name.cut
    assert name.area.left() < 40


def test_steps_say_how_they_stand(window):
    history = step_button(window, Step.HISTORY)
    assert history.accessibleName() == "History, 3 open"
    assert not history.isCheckable()
    assert step_button(window, Step.SIGN).accessibleName() == "Review and sign"


def test_rail_marks_are_painted(window):
    button = step_button(window, Step.HISTORY)
    before = button.grab().toImage()
    steps = tuple(replace(each, mark=Severity.CAUTION, done=True) for each in ROOM.rail.steps)
    window.show_room(replace(ROOM, rail=replace(ROOM.rail, steps=steps, progress=0.5)))
    assert button.grab().toImage() != before
    assert button.accessibleName() == "History, done"


def test_once_signing_began_only_signing_can_be_gone_to(window):
    window.show_room(replace(ROOM, step=Step.SIGN, rail=replace(ROOM.rail, locked=True)))
    enabled = [each.step for each in window.findChildren(RailStepButton) if each.isEnabled()]
    assert enabled == [Step.SIGN]
    window.show_room(replace(ROOM, step=Step.DONE, rail=replace(ROOM.rail, locked=True)))
    assert step_button(window, Step.DONE).isEnabled()


def test_ways_on_are_offered_only_where_there_are_some(window):
    def offered():
        names = ("Back", "Continue")
        return [
            each.text()
            for each in window.findChildren(QPushButton)
            if each.text() in names and each.isVisible()
        ]

    assert offered() == ["Back", "Continue"]
    window.show_room(replace(ROOM, step=Step.SIGN))
    assert offered() == ["Back"]
    window.show_room(replace(ROOM, step=Step.DONE, rail=replace(ROOM.rail, locked=True)))
    assert offered() == []


@pytest.mark.parametrize("by_keys", [True, False])
def test_whoever_goes_on_to_sign_has_the_keyboard_on_that_page(qtbot, window, by_keys):
    window.add_page(Step.SIGN, QPushButton("Large print"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    go_on = next(each for each in window.findChildren(QPushButton) if each.text() == "Continue")
    if by_keys:
        focus_by_keyboard(go_on)
    else:
        go_on.setFocus(Qt.FocusReason.MouseFocusReason)
    window.show_room(replace(ROOM, step=Step.SIGN))
    assert window.focusWidget() is window.page(Step.SIGN)
    assert keyboard_on(window.page(Step.SIGN)) is by_keys


def test_pages_are_taken_in_once_a_step_and_can_be_replaced(window):
    page = window.page(Step.HISTORY)
    assert page.text() == "history"
    assert window.page(Step.RISKS) is None
    other = QLabel("other")
    window.add_page(Step.HISTORY, other)
    window.show_room(ROOM)
    assert window.page(Step.HISTORY) is other
    assert other.isVisible()


def test_a_full_page_takes_the_whole_window_and_gives_it_back(window):
    unlock = QLabel("unlock")
    window.show_full(unlock)
    window.show_full(unlock)
    assert unlock.isVisible()
    assert not window.findChild(Rail).isVisible()
    window.show_room(ROOM)
    assert window.findChild(Rail).isVisible()


def test_nothing_of_a_patient_is_left_when_the_room_is_cleared(qtbot, window):
    window.clear_room()
    qtbot.waitUntil(lambda: window.findChild(Rail) is None)
    assert window.page(Step.HISTORY) is None
    window.show_saved("10:44")
    window.clear_room()


def test_the_saved_mark_is_painted(window):
    rail = window.findChild(Rail)
    before = rail.grab().toImage()
    window.show_saved("")
    assert rail.grab().toImage() != before


def test_a_banner_stays_until_it_is_hushed(window):
    window.tell("Not saved", "The disk is full.", Tone.STOP)
    banner = window.findChild(Banner)
    assert banner.isVisible()
    window.resize(700, 700)
    assert banner.geometry().right() < 700
    assert banner.geometry().top() > window.height() // 2
    window.hush()
    assert not banner.isVisible()


def test_a_change_of_look_keeps_the_page_on_screen_and_drops_the_others(qtbot, window):
    press(qtbot, window, "Light, dark or high contrast")
    assert window.page(Step.HISTORY) is not None
    assert window.page(Step.SIGN) is window.page(Step.DONE) is None
    theme.apply(QApplication.instance())


def test_looks_and_text_sizes_go_round(qtbot, window):
    changed = told(window.look_changed)
    for _ in range(3):
        press(qtbot, window, "Light, dark or high contrast")
    for _ in theme.TEXT_SIZES:
        press(qtbot, window, "Text size")
        assert not window.grab().isNull()
    assert [look for look, _ in changed[:3]] == ["dark", "contrast", "light"]
    assert [text for _, text in changed[3:]] == [1.15, 1.3, 1.5, 1.75, 2.0, 1.0]
    assert theme.tokens().name == "light"


def test_closing_is_told_before_the_window_goes(window):
    closing = told(window.closing)
    window.close()
    assert closing == [()]


def test_everything_in_the_room_is_named_and_large_enough(window):
    shown = [each for each in window.findChildren(QAbstractButton) if each.isVisible()]
    assert len(shown) > 18
    assert [each for each in shown if not (each.accessibleName() or each.text())] == []
    assert [
        each.text() or each.accessibleName() for each in shown if min(each.width(), each.height()) < 40
    ] == []


def test_the_keyboard_reaches_the_rail_and_shows_where_it_is(qtbot, window):
    button = step_button(window, Step.RISKS)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    plain = button.grab().toImage()
    focus_by_keyboard(button)
    assert button.grab().toImage() != plain


def test_without_a_finding_the_keyboard_goes_to_the_next_gap(window):
    panel = window.findChild(FindingsPanel)
    panel.display(replace(ROOM.findings, cards=(), unsettled=0), "Dr A. Osei")
    assert panel.first_control().text() == "Next gap"


def dragged(*urls):
    what = QMimeData()
    what.setUrls([QUrl(each) for each in urls])
    return what


def drop_on(window, what):
    """Drag something over the window and let it go; gives whether the window wanted it."""
    ways = Qt.DropAction.CopyAction, what, LEFT, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), *ways)
    entering.ignore()
    window.dragEnterEvent(entering)
    window.dropEvent(QDropEvent(QPointF(5, 5), *ways))
    return entering.isAccepted()


@pytest.mark.parametrize("paths", [["/some/Form.PDF"], ["/some/form"], ["/a.pdf", "/b.jpg"]])
def test_files_that_are_dragged_in_are_told_whatever_they_are_called(window, paths):
    heard = told(window.files_dropped)
    assert drop_on(window, dragged(*(f"file://{each}" for each in paths)))
    assert heard == [(paths,)]


@pytest.mark.parametrize(
    "urls",
    [(), ("https://example.org/a.pdf",), ("file:///a.pdf", "https://example.org/b.pdf")],
)
def test_nothing_else_can_be_dragged_in(window, urls):
    heard = told(window.files_dropped)
    assert not drop_on(window, dragged(*urls))
    assert heard == []
