"""Start, paint the first window, say how long it took.

`python -m tests.benchmarks.first_paint floor|app SINCE`: `floor` is an empty QMainWindow, `app` the program
with a vault to unlock. SINCE is the monotonic clock when the process was started, in seconds.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

_SOON = 1
"""Qt's high event priority."""

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow, QWidget


def main(what: str, since: float) -> None:
    """Show the window and leave when it was painted."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea

    window: QMainWindow
    painted: QWidget
    if what == "floor":
        application = QApplication([])
        painted = window = QMainWindow()
    else:
        from consult_app.app import open_app

        application = open_app()
        window = application.window
        application.start()
        # The ground of the locked door is painted first; all that stands on it follows in the same turn.
        painted = window.findChildren(QScrollArea)[0].widget()
    window.resize(1366, 768)
    _leave_when_painted(painted, since)
    window.show()
    QApplication.exec()


def _leave_when_painted(widget: QWidget, since: float) -> None:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        """Tells after the event loop's turn in which the widget was painted first.

        Watching the application instead would make PySide dress every event and object for Python.
        """

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                widget.removeEventFilter(self)
                QApplication.postEvent(self, QEvent(QEvent.Type.User), _SOON)
            return False

        def event(self, event: QEvent) -> bool:
            if event.type() == QEvent.Type.User:
                print(f"{(time.monotonic() - since) * 1000:.1f}", flush=True)
                os._exit(0)
            return super().event(event)

    widget.installEventFilter(Watch(widget))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
