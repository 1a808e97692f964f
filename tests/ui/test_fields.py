from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QPushButton, QTableView, QWidget

from consult_app.ui import theme
from consult_app.ui.widgets.date_field import DateField
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.number_field import NumberField
from consult_app.ui.widgets.text_box import TextBox
from tests.helpers.contrast import contrast
from tests.helpers.signals import told


@pytest.fixture
def shown(qtbot):
    holders = []

    def show(widget):
        holder = QWidget()
        holders.append(holder)
        qtbot.addWidget(holder)
        widget.setParent(holder)
        holder.resize(500, 400)
        widget.resize(widget.sizeHint().expandedTo(widget.minimumSizeHint()))
        with qtbot.waitExposed(holder):
            holder.show()
        return widget

    yield show
    holders.clear()


class TestLine:
    def test_typing_is_told_after_the_delay(self, qtbot, shown):
        field = shown(LineField("Name"))
        with qtbot.waitSignal(field.edited) as heard:
            qtbot.keyClicks(field.edit, "Maya")
        assert heard.args == ["Maya"]

    def test_flush_and_leaving_tell_at_once_and_only_once(self, qtbot, shown):
        field = shown(LineField("Name"))
        edited = told(field.edited)
        qtbot.keyClicks(field.edit, "M")
        field.flush()
        field.flush()
        field.edit.setFocus()
        qtbot.keyClicks(field.edit, "a")
        field.edit.clearFocus()
        assert edited == [("M",), ("Ma",)]

    def test_a_text_shown_meanwhile_does_not_overwrite_what_is_typed(self, qtbot, shown):
        field = shown(LineField("Name"))
        edited = told(field.edited)
        field.set_text("Old")
        qtbot.keyClicks(field.edit, "er")
        field.set_text("Old")
        assert field.text() == "Older"
        assert edited == []

    def test_return_submits_what_was_told(self, qtbot, shown):
        field = shown(LineField("Name"))
        edited, submitted = told(field.edited), told(field.submitted)
        qtbot.keyClicks(field.edit, "x")
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
        assert (edited, submitted) == ([("x",)], [()])

    def test_a_refusal_is_said_and_taken_back(self, shown):
        field = shown(LineField("Name", secret=True))
        field.refuse("Please write it.")
        assert field.edit.accessibleDescription() == "Please write it."
        assert field.edit.property("refused") is True
        field.refuse("")
        assert field.edit.property("refused") is False
        assert field.edit.echoMode() is QLineEdit.EchoMode.Password
        assert field.edit.accessibleName() == "Name"


class TestBox:
    def test_typing_is_told_when_the_box_is_left(self, qtbot, shown):
        box = shown(TextBox("In your words", name="Why?"))
        edited = told(box.edited)
        box.setFocus()
        qtbot.keyClicks(box, "Because")
        box.clearFocus()
        assert edited == [("Because",)]
        assert box.accessibleName() == "Why?"

    def test_a_hidden_box_has_told_everything(self, qtbot, shown):
        box = shown(TextBox("Why?"))
        edited = told(box.edited)
        qtbot.keyClicks(box, "Because")
        box.hide()
        assert edited == [("Because",)]

    def test_showing_a_text_tells_nobody_and_spares_what_is_typed(self, qtbot, shown):
        box = shown(TextBox("Why?"))
        edited = told(box.edited)
        box.set_text("One")
        qtbot.keyClicks(box, "x")
        box.set_text("Two")
        assert "x" in box.text()
        assert edited == []

    def test_the_box_grows_with_its_lines_and_the_text_size(self, shown, qapp):
        box = shown(TextBox("Why?", lines=2))
        low = box.height()
        box.set_text("line\n" * 6)
        high = box.height()
        assert high > low
        theme.apply(qapp, "light", 1.3)
        assert box.height() > high

    def test_tab_leaves_the_box(self, qtbot, shown):
        box = shown(TextBox("Why?"))
        after = QLineEdit(box.parentWidget())
        after.show()
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Tab)
        assert after.hasFocus()


