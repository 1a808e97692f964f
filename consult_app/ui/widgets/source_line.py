"""What stands behind a statement: how certain it is, and its sources on demand."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painted_text import PaintedText
from consult_app.ui.painting import fill_round, focus_ring, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.heights import Heights, Measured
from consult_app.workflow.screens.findings import Behind

_GAP, _PILL_PAD, _CHEVRON = 8, 10, 18


class SourceLine(Measured, QPushButton):
    """One line with certainty and the number of sources; a click lists the sources below it.

    What was recalled and not checked against a source is marked, always.
    """

    least = 180

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights = Heights(self._measure)
        self._behind = Behind("", (), recalled=False)
        self._sources: tuple[PaintedText, ...] = ()
        self._open = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(40)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._turn)

    def show_behind(self, behind: Behind) -> None:
        """Show what stands behind a statement."""
        if behind == self._behind:
            return
        self._behind = behind
        self._sources = tuple(PaintedText(each, 13) for each in behind.sources)
        self.setEnabled(bool(behind.sources))
        words = [text for text, _ in self._pills()]
        self.setAccessibleName(", ".join((*words, self._count())))
        self.setAccessibleDescription(" ".join(behind.sources))
        self.measure_anew()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the marks, the number of sources, and the sources where they are listed."""
        look = theme.tokens()
        painter = painter_on(self)
        painter.setFont(theme.font(12, theme.SEMIBOLD))
        rects = self._place(self.width())
        for (text, tone), rect in zip(self._pills(), rects, strict=True):
            shade = look.shade(tone)
            fill_round(painter, rect, rect.height() / 2, shade.soft, shade.line)
            painter.setPen(QColor(shade.ink))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        self._paint_count(painter)
        y = max(40, rects[-1].bottom() + 9)
        for each in self._sources if self._open else ():
            y += each.draw(painter, 0, y, self.width(), look.quiet) + _GAP
        painter.end()

    def _measure(self, width: int) -> int:
        height = max(40, self._place(width)[-1].bottom() + 9)
        if self._open:
            height += sum(each.height(width) + _GAP for each in self._sources)
        return height

    def _paint_count(self, painter: QPainter) -> None:
        look = theme.tokens()
        colour = look.ink if self.underMouse() and self.isEnabled() else look.quiet
        painter.setFont(theme.font(13, theme.MEDIUM))
        painter.setPen(QColor(colour))
        chevron = _CHEVRON + 4 if self._sources else 0
        words = painter.fontMetrics().horizontalAdvance(self._count())
        at = QRect(self.width() - chevron - words, 0, words, 40)
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, self._count())
        if self.hasFocus():
            focus_ring(painter, at.adjusted(-8, 4, chevron, -4), 8)
        if self._sources:
            name = "chevron-up" if self._open else "chevron-down"
            painter.drawPixmap(
                self.width() - _CHEVRON, (40 - _CHEVRON) // 2, theme.icon(name, colour, _CHEVRON)
            )

    def _turn(self) -> None:
        self._open = not self._open
        self.measure_anew()
        self.update()

    def _count(self) -> str:
        count = len(self._sources)
        if not count:
            return self.tr("No source")
        return self.tr("1 source") if count == 1 else self.tr("{0} sources").format(count)

    def _pills(self) -> tuple[tuple[str, Tone], ...]:
        certainty = (self.tr("Certainty: {0}").format(self._behind.certainty), Tone.NEUTRAL)
        recalled = (self.tr("Not checked against a source yet"), Tone.CAUTION)
        return (certainty, recalled) if self._behind.recalled else (certainty,)

    def _place(self, width: int) -> list[QRect]:
        """Lay the marks in lines, leaving room for the number of sources in the first."""
        metrics = QFontMetrics(theme.font(12, theme.SEMIBOLD))
        taken = QFontMetrics(theme.font(13, theme.MEDIUM)).horizontalAdvance(self._count())
        room, height = width - taken - _CHEVRON - 12, theme.scaled(24)
        x, y = 0, (40 - height) // 2
        rects = []
        for text, _ in self._pills():
            wanted = metrics.horizontalAdvance(text) + 2 * _PILL_PAD
            if x + wanted > room and (x or room < width):
                x, y, room = 0, y + height + 6, width
            rects.append(QRect(x, y, min(wanted, width), height))
            x += wanted + _GAP
        return rects
