"""Fields take as much as can be read on paper, and say where something was left out."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolTip

from consult_app.domain.questionnaire import Choice
from consult_app.services import services
from consult_app.ui.enough import MOST_IN_BOX, MOST_IN_LINE
from consult_app.ui.widgets.chips import Chips
from consult_app.ui.widgets.large_line import LargeLine
from consult_app.ui.widgets.large_text import LargeText
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.number_field import NumberField
from consult_app.ui.widgets.secret_field import SecretField
from consult_app.ui.widgets.text_box import TextBox


def lines(kind):
    if kind is Chips:
        made = Chips("Which?")
        made.set_choices((Choice("one", "One"),), own_words=True)
        return made, made._field
    made = kind() if kind is NumberField else kind("Name", "Lot") if kind is LargeLine else kind("Lot")
    return made, made.edit


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()


@pytest.mark.parametrize("kind", [LineField, LargeLine, NumberField, Chips])
def test_a_line_takes_no_page_and_says_so(qtbot, kind):
    made, edit = lines(kind)
    shown(qtbot, made)
    QGuiApplication.clipboard().setText("x" * 20_000)
    edit.paste()
    assert len(edit.text()) == MOST_IN_LINE
    assert QToolTip.text() == "No more than 300 characters fit here. The rest was left out."
    QToolTip.hideText()


@pytest.mark.parametrize("kind", [TextBox, LargeText])
def test_a_box_takes_a_page_and_no_book(qtbot, kind):
    box = kind("Why")
    shown(qtbot, box)
    QGuiApplication.clipboard().setText("long " * 40_000)
    box.paste()
    assert len(box.text()) == MOST_IN_BOX
    assert QToolTip.text() == "No more than 4000 characters fit here. The rest was left out."
    QToolTip.hideText()
    qtbot.keyClicks(box, "y")
    assert "y" not in box.text()
    box.selectAll()
    qtbot.keyClicks(box, "z")
    assert box.text() == "z"


def test_what_was_kept_before_is_shown_whole(qtbot):
    box = TextBox("Why")
    shown(qtbot, box)
    box.set_text("a" * 9000)
    assert len(box.text()) == 9000


def test_a_passphrase_is_never_cut(qtbot):
    field = SecretField("Passphrase")
    shown(qtbot, field)
    QGuiApplication.clipboard().setText("p" * 1000)
    field.edit.paste()
    assert len(field.text()) == 1000


def test_the_signs_of_a_pasted_list_can_be_printed(qtbot):
    box = TextBox("Why")
    shown(qtbot, box)
    QGuiApplication.clipboard().setText("\uf0b7\tfish oil\n\uf0fc\tpaused\n\uf0e0 asked")
    box.paste()
    assert box.text() == "•\tfish oil\n✓\tpaused\n→ asked"
    assert services(Path("nowhere")).unprintable(box.text()) == ()


UNSEEN = "Ma\x00ya\x07 Lind\r\nqvist\x1b\tA\u2028B\x85"


@pytest.mark.parametrize("kind", [LineField, LargeLine, NumberField, Chips])
def test_what_nobody_sees_stays_out_of_a_line_and_a_break_becomes_a_space(qtbot, kind):
    made, edit = lines(kind)
    shown(qtbot, made)
    QGuiApplication.clipboard().setText(UNSEEN)
    edit.setText("[]")
    edit.setCursorPosition(1)
    edit.paste()
    assert edit.text() == "[Maya Lind  qvist A B]"
    assert edit.cursorPosition() == len(edit.text()) - 1
    edit.clear()
    QGuiApplication.clipboard().setText("Zoë 山 👩🏽‍⚕️")
    edit.paste()
    assert edit.text() == "Zoë 山 👩🏽‍⚕️"


@pytest.mark.parametrize("kind", [TextBox, LargeText])
def test_what_nobody_sees_stays_out_of_a_box_and_breaks_stay(qtbot, kind):
    box = kind("Why")
    shown(qtbot, box)
    QGuiApplication.clipboard().setText("a\x00b\x1b\nc\td")
    box.paste()
    assert box.text() == "ab\nc\td"
