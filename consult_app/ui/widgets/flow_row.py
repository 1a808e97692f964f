"""Parts beside each other, going on in the next line where there is no more room."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from consult_app.ui.tokens import Space

_HIDDEN = Qt.WidgetAttribute.WA_WState_ExplicitShowHide


class FlowRow(QWidget):
    """Buttons in one line where they fit; never narrower than the widest of them. Placed by hand."""

    def __init__(self, parts: Iterable[QWidget] = (), gap: int = Space.SNUG) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        self._gap = gap
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for each in parts:
            self._parts.append(each)
            each.setParent(self)

    def heightForWidth(self, width: int) -> int:
        """Measure all lines at a width."""
        return max((cell.bottom() + 1 for _, cell in self._cells(width)), default=0)

    @property
    def line_width(self) -> int:
        """The width of all parts in one line."""
        return sum(each.sizeHint().width() + self._gap for each in self._shown()) - self._gap

    def sizeHint(self) -> QSize:
        """Ask for one line, or for as many as there are at the present width."""
        wide = max(self.line_width, 0)
        return QSize(wide, self.heightForWidth(min(self.width(), wide)))

    def minimumSizeHint(self) -> QSize:
        """Hold the widest part."""
        return QSize(
            max((each.sizeHint().width() for each in self._shown()), default=0), self.sizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow anew at another width."""
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        """Flow anew when a part has come, gone, grown or shrunk."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def _place(self) -> None:
        for part, cell in self._cells(self.width()):
            part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), cell))
        self.updateGeometry()

    def _shown(self) -> list[QWidget]:
        """Give the parts that nobody has hidden; those of a page not shown yet count too."""
        return [each for each in self._parts if not (each.isHidden() and each.testAttribute(_HIDDEN))]

    def _cells(self, width: int) -> list[tuple[QWidget, QRect]]:
        cells: list[tuple[QWidget, QRect]] = []
        x = y = high = 0
        for part in self._shown():
            hint = part.sizeHint()
            if x and x + hint.width() > width:
                x, y, high = 0, y + high + self._gap, 0
            cells.append((part, QRect(x, y, min(hint.width(), max(width, 1)), hint.height())))
            x, high = x + hint.width() + self._gap, max(high, hint.height())
        return cells
