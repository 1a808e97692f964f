"""Labels, badges, buttons, cards, figures, banner, page: what is painted by hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.step_words import step_lead, step_name, step_title
from consult_app.ui.tokens import LOOKS, Tone
from consult_app.ui.widgets.badge import Badge
from consult_app.ui.widgets.banner import Banner
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.icon_array import IconArray
from consult_app.ui.widgets.page import WIDEST, Page
from consult_app.ui.widgets.plain_label import PlainLabel
from tests.helpers.signals import told


def picture(widget) -> QImage:
    return widget.grab().toImage()


def count(image: QImage, colour: str) -> int:
    return sum(
        image.pixelColor(x, y).name() == colour for x in range(image.width()) for y in range(image.height())
    )


def test_markup_in_a_label_is_only_text(qtbot):
    label = PlainLabel("<b>Maya</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>Maya</b>"


def test_a_label_follows_look_and_text_size(qtbot, qapp):
    label = PlainLabel("Words", "quiet")
    qtbot.addWidget(label)
    theme.apply(qapp, "dark", 1.3)
    assert label.font().pixelSize() == round(14 * 1.3)
    assert label.palette().windowText().color().name() == LOOKS["dark"].quiet
    label.set_colour("#123456")
    assert label.palette().windowText().color().name() == "#123456"


def test_painted_text_wraps_and_is_measured_as_it_is_drawn():
    text = PaintedText("word " * 30, 15)
    wide, narrow = text.height(600), text.height(150)
    assert narrow > wide > 0
    assert [text.height(width) for width in range(100, 800, 100)][-1] <= wide
    canvas = QImage(200, 600, QImage.Format.Format_RGB32)
    painter = QPainter(canvas)
    assert text.draw(painter, 0, 0, 150, "#ffffff") == narrow
    text.text = ""
    assert text.draw(painter, 0, 0, 150, "#ffffff") == text.height(150) == 0
    painter.end()


def test_a_badge_is_never_narrower_than_high_and_shows_its_tone(qtbot, qapp):
    badge = Badge("2", Tone.CAUTION)
    qtbot.addWidget(badge)
    badge.resize(badge.sizeHint())
    assert badge.width() >= badge.height()
    assert count(picture(badge), theme.tokens().shade(Tone.CAUTION).soft) > 50
    badge.show_word("Do not proceed", Tone.STOP)
    assert badge.text() == "Do not proceed"
    assert badge.minimumSizeHint().width() > badge.height()
    theme.apply(qapp, "contrast", 1.3)
    assert badge.sizeHint().height() > 24


@pytest.mark.parametrize("kind", ["primary", "secondary", "quiet", "danger", "soft", "link"])
def test_a_button_of_every_kind_looks_different_when_it_cannot_be_pressed(qtbot, kind):
    button = Button("Continue", kind, "check", trailing=True)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    assert button.height() >= 40
    can = picture(button)
    button.setEnabled(False)
    assert picture(button) != can


def test_a_button_without_text_has_a_name(qtbot):
    button = Button("", icon_name="x", name="Close")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    before = picture(button)
    button.set_icon("check")
    assert (button.accessibleName(), button.toolTip()) == ("Close", "Close")
    assert button.width() == button.height() >= 40
    assert picture(button) != before


def test_the_focus_ring_shows_for_the_keyboard_only(qtbot):
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    first, second = Button("One"), Button("Two")
    column.addWidget(first)
    column.addWidget(second)
    with qtbot.waitExposed(holder):
        holder.show()
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    ring = theme.tokens().focus
    assert second.hasFocus()
    assert count(picture(second), ring) == 0
    qtbot.keyClick(second, Qt.Key.Key_Tab)
    assert first.hasFocus()
    assert count(picture(first), ring) > 50


def test_a_card_has_title_badge_and_tone(qtbot):
    card = Card()
    qtbot.addWidget(card)
    card.body.addWidget(PlainLabel("Body"))
    card.resize(300, 150)
    plain = picture(card)
    card.set_title("Title")
    card.set_badge("Draft", Tone.CAUTION)
    assert not card.badge.isHidden()
    card.set_tone(Tone.STOP)
    assert picture(card) != plain
    card.set_badge("")
    assert card.badge.isHidden()


def test_a_badge_before_its_title_is_no_window_of_its_own(qtbot):
    card = Card()
    qtbot.addWidget(card)
    card.set_badge("3", Tone.CAUTION)
    assert not card.badge.isWindow()


@pytest.mark.parametrize(("filled", "total"), [(11, 100), (0, 100), (3, 1000)])
def test_as_many_figures_are_filled_as_people_are_affected(qtbot, filled, total):
    figures = IconArray(filled, total, Tone.STOP)
    qtbot.addWidget(figures)
    figures.resize(figures.sizeHint())
    image = picture(figures)
    row = 13 if total == 100 else 5
    columns = 20 if total == 100 else 50
    ink = theme.tokens().shade(Tone.STOP).ink
    x, y = (6, 8) if total == 100 else (2, 2)
    seen = sum(
        image.pixelColor(i % columns * row + x, i // columns * row + y).name() == ink for i in range(total)
    )
    assert seen == filled
    assert figures.accessibleName() == f"{filled} of {total} people"


def test_a_banner_says_its_words_until_it_is_closed(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 300)
    banner = Banner(window)
    closed = told(banner.closed)
    with qtbot.waitExposed(window):
        window.show()
    assert banner.isHidden()
    banner.tell("Not saved", "The disk is full. " * 10, Tone.STOP)
    banner.resize(400, 60)
    theme.apply(qapp, "light", 1.15)
    banner.resize(banner.sizeHint())
    assert banner.height() > 60
    assert banner.accessibleName().startswith("Not saved The disk")
    assert count(picture(banner), theme.tokens().shade(Tone.STOP).soft) > 1000
    qtbot.mouseClick(banner.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert closed == [()]
    assert banner.isHidden()


def test_a_page_shows_its_step_and_keeps_its_column_readable(qtbot, qapp):
    page = Page(Step.RISKS)
    qtbot.addWidget(page)
    card = Card("Card")
    page.body.addWidget(card)
    page.resize(1400, 500)
    with qtbot.waitExposed(page):
        page.show()
    assert page.accessibleName() == step_title(Step.RISKS)
    assert card.width() == WIDEST
    theme.apply(qapp, "light", 1.3)
    assert picture(page).size().width() == 1400


def test_every_step_has_its_words():
    words = [(step_name(step), step_title(step), step_lead(step)) for step in Step]
    assert all(all(each) for each in words)
    assert len({name for name, _, _ in words}) == len(Step)
