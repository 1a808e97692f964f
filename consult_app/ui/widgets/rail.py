"""The rail at the left: progress and steps."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from consult_app.domain.questionnaire import Step
from consult_app.ui import theme
from consult_app.ui.painting import fill_round, painter_on
from consult_app.ui.tokens import CAPTION, Space
from consult_app.ui.widgets.rail_button import RailButton
from consult_app.ui.widgets.rail_step import RailStepButton
from consult_app.workflow.screens.rail import RailScreen

_WIDE, _NARROW = 248, 76
_TALLEST, _BUTTON = 54, 42
_MIDDLE_OF_NAME = 38
_FEW = 2


def width(*, named: bool) -> int:
    """Give its width, with names of the steps or without."""
    return theme.scaled(_WIDE) if named else _NARROW


class Rail(QWidget):
    """Where the conversation stands; narrow, it shows icons only."""

    step_requested = Signal(object)
    look_requested = Signal()
    text_size_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._progress, self._saved, self._narrow, self._shown = 0.0, "", False, len(Step)
        self._steps = tuple(RailStepButton(step, self) for step in Step)
        for button in self._steps:
            button.clicked.connect(lambda _on=False, step=button.step: self.step_requested.emit(step))
        self._look = RailButton("contrast", self.tr("Light, dark or high contrast"), self)
        self._look.clicked.connect(self.look_requested)
        self._text = RailButton("zoom-in", self.tr("Text size"), self)
        self._text.clicked.connect(self.text_size_requested)
        self.setAccessibleName(self.tr("Steps"))

    def display(self, screen: RailScreen, current: Step, saved: str) -> None:
        """Show how far the conversation is, and when it was saved last."""
        shown = {each.step: each for each in screen.steps}
        for button in self._steps:
            step = shown.get(button.step)
            button.setVisible(step is not None)
            if step is not None:
                button.display(step, current=step.step is current)
                button.setEnabled(may_go(step.step, current, locked=screen.locked))
        if len(shown) != self._shown:
            self._shown = len(shown)
            self._place()
        if screen.progress != self._progress:
            self._progress = screen.progress
            self.update(0, 0, self.width(), self._steps_top())
        self.show_saved(saved)

    def show_saved(self, saved: str) -> None:
        """Show when the consultation was saved last, as time of day; nothing while it could not be saved."""
        if saved != self._saved:
            self._saved = saved
            below = self._steps_bottom()
            self.update(0, self.height() - below, self.width(), below)

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - the one trait there is to set
        """Show icons only, or names too."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for button in self._steps:
            button.narrow = narrow
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height among the steps."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, mark, progress and the line that joins the steps."""
        look = theme.tokens()
        painter = painter_on(self)
        ground = QLinearGradient(0, 0, 0, self.height())
        ground.setColorAt(0, QColor(look.rail_top))
        ground.setColorAt(1, QColor(look.rail_bottom))
        painter.fillRect(self.rect(), ground)
        if event.rect().y() < self._steps_top():
            self._paint_mark(painter)
            # Of two steps there is nothing to be counted.
            if len(self._there()) > _FEW:
                self._paint_progress(painter)
        there = self._there()
        first, last = there[0].geometry(), there[-1].geometry()
        painter.setPen(QPen(QColor(look.rail_line), 2))
        painter.drawLine(38, first.center().y(), 38, last.center().y())
        if event.rect().bottom() > self.height() - self._steps_bottom():
            self._paint_saved(painter)
        painter.end()

    def _place(self) -> None:
        top = self._steps_top()
        room = self.height() - top - self._steps_bottom()
        there = self._there()
        height = min(theme.scaled(_TALLEST), room // len(there))
        width = self.width() - 20
        for i, button in enumerate(there):
            button.setGeometry(10, top + i * height, width, height - 2)
        y = self.height() - _BUTTON - Space.NEAR
        self._look.setGeometry(15, y, _BUTTON, _BUTTON)
        beside = QPoint(0, -_BUTTON) if self._narrow else QPoint(_BUTTON + Space.TIGHT, 0)
        self._text.setGeometry(self._look.geometry().translated(beside))
        self.update()

    def _there(self) -> list[RailStepButton]:
        """Give the steps that there are: what follows a sealed record has the last ones only."""
        return [each for each in self._steps if not each.isHidden()] or list(self._steps)

    def _bar_top(self) -> int:
        """Give where the bar of progress is: below the name and the words above it."""
        name = 0 if self._narrow else theme.scaled(41) // 2
        return max(76, _MIDDLE_OF_NAME + name + Space.SNUG) + theme.scaled(20) + Space.TIGHT

    def _steps_top(self) -> int:
        return self._bar_top() + Space.CARD

    def _steps_bottom(self) -> int:
        """Give how much the buttons below the steps take, and the mark that all is saved."""
        return 2 * _BUTTON + 38 if self._narrow else 80 + theme.scaled(20)

    def _saved_middle(self) -> int:
        return self.height() - (2 * _BUTTON + 24 if self._narrow else 68 + theme.scaled(10))

    def _paint_mark(self, painter: QPainter) -> None:
        look = theme.tokens()
        square = QRect(20, 20, 36, 36)
        shine = QLinearGradient(square.topLeft(), square.bottomRight())
        shine.setColorAt(0, QColor(look.rail_accent))
        shine.setColorAt(1, QColor("#14b8a6"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shine)
        painter.drawRoundedRect(square, 9, 9)
        painter.drawPixmap(square.x() + 7, square.y() + 7, theme.icon("heart-pulse", look.rail_top, 22))
        if self._narrow:
            return
        name = QRect(68, 0, self.width() - 68, theme.scaled(24))
        name.moveTop(_MIDDLE_OF_NAME - theme.scaled(41) // 2)
        painter.setPen(QColor(look.rail_ink))
        painter.setFont(theme.font(18, theme.SEMIBOLD))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, self.tr("Consult"))
        below = QRect(name.x(), name.bottom() + 1, name.width(), theme.scaled(17))
        painter.setPen(QColor(look.rail_quiet))
        painter.setFont(theme.font(CAPTION.px, theme.MEDIUM))
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self.tr("Guided consultation"))

    def _paint_progress(self, painter: QPainter) -> None:
        look = theme.tokens()
        left, width = (18, 40) if self._narrow else (20, self.width() - 40)
        y = self._bar_top()
        painter.setPen(QColor(look.rail_quiet))
        painter.setFont(theme.font(*CAPTION))
        high = theme.scaled(20)
        words = QRect(left, y - Space.TIGHT - high, width, high)
        share = self.tr("{0}%").format(round(self._progress * 100))
        if self._narrow:
            whole = QRect(0, words.y(), self.width(), high)
            painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, share)
        else:
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft, self.tr("Consultation"))
            painter.drawText(words, Qt.AlignmentFlag.AlignRight, share)
        fill_round(painter, QRect(left, y, width, 6), 3, look.rail_line)
        painter.setBrush(QColor(look.rail_accent))
        painter.drawRoundedRect(QRectF(left, y, max(width * self._progress, 6), 6), 3, 3)

    def _paint_saved(self, painter: QPainter) -> None:
        if not self._saved:
            return
        look = theme.tokens()
        y = self._saved_middle()
        painter.drawPixmap(
            30 if self._narrow else 22, y - 8, theme.icon("circle-check", look.rail_accent, 16)
        )
        if self._narrow:
            return
        painter.setPen(QColor(look.rail_quiet))
        painter.setFont(theme.font(CAPTION.px, theme.MEDIUM))
        words = self.tr("Saved on this device {0}").format(self._saved)
        if theme.advance(words, CAPTION.px, theme.MEDIUM) > self.width() - 52:
            words = self.tr("Saved {0}").format(self._saved)
        high = theme.scaled(20)
        room = QRect(46, y - high // 2, self.width() - 52, high)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


def may_go(step: Step, current: Step, *, locked: bool) -> bool:
    """Whether a step can be gone to: once signing began, only signing; the end, only when it is reached."""
    if step is Step.DONE:
        return current is Step.DONE
    return not locked or step is Step.SIGN or step is current
