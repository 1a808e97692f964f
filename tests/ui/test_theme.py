import itertools

import pytest
from PySide6.QtGui import QColor

from consult_app.assets import resource
from consult_app.domain.questionnaire import Step
from consult_app.domain.treatment import Severity
from consult_app.ui import theme
from consult_app.ui.step_words import STEP_ICONS
from consult_app.ui.tokens import LOOKS, Tokens, Tone, tone_of


def luminance(colour: str) -> float:
    def linear(share: float) -> float:
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(look: Tokens):
    yield from itertools.product((look.ink, look.quiet, look.faint), (look.surface, look.page, look.sunken))
    yield from itertools.product((look.primary,), (look.surface, look.page))
    yield look.on_primary, look.primary
    yield look.on_primary, look.primary_hover
    yield from itertools.product(
        (look.rail_ink, look.rail_quiet), (look.rail_top, look.rail_bottom, look.rail_active)
    )
    yield look.rail_accent, look.rail_active
    for tone in Tone:
        shade = look.shade(tone)
        yield from itertools.product((shade.ink, look.ink), (shade.soft, look.surface))
        yield look.quiet, shade.soft
        yield look.on_fill, shade.fill


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_all_text_can_be_read_on_its_ground(look):
    weak = [(ink, ground) for ink, ground in pairs(look) if contrast(ink, ground) < 4.5]
    assert weak == []


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_lines_on_the_drawings_of_the_body_can_be_seen(look):
    inks = (look.skin.line, look.quiet, *(look.shade(tone).ink for tone in Tone))
    assert [ink for ink in inks if contrast(ink, look.skin.fill) < 3] == []


def test_every_gravity_has_its_tone():
    assert [tone_of(each) for each in (*Severity, None)] == [Tone.STOP, Tone.CAUTION, Tone.INFO, Tone.PRIMARY]


def test_every_step_has_an_icon_that_is_shipped():
    assert all(resource(f"icons/{STEP_ICONS[step]}.svg").is_file() for step in Step)


def test_a_look_and_a_text_size_come_into_force_together(qapp):
    theme.apply(qapp, "dark", 1.3)
    assert theme.tokens().name == "dark"
    assert theme.scaled(40) == 52
    assert theme.font(20).pixelSize() == 26
    assert qapp.palette().window().color().name() == LOOKS["dark"].page


def test_an_icon_is_drawn_in_its_colour():
    drawn = theme.icon("square", "#ff0000", 20).toImage()
    seen = {
        drawn.pixelColor(x, y).name()
        for x in range(20)
        for y in range(20)
        if drawn.pixelColor(x, y).alpha() == 255
    }
    assert seen == {"#ff0000"}


def test_width_of_words_grows_with_text_size(qapp):
    usual = theme.advance("Continue", 15)
    theme.apply(qapp, "light", 1.3)
    assert theme.advance("Continue", 15) > usual
