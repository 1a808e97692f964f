"""What a person without mouse or sight would miss on a page."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListView, QPlainTextEdit, QWidget

_SMALLEST = 40


def controls(page: QWidget) -> list[QWidget]:
    """Everything visible that can be operated; what Qt puts inside a line of its own is left out."""
    found = [
        each
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QListView)
        for each in page.findChildren(kind)
    ]
    return [each for each in found if each.isVisibleTo(page) and type(each).__name__ != "QLineEditIconButton"]


def unnamed(page: QWidget) -> list[str]:
    """Controls that a screen reader could not name, or never comes to."""
    return [
        repr(each)
        for each in controls(page)
        if not (each.accessibleName() or _text(each)) or (each.isVisible() and not _in_the_tree(each))
    ]


def mute(page: QWidget) -> list[str]:
    """Visible controls of which the system is not told both what they are called and what they do."""
    found = []
    for each in controls(page):
        interface = QAccessible.queryAccessibleInterface(each)
        name, does = interface.text(QAccessible.Text.Name), interface.text(QAccessible.Text.Description)
        if each.isVisible() and (not name or not does or name == does):
            found.append(f"{type(each).__name__} {name!r} {does!r}")
    return found


def too_small(page: QWidget) -> list[str]:
    """Buttons that a finger would miss."""
    return [
        f"{each!r} {each.width()}x{each.height()}"
        for each in controls(page)
        if isinstance(each, QAbstractButton) and min(each.width(), each.height()) < _SMALLEST
    ]


def _text(each: QWidget) -> str:
    return each.text() if isinstance(each, QAbstractButton) else ""


def _in_the_tree(each: QWidget) -> bool:
    """Whether every part around a control lists it: a scroll area lists only what it scrolls."""
    part = QAccessible.queryAccessibleInterface(each)
    above: QAccessibleInterface | None = part.parent()
    while above is not None:
        if above.indexOfChild(part) < 0:
            return False
        part, above = above, above.parent()
    return True
