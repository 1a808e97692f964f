"""Tab goes where the eye goes: from top to bottom, and along a line; whatever was made when.

Qt's own order is that of making. Pages that grow and cards that come and go would leave it in pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from consult_app.ui.painting import focus_by_keyboard

STANDS_AT = "stands_at"
"""The property with how far down a part belongs that goes along while the rest is scrolled."""


def tab_stops(parts: Sequence[QWidget | None]) -> list[QWidget]:
    """List where Tab stops in the visible ones of these parts, one part after the other."""
    return [stop for part in parts if part is not None and part.isVisible() for stop in _stops(part)]


def tab_on(parts: Sequence[QWidget | None], step: int) -> bool:
    """Bring the keyboard to the next stop, or with -1 to the one before; after the last comes the first."""
    stops, here = tab_stops(parts), QApplication.focusWidget()
    if not stops:
        return False
    # What has the keyboard by a click is no stop: go on from where it stands.
    at = stops.index(here) if here in stops else _before(stops, here, step)
    focus_by_keyboard(stops[(at + step) % len(stops)])
    return True


def _before(stops: list[QWidget], here: QWidget | None, step: int) -> int:
    parent = here.parentWidget() if here is not None else None
    beside = [i for i, each in enumerate(stops) if parent is not None and parent.isAncestorOf(each)]
    if not beside:
        return -1 if step > 0 else 0
    return beside[-1] if step > 0 else beside[0]


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if not widget.isEnabled():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    for child in _in_reading_order(widget):
        yield from _stops(child)


def _in_reading_order(widget: QWidget) -> list[QWidget]:
    """Sort what is shown inside by lines: what begins above the middle of a line stands in it."""
    shown = [each for each in widget.children() if isinstance(each, QWidget) and each.isVisible()]
    shown.sort(key=lambda each: (_top(each), each.x()))
    ordered: list[QWidget] = []
    while shown:
        # What has no height has its middle above its top.
        middle = _top(shown[0]) + max(shown[0].height() - 1, 0) // 2
        line = [each for each in shown if _top(each) <= middle]
        ordered += sorted(line, key=lambda each: each.x())
        shown = shown[len(line) :]
    return ordered


def _top(widget: QWidget) -> int:
    stands = widget.property(STANDS_AT)
    return widget.y() if stands is None else int(stands)
