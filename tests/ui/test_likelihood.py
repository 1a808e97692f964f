import pytest

from consult_app.domain.frequency import IconArray as Figures
from consult_app.ui import theme
from consult_app.ui.tokens import LOOKS, Tone
from consult_app.ui.widgets.icon_array import IconArray
from consult_app.ui.widgets.likelihood import Likelihood


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("tone", [Tone.CAUTION, Tone.PRIMARY, Tone.NEUTRAL])
def test_who_is_affected_can_be_told_from_who_is_not(qtbot, qapp, look, tone):
    try:
        theme.apply(qapp, look)
        array = IconArray(20, 100, tone)
        qtbot.addWidget(array)
        picture = array.grab().toImage()
        middle_of_first, below = picture.pixelColor(6, 8), picture.pixelColor(6, 8 + 13)
        assert abs(middle_of_first.lightness() - below.lightness()) > 60
    finally:
        theme.apply(qapp)


def test_a_panel_replaces_the_figures_where_nothing_is_known(qtbot):
    likelihood = Likelihood()
    qtbot.addWidget(likelihood)
    likelihood.show()
    likelihood.show_rate("3 in 100", Figures(3, 100))
    array = likelihood.findChild(IconArray)
    likelihood.show_rate("3 in 100", Figures(3, 100))
    assert array.isVisibleTo(likelihood)
    likelihood.show_rate("not known", None)
    assert not array.isVisibleTo(likelihood)
    assert likelihood.grab().toImage().height() > 0
