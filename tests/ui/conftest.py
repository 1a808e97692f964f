"""The window's look for every test of the user interface."""

import pytest
from PySide6.QtWidgets import QApplication

from consult_app.ui import theme


@pytest.fixture(autouse=True)
def _look(qapp: QApplication):
    if not qapp.styleSheet() or (theme.tokens().name, theme.text_scale()) != ("light", 1.0):
        theme.apply(qapp)
