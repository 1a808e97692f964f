"""The sections of a dialog: a column at its left, or lines above the page where there is little room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QWidget

from consult_app.ui import theme
from consult_app.ui.painting import fill_round, focus_ring, keyboard_on, painter_on
from consult_app.ui.tokens import Tone
from consult_app.ui.widgets.choice_flow import ChoiceFlow
from consult_app.ui.widgets.choice_group import ChoiceButton

_INSET, _ICON, _GAP, _BETWEEN = 14, 20, 10, 4


class _Item(ChoiceButton):
    icon_name = "settings"

    def sizeHint(self) -> QSize:
        width = theme.advance(self.text(), 15, theme.SEMIBOLD)
        return QSize(width + 2 * _INSET + _ICON + _GAP + 2, max(44, theme.scaled(44)))

    def hitButton(self, _pos: QPoint) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = painter_on(self)
        on = self.isChecked()
        if on or self.underMouse():
            shade = look.shade(Tone.PRIMARY)
            fill_round(painter, self.rect(), 9, shade.soft if on else look.sunken, shade.line if on else "")
        ink = look.shade(Tone.PRIMARY).ink if on else look.quiet
        painter.drawPixmap(_INSET, (self.height() - _ICON) // 2, theme.icon(self.icon_name, ink, _ICON))
        painter.setFont(theme.font(15, theme.SEMIBOLD if on else theme.MEDIUM))
        painter.setPen(QColor(ink if on else look.ink))
        room = self.rect().adjusted(_INSET + _ICON + _GAP, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        if keyboard_on(self):
            focus_ring(painter, self.rect(), 9)
        painter.end()


class SectionList(ChoiceFlow):
    """Shows where one is; an arrow key goes to the next section at once."""

    button_type = _Item

    def __init__(
        self, sections: tuple[tuple[str, str, str], ...], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent)
        self._column = True
        self.set_choices([(key, title) for key, title, _ in sections])
        for button, (_, _, icon) in zip(self._buttons, sections, strict=True):
            button.icon_name = icon  # type: ignore[attr-defined]  # each is an _Item
        self.setAccessibleName(name)

    @property
    def column_size(self) -> QSize:
        """The room that all titles need below each other."""
        hints = [button.sizeHint() for button in self._buttons]
        tall = sum(each.height() + _BETWEEN for each in hints) - _BETWEEN
        return QSize(max(each.width() for each in hints), tall)

    def stand(self, *, column: bool) -> None:
        """Stand in a column, or in lines."""
        self._column = column
        if column:
            self.setFixedWidth(self.column_size.width())
        else:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16777215)
        self.place()
        self.updateGeometry()

    def cells(self, width: int) -> list[QRect]:
        """Give the places of all titles."""
        if not self._column:
            return super().cells(width)
        tall = self._buttons[0].sizeHint().height()
        return [QRect(0, at * (tall + _BETWEEN), width, tall) for at in range(len(self._buttons))]

    def move_focus(self, button: ChoiceButton, key: int) -> bool:
        """Move by an arrow key, and go where it leads."""
        moved = super().move_focus(button, key)
        if moved:
            at = next(i for i, each in enumerate(self._buttons) if each.hasFocus())
            self._click(self._ids[at])
        return moved
