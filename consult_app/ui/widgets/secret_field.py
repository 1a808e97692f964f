"""A line for a passphrase."""

from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QLineEdit, QWidget

from consult_app.ui import theme
from consult_app.ui.widgets.line_field import LineField


class SecretField(LineField):
    """A line that hides what is typed until the person asks to see it."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, secret=True, parent=parent)
        self._peek = QAction(self.tr("Show the passphrase"), self)
        self._peek.setCheckable(True)
        self._peek.toggled.connect(self._show)
        self.edit.addAction(self._peek, QLineEdit.ActionPosition.TrailingPosition)
        self._show(shown=False)

    def hide_text(self) -> None:
        """Forget what was typed and hide what will be."""
        self.edit.clear()
        self._peek.setChecked(False)

    def _show(self, shown: bool) -> None:  # noqa: FBT001 - the signal's own argument
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self._peek.setIcon(QIcon(theme.icon("eye-off" if shown else "eye", theme.tokens().quiet, 18)))
