"""F6: from one part of the window to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QWidget

from consult_app.ui.painting import focus_by_keyboard
from consult_app.ui.tab_order import tab_stops


def move_on(regions: Sequence[QWidget | None], step: int) -> None:
    """Bring the keyboard to the next part that can take it, `step` being 1 or -1."""
    here = QApplication.focusWidget()
    able = [(each, stops[0]) for each in regions if each is not None and (stops := tab_stops((each,)))]
    at = next((i for i, (each, _) in enumerate(able) if here is not None and each.isAncestorOf(here)), None)
    if able:
        _, first = able[0 if at is None else (at + step) % len(able)]
        focus_by_keyboard(first)
