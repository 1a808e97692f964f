from __future__ import annotations

from math import cos, sin
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, QSizeF, Qt
from PySide6.QtGui import QEventPoint, QImage, QMouseEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from consult_app.ui.widgets.ink_sheet import InkSheet
from consult_app.ui.widgets.signature_pad import SignaturePad
from tests.helpers.calls import Calls
from tests.helpers.pointers import Pen

if TYPE_CHECKING:
    from consult_app.domain.ink import Ink

LINE = [(40.0 + 4 * each, 90.0 + 30 * sin(each / 4)) for each in range(60)]


@pytest.fixture
def pad(qtbot):
    made = SignaturePad()
    made.resize(676, 190)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def told(pad):
    heard: list[Ink | None] = []
    pad.drawn.connect(heard.append)
    return heard


@pytest.fixture
def touch(pad, qapp):
    """Touch the pad through the window system; gives the time that Qt put on the last touch."""
    device = QTest.createTouchDevice()

    class Fingers:
        def press(self, x, y):
            QTest.touchEvent(pad, device).press(0, QPoint(x, y), pad).commit()

        def move(self, x, y):
            QTest.touchEvent(pad, device).move(0, QPoint(x, y), pad).commit()

        def release(self, x, y):
            QTest.touchEvent(pad, device).release(0, QPoint(x, y), pad).commit()

        def with_second(self, place):
            return QTest.touchEvent(pad, device).move(0, place, pad)

    return Fingers()


@pytest.fixture(params=["mouse", "finger"])
def tap(request, pad, touch):
    """Tap the pad with one of them: Qt puts times of its own on each kind, which must not be compared."""

    def finger():
        touch.press(50, 50)
        touch.release(50, 50)

    def mouse():
        QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))

    return {"mouse": mouse, "finger": finger}[request.param]


def millimetres(pad: SignaturePad, px: float) -> float:
    return px * 25.4 / pad.logicalDpiX()


def test_a_blank_pad_has_no_ink(pad, told):
    assert pad.ink() is None
    pad.undo()
    pad.clear()
    assert told == []


def test_the_pen_draws_in_millimetres_with_pressure_and_time(pad, told):
    Pen(pad).stroke(LINE, pressure=0.75)
    (ink,) = told
    assert ink == pad.ink()
    assert (ink.width_mm, ink.height_mm) == pytest.approx((millimetres(pad, 676), millimetres(pad, 190)))
    points = ink.strokes[0].points
    assert len(points) == len(LINE)
    assert points[0].x_mm == pytest.approx(millimetres(pad, 40))
    assert [each.t_ms for each in points[:3]] == [0, 8, 16]
    assert {each.pressure for each in points} == {0.75}


def test_the_pens_events_are_accepted_so_that_no_mouse_repeats_them(pad, told):
    pen = Pen(pad)
    assert pen.press(50, 50, 1000).isAccepted()
    assert pen.move(90, 50, 1008).isAccepted()
    assert pen.release(90, 50, 1016).isAccepted()
    assert len(told) == 1


def test_hovering_draws_nothing(pad, told):
    Pen(pad).move(50, 50, 1000, 0.0)
    Pen(pad).release(50, 50, 1008)
    assert told == []


def test_a_harder_pen_draws_a_thicker_line(pad):
    def dark(pressure):
        pad.wipe()
        Pen(pad).stroke(LINE, pressure=pressure)
        return sum(_pixels(pad)[0::4]) - blank

    blank = sum(_pixels(pad)[0::4])
    assert dark(0.9) > 1.5 * dark(0.1)


def test_the_mouse_draws_without_pressure(pad, told):
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    QTest.mouseMove(pad, QPoint(90, 60))
    QTest.mouseMove(pad, QPoint(140, 40))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(140, 40))
    (ink,) = told
    assert [each.pressure for each in ink.strokes[0].points] == [None, None, None]


def test_another_button_draws_nothing(pad, told):
    QTest.mouseClick(pad, Qt.MouseButton.RightButton, pos=QPoint(50, 50))
    assert told == []


def test_a_tap_is_a_dot(pad, told):
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert len(told[0].strokes[0].points) == 1
    assert pad.grab().toImage().pixelColor(50, 50).lightness() < 80


def test_the_systems_synthetic_twin_of_a_pen_is_dropped(pad, told):
    def twin(kind, ms):
        event = QMouseEvent(
            kind,
            QPointF(50, 50),
            QPointF(50, 50),
            QPointF(pad.mapToGlobal(QPoint(50, 50))),
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.MouseEventSource.MouseEventSynthesizedBySystem,
        )
        event.setTimestamp(ms)
        QApplication.sendEvent(pad, event)

    twin(QEvent.Type.MouseButtonPress, 500)
    twin(QEvent.Type.MouseButtonRelease, 510)
    assert told == []


def test_a_mouse_click_on_the_heels_of_the_pen_is_its_twin(pad, told):
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    now = _last_time(pad)
    Pen(pad).stroke(LINE, ms=now)
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    assert [len(each.strokes) for each in told] == [1, 2]


