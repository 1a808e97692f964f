"""A folder that is chosen from what the system shows; its path can be typed as well."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consult_app.ui.files import Choose, ask_which_folder
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.line_field import LineField


class FolderField(QWidget):
    """Shows the path of a folder; `choose` lets a person point at one."""

    edited = Signal()

    def __init__(self, name: str, choose: Choose = ask_which_folder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask_which = choose
        self.line = LineField(name=name)
        self._choose = Button(self.tr("Choose a folder"), "secondary", "folder-open")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.line, 1)
        row.addWidget(self._choose)
        self.line.edited.connect(self.edited)
        self._choose.clicked.connect(self._take)
        self.setFocusProxy(self.line)

    def value(self) -> str:
        """Give the path; empty for none."""
        return self.line.text().strip()

    def show_value(self, path: str) -> None:
        """Show a path; tells nobody."""
        self.line.set_text(path)

    def _take(self) -> None:
        path = self._ask_which(self, self.value())
        if path:
            self.line.set_text(path)
            self.edited.emit()
