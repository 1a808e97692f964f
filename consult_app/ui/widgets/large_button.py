"""A button for whoever reads alone: large, and mirrored where reading goes from right to left."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.checkable import Checkable

_HEIGHT, _SIDE, _ICON, _GAP, _RADIUS, _PX = 60, 20, 22, 10, 11, 19


class LargeButton(Checkable, QPushButton):
    """A push button; `trailing` puts the icon after the words. Checked, it says so with a tick."""

    def __init__(  # noqa: PLR0913 - each is one trait of a button
        self,
        text: str,
        *,
        primary: bool = False,
        icon_name: str = "",
        trailing: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._primary, self._icon_name, self._trailing = primary, icon_name, trailing
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if name:
            self.setAccessibleName(name)

    def set_icon(self, icon_name: str) -> None:
        """Change the icon."""
        self._icon_name = icon_name
        self.update()

    def sizeHint(self) -> QSize:
        """Fit icon and words."""
        height = max(_HEIGHT, theme.scaled(48))
        if not self.text():
            return QSize(height, height)
        words = theme.advance(self.text(), _PX, theme.SEMIBOLD) + 2
        return QSize(words + 2 * _SIDE + (theme.scaled(_ICON) + _GAP if self._icon_name else 0), height)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and words."""
        look = theme.tokens()
        soft = look.shade(Tone.PRIMARY)
        over = self.underMouse() and self.isEnabled()
        ground, line, ink = look.sunken if over else look.surface, look.border, look.ink
        if self._primary:
            ground, line, ink = look.primary_hover if over else look.primary, "", look.on_primary
        elif self.isChecked():
            ground, line, ink = soft.soft, soft.ink, soft.ink
        if not self.isEnabled():
            ground, line, ink = look.sunken, look.hair, look.faint
        painter = painter_on(self)
        painter.setOpacity(0.85 if self.isDown() else 1.0)
        fill_round(painter, self.rect(), _RADIUS, ground, line)
        painter.setOpacity(1.0)
        words = theme.advance(self.text(), _PX, theme.SEMIBOLD) + 2
        drawn = theme.scaled(_ICON) if self._icon_name else 0
        gap = _GAP if drawn and self.text() else 0
        x = (self.width() - (words if self.text() else 0) - drawn - gap) // 2
        icon_first = self._trailing == (self.layoutDirection() is Qt.LayoutDirection.RightToLeft)
        at_text = x + drawn + gap if icon_first else x
        if drawn:
            at_icon = x if icon_first else x + words + gap
            icon = theme.icon("check" if self.isChecked() else self._icon_name, ink, drawn)
            painter.drawPixmap(at_icon, (self.height() - drawn) // 2, icon)
        painter.setFont(theme.font(_PX, theme.SEMIBOLD))
        painter.setPen(QColor(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter
        painter.drawText(at_text, 0, words, self.height(), flags, self.text())
        if keyboard_on(self):
            focus_ring(painter, self.rect(), _RADIUS)
        painter.end()
