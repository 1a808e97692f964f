"""A list that is written line by line."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.line_field import LineField


class _Line(QWidget):
    """A field with a button that removes it."""

    def __init__(self, name: str, remove: str) -> None:
        super().__init__()
        self.field = LineField(name=name)
        self.remove = Button("", "quiet", "x", name=remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.remove)


class Entries(QWidget):
    """Lines of text with one empty line to write on; `changed` gives those that are not blank."""

    changed = Signal(object)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._lines: list[_Line] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self._add = Button(self.tr("Add a line"), "quiet", "plus")
        self._add.setAccessibleName(self.tr("{0}: add a line").format(name))
        self._add.clicked.connect(self._append_and_focus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._rows)
        column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._append()

    def value(self) -> tuple[str, ...]:
        """Give the lines that are not blank."""
        return tuple(text for line in self._lines if (text := line.field.text().strip()))

    def set_value(self, value: Sequence[str]) -> None:
        """Show lines; tells nobody, and leaves lines alone that say the same already."""
        if tuple(value) == self.value():
            return
        while len(self._lines) > max(len(value), 1):
            self._drop(self._lines[-1])
        while len(self._lines) < len(value):
            self._append()
        for line, text in zip(self._lines, value or ("",), strict=True):
            line.field.set_text(text)

    def flush(self) -> None:
        """Tell at once what was typed last."""
        for line in self._lines:
            line.field.flush()

    def minimumSizeHint(self) -> QSize:
        """Never hide a line."""
        return self.sizeHint()

    def _append(self) -> _Line:
        line = _Line(
            self.tr("{0}: line {1}").format(self._name, len(self._lines) + 1),
            self.tr("{0}: remove line {1}").format(self._name, len(self._lines) + 1),
        )
        line.field.edited.connect(self._tell)
        line.field.submitted.connect(self._append_and_focus)
        line.remove.clicked.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._rows.addWidget(line)
        line.show()
        self.updateGeometry()
        return line

    def _append_and_focus(self) -> None:
        blank = next((each for each in self._lines if not each.field.text().strip()), None)
        (blank or self._append()).field.edit.setFocus()

    def _drop(self, line: _Line) -> None:
        self._lines.remove(line)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.updateGeometry()

    def _remove(self, line: _Line) -> None:
        self._drop(line)
        if not self._lines:
            self._append()
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(self.value())
