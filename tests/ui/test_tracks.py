"""What a bar has filled stands out from what it has not, in every look."""

import pytest

from consult_app.ui import theme
from consult_app.ui.tokens import LOOKS
from consult_app.ui.widgets.new_passphrase import _Meter
from consult_app.ui.widgets.progress_line import ProgressLine
from tests.helpers.contrast import contrast


def colours(widget, filled, empty):
    picture = widget.grab().toImage()
    return [picture.pixelColor(*at).name() for at in (filled, empty)]


@pytest.mark.parametrize("look", LOOKS)
def test_how_far_a_patient_is_can_be_seen(qtbot, qapp, look):
    theme.apply(qapp, look)
    line = ProgressLine()
    qtbot.addWidget(line)
    line.show_place(50, 100, "50 of 100")
    line.resize(line.sizeHint())
    filled, empty = colours(line, (30, 5), (line.width() - 30, 5))
    assert contrast(filled, empty) >= 3


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("score", [1, 3])
def test_how_strong_a_passphrase_is_can_be_seen(qtbot, qapp, look, score):
    theme.apply(qapp, look)
    meter = _Meter()
    qtbot.addWidget(meter)
    meter.show_score(score)
    meter.resize(meter.sizeHint())
    filled, empty = colours(meter, (15, 3), (3 * 34 + 15, 3))
    assert contrast(filled, empty) >= 3
