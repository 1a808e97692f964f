"""F6: from one part of the window to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from consult_app.ui.painting import focus_by_keyboard


def move_on(regions: Sequence[QWidget | None], step: int) -> None:
    """Bring the keyboard to the next part that can take it, `step` being 1 or -1."""
    here = QApplication.focusWidget()
    able = [each for each in regions if each is not None and each.isVisible() and _first(each) is not None]
    at = next((i for i, each in enumerate(able) if here is not None and each.isAncestorOf(here)), None)
    if able:
        first = _first(able[0 if at is None else (at + step) % len(able)])
        if first is not None:
            focus_by_keyboard(first)


def _first(region: QWidget) -> QWidget | None:
    """Find where Tab would enter a part."""
    each = region.nextInFocusChain()
    while each is not None and region.isAncestorOf(each):
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return each
        each = each.nextInFocusChain()
    return None
