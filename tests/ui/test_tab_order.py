"""Tab reaches every control of every page, in the order of the eye, and goes round through the room."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from consult_app.domain.questionnaire import Step
from consult_app.ui.growing import Growing
from consult_app.ui.painting import keyboard_on
from consult_app.ui.tab_order import tab_on, tab_stops
from consult_app.ui.widgets.page import Page
from consult_app.ui.widgets.pdf_view import PdfView
from consult_app.workflow.screens.rail import PATH
from tests.helpers.window import Walk, quick_services, until

KINDS = (QAbstractButton, QLineEdit, QPlainTextEdit, QListView)
BESIDE = 60
"""Controls beside each other need not be of one height; the next card of a row begins higher up."""


@pytest.fixture
def walk(qapp, tmp_path):
    made = Walk(quick_services(tmp_path / "vault"))
    made.app.window.resize(1366, 768)
    made.app.window.show()
    made.found()
    made.begin()
    made.controller.said.answer("q-preg", value=True)
    made.app.window.activateWindow()
    until(made.app.window.isActiveWindow)
    yield made
    made.close()


def stops(within: QWidget) -> list[QWidget]:
    """Every control that Tab should reach; of a group of choices one is enough, arrows lead to the others."""
    found = [each for kind in KINDS for each in within.findChildren(kind)]
    able = [each for each in found if each.isVisible() and each.isEnabled() and each.focusProxy() is None]
    return [each for each in able if each.focusPolicy() & Qt.FocusPolicy.TabFocus]


def visit(walk, step):
    walk.controller.consultation.go_to(step)
    until(lambda: not any(each.busy for each in walk.app.window.findChildren(Growing)))
    if step is Step.SIGN:
        # The pages come when they are laid out, and stand before what is missing.
        until(lambda: any(each.isVisible() for each in walk.app.window.findChildren(PdfView)))
    for _ in range(4):
        QApplication.processEvents()


def go_round(window, step):
    """Tab until the keyboard is back where it was; gives all stops of the way."""
    begun = window.focusWidget()
    reached = [begun]
    QTest.keyClick(begun, Qt.Key.Key_Tab)
    while (here := window.focusWidget()) is not begun:
        assert here not in reached, f"{step}: Tab goes round in circles at {here.accessibleName()}"
        reached.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return reached


def place_on(page, control):
    """Give where a control stands on all that can be scrolled to; what stands below a page comes after it."""
    scrolled = page if isinstance(page, QScrollArea) else page.findChild(Page)
    content, middle = scrolled.widget(), QPoint(0, control.height() // 2)
    if content.isAncestorOf(control):
        return control.mapTo(content, middle)
    return control.mapTo(page, middle) + QPoint(0, content.height())


def test_tab_goes_through_every_page_in_the_order_of_the_eye_and_round_again(walk):
    window = walk.app.window
    for step in PATH[:-1]:
        visit(walk, step)
        page = window.page(step)
        begun = tab_stops((window.centralWidget(),))[0]
        begun.setFocus(Qt.FocusReason.TabFocusReason)
        # What turns the options over is a stop only where there is something to turn to: so twice round.
        reached, again = go_round(window, step), go_round(window, step)
        missed = [
            each.accessibleName() or each.text() for each in stops(window) if each not in reached + again
        ]
        assert (step, missed) == (step, [])
        inside = [each for each in reached if page.isAncestorOf(each)]
        places = [place_on(page, each) for each in inside]
        wrong = [
            inside[i].accessibleName()
            for i in range(1, len(places))
            if places[i].y() < places[i - 1].y() - BESIDE and places[i].x() <= places[i - 1].x()
        ]
        assert (step, wrong) == (step, [])
        QTest.keyClick(begun, Qt.Key.Key_Backtab)
        assert window.focusWidget() is reached[-1]


def test_whatever_has_the_keyboard_shows_it(walk):
    window = walk.app.window
    visit(walk, Step.SCREENING)
    kinds: dict[type, tuple[QWidget, object]] = {}
    for each in stops(window):
        kinds.setdefault(type(each), (each, each.grab().toImage()))
    for kind, (each, plain) in kinds.items():
        each.setFocus(Qt.FocusReason.TabFocusReason)
        window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        assert keyboard_on(each)
        assert each.grab().toImage() != plain, kind.__name__


def test_tab_goes_on_from_what_was_clicked_though_it_is_no_stop(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    made = [QPushButton(each) for each in "abc"]
    for each in made:
        row.addWidget(each)
    flat = QPushButton(window)
    flat.setFixedSize(20, 0)
    flat.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made[1].setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made[1].setFocus()
    assert tab_on((window,), 1)
    assert made[0].hasFocus()
    made[1].setFocus()
    assert tab_on((window,), -1)
    assert made[2].hasFocus()
    window.setEnabled(False)
    assert not tab_on((window, None), 1)
