"""One step in the rail."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from consult_app.domain.questionnaire import Step
from consult_app.domain.treatment import Severity
from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.step_words import STEP_ICONS, step_name
from consult_app.ui.tokens import BODY, CAPTION, Radius
from consult_app.workflow.screens.rail import RailStep

_CENTRE, _RADIUS, _TEXT, _TWO_LINES = 28, 15, 56, 42


class RailStepButton(QPushButton):
    """Icon, name, what is missing, and a dot in the colour of the gravest finding of a step."""

    def __init__(self, step: Step, parent: QWidget) -> None:
        super().__init__(parent)
        self.step = step
        self.narrow = False
        self._shown = RailStep(step, 0, done=False, mark=None)
        self._current = False
        self._words = step_name(step)
        self.setToolTip(self._words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name()

    def display(self, shown: RailStep, *, current: bool) -> None:
        """Show how the step stands; repaints only where something changed."""
        if (shown, current) != (self._shown, self._current):
            self._shown, self._current = shown, current
            self._name()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the step."""
        look = theme.tokens()
        painter = painter_on(self)
        if self._current:
            fill_round(painter, self.rect(), Radius.CONTROL, look.rail_active)
        elif self.underMouse() and self.isEnabled():
            painter.setOpacity(0.45)
            fill_round(painter, self.rect(), Radius.CONTROL, look.rail_active)
            painter.setOpacity(1.0)
        self._paint_icon(painter, QPoint(_CENTRE, self.height() // 2))
        if not self.narrow:
            self._paint_words(painter)
        if keyboard_on(self):
            focus_ring(painter, self.rect(), Radius.CONTROL, look.rail_accent)
        painter.end()

    def _name(self) -> None:
        state = self._state_words()
        self.setAccessibleName(f"{self._words}, {state}" if state else self._words)
        place = list(Step).index(self.step) + 1
        self.setAccessibleDescription(self.tr("Step {0} of {1}").format(place, len(Step)))

    def _state_words(self) -> str:
        if self._shown.done:
            return self.tr("done")
        return self.tr("{0} open").format(self._shown.missing) if self._shown.missing else ""

    def _paint_icon(self, painter: QPainter, centre: QPoint) -> None:
        look = theme.tokens()
        if self._current:
            ring, ground, ink = look.rail_accent, look.rail_accent, look.rail_top
        elif self._shown.done:
            ring, ground, ink = look.rail_line, look.rail_active, look.rail_accent
        else:
            ring, ground, ink = look.rail_line, look.rail_top, look.rail_quiet
        painter.setPen(QPen(QColor(ring), 2))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(centre, _RADIUS, _RADIUS)
        name = "check" if self._shown.done and not self._current else STEP_ICONS[self.step]
        painter.drawPixmap(centre - QPoint(9, 9), theme.icon(name, ink, 18))
        if self._shown.mark is not None:
            painter.setPen(QPen(QColor(look.rail_top), 2))
            painter.setBrush(QColor(look.dots[list(Severity).index(self._shown.mark)]))
            painter.drawEllipse(centre + QPoint(12, -11), 6, 6)

    def _paint_words(self, painter: QPainter) -> None:
        look = theme.tokens()
        lit = self._current or self._shown.done
        counted = self._shown.missing and not self._shown.done
        state = self._state_words() if counted and self.height() >= theme.scaled(_TWO_LINES) else ""
        painter.setPen(QColor(look.rail_ink if lit else look.rail_quiet))
        painter.setFont(theme.font(BODY.px, theme.SEMIBOLD if lit else theme.MEDIUM))
        width = self.width() - _TEXT - 8
        line = theme.scaled(19)
        top = (self.height() - line * (2 if state else 1)) // 2
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(_TEXT, top, width, line), flags, self._words)
        if state:
            painter.setPen(QColor(look.rail_quiet))
            painter.setFont(theme.font(CAPTION.px, theme.MEDIUM))
            painter.drawText(QRect(_TEXT, top + line, width, line - 2), flags, state)
