"""What was drawn is the same to the micrometre, whatever the pad's size, turn, zoom and density."""

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtWidgets import QApplication

from consult_app.ui import theme
from consult_app.ui.widgets.ink_sheet import InkSheet
from consult_app.ui.widgets.signature_pad import SignaturePad
from tests.helpers.inked import PLACES, SIZES, samples
from tests.helpers.pointers import Pen

MM_PER_PX = 25.4 / 96
A_MICROMETRE_MM = 0.001
# What is left is how a sum of fractions ends: a millionth of a micrometre.
EXACT = pytest.approx([mm * MM_PER_PX for place in PLACES for mm in place], rel=0, abs=A_MICROMETRE_MM / 1000)


@pytest.fixture
def pad(qtbot):
    made = SignaturePad()
    made.resize(676, 190)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    theme.apply(QApplication.instance())


def places(stroke):
    return [mm for x, y, _ in stroke for mm in (x, y)]


@pytest.mark.parametrize("factor", ["1", "1.25", "1.5", "2", "3"])
def test_the_same_ink_is_the_same_at_every_density_and_size(factor):
    ran = subprocess.run(
        [sys.executable, "-m", "tests.helpers.inked"],
        env={**os.environ, "QT_SCALE_FACTOR": factor},
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(ran.stdout)
    assert told["ratio"] == float(factor)
    assert len(told["drawn"]) == len(SIZES)
    for (stroke,) in told["drawn"]:
        assert places(stroke) == EXACT
        assert [t for _, _, t in stroke] == [8 * each for each in range(len(PLACES))]


def test_ink_on_the_pad_stays_as_it_is_through_size_turn_zoom_and_density(pad):
    Pen(pad).stroke(PLACES)
    before = pad.ink()
    for size in ((300, 676), (1201, 333), (280, 150), (677, 191)):
        pad.resize(*size)
        assert pad.ink() == before
    for look, text in (("dark", 2.0), ("contrast", 1.15), ("light", 1.0)):
        theme.apply(QApplication.instance(), look, text)
        pad.grab()
        assert pad.ink() == before
    QApplication.sendEvent(pad, QEvent(QEvent.Type.DevicePixelRatioChange))
    assert pad.ink() == before


@pytest.mark.parametrize("size", [(300, 676), (1201, 333), (953, 190), (280, 150)])
def test_a_stroke_goes_on_where_the_paper_lies_now(pad, size):
    """Drawn at the same place of the paper after the pad has changed, it is where it would have been."""
    Pen(pad).stroke(PLACES)
    pad.resize(*size)
    scale = min(size[0] / 676, size[1] / 190)
    left, top = (size[0] - 676 * scale) / 2, (size[1] - 190 * scale) / 2
    Pen(pad).stroke([(left + x * scale, top + y * scale) for x, y in PLACES], ms=9000)
    first, second = samples(pad.ink())
    assert places(first) == EXACT
    assert places(second) == EXACT


def test_a_stroke_under_way_goes_on_on_a_screen_of_another_density():
    def drawn(*ratios):
        sheet = InkSheet(MM_PER_PX)
        sheet.lay_out(QSize(676, 190), 1.0)
        sheet.begin(QPointF(*PLACES[0]), 0, 0.5)
        for number, at in enumerate(PLACES[1:], 1):
            if number in (40, 80):
                sheet.lay_out(QSize(676, 190), ratios[number // 80])
            sheet.go_on(QPointF(*at), 8 * number, 0.5)
        sheet.end()
        return sheet.ink()

    assert drawn(2.0, 1.25) == drawn(1.0, 1.0)


def test_the_paper_is_painted_anew_for_another_look_size_or_keyboard(pad, qtbot):
    def seen():
        picture = pad.grab().toImage()
        return picture.size(), [picture.pixelColor(picture.width() // 2, y).name() for y in range(4)]

    pad.activateWindow()
    qtbot.waitUntil(pad.isActiveWindow)
    pad.clearFocus()
    pictures = [seen()]
    pad.setFocus()
    pictures.append(seen())
    theme.apply(QApplication.instance(), "dark", 1.0)
    pictures.append(seen())
    pad.resize(700, 200)
    pictures.append(seen())
    assert len({str(each) for each in pictures}) == 4
