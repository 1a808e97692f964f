"""Photographs: side by side, kept without anything but the picture, and only where they may be."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import QBuffer, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication

from consult_app.domain.photo import Photo, Removal, RemovedPhoto, Taken
from consult_app.errors import ConsultError
from consult_app.ui.dialogs.photo_sheet import PhotoSheet
from consult_app.ui.files import each_of
from consult_app.ui.messages import message
from consult_app.ui.pages.photos_page import PhotosPage
from consult_app.ui.pictures import MOST_PHOTO_BYTES, MOST_PHOTO_PIXELS, PHOTO_SIDE, flaw_of, photo_from
from consult_app.workflow.photos import PhotosScreen
from tests.helpers.accessible import too_small, unnamed
from tests.helpers.hands import Hands
from tests.helpers.sample import NOW, draft
from tests.helpers.signals import told

FIRST = Photo("f-1", "c-1", Taken.BEFORE, "Cheeks", NOW, "Dr Bo", "d", 3)
GONE = RemovedPhoto("f-0", "c-1", Removal.OTHER, "a scar", NOW, "Dr Bo")
LAST = replace(FIRST, id="f-2", taken=Taken.LATER)
SCREEN = PhotosScreen("c-1", draft().patient, (FIRST, LAST), ("Cheeks",), agreed=True, may_add=True)


def jpeg(size=(40, 30), **more):
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG", **more)
    return out.getvalue()


@pytest.fixture
def page(qtbot):
    made = PhotosPage()
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.asked = told(made.photo_requested)
    made.display(SCREEN)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_first_and_the_last_are_fetched_and_shown_side_by_side(page):
    assert page.asked == [("f-1", 0), ("f-2", 1)]
    assert all(each.is_empty for each in page._panes)
    page.show_photo("f-1", 0, jpeg())
    page.show_photo("gone", 1, jpeg())
    assert [each.is_empty for each in page._panes] == [False, True]
    assert page._panes[0]._words.text() == "23 Nov 2026 · Before · Cheeks, put in by Dr Bo"
    page._choices[1]._buttons[0].click()
    assert page.asked[-1] == ("f-1", 1)
    page._choices[0]._buttons[0].click()
    assert page._panes[0].is_empty
    assert unnamed(page) == []
    assert too_small(page) == []
    assert not page.grab().isNull()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "For the record only"),
        ({"uses": ("To teach staff", "On a website")}, "agreed to: To teach staff; On a website"),
    ],
)
def test_it_is_said_what_photographs_may_be_used_for(page, changed, said):
    page.display(replace(SCREEN, **changed))
    assert said in page._uses.text()
    assert page._uses.isVisible()


def test_it_is_said_on_which_day_photographs_were_taken_back(page):
    page.display(replace(SCREEN, agreed=False, taken_back=NOW.date()))
    assert "took back photographs for the record on 23 Nov 2026" in page._refused._text.text()
    assert not page._new.isVisible()


def test_new_ones_say_when_and_of_what_they_are(page):
    wanted = told(page.photos_wanted)
    page._choose.click()
    assert page._notice.isVisible()
    page._where._chips["Cheeks"].click()
    page._when._buttons[2].click()
    page._choose.click()
    assert wanted == [("c-1", Taken.LATER, "Cheeks")]


def test_photographs_that_would_be_called_the_same_are_numbered(page):
    alike = replace(FIRST, id="f-3")
    page.display(replace(SCREEN, photos=(FIRST, LAST, alike)))
    assert [page._words(each) for each in (FIRST, LAST, alike)] == [
        "23 Nov 2026 · Before · Cheeks · no. 1",
        "23 Nov 2026 · Later · Cheeks",
        "23 Nov 2026 · Before · Cheeks · no. 2",
    ]


def test_files_that_are_dragged_in_are_put_in_as_what_was_chosen(page):
    brought = told(page.photos_brought)
    assert page.takes_files()
    page.bring_files(["/a.jpg"])
    assert (brought, page._notice.isVisible()) == ([], True)
    page._where._chips["Cheeks"].click()
    page.bring_files(["/a.jpg", "/b.jpg"])
    assert brought == [(["/a.jpg", "/b.jpg"], "c-1", Taken.BEFORE, "Cheeks")]
    page.display(replace(SCREEN, agreed=False))
    assert not page.takes_files()


def test_how_far_it_is_with_many_is_said_and_what_was_chosen_for_the_next_ones_stays(page):
    page._where._chips["Cheeks"].click()
    page._choose.click()
    page.show_moved(3, 200)
    assert (page._moved.isVisible(), page._moved.text()) == (True, "3 of 200 are put in.")
    page._when._buttons[1].click()
    page.display(SCREEN)
    assert (page._moved.isVisible(), page._when.current, page._place()) == (
        False,
        Taken.AFTER.value,
        "Cheeks",
    )
    page._choose.click()
    page.show_moved(0, 1)
    assert not page._moved.isVisible()
    page.display(SCREEN)
    assert (page._when.current, page._place()) == (Taken.BEFORE.value, "")


def test_a_folder_is_watched_for_pictures_of_one_kind_until_somebody_leaves(page):
    wanted, left, gone = told(page.folder_wanted), told(page.folder_left), told(page.photos_left)
    page._folder.click()
    assert (wanted, page._notice.isVisible()) == ([], True)
    page._where._chips["Cheeks"].click()
    page._folder.click()
    assert wanted == [("c-1", Taken.BEFORE, "Cheeks")]
    page.show_watched("/media/camera")
    said = "Pictures saved into /media/camera are put in as they come: Before · Cheeks"
    assert (page._watched.text(), page._folder.text()) == (said, "Stop watching")
    # Those that came are shown, and it goes on.
    page.display(SCREEN)
    assert page._watched.text() == said
    page._folder.click()
    assert (len(left), len(wanted)) == (1, 1)
    page.hide()
    assert (len(left), len(gone), page._folder.text()) == (1, 1, "Watch a folder…")


@pytest.mark.parametrize(
    ("screen", "said"),
    [
        (replace(SCREEN, agreed=False), "did not agree to photographs"),
        (replace(SCREEN, may_add=False), "by a clinician"),
    ],
)
def test_where_none_may_be_added_it_is_said_why(page, screen, said):
    page.display(screen)
    assert not page._new.isVisible()
    assert said in page._refused.accessibleDescription()


def test_both_are_looked_at_closer_alike(page, qtbot):
    halves = QImage(100, 100, QImage.Format.Format_RGB888)
    halves.fill(QColor("red"))
    painter = QPainter(halves)
    painter.fillRect(50, 0, 50, 100, QColor("blue"))
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    halves.save(buffer, "PNG")
    for side, photo in enumerate(("f-1", "f-2")):
        page.show_photo(photo, side, bytes(buffer.data()))
    pictures = [each._picture for each in page._panes]

    def colours():
        return [
            each.grab().toImage().pixelColor(each.width() // 2 - 20, each.height() // 2) for each in pictures
        ]

    assert [each.red() > 200 for each in colours()] == [True, True]
    for _ in range(6):
        page._closer.click()
    assert pictures[0].times == pictures[1].times > 3
    qtbot.mousePress(pictures[1], Qt.MouseButton.LeftButton, pos=QPoint(150, 200))
    qtbot.mouseMove(pictures[1], QPoint(110, 200))
    qtbot.mouseRelease(pictures[1], Qt.MouseButton.LeftButton)
    assert [each.blue() > 200 for each in colours()] == [True, True]
    page._farther.click()
    page._whole.click()
    assert [each.times for each in pictures] == [1.0, 1.0]
    assert [each.red() > 200 for each in colours()] == [True, True]


def test_the_wheel_looks_closer_with_ctrl_and_scrolls_without(page):
    page.show_photo("f-1", 0, jpeg())
    pictures = [each._picture for each in page._panes]
    for keys, times in ((Qt.KeyboardModifier.NoModifier, 1.0), (Qt.KeyboardModifier.ControlModifier, 1.25)):
        turned = QWheelEvent(
            *(QPointF(20, 20), QPointF(20, 20), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, keys),
            *(Qt.ScrollPhase.NoScrollPhase, False),
        )
        QApplication.sendEvent(pictures[0], turned)
        assert [each.times for each in pictures] == [times, times]


def test_without_any_there_is_nothing_to_compare(page):
    left = told(page.patient_requested)
    page.display(replace(SCREEN, photos=()))
    assert page._none.isVisible()
    assert not page._panes[0].isVisible()
    page._leave.click()
    assert left == [("p-1",)]


def test_nothing_but_the_picture_is_kept_and_it_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Secret camera"
    exif[0x8825] = {1: "N", 2: (52.0, 30.0, 0.0)}
    content = jpeg((400, 200), exif=exif, comment=b"Maya Lindqvist", icc_profile=b"profile of a monitor")
    assert b"Secret camera" in content
    kept = photo_from(content + b"hidden behind the end")
    for secret in (b"Secret camera", b"Lindqvist", b"Exif", b"hidden", b"profile of"):
        assert secret not in kept
    with Image.open(BytesIO(kept)) as image:
        assert image.format == "JPEG"
        assert image.size == (200, 400)
        assert dict(image.getexif()) == {}
        assert "comment" not in image.info


def test_a_large_one_is_made_smaller():
    with Image.open(BytesIO(photo_from(jpeg((PHOTO_SIDE * 2, 100))))) as image:
        assert image.size == (PHOTO_SIDE, 50)


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", jpeg()[:200], b"\xff" * (MOST_PHOTO_BYTES + 1), jpeg((MOST_PHOTO_PIXELS + 1, 1))],
    ids=["empty", "text", "half", "huge file", "huge picture"],
)
@pytest.mark.qt_log_ignore("Invalid JPEG file structure")
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(ConsultError) as error:
        photo_from(content)
    assert error.value.code == "picture-unusable"


def test_half_a_picture_is_refused_wherever_it_ends_and_what_stands_behind_its_end_is_not_looked_at():
    whole = jpeg((300, 200))
    for end in (30, len(whole) // 2, len(whole) - 2):
        assert flaw_of(whole[:end]) == "It is damaged: its end is missing."
    behind = whole + b"\x00\xff\xda\xff\xd9 a film of the same moment \xff\xda"
    assert (flaw_of(whole), flaw_of(behind)) == ("", "")


def test_what_phones_call_a_picture_is_called_by_its_name():
    with pytest.raises(ConsultError) as error:
        photo_from(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")
    assert error.value.what == "It is HEIC, as some phones take pictures. Save it as JPEG first."


def test_of_several_files_those_that_can_be_taken_are():
    def take(each):
        if each < 0:
            raise ConsultError("picture-unusable", "It is damaged.")
        return each

    assert each_of((1, 2), take) == ((1, 2), None)
    taken, left_out = each_of((1, -1, 2, -2), take)
    assert (taken, left_out.code) == ((1, 2), "picture-unusable-some")
    assert left_out.what == "2 of 4 files were left out. It is damaged."
    assert message(left_out).safe == "All others are kept."
    assert each_of((-1, -2), take)[1].code == "picture-unusable"


def test_what_is_no_fault_of_a_file_ends_all_of_it():
    def take(_):
        raise ConsultError("vault-full")

    with pytest.raises(ConsultError, match="vault-full"):
        each_of((1, 2), take)


def test_what_the_practice_holds_and_what_was_removed_is_said(page):
    page.display(replace(SCREEN, removed=(GONE,), unwanted=("f-1",)))
    held = page._held.text()
    assert held.startswith("Photographs that the practice holds of this patient: 2.")
    assert "by Dr Bo. Another reason: a scar" in held
    assert "Backups" in held
    assert page._unwanted.isVisible()
    page.display(SCREEN)
    assert "Backups" not in page._held.text()
    assert not page._unwanted.isVisible()


def test_the_picture_that_is_shown_is_the_one_to_be_removed(page):
    asked = told(page.removal_requested)
    page._removals[0].click()
    assert asked == []
    page.display(replace(SCREEN, unwanted=("f-2",)))
    for photo, side in (("f-1", 0), ("f-2", 1)):
        page.show_photo(photo, side, jpeg())
        page._removals[side].click()
    assert [(each[0].id, each[2]) for each in asked] == [("f-1", False), ("f-2", True)]
    page.display(replace(SCREEN, may_add=False))
    assert not page._removals[0].isVisible()


@pytest.fixture
def sheet(qtbot):
    def make(*, unwanted):
        made = PhotoSheet("Before · Cheeks", unwanted=unwanted)
        qtbot.addWidget(made)
        made.show()
        assert unnamed(made) == []
        assert too_small(made) == []
        return made, Hands(made), told(made.removal_requested)

    return make


def test_a_removal_needs_a_reason_and_a_passphrase(sheet):
    made, hands, asked = sheet(unwanted=True)
    hands.click("Remove")
    hands.click("Yes, remove it for good")
    hands.reads("Type it: it stands for your signature.")
    hands.click("Why it is removed Another reason")
    hands.type("Your passphrase", "a secret")
    hands.click("Remove")
    hands.click("Yes, remove it for good")
    hands.reads("Say which: it is kept with the record.")
    hands.type("In a few words", "a scar")
    hands.type("Your passphrase", "a secret")
    hands.click("Remove")
    hands.click("Yes, remove it for good")
    assert asked == [(Removal.OTHER, "a scar", "a secret")]
    made.refuse("No", "Not now")
    hands.click("Why it is removed Another reason")
    hands.type("Your passphrase", "a secret")
    hands.click("Remove")
    hands.click("Yes, remove it for good")
    hands.reads("Choose a reason")


def test_what_was_not_taken_back_cannot_be_removed_for_that(sheet):
    _, hands, _ = sheet(unwanted=False)
    assert "took back" not in hands.words()
