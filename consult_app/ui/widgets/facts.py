"""Names with their values, two columns."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from consult_app.ui.widgets.plain_label import PlainLabel


class Facts(QWidget):
    """A small table to read; values can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[PlainLabel, PlainLabel]] = []

    def display(self, rows: Iterable[tuple[str, str]]) -> None:
        """Show names and values; those without a value are left out."""
        shown = [row for row in rows if row[1]]
        while len(self._rows) < len(shown):
            self._add_row()
        for place, (name, value) in enumerate(self._rows):
            there = place < len(shown)
            name.setVisible(there)
            value.setVisible(there)
            if there:
                name.setText(shown[place][0])
                value.setText(shown[place][1])
                value.setAccessibleName(": ".join(shown[place]))

    def _add_row(self) -> None:
        name, value = PlainLabel("", "quiet", wrap=False), PlainLabel("", "body")
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        at = len(self._rows)
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, at, 1)
        self._rows.append((name, value))
