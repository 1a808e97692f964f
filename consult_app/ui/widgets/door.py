"""The front of the program: a single card in the middle of the window, under the product's name."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import SMALL, Space
from consult_app.ui.widgets.card import Card
from consult_app.ui.widgets.narrowing import Narrowing, margin

_MARK, _GAP = 44, 14


class Door(Narrowing, QScrollArea):
    """A page before the room: fill `card`, at most `width` pixels wide."""

    def __init__(self, title: str, width: int = 480, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = width
        self.card = Card(title)
        self.card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        ground = _Ground()
        self._column = QVBoxLayout(ground)
        self._column.setSpacing(Space.CARD)
        self._column.addStretch(2)
        self._column.addWidget(_Name(), 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self.card)
        self._column.addStretch(3)
        self.setWidget(ground)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.narrow()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)

    def widen(self, width: int) -> None:
        """Let the card be so wide at most."""
        self._usual = width
        self.narrow()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard where typing begins."""
        super().showEvent(event)
        self.setFocus()

    def narrow(self) -> None:
        """Set the margins."""
        side = margin(self.viewport().width(), self._usual, Space.CARD)
        self._column.setContentsMargins(side, Space.CARD, side, Space.CARD)


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
        words = theme.advance(self.tr("Guided consultation"), SMALL.px)
        return QSize(_MARK + _GAP + words + Space.TIGHT, theme.scaled(52))

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
        painter.setFont(theme.font(*SMALL))
        painter.setPen(QColor(look.rail_quiet))
        below = QRect(left, half + 2, self.width() - left, half)
        painter.drawText(below, Qt.AlignmentFlag.AlignTop, self.tr("Guided consultation"))
        painter.end()