class TestNumber:
    @pytest.fixture
    def field(self, shown):
        return shown(NumberField("kg", 1, 200, name="Weight"))

    def test_a_number_is_told_as_one(self, qtbot, field):
        changed = told(field.changed)
        qtbot.keyClicks(field.edit, "64")
        field.flush()
        field.edit.clear()
        qtbot.keyClicks(field.edit, "64,5")
        field.flush()
        assert changed == [(64,), (64.5,)]
        assert isinstance(changed[0][0], int)

    @pytest.mark.parametrize("text", ["900", "0", "abc", "nan"])
    def test_what_is_no_answer_is_refused_in_words_and_clears_the_answer(self, qtbot, field, text):
        field.set_value(64)
        changed, cleared = told(field.changed), told(field.cleared)
        field.edit.clear()
        qtbot.keyClicks(field.edit, text)
        field.flush()
        assert (changed, cleared) == ([], [()])
        assert field.edit.accessibleDescription() == "From 1 to 200"
        field.set_value(None)
        assert field.edit.text() == text

    def test_an_emptied_field_clears_without_reproach(self, qtbot, field):
        field.set_value(64)
        cleared = told(field.cleared)
        field.edit.selectAll()
        qtbot.keyClick(field.edit, Qt.Key.Key_Delete)
        field.flush()
        assert cleared == [()]
        assert field.edit.accessibleDescription() == ""

    def test_minus_and_plus_stay_in_the_range(self, qtbot, field):
        changed = told(field.changed)
        less, more = field.findChildren(QPushButton)
        for button in (more, more, less, less):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        field.set_value(200)
        qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
        assert changed == [(1,), (2,), (1,), (1,), (200,)]

    def test_showing_a_number_tells_nobody(self, field):
        changed = told(field.changed)
        field.set_value(64)
        field.set_value(64.5)
        assert (field.edit.text(), field.value(), changed) == ("64.5", 64.5, [])

    def test_each_kind_of_range_has_its_words(self, qtbot, shown):
        said = []
        for low, high in ((None, None), (2, None), (None, 9)):
            field = shown(NumberField("", low, high, name="n"))
            qtbot.keyClicks(field.edit, "x")
            field.edit.setFocus()
            field.edit.clearFocus()
            said.append(field.edit.accessibleDescription())
        assert said == ["Please enter a number.", "2 or more", "At most 9"]

    def test_the_field_grows_with_the_text(self, field, qapp):
        height = field.edit.height()
        theme.apply(qapp, "light", 1.3)
        assert field.edit.height() > height


class TestDate:
    @pytest.fixture
    def field(self, shown):
        return shown(DateField(name="Born", earliest=date(1900, 1, 1), latest=date(2026, 11, 22)))

    def leave(self, field):
        field.edit.setFocus()
        field.edit.clearFocus()

    def test_a_date_is_told_and_written_in_words(self, qtbot, field):
        changed = told(field.changed)
        field.edit.setFocus()
        qtbot.keyClicks(field.edit, "12.3.1984")
        field.edit.clearFocus()
        assert changed == [(date(1984, 3, 12),)]
        assert field.edit.text() == "12 Mar 1984"

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("soon", "Please write it as 22 Nov 2026."),
            ("1.1.2050", "Not after 22 Nov 2026"),
            ("1.1.1800", "Not before 1 Jan 1900"),
        ],
    )
    def test_what_cannot_be_meant_is_refused_in_words(self, qtbot, field, text, words):
        field.set_day(date(1984, 3, 12))
        cleared, changed = told(field.cleared), told(field.changed)
        field.edit.clear()
        qtbot.keyClicks(field.edit, text)
        self.leave(field)
        assert (cleared, changed) == ([()], [])
        assert field.edit.accessibleDescription() == words
        field.set_day(None)
        assert field.edit.text() == text
        field.edit.clear()
        self.leave(field)
        assert field.edit.accessibleDescription() == ""

    def test_half_a_date_is_no_mistake_yet(self, qtbot, field):
        qtbot.keyClicks(field.edit, "12.")
        field.flush()
        assert field.edit.accessibleDescription() == ""

    @pytest.mark.qt_log_ignore("This plugin does not support")
    def test_a_day_can_be_picked(self, qtbot, field):
        field.set_day(date(1984, 3, 12))
        changed = told(field.changed)
        qtbot.mouseClick(field.findChild(QPushButton), Qt.MouseButton.LeftButton)
        calendar = field.findChild(QCalendarWidget)
        assert calendar.isVisible()
        assert calendar.selectedDate() == QDate(1984, 3, 12)
        calendar.clicked.emit(QDate(1984, 3, 13))
        assert changed == [(date(1984, 3, 13),)]
        assert not calendar.isVisible()

    def test_showing_a_day_tells_nobody(self, field):
        changed, cleared = told(field.changed), told(field.cleared)
        field.set_day(date(1984, 3, 12))
        field.set_day(None)
        assert changed == cleared == []
        assert field.edit.text() == ""

    def test_tab_leaves_the_field(self, qtbot, field):
        after = QLineEdit(field.parentWidget())
        after.show()
        field.edit.setFocus()
        qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
        assert not field.edit.hasFocus()

    def test_the_field_grows_with_the_text(self, field, qapp):
        width = field.edit.width()
        theme.apply(qapp, "light", 1.3)
        assert field.edit.width() > width


def test_a_day_is_picked_by_finger_in_every_look(qtbot, qapp):
    field = DateField(name="Born")
    qtbot.addWidget(field)
    for look in ("dark", "contrast"):
        theme.apply(qapp, look)
        field._show_calendar()
        calendar = field.findChild(QCalendarWidget)
        days = calendar.findChild(QTableView)
        qtbot.waitUntil(lambda days=days: days.isVisible())
        assert min(days.columnWidth(0), days.rowHeight(1)) >= 40
        assert days.columnViewportPosition(6) + days.columnWidth(6) <= days.viewport().width()
        ink = calendar.weekdayTextFormat(Qt.DayOfWeek.Sunday).foreground().color().name()
        assert contrast(ink, theme.tokens().surface) >= 4.5
        calendar.hide()
    theme.apply(qapp)
