"""What a screen reader says by itself, wherever the keyboard is."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

_URGENT = QAccessible.AnnouncementPoliteness.Assertive
_POLITE = QAccessible.AnnouncementPoliteness.Polite


def announce(widget: QWidget, words: str, urgent: bool = False) -> None:  # noqa: FBT001, FBT002 - how, not what
    """Have words said: at once, or when nothing else is being said."""
    if QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget.window(), words)
        event.setPoliteness(_URGENT if urgent else _POLITE)
        QAccessible.updateAccessibility(event)
