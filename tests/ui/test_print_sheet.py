"""The sheet on which a print is set up, by keys and mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from consult_app.domain.document import PaperSize
from consult_app.domain.paper import Reason
from consult_app.ui.dialogs.print_sheet import PrintSheet
from consult_app.ui.print_choice import PrintChoice, PrintOffer, Sides
from consult_app.ui.widgets.button import Button
from tests.helpers.accessible import too_small, unnamed

USUAL = PrintChoice("Office", 2)


@pytest.fixture
def made(qtbot, print_shop):
    for name in ("Desk", "Office"):
        print_shop.add(name)

    def make(**how):
        sheet = PrintSheet(PrintOffer("Signed document", 8, ("Desk", "Office"), USUAL, **how))
        qtbot.addWidget(sheet)
        sheet.show()
        qtbot.waitExposed(sheet)
        sheet.told = []
        sheet.chosen.connect(lambda *what: sheet.told.append(what))
        sheet.later_requested.connect(lambda: sheet.told.append("later"))
        return sheet

    return make


def press(qtbot, sheet, words):
    wanted = [
        each for each in sheet.findChildren(QRadioButton) + sheet.findChildren(Button) if each.isVisible()
    ]
    [button] = [each for each in wanted if words in (each.text(), each.accessibleName())]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_enter_prints_as_is_usual(made, qtbot):
    sheet = made()
    qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert sheet.told == [(USUAL, None)]


def test_all_that_is_chosen_is_told(made, qtbot):
    sheet = made()
    for words in (
        "Printer Desk",
        "Sides Both, turned like a book",
        "Paper US Letter",
        "Color Gray",
        "Copies: one more",
    ):
        press(qtbot, sheet, words)
    qtbot.keyClicks(sheet._pages.edit, "1-3, 8")
    press(qtbot, sheet, "Print now")
    chosen = PrintChoice("Desk", 3, "1-3,8", Sides.LONG, PaperSize.LETTER, own_paper=False, grey=True)
    assert sheet.told == [(chosen, None)]


@pytest.mark.parametrize(
    ("typed", "pages"),
    [(" 2 , 4- ", "2,4-8"), ("-3", "1-3"), ("2–4", "2-4"), ("8", "8"), ("5-8,1-2", "1-2,5-8"), (" ", "")],
)
def test_pages_are_taken_as_people_write_them(made, qtbot, typed, pages):
    sheet = made()
    sheet._pages.edit.setText(typed)
    press(qtbot, sheet, "Print now")
    assert sheet.told == [(PrintChoice("Office", 2, pages), None)]


@pytest.mark.parametrize("pages", ["0-2", "9", "a", "1-9", "7-3", "0", "-", "1;2", "1-2-3", ",", "9-"])
def test_pages_that_are_not_there_are_refused(made, qtbot, pages):
    sheet = made()
    qtbot.keyClicks(sheet._pages.edit, pages)
    press(qtbot, sheet, "Print now")
    assert sheet.told == []
    assert sheet._pages._error.text() == "Pages from 1 to 8, as 1-3, 5"


def test_what_is_printed_again_needs_a_reason(made, qtbot):
    sheet = made(again=True)
    press(qtbot, sheet, "Print now")
    assert sheet.told == []
    assert sheet._no_reason.isVisible()
    press(qtbot, sheet, "Why again For another practice, an insurer or a court")
    press(qtbot, sheet, "Print now")
    assert sheet.told == [(USUAL, Reason.ELSEWHERE)]


def test_it_can_be_printed_later(made, qtbot):
    sheet = made()
    press(qtbot, sheet, "Print later")
    assert sheet.told == ["later"]


def test_what_cannot_wait_is_not_offered_to_wait(made):
    sheet = made(may_wait=False)
    assert not [
        each for each in sheet.findChildren(Button) if each.text() == "Print later" and each.isVisible()
    ]


def test_one_printer_always_holds(made, qtbot):
    sheet = made()
    press(qtbot, sheet, "Printer Office")
    assert sheet._printer.current == "Office"


def test_a_printer_that_cannot_turn_paper_prints_one_side(made):
    sheet = made()
    sheet._sides.set_current(Sides.LONG.value)
    sheet._show_printer("Sold", "")
    assert not sheet._sides.isEnabled()
    assert sheet._sides.current == Sides.ONE.value


def test_a_tray_is_offered_where_there_are_several_and_the_last_one_is_usual(qtbot, print_shop):
    print_shop.add("Desk")
    print_shop.add("Front", trays=True)
    offer = PrintOffer("Signed document", 8, ("Desk", "Front"), PrintChoice("Desk"))
    sheet = PrintSheet(offer, trays={"Front": "tray-1"})
    qtbot.addWidget(sheet)
    sheet.show()
    assert not sheet._tray.isVisible()
    press(qtbot, sheet, "Printer Front")
    assert sheet._tray.isVisible()
    assert sheet._tray.current == "tray-1"
    press(qtbot, sheet, "Tray Tray 2")
    with qtbot.waitSignal(sheet.chosen) as told:
        press(qtbot, sheet, "Print now")
    assert told.args == [PrintChoice("Front", tray="tray-2"), None]


def test_one_tray_always_holds_and_outlasts_a_lock(qtbot, print_shop):
    print_shop.add("Desk")
    print_shop.add("Front", trays=True)
    offer = PrintOffer("Signed document", 8, ("Desk", "Front"), PrintChoice("Desk"), about="c-1")
    sheet = PrintSheet(offer, trays={"Front": "tray-1"})
    qtbot.addWidget(sheet)
    sheet.show()
    press(qtbot, sheet, "Printer Front")
    press(qtbot, sheet, "Tray Tray 1")
    assert sheet._tray.current == "tray-1"
    press(qtbot, sheet, "Tray Tray 2")
    begun = sheet.holding.unfinished()
    again = PrintSheet(offer, trays={"Front": "tray-1"})
    qtbot.addWidget(again)
    assert again.holding.unfinished() is None
    assert again.holding.go_on_with(begun)
    assert (again._printer.current, again._tray.current) == ("Front", "tray-2")


def test_no_tray_is_asked_for_that_the_printer_does_not_have(qtbot, print_shop):
    print_shop.add("Desk")
    offer = PrintOffer("Signed document", 8, ("Desk",), PrintChoice("Desk", tray="tray-1"))
    sheet = PrintSheet(offer)
    qtbot.addWidget(sheet)
    sheet.show()
    with qtbot.waitSignal(sheet.chosen) as told:
        press(qtbot, sheet, "Print now")
    assert told.args == [PrintChoice("Desk"), None]


def test_no_tray_of_one_printer_is_asked_of_another(qtbot, print_shop):
    print_shop.add("Desk")
    print_shop.add("Front", trays=True)
    offer = PrintOffer("Signed document", 8, ("Desk", "Front"), PrintChoice("Front", tray="tray-1"))
    sheet = PrintSheet(offer, trays={"Front": "tray-1"})
    qtbot.addWidget(sheet)
    sheet.show()
    press(qtbot, sheet, "Printer Desk")
    with qtbot.waitSignal(sheet.chosen) as told:
        press(qtbot, sheet, "Print now")
    assert told.args == [PrintChoice("Desk"), None]


def test_everything_has_a_name_and_can_be_hit(made):
    sheet = made(again=True)
    assert unnamed(sheet) == []
    assert too_small(sheet) == []


def test_who_changes_their_mind_prints_nothing(made, qtbot):
    sheet = made()
    press(qtbot, sheet, "Cancel")
    assert sheet.told == []
    assert not sheet.isVisible()
