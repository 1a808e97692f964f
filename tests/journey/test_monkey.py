"""Thousands of random acts in the real window with the real packs: judgement and widgets stay one."""

import os

import pytest
from PySide6.QtWidgets import QApplication

from consult_app.ui import theme
from tests.helpers.monkey import Monkey

ACTS = int(os.environ.get("CONSULT_MONKEY", "250"))
"""How many each of the twenty does; `make monkey` has twenty thousand done in all."""


@pytest.mark.untraced
@pytest.mark.parametrize("seed", range(20))
def test_what_is_shown_is_what_was_judged(qapp, seed):
    theme.apply(qapp)
    before = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    monkey = Monkey(seed)
    try:
        monkey.play(ACTS, check_every=20)
    finally:
        monkey.close()
        theme.apply(qapp)
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == before
