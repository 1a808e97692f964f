"""The window opens where it was left, never beyond the edge of a screen that is there."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from consult_app.ui.remembered import Memory, Remembered


def show_where_it_was(window: QWidget, kept: Remembered) -> None:
    """Show the window at its place; large as the screen where nothing is known of it."""
    screens = {each.name(): each.availableGeometry() for each in QGuiApplication.screens()}
    place = fitting(kept, screens)
    if place is not None:
        window.setGeometry(place)
    if place is None or kept.maximised:
        window.showMaximized()
    else:
        window.show()


def remember_place(window: QWidget, memory: Memory) -> None:
    """Note where the window stands; a full screen is a matter of the moment."""
    if window.isFullScreen():
        return
    place = window.normalGeometry() if window.isMaximized() else window.geometry()
    memory.change(
        place=(place.x(), place.y(), place.width(), place.height()),
        maximised=window.isMaximized(),
        screen=window.screen().name(),
    )


def fitting(kept: Remembered, screens: Mapping[str, QRect]) -> QRect | None:
    """Give the place of the window, moved and made smaller until it is on its screen, or on any."""
    if not kept.place:
        return None
    place = QRect(*kept.place)
    screen = screens.get(kept.screen)
    if screen is None:
        screen = next((each for each in screens.values() if each.contains(place.center())), None)
    if screen is None:
        return None
    width, height = min(place.width(), screen.width()), min(place.height(), screen.height())
    left = max(screen.left(), min(place.left(), screen.left() + screen.width() - width))
    top = max(screen.top(), min(place.top(), screen.top() + screen.height() - height))
    return QRect(left, top, width, height)
