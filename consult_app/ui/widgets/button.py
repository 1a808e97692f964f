"""Buttons of every kind."""

from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import SMALL, STRONG, Radius, Space, Tone
from consult_app.ui.unheard import leave_out_signals

Kind = Literal["primary", "secondary", "quiet", "danger", "soft", "link"]

_GAP, _HEIGHT = Space.SNUG, 42


class Button(QPushButton):
    """A push button; `icon_name` is an icon of resources/icons, drawn after the text where `trailing`.

    Without text it is square and needs `name`, its accessible name and tool tip.
    """

    def __init__(  # noqa: PLR0913 - each is one trait of a button
        self,
        text: str = "",
        kind: Kind = "secondary",
        icon_name: str = "",
        *,
        name: str = "",
        trailing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        leave_out_signals(self)
        self.kind: Kind = kind
        self._icon_name = icon_name
        self._trailing = trailing
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if name:
            self.setAccessibleName(name)
            self.setToolTip(name)

    def set_icon(self, icon_name: str) -> None:
        """Change the icon."""
        self._icon_name = icon_name
        self.update()

    @property
    def _text_px(self) -> int:
        return SMALL.px if self.kind == "link" else STRONG.px

    @property
    def _icon_px(self) -> int:
        return theme.scaled(16 if self.kind == "link" else 20)

    def sizeHint(self) -> QSize:
        """Fit icon and text, high enough for a finger."""
        height = theme.scaled(_HEIGHT)
        if not self.text():
            return QSize(height, height)
        width = theme.advance(self.text(), self._text_px, theme.SEMIBOLD)
        inset = Space.CARD if self.kind == "link" else 34
        return QSize(width + inset + (self._icon_px + _GAP if self._icon_name else 0), height)

    def minimumSizeHint(self) -> QSize:
        """Never cut the text."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press with Enter too, not only with the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and text for the button's state."""
        painter = painter_on(self)
        ink = self._paint_ground(painter)
        painter.setFont(theme.font(self._text_px, theme.SEMIBOLD))
        painter.setPen(QColor(ink))
        words = theme.advance(self.text(), self._text_px, theme.SEMIBOLD)
        drawn = self._icon_px if self._icon_name else 0
        gap = _GAP if self._icon_name and self.text() else 0
        x = (self.width() - words - drawn - gap) // 2
        at_icon, at_text = (x + words + gap, x) if self._trailing else (x, x + drawn + gap)
        if self._icon_name:
            pixmap = theme.icon(self._icon_name, ink, drawn)
            painter.drawPixmap(at_icon, (self.height() - drawn) // 2, pixmap)
        painter.drawText(
            QRect(at_text, 0, words + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        if keyboard_on(self):
            focus_ring(painter, self.rect(), Radius.FIELD)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> str:
        """Paint the ground and give the colour of what stands on it."""
        look = theme.tokens()
        over = self.underMouse() and self.isEnabled()
        soft = look.shade(Tone.PRIMARY)
        stop = look.shade(Tone.STOP)
        ground, line, ink = {
            "primary": (look.primary_hover if over else look.primary, "", look.on_primary),
            "secondary": (look.sunken if over else look.surface, look.border, look.ink),
            "quiet": (look.sunken if over else "", "", look.quiet),
            "danger": (stop.soft if over else look.surface, stop.ink, stop.ink),
            "link": ("", "", look.ink if over else look.quiet),
            "soft": (soft.soft, soft.line if over else "", soft.ink),
        }[self.kind]
        if not self.isEnabled():
            ground, line, ink = look.sunken, look.hair, look.faint
        if self.isDown():
            painter.setOpacity(0.85)
        if ground or line:
            fill_round(painter, self.rect(), Radius.CONTROL, ground, line)
        painter.setOpacity(1.0)
        return ink
