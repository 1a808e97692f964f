"""Keep a column of widgets in step with what is shown, without building it anew."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

W = TypeVar("W", bound=QWidget)


def arrange(column: QBoxLayout, kept: dict[str, W], wanted: Sequence[str], make: Callable[[str], W]) -> bool:
    """Show the widgets of the ids wanted, in that order: make what is missing, drop what is gone.

    True where this changed anything.
    """
    if tuple(wanted) == tuple(kept):
        return False
    for key in set(kept) - set(wanted):
        drop(column, kept.pop(key))
    made = {key: kept[key] if key in kept else make(key) for key in wanted}
    kept.clear()
    kept.update(made)
    for at, widget in enumerate(made.values()):
        if column.indexOf(widget) != at:
            column.removeWidget(widget)
            column.insertWidget(at, widget)
    return True


def tab_through(parts: Sequence[QWidget]) -> None:
    """Let Tab go through these parts of a page in order; what was made last would else come last."""
    stops = [
        each
        for part in parts
        for each in (part, *part.findChildren(QWidget))
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.focusProxy() is None
    ]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def lay_out(widget: QWidget | None) -> None:
    """Have a widget and what holds it laid out now, from the inside outwards, so that all is painted once.

    Left to the event loop, each layout has its turn, and some of what moves is painted after each of them.
    """
    while widget is not None:
        QCoreApplication.sendPostedEvents(widget, QEvent.Type.LayoutRequest.value)
        widget = widget.parentWidget()


def drop(column: QBoxLayout, gone: QWidget) -> None:
    """Take a widget away for good; what it would still have told is not heard any more."""
    gone.blockSignals(True)
    column.removeWidget(gone)
    gone.hide()
    gone.deleteLater()


def scroll_to(page: QScrollArea, card: QWidget, control: QWidget) -> None:
    """Bring a card into view and give one of its controls the keyboard."""

    def scroll() -> None:
        page.ensureWidgetVisible(card, 0, 60)
        control.setFocus()

    # Once the event loop has laid the page out: a page shown just now has no geometry yet.
    QTimer.singleShot(0, card, scroll)


def bring_into_view(widget: QWidget) -> None:
    """Scroll whatever scrolls a widget until all of it is seen, once it has its place."""

    def scroll() -> None:
        above = widget.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(widget, 0, 20)

    QTimer.singleShot(0, widget, scroll)
