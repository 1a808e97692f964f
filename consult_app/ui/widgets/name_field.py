"""A line for a name that is completed while it is typed."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from consult_app.domain.names import Names
from consult_app.ui.widgets.line_field import LineField
from consult_app.ui.widgets.suggestions import Suggestions

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TAB = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class NameField(LineField):
    """A line below which names are offered; what was typed stays until one of them is chosen.

    Down and up choose, Enter and Tab take what is chosen, Escape sends the names away. Tab always goes on.
    """

    def __init__(self, names: Names, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._names = names
        self._offered = Suggestions(self.tr("Names to choose from"), self.edit, self)
        self._offered.taken.connect(self._take)
        self.edit.textEdited.connect(self._offer)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Steer the names from the keyboard; send them away when the field is left."""
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._offered.put_away()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            # Else the window would take Escape first.
            event.setAccepted(self._offered.isVisible() and event.key() == Qt.Key.Key_Escape)
            return event.isAccepted()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._steered(event):
            return True
        return super().eventFilter(watched, event)

    def _steered(self, event: QKeyEvent) -> bool:
        """Do what a key means for the names; False where it means something for the field too."""
        key = Qt.Key(event.key())
        if not self._offered.isVisible():
            if key == Qt.Key.Key_Down:
                self._offer(self.edit.text())
            return self._offered.isVisible()
        if key in _STEPS:
            self._offered.step(_STEPS[key])
        elif key in (*_ENTER, *_TAB):
            return self._taken() and key in _ENTER
        elif key == Qt.Key.Key_Escape:
            self._offered.put_away()
        else:
            return False
        return True

    def _taken(self) -> bool:
        """Take what is chosen, if anything is; the names go either way."""
        chosen = self._offered.chosen()
        self._offered.put_away()
        if chosen:
            self._take(chosen)
        return bool(chosen)

    def _offer(self, text: str) -> None:
        self._offered.offer(self._names.completing(text))

    def _take(self, name: str) -> None:
        self._offered.put_away()
        self.edit.setText(name)
        self._settling.poke()
        self.flush()
