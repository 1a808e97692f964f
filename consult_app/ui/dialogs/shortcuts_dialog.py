"""What the keyboard can do, at a glance."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.dialogs.sheet import Sheet
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.shortcuts import SHORTCUTS, Group, command_words, group_words, keys_words
from consult_app.ui.tokens import Space
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.plain_label import PlainLabel

_WIDTH = 660


class ShortcutsDialog(Sheet):
    """Every key of the table under its heading."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_WIDTH, parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        for group in Group:
            self._list(grid, group)
        self.body.addLayout(grid)
        note = self.tr("Ctrl+Z takes typing back first, then the last answer.")
        self.body.addWidget(PlainLabel(note, "quiet"))
        close = Button(self.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        self.foot.addWidget(close)
        close.setFocus()

    def _list(self, grid: QGridLayout, group: Group) -> None:
        heading = PlainLabel(group_words(group), "heading", wrap=False)
        # A layout of what is not shown yet counts as empty.
        heading.setContentsMargins(0, Space.NEAR if grid.count() else 0, 0, 4)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
        for each in SHORTCUTS:
            if each.group is group and each.keys:
                row, caps = grid.rowCount(), QHBoxLayout()
                caps.setSpacing(6)
                caps.addStretch(1)
                for key in keys_words(each):
                    caps.addWidget(_KeyCap(key))
                grid.addWidget(PlainLabel(command_words(each.command)), row, 0)
                grid.addLayout(caps, row, 1)


class _KeyCap(QWidget):
    """A key as it looks on a keyboard."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self.setAccessibleName(key)

    def sizeHint(self) -> QSize:
        return QSize(theme.advance(self._key, 13, theme.SEMIBOLD) + 18, max(28, theme.scaled(28)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = painter_on(self)
        cap = QRect(
            0, (self.height() - self.sizeHint().height()) // 2, self.width(), self.sizeHint().height()
        )
        fill_round(painter, cap, 6, look.sunken, look.border)
        painter.setFont(theme.font(13, theme.SEMIBOLD))
        painter.setPen(QColor(look.ink))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.end()
