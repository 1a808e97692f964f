"""Parts flow on in the next line where there is no more room."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.flow_row import FlowRow
from consult_app.ui.widgets.page_head import PageHead
from consult_app.ui.widgets.plain_label import PlainLabel


@pytest.fixture
def buttons(qapp):
    return [Button(words) for words in ("Correct", "New passphrase", "Remove")]


@pytest.fixture
def row(qtbot, buttons):
    made = FlowRow(buttons)
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(made)
    column.addStretch(1)
    qtbot.addWidget(window)
    window.resize(600, 300)
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.close()


def tops(buttons):
    return len({each.y() for each in buttons})


def test_one_line_where_it_fits_and_more_where_it_does_not(qtbot, row, buttons):
    assert tops(buttons) == 1
    row.window().resize(row.minimumSizeHint().width() + 30, 300)
    qtbot.waitUntil(lambda: tops(buttons) > 1)
    qtbot.waitUntil(lambda: all(row.rect().contains(each.geometry()) for each in buttons))


def test_what_is_hidden_takes_no_room_and_what_comes_back_gets_some(qtbot, row, buttons):
    left = buttons[2].x()
    buttons[1].hide()
    qtbot.waitUntil(lambda: buttons[2].x() < left)
    buttons[1].show()
    qtbot.waitUntil(lambda: buttons[2].x() == left)


def test_buttons_of_a_page_go_below_its_name_where_that_would_have_no_room(qtbot, buttons):
    name = PlainLabel("Good morning, Robin Example", "title")
    head = PageHead((name,), buttons)
    qtbot.addWidget(head)
    head.resize(900, 200)
    with qtbot.waitExposed(head):
        head.show()
    assert name.x() + name.width() <= buttons[0].mapTo(head, buttons[0].rect().topLeft()).x()
    head.resize(420, 200)
    qtbot.waitUntil(lambda: buttons[0].mapTo(head, buttons[0].rect().topLeft()).y() >= name.height())
    assert name.width() == 420
