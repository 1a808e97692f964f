"""A button for what cannot be undone: it asks once, in its own place."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui.widgets.button import Button


class ConfirmButton(Button):
    """Acts on the second press, after `confirm` was read; without `confirm` on the first."""

    confirmed = Signal()

    def __init__(self, text: str, confirm: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(text, "secondary", icon, parent=parent)
        self._plain, self._confirm = text, confirm
        self._asking = False
        self.clicked.connect(self._press)

    def ask_anew(self, text: str, confirm: str) -> None:
        """Stand for something else from now on."""
        self._plain, self._confirm = text, confirm
        self._ask(asking=False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere did not mean it."""
        super().focusOutEvent(event)
        self._ask(asking=False)

    def _press(self) -> None:
        if self._confirm and not self._asking:
            self._ask(asking=True)
        else:
            self._ask(asking=False)
            self.confirmed.emit()

    def _ask(self, *, asking: bool) -> None:
        self._asking = asking
        self.kind = "danger" if asking else "secondary"
        self.setText(self._confirm if asking else self._plain)
        self.updateGeometry()
