"""What is missing at one step: its name with a count, and a line for each thing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.step_words import STEP_ICONS, step_name
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.button import Button
from consult_app.ui.widgets.gap_button import GapButton
from consult_app.ui.widgets.painted_label import PaintedLabel
from consult_app.workflow.screens.review import GapLine

_FEW = 4
_ICON, _GAP, _LINE = 20, 10, 28


class GapGroup(QWidget):
    """A long list shows its first lines, and the others when they are asked for."""

    jump_requested = Signal(object)
    """Gap."""

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[tuple[GapLine, str], ...] = ()
        self._all = False
        self._head = _Head(step)
        self.rows: list[GapButton] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self._more = Button("", "link", "chevron-down")
        self._more.clicked.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._head)
        column.addLayout(self._column)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def display(self, lines: Sequence[tuple[GapLine, str]]) -> None:
        """Show each gap with its words; without any, nothing."""
        self._lines = tuple(lines)
        self._head.count(len(lines))
        shown = len(lines) if self._all or len(lines) <= _FEW + 1 else _FEW
        while len(self.rows) < shown:
            self._add_row(len(self.rows))
        for place, row in enumerate(self.rows):
            row.setVisible(place < shown)
        for row, (line, words) in zip(self.rows, self._lines[:shown], strict=False):
            row.display(line, words)
        self._more.setVisible(len(lines) > _FEW + 1)
        more = self.tr("{0} more").format(len(lines) - _FEW)
        self._more.setText(self.tr("Fewer") if self._all else more)
        self._more.setAccessibleName(f"{self._head.accessibleName()}: {self._more.text()}")
        self._more.set_icon("chevron-up" if self._all else "chevron-down")
        self._more.updateGeometry()
        self.setVisible(bool(lines))

    def _turn(self) -> None:
        self._all = not self._all
        self.display(self._lines)

    def _jump(self, place: int) -> None:
        # What is typed last is told when the mouse is pressed: by its release the gap may be filled.
        if place < len(self._lines):
            self.jump_requested.emit(self._lines[place][0].gap)

    def _add_row(self, place: int) -> None:
        row = GapButton()
        row.clicked.connect(lambda: self._jump(place))
        self.rows.append(row)
        self._column.addWidget(row)


class _Head(PaintedLabel):
    """Icon and name of a step, and how much is missing there."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        self._step = step
        self._count = ""

    def count(self, missing: int) -> None:
        self._count = str(missing)
        self.say(f"{step_name(self._step)}, {missing}")

    def measure(self, _width: int) -> int:
        return theme.scaled(_LINE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        shade = look.shade(Tone.CAUTION)
        painter = painter_on(self)
        middle, left = self.height() // 2, _ICON + _GAP
        icon = theme.icon(STEP_ICONS[self._step], look.shade(Tone.PRIMARY).ink, _ICON)
        painter.drawPixmap(0, middle - _ICON // 2, icon)
        painter.setFont(theme.font(15, theme.SEMIBOLD))
        painter.setPen(QColor(look.ink))
        name = step_name(self._step)
        at = self.rect().adjusted(left, 0, 0, 0)
        painter.drawText(at, Qt.AlignmentFlag.AlignVCenter, name)
        width, height = theme.advance(self._count, 12, theme.SEMIBOLD) + 18, theme.scaled(22)
        at.setX(left + theme.advance(name, 15, theme.SEMIBOLD) + _GAP)
        at.setY(middle - height // 2)
        at.setWidth(width)
        at.setHeight(height)
        fill_round(painter, at, height / 2, shade.soft, shade.line if look.name == "contrast" else "")
        painter.setFont(theme.font(12, theme.SEMIBOLD))
        painter.setPen(QColor(shade.ink))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, self._count)
        painter.end()
