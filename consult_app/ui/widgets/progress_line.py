"""How far the patient is: a line in pieces, and the same in words."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, fill_track, painter_on

_FEW = 8
_WIDE, _HIGH, _GAP = 176, 6, 8


class ProgressLine(QWidget):
    """A piece for each page while they are few, one line that fills where they are many."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at, self._of, self._words = 0, 1, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_place(self, at: int, of: int, words: str) -> None:
        """Show that page `at` of `of` is open; the last page of all has no place any more."""
        self._at, self._of, self._words = at, of, words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Fit line and words, in scripts with high letters too."""
        words = QFontMetrics(theme.font(15, theme.MEDIUM)).boundingRect(self._words)
        return QSize(max(_WIDE, words.width() + 2), max(theme.scaled(34), words.height() + _HIGH + 4))

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pieces from where reading begins, and the words below."""
        look = theme.tokens()
        painter = painter_on(self)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = (self.width() - _WIDE) // 2
        pieces, filled = (self._of, self._at) if self._of <= _FEW else (1, 0)
        wide = (_WIDE - (pieces - 1) * _GAP) // pieces
        for piece in range(pieces):
            place = pieces - 1 - piece if rtl else piece
            area = QRect(left + place * (wide + _GAP), 2, wide, _HIGH)
            fill_track(painter, area)
            if piece < filled:
                fill_round(painter, area, _HIGH / 2, look.primary)
        if pieces == 1 and self._of > 1:
            done = max(round(_WIDE * self._at / self._of), _HIGH)
            start = left + _WIDE - done if rtl else left
            fill_round(painter, QRect(start, 2, done, _HIGH), _HIGH / 2, look.primary)
        painter.setFont(theme.font(15, theme.MEDIUM))
        painter.setPen(QColor(look.quiet))
        below = QRect(0, _HIGH + 4, self.width(), self.height() - _HIGH - 4)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()
