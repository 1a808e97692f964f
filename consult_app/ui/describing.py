"""What a control does, in a sentence for those who hear it, where its name alone does not say so.

Most of it follows from what the control is and where it stands. It is worked out when somebody hears the
program, and for what has the keyboard: pages are built no slower for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from consult_app.ui.growing import Growing

_CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QListView)
_SETTLE_MS = 40
_GIVEN = "described"
"""The property that holds what was worked out, so that it can be worked out anew."""


class Describing(QObject):
    """Describes what has the keyboard at once, and all that is on screen while somebody hears the program.

    What is said around a control changes with the page: what has the keyboard is then described anew.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(self._describe_all)
        self._listening = _application().focusChanged.connect(self._follow)

    def end(self) -> None:
        """Describe nothing any more."""
        self._settling.stop()
        _application().focusChanged.disconnect(self._listening)

    def hear(self, *_: object) -> None:
        """Describe what has the keyboard, and what is on screen once it has settled."""
        self._follow(None, QApplication.focusWidget())

    def _describe_all(self) -> None:
        windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        # While something new was found, more may be on its way to the screen.
        changed = [describe_all(each) for each in windows]
        if any(changed) or any(part.busy for each in windows for part in each.findChildren(Growing)):
            self._settling.start()

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, _CONTROLS):
            describe(new)
        if QAccessible.isActive():
            self._settling.start()


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)  # noqa: S101 - whoever describes a window has one
    return application


def describe_all(window: QWidget) -> bool:
    """Describe every control of a window that can be seen; whether any had to be told something new."""
    seen = [each for kind in _CONTROLS for each in window.findChildren(kind) if each.isVisible()]
    new = [describe(each) for each in seen]
    return any(new)


def describe(control: QWidget) -> bool:
    """Describe a control, unless it was given words of its own; whether these are new."""
    if control.accessibleDescription() not in ("", control.property(_GIVEN)):
        return False
    words = " ".join(dict.fromkeys(each for each in _parts(control) if each))
    if words == control.accessibleDescription():
        return False
    control.setProperty(_GIVEN, words)
    control.setAccessibleDescription(words)
    return True


def _parts(control: QWidget) -> Iterator[str]:
    """Give what it belongs to, and what kind of answer it takes; a tip that only repeats the name is none."""
    tip = control.toolTip()
    if tip and tip != control.accessibleName():
        yield tip
        return
    if (heard := getattr(control.window(), "heard", None)) is not None:
        # In the patient's hands nothing is said in the words of the program.
        yield heard
        return
    yield _around(control)
    yield _kind(control)


def _around(control: QWidget) -> str:
    """Give what is said of the part that it stands in: the nearest words that its own name does not hold."""
    name, part = _name(control), control.parentWidget()
    while part is not None:
        said = part.accessibleDescription() or part.accessibleName()
        if said and said not in name:
            return said if part.accessibleDescription() else _tr("In: {0}.").format(said)
        part = part.parentWidget()
    return _tr("In: {0}.").format(control.window().windowTitle())


def _kind(control: QWidget) -> str:
    match control:
        case QRadioButton():
            return _tr("One of {0} answers.").format(_beside(control, QRadioButton))
        case QCheckBox() if (count := _beside(control, QCheckBox)) > 1:
            return _tr("One of {0}; more than one can be chosen.").format(count)
        case QCheckBox():
            return _tr("Can be ticked.")
        case QLineEdit():
            return control.placeholderText() or _tr("For text on one line.")
        case QPlainTextEdit():
            return control.placeholderText() or _tr("For text on several lines.")
        case QListView():
            return _tr("The arrow keys move, Enter opens.")
    return ""


def _beside(control: QWidget, kind: type[QWidget]) -> int:
    part = control.parent() or control
    return sum(isinstance(each, kind) for each in part.children())


def _name(control: QWidget) -> str:
    shown = control.text() if isinstance(control, QAbstractButton) else ""
    return f"{control.accessibleName()} {shown}"


def _tr(literal: str) -> str:
    return QCoreApplication.translate("Describing", literal)
