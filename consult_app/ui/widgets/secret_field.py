"""A line for a passphrase."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.line_field import LineField


class SecretField(LineField):
    """A line that hides what is typed until the person asks to see it."""

    def __init__(self, label: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(label, name=name, secret=True, parent=parent)
        self._peek = Button("", "quiet", "eye", name=self.tr("Show what is typed"), parent=self.edit)
        self._peek.setCheckable(True)
        self._peek.toggled.connect(self._show)
        self.edit.setTextMargins(0, 0, self._peek.sizeHint().width() - 8, 0)

    def hide_text(self) -> None:
        """Forget what was typed and hide what will be."""
        self.edit.clear()
        self._peek.setChecked(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the eye at the end of the line."""
        if event.type() == QEvent.Type.Resize:
            side = self.edit.height()
            self._peek.setGeometry(self.edit.width() - side, 0, side, side)
        return super().eventFilter(watched, event)

    def _show(self, shown: bool) -> None:  # noqa: FBT001 - the signal's own argument
        self.edit.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._peek.set_icon("eye-off" if shown else "eye")
