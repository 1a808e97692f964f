"""The front of the program: a single card in the middle of the window, under the product's name."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.widgets.card import Card

_MARK, _GAP = 44, 14


class Door(QScrollArea):
    """A page before the room: fill `card`, at most `width` pixels wide."""

    def __init__(self, title: str, width: int = 480, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = Card(title)
        self.card.setMaximumWidth(width)
        self.card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        ground = _Ground()
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(18)
        column.addStretch(2)
        column.addWidget(_Name(), 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.card, 100)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        self.setWidget(ground)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where typing begins."""
        super().showEvent(event)
        self.setFocus()


class _Ground(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        wash = QLinearGradient(QPointF(0, 0), QPointF(0, self.height()))
        wash.setColorAt(0, QColor(look.rail_top))
        wash.setColorAt(1, QColor(look.rail_bottom))
        painter = QPainter(self)
        painter.fillRect(event.rect(), wash)
        painter.end()


class _Name(QWidget):
    """Mark, name and what it is."""

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(230), max(_MARK, theme.scaled(46)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = painter_on(self)
        top = (self.height() - _MARK) // 2
        fill_round(painter, QRect(0, top, _MARK, _MARK), 11, look.rail_accent)
        painter.drawPixmap(10, top + 10, theme.icon("heart-pulse", look.rail_top, 24))
        left, half = _MARK + _GAP, self.height() // 2
        painter.setFont(theme.font(20, theme.BOLD))
        painter.setPen(QColor(look.rail_ink))
        painter.drawText(QRect(left, 0, self.width() - left, half), Qt.AlignmentFlag.AlignBottom, "Consult")
        painter.setFont(theme.font(13))
        painter.setPen(QColor(look.rail_quiet))
        below = QRect(left, half + 2, self.width() - left, half)
        painter.drawText(below, Qt.AlignmentFlag.AlignTop, self.tr("Guided consultation"))
        painter.end()