def test_a_finger_draws_and_a_second_one_is_ignored(pad, told, touch):
    touch.press(50, 50)
    touch.with_second(QPoint(50, 50)).press(1, QPoint(200, 100), pad).commit()
    touch.with_second(QPoint(90, 60)).move(1, QPoint(300, 100), pad).commit()
    touch.with_second(QPoint(90, 60)).release(1, QPoint(300, 100), pad).commit()
    touch.release(90, 60)
    (ink,) = told
    assert len(ink.strokes) == 1
    assert max(each.x_mm for each in ink.strokes[0].points) < millimetres(pad, 120)


def test_a_hand_that_rests_while_the_pen_writes_draws_nothing(pad, told, touch):
    touch.press(50, 50)
    touch.release(50, 50)
    pen, now = Pen(pad), _last_time(pad)
    pen.press(50, 50, now)
    touch.press(300, 120)
    touch.move(310, 120)
    pen.move(90, 60, now + 8)
    pen.release(90, 60, now + 16)
    touch.release(310, 120)
    touch.press(300, 120)
    touch.release(300, 120)
    assert [len(each.strokes) for each in told] == [1, 2]


def test_the_pen_takes_over_from_a_palm_that_landed_first(pad, told, touch):
    touch.press(300, 120)
    for x in range(320, 500, 20):
        touch.move(x, 120)
    Pen(pad).stroke([(50, 50), (90, 60)], ms=_last_time(pad))
    touch.release(340, 120)
    (ink,) = told
    assert len(ink.strokes) == 1
    assert ink.strokes[0].points[0].pressure == 0.5
    with_palm = _pixels(pad)
    pad.wipe()
    Pen(pad).stroke([(50, 50), (90, 60)], ms=_last_time(pad) + 9000)
    assert _pixels(pad) == with_palm


def test_a_finger_writes_again_once_the_pen_is_put_down(pad, told, touch):
    touch.press(50, 50)
    touch.release(50, 50)
    Pen(pad).stroke([(50, 50), (90, 60)], ms=_last_time(pad) + 2000)
    touch.press(50, 90)
    touch.release(50, 90)
    assert len(told[-1].strokes) == 3


def test_a_wide_contact_is_a_palm(pad):
    class Contact(QEventPoint):
        width_mm = 0.0

        def ellipseDiameters(self):
            return QSizeF(self.width_mm * pad.logicalDpiX() / 25.4, 4)

    contact, event = Contact(), QMouseEvent(QEvent.Type.MouseMove, QPointF(), QPointF(), *_NO_BUTTONS)
    contact.width_mm = 11
    assert not pad._is_palm(event, contact)
    contact.width_mm = 18
    assert pad._is_palm(event, contact)


def test_undo_and_clear_by_key(qtbot, pad, told):
    pen = Pen(pad)
    later = pen.stroke(LINE)
    pen.stroke([(50, 50), (90, 60)], ms=later + 300)
    pad.setFocus()
    qtbot.keyClick(pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(pad.ink().strokes) == 1
    qtbot.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.ink() is None
    assert told[-1] is None
    qtbot.keyClick(pad, Qt.Key.Key_A)
    assert len(told) == 4


def test_after_undo_nothing_of_the_stroke_is_left_on_screen(pad):
    blank = _pixels(pad)
    Pen(pad).stroke(LINE)
    assert _pixels(pad) != blank
    pad.undo()
    assert _pixels(pad) == blank


def test_wiping_for_the_next_signer_says_nothing(pad, told):
    Pen(pad).stroke(LINE)
    pad.wipe()
    assert pad.ink() is None
    assert len(told) == 1


def test_ink_survives_a_change_of_size(pad):
    Pen(pad).stroke(LINE)
    before = pad.ink()
    pad.resize(338, 190)
    assert pad.ink() == before
    assert _extent(pad)[0] < 338
    Pen(pad).stroke([(169, 95), (200, 95)], ms=9000)
    after = pad.ink()
    assert (after.width_mm, after.height_mm) == (before.width_mm, before.height_mm)
    assert after.strokes[1].points[0].x_mm == pytest.approx(before.width_mm / 2, abs=0.2)


def test_ink_never_leaves_the_sheet(pad):
    Pen(pad).stroke([(600, 100), (900, 100), (900, 500), (-20, -20)])
    ink = pad.ink()
    for point in ink.strokes[0].points:
        assert 0 <= point.x_mm <= ink.width_mm
        assert 0 <= point.y_mm <= ink.height_mm


def test_a_stroke_whose_end_is_never_told_is_forgotten(pad, told, qtbot):
    Pen(pad).press(50, 50, 1000)
    pad.hide()
    pad.show()
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(150, 50))
    QTest.mouseMove(pad, QPoint(190, 60))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(190, 60))
    assert len(told) <= 1
    assert all(each.x_mm > millimetres(pad, 140) for ink in told for each in ink.strokes[0].points)


