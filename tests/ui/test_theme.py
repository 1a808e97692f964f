import itertools

import pytest
from PySide6.QtWidgets import QApplication

from consult_app.assets import resource
from consult_app.domain.questionnaire import Step
from consult_app.domain.treatment import Severity
from consult_app.ui import theme
from consult_app.ui.step_words import STEP_ICONS
from consult_app.ui.tokens import (
    BODY,
    CAPTION,
    HEADING,
    LOOKS,
    QUIET,
    SMALL,
    STRONG,
    TITLE,
    Motion,
    Tokens,
    Tone,
    tone_of,
)
from tests.helpers.contrast import contrast


def pairs(look: Tokens):
    """Every ink of words with every ground it is painted on; a walk over all pages found no others."""
    yield from itertools.product((look.ink, look.quiet, look.faint), (look.surface, look.page, look.sunken))
    yield from itertools.product((look.primary,), (look.surface, look.page, look.sunken))
    yield look.on_primary, look.primary
    yield look.on_primary, look.primary_hover
    yield from itertools.product(
        (look.rail_ink, look.rail_quiet), (look.rail_top, look.rail_bottom, look.rail_active)
    )
    yield look.rail_accent, look.rail_active
    yield look.surface, look.ink  # a tool tip
    for tone in Tone:
        shade = look.shade(tone)
        grounds = (shade.soft, look.surface, look.page, look.sunken)
        yield from itertools.product((shade.ink, look.ink, look.quiet), grounds)
        yield look.on_fill, shade.fill


def edges(look: Tokens):
    """What shows where a control ends, where the keyboard is, and how a step of the rail stands."""
    grounds = (look.surface, look.page, look.sunken)
    yield from itertools.product((look.border, look.focus, look.primary), grounds)
    yield from itertools.product((look.focus,), (look.shade(tone).soft for tone in Tone))
    yield look.surface, look.primary  # the inner line of the ring, on a button that is filled
    rail = (look.rail_top, look.rail_bottom, look.rail_active)
    yield from itertools.product((look.rail_accent,), rail)
    yield from itertools.product(look.dots, (look.rail_top,))
    yield from itertools.product((look.shade(tone).ink for tone in Tone), grounds)


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_all_text_can_be_read_on_its_ground(look):
    weak = [(ink, ground) for ink, ground in pairs(look) if contrast(ink, ground) < 4.5]
    assert weak == []


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_every_control_and_the_keyboard_can_be_seen(look):
    weak = [(line, ground) for line, ground in edges(look) if contrast(line, ground) < 3]
    assert weak == []


def test_contrast_is_computed_as_the_guidelines_do():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_things_move_only_where_the_system_lets_them(qapp, monkeypatch):
    for lets, taken in ((True, Motion.SLIDE), (False, 0)):
        monkeypatch.setattr(QApplication, "isEffectEnabled", lambda _effect, lets=lets: lets)
        assert theme.motion(Motion.SLIDE) == taken


def test_a_role_of_type_is_a_size_and_a_weight(qapp):
    sizes = [role.px for role in (TITLE, HEADING, BODY, QUIET, SMALL, CAPTION)]
    assert sizes == sorted(sizes, reverse=True)
    made = theme.font(*STRONG)
    assert (made.pixelSize(), made.weight()) == (15, theme.SEMIBOLD)
    assert theme.font(15, theme.SEMIBOLD) is made


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
