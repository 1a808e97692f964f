"""A few short choices side by side."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.choice_group import ChoiceButton, ChoiceGroup

_PAD, _INSET = 3, 16


class _Segment(ChoiceButton):
    def sizeHint(self) -> QSize:
        width = theme.advance(self.text(), 15, theme.SEMIBOLD)
        return QSize(width + 2 * _INSET, max(40, theme.scaled(40)))

    def hitButton(self, _pos: QPoint) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        group = self.parent()
        tone = group.tone if isinstance(group, ChoiceGroup) else Tone.PRIMARY
        painter = painter_on(self)
        ink = look.ink if self.underMouse() else look.quiet
        if self.isChecked() and tone is Tone.PRIMARY:
            fill_round(painter, self.rect(), 7, look.primary)
            ink = look.on_primary
        elif self.isChecked():
            shade = look.shade(tone)
            fill_round(painter, self.rect(), 7, shade.soft, shade.ink)
            ink = shade.ink
        if not self.isEnabled() and not self.isChecked():
            ink = look.faint
        painter.setFont(theme.font(15, theme.SEMIBOLD if self.isChecked() else theme.MEDIUM))
        painter.setPen(QColor(ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if keyboard_on(self):
            focus_ring(painter, self.rect(), 7)
        painter.end()


class Segments(ChoiceGroup):
    """A segmented control: exclusive radio buttons on one track."""

    button_type = _Segment

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def place(self) -> None:
        """Put the segments beside each other."""
        x = _PAD
        for button in self._buttons:
            size = button.sizeHint()
            button.setGeometry(x, _PAD, size.width(), size.height())
            x += size.width()

    def sizeHint(self) -> QSize:
        """Fit all segments."""
        widths = sum(button.sizeHint().width() for button in self._buttons)
        return QSize(widths + 2 * _PAD, max(40, theme.scaled(40)) + 2 * _PAD)

    def minimumSizeHint(self) -> QSize:
        """Never cut a label."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the track."""
        look = theme.tokens()
        painter = painter_on(self)
        fill_round(painter, self.rect(), 10, look.sunken, look.hair)
        painter.end()