def test_a_pen_that_left_the_tablet_while_it_was_down_has_drawn_its_stroke(pad, told):
    pen = Pen(pad)
    pen.press(50, 50, 1000)
    pen.move(90, 60, 1008)
    pen.hover(400, 20, 1900)
    pen.hover(500, 90, 1908)
    assert [len(each.strokes) for each in told] == [1]
    assert max(each.x_mm for each in told[0].strokes[0].points) < millimetres(pad, 100)
    pen.press(50, 50, 3000)
    pen.move(90, 60, 3008)
    pen.press(200, 50, 4000)
    assert [len(each.strokes) for each in told] == [1, 2]


def test_where_a_pen_never_came_back_mouse_and_finger_go_on(pad, told, tap):
    tap()
    Pen(pad).press(50, 80, _last_time(pad) + 9000)
    tap()
    assert [len(each.strokes) for each in told] == [1, 2, 3]


def test_a_pen_that_rests_is_not_gone_whoever_touches_the_pad(pad, told, tap):
    tap()
    Pen(pad).press(50, 100, _last_time(pad) + 500)
    tap()
    assert len(told) == 1


def test_a_mouse_whose_release_somebody_else_got_draws_on_with_its_next_press(pad, told):
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    assert [len(each.strokes) for each in told] == [1, 2]


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_what_grew_is_what_a_full_drawing_gives(ratio):
    def sheet():
        made = InkSheet(25.4 / 96)
        made.lay_out(QSize(676, 190), ratio)
        return made

    grown = sheet()
    for start in (0, 20, 40):
        grown.begin(QPointF(*LINE[start]), start * 8, 0.5)
        for index in range(start + 1, start + 18):
            grown.go_on(QPointF(*LINE[index]), index * 8, 0.2 + index / 100)
        grown.end()
    again = _picture(grown)
    grown.lay_out(QSize(676, 190), ratio)
    assert _picture(grown) == again


def test_a_rest_of_the_pen_adds_no_samples(pad):
    pen = Pen(pad)
    pen.press(50, 50, 1000)
    for each in range(20):
        pen.move(50.01, 50, 1001 + each)
    pen.release(50, 50, 1100)
    assert len(pad.ink().strokes[0].points) == 1


def test_all_that_changes_on_the_sheet_is_marked_for_painting():
    sheet = InkSheet(25.4 / 96)
    sheet.lay_out(QSize(676, 190), 1.0)

    def shown():
        picture = QImage(676, 190, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        sheet.paint(painter)
        painter.end()
        return picture

    def outside(picture, marked):
        painter = QPainter(picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillRect(marked, Qt.GlobalColor.transparent)
        painter.end()
        return picture

    places = [(100 + 40 * each, 90 + 60 * sin(each)) for each in range(12)]
    acts = [lambda: sheet.begin(QPointF(*places[0]), 0, 1.0)]
    acts += [lambda place=place: sheet.go_on(QPointF(*place), 8, 1.0) for place in places[1:]]
    for act in acts:
        before = shown()
        marked = act()
        assert outside(shown(), marked) == outside(before, marked)
    before = shown()
    sheet.end()
    assert shown() == before


def test_a_long_signature_is_painted_as_fast_as_a_short_one(pad):
    """No sample does more work, nor has more of the pad painted, than one at the beginning did."""
    pen, seen = Pen(pad), PaintedArea()
    pad.installEventFilter(seen)
    pen.press(300, 95, 1000)
    work = []
    for each in range(1, 1001):
        x, y = 338 + 250 * sin(each / 40), 95 + 60 * cos(each / 9)
        with Calls() as calls:
            pen.move(x, y, 1000 + 8 * each, 0.4 + 0.3 * sin(each / 25))
            # Painting alone: a timer that another test left is not the pad's.
            QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest.value)
        work.append(calls())
    pen.release(338, 95, 9100)
    pad.removeEventFilter(seen)
    assert len(seen.areas) >= len(work) - 1
    assert max(work[-900:]) <= max(work[:100])
    assert max(work) < 500
    assert max(seen.areas[-900:]) < pad.width() * pad.height() / 8


class PaintedArea(QObject):
    def __init__(self):
        super().__init__()
        self.areas = []

    def eventFilter(self, _watched, event):
        if event.type() is QEvent.Type.Paint:
            self.areas.append(event.rect().width() * event.rect().height())
        return False


_NO_BUTTONS = (Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)


def _pixels(pad: SignaturePad) -> bytes:
    picture = pad.grab().toImage().convertToFormat(QImage.Format.Format_ARGB32)
    picture.invertPixels()
    return bytes(picture.constBits())


def _picture(sheet: InkSheet) -> bytes:
    return bytes(sheet._picture.constBits())


def _extent(pad: SignaturePad) -> tuple[float, float]:
    places = [
        pad._sheet._view.map(QPointF(each.x_mm, each.y_mm))
        for stroke in pad.ink().strokes
        for each in stroke.points
    ]
    return max(each.x() for each in places), max(each.y() for each in places)


def _last_time(pad: SignaturePad) -> int:
    """The time that Qt put on the pad's last event from mouse or finger."""
    return pad._sheet._began_ms
