"""The frame of dialogs: as large as what it says, never larger than its window."""

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget

from consult_app.ui import theme
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.plain_label import PlainLabel
from tests.helpers.scenes import settle

WORDS = "Every answer given before is kept. The last one may have to be given again. " * 4


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def opened(parent, paragraphs=1):
    sheet = Sheet(500, parent)
    for _ in range(paragraphs):
        sheet.body.addWidget(PlainLabel(WORDS))
    sheet.foot.addWidget(Button("Close", "primary"))
    sheet.open()
    settle()
    return sheet


def hidden_below(sheet):
    return sheet.findChild(QScrollArea).verticalScrollBar().maximum()


def test_it_is_as_large_as_what_it_says(window):
    sheet = opened(window)
    assert sheet.width() == 500
    assert sheet.height() < 300
    assert hidden_below(sheet) == 0


def test_what_is_too_long_for_the_window_is_scrolled_and_the_buttons_stay(window):
    sheet = opened(window, paragraphs=20)
    assert sheet.height() == 660
    assert hidden_below(sheet) > 100
    assert sheet.findChild(Button).isVisible()


def test_it_follows_a_window_that_is_turned_and_a_text_that_grows(window, qapp):
    sheet = opened(window)
    before = sheet.height()
    window.resize(400, 700)
    settle()
    assert sheet.width() == 360
    window.resize(900, 700)
    settle()
    theme.apply(qapp, text=1.5)
    settle()
    assert sheet.width() == 750
    assert sheet.height() > before


def test_one_without_a_window_heeds_the_screen(qtbot):
    sheet = opened(None, paragraphs=40)
    qtbot.addWidget(sheet)
    assert sheet.height() == sheet.screen().availableSize().height() - 40
