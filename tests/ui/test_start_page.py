from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from consult_app.domain.consultation import ConsultationLine, Stage
from consult_app.ui.pages.start_page import StartPage
from tests.helpers.accessible import too_small, unnamed


@dataclass(frozen=True)
class Pack:
    id: str = "mesotherapy"
    name: str = "Facial mesotherapy"
    version: str = "0.1"
    digest: str = ""
    approved: bool = False


def line(key, patient, stage=Stage.DRAFT, **more):
    day = date(2026, 11, 20)
    updated = datetime(2026, 11, 20, 9, 42, tzinfo=UTC)
    return ConsultationLine(
        key, stage, patient, date(1984, 3, 12), "Facial mesotherapy", day, updated, **more
    )


LINES = (
    line("1", "Maya Lindqvist"),
    line("2", "Jonas Berg", Stage.REVIEWED),
    line("3", "Aylin Demir", Stage.CONSENTED),
    line("4", "Ruth Okafor", Stage.SEALED),
    line("5", "Pavel Novák", Stage.SEALED, refusal=True),
    line("6", "Sample", Stage.SEALED, sample=True),
)


@pytest.fixture
def page(qtbot):
    made = StartPage()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.set_practice("Skin Practice Linden", "Dr A. Osei")
    made.display(LINES, (Pack(),))
    made.show()
    qtbot.waitExposed(made)
    return made


def words(page):
    rows = page._rows
    return [
        rows.data(rows.index(each), Qt.ItemDataRole.AccessibleTextRole) for each in range(rows.rowCount())
    ]


def point(page, row):
    return page._list.visualRect(page._rows.index(row)).center()


def test_each_row_is_heard_with_patient_and_stage(page):
    heard = words(page)
    assert heard[0] == "Maya Lindqvist, born 12 Mar 1984, Facial mesotherapy, 20 Nov 2026, Open"
    assert [each.split("2026, ")[1] for each in heard] == [
        "Open",
        "Being signed",
        "Signed, not sealed",
        "Sealed",
        "Sealed: not going ahead",
        "Sealed",
    ]


def test_a_click_opens(page, qtbot):
    with qtbot.waitSignal(page.open_requested) as opened:
        qtbot.mouseClick(page._list.viewport(), Qt.MouseButton.LeftButton, pos=point(page, 2))
    assert opened.args == ["3"]


def test_the_keyboard_opens(page, qtbot):
    page._list.setCurrentIndex(page._rows.index(1))
    with qtbot.waitSignal(page.open_requested) as opened:
        qtbot.keyClick(page._list, Qt.Key.Key_Return)
    assert opened.args == ["2"]


def test_opening_is_asked_for_once(page, qtbot):
    asked = []
    page.open_requested.connect(asked.append)
    qtbot.mouseDClick(page._list.viewport(), Qt.MouseButton.LeftButton, pos=point(page, 0))
    qtbot.mouseClick(page._list.viewport(), Qt.MouseButton.LeftButton, pos=point(page, 0))
    assert asked == ["1"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("maya", 1),
        ("LIND may", 1),
        ("not going", 1),
        ("12 mar 1984", 6),
        ("1984-03-12", 6),
        ("zebra", 0),
        ("", 6),
    ],
)
def test_words_find_consultations_in_any_order_and_case(page, qtbot, text, found):
    qtbot.keyClicks(page._search, text)
    assert page._rows.rowCount() == found
    assert page._nothing.isVisible() is (found == 0)


def test_return_opens_the_first_one_found(page, qtbot):
    qtbot.keyClicks(page._search, "okafor")
    with qtbot.waitSignal(page.open_requested) as opened:
        qtbot.keyClick(page._search, Qt.Key.Key_Return)
    assert opened.args == ["4"]
    qtbot.keyClicks(page._search, "zebra")
    with qtbot.assertNotEmitted(page.open_requested):
        qtbot.keyClick(page._search, Qt.Key.Key_Return)


def test_a_search_is_kept_when_the_list_changes(page, qtbot):
    qtbot.keyClicks(page._search, "maya")
    page.display((*LINES, line("7", "Maya Other")), (Pack(),))
    assert page._rows.rowCount() == 2


def test_the_buttons_say_what_is_wanted(page, qtbot):
    for button, signal in (
        (page._new, page.new_requested),
        (page._check, page.check_requested),
        (page._lock, page.lock_requested),
    ):
        with qtbot.waitSignal(signal):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_an_empty_list_says_how_to_begin(page):
    page.display((), (Pack(),))
    assert "New consultation" in page._nothing.text()
    assert page._nothing.isVisible()
    assert not page._list.isVisible()


def test_without_packs_nothing_can_be_begun_and_it_says_why(page):
    page.display(LINES, ())
    assert not page._new.isEnabled()
    assert page._notice.isVisible()
    page.display(LINES, (Pack(approved=True),))
    assert page._new.isEnabled()
    assert not page._notice.isVisible()
    assert "draft" not in page._packs.text()


def test_an_unapproved_pack_says_so(page):
    assert "draft, not clinically approved" in page._packs.text()


def test_display_asks_for_nothing(page, qtbot):
    with (
        qtbot.assertNotEmitted(page.open_requested),
        qtbot.assertNotEmitted(page.new_requested),
    ):
        page.display(LINES[:2], (Pack(),))


def test_a_refusal_is_shown(page):
    page.refuse("This consultation is not in the vault", "Go back.")
    assert page._notice.isVisible()


def test_rows_differ_where_their_stage_does(page):
    def picture(row):
        rect = page._list.visualRect(page._rows.index(row))
        return page._list.viewport().grab(rect).toImage().convertToFormat(QImage.Format.Format_RGB32)

    page.display((LINES[0], line("8", "Maya Lindqvist", Stage.SEALED)), (Pack(),))
    assert picture(0) != picture(1)


def test_everything_has_a_name_and_can_be_hit(page):
    assert unnamed(page) == []
    assert too_small(page) == []
