"""Lists of medicines and allergies: rows that are placed, completed and judged while somebody types."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QWidget

from consult_app.domain.entry import Entry, Part
from consult_app.domain.medicines import Medicine, MedicineClass, Medicines
from consult_app.domain.names import Names
from consult_app.ui import theme
from consult_app.ui.widgets.entries import Entries
from consult_app.ui.widgets.suggestions import Suggestions
from tests.helpers.signals import told

WIDE, NARROW = 700, 360
PARTS = (Part.DOSE, Part.SINCE)
KNOWN = Names(
    Medicines(
        (
            MedicineClass(
                "thinner",
                "Blood thinners",
                (Medicine("warfarin", ("Marevan",)), Medicine("rivaroxaban", ("Xarelto",))),
            ),
        ),
        beside=("mg",),
    ),
    beside=("Arnica",),
    asks=True,
)
UNKNOWN = "Not in our list – it will be asked about"
LEFT = Qt.MouseButton.LeftButton


class Room(QWidget):
    """A page that scrolls, with a list on it and a field behind."""

    def __init__(self, parts, names, width):
        super().__init__()
        self.resize(width + 40, 400)
        self.area = QScrollArea(self)
        self.area.resize(self.size())
        ground = QWidget()
        ground.resize(width + 20, 900)
        self.entries = Entries("Which?", parts, names, ground)
        self.entries.setGeometry(10, 10, width, self.entries.heightForWidth(width))
        self.after = QLineEdit(ground)
        self.after.move(10, 800)
        self.area.setWidget(ground)


@pytest.fixture
def room(qtbot):
    rooms = []

    def make(parts=PARTS, names=KNOWN, width=WIDE):
        rooms.append(Room(parts, names, width))
        qtbot.addWidget(rooms[-1])
        with qtbot.waitActive(rooms[-1]):
            rooms[-1].show()
        return rooms[-1]

    return make


def field(entries, name):
    return next(
        each for each in entries.findChildren(QLineEdit) if each.accessibleName() == name and each.isVisible()
    )


def first(entries):
    return field(entries, "Which?: line 1")


def buttons(entries):
    return {each.accessibleName(): each for each in entries.findChildren(QPushButton) if each.isVisible()}


def offered(room):
    shown = [each for each in room.findChildren(Suggestions) if each.isVisible()]
    return [each.item(row).text() for each in shown for row in range(each.count())]


def focus(widget):
    widget.setFocus()
    assert widget.hasFocus()


class TestRows:
    def test_things_are_told_with_their_parts_and_without_blank_rows(self, qtbot, room):
        entries = room().entries
        changed = told(entries.changed)
        for name, text in (("", "Zinc"), (", Dose", "5 mg"), (", Since when", "2020")):
            qtbot.keyClicks(field(entries, f"Which?: line 1{name}"), text)
            entries.flush()
        qtbot.keyClick(first(entries), Qt.Key.Key_Return)
        qtbot.keyClicks(field(entries, "Which?: line 2"), "Two")
        entries.flush()
        assert changed == [
            ((Entry("Zinc"),),),
            ((Entry("Zinc", "5 mg"),),),
            ((Entry("Zinc", "5 mg", "2020"),),),
            ((Entry("Zinc", "5 mg", "2020"), Entry("Two")),),
        ]

    def test_an_allergy_has_what_it_did(self, qtbot, room):
        entries = room((Part.REACTION, Part.SINCE)).entries
        entries.set_value((Entry("Latex", reaction="a rash", since="2015"),))
        assert field(entries, "Which?: line 1, What it did").text() == "a rash"
        assert entries.value() == (Entry("Latex", reaction="a rash", since="2015"),)

    def test_each_row_can_be_removed_by_its_name_but_one_always_stays(self, qtbot, room):
        entries = room().entries
        entries.set_value((Entry("Warfarin"), Entry("Zinc")))
        changed = told(entries.changed)
        qtbot.mouseClick(buttons(entries)["Remove: Warfarin"], LEFT)
        assert first(entries).text() == "Zinc"
        assert first(entries).hasFocus()
        qtbot.mouseClick(buttons(entries)["Remove: Zinc"], LEFT)
        assert changed == [((Entry("Zinc"),),), ((),)]
        assert set(buttons(entries)) == {"Remove line 1", "Which?: add a line"}

    def test_the_last_row_gone_the_keyboard_is_on_the_one_before(self, qtbot, room):
        entries = room().entries
        entries.set_value((Entry("Warfarin"), Entry("Zinc")))
        qtbot.mouseClick(buttons(entries)["Remove: Zinc"], LEFT)
        assert first(entries).hasFocus()

    def test_adding_goes_to_a_blank_row_first(self, qtbot, room):
        entries = room().entries
        qtbot.mouseClick(buttons(entries)["Which?: add a line"], LEFT)
        assert first(entries).hasFocus()
        assert len(buttons(entries)) == 2

    def test_showing_things_tells_nobody(self, room):
        entries = room().entries
        changed = told(entries.changed)
        for value in (("One", "Two", "Three"), (Entry("Two", "5 mg"),), ()):
            entries.set_value(value)
            assert [each.name for each in entries.value()] == [getattr(each, "name", each) for each in value]
        assert changed == []

    def test_what_is_being_typed_stays_whatever_is_shown_meanwhile(self, qtbot, room):
        entries = room().entries
        entries.set_value((Entry("One"), Entry("Two")))
        qtbot.keyClicks(field(entries, "Which?: line 2"), "s")
        entries.set_value((Entry("One"),))
        entries.flush()
        assert entries.value() == (Entry("One"), Entry("sTwo"))

    def test_the_same_fields_stay_while_things_change(self, room):
        entries = room().entries
        before = entries.findChildren(QLineEdit)
        entries.set_value((Entry("One"),))
        entries.set_value((Entry("Other", "5 mg"),))
        assert entries.findChildren(QLineEdit) == before

    def test_the_keyboard_given_to_the_list_is_on_its_first_name(self, room):
        made = room()
        made.entries.setFocus()
        assert first(made.entries).hasFocus()

    def test_tab_goes_through_all_rows_in_order_and_out(self, qtbot, room):
        made = room()
        made.entries.set_value((Entry("One"), Entry("Two")))
        made.entries.setFocus()
        seen = []
        for _ in range(9):
            seen.append(made.focusWidget().accessibleName())
            qtbot.keyClick(made.focusWidget(), Qt.Key.Key_Tab)
        assert seen == [
            *("Which?: line 1", "Which?: line 1, Dose", "Which?: line 1, Since when", "Remove: One"),
            *("Which?: line 2", "Which?: line 2, Dose", "Which?: line 2, Since when", "Remove: Two"),
            "Which?: add a line",
        ]
        assert made.after.hasFocus()

    @pytest.mark.parametrize("scale", [1.0, 1.3, 2.0])
    @pytest.mark.parametrize("width", [WIDE, 520, NARROW])
    def test_nothing_overlaps_or_leaves_the_list_at_any_size(self, qtbot, room, qapp, width, scale):
        theme.apply(qapp, "light", scale)
        entries = room(width=width).entries
        entries.set_value((Entry("Marevan", "5 mg"), Entry("unknown")))
        entries.resize(width, entries.heightForWidth(width))
        seen = [
            each.rect().translated(each.mapTo(entries, QPoint()))
            for kind in (QLineEdit, QPushButton)
            for each in entries.findChildren(kind)
            if each.isVisible()
        ]
        assert len(seen) == 9
        assert [each for each in seen if not entries.rect().contains(each)] == []
        assert [(a, b) for a in seen for b in seen if a is not b and a.intersects(b)] == []
        assert all(min(each.width(), each.height()) >= 40 for each in seen)

    def test_headings_stand_once_where_rows_are_one_line_and_else_in_each(self, room):
        wide, narrow = room().entries, room(width=NARROW).entries
        for entries, width in ((wide, WIDE), (narrow, NARROW)):
            entries.set_value((Entry("One"), Entry("Two")))
            entries.resize(width, entries.heightForWidth(width))
            entries.grab()
        gaps = [field(each, "Which?: line 2").mapTo(each, QPoint()).y() for each in (wide, narrow)]
        assert gaps[1] > gaps[0] + 42 + theme.scaled(20)

    def test_the_fields_grow_with_the_text(self, room, qapp):
        entries = room().entries
        height = entries.sizeHint().height()
        theme.apply(qapp, "light", 1.3)
        assert entries.sizeHint().height() > height


class TestWords:
    def test_a_brand_says_what_it_is(self, room):
        entries = room().entries
        entries.set_value((Entry("Xarelto 20 mg"),))
        assert first(entries).accessibleDescription() == "Xarelto → rivaroxaban · Blood thinners"

    def test_a_name_that_is_not_known_is_kept_and_said_once_the_field_is_left(self, qtbot, room):
        made = room()
        focus(first(made.entries))
        qtbot.keyClicks(first(made.entries), "Zyzzine")
        made.entries.flush()
        assert first(made.entries).accessibleDescription() == ""
        height = made.entries.heightForWidth(WIDE)
        focus(made.after)
        assert first(made.entries).accessibleDescription() == UNKNOWN
        assert made.entries.heightForWidth(WIDE) > height
        assert made.entries.value() == (Entry("Zyzzine"),)

    def test_other_lists_do_not_ask_about_what_is_not_known(self, room):
        entries = room(names=Names(KNOWN.medicines)).entries
        entries.set_value((Entry("Zyzzine"), Entry("Marevan")))
        assert first(entries).accessibleDescription() == ""
        assert field(entries, "Which?: line 2").accessibleDescription().startswith("Marevan → warfarin")

    def test_a_dose_without_a_name_is_kept_and_the_name_asked_for(self, qtbot, room):
        made = room()
        dose = field(made.entries, "Which?: line 1, Dose")
        focus(dose)
        qtbot.keyClicks(dose, "5 mg")
        focus(first(made.entries))
        assert first(made.entries).accessibleDescription() == ""
        focus(made.after)
        assert first(made.entries).accessibleDescription().startswith("Please write the name as well.")
        assert made.entries.value() == ()
        assert dose.text() == "5 mg"
        focus(first(made.entries))
        qtbot.keyClicks(first(made.entries), "Zinc")
        made.entries.flush()
        assert first(made.entries).accessibleDescription() == ""
        assert made.entries.value() == (Entry("Zinc", "5 mg"),)

    def test_the_words_are_painted(self, room):
        entries = room().entries
        entries.set_value((Entry("Zinc"),))
        plain = entries.grab().toImage()
        focus(first(entries))
        entries.set_value((Entry("Marevan"),))
        assert entries.grab().toImage() != plain


class TestCompletion:
    def typed(self, qtbot, made, text):
        edit = first(made.entries)
        focus(edit)
        qtbot.keyClicks(edit, text)
        return edit

    def test_names_are_offered_while_typing_and_go_when_nothing_fits(self, qtbot, room):
        made = room()
        edit = self.typed(qtbot, made, "ar")
        assert offered(made) == [
            "Arnica",
            "Marevan → warfarin · Blood thinners",
            "rivaroxaban · Blood thinners",
            "warfarin · Blood thinners",
            "Xarelto → rivaroxaban · Blood thinners",
        ]
        qtbot.keyClicks(edit, "z")
        assert offered(made) == []

    @pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
    def test_down_chooses_and_a_key_takes(self, qtbot, room, key):
        made = room()
        changed = told(made.entries.changed)
        edit = self.typed(qtbot, made, "war")
        qtbot.keyClick(edit, Qt.Key.Key_Down)
        qtbot.keyClick(edit, key)
        assert (edit.text(), offered(made)) == ("Warfarin", [])
        assert changed[-1] == ((Entry("Warfarin"),),)
        assert edit.hasFocus() is (key == Qt.Key.Key_Return)

    def test_up_and_down_go_round(self, qtbot, room):
        made = room()
        edit = self.typed(qtbot, made, "ar")
        for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
            qtbot.keyClick(edit, key)
        assert edit.text() == "Marevan"

    @pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
    def test_what_was_typed_stays_where_nothing_was_chosen(self, qtbot, room, key):
        made = room()
        edit = self.typed(qtbot, made, "war")
        qtbot.keyClick(edit, key)
        assert made.entries.value() == (Entry("war"),)
        assert offered(made) == []
        assert not edit.hasFocus()

    def test_escape_sends_the_names_away_and_down_brings_them_back(self, qtbot, room):
        made = room()
        edit = self.typed(qtbot, made, "war")
        qtbot.keyClick(edit, Qt.Key.Key_Escape)
        assert (edit.text(), offered(made)) == ("war", [])
        qtbot.keyClick(edit, Qt.Key.Key_Escape)
        qtbot.keyClick(edit, Qt.Key.Key_Down)
        assert len(offered(made)) == 1
        edit.clear()
        qtbot.keyClick(edit, Qt.Key.Key_Escape)
        qtbot.keyClick(edit, Qt.Key.Key_Down)
        assert offered(made) == []

    def test_a_name_can_be_clicked_and_the_keyboard_stays(self, qtbot, room):
        made = room()
        edit = self.typed(qtbot, made, "ar")
        [names] = made.findChildren(Suggestions)
        at = names.visualItemRect(names.item(4)).center()
        qtbot.mouseClick(names.viewport(), LEFT, pos=at)
        assert (edit.text(), edit.hasFocus(), offered(made)) == ("Xarelto", True, [])

    def test_leaving_the_field_sends_the_names_away(self, qtbot, room):
        made = room()
        self.typed(qtbot, made, "war")
        focus(made.after)
        assert offered(made) == []
        assert made.entries.value() == (Entry("war"),)

    def test_a_row_that_goes_takes_its_names_with_it(self, qtbot, room):
        made = room()
        self.typed(qtbot, made, "war")
        made.entries.flush()
        assert offered(made)
        made.entries.hide()
        assert offered(made) == []

    def test_the_names_stand_below_the_field_or_above_where_there_is_more_room(self, qtbot, room):
        made = room()
        edit = self.typed(qtbot, made, "ar")
        [names] = made.findChildren(Suggestions)
        assert names.geometry().top() > edit.mapTo(names.parentWidget(), edit.rect().bottomLeft()).y()
        names.grab()
        qtbot.keyClick(edit, Qt.Key.Key_Escape)
        made.entries.move(10, 310)
        qtbot.keyClick(edit, Qt.Key.Key_Down)
        assert names.geometry().bottom() < edit.mapTo(names.parentWidget(), QPoint()).y()

    def test_without_a_page_around_it_the_names_stand_on_the_window(self, qtbot):
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(600, 400)
        entries = Entries("Which?", PARTS, KNOWN, window)
        entries.resize(500, entries.heightForWidth(500))
        with qtbot.waitActive(window):
            window.show()
        focus(first(entries))
        qtbot.keyClicks(first(entries), "war")
        [names] = window.findChildren(Suggestions)
        assert names.parentWidget() is window
        assert names.isVisible()
