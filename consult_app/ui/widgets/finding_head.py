"""The upper part of a finding: a press opens what stands behind it, another one closes it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import focus_ring, keyboard_on, painter_on
from consult_app.ui.widgets.button import Button

_ICON, _AT = 18, 12


class FindingHead(Button):
    """Lies over the words that the card paints, and adds an arrow and the ring of the keyboard."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.open = False

    def show_state(self, title: str, *, opened: bool) -> None:
        """Say whether the card is open."""
        self.open = opened
        does = self.tr("hide what is behind it") if opened else self.tr("show what is behind it")
        self.setAccessibleName(f"{title}: {does}")
        self.setToolTip(does[:1].upper() + does[1:])
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the arrow at the upper right, and the ring."""
        look = theme.tokens()
        painter = painter_on(self)
        ink = look.ink if self.underMouse() else look.quiet
        arrow = theme.icon("chevron-up" if self.open else "chevron-down", ink, _ICON)
        painter.drawPixmap(self.width() - _ICON - _AT, _AT, arrow)
        if keyboard_on(self):
            focus_ring(painter, self.rect(), 10)
        painter.end()
